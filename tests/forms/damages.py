"""What happens to a form between the office that hands it out and the office that collects it.

Each takes a filled form and gives back what the collecting office has to find: the verdict, and for a refusal the
problem's code and the cell it names.
"""

import copy
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass

import openpyxl

from filler import answer_indicator, nfc


@dataclass
class Expected:
    verdict: str = "accepted"
    code: str = None
    cell: str = None
    #: a doubt that has to be listed though the file is accepted
    doubt: str = None


FIRST = "2"
SECOND = "4"


def untouched(filled, path):
    filled.save(path)
    return Expected()


def rows_sorted(filled, path):
    for table in (filled.tasks, filled.indicators):
        sheet, first = table.sheet, table.head + 1
        last = max(table.rows.values())
        rows = [[copy.copy(cell.value) for cell in row] for row in sheet.iter_rows(min_row=first, max_row=last)]
        for row, values in zip(range(first, last + 1), reversed(rows)):
            for column, value in enumerate(values, start=1):
                cell = sheet.cell(row, column)
                if not isinstance(cell, openpyxl.cell.cell.MergedCell):
                    cell.value = value
    filled.save(path)
    return Expected()


def rows_inserted(filled, path):
    filled.tasks.sheet.insert_rows(filled.tasks.head + 2, amount=3)
    filled.indicators.sheet.insert_rows(1, amount=4)
    filled.save(path)
    return Expected()


def column_inserted(filled, path):
    filled.indicators.sheet.insert_cols(4)
    filled.indicators.sheet.cell(filled.indicators.head, 4).value = "Người nhập"
    filled.save(path)
    return Expected()


def columns_widened_and_hidden(filled, path):
    for sheet in (filled.tasks.sheet, filled.indicators.sheet):
        sheet.column_dimensions["C"].width = 90
        sheet.column_dimensions["D"].hidden = True
    filled.save(path)
    return Expected()


def sheets_renamed(filled, path):
    filled.tasks.sheet.title = "Sheet1"
    filled.indicators.sheet.title = "So lieu T6"
    filled.save(path)
    return Expected()


def hidden_sheet_lost(filled, path):
    del filled.book["_dean06"]
    filled.save(path)
    return Expected()


def keys_lost(filled, path):
    for table in (filled.tasks, filled.indicators):
        table.sheet.delete_cols(1)
    del filled.book["_dean06"]
    filled.save(path)
    return Expected()


def numbers_as_text(filled, path):
    part, whole = filled.figures[FIRST]
    filled.indicators.put(FIRST, "Tử số", f"{part:,}".replace(",", "."))
    filled.indicators.put(FIRST, "Mẫu số", f"{whole:,}".replace(",", " "))
    part, whole = filled.figures[SECOND]
    filled.indicators.put(SECOND, "Tử số", str(part))
    filled.indicators.put(SECOND, "Mẫu số", f" {whole} ")
    filled.save(path)
    return Expected()


def percent_as_text(filled, path):
    number = next(iter(filled.tasks.rows))
    filled.tasks.put(number, "Tình trạng", "Đang thực hiện")
    filled.tasks.put(number, "Kết quả trong kỳ", "Đang triển khai.")
    cell = filled.tasks.put(number, "Tiến độ (%)", "12,5 %")
    filled.save(path)
    return Expected(doubt="rounded", cell=cell)


def decomposed(filled, path):
    for sheet in (filled.tasks.sheet, filled.indicators.sheet):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = unicodedata.normalize("NFD", cell.value)
    filled.save(path)
    return Expected()


def left_blank(filled, path):
    answer_indicator(filled, FIRST, None, None)
    filled.save(path)
    return Expected()


def half_entered(filled, path):
    answer_indicator(filled, FIRST, 17, None)
    cell = filled.indicators.cell(FIRST, "Mẫu số").coordinate
    filled.save(path)
    return Expected(doubt="half-entered", cell=cell)


def zeros(filled, path):
    answer_indicator(filled, FIRST, 0, 0)
    filled.save(path)
    return Expected()


def nothing_arose_in_words(filled, path):
    answer_indicator(filled, FIRST, "không phát sinh", "Không phát sinh")
    filled.figures[FIRST] = ("kps", "kps")
    filled.save(path)
    return Expected()


def nothing_arose_chosen(filled, path):
    answer_indicator(filled, FIRST, None, None)
    filled.indicators.put(FIRST, "Không phát sinh", "Không phát sinh")
    filled.figures[FIRST] = ("kps", "kps")
    filled.save(path)
    return Expected()


def formula_without_result(filled, path):
    cell = filled.indicators.put(FIRST, "Tử số", "=10+5")
    filled.figures.clear()
    filled.save(path)
    return Expected("refused", "bad-formula", cell)


def words_for_a_number(filled, path):
    cell = filled.indicators.put(FIRST, "Mẫu số", "khoảng 300")
    filled.figures.clear()
    filled.save(path)
    return Expected("refused", "bad-number", cell)


def decimals_for_a_count(filled, path):
    cell = filled.indicators.put(FIRST, "Tử số", 10.361)
    filled.figures.clear()
    filled.save(path)
    return Expected("refused", "bad-number", cell)


def strange_status(filled, path):
    cell = filled.tasks.put(next(iter(filled.tasks.rows)), "Tình trạng", "Để xem đã")
    filled.figures.clear()
    filled.save(path)
    return Expected("refused", "bad-status", cell)


def part_above_whole(filled, path):
    answer_indicator(filled, FIRST, 120, 100)
    cell = filled.indicators.cell(FIRST, "Tử số").coordinate
    filled.save(path)
    return Expected(doubt="numerator-above-denominator", cell=cell)


def row_deleted(filled, path):
    filled.indicators.sheet.delete_rows(filled.indicators.rows[SECOND])
    del filled.figures[SECOND]
    filled.save(path)
    return Expected(doubt="missing-row")


def remark_row(filled, path):
    sheet = filled.indicators.sheet
    row = max(filled.indicators.rows.values()) + 1
    sheet.cell(row, filled.indicators.columns["Chỉ tiêu"]).value = "Số liệu của riêng phường"
    sheet.cell(row, filled.indicators.columns["Tử số"]).value = 99
    sheet.cell(row, filled.indicators.columns["Mẫu số"]).value = 100
    filled.save(path)
    return Expected(doubt="unknown-row")


def truncated(filled, path):
    filled.save(path)
    filled.figures.clear()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return Expected("refused", "unreadable")


def not_a_workbook(filled, path):
    filled.figures.clear()
    path.write_text("Kính gửi UBND thành phố, phường xin gửi sau ạ.", encoding="utf-8")
    return Expected("refused", "unreadable")


def another_workbook(filled, path):
    filled.figures.clear()
    book = openpyxl.Workbook()
    book.active.append(["STT", "Họ và tên", "Chức vụ"])
    book.active.append([1, "Nguyễn Văn A", "Chủ tịch"])
    book.save(path)
    return Expected("refused", "not-a-form")


def identity_lost(filled, path):
    del filled.book["_dean06"]
    for sheet in filled.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and any(
                    nfc(cell.value).startswith(label) for label in ("Đơn vị báo cáo:", "Kỳ báo cáo:", "Mã biểu:")
                ):
                    cell.value = None
    filled.figures.clear()
    filled.save(path)
    return Expected("refused", "no-identity")


DAMAGES = [
    untouched,
    rows_sorted,
    rows_inserted,
    column_inserted,
    columns_widened_and_hidden,
    sheets_renamed,
    hidden_sheet_lost,
    keys_lost,
    numbers_as_text,
    percent_as_text,
    decomposed,
    left_blank,
    half_entered,
    zeros,
    nothing_arose_in_words,
    nothing_arose_chosen,
    formula_without_result,
    words_for_a_number,
    decimals_for_a_count,
    strange_status,
    part_above_whole,
    row_deleted,
    remark_row,
    truncated,
    not_a_workbook,
    another_workbook,
    identity_lost,
]


def resaved_by_libreoffice(path, to="xlsx"):
    """The same file after LibreOffice opened and saved it: hidden sheets and validations as LibreOffice keeps them."""
    out = path.parent / "resaved"
    out.mkdir(exist_ok=True)
    profile = path.parent / "profile"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", to, "--outdir", out, path],
        check=True,
        capture_output=True,
    )
    resaved = path.with_suffix(f".{to}")
    path.unlink()
    shutil.move(out / resaved.name, resaved)
    return resaved
