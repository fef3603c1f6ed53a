"""What a straightforward script does: XlsxWriter writes the cells of a report, without a format.

Usage: write_xlsxwriter.py CELLS OUT
"""

import json
import sys

import xlsxwriter


def main(cells, out):
    with open(cells, encoding="utf-8") as file:
        sheets = json.load(file)
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    for name, cells in sheets:
        sheet = book.add_worksheet(name)
        for row, column, value in cells:
            sheet.write(row, column, value)
    book.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
