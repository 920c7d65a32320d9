"""Names that a teacher gives to what a class does wrong, beside the mistakes of the catalogue.

expected/names.json has for each group its sentence and its hint. A group is what wrong functions
do on the hidden cases: with other cases it is another one.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from grader.engine.errors import NamesUnreadable
from grader.engine.files import write_whole

NAMES = Path("expected") / "names.json"


@dataclass(frozen=True, slots=True)
class Name:
    """What there is to say to everybody in a group."""

    sentence: str
    hint: str


def read_names(home: Path) -> dict[str, Name]:
    """Read the names that were given, by group; none where there is no file.

    Raises:
        NamesUnreadable: the file is none of ours.
    """
    path = home / NAMES
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {group: Name(**name) for group, name in found.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise NamesUnreadable(f"{path} is not what `grader name` writes: {error}") from None


def give_name(home: Path, group: str, name: Name) -> None:
    """Give a group its name, or another one.

    Raises:
        NamesUnreadable: the file is none of ours.
    """
    names = read_names(home) | {group: name}
    content = {g: {"sentence": one.sentence, "hint": one.hint} for g, one in names.items()}
    write_whole(home / NAMES, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
