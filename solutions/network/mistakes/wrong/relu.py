"""Mistakes in relu."""

from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "relu",
        "leaky",
        "Negative numbers keep a small part of themselves: that is a leaky relu.",
        "What is max(0, -2)? Nothing of the -2 is left.",
        (("np.maximum(0, Z)", "np.maximum(0.01 * Z, Z)"),),
    ),
    Mistake(
        "relu",
        "absolute value",
        "Negative numbers come out positive.",
        "max(0, -2) is not 2. What becomes of negative numbers in the formula?",
        (("np.maximum(0, Z)", "np.abs(Z)"),),
    ),
    Mistake(
        "relu",
        "a step",
        "Positive numbers come out as 1, where they should stay as they are.",
        "What is max(0, 3)? The mask tells where, not how much.",
        (("np.maximum(0, Z)", "(Z > 0).astype(float)"),),
    ),
    Mistake(
        "relu",
        "minimum",
        "The smaller of 0 and Z is kept, where the larger one belongs.",
        "Read the formula aloud: is it min or max?",
        (("maximum", "minimum"),),
    ),
    Mistake(
        "relu",
        "max along an axis",
        ("The largest number of each column comes back, where each number is compared with 0."),
        "Two functions have nearly the same name. Which one takes two things to compare?",
        (("np.maximum(0, Z)", "np.max(Z, 0)"),),
    ),
    Mistake(
        "relu",
        "ceiling at 1",
        "Everything above 1 is cut off at 1.",
        "What is max(0, 5)? Relu has a floor and no ceiling.",
        (("np.maximum(0, Z)", "np.clip(Z, 0, 1)"),),
    ),
    Mistake(
        "relu",
        "A in the cache",
        "The cache holds A, where backward will need Z.",
        "The cache is what came in, before anything was cut off.",
        (("cache = Z", "cache = A"),),
    ),
    Mistake(
        "relu",
        "changes Z",
        "Z is changed on the way: the caller's array is not what it was.",
        (
            "Writing into Z[...] writes into the array of the caller. Which function makes a "
            "new one?"
        ),
        (("    A = np.maximum(0, Z)", ("    Z[Z < 0] = 0\n    A = Z")),),
    ),
    Mistake(
        "relu",
        "A alone",
        "Only A comes back, without the cache.",
        "Two things are returned, as for the sigmoid.",
        (("return A, cache", "return A"),),
    ),
    Mistake(
        "relu",
        "one question for the whole array",
        ("A yes-or-no question such as Z > 0, or Python's max, is put to the whole array at once."),
        (
            "Each number has an answer of its own. Which function of NumPy compares number "
            "by number?"
        ),
        (("np.maximum(0, Z)", "Z if Z > 0 else 0"),),
    ),
    Mistake(
        "relu",
        "cache first",
        "The cache comes first and A second.",
        "In which order does the docstring name the two?",
        (("return A, cache", "return cache, A"),),
    ),
    Mistake(
        "relu",
        "Z itself",
        "A is Z itself: negative numbers come through.",
        ("Which line of yours puts the 0 in the place of negative numbers? Is its result used?"),
        (("A = np.maximum(0, Z)", "A = Z"),),
    ),
    Mistake(
        "relu",
        "sigmoid",
        "This is the sigmoid again, not the relu.",
        "Relu has no exponential. Look at its formula.",
        (("np.maximum(0, Z)", "1 / (1 + np.exp(-Z))"),),
    ),
    Mistake(
        "relu",
        "floor at 1",
        "The floor is 1 where it should be 0.",
        "Which number is compared with Z in the formula?",
        (("np.maximum(0, Z)", "np.maximum(1, Z)"),),
    ),
    Mistake(
        "relu",
        "sign turned",
        "Negative numbers are kept, with their sign turned, and positive ones become 0.",
        "Try Z = 3 and Z = -3 on your line. Which of them should come through?",
        (("np.maximum(0, Z)", "np.maximum(0, -Z)"),),
    ),
    Mistake(
        "relu",
        "softplus",
        "This is softplus, a smooth relative of the relu.",
        "At Z = 0 relu gives exactly 0. What does yours give?",
        (("np.maximum(0, Z)", "np.log(1 + np.exp(Z))"),),
    ),
    Mistake(
        "relu",
        "the mask in the cache",
        "The cache holds the mask of what is positive, where it should hold Z.",
        "The mask is quickly made when it is needed. What should the way back find?",
        (("cache = Z", "cache = Z > 0"),),
    ),
    Mistake(
        "relu",
        "the slope in the cache",
        "The cache holds the slope, 1 or 0, where it should hold Z.",
        "The slope is the work of relu_backward. What does it start from?",
        (("cache = Z", "cache = (Z > 0).astype(float)"),),
    ),
    Mistake(
        "relu",
        "whole numbers",
        "A holds whole numbers: what is behind the point is lost.",
        "Which call of yours asks for int?",
        (("np.maximum(0, Z)", "np.maximum(0, Z).astype(int)"),),
    ),
    Mistake(
        "relu",
        "flattened",
        "A is flat: it has lost the shape of Z.",
        "Z[Z > 0] and ravel give flat arrays. What keeps every number in its place?",
        (("np.maximum(0, Z)", "np.maximum(0, Z).ravel()"),),
    ),
    Mistake(
        "relu",
        "only what is positive",
        "Negative numbers are thrown away, where they should become 0.",
        "A has the shape of Z. How many numbers has yours?",
        (("np.maximum(0, Z)", "Z[Z > 0]"),),
    ),
    Mistake(
        "relu",
        "nan for 0",
        "0 / 0 is nan where Z is exactly 0.",
        "What is your formula at Z = 0? Try it on paper.",
        (("np.maximum(0, Z)", "np.maximum(0, Z) * Z / Z"),),
    ),
    Mistake(
        "relu",
        "return forgotten",
        "Nothing comes back: no return hands anything over.",
        "What does a Python function give whose last line is no return?",
        (("return A, cache", "A, cache"),),
        code=("not return _",),
    ),
    Mistake(
        "relu",
        "a pair in the cache",
        "The cache is a pair of Z and A, where Z alone belongs.",
        "relu_backward takes the cache for an array. What should it find there?",
        (("cache = Z", "cache = (Z, A)"),),
    ),
)
