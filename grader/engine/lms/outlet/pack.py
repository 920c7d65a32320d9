"""Feedback packed: a zip for each student, and one zip that Moodle takes."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from grader.engine.files import naming
from grader.engine.lms.intake.roster_forms import Student

# A zip holds a time for each file; this one is the earliest it can hold, so that the same pages
# always give the same zip.
TIME = (1980, 1, 1, 0, 0, 0)

Pages = dict[str, list[Path]]  # of each student


def pack_students(pages: Pages, folder: Path) -> list[str]:
    """Write FOLDER/<student>.zip for each student. A zip that would be the same is left alone.

    Returns:
        The students whose zip is new or has changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for student, paths in sorted(pages.items()):
        if paths and pack_student(paths, folder / f"{student}.zip"):
            changed.append(student)
    return changed


def pack_student(paths: list[Path], place: Path) -> bool:
    """Write one student's zip, whole or not at all; tell whether anything has changed."""
    data = io.BytesIO()
    _write(data, ((path.name, path) for path in paths))
    if place.is_file() and place.read_bytes() == data.getvalue():
        return False
    scratch = place.with_name(f".{place.name}.partial")
    with naming(place):
        scratch.write_bytes(data.getvalue())
        scratch.replace(place)
    return True


def pack_for_moodle(
    pages: Pages, numbers: dict[str, Student], place: Path
) -> tuple[int, list[str]]:
    """Write the zip that "Upload multiple feedback files in a zip" takes.

    Moodle finds a participant by the number in a folder's name, which is that of the download.

    Args:
        pages: of each student.
        numbers: what is known of each student; lms_user_id is the number.
        place: of the zip.

    Returns:
        How many students are in it, and who has no number.
    """
    known = {
        student: numbers[student]
        for student, paths in sorted(pages.items())
        if paths and student in numbers and numbers[student].lms_user_id.isdigit()
    }
    place.parent.mkdir(parents=True, exist_ok=True)
    scratch = place.with_name(f".{place.name}.partial")
    with scratch.open("wb") as file:
        _write(
            file,
            (
                (f"{_folder(student)}/{path.name}", path)
                for name, student in known.items()
                for path in pages[name]
            ),
        )
    scratch.replace(place)
    return len(known), sorted(set(pages) - set(known))


def _folder(student: Student) -> str:
    # An underscore ends the name, for Moodle.
    name = student.full_name.replace("_", " ").replace("/", " ").lstrip(".~ ") or "Participant"
    return f"{name}_{student.lms_user_id}_assignsubmission_file_"


def _write(to: io.BytesIO | io.BufferedWriter, files: Iterable[tuple[str, Path]]) -> None:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files:
            info = zipfile.ZipInfo(name, TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, path.read_bytes())
