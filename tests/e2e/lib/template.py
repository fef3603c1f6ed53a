"""A report template as the city might send it: made, changed, and read as it was filled in.

Usage: template.py make TO ROWS            ROWS: a JSON list of {"number", "title"}
       template.py set FILE CELL WORDS
       template.py cells FILE CELL…        prints {cell: value}
"""

import json
import sys

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side

SHEET = "Biểu tổng hợp"
HEADINGS = [
    ("A", "TT", 6),
    ("B", "Nội dung nhiệm vụ", 60),
    ("C", "Đơn vị chủ trì", 20),
    ("D", "Kết quả thực hiện trong kỳ", 40),
    ("E", "Tỷ lệ hoàn thành (%)", 14),
    ("F", "Khó khăn, vướng mắc", 30),
    ("G", "Ý kiến thêm", 20),
]
FIRST = 6


def make(to, rows):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = SHEET
    sheet.merge_cells("A1:G1")
    sheet["A1"] = "BÁO CÁO KẾT QUẢ THỰC HIỆN ĐỀ ÁN 06"
    sheet["A1"].font = Font(bold=True, size=14)
    thin = Side(style="thin")
    for column, words, width in HEADINGS:
        cell = sheet[f"{column}{FIRST - 1}"]
        cell.value, cell.font = words, Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, horizontal="center")
        cell.border = Border(thin, thin, thin, thin)
        sheet.column_dimensions[column].width = width
    for at, row in enumerate(json.loads(rows), FIRST):
        sheet[f"A{at}"], sheet[f"B{at}"] = row["number"], row["title"]
        sheet[f"B{at}"].alignment = Alignment(wrap_text=True)
    after = sheet.max_row + 1
    sheet[f"B{after}"] = "TỔNG CỘNG"
    sheet[f"E{after}"] = f"=COUNT(E{FIRST}:E{after - 1})"
    workbook.save(to)


def put(file, cell, words):
    workbook = openpyxl.load_workbook(file)
    workbook[SHEET][cell] = words
    workbook.save(file)


def cells(file, *names):
    sheet = openpyxl.load_workbook(file)[SHEET]
    print(json.dumps({name: sheet[name].value for name in names}))


{"make": make, "set": put, "cells": cells}[sys.argv[1]](*sys.argv[2:])
