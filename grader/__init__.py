"""Layerwise: build a deep neural network from nothing but NumPy, one checked step at a time.

What a student imports; the engine that grades a class is grader.engine, and no student has it.
"""

from .check import CheckFailed, check
from .gradient import gradient_check, numerical_gradient
from .own import use_my_functions

__all__ = ["CheckFailed", "check", "gradient_check", "numerical_gradient", "use_my_functions"]
