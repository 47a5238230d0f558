"""Writes the public holidays of Indonesia and China into the knowledge, from a library.

It does not know what a holiday does to a payment. `python -m hooks.public_holidays` writes the
file anew; nobody edits it by hand.
"""

import datetime as dt
import sys
from calendar import SATURDAY
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import holidays

from .places import ROOT

FILE = Path("decision_tree/knowledge/holidays.toml")
YEARS = range(2024, 2029)

KINDS = {
    "ID": (holidays.PUBLIC, holidays.GOVERNMENT),  # the second is joint leave, cuti bersama
    "CN": (holidays.PUBLIC,),
}

VERSION = version("holidays")

HEAD = f"""\
# Days off that fall on a weekday, from the Python library holidays {VERSION}; written by
# 'make holidays', never by hand. Up to `last` both governments had announced their days for the
# year when that version came out. Later years lack what was still to be announced, such as the
# days that China moves; days called estimated follow the moon and may shift. Indonesia's joint
# leave (cuti bersama) is a day off here, and the weekends on which China works to make up for a
# long holiday stay days off: both let a payment count as late rather later.
"""


def main(root: Path = ROOT) -> int:
    (root / FILE).write_text(content(), "utf-8")
    print(f"{FILE}: written from holidays {VERSION}, complete up to {last_day()}")
    return 0


def content() -> str:
    """Return the whole TOML file."""
    first = dt.date(YEARS.start, 1, 1)
    limits = f"first = {first}\nlast = {last_day()}\n\n[days]\n"
    lists = (f"{country} = [\n{''.join(_lines(country))}]\n" for country in KINDS)
    return HEAD + limits + "\n".join(lists)


def last_day() -> dt.date:
    """Return the end of the last year for which both governments have published their days."""
    return dt.date(min(_last_leave(), _last_moved()), 12, 31)


def _last_leave() -> int:
    """Indonesia decrees its joint leave together with the holidays of the year."""
    return max(_days("ID", holidays.GOVERNMENT)).year


def _last_moved() -> int:
    """China moves working days to weekends every year; nothing but its notice tells which."""
    return max(_days("CN", holidays.PUBLIC).weekend_workdays).year


def _lines(country: str) -> Iterator[str]:
    for day, name in sorted(_days(country, *KINDS[country]).items()):
        if day.weekday() < SATURDAY:
            # The library adds to a moved day where it came from, in the American order.
            yield f"  {day},  # {name.partition(' (substituted')[0]}\n"


def _days(country: str, *kinds: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country, years=YEARS, categories=kinds, language="en_US")


if __name__ == "__main__":
    sys.exit(main())
