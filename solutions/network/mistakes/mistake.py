"""What the catalogue is made of: mistakes, pairs of them, and right answers that look different.

A change turns a function's classic form (classic.py) into an implementation: edits, each
(old, new), or a whole source. So a mistake differs from code that every check accepts by the
mistake alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from tqdm.auto import tqdm

from grader.course import notebook_of
from solutions import network

from .classic import CLASSIC

Edit = tuple[str, str]
Change = str | tuple[Edit, ...]

# Where a lesson tells of a function; a mistake may point elsewhere.
HEADINGS: dict[str, str] = {
    "initialize_parameters": "One hidden layer",
    "initialize_parameters_deep": "Any number of layers",
    "sigmoid": "Sigmoid: from any number to a probability",
    "relu": "Relu: keep what is positive",
    "linear_forward": "The linear half",
    "linear_activation_forward": "One layer",
    "L_model_forward": "The whole network",
    "compute_cost": "Both labels in one formula",
    "sigmoid_backward": "Back through a sigmoid",
    "relu_backward": "Back through a relu",
    "linear_backward": "Back through the linear half",
    "linear_activation_backward": "One whole layer",
    "L_model_backward": "The whole network",
    "update_parameters": "The idea: walk against the gradient",
    "initialize_parameters_scaled": "A start that keeps the signal alive",
    "two_layer_model": "The loop, with one hidden layer",
    "L_layer_model": "The loop, with any number of layers",
    "predict": "From a probability to an answer",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong implementation with one fault.

    name: a few words, unique among the mistakes of the function.
    misconception: one sentence that says what is done, true of whatever behaves alike.
    hint: leads to the answer, and stops short of it.
    change: what makes the implementation.
    heading: where the function's own lesson tells of it; empty for the function's section.
    """

    function: str
    name: str
    misconception: str
    hint: str
    change: Change
    heading: str = ""

    @property
    def lesson(self) -> tuple[str, str]:
        """The notebook to read again, and its heading."""
        return notebook_of(self.function), self.heading or HEADINGS[self.function]

    @property
    def source(self) -> str:
        """The whole implementation."""
        return source_of(self.function, self.change)


@dataclass(frozen=True, slots=True)
class Pair:
    """A wrong implementation with two faults of the catalogue, by their names."""

    function: str
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Right:
    """A right implementation, in another way than the reference."""

    function: str
    name: str
    change: Change

    @property
    def source(self) -> str:
        """The whole implementation."""
        return source_of(self.function, self.change)


def source_of(function: str, change: Change) -> str:
    """Give the source that a change makes of a function's classic form.

    Raises:
        ValueError: an edit does not fit.
    """
    if isinstance(change, str):
        return change
    source = CLASSIC[function]
    for old, new in change:
        if old not in source:
            raise ValueError(f"{old!r} is not in the classic {function}")
        source = source.replace(old, new)
    return source


def define(function: str, source: str) -> Callable[..., Any]:
    """Define a function beside NumPy and the reference's other functions, as in a notebook."""
    namespace: dict[str, Any] = {"np": np, "tqdm": tqdm}
    namespace |= {name: getattr(network, name) for name in network.__all__}
    exec(compile(source, f"<{function}>", "exec"), namespace)
    return namespace[function]
