"""What a straightforward script does: openpyxl opens every form of a folder and reads every cell.

Usage: every_cell.py FOLDER
"""

import sys
from pathlib import Path

import openpyxl


def main(folder):
    cells = 0
    for path in Path(folder).iterdir():
        book = openpyxl.load_workbook(path, data_only=True)
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                cells += sum(value is not None for value in row)
    print(f"{cells} cells")


if __name__ == "__main__":
    main(sys.argv[1])
