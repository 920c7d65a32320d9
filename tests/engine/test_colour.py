"""The colours of code on a feedback page: nbconvert's, letter for letter."""

import pytest
from nbconvert.filters import Highlight2HTML

from grader.engine.pages.colour import coloured
from tests.bench.school import OWN
from tests.network import MISTAKES, RIGHT, source_of
from tests.sample_class import STUDENTS, solved

NBCONVERT = Highlight2HTML(pygments_lexer="python")


@pytest.mark.parametrize("student", sorted(STUDENTS | OWN))
def test_every_cell_of_the_sample_class_has_nbconverts_colours(student: str) -> None:
    """Line by line or in one piece: the same HTML."""
    notebooks = solved()
    (STUDENTS | OWN)[student].edit(notebooks)
    sources = {
        cell.source for nb in notebooks.values() for cell in nb.cells if cell.cell_type == "code"
    }
    assert len(sources) > 20
    for source in sources:
        assert coloured(source) == NBCONVERT(source)


def test_every_implementation_of_the_catalogue_has_nbconverts_colours() -> None:
    """Six hundred more ways to write the course's functions."""
    sources = [*map(source_of, MISTAKES), *map(source_of, RIGHT)]
    for source in sources:
        assert coloured(source) == NBCONVERT(source)


@pytest.mark.parametrize(
    "source",
    [
        'x = """a\nb"""\ny = 1',
        "x = '''a\nb'''",
        "a = 1 + \\\n    2",
        'def f():\n    """one"""\n    return """\ntwo\n"""',
        "x = 'unclosed\ny = 2",
        "<script>alert(1)</script>",
        "f(a,\n  b)\n\n\nx = {1:\n 2}",
        "%%bash\necho $HOME",
        "x = 1  \n\ty = 2",
    ],
)
def test_what_goes_beyond_a_line_is_coloured_in_one_piece(source: str) -> None:
    """Texts over several lines, continued lines, and what is no Python at all."""
    assert coloured(source) == NBCONVERT(source)
