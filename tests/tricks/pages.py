"""Tricks on whoever reads: pages and terminals (24, 25), and on the notebook's reader (26)."""

import copy
import json
from collections.abc import Callable
from typing import Any

from tests.tricks import Notebook, Trick, answers
from tests.tricks.judging import cell_of

WRONG = answers("return 0.0")
UNSOLVED = "not attempted"
SCRIPTS = (
    "<script>alert('trick')</script></pre></div></script><img src=x onerror=alert('trick')>"
    "<svg/onload=alert('trick')><iframe src=\"javascript:alert('trick')\"></iframe>"
    "<a href=\"javascript:alert('trick')\">a</a><a href='data:text/html,<script>1</script>'>b</a>"
    '<object data=x></object><embed src=x><base href="//evil.example/"><meta http-equiv=refresh>'
    "<form action=//evil.example><input autofocus onfocus=alert('trick')></form>"
)
SHORT = "</pre></script><script>alert('trick')</script><img src=x onerror=alert('trick')>"
MATH = r"$\href{javascript:alert('trick')}{x}$ \(\require{html}\) $$\style{position:fixed}{x}$$"
BYTES = r"'\x1b[2J\x1b]0;owned\x07\x9b2J\x08\r\x00\u202e\u2066\u200b\ud800'"


def add_texts(notebook: Notebook) -> None:
    """Markdown and raw cells, in place of the lesson's own and beside it."""
    link = "[a](javascript:alert('trick')) ![b](data:text/html,trick) <javascript:alert(1)>"
    sources = [SCRIPTS, f"# hi\n{link}\n\n```\n{SCRIPTS}\n````\n{MATH}", MATH, "~~~\n" + SCRIPTS]
    for i, source in enumerate(sources):
        notebook["cells"].append(
            {"cell_type": "markdown", "id": f"md{i}", "metadata": {}, "source": source}
        )
    raw = {"cell_type": "raw", "id": "raw", "source": SCRIPTS}
    notebook["cells"].append(
        {**raw, "metadata": {"raw_mimetype": "text/html", "format": "text/html"}}
    )
    notebook["cells"][0]["source"] = SCRIPTS
    for cell in notebook["cells"]:
        cell["attachments"] = {SCRIPTS: {"text/html": SCRIPTS, "image/svg+xml": SCRIPTS}}
        cell["metadata"] |= {
            "name": SCRIPTS,
            "tags": [SCRIPTS],
            "slideshow": {"slide_type": SCRIPTS},
        }
    notebook["metadata"] |= {"title": SCRIPTS, "widgets": {SCRIPTS: SCRIPTS}, "authors": [SCRIPTS]}


def raise_in_its_cell(notebook: Notebook) -> None:
    """The cell of the function ends with an error before it defines one."""
    cell = cell_of(notebook, "compute_cost")
    cell["source"] = f'raise ValueError(r"""{SHORT}{MATH}""")\n'


def set_in(**values: Any) -> Callable[[Notebook], None]:
    """Set values at the top of the notebook."""

    def edit(notebook: Notebook) -> None:
        notebook.update(values)

    return edit


def every_cell(**values: Any) -> Callable[[Notebook], None]:
    """Set values in every cell."""

    def edit(notebook: Notebook) -> None:
        for cell in notebook["cells"]:
            cell.update(copy.deepcopy(values))

    return edit


def lists_for_metadata(notebook: Notebook) -> None:
    """Put lists where dictionaries belong."""
    set_in(metadata=["x"])(notebook)
    every_cell(metadata=[{"nbgrader": 1}])(notebook)


def many_cells(notebook: Notebook) -> None:
    """Add more cells than anybody writes."""
    one: Notebook = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "source": "",
        "execution_count": None,
    }
    notebook["cells"] += [one] * 600


def broken(what: str, text: str, says: str) -> Trick:
    """A file that is no notebook."""
    return Trick(what, text=text, outcome="unreadable", says=(says,))


EMPTY = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}

TRICKS: dict[str, Trick] = {
    "24_prints_scripts": Trick(
        "scripts are printed and raised",
        f"print({SCRIPTS!r})\ndisplay({SCRIPTS!r})\nraise ValueError({SCRIPTS!r})",
        UNSOLVED,
    ),
    "24_raises_scripts": Trick(
        "scripts in an exception's text, which the source holds word for word",
        answers(f'raise ValueError(r"""{SHORT}""")'),
        "raised",
    ),
    "24_names_scripts": Trick(
        "scripts as names of types, of keys and of an exception in the function's own cell",
        f"Evil = type({SCRIPTS!r}, (Exception,), {{}})\n"
        + answers("return Evil()")
        + "raise Evil('x')",
    ),
    "24_writes_scripts": Trick(
        "scripts in texts, raw cells, attachments and metadata", WRONG, edit=add_texts
    ),
    "24_links_in_formulas": Trick(
        "a formula that MathJax makes a link that runs a script",
        f'print(r"""{MATH}""")\n' + answers(f'raise ValueError(r"""{MATH}""")'),
        "raised",
    ),
    "24_formulas_in_its_cell": Trick(
        "formulas and scripts in the error of the cell that the verdict repeats",
        outcome="raised",
        edit=raise_in_its_cell,
    ),
    "24_shows_itself": Trick(
        "what a value shows of itself is a page, or code that prints",
        "class Page:\n"
        f"    def _repr_html_(self): return {SCRIPTS!r}\n    def _repr_javascript_(self): return 'alert(1)'\n"
        f"    def __repr__(self): print('passed'); return {SCRIPTS!r}\n"
        "display(Page())\n" + answers("return Page()"),
    ),
    "25_prints_escapes": Trick(
        "a terminal's commands, and letters that turn the line around",
        f"e = {BYTES}\nprint(e)\nraise type('T' + e.replace('\\0', '').replace('\\ud800', ''), (Exception,), {{}})(e)",
        UNSOLVED,
    ),
    "25_returns_escapes": Trick(
        "the same in the name of a type, in keys and in an exception of a call",
        f"e = {BYTES}\n" + answers("raise type('T\\x1b[2J', (Exception,), {})(e)"),
        "raised",
    ),
    "26_not_json": broken("half a notebook", '{"cells": [\x1b[2J', "it is not JSON"),
    "26_empty": broken("nothing", " ", "it is not JSON"),
    "26_not_utf8": broken("Latin-1", '{"nbformat": 4, "cells": "\xe9"}', "it is not UTF-8"),
    "26_utf16": broken("UTF-16", "\xff\xfe{\0}\0", "it is not UTF-8"),
    "26_deep": broken("lists in lists", "[" * 100_000, "nested too deeply"),
    "26_long_number": broken(
        "a number of ten thousand digits", '{"nbformat": ' + "9" * 10_000 + "}", "a number too long"
    ),
    "26_nan": broken("numbers that are none", '{"nbformat": NaN, "cells": []}', "nbformat 'nan'"),
    "26_nbformat_2": broken("nbformat 2", '{"nbformat": 2, "worksheets": []}', "nbformat '2'"),
    "26_nbformat_3": broken("nbformat 3", '{"nbformat": 3, "worksheets": []}', "nbformat '3'"),
    "26_nbformat_text": broken(
        "an nbformat of escapes",
        json.dumps({"nbformat": "\x1b[2J\n<script>", "cells": []}),
        "nbformat",
    ),
    "26_cells_of_other_types": broken(
        "cells that are none", json.dumps(EMPTY | {"cells": [[], None, 7]}), "cell 1 is not a cell"
    ),
    "26_many_cells": Trick(
        "more cells than anybody writes",
        edit=many_cells,
        outcome="unreadable",
        says=("no list of at most",),
    ),
    "26_float_nbformat": Trick("nbformat 4.0", WRONG, edit=set_in(nbformat=4.0)),
    "26_true_nbformat": Trick(
        "nbformat true", edit=set_in(nbformat=True), outcome="unreadable", says=("nbformat 'True'",)
    ),
    "26_wrong_kernel": Trick(
        "a kernel that runs a command",
        WRONG,
        edit=set_in(metadata={"kernelspec": {"name": "../../bin/sh", "argv": ["touch", "/tmp/x"]}}),
    ),
    "26_metadata_of_other_types": Trick(
        "lists and texts where dictionaries belong; no cell can be told from another",
        WRONG,
        edit=lists_for_metadata,
    ),
    "26_same_ids": Trick("every cell has one id", WRONG, edit=every_cell(id="same")),
    "26_surrogates": Trick(
        "half characters and NUL in sources and ids",
        "print('\ud800')\n'\0'",
        UNSOLVED,
        edit=every_cell(id="\udfff\0"),
    ),
    "26_duplicate_keys": Trick(
        "each key twice: the last one counts",
        text='{"nbformat": 3, "cells": [7], "nbformat": 4, "cells": []}',
        outcome=UNSOLVED,
    ),
    "26_byte_order_mark": Trick(
        "a mark before the text", text="\xef\xbb\xbf" + json.dumps(EMPTY), outcome=UNSOLVED
    ),
}
