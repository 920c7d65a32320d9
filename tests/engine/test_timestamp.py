"""timestamp.txt is a text of anybody's: what cannot be read in it is no time, and no fault."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from grader.engine.course.timestamp import parse_timestamp

NOON = "2024-02-14 12:00:00"


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        (NOON, 12),
        (f"{NOON}.123456 UTC", 12),
        (f"{NOON} America/New_York", 17),
        (f"{NOON} EST5EDT", 17),
        (f"{NOON} EST5EDT4,M3.2.0,M11.1.0", 17),
        (f"{NOON} -3600", 13),
    ],
)
def test_a_time_is_read_as_nbgrader_reads_it(text: str, hour: int) -> None:
    """In UTC, or in the zone that it names."""
    found = parse_timestamp(text.encode())
    assert found is not None and found.replace(microsecond=0) == datetime(2024, 2, 14, hour)


@pytest.mark.parametrize("text", ["2024-02-14 " + "9" * 40 + "h", "nan nan nan", "\0 \0 \0"])
def test_what_no_parser_takes_is_no_time(text: str) -> None:
    """Whatever a parser raises: it would leave the marks to a person, as the grader's own fault."""
    assert parse_timestamp(text.encode()) is None


@pytest.mark.parametrize("name", ["{}", ":{}", "../../../../../../../..{}", "Europe/../../..{}"])
def test_the_name_of_a_zone_opens_no_file(tmp_path: Path, name: str) -> None:
    """A file of the machine's may never end, may keep whoever reads it waiting, or be forbidden."""
    place = tmp_path / "zone"
    place.write_bytes(b"TZif")
    os.utime(place, (1, 1))  # to read it would set the first of these times
    parse_timestamp(f"{NOON} {name.format(place)}".encode())
    assert place.stat().st_atime == 1
    parse_timestamp(f"{NOON} {name.format('/proc/self/mem')}".encode())
