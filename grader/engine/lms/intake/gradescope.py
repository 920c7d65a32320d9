"""Gradescope's "Export Submissions", as a zip or unpacked.

Each submission has a folder `submission_<number>`; submission_metadata.yml says whose it is and
when it came. A group's submission is that of each of its members.
"""

import re
from datetime import UTC, datetime
from typing import Any

import yaml

from grader.engine.errors import SourceError

from .entry import MAX_FILE, Entry
from .handed import Handed

PART = re.compile(r"^submission_\d+$")
METADATA = "submission_metadata.yml"


def is_gradescope(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether files are such a download, by their paths."""
    return any(PART.match(part) for path in paths for part in path[:-1])


def read_gradescope(entries: list[Entry]) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student.

    Returns:
        The submissions, and notes on what belongs to none.

    Raises:
        SourceError: nothing says whose the submissions are.
    """
    whose = _metadata(entries)
    found: dict[str, Handed] = {}
    strangers: set[str] = set()
    for entry in entries:
        place = next((i for i, part in enumerate(entry.path[:-1]) if PART.match(part)), None)
        if place is None:
            continue
        number = entry.path[place]
        said = whose.get(number, {})
        for submitter in said.get("submitters", ()):
            key = str(submitter.get("sid") or submitter.get("email") or "").strip()
            if not key:
                strangers.add(number)
                continue
            handed = found.setdefault(key, Handed(key, name=str(submitter.get("name") or "")))
            handed.when = said.get("created_at")
            handed.files.append(entry.moved(entry.path[place + 1 :]))
        if not said.get("submitters"):
            strangers.add(number)
    return list(found.values()), [f"{one} names no student" for one in sorted(strangers)]


def _metadata(entries: list[Entry]) -> dict[str, dict[str, Any]]:
    listed = [entry for entry in entries if entry.name == METADATA]
    if len(listed) != 1 or listed[0].size > MAX_FILE:
        raise SourceError(
            f"Gradescope's {METADATA} is not beside its submissions, so that nobody can say whose "
            "they are. Give the export as it came."
        )
    try:
        with listed[0].open() as file:
            raw = yaml.safe_load(file.read(MAX_FILE))
        return {str(number): _plain(one) for number, one in raw.items()}
    except (yaml.YAMLError, AttributeError, OSError, UnicodeDecodeError) as error:
        said = str(error).partition("\n")[0]
        raise SourceError(f"Gradescope's {METADATA} cannot be read ({said}).") from None


def _plain(one: dict[str, Any]) -> dict[str, Any]:
    """Take what is wanted of a submission; Gradescope writes its keys as :name."""
    said = {str(key).lstrip(":"): value for key, value in one.items()}
    when = said.get("created_at")
    if isinstance(when, datetime):
        when = when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC)
    submitters = [
        {str(key).lstrip(":"): value for key, value in person.items()}
        for person in said.get("submitters") or ()
        if isinstance(person, dict)
    ]
    return {"submitters": submitters, "created_at": when if isinstance(when, datetime) else None}
