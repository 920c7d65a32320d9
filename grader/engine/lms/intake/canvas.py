"""Canvas's "Download submissions", as a zip or unpacked.

All files lie side by side as `<lastnamefirst>_<user>_<attachment>_<file>`, with `_LATE` after the
name where it was late, and `anon_<letters>` in the place of name and user where marking is
anonymous. What is handed in to a quiz has `question_<number>` after the user. Who hands in a file
of the same name again gets `-1`, `-2` … at its end.
"""

from dataclasses import dataclass

from .entry import Entry
from .fit import meant_by
from .handed import Handed, left_out

LEAST = 3  # digits of an attachment's number; what a group's name has is shorter
TEXTS = ("text.html", "link.html")  # what a student typed into Canvas itself


@dataclass(frozen=True, slots=True)
class CanvasName:
    """A name in such a download: whose it is, and which of Canvas's attachments; 0 for a text."""

    name: str
    key: str
    late: bool
    attachment: int
    file: str


def readings(name: str) -> list[CanvasName]:
    """Take a name apart in every way in which it can be; the likeliest, the shortest name, first.

    A group's name may have numbers between underscores, and so may a file's.
    """
    parts = name.split("_")
    found = []
    for i, part in enumerate(parts):
        width = 2 if part == "anon" and len(parts) > i + 1 else 1
        if width == 1 and (i == 0 or not _is_number(part)):
            continue  # before a number there is a name, and be it another number
        if width == 2 and parts[:i] not in ([], ["LATE"]):
            continue
        after = parts[i + width :]
        if width == 2 and after[:1] == ["LATE"]:
            after = after[1:]
        late = "LATE" in (parts[i - 1] if i else "", *parts[i + width : i + width + 1])
        if after[:1] == ["question"] and len(after) > 3 and _is_number(after[1]):
            after = after[2:]
        is_text = "_".join(after) in TEXTS
        if not is_text and not (len(after) > 1 and _is_number(after[0])):
            continue
        found.append(
            CanvasName(
                "_".join(parts[: i - (parts[i - 1] == "LATE" if i else 0)]),
                "_".join(parts[i : i + width]),
                late,
                0 if is_text else int(after[0]),
                "_".join(after if is_text else after[1:]),
            )
        )
    return found


def parse_name(name: str) -> CanvasName | None:
    """Take a name apart in the likeliest way; None where it is no name of Canvas's."""
    return next(iter(readings(name)), None)


def _possible(found: list[CanvasName]) -> list[CanvasName]:
    """Leave out readings in which one person's name has another's number, and an attachment's.

    A student names the file: victim_61_9001_3_cost.ipynb is no work of 61's.
    """
    kept: list[CanvasName] = []
    for one in found:
        before = one.name.split("_")
        inside = any(
            str(own.attachment) in before and len(str(own.attachment)) >= LEAST for own in kept
        )
        if not inside:
            kept.append(one)
    return kept


def _of_class(names: list[str], notebooks: tuple[str, ...]) -> dict[str, CanvasName]:
    """Take the names of a whole download apart, each with what the others tell.

    A file that is called like a notebook of the assignment tells where the rest ends. One person's
    files begin alike, and Canvas's numbers of attachments are as long for one as for another.
    """
    every = {name: found for name in names if (found := _possible(readings(name)))}
    sure = {
        name: fitting[0]
        for name, found in every.items()
        if len(fitting := [one for one in found if meant_by(one.file, notebooks) is not None]) == 1
        or len(fitting := found) == 1
    }
    people = {(one.name, one.key) for one in sure.values()}
    lengths = {len(str(one.attachment)) for one in sure.values() if one.attachment}

    def likely(one: CanvasName) -> tuple[bool, bool]:
        return (one.name, one.key) in people, len(str(one.attachment)) in lengths

    return {name: sure.get(name) or max(found, key=likely) for name, found in every.items()}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20


def is_canvas(paths: list[tuple[str, ...]]) -> bool:
    """Tell whether files are such a download, by their paths: most of them must look it."""
    return sum(parse_name(path[-1]) is not None for path in paths) * 2 > len(paths)


def read_canvas(
    entries: list[Entry], notebooks: tuple[str, ...] = ()
) -> tuple[list[Handed], list[str]]:
    """Sort the files of a download by student; note what belongs to none."""
    found: dict[str, Handed] = {}
    newest: dict[tuple[str, str], int] = {}
    strangers = []
    names = _of_class([entry.name for entry in entries], notebooks)
    for entry in entries:
        said = names.get(entry.name)
        if said is None:
            strangers.append(entry)
            continue
        handed = found.setdefault(said.key, Handed(said.key, name=said.name, ordered=True))
        handed.late |= said.late
        if not said.attachment:
            handed.notes.append("a text entry was left out: only files are collected")
        # Canvas counts its attachments up: of one name, the highest was handed in last.
        elif said.attachment > newest.get((said.key, said.file), 0):
            newest[said.key, said.file] = said.attachment
            handed.files = [file for file in handed.files if file.path != (said.file,)]
            handed.files.append(entry.moved((said.file,)))
    # In the order of their numbers, so that of two versions of a notebook the later one is last.
    for handed in found.values():
        handed.files.sort(key=lambda file: newest[handed.key, file.name])
    return list(found.values()), left_out(strangers)
