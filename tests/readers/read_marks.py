#!/usr/bin/python3
"""What openpyxl finds commented and coloured in a workbook, as JSON: a program not our own.

    read_marks.py FILE.xlsx  → {"Chỉ tiêu": {"C5": {"author", "text", "fill", "locked", "format", "value"}}}

A cell is told when it has a comment or the colour of a mark."""

import json
import sys

import openpyxl

COLOUR = "FFFFD98A"


def fill(cell):
    return cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None


book = openpyxl.load_workbook(sys.argv[1])
found = {}
for sheet in book.worksheets:
    found[sheet.title] = {}
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if cell.comment or fill(cell) == COLOUR:
            found[sheet.title][cell.coordinate] = {
                "author": cell.comment and cell.comment.author,
                "text": cell.comment and cell.comment.text,
                "fill": fill(cell),
                "locked": cell.protection.locked,
                "format": cell.number_format,
                "value": cell.value,
            }
print(json.dumps(found, ensure_ascii=False, indent=1, default=str))
