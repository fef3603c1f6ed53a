"""Fills ward forms the way people do: with openpyxl, a writer that shares no code with the program.

It finds its way by what a person sees (the sheets' names and the headings), and is seeded, so that the totals it
expects are known before the program adds anything up.
"""

import random
import unicodedata
from dataclasses import dataclass, field

import openpyxl

STATUSES = ["Chưa thực hiện", "Đang thực hiện", "Đã hoàn thành", "Thường xuyên"]


def nfc(text):
    return unicodedata.normalize("NFC", str(text or "")).strip()


class Table:
    """The table of a sheet: its heading row, its columns by heading, its rows by number."""

    def __init__(self, sheet):
        self.sheet = sheet
        for row in sheet.iter_rows(min_row=1, max_row=30):
            names = {nfc(cell.value): cell.column for cell in row if cell.value}
            if "TT" in names:
                self.head, self.columns = row[0].row, names
                break
        else:
            raise ValueError(f"no table on {sheet.title}")
        self.rows = {}
        for row in range(self.head + 1, sheet.max_row + 1):
            number = nfc(sheet.cell(row, self.columns["TT"]).value)
            if number:
                self.rows[number] = row

    def cell(self, number, heading):
        return self.sheet.cell(self.rows[number], self.columns[heading])

    def put(self, number, heading, value):
        cell = self.cell(number, heading)
        if cell.protection.locked:
            raise ValueError(f"{self.sheet.title}!{cell.coordinate} ({heading}) is locked")
        cell.value = value
        return cell.coordinate


@dataclass
class Filled:
    """A workbook being filled, and what it says."""

    book: openpyxl.Workbook
    tasks: Table
    indicators: Table
    #: numerator and denominator by the indicator's key: a number, None for a blank, "kps" for không phát sinh
    figures: dict = field(default_factory=dict)

    def save(self, path):
        self.book.save(path)


def fill(path, rng):
    """Opens a form and fills it in with drawn answers."""
    book = openpyxl.load_workbook(path)
    filled = Filled(book, Table(book["Nhiệm vụ"]), Table(book["Chỉ tiêu"]))
    for number in filled.tasks.rows:
        answer_task(filled, number, rng)
    for key in filled.indicators.rows:
        whole = rng.randint(1, 40_000)
        answer_indicator(filled, key, rng.randint(0, whole), whole)
    return filled


def answer_task(filled, number, rng):
    status = rng.choice(STATUSES)
    put = lambda heading, value: filled.tasks.put(number, heading, value)
    put("Tình trạng", status)
    put("Tiến độ (%)", {"Chưa thực hiện": 0, "Đã hoàn thành": 100}.get(status, rng.randint(1, 99)))
    if status != "Chưa thực hiện":
        put("Kết quả trong kỳ", f"Đã tổ chức {rng.randint(1, 9)} buổi tuyên truyền ở khu phố.")
    if status == "Đã hoàn thành":
        put("Số, ký hiệu văn bản", f"{rng.randint(1, 300)}/BC-UBND")


def answer_indicator(filled, key, part, whole):
    filled.indicators.put(key, "Tử số", part)
    filled.indicators.put(key, "Mẫu số", whole)
    filled.figures[key] = (part, whole)


def added_up(figures_of_units):
    """Σ numerator and Σ denominator over the units that gave both; the others do not count as zero."""
    sums = {}
    for figures in figures_of_units:
        for key, (part, whole) in figures.items():
            if part is None or whole is None:
                continue
            so_far = sums.setdefault(key, [0, 0])
            so_far[0] += 0 if part == "kps" else part
            so_far[1] += 0 if whole == "kps" else whole
    return {key: tuple(sum_) for key, sum_ in sums.items()}


def seeded(*words):
    return random.Random(" ".join(map(str, words)))
