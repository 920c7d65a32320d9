"""The kit names nothing of the second assignment either."""

import re
from pathlib import Path

import pytest

from grader.cases.assignment import read_assignment

ROOT = Path(__file__).resolve().parents[2]
OWN = read_assignment(ROOT / "notebooks" / "improve" / "public.h5")
NAMES = {OWN.name, *OWN.notebooks, *OWN.functions} - {
    "model"  # of data, in a database's words
}
SOURCES = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "grader").rglob("*.py"))]


@pytest.mark.parametrize("source", SOURCES)
def test_no_name_of_the_assignment_is_in_the_package(source: str) -> None:
    """Not its own, nor that of a notebook or a function: in code, text or comment."""
    words = re.findall(r"\w+", (ROOT / source).read_text(encoding="utf-8"))
    assert NAMES.intersection(words) == set()
