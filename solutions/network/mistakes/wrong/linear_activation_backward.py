"""Mistakes in linear_activation_backward."""

from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "linear_activation_backward",
        "relu goes back through the sigmoid",
        'The branch for "relu" goes back through the sigmoid.',
        (
            "It must be the activation that was used forward. Which function does the branch "
            'for "relu" call?'
        ),
        (("relu_backward", "sigmoid_backward"),),
    ),
    Mistake(
        "linear_activation_backward",
        "the wrong cache for the activation",
        "The activation is handed a part of the linear cache, where it needs its own.",
        "Each half of the layer left something for its own way back. Which part holds Z?",
        (("relu_backward(dA, activation_cache)", "relu_backward(dA, linear_cache[0])"),),
    ),
    Mistake(
        "linear_activation_backward",
        "forward again",
        "dA is sent through the activation itself, where its slope is asked for.",
        "sigmoid and relu lead forward. What are the functions called that lead back?",
        (
            ("relu_backward(dA, activation_cache)", "relu(dA)[0]"),
            ("sigmoid_backward(dA, activation_cache)", "sigmoid(dA)[0]"),
        ),
    ),
    Mistake(
        "linear_activation_backward",
        "activations exchanged",
        '"sigmoid" goes back through relu, and "relu" through the sigmoid.',
        "Go through each branch: which word opens it, and which function does it call?",
        (
            ('"sigmoid"', '"_"'),
            ('"relu"', '"sigmoid"'),
            ('"_"', '"relu"'),
        ),
    ),
    Mistake(
        "linear_activation_backward",
        "always relu",
        "The way back goes through relu whatever the word says.",
        'Go through the branch for "sigmoid": which function does it call?',
        (("sigmoid_backward(dA, activation_cache)", "relu_backward(dA, activation_cache)"),),
    ),
    Mistake(
        "linear_activation_backward",
        "no activation",
        "dA is handed to the linear half as it is: the activation is left out.",
        "Two halves on the way back. What does linear_backward want, dA or dZ?",
        (("linear_backward(dZ, linear_cache)", "linear_backward(dA, linear_cache)"),),
    ),
    Mistake(
        "linear_activation_backward",
        "caches exchanged",
        "The two parts of the cache are taken for each other.",
        "In which order did linear_activation_forward put the two caches together?",
        (("linear_cache, activation_cache = cache", "activation_cache, linear_cache = cache"),),
        code=(
            "activation_cache, linear_cache = cache",
            "(activation_cache, linear_cache) = cache[0], cache[1]",
        ),
    ),
    Mistake(
        "linear_activation_backward",
        "whole cache for the linear half",
        "The linear half is handed the whole cache, where its own part belongs.",
        "linear_backward unpacks three arrays. Which part of the cache has those?",
        (("linear_backward(dZ, linear_cache)", "linear_backward(dZ, cache)"),),
        code=("linear_backward(_, cache)",),
    ),
    Mistake(
        "linear_activation_backward",
        "return forgotten",
        "Nothing comes back: no return hands anything over.",
        "What does a Python function give whose last line is no return?",
        (("    return dA_prev, dW, db\n", ""),),
        code=("not return _",),
    ),
    Mistake(
        "linear_activation_backward",
        "dZ in place of dA_prev",
        "dZ comes back in the place of dA_prev.",
        ("Three gradients come out of the linear half. Which of your names holds the first?"),
        (("return dA_prev", "return dZ"),),
    ),
    Mistake(
        "linear_activation_backward",
        "knows only relu",
        'For "sigmoid" there is an error: the code does not know the word.',
        'What does your function do with the word "sigmoid"? Follow it line by line.',
        (('activation == "sigmoid"', "False"),),
        code=("not 'sigmoid'",),
    ),
    Mistake(
        "linear_activation_backward",
        "knows only sigmoid",
        'For "relu" there is an error: the code does not know the word.',
        'What does your function do with the word "relu"? Follow it line by line.',
        (('activation == "relu"', "False"),),
        code=("not 'relu'",),
    ),
    Mistake(
        "linear_activation_backward",
        "the curve in place of its slope",
        "dA is multiplied by the sigmoid itself, where its slope belongs.",
        "The chain rule takes slopes. Which of your functions knows the slope?",
        (("sigmoid_backward(dA, activation_cache)", "dA * sigmoid(activation_cache)[0]"),),
    ),
    Mistake(
        "linear_activation_backward",
        "activation twice",
        "The blame goes through relu's gate a second time, for the sigmoid too.",
        ("How often does the blame pass the activation? Look at what stands after the branches."),
        (("    dA_prev, dW", ("    dZ = relu_backward(dZ, activation_cache)\n    dA_prev, dW")),),
    ),
    Mistake(
        "linear_activation_backward",
        "sigmoid's slope twice",
        "The slope of the sigmoid is applied twice.",
        "How often does the blame pass the activation on its way back?",
        (
            (
                "dZ = sigmoid_backward(dA, activation_cache)",
                "dZ = sigmoid_backward(sigmoid_backward(dA, activation_cache), activation_cache)",
            ),
        ),
    ),
    Mistake(
        "linear_activation_backward",
        "linear half first",
        "The linear half comes first and the activation after it, as on the way forward.",
        "Backward, everything is in reverse. Which half was the last one forward?",
        """
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    dA_prev, dW, db = linear_backward(dA, linear_cache)
    back = {"relu": relu_backward, "sigmoid": sigmoid_backward}[activation]
    return back(dA_prev, linear_cache[0]), dW, db
""",
    ),
    Mistake(
        "linear_activation_backward",
        "A_prev for the sigmoid's cache",
        "The slope of the sigmoid is taken at A_prev, where it should be taken at Z.",
        "Each half of the layer left something for its own way back. Which part holds Z?",
        (("sigmoid_backward(dA, activation_cache)", "sigmoid_backward(dA, linear_cache[0])"),),
    ),
    Mistake(
        "linear_activation_backward",
        "Z made again without the bias",
        "Z is made again from A_prev and W, without the bias.",
        "The cache holds Z already. Which part of it?",
        (
            (
                "linear_cache, activation_cache = cache",
                (
                    "linear_cache, _ = cache\n"
                    "    activation_cache = np.dot(linear_cache[1], linear_cache[0])"
                ),
            ),
        ),
    ),
    Mistake(
        "linear_activation_backward",
        "another order",
        "The three gradients come back in another order.",
        "In which order does linear_backward give the three? Pass them on as they come.",
        (("return dA_prev, dW, db", "return dW, db, dA_prev"),),
    ),
    Mistake(
        "linear_activation_backward",
        "order of the call mixed up",
        "dW and db come back in each other's place.",
        "In which order does linear_backward give the three?",
        (("dA_prev, dW, db = linear", "dA_prev, db, dW = linear"),),
    ),
    Mistake(
        "linear_activation_backward",
        "averaged once more",
        "dW and db are divided by m once more, after linear_backward has done it.",
        "Where does the 1/m live? Does it belong here too?",
        (("return dA_prev, dW, db", ("m = dA.shape[1]\n    return dA_prev, dW / m, db / m")),),
        heading="Where the 1/m lives",
    ),
    Mistake(
        "linear_activation_backward",
        "dA_prev averaged",
        "dA_prev is divided by m.",
        "Where does the 1/m live? Not in the dA.",
        (("return dA_prev, dW", "return dA_prev / dA.shape[1], dW"),),
        heading="Where the 1/m lives",
    ),
    Mistake(
        "linear_activation_backward",
        "dA alone returned",
        "Only dA_prev comes back, without dW and db.",
        "Without dW and db nothing can be learned. What does the docstring list?",
        (("return dA_prev, dW, db", "return dA_prev"),),
    ),
    Mistake(
        "linear_activation_backward",
        "arguments exchanged",
        "The activation's way back gets its two arguments in the wrong order.",
        "Which argument of relu_backward is the blame, and which the cache?",
        (("relu_backward(dA, activation_cache)", "relu_backward(activation_cache, dA)"),),
        more=(
            (
                ("relu_backward(dA, activation_cache)", "relu_backward(activation_cache, dA)"),
                (
                    "sigmoid_backward(dA, activation_cache)",
                    "sigmoid_backward(activation_cache, dA)",
                ),
            ),
        ),
    ),
    Mistake(
        "linear_activation_backward",
        "sigmoid's arguments exchanged",
        "sigmoid_backward gets its two arguments in the wrong order.",
        "Which argument of sigmoid_backward is the blame, and which the cache?",
        (("sigmoid_backward(dA, activation_cache)", "sigmoid_backward(activation_cache, dA)"),),
    ),
    Mistake(
        "linear_activation_backward",
        "no slope for the sigmoid",
        'For "sigmoid" dA is handed on as it is, without the slope.',
        'In the branch for "sigmoid", what becomes of dA?',
        (("dZ = sigmoid_backward(dA, activation_cache)", "dZ = dA"),),
    ),
    Mistake(
        "linear_activation_backward",
        "no gate for relu",
        'For "relu" dA is handed on as it is, without the gate.',
        'In the branch for "relu", what becomes of dA?',
        (("dZ = relu_backward(dA, activation_cache)", "dZ = dA"),),
    ),
    Mistake(
        "linear_activation_backward",
        "Z in place of dZ",
        "The linear half is handed Z, where the blame dZ belongs.",
        (
            "Z is what was there on the way forward. Which name holds what the activation "
            "gives back?"
        ),
        (("linear_backward(dZ, linear_cache)", "linear_backward(activation_cache, linear_cache)"),),
    ),
    Mistake(
        "linear_activation_backward",
        "unknown word taken for sigmoid",
        'Every word but "relu" is taken for sigmoid, even a misspelled one.',
        "What does the docstring promise for a word that is neither? It should be loud.",
        (
            ('elif activation == "sigmoid":', "else:"),
            ("    else:\n        raise ValueError(activation)\n", ""),
        ),
    ),
    Mistake(
        "linear_activation_backward",
        "unknown word taken for relu",
        'Every word but "sigmoid" is taken for relu, even a misspelled one.',
        "What does the docstring promise for a word that is neither? It should be loud.",
        """
def linear_activation_backward(dA, cache, activation):
    back = sigmoid_backward if activation == "sigmoid" else relu_backward
    return linear_backward(back(dA, cache[1]), cache[0])
""",
    ),
    Mistake(
        "linear_activation_backward",
        "A in place of Z",
        "The sigmoid's value is made from its cache and taken for Z once more.",
        "How often must Z go through the sigmoid? sigmoid_backward does it by itself.",
        (
            (
                "sigmoid_backward(dA, activation_cache)",
                "sigmoid_backward(dA, sigmoid(activation_cache)[0])",
            ),
        ),
    ),
    Mistake(
        "linear_activation_backward",
        "another error for an unknown word",
        "A word that is neither ends in another error than the ValueError of the docstring.",
        "What does the docstring list under Raises? An if and an elif leave a third way open.",
        (("    else:\n        raise ValueError(activation)\n", ""),),
        code=("_",),
    ),
    Mistake(
        "linear_activation_backward",
        "the linear cache for the activation",
        "The activation is handed the linear cache, where its own belongs.",
        "Each half of the layer left something for its own way back. Which part holds Z?",
        (
            ("relu_backward(dA, activation_cache)", "relu_backward(dA, linear_cache)"),
            ("sigmoid_backward(dA, activation_cache)", "sigmoid_backward(dA, linear_cache)"),
        ),
        code=(
            "relu_backward(_, linear_cache)",
            "sigmoid_backward(_, linear_cache)",
            "relu_backward(_, cache[0])",
            "sigmoid_backward(_, cache[0])",
        ),
    ),
)
