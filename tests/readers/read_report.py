"""Reads a report with openpyxl, and with LibreOffice, to hear from programs not our own.

    read_report.py REPORT.xlsx SEED.json

Asserts that the three sheets of tasks hold every task of the plan once in its own words, that the
counts and shares are formulas, and that LibreOffice, given the file without the stored results,
computes the very same ones. Needs openpyxl and soffice. Exit status 0 when all holds.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl

TASK_SHEETS = ["Nhiệm vụ chủ trì", "Nhiệm vụ phối hợp", "Không giao đơn vị"]
PLAN_COLUMNS = ["number", "title", "lead", "support", "deadline_text", "deliverable"]
PAPER_A4 = 9


def text(cell):
    return "" if cell is None else str(cell)


def check_tasks(workbook, seed):
    rows = [
        [text(cell) for cell in row[: len(PLAN_COLUMNS)]]
        for name in TASK_SHEETS
        for row in workbook[name].iter_rows(values_only=True)
        if re.fullmatch(r"\d+", text(row[0]))
    ]
    plan = [[task.get(column, "") for column in PLAN_COLUMNS] for task in seed["tasks"]]
    assert len(rows) == len(plan), f"{len(rows)} task rows for {len(plan)} tasks"
    for written, planned in zip(sorted(rows), sorted(plan)):
        assert written == planned, f"task {planned[0]}: {written} is not {planned}"
    for name in TASK_SHEETS:
        for row in workbook[name].iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{name}!{cell.coordinate}: an answer became a formula"


def check_indicators(workbook, seed):
    rows = {text(row[0]): row for row in workbook["Chỉ tiêu"].iter_rows(values_only=True)}
    for indicator in seed["indicators"]:
        row = rows[indicator["key"]]
        assert row[1] == indicator["text"], indicator["key"]
        assert row[3] == indicator["target"], indicator["key"]
        assert text(row[8]).startswith("=IF("), f"{indicator['key']}: the share is no formula"
        assert text(row[10]).startswith("=IF("), f"{indicator['key']}: the standing is no formula"


def check_summary(workbook, seed):
    sheet = workbook["Tổng hợp"]
    rows = {text(row[0]): row for row in sheet.iter_rows(values_only=True)}
    for group in seed["groups"]:
        counts = rows[group["number"]][5:14]
        assert all(text(count).startswith("=") for count in counts), group["number"]
    assert all(text(count).startswith("=SUM(") for count in rows["Tổng cộng"][5:14])


def check_pages(workbook):
    for sheet in workbook:
        if sheet.title == "_dean06":
            assert sheet.sheet_state == "hidden"
            marks = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
            assert (marks["format"], marks["kind"]) == ("2", "report"), marks
            continue
        setup = sheet.page_setup
        assert (setup.orientation, int(setup.paperSize)) == ("landscape", PAPER_A4), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        # One page wide is what the format means by saying nothing.
        assert (int(setup.fitToWidth or 1), int(setup.fitToHeight)) == (1, 0), sheet.title
        assert sheet.print_area, sheet.title
        assert sheet.HeaderFooter.differentFirst, sheet.title
        assert "&P" in text(sheet.oddHeader.center.text), sheet.title
        assert not sheet.firstHeader.center.text, f"{sheet.title}: page 1 is numbered"
        if sheet.title != "Tổng hợp":
            assert sheet.print_title_rows and sheet.freeze_panes, sheet.title


def formulas(workbook):
    return [
        (sheet.title, cell.coordinate)
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def recalculated(report, folder):
    """The report as LibreOffice computes it from a copy that has no stored results."""
    bare = folder / "bare.xlsx"
    with zipfile.ZipFile(report) as source, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            data = source.read(part)
            if part.startswith("xl/worksheets/"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
                data = re.sub(rb"(</f>)<v/>", rb"\1", data)
            target.writestr(part, data)
    out = folder / "out"
    soffice = shutil.which("soffice")
    assert soffice, "soffice is not installed"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(bare)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return openpyxl.load_workbook(out / "bare.xlsx", data_only=True)


def check_results(report, cells):
    stored = openpyxl.load_workbook(report, data_only=True)
    with tempfile.TemporaryDirectory() as folder:
        computed = recalculated(report, Path(folder))
        for sheet, cell in cells:
            ours, theirs = stored[sheet][cell].value, computed[sheet][cell].value
            if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
                same = abs(ours - theirs) < 1e-9
            else:
                same = text(ours) == text(theirs)
            assert same, f"{sheet}!{cell}: stored {ours!r}, computed {theirs!r}"


def main(report, seed_file):
    seed = json.loads(Path(seed_file).read_text(encoding="utf-8"))
    workbook = openpyxl.load_workbook(report)
    check_tasks(workbook, seed)
    check_indicators(workbook, seed)
    check_summary(workbook, seed)
    check_pages(workbook)
    cells = formulas(workbook)
    check_results(report, cells)
    print(f"{report}: {len(seed['tasks'])} tasks, {len(cells)} formulas, all as stored")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
