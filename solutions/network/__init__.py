"""The reference implementations, one step per file. Hidden from students."""

from .backward import (
    L_model_backward,
    linear_activation_backward,
    linear_backward,
    relu_backward,
    sigmoid_backward,
)
from .cost import compute_cost
from .forward import L_model_forward, linear_activation_forward, linear_forward, relu, sigmoid
from .initialize import (
    initialize_parameters,
    initialize_parameters_deep,
    initialize_parameters_scaled,
)
from .model import L_layer_model, predict, two_layer_model
from .update import update_parameters

__all__ = [
    "L_layer_model",
    "L_model_backward",
    "L_model_forward",
    "compute_cost",
    "initialize_parameters",
    "initialize_parameters_deep",
    "initialize_parameters_scaled",
    "linear_activation_backward",
    "linear_activation_forward",
    "linear_backward",
    "linear_forward",
    "predict",
    "relu",
    "relu_backward",
    "sigmoid",
    "sigmoid_backward",
    "two_layer_model",
    "update_parameters",
]
