"""Right implementations of step 5 that look different."""

from grader.engine.authoring import Right

RIGHT = (
    Right(
        "update_parameters",
        "one comprehension",
        """
def update_parameters(parameters, grads, learning_rate):
    return {name: theta - learning_rate * grads["d" + name] for name, theta in parameters.items()}
""",
    ),
    Right(
        "update_parameters",
        "a deep copy",
        (
            (
                "    parameters = {name: array.copy() for name, array in parameters.items()}",
                ("    import copy\n    parameters = copy.deepcopy(parameters)"),
            ),
        ),
    ),
    Right(
        "update_parameters",
        "layer by layer",
        """
def update_parameters(parameters, grads, learning_rate):
    updated = {}
    for l in range(1, len(parameters) // 2 + 1):
        for letter in "Wb":
            name = letter + str(l)
            updated[name] = np.subtract(parameters[name], grads["d" + name] * learning_rate)
    return updated
""",
    ),
    Right(
        "update_parameters",
        "the sum with a negative step",
        """
def update_parameters(parameters, grads, learning_rate):
    step = -learning_rate
    return dict((key, value + step * grads[f"d{key}"]) for key, value in parameters.items())
""",
    ),
    Right(
        "update_parameters",
        "recursion",
        """
def update_parameters(parameters, grads, learning_rate):
    if not parameters:
        return {}
    (name, value), *rest = parameters.items()
    new = np.array(value)
    new -= learning_rate * grads["d" + name]
    return {name: new} | update_parameters(dict(rest), grads, learning_rate)
""",
    ),
)
