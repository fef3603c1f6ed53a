"""Writes words into one cell of a workbook, as someone typing over the form in Excel would.

Usage: set_cell.py FROM TO SHEET CELL WORDS
"""

import sys

import openpyxl

source, to, sheet, cell, words = sys.argv[1:]
workbook = openpyxl.load_workbook(source)
workbook[sheet][cell] = words
workbook.save(to)
