"""Writes a plan of many tasks as the city would send it: the appendix's own table, its rows told over and over.

big_plan.py FROM TO COUNT"""

import sys

import openpyxl

source, target, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
book = openpyxl.load_workbook(source)
sheet = book.active
heading = next(
    row[0].row
    for row in sheet.iter_rows()
    if any(isinstance(cell.value, str) and "chủ trì" in cell.value.lower() for cell in row)
)
rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=heading + 1)]
tasks = [row for row in rows if str(row[0] or "").strip().isdigit()]
groups = [row for row in rows if row not in tasks and row[0]]

for merged in list(sheet.merged_cells.ranges):
    if merged.max_row > heading:
        sheet.unmerge_cells(str(merged))
sheet.delete_rows(heading + 1, sheet.max_row)
for number in range(1, count + 1):
    if groups and (number - 1) % (count // len(groups) + 1) == 0:
        sheet.append(groups[(number - 1) // (count // len(groups) + 1)])
    row = list(tasks[number % len(tasks)])
    row[0] = f"{number:04}"
    row[1] = f"{row[1]} (đợt {number})"
    sheet.append(row)
book.save(target)
