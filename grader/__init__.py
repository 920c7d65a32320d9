"""Layerwise: build a deep neural network from nothing but NumPy, one checked step at a time.

What a student imports; the engine that grades a class is grader.engine, and no student has it.
"""

from .check import CheckFailed, check
from .datasets import flatten, load_dataset
from .gradient import gradient_check, numerical_gradient
from .hand_in import hand_in, hand_in_button
from .hints import hint, solution_notes
from .overview import overview
from .rescue import reset, restore
from .reuse import use_my_functions

__all__ = [
    "CheckFailed",
    "check",
    "flatten",
    "gradient_check",
    "hand_in",
    "hand_in_button",
    "hint",
    "load_dataset",
    "numerical_gradient",
    "overview",
    "reset",
    "restore",
    "solution_notes",
    "use_my_functions",
]
