"""The reference of the second assignment, one step a file: make a network learn better."""

from .initialize import initialize_parameters_he, initialize_parameters_xavier
from .minibatch import partition_examples, random_mini_batches
from .optimize import (
    initialize_adam,
    initialize_velocity,
    schedule_lr_decay,
    update_lr,
    update_parameters_with_adam,
    update_parameters_with_momentum,
)
from .regularize import (
    backward_propagation_with_dropout,
    backward_propagation_with_regularization,
    compute_cost_with_regularization,
    forward_propagation_with_dropout,
)
from .softmax import compute_softmax_cost, log_sum_exp, one_hot, softmax, softmax_backward
from .train import model, model_backward, model_forward, predict_classes

__all__ = [
    "backward_propagation_with_dropout",
    "backward_propagation_with_regularization",
    "compute_cost_with_regularization",
    "compute_softmax_cost",
    "forward_propagation_with_dropout",
    "initialize_adam",
    "initialize_parameters_he",
    "initialize_parameters_xavier",
    "initialize_velocity",
    "log_sum_exp",
    "model",
    "model_backward",
    "model_forward",
    "one_hot",
    "partition_examples",
    "predict_classes",
    "random_mini_batches",
    "schedule_lr_decay",
    "softmax",
    "softmax_backward",
    "update_lr",
    "update_parameters_with_adam",
    "update_parameters_with_momentum",
]
