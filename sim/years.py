"""Years and dates as points on the time axis."""

from __future__ import annotations

import datetime


def year_of(moment: int | datetime.date, *, closing: bool = False) -> float:
    """Turn a year or a date into a point on the time axis.

    Args:
        moment: a calendar year or a date.
        closing: read it as an end: a year lasts to its last day, a date to the end of that day.

    Returns:
        The moment in years (2027-07-02 is about 2027.5).
    """
    if isinstance(moment, int):
        return float(moment + closing)
    day = moment + datetime.timedelta(days=1) if closing else moment
    first = datetime.date(day.year, 1, 1)
    length = (datetime.date(day.year + 1, 1, 1) - first).days
    return day.year + (day - first).days / length
