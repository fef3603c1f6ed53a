#!/usr/bin/python3
"""Whether LibreOffice opens filled report templates, and works out of them what it should: a program not our own.

    read_template.py FOLDER

FOLDER holds the copies that the tests of filling leave where DEAN06_TEMPLATES_OUT points. LibreOffice is told to work
every formula out anew, as Excel does with these copies by itself. Ends with 1 where a value is another one."""

import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
SUMS = {"Tổng hợp": {"B2": 2, "B3": 3, "B4": 2, "B5": 2, "B7": 3.35 / 7}}
TOTALS = {"Biểu 01": {"F21": 2, "G21": 3.35, "H21": 1, "I21": datetime.datetime(2024, 3, 5)}}
EXPECTED = {
    "full.xlsx": SUMS | TOTALS,
    "macros.xlsm": SUMS | TOTALS,
    "libreoffice.xlsx": SUMS | TOTALS,
    "indicators.xlsx": {"Chỉ tiêu": {"F4": 83.93, "D12": 42655, "E12": 53416}},
    "by-hand.xlsx": {"Báo cáo": {"E6": 145, "F4": "có", "F5": "có", "D4": datetime.datetime(2024, 3, 5)}},
}


def opened(file, folder):
    # LibreOffice writes into its settings: each file gets fresh ones.
    profile = folder / file.name / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATE)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile.parent}", "--convert-to"]
    command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "saved"), str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return openpyxl.load_workbook(folder / "saved" / f"{file.stem}.xlsx", data_only=True)


def same(found, wanted):
    return abs(found - wanted) < 1e-9 if isinstance(found, float) and not isinstance(wanted, str) else found == wanted


wrong = []
with tempfile.TemporaryDirectory() as folder:
    for name, sheets in EXPECTED.items():
        book = opened(Path(sys.argv[1]) / name, Path(folder))
        for sheet, cells in sheets.items():
            for cell, wanted in cells.items():
                found = book[sheet][cell].value
                if not same(found, wanted):
                    wrong.append({"file": name, "sheet": sheet, "cell": cell, "found": found, "wanted": wanted})
print(json.dumps({"files": list(EXPECTED), "wrong": wrong}, ensure_ascii=False, indent=1, default=str))
sys.exit(1 if wrong else 0)
