"""Prints the cells of a workbook, as openpyxl reads them, as JSON: {sheet: [[cell, …], …]}."""

import json
import sys

import openpyxl

workbook = openpyxl.load_workbook(sys.argv[1])
sheets = {
    sheet.title: [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    for sheet in workbook
}
json.dump(sheets, sys.stdout, ensure_ascii=False)
