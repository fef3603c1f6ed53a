"""Fills one handed out form, as a person with openpyxl's kind of program would.

Usage: fill_one.py FORM OUT
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "forms"))

from filler import fill, seeded  # noqa: E402


def main(form, out):
    fill(form, seeded(Path(form).name)).save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
