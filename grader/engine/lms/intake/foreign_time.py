"""A time with the words of any language, such as "mercredi 14 février 2024, 23:58".

The names of months are Unicode's (CLDR), of all languages that it knows: which one a list is
written in is found out by the names themselves.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from babel import Locale, localedata

CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s?[:.h時时点]\s?(\d{2})(?!\d)")
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")
YEAR, DAY = re.compile(r"(?<!\d)(\d{4})(?!\d)"), re.compile(r"(?<!\d)(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class _Language:
    """Names in one language.

    months: their numbers by their names, the longest first.
    days: of the week, Monday first.
    """

    months: tuple[tuple[str, int], ...]
    days: tuple[str, ...]
    afternoon: tuple[str, ...]
    morning: tuple[str, ...]


@functools.cache
def _languages() -> tuple[_Language, ...]:
    found = []
    for name in localedata.locale_identifiers():
        if "_" in name:
            continue  # the same words, for another country
        locale = Locale.parse(name)
        forms = [
            locale.months[form][width]
            for form in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
        ]
        months = {
            word.casefold().rstrip("."): n
            for one in forms
            for n, word in one.items()
            if len(word) > 1
        }
        days = locale.days["format"]["wide"]
        periods = locale.day_periods.get("format", {}).values()
        found.append(
            _Language(
                tuple(sorted(months.items(), key=lambda pair: -len(pair[0]))),
                tuple(days[i].casefold() for i in range(7)),
                tuple({one["pm"].casefold() for one in periods if "pm" in one}),
                tuple({one["am"].casefold() for one in periods if "am" in one}),
            )
        )
    return tuple(found)


def parse_foreign(texts: Iterable[str], zone: tzinfo) -> list[datetime | None]:
    """Read the times of one list, all in one language.

    Returns:
        Each in UTC. None where it is none, and for all where languages disagree on what they say.
    """
    cells = [text.casefold() for text in texts]
    dated = [cell for cell in cells if YEAR.search(cell)]
    sure: set[tuple[datetime | None, ...]] = set()
    likely: set[tuple[datetime | None, ...]] = set()
    for language in _languages():
        found = tuple(_read(cell, language) for cell in cells)
        if dated and sum(one is not None for one in found) == len(dated):
            # Two languages may share a month's name; the day of the week tells which one it is.
            known = all(_has_weekday(c, w, language) for c, w in zip(cells, found, strict=True))
            (sure if known else likely).add(found)
    readings = sure or likely
    if len(readings) != 1:
        return [None] * len(cells)
    (one,) = readings
    return [when.replace(tzinfo=zone).astimezone(UTC) if when is not None else None for when in one]


def _has_weekday(text: str, when: datetime | None, language: _Language) -> bool:
    return when is None or _holds(text, language.days[when.weekday()])


def _read(text: str, language: _Language) -> datetime | None:
    clock = CLOCK.search(text)
    date = text[: clock.start()] + " " + text[clock.end() :] if clock else text
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if hour < 12 and any(_holds(date, word) for word in language.afternoon):
        hour += 12
    elif hour == 12 and any(_holds(date, word) for word in language.morning):
        hour = 0
    try:
        if numbers := YEAR_FIRST.search(date):
            return datetime(int(numbers[1]), int(numbers[2]), int(numbers[3]), hour, minute)
        year = YEAR.search(date)
        month = next((n for word, n in language.months if _holds(date, word)), None)
        if year is None or month is None:
            return None
        day = DAY.search(date[: year.start()] + " " + date[year.end() :])
        return datetime(int(year[1]), month, int(day[1]), hour, minute) if day else None
    except ValueError:
        return None


def _holds(text: str, word: str) -> bool:
    place = text.find(word)
    if place < 0:
        return False
    around = text[max(0, place - 1) : place] + text[place + len(word) : place + len(word) + 1]
    return not (word.isascii() and any(letter.isalpha() for letter in around))
