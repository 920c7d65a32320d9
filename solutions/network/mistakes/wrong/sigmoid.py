"""Mistakes in sigmoid."""

from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "sigmoid",
        "A in the cache",
        "The cache holds A, where backward will need Z.",
        (
            "Where on the curve was the function? Two numbers come in question, and one of "
            "them came in."
        ),
        (("cache = Z", "cache = A"),),
    ),
    Mistake(
        "sigmoid",
        "sign of the exponent",
        (
            "Large numbers come out near 0 and small ones near 1, as where the exponent has the wrong sign."
        ),
        "Try Z = 100 on paper. Should exp become huge or tiny?",
        (("np.exp(-Z)", "np.exp(Z)"),),
    ),
    Mistake(
        "sigmoid",
        "minus in the denominator",
        "The denominator subtracts exp where it should add it.",
        "What is your value at Z = 0? Half of the way would be 0.5.",
        (("1 + np.exp", "1 - np.exp"),),
    ),
    Mistake(
        "sigmoid",
        "brackets forgotten",
        "A is 1 + exp(-Z): nothing is divided by it, or brackets are missing.",
        "1 / 1 + x is not 1 / (1 + x). What belongs under the line of the fraction?",
        (("1 / (1 + np.exp(-Z))", "1 / 1 + np.exp(-Z)"),),
    ),
    Mistake(
        "sigmoid",
        "tanh",
        "This is tanh, which runs from -1 to 1.",
        "A probability is never negative. Between which numbers does your curve run?",
        (("1 / (1 + np.exp(-Z))", "np.tanh(Z)"),),
    ),
    Mistake(
        "sigmoid",
        "the slope in place of A",
        "This is the slope of the sigmoid, and not the sigmoid itself.",
        "The slope belongs to the way back. What does the formula of this step give?",
        (("cache = Z", "A = A * (1 - A)\n    cache = Z"),),
    ),
    Mistake(
        "sigmoid",
        "nan far out",
        "Far from zero, infinity is divided by infinity, which is nan.",
        (
            "Which of your exponentials grows without end on that side? Read the remark on "
            "large numbers."
        ),
        (("1 / (1 + np.exp(-Z))", "np.exp(2 * Z) / (np.exp(Z) + np.exp(2 * Z))"),),
    ),
    Mistake(
        "sigmoid",
        "A alone",
        "Only A comes back, without the cache.",
        "Two things are returned. What will the way back ask for?",
        (("return A, cache", "return A"),),
    ),
    Mistake(
        "sigmoid",
        "cache first",
        "The cache comes first and A second.",
        "In which order does the docstring name the two?",
        (("return A, cache", "return cache, A"),),
    ),
    Mistake(
        "sigmoid",
        "slope in the cache",
        "The cache holds the slope, where it should hold Z itself.",
        "The slope is the work of sigmoid_backward. What does it start from?",
        (("cache = Z", "cache = A * (1 - A)"),),
    ),
    Mistake(
        "sigmoid",
        "changes Z",
        "Z is changed on the way: the caller's array is not what it was.",
        "Z *= ... writes into the array of the caller. Which form makes a new array?",
        (("    A = 1 / (1 + np.exp(-Z))", ("    Z *= -1\n    A = 1 / (1 + np.exp(Z))")),),
    ),
    Mistake(
        "sigmoid",
        "rounded",
        "The values are rounded.",
        "A network needs all of its digits. Round when you print, if at all.",
        (("    cache", ("    A = np.round(A, 4)\n    cache")),),
    ),
    Mistake(
        "sigmoid",
        "flattened",
        "A is flat: it has lost the shape of Z.",
        "Every number of Z keeps its place. What in your line changes the shape?",
        (("np.exp(-Z)", "np.exp(-Z.ravel())"),),
    ),
    Mistake(
        "sigmoid",
        "float32",
        "A is float32, which keeps half of the digits.",
        "NumPy keeps float64 by itself. Which call asks for something else?",
        (("    cache", ("    A = A.astype(np.float32)\n    cache")),),
    ),
    Mistake(
        "sigmoid",
        "e to a power of 2",
        "The exponential is taken to base 2, not to base e.",
        "Which function of NumPy is the e of the formula?",
        (("np.exp(-Z)", "2.0 ** (-Z)"),),
    ),
    Mistake(
        "sigmoid",
        "exp alone",
        "A is exp(-Z), without the fraction around it.",
        "The formula has a fraction. What stands above its line, and what below?",
        (("1 / (1 + np.exp(-Z))", "np.exp(-Z)"),),
    ),
    Mistake(
        "sigmoid",
        "exp(Z) over 1 + exp(-Z)",
        "The two forms of the sigmoid are mixed: the top of one, the bottom of the other.",
        "Multiply top and bottom by the same number, or neither of them.",
        (("1 / (1 + np.exp(-Z))", "np.exp(Z) / (1 + np.exp(-Z))"),),
    ),
    Mistake(
        "sigmoid",
        "softmax",
        "The values are divided by their sum, so that they add up to 1: that is softmax.",
        ("Each number goes through the curve on its own, and knows nothing of its neighbours."),
        (("1 / (1 + np.exp(-Z))", "np.exp(Z - Z.max()) / np.sum(np.exp(Z - Z.max()))"),),
    ),
    Mistake(
        "sigmoid",
        "half of Z",
        "Z is halved before it goes into the exponential.",
        "Compare your exponent with that of the formula.",
        (("np.exp(-Z)", "np.exp(-Z / 2)"),),
    ),
    Mistake(
        "sigmoid",
        "the sign of Z in the cache",
        "The cache holds -Z.",
        "The cache is what came in. Which line turned its sign?",
        (("cache = Z", "cache = -Z"),),
    ),
    Mistake(
        "sigmoid",
        "a pair in the cache",
        "The cache is a pair of Z and A, where Z alone belongs.",
        "sigmoid_backward takes the cache for an array. What should it find there?",
        (("cache = Z", "cache = (Z, A)"),),
    ),
    Mistake(
        "sigmoid",
        "no cache",
        "The cache is None.",
        "What does the way back need to know? It is the simplest thing you have.",
        (("cache = Z", "cache = None"),),
    ),
    Mistake(
        "sigmoid",
        "clipped values",
        "The values are clipped, so that small probabilities become larger than they are.",
        "Far out the sigmoid may come as near to 0 as float64 can. Take the limit out.",
        (("1 / (1 + np.exp(-Z))", "np.clip(1 / (1 + np.exp(-Z)), 0.01, 0.99)"),),
    ),
    Mistake(
        "sigmoid",
        "clipped far out",
        (
            "Z is clipped before the exponential, so that everything far out gives one and "
            "the same value."
        ),
        ("The formula needs no limit: 1 / (1 + infinity) is 0. What happens beyond your limit?"),
        (("np.exp(-Z)", "np.exp(-np.clip(Z, -10, 10))"),),
    ),
    Mistake(
        "sigmoid",
        "one value for the whole array",
        "The whole array becomes a single number.",
        "A has the shape of Z. Which call of yours adds up or averages?",
        (("np.exp(-Z)", "np.exp(-Z.sum())"),),
    ),
    Mistake(
        "sigmoid",
        "return forgotten",
        "Nothing comes back: no return hands anything over.",
        "What does a Python function give whose last line is no return?",
        (("return A, cache", "A, cache"),),
        code=("not return _",),
    ),
    Mistake(
        "sigmoid",
        "math.exp",
        "math.exp takes one number, and Z is an array.",
        "Which module has an exp for whole arrays?",
        """
import math

def sigmoid(Z):
    return 1 / (1 + math.exp(-Z)), Z
""",
        code=("math.exp(_)", "exp(_)"),
    ),
    Mistake(
        "sigmoid",
        "twice as steep",
        "The curve is twice too steep: it is the sigmoid of 2 Z.",
        "What is your value at Z = 1? With tanh, only half of Z goes in.",
        (("np.exp(-Z)", "np.exp(-2 * Z)"),),
        more=("\ndef sigmoid(Z):\n    return (1 + np.tanh(Z)) / 2, Z\n",),
    ),
)
