"""What others wrote, where it stands in a list, a sentence or a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.text import REPLACED, one_line, printable


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("3 is not\nof type\r\n\n  'string'", "3 is not of type 'string'"),
        ("\x1b[31mValueError\x1b[0m:\tno", "ValueError: no"),
        ("\x1b]0;title\x07words", "words"),
        ("a\u2028b\x0bc\x85d", "a b c d"),
        ("one line", "one line"),
        ("a\x00b\u202ec", f"a{REPLACED}b{REPLACED}c"),
    ],
)
def test_lines_become_one_readable_line(text: str, line: str) -> None:
    """Ends of lines are blanks, colours are gone; only what nobody can read is replaced."""
    assert one_line(text) == line


@given(st.text())
def test_nothing_commands_a_terminal(text: str) -> None:
    """Every character can be printed; in a text, lines and tabs stay."""
    assert one_line(text).isprintable()
    assert all(c.isprintable() or c in "\n\t" for c in printable(text))
