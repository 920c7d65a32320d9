"""Attacks on a course whose test cells run beside the student's code.

Each hands in a wrong answer and tries to be paid for it. The number is the one of the list that the
check mode's own class is held to, tests/tricks/. What cannot be closed where tests run beside the
student's code is in OPEN, with what it earns, and in docs/.
"""

from tests.stock.attacks import (
    bombs,
    cells,
    deep,
    display,
    files,
    helpers,
    likeness,
    pages,
    process,
    reading,
    sharing,
    shell,
)
from tests.stock.attacks.attack import HELPER, SOURCE, THREAD, Attack
from tests.stock.attacks.open import OPEN
from tests.stock.cells import filled
from tests.stock.course import Course

__all__ = ["BUSY", "CLOSED", "HONEST", "OPEN", "Attack", "course"]
OLD = (cells, display, helpers, shell, reading, files, process, bombs, pages)
MODULES = (*OLD, likeness, sharing, deep)
CLOSED: dict[str, Attack] = {name: one for m in MODULES for name, one in m.CLOSED.items()}
HONEST = {f"{place}_honest": "def double(x):\n    return 2 * x" for place in ("00", "50", "99")}
BUSY = {"50_busy": f"{HONEST['50_honest']}\ndef work():\n    while True: pass\n{THREAD}"}


def course(attacks: dict[str, Attack]) -> Course:
    """A course of honest and dishonest students."""
    return Course(
        "dishonest submissions",
        {"p1.ipynb": SOURCE, "checks.py": HELPER},
        {
            **{name: {"p1.ipynb": a.notebook(), **a.files} for name, a in attacks.items()},
            **{
                name: {"p1.ipynb": filled(SOURCE, double=text)}
                for name, text in {**HONEST, **BUSY}.items()
            },
        },
        config="c.Execute.timeout = 2",
        apart=True,
    )
