"""Mistakes in linear_activation_forward."""

from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "linear_activation_forward",
        "activations exchanged",
        'Relu is used for "sigmoid", and the sigmoid for "relu".',
        "Go through each branch: which word opens it, and which function does it call?",
        (
            ('"sigmoid"', '"_"'),
            ('"relu"', '"sigmoid"'),
            ('"_"', '"relu"'),
        ),
    ),
    Mistake(
        "linear_activation_forward",
        "always relu",
        "Relu is used whatever the word says.",
        'Go through the branch for "sigmoid": which function does it call?',
        (("sigmoid(Z)", "relu(Z)"),),
    ),
    Mistake(
        "linear_activation_forward",
        "always sigmoid",
        "The sigmoid is used whatever the word says.",
        'Go through the branch for "relu": which function does it call?',
        (("relu(Z)", "sigmoid(Z)"),),
    ),
    Mistake(
        "linear_activation_forward",
        "caches exchanged",
        "The two caches stand in the wrong order.",
        "Which half of the layer comes first? Its cache comes first too.",
        (("(linear_cache, activation_cache)", "(activation_cache, linear_cache)"),),
    ),
    Mistake(
        "linear_activation_forward",
        "linear cache alone",
        "The cache is the linear cache alone.",
        "Two halves, two caches. Where is the second one?",
        (("cache = (linear_cache, activation_cache)", "cache = linear_cache"),),
    ),
    Mistake(
        "linear_activation_forward",
        "flat cache",
        "The cache is one flat tuple of four, where it should be a pair.",
        ("The cache of a layer is a tuple with another tuple inside. Which brackets are missing?"),
        (("(linear_cache, activation_cache)", "(*linear_cache, activation_cache)"),),
    ),
    Mistake(
        "linear_activation_forward",
        "A in the cache",
        "The second part of the cache is A, where Z belongs.",
        "Your activation gives you a cache of its own. What is in it?",
        (("(linear_cache, activation_cache)", "(linear_cache, A)"),),
    ),
    Mistake(
        "linear_activation_forward",
        "Z returned",
        "Z comes back in the place of A: the activation is not in the answer.",
        "Which of your names holds what the activation gave?",
        (("return A, cache", "return Z, cache"),),
    ),
    Mistake(
        "linear_activation_forward",
        "no activation for relu",
        'For "relu" the linear half comes back as it is, without the activation.',
        'In the branch for "relu", what becomes of Z?',
        (("A, activation_cache = relu(Z)", "A, activation_cache = Z, Z"),),
    ),
    Mistake(
        "linear_activation_forward",
        "activation before the linear half",
        "The activation is applied to the input, before the linear half.",
        "First Z, then the activation of Z. In which order are your two calls?",
        (
            (
                ("linear_forward(A_prev, W, b)\n        A, activation_cache = relu(Z)"),
                ("linear_forward(relu(A_prev)[0], W, b)\n        A, activation_cache = Z, Z"),
            ),
        ),
    ),
    Mistake(
        "linear_activation_forward",
        "pair taken for A",
        "The activation gives a pair, and the whole pair is taken for A.",
        "Your relu returns two things. How do you give each its own name?",
        (("A, activation_cache = relu(Z)", "A = activation_cache = relu(Z)"),),
    ),
    Mistake(
        "linear_activation_forward",
        "knows only relu",
        'For "sigmoid" there is an error: the code does not know the word.',
        'What does your function do with the word "sigmoid"? Follow it line by line.',
        (('activation == "sigmoid"', "False"),),
        code=("not 'sigmoid'",),
    ),
    Mistake(
        "linear_activation_forward",
        "knows only sigmoid",
        'For "relu" there is an error: the code does not know the word.',
        'What does your function do with the word "relu"? Follow it line by line.',
        (('activation == "relu"', "False"),),
        code=("not 'relu'",),
    ),
    Mistake(
        "linear_activation_forward",
        "unknown word taken for relu",
        'Every word but "sigmoid" is taken for relu, even a misspelled one.',
        "What does the docstring promise for a word that is neither? It should be loud.",
        (
            ('elif activation == "relu":', "else:"),
            ("    else:\n        raise ValueError(activation)\n", ""),
        ),
    ),
    Mistake(
        "linear_activation_forward",
        "unknown word taken for sigmoid",
        'Every word but "relu" is taken for sigmoid, even a misspelled one.',
        "What does the docstring promise for a word that is neither? It should be loud.",
        """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = relu(Z) if activation == "relu" else sigmoid(Z)
    return A, (linear_cache, activation_cache)
""",
    ),
    Mistake(
        "linear_activation_forward",
        "unknown word lets Z through",
        "With a word that is neither, the linear half comes back without an activation.",
        "What does the docstring promise for a word that is neither? It should be loud.",
        """
def linear_activation_forward(A_prev, W, b, activation):
    A, linear_cache = linear_forward(A_prev, W, b)
    activation_cache = A
    if activation == "sigmoid":
        A, activation_cache = sigmoid(A)
    elif activation == "relu":
        A, activation_cache = relu(A)
    return A, (linear_cache, activation_cache)
""",
    ),
    Mistake(
        "linear_activation_forward",
        "no activation for sigmoid",
        'For "sigmoid" the linear half comes back as it is, without the activation.',
        'In the branch for "sigmoid", what becomes of Z?',
        (("A, activation_cache = sigmoid(Z)", "A, activation_cache = Z, Z"),),
    ),
    Mistake(
        "linear_activation_forward",
        "sigmoid twice",
        "The sigmoid is applied twice.",
        "How often does Z go through the activation on its way to A?",
        (
            (
                "A, activation_cache = sigmoid(Z)",
                "A, activation_cache = sigmoid(sigmoid(Z)[0])[0], Z",
            ),
        ),
    ),
    Mistake(
        "linear_activation_forward",
        "A_prev for the activation",
        "The activation is applied to A_prev, and Z is not used.",
        ("The activation belongs to the number that the linear half has made. What is its name?"),
        (
            ("= sigmoid(Z)", "= sigmoid(A_prev)"),
            ("= relu(Z)", "= relu(A_prev)"),
        ),
    ),
    Mistake(
        "linear_activation_forward",
        "activation cache alone",
        "The cache is the activation cache alone.",
        "Two halves, two caches. Where is the first one?",
        (("cache = (linear_cache, activation_cache)", "cache = activation_cache"),),
    ),
    Mistake(
        "linear_activation_forward",
        "the word in the cache",
        "The cache has a third part, the word of the activation.",
        "The pair of the docstring has two parts. Backward gets the word as an argument.",
        (("(linear_cache, activation_cache)", "(linear_cache, activation_cache, activation)"),),
    ),
    Mistake(
        "linear_activation_forward",
        "A_prev in the cache",
        "The second part of the cache is A_prev, where Z belongs.",
        "A_prev is in the linear cache already. What does the activation hand over?",
        (("(linear_cache, activation_cache)", "(linear_cache, A_prev)"),),
    ),
    Mistake(
        "linear_activation_forward",
        "output for the input in the cache",
        "The linear cache holds A, the output of the layer, where its input belongs.",
        ("When you write A = ..., the old A is gone. Does the cache still hold what came in?"),
        (("(linear_cache, activation_cache)", "((A, W, b), activation_cache)"),),
    ),
    Mistake(
        "linear_activation_forward",
        "the linear pair taken for Z",
        "linear_forward gives a pair, and the whole pair is taken for Z.",
        "Your linear_forward returns two things. How do you give each its own name?",
        """
def linear_activation_forward(A_prev, W, b, activation):
    Z = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z) if activation == "sigmoid" else relu(Z)
    return A, (Z[1], activation_cache)
""",
        code=("_name = linear_forward(*_)",),
    ),
    Mistake(
        "linear_activation_forward",
        "A alone",
        "Only A comes back, without the cache.",
        "Two things are returned. The way back will need the second one.",
        (("return A, cache", "return A"),),
    ),
    Mistake(
        "linear_activation_forward",
        "cache first",
        "The cache comes first and A second.",
        "In which order does the docstring name the two?",
        (("return A, cache", "return cache, A"),),
    ),
    Mistake(
        "linear_activation_forward",
        "return forgotten",
        "Nothing comes back: no return hands anything over.",
        "What does a Python function give whose last line is no return?",
        (("return A, cache", "A, cache"),),
        code=("not return _",),
    ),
    Mistake(
        "linear_activation_forward",
        "another error for an unknown word",
        "A word that is neither ends in another error than the ValueError of the docstring.",
        "What does the docstring list under Raises? An if and an elif leave a third way open.",
        (("    else:\n        raise ValueError(activation)\n", ""),),
        code=("_",),
    ),
    Mistake(
        "linear_activation_forward",
        "tanh for the sigmoid",
        'For "sigmoid" the activation is tanh, which runs from -1 to 1.',
        "Which of your functions has the name that comes as a word?",
        (("A, activation_cache = sigmoid(Z)", "A, activation_cache = np.tanh(Z), Z"),),
    ),
)
