"""A course outside of this repository, with every kind of cell that is marked in one notebook.

Its functions have nothing to do with networks: numbers, words, and a simulation with a class.
The notebooks are written by hand, and name their cells as their author liked.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.engine.authoring.build import build
from grader.engine.authoring.folder import find_folder
from tests.stock.cells import (
    Notebook,
    answer,
    check,
    code,
    filled,
    marked_code,
    marked_text,
    notebook,
    read_only,
    task,
    text,
)
from tests.stock.course import put

NAME = "weather"

REFERENCE = '''"""The reference of weather."""

import random

HALF = 0.5


class Gauge:
    """A gauge that fills and overflows."""

    def __init__(self, size):
        self.size, self.level, self.spilled = size, 0, 0

    def rain(self, drops):
        self.level += drops
        if self.level > self.size:
            self.spilled += self.level - self.size
            self.level = self.size


def spread(values):
    """The largest of the values less the smallest."""
    return max(values) - min(values)


def scaled(values):
    """The values less the smallest, divided by their spread."""
    width = spread(values)
    return [(value - min(values)) / width for value in values]


def storm(seed, days, size):
    """Let it rain; give the level and what was spilled."""
    dice, gauge = random.Random(seed), Gauge(size)
    for _ in range(days):
        gauge.rain(dice.randint(0, 6))
    return {"level": gauge.level, "spilled": gauge.spilled}


def initials(name):
    """The first letter of each word, in capitals."""
    return "".join(word[0].upper() for word in name.split())
'''
CASES = """from grader.engine.authoring import case


def spread(draw):
    yield case("six values", "largest less smallest", [float(v) for v in draw.normal(6)])
    yield case("one value", "nothing to spread", [float(draw.normal(1)[0])])


def scaled(draw):
    yield case("five values", "from 0 to 1", [float(v) for v in draw.normal(5)])


def storm(draw):
    yield case("a wet month", "the gauge overflows", draw.seed(), 30, draw.whole(5, 20))
    yield case("a large gauge", "it never overflows", draw.seed(), 5, 100)


def initials(draw):
    words = ["ada", "grace", "emmy", "mary", "sofia"]
    for count in (2, 4):
        some = [words[draw.whole(0, 4)] for _ in range(count)]
        yield case(f"{count} words", "each word counts", " ".join(some))
"""
MISTAKES = """from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "spread",
        "half of it",
        "The spread is halved.",
        "From end to end, and not from the middle.",
        (("max(values) - min(values)", "HALF * (max(values) - min(values))"),),
    ),
)
"""
GAUGE = REFERENCE[REFERENCE.index("class Gauge") : REFERENCE.index("def spread")].strip()
SOLUTION = "def {0}:\n    ### BEGIN SOLUTION\n    {1}\n    ### END SOLUTION"


def solution(cell: str, signature: str, body: str) -> dict[str, Any]:
    """A solution cell as an instructor writes it."""
    return answer(cell, SOLUTION.format(signature, body.replace("\n", "\n    ")))


NUMBERS = notebook(
    text("# Numbers"),
    read_only("imports", "import random\n\nfrom grader import check"),
    code(GAUGE),
    solution("a1", "spread(values)", "return max(values) - min(values)"),
    check("b1", "check(spread)", 3),
    solution(
        "a2",
        "scaled(values)",
        "width = spread(values)\nreturn [(v - min(values)) / width for v in values]",
    ),
    check("b2", "check(scaled)", 2),
    solution(
        "a3",
        "storm(seed, days, size)",
        "dice, gauge = random.Random(seed), Gauge(size)\n"
        "for _ in range(days):\n    gauge.rain(dice.randint(0, 6))\n"
        "return {'level': gauge.level, 'spilled': gauge.spilled}",
    ),
    check("b3", "check(storm)", 4),
    solution("a4", "median(values)", "return sorted(values)[len(values) // 2]"),
    check(
        "b4",
        "assert median([3, 1, 2]) == 2\n"
        "### BEGIN HIDDEN TESTS\nassert median([5, 9, 7, 8, 6]) == 7\n### END HIDDEN TESTS",
        1.5,
    ),
    solution("a5", "cube(x)", "return x ** 3"),
    check("b5", "sum([cube(0) == 0, cube(2) == 8, cube(3) == 27, cube(-1) == -1]) / 2", 2),
    marked_code("plot", 2.5),
    marked_text("essay", 5),
    task("survey", 1),
)
WORDS = notebook(
    read_only("first", "from grader import check"),
    solution("spell", "initials(name)", 'return "".join(w[0].upper() for w in name.split())'),
    check("is_spelled", "check(initials)", 2),
)

RIGHT: dict[str, str] = {
    "a1": "def spread(values):\n    return max(values) - min(values)",
    "a2": "def scaled(values):\n    w = spread(values)\n"
    "    return [(v - min(values)) / w for v in values]",
    "a3": "def storm(seed, days, size):\n    dice, gauge = random.Random(seed), Gauge(size)\n"
    "    for _ in range(days):\n        gauge.rain(dice.randint(0, 6))\n"
    "    return dict(level=gauge.level, spilled=gauge.spilled)",
    "a4": "def median(values):\n    return sorted(values)[len(values) // 2]",
    "a5": "def cube(x):\n    return x * x * x",
    "plot": "print('a picture of the rain')",
    "essay": "It rained.",
}
SPELLED = {"spell": "def initials(name):\n    return ''.join(w[0] for w in name.split()).upper()"}


def write_weather(root: Path) -> Path:
    """Write the course as its author has it, and build it."""
    put(root / "nbgrader_config.py", "c = get_config()\nc.CourseDirectory.course_id = 'sky'\n")
    home = root / "solutions" / NAME
    for name, content in (("__init__", REFERENCE), ("cases", CASES), ("mistakes", MISTAKES)):
        put(home / f"{name}.py", content)
    for name, made in (("1_numbers", NUMBERS), ("2_words", WORDS)):
        put(root / "source" / NAME / f"{name}.ipynb", made)
    build(find_folder(root, NAME), lambda said: None, until="release")
    return root


def hand_in(
    root: Path,
    student: str,
    numbers: dict[str, str] | None,
    words: dict[str, str] | None,
    change: Callable[[Notebook], Notebook] = lambda made: made,
) -> None:
    """Hand in the released notebooks with some cells filled; None hands in no such notebook."""
    for name, answers in (("1_numbers", numbers), ("2_words", words)):
        if answers is not None:
            released = json.loads((root / "release" / NAME / f"{name}.ipynb").read_text())
            place = root / "submitted" / student / NAME / f"{name}.ipynb"
            put(place, change(filled(released, **answers)))
