"""Makes downloads as Moodle, Canvas and nbgrader's exchange give them."""

import json
import struct
import zipfile
from datetime import datetime
from pathlib import Path

from grader.engine.lms.intake.target import Target
from tests.network import COURSE

NOTEBOOKS = tuple(COURSE)
DAY = (2024, 2, 14, 23, 58, 0)


def notebook(said: str = "x = 1") -> bytes:
    """Make a notebook with one cell."""
    cell: dict[str, object] = {"cell_type": "code", "source": said, "metadata": {}, "outputs": []}
    cell["execution_count"] = None
    whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(whole).encode()


def make_zip(
    path: Path,
    files: dict[str, bytes],
    when: tuple[int, ...] = DAY,
    times: dict[str, tuple[int, ...]] | None = None,
) -> Path:
    """Write a zip, with these times of its entries."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (times or {}).get(name, when))  # type: ignore[arg-type]
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    return path


def moodle_zip(path: Path, students: dict[str, dict[str, bytes]], slash: str = "_") -> Path:
    """Write a download in folders. A student is named as Moodle has it: "Ada Lovelace_4711"."""
    return make_zip(
        path,
        {
            f"{student}_assignsubmission_file{slash}/{name}": content
            for student, files in students.items()
            for name, content in files.items()
        },
    )


def unix_time(seconds: int) -> bytes:
    """Make the extra field in which Info-ZIP keeps a time in UTC."""
    return struct.pack("<HHBi", 0x5455, 5, 1, seconds)


def target_in(folder: Path, notebooks: tuple[str, ...] = NOTEBOOKS) -> Target:
    """Make a place for the submissions of an assignment `network`."""
    submitted = folder / "submitted"
    return Target(
        "network",
        notebooks,
        lambda student: submitted / student / "network",
        folder / "collected",
        "course",
        folder,
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def at(text: str) -> datetime:
    """Read a time, in UTC."""
    return datetime.fromisoformat(f"{text}+00:00")
