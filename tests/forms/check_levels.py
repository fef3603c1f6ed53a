"""All 312 wards → 22 districts → the city: the sums of the three levels are equal.

Usage: check_levels.py PROGRAM [SEED]
"""

import csv
import sys
import tempfile
from pathlib import Path

from filler import added_up, fill, seeded
from program import Desk

UNITS = Path(__file__).parent.parent.parent / "seeds" / "units" / "hcmc-2024.csv"
CITY = "79"


def main(program, seed):
    with tempfile.TemporaryDirectory() as folder:
        check(program, seed, Path(folder))


def check(program, seed, folder):
    with UNITS.open(encoding="utf-8") as lines:
        districts = [unit for unit in csv.DictReader(lines) if unit["parent_code"] == CITY]
    assert len(districts) == 22
    reports = folder / "reports"
    reports.mkdir()
    of_wards, of_districts = [], {}
    for district in districts:
        desk = Desk(program, folder / district["code"], district["code"])
        forms = desk.run("forms", "--period", "2024-06", "--out", folder / f"{district['code']}-out")["forms"]
        back = folder / f"{district['code']}-back"
        back.mkdir()
        figures = []
        for form in forms:
            filled = fill(form["path"], seeded(seed, form["unit"]))
            filled.save(back / Path(form["path"]).name)
            figures.append(filled.figures)
        verdicts = desk.collect(back)
        assert {file["verdict"] for file in verdicts.values()} == {"accepted"}, verdicts
        sums = added_up(figures)
        rows = desk.totals()
        for key, sum_ in sums.items():
            assert (rows[key]["numerator"], rows[key]["denominator"]) == sum_, (district["name"], key)
            assert rows[key]["missing_units"] == []
        of_wards += figures
        of_districts[district["code"]] = sums
        desk.run("report", "--period", "2024-06", "--out", reports / f"{district['name']}.xlsx")
    assert len(of_wards) == 312, len(of_wards)

    city = Desk(program, folder / "city", CITY, today="2024-06-15")
    verdicts = city.collect(reports)
    wrong = {name: file for name, file in verdicts.items() if file["verdict"] != "accepted"}
    assert len(verdicts) == 22 and not wrong, wrong
    rows = city.totals()
    for key, sum_ in added_up(of_wards).items():
        assert added_up(of_districts.values())[key] == sum_
        assert (rows[key]["numerator"], rows[key]["denominator"]) == sum_, f"{key}: {rows[key]} instead of {sum_}"
        assert rows[key]["missing_units"] == [], rows[key]
    sent = city.run("submissions", "--period", "2024-06")["submissions"]
    assert [unit["state"] for unit in sent] == ["sent"] * 22
    assert {file["verdict"] for file in city.collect(reports).values()} == {"unchanged"}
    print(f"312 wards, 22 districts, the city: equal sums at all three levels (seed {seed})")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "1")
