"""Hands out the forms of a unit and fills every one of them.

Usage: fill_all.py PROGRAM UNIT FOLDER
"""

import sys
import tempfile
from pathlib import Path

from filler import fill, seeded
from program import Desk


def main(program, unit, folder):
    folder = Path(folder)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as aside:
        desk = Desk(program, Path(aside) / "data", unit)
        for form in desk.run("forms", "--period", "2024-06", "--out", Path(aside) / "out")["forms"]:
            fill(form["path"], seeded(form["unit"])).save(folder / Path(form["path"]).name)


if __name__ == "__main__":
    main(*sys.argv[1:])
