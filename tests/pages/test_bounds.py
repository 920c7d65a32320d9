"""What would take hours to render is shown as text; what people write and show is rendered."""

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_notebook

from grader.engine.bounds import DEEPEST, LONGEST, MOST, is_too_deep
from grader.engine.grading.shown import Room, believed
from grader.engine.safe import SETTINGS, clean, markdown2html

ROW = '<tr style="text-align: right;">\n  <th>1</th>' + '<td class="a">1.0</td>\n' * 20 + "</tr>\n"
TABLE = f'<div>\n<table border="1" class="dataframe"><tbody>{ROW * 200}</tbody></table>\n</div>'


@pytest.mark.parametrize(
    "part",
    [
        "<div>",
        "<ul><li>",
        "<b>x",
        "<div><table></div></table>",
        "<div><!--</div>-->",
        '<div title=">x</div>">',
        "<div a='<b>x</b>'>",
        "<p>x</p",
        "<",
    ],
)
def test_tags_that_stand_in_one_another_without_end_are_shown_as_text(part: str) -> None:
    """Also where it looks as if they were closed."""
    deep = part * (DEEPEST + 1)
    assert is_too_deep(deep)
    assert clean(deep).startswith("<pre>&lt;")


@pytest.mark.parametrize(
    "text", [TABLE, "a<br>\n<img src='x.png' width=3/>" * 3_000, "<p>x</p>" * 9_000]
)
def test_what_is_long_and_not_deep_is_rendered(text: str) -> None:
    """A table of four thousand numbers, lines, paragraphs."""
    assert not is_too_deep(text)
    assert not clean(text).startswith("<pre>")


def test_a_long_text_in_markdown_is_shown_as_text() -> None:
    """One as long as an essay is rendered."""
    assert markdown2html({}, "[" * (LONGEST + 1)).startswith("<pre>[")
    assert "<strong>word</strong>" in markdown2html({}, "**word** " * (LONGEST // 10))


def test_a_page_renders_so_much_and_shows_the_rest_as_text() -> None:
    """Many texts that are not long make a long page; the next page begins anew."""
    long = "**a** and more words " * (LONGEST // 21)
    count = MOST // len(long)
    notebook = new_notebook(cells=[new_markdown_cell(long) for _ in range(2 * count)])
    for _ in range(2):
        exporter = HTMLExporter(template_name="classic", **SETTINGS)
        page, _ = exporter.from_notebook_node(notebook)
        assert page.count("<strong>") == count * long.count("**a**")


def test_all_cells_of_a_notebook_show_no_more_than_a_notebook_may_hold() -> None:
    """What comes after that is left out, but for what decides a mark: an error, a value."""
    room = Room(letters=400_000)
    text = "x" * 100_000
    printed = {"output_type": "stream", "name": "stdout", "text": text}
    value = {"output_type": "execute_result", "data": {"text/plain": "1"}, "execution_count": 1}
    error = {"output_type": "error", "ename": "E", "evalue": "no", "traceback": [text]}
    (*some, last) = believed([printed] * 5, room)
    assert [len(one.text) for one in some] == [len(text)] * 4 and len(last.text) < 1_000
    shown, failed = believed([value, error], room)
    assert shown.data["text/plain"] == "1" and failed.evalue == "no"
    assert len(failed.traceback[0]) < 1_000


def test_all_cells_of_a_notebook_show_no_more_html_than_many_tables() -> None:
    """Beyond that a value is shown as the text that it comes with."""
    table = {"text/html": TABLE, "text/plain": "a table"}
    outputs = [{"output_type": "display_data", "data": table}] * 4
    shown = believed(outputs, Room(tags=2 * TABLE.count("<")))
    assert ["text/html" in one.data for one in shown] == [True, True, False, False]
    assert all(one.data["text/plain"] == "a table" for one in shown)
