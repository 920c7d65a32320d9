"""Tricks on the judge's and the writer's time and memory, and on its pipe: 31, 34 and 37."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.network import ASSIGNMENT, COURSE
from tests.tricks import Notebook, Trick, answers

ROOT = Path(__file__).resolve().parents[2]
WRONG = answers("return 0.0")
UNSOLVED = "not attempted"
# The worker's own encoder is replaced by one that puts something else into the answer's frame.
ENCODER = (
    "import grader.engine.sandbox.inside.stand_in as line\nreal = line.encode\n"
    "def mine(body, arrays):\n"
    "    if 'answer' not in body: return real(body, arrays)\n    {}\n"
    "line.encode = mine\n" + WRONG
)
COLOURS = "0_or_'x'if(1)else[2]@np.pi;\\\n"


def code(source: str) -> str:
    """A cell that is code, and never runs to its end."""
    return "raise SystemExit\n" + source


def many(count: int, kind: str, source: str) -> Callable[[Notebook], None]:
    """Cells at the end of a notebook."""

    def edit(notebook: Notebook) -> None:
        added: Notebook = {"cell_type": kind, "metadata": {}, "source": source}
        if kind == "code":
            added |= {"execution_count": None, "outputs": []}
        have = len(notebook["cells"])
        notebook["cells"] += [{**added, "id": f"more-{i}"} for i in range(count - have)]

    return edit


def everywhere(count: int, kind: str, source: str) -> dict[str, str]:
    """The same in every other notebook."""
    files = {}
    for name in COURSE:
        path = ROOT / "notebooks" / ASSIGNMENT / f"{name}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        many(count, kind, source)(notebook)
        files[path.name] = json.dumps(notebook)
    del files["3_cost.ipynb"]
    return files


def saved(what: str) -> str:
    """A notebook whose saved outputs are this JSON."""
    return '{"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}, "more": ' + what + "}"


READ_AHEAD = (
    "import os, select\ndef compute_cost(AL, Y):\n    ahead = b''\n"
    "    for fd in range(3, 64):\n        try:\n"
    "            os.set_blocking(fd, False)\n"
    "            for _ in range(20):\n"
    "                select.select([fd], [], [], .01)\n                ahead += os.read(fd, 1 << 20)\n"
    "        except (OSError, ValueError): pass\n"
    "    assert not ahead\n    return {answer}"
)

TRICKS: dict[str, Trick] = {
    "31_names_an_array_often": Trick(
        "one array that is named in a reply four thousand times",
        ENCODER.format(
            "return real(body | {'answer': {'list': [{'list': [{'array': 0}] * 4000}, None]}}, [np.zeros(900_000)])"
        ),
        says=("an answer that is not plain data",),
    ),
    "31_names_an_array_in_a_key": Trick(
        "the same in a dictionary",
        ENCODER.format(
            "return real(body | {'answer': {'list': [{'dict': [[str(i), {'array': 0}] for i in range(4000)]}, None]}}, [np.zeros(900_000)])"
        ),
        says=("an answer that is not plain data",),
    ),
    "31_names_arrays_backwards": Trick(
        "arrays out of their turn",
        ENCODER.format(
            "return real(body | {'answer': {'list': [{'array': 1}, {'array': 0}]}}, [np.zeros(9)] * 2)"
        ),
        says=("an answer that is not plain data",),
    ),
    "31_small_numbers": Trick(
        "sixteen million truths, of one byte each",
        ENCODER.format(
            "return real(body | {'answer': {'list': [{'array': 0}, None]}}, [np.zeros(16_000_000, bool)])"
        ),
        says=("an answer that is not plain data",),
    ),
    "31_as_many_as_it_may": Trick(
        "a million numbers in every answer",
        answers("return np.zeros(499_000)"),
        outcome="timed out",
    ),
    "31_many_lists": Trick(
        "a frame of empty lists, a hundred times as large in memory",
        ENCODER.format(
            "return type(real({}, []))(b'{\"arrays\": [], \"body\": [' + b'[],' * 1_300_000 + b'0]}', b'')"
        ),
        "raised",
        says=("it wrote where it must not",),
    ),
    "31_deep_lists": Trick(
        "a frame of lists in lists",
        ENCODER.format(
            "return type(real({}, []))(b'{\"arrays\": [], \"body\": ' + b'[' * 100_000 + b']' * 100_000 + b'}', b'')"
        ),
        "raised",
        says=("it wrote where it must not",),
    ),
    "31_many_keys": Trick(
        "five thousand keys of a thousand letters",
        answers("return {str(i).zfill(1000): 0.5 for i in range(4000)}"),
    ),
    "31_many_arrays": Trick(
        "four thousand arrays of no number",
        answers("return [np.zeros(0)] * 4000"),
        "raised",
        says=("it wrote where it must not",),
    ),
    "31_notebook_of_lists": Trick(
        "a notebook whose saved outputs are six million empty lists",
        text=saved("[" + "[]," * 700_000 + "0]"),
        outcome="unreadable",
        says=("more parts than any notebook has",),
    ),
    "31_notebook_of_texts": Trick(
        "a notebook whose saved outputs are a million short texts",
        text=saved("[" + '"",' * 1_000_100 + "0]"),
        outcome="unreadable",
        says=("more parts than any notebook has",),
    ),
    "31_notebook_of_a_number": Trick(
        "a notebook with an integer of a thousand digits",
        text=saved("9" * 1_000),
        outcome="unreadable",
        says=("a number too long",),
    ),
    "34_reads_ahead": Trick(
        "the first call reads from every descriptor what lies ahead",
        READ_AHEAD.format(answer="0.0"),
    ),
    "34_reads_ahead_and_writes": Trick(
        "the same, after it has answered the question itself",
        "import gc\n" + READ_AHEAD.format(answer="'x' * 10**6"),
    ),
    "37_code_that_is_dear_to_colour": Trick(
        "forty thousand letters that a highlighter takes two seconds for",
        code(COLOURS * 1_500),
        UNSOLVED,
    ),
    "37_all_that_a_notebook_may_hold": Trick(
        "three hundred thousand such letters, in one cell",
        code("1+" * 140_000 + "1"),
        UNSOLVED,
    ),
    "37_brackets": Trick("unclosed brackets, all of one colour", code("(" * 280_000), UNSOLVED),
    "37_many_cells_of_code": Trick(
        "five hundred cells of code", outcome=UNSOLVED, edit=many(495, "code", "x = [1+1]+[2]" * 30)
    ),
    "37_many_cells_of_text": Trick(
        "five hundred cells of text", outcome=UNSOLVED, edit=many(495, "markdown", "*a_`b" * 100)
    ),
    "37_blanks_behind_a_magic": Trick(
        "a long line of blanks, in a cell of which some lines are no Python",
        "!x\n" + " " * 20_000 + "x",
        UNSOLVED,
    ),
    "37_many_cells_everywhere": Trick(
        "three hundred short texts in each notebook",
        edit=many(300, "markdown", "`a` <b> $x$"),
        outcome=UNSOLVED,
        files=everywhere(300, "markdown", "`a` <b> $x$"),
    ),
    "37_much_output": Trick(
        "outputs of escapes and markup, in every cell",
        outcome=UNSOLVED,
        edit=many(495, "code", "print('\\x1b[31m<&>' * 900)"),
    ),
    "37_many_colours_a_line": Trick(
        "a decorator of a hundred thousand names",
        code("@a." * 90_000 + "a\ndef f(): pass"),
        UNSOLVED,
    ),
}
