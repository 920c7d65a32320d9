"""The plot helpers draw what they say."""

import base64
import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.figures import INK, LINE, as_html
from grader.plots import (
    BARS,
    LINES,
    ONE,
    ZERO,
    plot_costs,
    plot_decision_boundary,
    plot_scores,
    show_pictures,
    show_weights,
)


@pytest.fixture
def axes() -> Iterator[Axes]:
    """Empty axes; every figure of the test is closed afterwards."""
    yield plt.figure().subplots()
    plt.close("all")


def pictures_shown() -> list[np.ndarray]:
    """The pictures in the newest figure, in reading order."""
    shown = [image.get_array() for part in plt.gcf().axes for image in part.images]
    return [np.asarray(array) for array in shown]


def test_costs_are_lines_over_the_iterations(axes: Axes) -> None:
    """A line has its label, and a cost for every hundredth iteration."""
    plot_costs({"slow": [0.7, 0.6, 0.5], "fast": [0.7, 0.1]}, axes)
    slow, fast = axes.get_lines()
    assert slow.get_label() == "slow"
    assert np.asarray(slow.get_xydata()).tolist() == [[0, 0.7], [100, 0.6], [200, 0.5]]
    assert np.asarray(fast.get_xydata()).tolist() == [[0, 0.7], [100, 0.1]]
    assert slow.get_color() != fast.get_color()
    assert axes.get_legend() is not None


def test_more_lines_than_colours_are_no_error(axes: Axes) -> None:
    """The colours begin again; no two neighbours have one stroke."""
    plot_costs({str(i): [0.7] for i in range(12)}, axes)
    assert len(axes.get_lines()) == 12
    strokes = [line.get_linestyle() for line in axes.get_lines()[:4]]
    assert len(set(strokes)) == 4


def test_scores_are_bars_in_per_cent(axes: Axes) -> None:
    """Each model has one bar for each set, with its figure, and no two overlap."""
    plot_scores({"a": {"train": 0.5, "test": 0.25}, "b": {"train": 1.0, "test": 0.994}}, axes)
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert [bar.get_width() for bar in bars] == pytest.approx([50, 100, 25, 99.4])
    assert [text.get_text() for text in axes.texts] == ["50.0", "100.0", "25.0", "99.4"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]
    lows = sorted((bar.get_y(), bar.get_y() + bar.get_height()) for bar in bars)
    assert all(above[1] <= below[0] for above, below in itertools.pairwise(lows))


def test_boundary_colours_the_plane_by_the_answer(axes: Axes) -> None:
    """Every point of the plane, a little beyond the examples, is asked and coloured."""
    X, Y = np.array([[-1.0, 1.0, 2.0], [0.0, 0.0, 3.0]]), np.array([[0, 1, 1]])
    asked = []

    def right_half(plane: np.ndarray) -> np.ndarray:
        asked.append(plane)
        return (plane[:1] > 0).astype(float)

    plot_decision_boundary(right_half, X, Y, axes)
    mesh, zeros, ones = axes.collections
    plane = asked[0]
    assert plane.shape[0] == 2 and plane.min() == -1.5 and plane.max() == 3.5
    answers = mesh.get_array()
    assert answers is not None
    assert np.array_equal(np.asarray(answers).ravel(), plane[0] > 0)
    assert np.array_equal(zeros.get_offsets(), X.T[:1])
    assert np.array_equal(ones.get_offsets(), X.T[1:])
    forms = [np.size(dots.get_paths()[0].vertices) for dots in (zeros, ones)]
    assert forms[0] != forms[1]  # a dot and a cross: no colour is needed to tell them


def test_boundary_of_one_answer_keeps_that_answers_colour(axes: Axes) -> None:
    """Blue stays blue where nothing is red."""
    X, Y = np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([[1, 1]])
    plot_decision_boundary(lambda plane: np.ones((1, plane.shape[1])), X, Y, axes)
    mesh, _, ones = axes.collections
    assert mesh.get_clim() == (0, 1)
    assert np.allclose(ones.get_edgecolor(), to_rgba(ONE))


def test_pictures_stand_in_rows_under_their_titles(axes: Axes) -> None:
    """The pictures are as given; a place without a picture is empty."""
    pictures = np.random.RandomState(0).randint(0, 256, (5, 4, 6, 3)).astype(np.uint8)
    show_pictures(pictures, list("abcde"), columns=3)
    parts = plt.gcf().axes
    assert len(parts) == 6
    assert [part.get_title() for part in parts] == [*"abcde", ""]
    assert np.array_equal(np.array(pictures_shown()), pictures)
    assert not any(part.axison for part in parts)


def test_weights_are_pictures_around_grey(axes: Axes) -> None:
    """Zero is grey, and the scale of each unit is its own."""
    W1 = np.zeros((3, 2 * 2 * 3))
    W1[1], W1[2] = 7.0, -0.001
    show_weights(W1, (2, 2, 3))
    nothing, brighter, darker = pictures_shown()
    assert nothing.shape == (2, 2, 3)
    assert (nothing == 0.5).all()
    assert np.allclose(brighter, 1)
    assert np.allclose(darker, 0)


def test_weights_lie_where_their_pixels_are(axes: Axes) -> None:
    """Rows are unrolled as flatten rolled the pictures out: row, column, colour."""
    W1 = np.zeros((1, 2 * 3 * 3))
    W1[0, np.ravel_multi_index((1, 2, 0), (2, 3, 3))] = 1.0
    show_weights(W1, (2, 3, 3))
    (picture,) = pictures_shown()
    assert picture[1, 2].tolist() == [1.0, 0.5, 0.5]
    assert np.count_nonzero(picture != 0.5) == 1


def test_a_plot_fits_every_page_and_is_told_in_words(tmp_path: Path) -> None:
    """In a kernel: no ground of its own, a text for who does not see it, rims around letters."""
    cells = (
        "import matplotlib.pyplot as plt",
        "from grader.figures import prepare_figures\nprepare_figures()",
        "plt.plot([1, 2])\nplt.title('a <line>')\nplt.xlabel('time')\nplt.show()",
        "figure, axes = plt.subplots()\nfigure.set_label('said by hand')\nplt.show()",
    )
    notebook = new_notebook(cells=[new_code_cell(source) for source in cells])
    NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [cell.outputs[0].data for cell in notebook.cells[2:]]
    assert [set(data) for data in shown] == [{"text/html", "text/plain"}] * 2
    assert '<img alt="Plot. a &lt;line&gt;; across: time."' in shown[0]["text/html"]
    assert '<img alt="said by hand"' in shown[1]["text/html"]
    content = base64.b64decode(shown[0]["text/html"].partition("base64,")[2].partition('"')[0])
    picture = plt.imread(io.BytesIO(content))
    assert picture[0, 0, 3] == 0
    light = (picture[..., :3] > 0.95).all(axis=-1) & (picture[..., 3] > 0.9)
    assert light.sum() > 100  # the rims


def images_of(figure: Figure) -> list[np.ndarray]:
    """The images that a page gets for a figure."""
    parts = (as_html(figure) or "").split("base64,")[1:]
    return [plt.imread(io.BytesIO(base64.b64decode(part.partition('"')[0]))) for part in parts]


def test_panels_side_by_side_stand_below_each_other_on_a_phone() -> None:
    """Each is an image of its own, as high as the others; only the first one is told in words."""
    figure, _ = plt.subplots(2, 3, figsize=(10, 4), dpi=72)
    images = images_of(figure)
    assert len(images) == 3
    assert len({image.shape[0] for image in images}) == 1
    assert all(image.shape[1] < 330 for image in images)
    assert (as_html(figure) or "").count('alt=""') == 2


@pytest.mark.parametrize("what", ["a title over all", "one panel", "a narrow figure"])
def test_what_belongs_together_is_one_image(what: str) -> None:
    """A title over all panels is not cut, and what fits a phone is left whole."""
    columns = 1 if what == "one panel" else 2
    figure, _ = plt.subplots(1, columns, figsize=(4 if "narrow" in what else 10, 3), dpi=72)
    if "title" in what:
        figure.suptitle("over both of them, from left to right " * 3)
    assert len(images_of(figure)) == 1


def test_a_colour_bar_stays_beside_its_panel() -> None:
    """Of a picture with its bar and a curve beside it there are two images, not three."""
    figure, (left, _) = plt.subplots(1, 2, figsize=(10, 3), layout="constrained")
    figure.colorbar(left.imshow(np.eye(3)), ax=left)
    assert len(images_of(figure)) == 2


def test_colours_can_be_told_from_light_and_dark_pages() -> None:
    """Lines and bars have 3 : 1 against white and against the dark of JupyterLab (WCAG 1.4.11)."""
    for color in (*LINES, *BARS, LINE, ZERO, ONE):
        for ground in ("#ffffff", "#111111"):
            assert contrast(color, ground) >= 3, (color, ground)
    assert contrast(INK, "#ffffff") >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it."""

    def light(color: str) -> float:
        parts = np.array(to_rgb(color))
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
