#!/usr/bin/python3
"""Makes the files of this folder: the form and the report of the tests, saved by other programs.

Run with Debian's Python, openpyxl and LibreOffice, from the repository:
    DEAN06_FORM_OUT=/tmp/forms cargo test -p dean06-workbook --test form_read written
    /usr/bin/python3 src-tauri/crates/workbook/tests/form_read/programs/make.py /tmp/forms
"""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

HERE = Path(__file__).parent
SOURCE = Path(sys.argv[1])


def column(sheet, heading):
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == heading).column


def row(sheet, number):
    numbers = column(sheet, "TT")
    return next(line for line in range(1, sheet.max_row + 1) if sheet.cell(line, numbers).value == number)


def fill(book):
    """A share in percent, and a formula, of which openpyxl writes no result."""
    tasks, counts = book["Nhiệm vụ"], book["Chỉ tiêu"]
    share = tasks.cell(row(tasks, "40"), column(tasks, "Tiến độ (%)"), 0.125)
    share.number_format = "0.0%"
    counts.cell(row(counts, "4"), column(counts, "Tử số"), "=10+5")
    counts.cell(row(counts, "4"), column(counts, "Mẫu số"), 20)


def convert(source, kinds, stem):
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", f"{folder}/out", str(source)]
            subprocess.run(command, check=True, capture_output=True)
            shutil.move(f"{folder}/out/{source.stem}.{kind}", HERE / f"{stem}.{kind}")


book = openpyxl.load_workbook(SOURCE / "form.xlsx")
fill(book)
book.save(HERE / "openpyxl.xlsx")
convert(HERE / "openpyxl.xlsx", ["xlsx", "ods", "xls"], "libreoffice")
convert(SOURCE / "report.xlsx", ["ods", "xls"], "report")
