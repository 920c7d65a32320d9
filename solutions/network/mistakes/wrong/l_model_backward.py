"""Mistakes in L_model_backward."""

from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "L_model_backward",
        "sign of dAL",
        "dAL has the wrong sign, and with it every gradient.",
        "Mind the two signs of the formula: one before the bracket, one inside it.",
        (("dAL = -(", "dAL = ("),),
    ),
    Mistake(
        "L_model_backward",
        "plus in dAL",
        "In dAL the two fractions are added.",
        "Mind the two signs of the formula: one before the bracket, one inside it.",
        ((" - np.divide(1", " + np.divide(1"),),
    ),
    Mistake(
        "L_model_backward",
        "AL - Y for dAL",
        (
            "AL - Y is taken for dAL, but it is dZ of the last layer: the slope is then "
            "applied twice."
        ),
        (
            "linear_activation_backward multiplies by the sigmoid's slope itself. What does "
            "it want, dA or dZ?"
        ),
        (("-(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))", "AL - Y"),),
    ),
    Mistake(
        "L_model_backward",
        "(AL - Y) / m for dAL",
        (
            "(AL - Y) / m is taken for dAL: the slope is then applied twice, and so is the "
            "division by m."
        ),
        (
            "linear_activation_backward multiplies by the sigmoid's slope itself, and "
            "linear_backward takes the mean. What is left for dAL?"
        ),
        (("-(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))", "(AL - Y) / AL.shape[1]"),),
    ),
    Mistake(
        "L_model_backward",
        "slope of the squared error for dAL",
        "dAL is the slope of (AL - Y)², which is not the loss of this network.",
        "Which loss does compute_cost average? dAL is its slope at AL, and needs two fractions.",
        (("-(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))", "2 * (AL - Y)"),),
    ),
    Mistake(
        "L_model_backward",
        "brackets of 1 - AL missing in dAL",
        "In dAL, 1 - Y is divided by 1 alone, and AL is taken off behind it.",
        "A division comes before a minus. What belongs into brackets below the line?",
        (("np.divide(1 - Y, 1 - AL)", "(1 - Y) / 1 - AL"),),
    ),
    Mistake(
        "L_model_backward",
        "AL for dAL",
        "AL itself is handed on as dAL: the labels play no part.",
        "dAL says how the loss changes with AL. Which two fractions make it, and where is Y?",
        (("-(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))", "AL"),),
    ),
    Mistake(
        "L_model_backward",
        "same dA for every layer",
        "Every hidden layer takes the dA that the last layer gave.",
        (
            "Each layer takes what the layer above it has just given. Which number stands in "
            "your key?"
        ),
        (('dA = grads["dA" + str(l + 1)]', 'dA = grads["dA" + str(L - 1)]'),),
    ),
    Mistake(
        "L_model_backward",
        "dAL for every layer",
        "Every layer takes dAL, where only the top layer should.",
        "Go through the table: what does the second turn take?",
        (('dA = grads["dA" + str(l + 1)]', "dA = dAL"),),
    ),
    Mistake(
        "L_model_backward",
        "caches reversed",
        "The hidden layers use the caches in the reverse order.",
        ("Each layer uses its own cache. Write down both numbers, layer and place, for L = 3."),
        (("caches[l]", "caches[L - 2 - l]"),),
    ),
    Mistake(
        "L_model_backward",
        "first cache for every layer",
        "Every hidden layer uses the cache of layer 1.",
        "Each layer uses its own cache. Which number stands in your brackets?",
        (("caches[l]", "caches[0]"),),
    ),
    Mistake(
        "L_model_backward",
        "sigmoid in every layer",
        "Every layer goes back through the sigmoid, the hidden ones too.",
        "Each layer goes back through the activation it went forward with.",
        (
            (
                'linear_activation_backward(dA, current_cache, "relu")',
                'linear_activation_backward(dA, current_cache, "sigmoid")',
            ),
        ),
    ),
    Mistake(
        "L_model_backward",
        "dA one key too high",
        "Each dA is stored under a number that is one too high.",
        (
            "Layer 3 gives the gradient with respect to A[2]. Under which name does the "
            "docstring keep it?"
        ),
        (
            ('grads["dA" + str(L - 1)] = dA_prev', 'grads["dA" + str(L)] = dA_prev'),
            ('dA = grads["dA" + str(l + 1)]', 'dA = grads["dA" + str(l + 2)]'),
            ('grads["dA" + str(l)] = dA_prev', 'grads["dA" + str(l + 1)] = dA_prev'),
        ),
        heading="What the names mean",
    ),
    Mistake(
        "L_model_backward",
        "relu in the last layer",
        "The last layer goes back through relu, where it went forward with the sigmoid.",
        "Each layer goes back through the activation it went forward with.",
        (('"sigmoid"', '"relu"'),),
    ),
    Mistake(
        "L_model_backward",
        "averaged twice",
        "dAL is divided by m, and linear_backward does it again.",
        "Where does the 1/m live? Not in the dA.",
        (("dAL = -(", "dAL = -(1 / Y.shape[1]) * ("),),
        heading="Where the 1/m lives",
    ),
    Mistake(
        "L_model_backward",
        "dA of two layers above",
        "A hidden layer takes the dA of a layer too far above it.",
        (
            "Each layer takes what the layer above it has just given. Which number stands in "
            "your key?"
        ),
        (('dA = grads["dA" + str(l + 1)]', 'dA = grads["dA" + str(min(l + 2, L - 1))]'),),
    ),
    Mistake(
        "L_model_backward",
        "layer 1 left out",
        "Layer 1 is left out.",
        ("range stops before its end, reversed or not. Write down the l of your loop for L = 3."),
        (("range(L - 1)", "range(1, L - 1)"),),
    ),
    Mistake(
        "L_model_backward",
        "from front to back",
        (
            "A layer asks for a dA that no layer has given yet, as in a loop from the first "
            "layer to the last."
        ),
        "The blame travels back. Which layer must be done before layer 1?",
        (("reversed(range(L - 1))", "range(L - 1)"),),
        code=("_",),
    ),
    Mistake(
        "L_model_backward",
        "last layer only",
        "Only the last layer is done.",
        "Does your loop run at all? Print its l.",
        (("reversed(range(L - 1))", "[]"),),
    ),
    Mistake(
        "L_model_backward",
        "weights' keys from 0",
        "dW is stored under a number that is one too low.",
        "Layers count from 1, lists from 0. Which number has the dW of the last layer?",
        (
            ('"dW" + str(L)', '"dW" + str(L - 1)'),
            ('"dW" + str(l + 1)', '"dW" + str(l)'),
        ),
    ),
    Mistake(
        "L_model_backward",
        "db holds dW",
        "dW is stored under the key of db.",
        "Look at the three lines that fill grads, one after the other.",
        (("str(l + 1)] = db", "str(l + 1)] = dW"),),
    ),
    Mistake(
        "L_model_backward",
        "no dA",
        "The dA are not in the dictionary.",
        "The docstring names three kinds of keys. Which one is missing?",
        (("return grads", 'return {k: v for k, v in grads.items() if not k.startswith("dA")}'),),
    ),
    Mistake(
        "L_model_backward",
        "no guard",
        "Where AL is exactly 0 or 1, the gradients are nan: 0 / 0.",
        "No divisor may be 0. What can you divide by instead, there and only there?",
        (("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),),
    ),
    Mistake(
        "L_model_backward",
        "guard too wide",
        "The guard changes ordinary probabilities too.",
        "Where a divisor is exactly 0, and only there: what does your guard do elsewhere?",
        (("2.0**-53, 1 - 2.0**-53", "0.4, 0.6"),),
    ),
    Mistake(
        "L_model_backward",
        "last cache for every layer",
        "Every layer uses the cache of the last layer.",
        "Each layer uses its own cache. Does the name change in your loop?",
        (("caches[l]", "caches[L - 1]"),),
    ),
    Mistake(
        "L_model_backward",
        "caches used up",
        "The list of caches is changed: after the call it is shorter than before.",
        ("pop takes something out of the list of the caller. How do you look without taking?"),
        (("caches[L - 1]", "caches.pop()"),),
    ),
    Mistake(
        "L_model_backward",
        "a list",
        "The gradients come back as a list, without their names.",
        "The docstring asks for a dictionary. What are its keys?",
        (("return grads", "return list(grads.values())"),),
    ),
    Mistake(
        "L_model_backward",
        "divisor for the zeros",
        "1 - Y is divided by AL, where 1 - AL belongs.",
        "Each label has its own probability below it. Which one belongs to 1 - Y?",
        (("1 - Y, 1 - AL", "1 - Y, AL"),),
    ),
    Mistake(
        "L_model_backward",
        "outputs added up",
        "dAL is added up over the outputs of the network.",
        "dAL has the shape of AL. Each output keeps its own row.",
        (
            (
                "    current_cache = caches[L - 1]",
                (
                    "    dAL = dAL.sum(axis=0, keepdims=True) + 0 * dAL\n"
                    "    current_cache = caches[L - 1]"
                ),
            ),
        ),
    ),
    Mistake(
        "L_model_backward",
        "dA0 missing",
        "dA0 is not in the dictionary.",
        "A[0] is X. Training has no use for its gradient, but the docstring names it.",
        (("return grads", 'return {k: v for k, v in grads.items() if k != "dA0"}'),),
    ),
    Mistake(
        "L_model_backward",
        "dAL kept in place of the top dA",
        "dAL is stored under the number of the layer below.",
        (
            "The gradient with respect to A[L-1] is what the last layer gives back. What do "
            "you store there?"
        ),
        (
            (
                'grads["dA" + str(L - 1)] = dA_prev',
                ('grads["dA" + str(L - 1)] = dA_prev\n    top = dAL'),
            ),
            ("return grads", ('grads["dA" + str(L - 1)] = top\n    return grads')),
        ),
    ),
    Mistake(
        "L_model_backward",
        "caches one too far",
        "Each hidden layer uses the cache of the layer above it.",
        "Layers count from 1, lists from 0. Which place has the cache of layer l?",
        (("caches[l]", "caches[l + 1]"),),
    ),
    Mistake(
        "L_model_backward",
        "caches one too low",
        "Each hidden layer uses the cache of the layer below it.",
        "Layers count from 1, lists from 0. Which place has the cache of layer l?",
        (("caches[l]", "caches[l - 1]"),),
    ),
    Mistake(
        "L_model_backward",
        "first cache for the last layer",
        "The last layer uses the first cache.",
        "Layers count from 1, lists from 0. Which place has the cache of layer L?",
        (("caches[L - 1]", "caches[0]"),),
    ),
    Mistake(
        "L_model_backward",
        "1 / AL alone",
        "dAL has only the fraction for the label 1.",
        "What does your dAL say where Y is 0?",
        (("-(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))", "-np.divide(Y, AL)"),),
    ),
    Mistake(
        "L_model_backward",
        "1 / (1 - AL) alone",
        "dAL has only the fraction for the label 0.",
        "What does your dAL say where Y is 1?",
        (("-(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))", "np.divide(1 - Y, 1 - AL)"),),
    ),
    Mistake(
        "L_model_backward",
        "Y and AL exchanged",
        "In dAL the fractions stand on their heads: the label is below the line.",
        "Which of the two can be 0 without harm, the one above or the one below the line?",
        (
            (
                "np.divide(Y, AL) - np.divide(1 - Y, 1 - AL)",
                "np.divide(AL, np.maximum(Y, 0.5)) - np.divide(1 - AL, np.maximum(1 - Y, 0.5))",
            ),
        ),
    ),
    Mistake(
        "L_model_backward",
        "Y - AL for dAL",
        "Y - AL is taken for dAL: neither the sign nor the slope is right.",
        "Write down the formula of the first blame, fraction by fraction.",
        (("-(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))", "Y - AL"),),
    ),
    Mistake(
        "L_model_backward",
        "the loss in place of its slope",
        "dAL holds the losses, logarithms, where their slopes belong.",
        "The slope of log(a) has no logarithm. What is it?",
        (
            (
                "-(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))",
                "-(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))",
            ),
        ),
    ),
    Mistake(
        "L_model_backward",
        "the gate left out",
        "The hidden layers go back through the linear half alone.",
        ("Forward, each hidden layer had two halves. Which function goes back through both?"),
        (
            (
                'linear_activation_backward(dA, current_cache, "relu")',
                "linear_backward(dA, current_cache[0])",
            ),
        ),
    ),
    Mistake(
        "L_model_backward",
        "last layer without the sigmoid",
        "The last layer goes back through the linear half alone.",
        "Forward, the last layer had two halves. Which function goes back through both?",
        (
            (
                'linear_activation_backward(dAL, current_cache, "sigmoid")',
                "linear_backward(dAL, current_cache[0])",
            ),
        ),
    ),
    Mistake(
        "L_model_backward",
        "dW and db exchanged",
        "dW and db are stored under each other's key.",
        "In which order does linear_activation_backward give the three?",
        (
            ('["dW"', '["_"'),
            ('["db"', '["dW"'),
            ('["_"', '["db"'),
        ),
    ),
    Mistake(
        "L_model_backward",
        "hidden gradients under one key",
        ("Of the hidden layers only one is there, as where all are stored under one key."),
        "How does the number of the layer get into your keys?",
        (
            ('grads["dW" + str(l + 1)] = dW', 'grads["dW1"] = dW'),
            ('grads["db" + str(l + 1)] = db', 'grads["db1"] = db'),
        ),
    ),
    Mistake(
        "L_model_backward",
        "one hidden layer only",
        "Only one hidden layer is done, as where a loop is over after one turn.",
        "How many turns does your loop make? And how far is your return indented?",
        ((("\n    return grads"), ("\n        return grads\n    return grads")),),
    ),
    Mistake(
        "L_model_backward",
        "gradients kept from call to call",
        (
            "The dictionary is kept from one call to the next, and still holds the layers of "
            "the last one."
        ),
        (
            "A default such as grads={} is made once, not at every call. Where should a new "
            "one be made?"
        ),
        (
            (
                "def L_model_backward(AL, Y, caches):",
                "def L_model_backward(AL, Y, caches, grads={}):",
            ),
            ("grads = {}\n", "pass\n"),
        ),
    ),
    Mistake(
        "L_model_backward",
        "one hidden layer always",
        "One hidden layer is done, however many caches there are.",
        "How many caches has a deeper network? Ask the list.",
        (("L = len(caches)", "L = 2"),),
    ),
    Mistake(
        "L_model_backward",
        "gradients of the weights averaged again",
        "dW and db are divided by m once more.",
        "Where does the 1/m live? linear_backward has seen to it.",
        (
            (
                "return grads",
                (
                    "m = AL.shape[1]\n"
                    '    return {k: (v if k[1] == "A" else v / m) for k, v in grads.items()}'
                ),
            ),
        ),
        heading="Where the 1/m lives",
    ),
    Mistake(
        "L_model_backward",
        "the parameters' keys",
        "The gradients are stored under the names of the weights, W and b.",
        "The docstring's keys begin with a d. Why is that useful?",
        (
            ('grads["dW"', 'grads["W"'),
            ('grads["db"', 'grads["b"'),
        ),
    ),
    Mistake(
        "L_model_backward",
        "dA turned",
        "The dA are stored transposed.",
        "A gradient has the shape of the thing it is the gradient of.",
        (("return grads", 'return {k: (v.T if k[1] == "A" else v) for k, v in grads.items()}'),),
    ),
    Mistake(
        "L_model_backward",
        "return forgotten",
        "Nothing comes back: no return hands anything over.",
        "What does a Python function give whose last line is no return?",
        (("return grads", "pass"),),
        code=("not return _",),
    ),
    Mistake(
        "L_model_backward",
        "layer 1 alone",
        "The dictionary holds the gradients of layer 1 alone, as where it is made anew in every turn.",
        "Where is the dictionary made: before the loop, or in it?",
        (("return grads", 'return {name: grads[name] for name in ("dA0", "dW1", "db1")}'),),
    ),
    Mistake(
        "L_model_backward",
        "activations the wrong way round",
        "The last layer goes back through relu, and the hidden ones through the sigmoid.",
        "Which layer made the probabilities, and with which activation?",
        (
            ('current_cache, "sigmoid")', 'current_cache, "_")'),
            ('"relu"', '"sigmoid"'),
            ('"_"', '"relu"'),
        ),
    ),
    Mistake(
        "L_model_backward",
        "sigmoid in the first layer alone",
        "The first layer goes back through the sigmoid, and the others, the last one too, "
        "through relu.",
        "Which layer made the probabilities, and what is its number?",
        (
            ('current_cache, "sigmoid"', 'current_cache, "relu" if L > 1 else "sigmoid"'),
            ('current_cache, "relu")', 'current_cache, "relu" if l > 0 else "sigmoid")'),
        ),
    ),
    Mistake(
        "L_model_backward",
        "sigmoid one layer early",
        "The layer before the last goes back through the sigmoid, and the last one through relu.",
        "Which number has the last layer, and in which turn of your loop is it reached?",
        (
            ('current_cache, "sigmoid"', 'current_cache, "_"'),
            ('current_cache, "relu")', 'current_cache, "relu" if l < L - 2 else "sigmoid")'),
            ('"_"', '"relu"'),
        ),
    ),
)
