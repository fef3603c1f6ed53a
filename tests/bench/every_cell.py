"""What a straightforward script does: openpyxl opens every workbook and reads every cell.

Usage: every_cell.py PATH
"""

import sys
from pathlib import Path

import openpyxl


def main(path):
    cells = 0
    path = Path(path)
    for path in path.iterdir() if path.is_dir() else [path]:
        book = openpyxl.load_workbook(path, data_only=True)
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                cells += sum(value is not None for value in row)
    print(f"{cells} cells")


if __name__ == "__main__":
    main(sys.argv[1])
