"""The catalogue: mistakes that learners make, and right answers that look different.

Hidden like the solutions, for a wrong answer with one fault is nearly the answer. A mistake is an
edit of the reference's own text.
"""

from . import initialize, minibatch, optimize, regularize, softmax, train
from .equivalent import EQUIVALENT

_STEPS = (initialize, regularize, minibatch, optimize, softmax, train)
MISTAKES = tuple(one for step in _STEPS for one in step.MISTAKES)
RIGHT = tuple(one for step in _STEPS for one in step.RIGHT)

UNFINISHED = optimize.UNFINISHED

__all__ = ["EQUIVALENT", "MISTAKES", "RIGHT", "UNFINISHED"]
