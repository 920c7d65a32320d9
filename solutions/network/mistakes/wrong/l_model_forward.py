"""Mistakes in L_model_forward."""

from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "L_model_forward",
        "the last layer given an older A",
        "The last layer is given what the last hidden layer was given, and not what that made.",
        "After the loop two names are left. Which of them holds what the last turn has made?",
        (('(A, W, b, "sigmoid")', '(A_prev, W, b, "sigmoid")'),),
    ),
    Mistake(
        "L_model_forward",
        "stale l in the last layer",
        "After the loop, the last layer takes the W and b of the layer before it.",
        "Which number has l when the loop is over? And which number has the last layer?",
        (
            (
                'parameters["W" + str(L)], parameters["b" + str(L)]',
                'parameters["W" + str(l)], parameters["b" + str(l)]',
            ),
        ),
    ),
    Mistake(
        "L_model_forward",
        "X into every layer",
        "Every layer is given X, where each should take what the one before it made.",
        "What goes into layer 2? Follow the name A through one turn of your loop.",
        (("A_prev = A\n", "A_prev = X\n"),),
    ),
    Mistake(
        "L_model_forward",
        "last cache missing",
        "The cache of the last layer is not in the list.",
        "One cache per layer. What happens to the cache after the loop?",
        ((("    caches.append(cache)\n    return"), "    return"),),
    ),
    Mistake(
        "L_model_forward",
        "relu in the last layer",
        "The last layer uses relu, where the sigmoid belongs.",
        "The answer should be a probability. Which activation gives one?",
        (('"sigmoid"', '"relu"'),),
    ),
    Mistake(
        "L_model_forward",
        "sigmoid in every layer",
        "Every layer uses the sigmoid, the hidden ones too.",
        "Which word do the hidden layers get in the formulas?",
        (('"relu"', '"sigmoid"'),),
    ),
    Mistake(
        "L_model_forward",
        "beyond the last layer",
        "A W is asked for that lies beyond the last layer.",
        "How many entries has each layer in parameters? Print the numbers of your loop.",
        (("len(parameters) // 2", "len(parameters)"),),
        code=("_",),
    ),
    Mistake(
        "L_model_forward",
        "a hidden layer skipped",
        "The last hidden layer is left out.",
        "range stops before its end. Write down which l your loop meets for L = 3.",
        (("range(1, L)", "range(1, L - 1)"),),
    ),
    Mistake(
        "L_model_forward",
        "W1 for every layer",
        "Every hidden layer uses the weights of layer 1.",
        "How does the number of the layer get into the key?",
        (("str(l)", "str(1)"),),
    ),
    Mistake(
        "L_model_forward",
        "caches last layer first",
        "The caches stand in the list from the last layer to the first.",
        "The docstring wants layer 1 first. At which end does append put things?",
        (("append(cache)", "insert(0, cache)"),),
    ),
    Mistake(
        "L_model_forward",
        "caches thrown away",
        "Only the last cache is in the list.",
        "Where is the list made: before the loop, or in it?",
        (("        caches.append(cache)\n", "        caches = []\n"),),
    ),
    Mistake(
        "L_model_forward",
        "last hidden layer returned",
        "What comes back is the A of the last hidden layer, not that of the last layer.",
        "Two names, A and AL. Which one holds the probabilities?",
        (("return AL, caches", "return A, caches"),),
    ),
    Mistake(
        "L_model_forward",
        "AL alone",
        "Only AL comes back, without the caches.",
        "Two things are returned. The way back will need the second one.",
        (("return AL, caches", "return AL"),),
    ),
    Mistake(
        "L_model_forward",
        "two layers always",
        "Two layers are run through, whatever parameters holds.",
        "How many layers has a network with W1, W2, W3? Ask the dictionary.",
        (("len(parameters) // 2", "2"),),
    ),
    Mistake(
        "L_model_forward",
        "first layer twice",
        "Layer 1 is run through twice.",
        "Write down which l your loop meets, one after the other.",
        (("range(1, L)", "[1, *range(1, L)]"),),
    ),
    Mistake(
        "L_model_forward",
        "last layer twice",
        "Layer L is run through twice: with relu first, and then with the sigmoid.",
        "Write down the last l of your loop. Which layer comes after it?",
        (("range(1, L)", "range(1, L + 1)"),),
    ),
    Mistake(
        "L_model_forward",
        "sigmoid layers, relu at the end",
        "The words are exchanged: sigmoid in the hidden layers, relu in the last.",
        "Which layer gives the probability?",
        (
            ('"relu"', '"_"'),
            ('"sigmoid"', '"relu"'),
            ('"_"', '"sigmoid"'),
        ),
    ),
    Mistake(
        "L_model_forward",
        "first layer with the sigmoid",
        "The first layer uses the sigmoid.",
        "Which layers are hidden? The first one is among them.",
        (('A_prev, W, b, "relu"', 'A_prev, W, b, "relu" if l > 1 else "sigmoid"'),),
    ),
    Mistake(
        "L_model_forward",
        "sigmoid one layer early",
        "The layer before the last has the sigmoid, and the last one relu.",
        "Which number has the last layer, and which is the last turn of your loop?",
        (
            ('A_prev, W, b, "relu"', 'A_prev, W, b, "relu" if l < L - 1 else "sigmoid"'),
            ('A, W, b, "sigmoid"', 'A, W, b, "relu"'),
        ),
    ),
    Mistake(
        "L_model_forward",
        "sigmoid in the first layer alone",
        "The first layer has the sigmoid, and the others, the last one too, have relu.",
        "Which layer makes the probabilities, and what is its number?",
        (
            ('A_prev, W, b, "relu"', 'A_prev, W, b, "relu" if l > 1 else "sigmoid"'),
            ('A, W, b, "sigmoid"', 'A, W, b, "relu" if L > 1 else "sigmoid"'),
        ),
    ),
    Mistake(
        "L_model_forward",
        "last layer without activation",
        "The last layer has no activation: AL is its Z.",
        "A probability lies between 0 and 1. Which function makes one of Z?",
        (("return AL, caches", "return cache[1], caches"),),
    ),
    Mistake(
        "L_model_forward",
        "the input put into the caches",
        "The list of caches starts with one entry too many.",
        "One cache per layer. What is in yours before the loop starts?",
        (("caches = []", "caches = [X]"),),
    ),
    Mistake(
        "L_model_forward",
        "activations in the list",
        "The list holds the A of each layer, where the caches belong.",
        "linear_activation_forward returns two things. Which of them goes into the list?",
        (("caches.append(cache)", "caches.append(A)"),),
    ),
    Mistake(
        "L_model_forward",
        "linear caches only",
        "The list holds only the linear half of each cache.",
        "The whole cache of a layer goes into the list, both of its parts.",
        (("caches.append(cache)", "caches.append(cache[0])"),),
    ),
    Mistake(
        "L_model_forward",
        "last cache twice",
        "The cache of the last layer is in the list twice.",
        "Count: how many caches should there be, and how many are there?",
        (("return AL, caches", "return AL, [*caches, cache]"),),
    ),
    Mistake(
        "L_model_forward",
        "caches kept from call to call",
        ("The list is kept from one call to the next, and still holds the caches of the last one."),
        (
            "A default such as caches=[] is made once, not at every call. Where should a new "
            "one be made?"
        ),
        """
def L_model_forward(X, parameters, caches=[]):
    A = X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        A, cache = linear_activation_forward(A, W, b, "sigmoid" if l == L else "relu")
        caches.append(cache)
    return A, caches
""",
    ),
    Mistake(
        "L_model_forward",
        "every bias is b1",
        "Every layer adds the bias of layer 1.",
        "Look at the key of the bias: how does the number of the layer get into it?",
        (
            (
                'b = parameters["W" + str(l)], parameters["b" + str(l)]',
                'b = parameters["W" + str(l)], parameters["b1"]',
            ),
        ),
    ),
    Mistake(
        "L_model_forward",
        "keys from 0",
        "W0 is asked for, but the keys count the layers from 1.",
        "The input is layer 0, and has no weights. Which number has the first layer?",
        (("range(1, L)", "range(L - 1)"),),
        code=("_",),
    ),
    Mistake(
        "L_model_forward",
        "first layer only",
        "Only the first layer is run through, as where a loop is over after one turn.",
        "How many turns does your loop make? And how far is your return indented?",
        (
            (
                ('\n    W, b = parameters["W" + str(L)]'),
                ('\n        return A, caches\n    W, b = parameters["W" + str(L)]'),
            ),
        ),
    ),
    Mistake(
        "L_model_forward",
        "X changed",
        "X is changed on the way: the caller's array is not what it was.",
        ("A = X makes no copy: it is a second name for one array. Which line writes into it?"),
        (("A = X", ("X /= 2\n    A = X")),),
    ),
    Mistake(
        "L_model_forward",
        "biases left out",
        "The biases are not used.",
        "linear_activation_forward takes three arrays. What do you hand it for b?",
        (
            (
                "caches = []",
                (
                    "caches = []\n"
                    '    parameters = {k: (v * 0 if k[0] == "b" else v) for k, v in parameters.items()}'
                ),
            ),
        ),
    ),
    Mistake(
        "L_model_forward",
        "AL squeezed",
        "AL is squeezed: with one output it loses an axis.",
        "AL has one column per example and one row per output, even if that is one row.",
        (("return AL, caches", "return np.squeeze(AL), caches"),),
    ),
    Mistake(
        "L_model_forward",
        "AL transposed",
        "AL comes back with an example per row.",
        "The columns are the examples, all the way through the network.",
        (("return AL, caches", "return AL.T, caches"),),
    ),
    Mistake(
        "L_model_forward",
        "answers in place of probabilities",
        "What comes back are the answers 0 and 1, not the probabilities.",
        "The line at one half is drawn later, in notebook 6. What does the sigmoid give?",
        (("return AL, caches", "return (AL > 0.5).astype(float), caches"),),
    ),
    Mistake(
        "L_model_forward",
        "caches first",
        "The caches come first and AL second.",
        "In which order does the docstring name the two?",
        (("return AL, caches", "return caches, AL"),),
    ),
    Mistake(
        "L_model_forward",
        "a tuple of one list too many",
        "Each cache lies in a list of its own.",
        "append adds its argument as it is. Which brackets are too many?",
        (("caches.append(cache)", "caches.append([cache])"),),
    ),
    Mistake(
        "L_model_forward",
        "return forgotten",
        "Nothing comes back: no return hands anything over.",
        "What does a Python function give whose last line is no return?",
        (("return AL, caches", "AL, caches"),),
        code=("not return _",),
    ),
    Mistake(
        "L_model_forward",
        "in the order of the dictionary",
        "The layers are taken in the order in which the dictionary holds them, whatever the keys say.",
        "A dictionary has no first key. How do you ask it for W2?",
        """
def L_model_forward(X, parameters):
    caches, A, arrays = [], X, list(parameters.values())
    L = len(arrays) // 2
    for l in range(L):
        A, cache = linear_activation_forward(
            A, arrays[2 * l], arrays[2 * l + 1], "sigmoid" if l == L - 1 else "relu"
        )
        caches.append(cache)
    return A, caches
""",
        code=("parameters.values()", "parameters.items()", "_ in parameters"),
    ),
    Mistake(
        "L_model_forward",
        "keys sorted as texts",
        "From layer 10 on the layers come in another order, as where the keys are sorted as texts.",
        "In which order does Python sort the texts W2 and W10?",
        """
def L_model_forward(X, parameters):
    caches, A, L = [], X, len(parameters) // 2
    names = sorted(name for name in parameters if name[0] == "W")
    for l, name in enumerate(names, 1):
        W, b = parameters[name], parameters["b" + name[1:]]
        A, cache = linear_activation_forward(A, W, b, "sigmoid" if l == L else "relu")
        caches.append(cache)
    return A, caches
""",
        code=("sorted(*_)", "_.sort()"),
    ),
    Mistake(
        "L_model_forward",
        "the last digit of a key",
        "Layers from 10 on are not found: only one digit of a key's number is read.",
        "What is the last letter of W12? And its number?",
        """
def L_model_forward(X, parameters):
    caches, A = [], X
    L = max(int(name[-1]) for name in parameters)
    for l in range(1, L + 1):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        A, cache = linear_activation_forward(A, W, b, "sigmoid" if l == L else "relu")
        caches.append(cache)
    return A, caches
""",
    ),
    Mistake(
        "L_model_forward",
        "the sigmoid once more",
        "AL is sent through the sigmoid once more, behind the last layer.",
        "What has the last layer done already, before it gives you AL?",
        (("    return AL", "    AL, _ = sigmoid(AL)\n    return AL"),),
    ),
)
