"""The catalogue: mistakes that learners make, and right answers that look different.

Hidden like the solutions, for a wrong answer with one fault is nearly the answer. What students
get of it are the outputs, the words and the hints: see grader/engine/authoring/behaviours.py.
"""

from grader.engine.authoring import Mistake, Right

from .classic import CLASSIC, UNFINISHED
from .equivalent import EQUIVALENT
from .pairs import PAIRS
from .right import backward as right_backward
from .right import cost as right_cost
from .right import forward as right_forward
from .right import initialize as right_initialize
from .right import train as right_train
from .right import update as right_update
from .wrong import (
    compute_cost,
    initialize_parameters,
    initialize_parameters_deep,
    initialize_parameters_scaled,
    l_layer_model,
    l_model_backward,
    l_model_forward,
    linear_activation_backward,
    linear_activation_forward,
    linear_backward,
    linear_forward,
    predict,
    relu,
    relu_backward,
    sigmoid,
    sigmoid_backward,
    two_layer_model,
    update_parameters,
)

MISTAKES: tuple[Mistake, ...] = (
    *initialize_parameters.MISTAKES,
    *initialize_parameters_deep.MISTAKES,
    *sigmoid.MISTAKES,
    *relu.MISTAKES,
    *linear_forward.MISTAKES,
    *linear_activation_forward.MISTAKES,
    *l_model_forward.MISTAKES,
    *compute_cost.MISTAKES,
    *sigmoid_backward.MISTAKES,
    *relu_backward.MISTAKES,
    *linear_backward.MISTAKES,
    *linear_activation_backward.MISTAKES,
    *l_model_backward.MISTAKES,
    *update_parameters.MISTAKES,
    *initialize_parameters_scaled.MISTAKES,
    *two_layer_model.MISTAKES,
    *l_layer_model.MISTAKES,
    *predict.MISTAKES,
)

RIGHT: tuple[Right, ...] = (
    *right_initialize.RIGHT,
    *right_forward.RIGHT,
    *right_cost.RIGHT,
    *right_backward.RIGHT,
    *right_update.RIGHT,
    *right_train.RIGHT,
)

__all__ = ["CLASSIC", "EQUIVALENT", "MISTAKES", "PAIRS", "RIGHT", "UNFINISHED"]
