"""The pictures that the lessons draw: costs, scores, boundaries, photographs and weights.

Matplotlib is loaded here and nowhere else in what a student imports. Functions that take axes draw
into them; the others make a figure of their own, which the notebook shows.
"""

from collections.abc import Callable, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

ZERO, ONE = "#d1495b", "#2e6f9e"  # the colours of the labels 0 and 1
# Each has at least 3 : 1 on white and on dark pages. No colour stands alone: lines have strokes of
# their own, bars their hatching and their number, points their form.
LINES = ("#7a8794", "#c9761a", "#8a63b8", "#3d9970", "#4c78a8")
STROKES = ("--", "-.", "-", ":", (0, (5, 1)))
BARS = ("#8a95a1", "#4c78a8", "#3d9970")
HATCHES = ("", "//", "..")
GREY = "#7a8794"


def plot_costs(costs: Mapping[str, Sequence[float]], axes: Axes, every: int = 100) -> None:
    """Draw how the cost falls, one line for each training.

    Args:
        costs: for each label, the costs at iterations 0, every, 2 * every, ...
        axes: where to draw.
        every: the number of iterations from one cost to the next.
    """
    for i, (label, values) in enumerate(costs.items()):
        color, stroke = LINES[i % len(LINES)], STROKES[i % len(STROKES)]
        axes.plot(every * np.arange(len(values)), values, ls=stroke, label=label, color=color, lw=2)
    axes.set(xlabel="iteration", ylabel="cost")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)


def plot_scores(scores: Mapping[str, Mapping[str, float]], axes: Axes) -> None:
    """Draw accuracies as bars: a group for each model, the first model on top.

    Args:
        scores: for each model, the accuracy from 0 to 1 on each set, such as {"test": 0.9}.
            All the models have the same sets.
        axes: where to draw.
    """
    sets = list(next(iter(scores.values())))
    places = np.arange(len(scores))
    height = 0.8 / len(sets)
    for i, name in enumerate(sets):
        color, hatch = BARS[i % len(BARS)], HATCHES[i % len(HATCHES)]
        percent = [100 * score[name] for score in scores.values()]
        middle = places + (i - (len(sets) - 1) / 2) * height
        bars = axes.barh(middle, percent, height * 0.9, label=name, color=color)
        for bar in bars:
            bar.set(hatch=hatch, edgecolor="white", linewidth=0)
        axes.bar_label(bars, fmt="%.1f", padding=3, fontsize=9)
    axes.axvline(50, color=GREY, lw=1, ls=":")
    axes.set(xlabel="accuracy in %", xlim=(0, 112), xticks=range(0, 101, 25))
    axes.set_yticks(places, list(scores))
    axes.invert_yaxis()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(sets))


def plot_decision_boundary(
    predict_function: Callable[[np.ndarray], np.ndarray], X: np.ndarray, Y: np.ndarray, axes: Axes
) -> None:
    """Colour the plane by the answer to each of its points, and draw the examples on top.

    Args:
        predict_function: takes float64 (2, k), k points of the plane, and gives (1, k), where more
            than one half means label 1.
        X: float64 (2, m), the examples.
        Y: (1, m), their labels, 0 (red dots) or 1 (blue crosses).
        axes: where to draw.
    """
    low, high = X.min(axis=1) - 0.5, X.max(axis=1) + 0.5
    x, y = np.linspace(low[0], high[0], 201), np.linspace(low[1], high[1], 201)
    plane = np.array([grid.ravel() for grid in np.meshgrid(x, y)])
    answers = np.asarray(predict_function(plane)).reshape(len(y), len(x))
    both = ListedColormap([ZERO, ONE])
    axes.pcolormesh(x, y, answers > 0.5, cmap=both, vmin=0, vmax=1, alpha=0.3, rasterized=True)
    for label, color, form in ((0, ZERO, "o"), (1, ONE, "x")):
        points = X[:, Y.ravel() == label]
        axes.scatter(points[0], points[1], c=color, marker=form, s=9, linewidths=1)
    axes.set(aspect="equal", xticks=[], yticks=[])


def show_pictures(pictures: np.ndarray, titles: Sequence[str], columns: int = 8) -> None:
    """Show pictures in rows, each with its title.

    Args:
        pictures: (m, h, w, 3), uint8 from 0 to 255 or float from 0 to 1.
        titles: m short texts.
        columns: the number of pictures in a row.
    """
    rows = max(1, -(-len(pictures) // columns))
    size = (10, rows * (10 / columns + 0.3))
    _, grid = plt.subplots(rows, columns, figsize=size, squeeze=False, layout="constrained")
    for axes in grid.ravel():
        axes.set_axis_off()
    for axes, picture, title in zip(grid.flat, pictures, titles, strict=False):
        axes.imshow(picture, interpolation="nearest")  # sharp, and half the bytes
        axes.set_title(title, fontsize=9)


def show_weights(W1: np.ndarray, shape: tuple[int, int, int], columns: int = 10) -> None:
    """Show what each unit of the first layer looks for, as a picture.

    Weight 0 is middle grey, a positive weight is brighter and a negative one darker, in each of
    the three colours. Every unit has its own scale: its largest weights fill the range.

    Args:
        W1: float64 (n[1], h * w * 3), the weights of the first layer, one unit per row.
        shape: (h, w, 3), the shape of one input picture.
        columns: the number of pictures in a row.
    """
    largest = np.quantile(np.abs(W1), 0.995, axis=1, keepdims=True)
    pictures = 0.5 + 0.5 * W1 / np.where(largest == 0, 1.0, largest)
    titles = [f"unit {unit}" for unit in range(1, len(W1) + 1)]
    show_pictures(np.clip(pictures, 0, 1).reshape(-1, *shape), titles, columns)
