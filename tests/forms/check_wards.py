"""All 34 wards of Thành phố Thủ Đức: forms handed out, filled, damaged in every known way, collected, added up.

Usage: check_wards.py PROGRAM [SEED]
"""

import sys
import tempfile
from pathlib import Path

import openpyxl

import damages
from filler import added_up, fill, seeded
from program import Desk

THU_DUC, QUAN_1 = "769", "760"


def main(program, seed):
    with tempfile.TemporaryDirectory() as folder:
        check(program, seed, Path(folder))


def check(program, seed, folder):
    desk = Desk(program, folder / "thu-duc", THU_DUC)
    handed = desk.run("forms", "--period", "2024-06", "--out", folder / "out")["forms"]
    assert len(handed) == 34, f"one form for each of the 34 wards, not {len(handed)}"
    check_protection(Path(handed[0]["path"]))
    again = {Path(form["path"]): Path(form["path"]).read_bytes() for form in handed}
    desk.run("forms", "--period", "2024-06", "--out", folder / "out")
    assert all(path.read_bytes() == bytes_ for path, bytes_ in again.items()), "handing out again changes nothing"

    back = folder / "back"
    back.mkdir()
    expected, figures = {}, {}
    for index, form in enumerate(handed):
        # The ways that damage a form go round; the wards left over send theirs untouched.
        damage = damages.DAMAGES[index] if index < len(damages.DAMAGES) else damages.untouched
        filled = fill(form["path"], seeded(seed, form["unit"]))
        path = back / f"{index:02} {form['name']} gửi {damage.__name__}.xlsx"
        expected[path.name] = (damage(filled, path), form["unit"])
        figures[form["unit"]] = filled.figures

    resaved(handed, back, seed, expected, figures)
    two_versions(handed, back, seed, expected, figures)
    strangers(program, folder, back, expected)

    verdicts = desk.collect(back)
    compare(verdicts, expected)
    check_totals(desk, figures, handed)

    before = desk.totals()
    second = desk.collect(back)
    wrong = {name: file["verdict"] for name, file in second.items() if file["verdict"] not in ("unchanged", "refused")}
    assert not wrong, f"a second collect changes nothing, but: {wrong}"
    assert desk.totals() == before, "a second collect changes no total"

    given_back(desk, back, folder, expected)
    corrected(desk, handed, seed, back, figures)
    print(f"{len(verdicts)} files of 34 wards: every verdict and every total as expected (seed {seed})")


def check_protection(path):
    """What a person meets in Excel: only the cells to fill in are open, and they refuse what does not belong there."""
    book = openpyxl.load_workbook(path)
    assert book["_dean06"].sheet_state != "visible", "the identity sheet is hidden"
    for name in ("Nhiệm vụ", "Chỉ tiêu"):
        sheet = book[name]
        assert sheet.protection.sheet, f"{name} is protected"
        assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9, f"{name} prints on A4"
        assert sheet.data_validations.dataValidation, f"{name} has validations"
    kinds = {rule.type for rule in book["Chỉ tiêu"].data_validations.dataValidation}
    assert "whole" in kinds, "number cells take whole numbers only"
    assert "list" in {rule.type for rule in book["Nhiệm vụ"].data_validations.dataValidation}, "states are a list"


def resaved(handed, back, seed, expected, figures):
    """Real LibreOffice opens and saves three of the untouched ones, once in each format."""
    for index, to in zip((31, 32, 33), ("xlsx", "ods", "xls")):
        form = handed[index]
        old = next(name for name in expected if name.startswith(f"{index:02} "))
        was, unit = expected.pop(old)
        new = damages.resaved_by_libreoffice(back / old, to)
        expected[new.name] = (was, unit)


def two_versions(handed, back, seed, expected, figures):
    """A ward sends its form, then a corrected one: the one saved later holds."""
    form = handed[27]
    first = next(name for name in expected if name.startswith("27 "))
    filled = fill(form["path"], seeded(seed, form["unit"], "corrected"))
    path = back / f"00 {form['name']} bản sửa.xlsx"
    # Its name sorts before the first one, so that only what it says of itself can make it the newer.
    save_later(filled, path, back / first)
    expected[path.name] = (damages.Expected("updated"), form["unit"])
    figures[form["unit"]] = filled.figures


def save_later(filled, path, than):
    import datetime

    import openpyxl.writer.excel as writer

    earlier = openpyxl.load_workbook(than).properties.modified
    filled.save(path)
    book = openpyxl.load_workbook(path)
    book.properties.modified = earlier + datetime.timedelta(minutes=5)
    # openpyxl stamps the present on saving; the stamp has to stay what was set here.
    with writer.ZipFile(path, "w", writer.ZIP_DEFLATED, allowZip64=True) as archive:
        writer.ExcelWriter(book, archive).save()


def strangers(program, folder, back, expected):
    """A form of another district's ward, and last month's form of an own one."""
    other = Desk(program, folder / "quan-1", QUAN_1)
    forms = other.run("forms", "--period", "2024-06", "--out", folder / "other")["forms"]
    filled = fill(forms[0]["path"], seeded("stranger"))
    path = back / f"98 {forms[0]['name']} gửi nhầm.xlsx"
    filled.save(path)
    expected[path.name] = (damages.Expected("refused", "wrong-unit"), forms[0]["unit"])

    last = Desk(program, folder / "thang-5", THU_DUC, today="2024-05-10")
    forms = last.run("forms", "--period", "2024-05", "--out", folder / "may")["forms"]
    filled = fill(forms[3]["path"], seeded("last month"))
    path = back / f"99 {forms[3]['name']} tháng trước.xlsx"
    filled.save(path)
    expected[path.name] = (damages.Expected("refused", "wrong-period"), forms[3]["unit"])


def compare(verdicts, expected):
    faults = []
    for name, (wanted, unit) in expected.items():
        file = verdicts.get(name)
        if file is None:
            faults.append(f"{name}: no verdict")
            continue
        codes = {problem["code"]: problem for problem in file["problems"]}
        if file["verdict"] != wanted.verdict:
            faults.append(f"{name}: {file['verdict']}, not {wanted.verdict}: {file['problems']}")
        elif wanted.verdict != "refused" and file["unit"] != unit:
            faults.append(f"{name}: of {file['unit']}, not {unit}")
        for code in filter(None, (wanted.code, wanted.doubt)):
            if code not in codes:
                faults.append(f"{name}: {code} is not among {list(codes)}")
            elif wanted.cell and codes[code]["cell"] != wanted.cell:
                faults.append(f"{name}: {code} at {codes[code]['cell']}, not {wanted.cell}")
            elif not codes[code]["message"]:
                faults.append(f"{name}: {code} has no words")
        for code in ("wrong-unit", "wrong-period"):
            if wanted.code == code and not codes.get(code, {}).get("cell"):
                faults.append(f"{name}: {code} names no cell")
    strange = set(verdicts) - set(expected)
    if strange:
        faults.append(f"verdicts for files nobody sent: {strange}")
    assert not faults, "\n".join(faults)


def check_totals(desk, figures, handed):
    wanted = added_up(figures.values())
    rows = desk.totals()
    for key, (part, whole) in wanted.items():
        row = rows[key]
        assert (row["numerator"], row["denominator"]) == (part, whole), f"{key}: {row} instead of {part}/{whole}"
        assert row["percent"] == round(part / whole * 100, 2), f"{key}: {row['percent']}"
        gave = {unit for unit, said in figures.items() if None not in said.get(key, (None, None))}
        missing = [form["unit"] for form in handed if form["unit"] not in gave]
        assert row["missing_units"] == missing, f"{key}: missing {row['missing_units']} instead of {missing}"


def given_back(desk, back, folder, expected):
    """The form with a part above its whole goes back: its own file, with just the doubtful cell coloured and explained."""
    name = next(name for name in expected if "part_above_whole" in name)
    wanted, unit = expected[name]
    out = folder / "trả lại.xlsx"
    desk.run("return", unit, "--period", "2024-06", "--reason", "Tử số lớn hơn mẫu số", "--out", out)
    before, after = openpyxl.load_workbook(back / name), openpyxl.load_workbook(out)
    assert before.sheetnames == after.sheetnames
    changed, commented = [], []
    for sheet in before.worksheets:
        other = after[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                twin = other[cell.coordinate]
                assert cell.value == twin.value, f"{sheet.title}!{cell.coordinate} was {cell.value}"
                assert cell.protection.locked == twin.protection.locked, "what could be filled in can be mended"
                assert cell.number_format == twin.number_format
                if cell.fill.fgColor.rgb != twin.fill.fgColor.rgb:
                    changed.append(cell.coordinate)
                if twin.comment:
                    commented.append((cell.coordinate, twin.comment.text))
    assert changed == [wanted.cell], f"coloured: {changed}"
    assert [cell for cell, _ in commented] == [wanted.cell], commented
    assert "Tử số lớn hơn mẫu số" in commented[0][1]
    assert before.properties.modified == after.properties.modified, "a file given back is no newer version of itself"
    state = {unit["unit"]: unit for unit in desk.run("submissions", "--period", "2024-06")["submissions"]}[unit]
    assert (state["state"], state["reason"]) == ("returned", "Tử số lớn hơn mẫu số"), state
    assert desk.collect(out)[out.name]["verdict"] == "unchanged", "it says what it said"


def corrected(desk, handed, seed, back, figures):
    """A ward that was refused sends a sound form: it is accepted, and the totals follow."""
    form = next(form for form in handed if not figures[form["unit"]])
    filled = fill(form["path"], seeded(seed, form["unit"], "sound"))
    path = back / "sửa.xlsx"
    filled.save(path)
    assert desk.collect(path)["sửa.xlsx"]["verdict"] == "accepted"
    figures[form["unit"]] = filled.figures
    check_totals(desk, figures, handed)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "1")
