"""Folders that are moved as one: what is ended in the middle is finished by the same command.

What is to be moved is written down first, in unfinished.json. A folder moves in one step: each is
at its old place or at its new one, and what is left to do can be seen from where things lie.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from grader.engine.errors import CourseError
from grader.engine.files import write_whole

RECORD = "unfinished.json"
Move = tuple[Path, Path]


def must_be_finished(home: Path) -> None:
    """See to it that no move was ended in the middle.

    Raises:
        CourseError: one was; the message says what to give.
    """
    if (words := _words(home)) is not None:
        raise _unfinished(words)


def begin(home: Path, words: list[str], find: Callable[[], Iterable[Move]]) -> list[Move]:
    """Write down what is to be moved, or read what the same command has written down before.

    Args:
        home: where the record lies.
        words: of the command.
        find: looks for what is to be moved, and refuses what may not be.

    Raises:
        CourseError: another command was ended in the middle.
    """
    said = _words(home)
    if said is not None and said != words:
        raise _unfinished(said)
    if said is None:
        moves = [[str(old), str(new)] for old, new in find()]
        write_whole(home / RECORD, json.dumps({"command": words, "moves": moves}))
    return [(Path(old), Path(new)) for old, new in _read(home)["moves"]]


def finish(home: Path, moves: list[Move]) -> None:
    """Move what has not been moved yet, and forget about it. A file that is there stays."""
    for old, new in moves:
        if new.is_file():
            old.unlink(missing_ok=True)
        elif old.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
    (home / RECORD).unlink()


def _read(home: Path) -> dict[str, list[list[str]]]:
    path = home / RECORD
    try:
        found: dict[str, list[list[str]]] = json.loads(path.read_text(encoding="utf-8"))
        return found
    except ValueError:
        raise CourseError(f"{path} is damaged: what was moved has to be looked for") from None


def _words(home: Path) -> list[str] | None:
    if not (home / RECORD).exists():
        return None
    return [str(word) for word in _read(home)["command"]]


def _unfinished(words: list[str]) -> CourseError:
    command = " ".join(words)
    return CourseError(
        f"grader roster {command} was ended in the middle. Give it again first: nothing is lost, "
        "and it goes on from there."
    )
