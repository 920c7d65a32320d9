"""The course: which notebook asks for which functions, in the order they are met."""

ASSIGNMENT = "network"

COURSE: dict[str, tuple[str, ...]] = {
    "1_initialize": ("initialize_parameters", "initialize_parameters_deep"),
    "2_forward": (
        "sigmoid",
        "relu",
        "linear_forward",
        "linear_activation_forward",
        "L_model_forward",
    ),
    "3_cost": ("compute_cost",),
    "4_backward": (
        "sigmoid_backward",
        "relu_backward",
        "linear_backward",
        "linear_activation_backward",
        "L_model_backward",
    ),
    "5_update": ("update_parameters",),
    "6_train": (
        "initialize_parameters_scaled",
        "two_layer_model",
        "L_layer_model",
        "predict",
    ),
}

FUNCTIONS: tuple[str, ...] = tuple(name for names in COURSE.values() for name in names)

# The arguments by position, as the course's signatures name them.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "initialize_parameters": ("n_x", "n_h", "n_y", "seed"),
    "initialize_parameters_deep": ("layer_dims", "seed"),
    "sigmoid": ("Z",),
    "relu": ("Z",),
    "linear_forward": ("A", "W", "b"),
    "linear_activation_forward": ("A_prev", "W", "b", "activation"),
    "L_model_forward": ("X", "parameters"),
    "compute_cost": ("AL", "Y"),
    "sigmoid_backward": ("dA", "activation_cache"),
    "relu_backward": ("dA", "activation_cache"),
    "linear_backward": ("dZ", "cache"),
    "linear_activation_backward": ("dA", "cache", "activation"),
    "L_model_backward": ("AL", "Y", "caches"),
    "update_parameters": ("parameters", "grads", "learning_rate"),
    "initialize_parameters_scaled": ("layer_dims", "seed"),
    "two_layer_model": ("X", "Y", "layers_dims", "learning_rate", "num_iterations", "print_cost"),
    "L_layer_model": ("X", "Y", "layers_dims", "learning_rate", "num_iterations", "print_cost"),
    "predict": ("X", "parameters"),
}


def notebook_of(function: str) -> str:
    """Name the notebook that asks for this function of the course."""
    return next(notebook for notebook, names in COURSE.items() if function in names)
