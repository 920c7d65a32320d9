"""The plot helpers draw what they say."""

import itertools
from collections.abc import Iterator

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from grader.plots import (
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
    """The colours begin again."""
    plot_costs({str(i): [0.7] for i in range(12)}, axes)
    assert len(axes.get_lines()) == 12


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
    mesh, dots = axes.collections
    plane = asked[0]
    assert plane.shape[0] == 2 and plane.min() == -1.5 and plane.max() == 3.5
    answers = mesh.get_array()
    assert answers is not None
    assert np.array_equal(np.asarray(answers).ravel(), plane[0] > 0)
    assert np.array_equal(dots.get_offsets(), X.T)
    assert np.asarray(dots.get_array()).tolist() == [0, 1, 1]


def test_boundary_of_one_answer_keeps_that_answers_colour(axes: Axes) -> None:
    """Blue stays blue where nothing is red."""
    X, Y = np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([[1, 1]])
    plot_decision_boundary(lambda plane: np.ones((1, plane.shape[1])), X, Y, axes)
    for drawn in axes.collections:
        assert drawn.get_clim() == (0, 1)


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
