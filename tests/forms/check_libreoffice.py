"""A form opened, filled in and saved by the real LibreOffice, driven as a person would: sheet by sheet, cell by cell,
under the sheet's protection and its rules for what a cell takes.

Usage: check_libreoffice.py PROGRAM
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

from filler import nfc
from program import Desk

#: seconds that an office suite may take to start on a busy machine
PATIENCE = 60


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        desk = Desk(program, folder / "quan-1", "760")
        forms = desk.run("forms", "--period", "2024-06", "--out", folder / "out")["forms"]
        back = folder / "back"
        back.mkdir()
        suite, office = start(folder)
        try:
            for form, (ending, filter_) in zip(forms, (("xlsx", "Calc MS Excel 2007 XML"), ("ods", "calc8"), ("xls", "MS Excel 97"))):
                fill(office, Path(form["path"]), back / f"{form['unit']}.{ending}", filter_)
        finally:
            try:
                office.terminate()
            finally:
                suite.wait(PATIENCE)
        verdicts = desk.collect(back)
        assert len(verdicts) == 3, verdicts
        for name, file in verdicts.items():
            assert file["verdict"] == "accepted", f"{name}: {file}"
        row = desk.totals()["2"]
        assert (row["numerator"], row["denominator"]) == (3 * 1234, 3 * 2000), row
        row = desk.totals()["4"]
        assert (row["numerator"], row["denominator"], row["percent"]) == (0, 0, None), "không phát sinh adds nothing"
        assert len(row["missing_units"]) == len(forms) - 3, "and is not missing"
        print("filled in and saved by LibreOffice as xlsx, ods and xls: accepted, and added up")


def start(folder):
    """A LibreOffice of our own, with nobody's settings."""
    pipe = f"dean06-{os.getpid()}"
    suite = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(PATIENCE * 5):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return suite, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.2)
    raise TimeoutError("LibreOffice did not start")


def properties(**values):
    made = []
    for name, value in values.items():
        property_ = PropertyValue()
        property_.Name, property_.Value = name, value
        made.append(property_)
    return tuple(made)


def fill(office, form, out, filter_):
    book = office.loadComponentFromURL(form.as_uri(), "_blank", 0, properties(Hidden=True))
    try:
        tasks, indicators = book.Sheets.getByName("Nhiệm vụ"), book.Sheets.getByName("Chỉ tiêu")
        assert tasks.isProtected() and indicators.isProtected()
        put(tasks, "03", "Tình trạng", "Thường xuyên")
        put(tasks, "03", "Kết quả trong kỳ", "Đã tuyên truyền ở 12 khu phố")
        put(indicators, "2", "Tử số", 1234)
        put(indicators, "2", "Mẫu số", 2000)
        put(indicators, "4", "Không phát sinh", "Không phát sinh")
        share = cell(indicators, "2", "Tỷ lệ (%)").Value
        assert share == 61.7, f"the share is worked out in sight: {share}"
        book.storeToURL(out.as_uri(), properties(FilterName=filter_))
    finally:
        book.close(True)


def put(sheet, number, heading, value):
    target = cell(sheet, number, heading)
    protection = target.CellProtection
    assert not protection.IsLocked, f"{sheet.Name}, {number}, {heading} is locked"
    if isinstance(value, str):
        target.String = value
    else:
        target.Value = value


def cell(sheet, number, heading):
    columns, head = None, None
    for row in range(30):
        names = {nfc(sheet.getCellByPosition(column, row).String): column for column in range(20)}
        if "TT" in names:
            columns, head = names, row
        elif columns and nfc(sheet.getCellByPosition(columns["TT"], row).String) == number:
            return sheet.getCellByPosition(columns[heading], row)
    raise LookupError(f"{sheet.Name}: no row {number} under {head}")


if __name__ == "__main__":
    main(sys.argv[1])
