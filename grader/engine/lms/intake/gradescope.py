"""Gradescope's "Export Submissions", as a zip or unpacked.

Each submission has a folder `submission_<number>`; submission_metadata.yml says whose it is and
when it came. A group's submission is that of each of its members. Of several submissions of one
student the latest counts. The file is written by Ruby, whose own tags say nothing here; all that is
in it is text, so that the id 00123 stays what it is.
"""

import re
from datetime import UTC, datetime
from typing import Any

import yaml

from grader.engine.errors import SourceError

from .entry import MAX_FILE, Entry
from .handed import Handed, left_out
from .stamp import parse_time

PART = re.compile(r"^submission_\d+$")
METADATA = "submission_metadata.yml"
NEVER = datetime.min.replace(tzinfo=UTC)
TEXT = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the faster one, where there is one
NOBODY = ("", "~", "null")  # how an id that is not there is written


def is_gradescope(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether files are such a download, by their paths."""
    return any(PART.match(part) for path in paths for part in path[:-1])


def read_gradescope(entries: list[Entry]) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student; note what belongs to none.

    Raises:
        SourceError: nothing says whose the submissions are.
    """
    whose = _metadata(entries)
    files: dict[str, list[Entry]] = {}
    strangers = []
    for entry in entries:
        place = next((i for i, part in enumerate(entry.path[:-1]) if PART.match(part)), None)
        if place is not None:
            moved = entry.moved(entry.path[place + 1 :])
            files.setdefault(entry.path[place], []).append(moved)
        elif entry.name != METADATA:
            strangers.append(entry)
    found: dict[str, Handed] = {}
    nobody: dict[str, str] = {}
    for number in sorted(files, key=lambda one: (whose.get(one, {}).get("when") or NEVER, one)):
        said = whose.get(number, {})
        for key, name in said.get("students", {}).items():
            notes = ["of several submissions the latest was taken"] if key in found else []
            found[key] = Handed(key, files[number], name, when=said["when"], notes=notes)
        if not said.get("all_known"):
            nobody[number] = "a student without an id" if said.get("students") else "no student"
    return list(found.values()), [
        *(f"{one} names {why}" for one, why in sorted(nobody.items())),
        *left_out(strangers),
    ]


def _metadata(entries: list[Entry]) -> dict[str, dict[str, Any]]:
    named = [entry for entry in entries if entry.name == METADATA]
    least = min((len(entry.path) for entry in named), default=0)  # deeper ones are a student's own
    listed = [entry for entry in named if len(entry.path) == least]
    if len(listed) != 1 or listed[0].size > MAX_FILE:
        raise SourceError(
            f"Gradescope's {METADATA} is not beside its submissions, so that nobody can say whose "
            "they are. Give the export as it came."
        )
    try:
        with listed[0].open() as file:
            raw = yaml.load(file.read(MAX_FILE), TEXT)  # it makes text alone
        found = {str(number): _plain(one) for number, one in raw.items()}
    except (yaml.YAMLError, AttributeError, OSError, UnicodeDecodeError) as error:
        said = str(error).partition("\n")[0]
        raise SourceError(f"Gradescope's {METADATA} cannot be read ({said}).") from None
    if not any(one["students"] for one in found.values()):
        raise SourceError(f"Gradescope's {METADATA} names no student. Give the export as it came.")
    return found


def _plain(one: dict[str, Any]) -> dict[str, Any]:
    """Take what is wanted of a submission; Gradescope writes its keys as :name."""
    said = _keys(one)
    when = said.get("created_at")
    if isinstance(when, dict):  # Ruby's own form of a time
        when = _keys(when).get("utc")
    people = [_keys(person) for person in said.get("submitters") or () if isinstance(person, dict)]
    students = {}
    for person in people:
        ids = [str(person.get(name) or "").strip() for name in ("sid", "email")]
        key = next((one for one in ids if one not in NOBODY), "")
        if key:
            students[key] = str(person.get("name") or "")
    return {
        "students": students,
        "all_known": bool(people) and len(students) == len(people),
        "when": parse_time(when, UTC) if isinstance(when, str) else None,
    }


def _keys(one: dict[Any, Any]) -> dict[str, Any]:
    return {str(key).lstrip(":"): value for key, value in one.items()}
