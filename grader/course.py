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


def notebook_of(function: str) -> str:
    """Name the notebook that asks for this function of the course."""
    return next(notebook for notebook, names in COURSE.items() if function in names)
