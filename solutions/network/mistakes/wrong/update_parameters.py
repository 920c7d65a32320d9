"""Mistakes in update_parameters."""

from grader.engine.authoring import Mistake

IDEA = "The idea: walk against the gradient"

MISTAKES = (
    Mistake(
        "update_parameters",
        "changes in place",
        "The caller's arrays are changed: -= and its like write into the array that is there.",
        "W -= step and W = W - step are not the same. Which one makes a new array?",
        (("parameters = {name: array.copy() for name, array in parameters.items()}", "pass"),),
        heading="The trap: two names, one array",
        code=("_ -= _", "_ += _", "np.subtract(_, _, *_)"),
    ),
    Mistake(
        "update_parameters",
        "nothing updated",
        "Nothing is updated: the values that come back are those that came in.",
        "Two dictionaries, old and new. Which one do you return?",
        (
            ("    parameters = {", ("    params = parameters\n    parameters = {")),
            ("return parameters", "return params"),
        ),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "uphill",
        "The step goes uphill: the gradient is added.",
        "Where the gradient is positive, should the weight grow or shrink?",
        (("-= learning_rate", "+= learning_rate"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "learning rate forgotten",
        "The step is the whole gradient, without the learning rate.",
        "How long is a step? One argument of the function is not used.",
        (("learning_rate * ", ""),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "learning rate written down",
        "The learning rate is written down, where it should be the argument.",
        "One argument of the function is not used. Which one?",
        (("learning_rate * ", "0.0075 * "),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "b forgotten",
        "Only the weights take a step; the biases stay as they were.",
        "The line for b is the twin of the line for W. Is it there?",
        (('parameters["b" + str(l + 1)] -= learning_rate * grads["db" + str(l + 1)]', "pass"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "W forgotten",
        "Only the biases take a step; the weights stay as they were.",
        "The line for W is the twin of the line for b. Is it there?",
        (('parameters["W" + str(l + 1)] -= learning_rate * grads["dW" + str(l + 1)]', "pass"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "b with dW",
        "b takes its step along dW.",
        "Each has a gradient of its own. Look at the keys in the line for b.",
        (('grads["db"', 'grads["dW"'),),
        heading=IDEA,
        code=(
            "_ = parameters['b' + _] - _ * grads['dW' + _]",
            "_ = parameters['b' + _] - _ * grads[f'dW{_}']",
            "_ = parameters[f'b{_}'] - _ * grads['dW' + _]",
            "_ = parameters[f'b{_}'] - _ * grads[f'dW{_}']",
            "parameters['b' + _] -= _ * grads['dW' + _]",
            "parameters[f'b{_}'] -= _ * grads[f'dW{_}']",
        ),
        more=(
            '\ndef update_parameters(parameters, grads, learning_rate):\n    new = {}\n    for l in range(1, len(parameters) // 2 + 1):\n        new[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]\n        new[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"dW{l}"]\n    return new\n',
        ),
    ),
    Mistake(
        "update_parameters",
        "last layer forgotten",
        "The last layer takes no step.",
        "range stops before its end. Write down the l of your loop for L = 2.",
        (("range(L)", "range(L - 1)"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "last layer only",
        "Only the last layer takes a step.",
        "Is the step inside your loop, or after it?",
        (("range(L)", "[L - 1]"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "beyond the last layer",
        "A W is asked for that lies beyond the last layer.",
        "How many entries has each layer in parameters? Print the numbers of your loop.",
        (("len(parameters) // 2", "len(parameters)"),),
        heading=IDEA,
        code=("_",),
    ),
    Mistake(
        "update_parameters",
        "two layers always",
        "Two layers take a step, whatever parameters holds.",
        "How many layers has a deeper network? Ask the dictionary.",
        (("len(parameters) // 2", "2"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "step alone",
        "What comes back is the step, without the old value.",
        "The new weight is the old one minus something. Where is the old one?",
        (("-= learning_rate", "= learning_rate"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "gradients in the same dictionary",
        "The gradients are in the dictionary too.",
        "The docstring wants the keys of parameters. Which others are in yours?",
        (("return parameters", "return parameters | grads"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "other keys",
        "The new values are stored under other keys.",
        "The docstring wants the keys of parameters. The next step will look for them.",
        (
            (
                "return parameters",
                'return {"new_" + name: array for name, array in parameters.items()}',
            ),
        ),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "gradients scaled in place",
        "The gradients are changed on the way: they belong to the caller.",
        ("grads[...] *= ... writes into the array of the caller. Which form makes a new array?"),
        (
            (
                'parameters["W" + str(l + 1)] -= learning_rate * grads["dW" + str(l + 1)]',
                (
                    'grads["dW" + str(l + 1)] *= learning_rate\n'
                    '        parameters["W" + str(l + 1)] -= grads["dW" + str(l + 1)]'
                ),
            ),
        ),
        heading="The trap: two names, one array",
    ),
    Mistake(
        "update_parameters",
        "divided by the learning rate",
        "The gradient is divided by the learning rate.",
        "A small learning rate should make small steps. What does yours do?",
        (("learning_rate * grads", "1 / learning_rate * grads"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "sign of the step for b",
        "The biases step uphill.",
        "The line for b is the twin of the line for W. Compare their signs.",
        (('parameters["b" + str(l + 1)] -=', 'parameters["b" + str(l + 1)] +='),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "sign of the step for W",
        "The weights step uphill.",
        "The line for W is the twin of the line for b. Compare their signs.",
        (('parameters["W" + str(l + 1)] -=', 'parameters["W" + str(l + 1)] +='),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "learning rate for W only",
        "The biases take the whole gradient, without the learning rate.",
        "The line for b is the twin of the line for W. Compare them, factor by factor.",
        (('learning_rate * grads["db"', 'grads["db"'),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "first layer's gradients",
        "Every layer takes its step along the gradients of layer 1.",
        "How does the number of the layer get into the keys of grads?",
        (
            ('grads["dW" + str(l + 1)]', 'grads["dW1"]'),
            ('grads["db" + str(l + 1)]', 'grads["db1"]'),
        ),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "two steps",
        "Every parameter takes two steps.",
        "One step per call. How often is the gradient subtracted?",
        (("learning_rate * grads", "2 * learning_rate * grads"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "the sign of the gradient",
        "Only the sign of the gradient is used, so that all steps are equally long.",
        "A steep slope makes a long step. What has become of the size of the gradient?",
        (
            ('grads["dW" + str(l + 1)]', 'np.sign(grads["dW" + str(l + 1)])'),
            ('grads["db" + str(l + 1)]', 'np.sign(grads["db" + str(l + 1)])'),
        ),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "weights shrunk",
        (
            "The weights are multiplied by 1 minus the learning rate, besides their step: "
            "weight decay."
        ),
        "The step of the formula is along the gradient alone.",
        (
            (
                'parameters["W" + str(l + 1)] -=',
                (
                    'parameters["W" + str(l + 1)] *= 1 - learning_rate\n'
                    '        parameters["W" + str(l + 1)] -='
                ),
            ),
        ),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "the product with the gradient",
        "The old value is multiplied by the step.",
        "Which sign stands between W and alpha dW in the formula?",
        (("-= learning_rate", "*= learning_rate"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "divided by the number of layers",
        "The step is divided by the number of layers.",
        "The formula has one factor before the gradient. How many has yours?",
        (("learning_rate * grads", "learning_rate / L * grads"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "the gradient of the layer below",
        "Each layer steps along the gradient of another layer.",
        "Layers count from 1. Compare the number on both sides of your line.",
        (
            ('grads["dW" + str(l + 1)]', 'grads["dW" + str(max(l, 1))]'),
            ('grads["db" + str(l + 1)]', 'grads["db" + str(max(l, 1))]'),
        ),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "layer by layer forgotten",
        "The new dictionary holds only the last layer.",
        "Where is the new dictionary made: before the loop, or in it?",
        """
def update_parameters(parameters, grads, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        updated = {}
        updated[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]
        updated[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return updated
""",
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "first layer only",
        "Only the first layer takes a step, as where a loop is over after one turn.",
        "How many turns does your loop make? And how far is your return indented?",
        ((("\n    return parameters"), ("\n        return parameters")),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "layers counted in grads",
        ("The layers are counted in grads, and there are too many."),
        "Every layer has two entries in parameters. How many has it in grads?",
        (("len(parameters) // 2", "len(grads) // 2"),),
        heading=IDEA,
        code=("len(grads) // _",),
    ),
    Mistake(
        "update_parameters",
        "weights without biases",
        "The new dictionary holds the weights and no biases.",
        "The docstring wants the keys of parameters. Which are missing?",
        (("return parameters", 'return {k: v for k, v in parameters.items() if k[0] == "W"}'),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "rounded",
        "The new values are rounded.",
        "Training needs all of its digits.",
        (("return parameters", "return {k: np.round(v, 4) for k, v in parameters.items()}"),),
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "return forgotten",
        "Nothing comes back: no return hands anything over.",
        "What does a Python function give whose last line is no return?",
        (("return parameters", "pass"),),
        heading=IDEA,
        code=("not return _",),
    ),
    Mistake(
        "update_parameters",
        "the caller's dictionary",
        "The new values are put into the caller's own dictionary, which is not what it was.",
        "Which dictionary do you write into: a new one, or the one that came in?",
        """
def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        for name in ("W" + str(l + 1), "b" + str(l + 1)):
            parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters
""",
        heading="The trap: two names, one array",
    ),
    Mistake(
        "update_parameters",
        "in the order of the dictionary",
        "Values and gradients are paired by their place in the dictionaries, not by their names.",
        "A dictionary has no first key. How do you find the gradient of W2?",
        """
def update_parameters(parameters, grads, learning_rate):
    steps = [grads[f"d{kind}{l}"] for l in range(1, len(parameters) // 2 + 1) for kind in "Wb"]
    pairs = zip(parameters.items(), steps)
    return {name: array - learning_rate * step for (name, array), step in pairs}
""",
        heading=IDEA,
    ),
    Mistake(
        "update_parameters",
        "the last digit of a key",
        "Only the last digit of a layer's number is read: layers 10, 11, ... take other ones' gradients.",
        "What is the last letter of W12? And its number?",
        """
def update_parameters(parameters, grads, learning_rate):
    return {
        name: array - learning_rate * grads["d" + name[0] + name[-1]] if name[-1] != "0" else array
        for name, array in parameters.items()
    }
""",
        heading=IDEA,
        code=("_[-1]",),
        more=(
            '\ndef update_parameters(parameters, grads, learning_rate):\n    return {k: v - learning_rate * grads["d" + k[0] + k[-1]] for k, v in parameters.items()}\n',
        ),
    ),
    Mistake(
        "update_parameters",
        "shrunk by the gradient",
        "Each number is multiplied by 1 minus the step, where the step is taken off.",
        "Read the formula once more: which sign stands between the old value and the step?",
        (
            (
                '["W" + str(l + 1)] -= learning_rate * grads["dW" + str(l + 1)]',
                '["W" + str(l + 1)] *= 1 - learning_rate * grads["dW" + str(l + 1)]',
            ),
            (
                '["b" + str(l + 1)] -= learning_rate * grads["db" + str(l + 1)]',
                '["b" + str(l + 1)] *= 1 - learning_rate * grads["db" + str(l + 1)]',
            ),
        ),
    ),
)
