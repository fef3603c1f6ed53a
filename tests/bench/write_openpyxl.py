"""What a straightforward script does: openpyxl writes the cells of a report, without a format.

Usage: write_openpyxl.py CELLS OUT
"""

import json
import sys

import openpyxl


def main(cells, out):
    with open(cells, encoding="utf-8") as file:
        sheets = json.load(file)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets:
        sheet = book.create_sheet(name)
        for row, column, value in cells:
            sheet.cell(row + 1, column + 1, value)
    book.save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
