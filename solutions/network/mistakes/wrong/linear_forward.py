"""Mistakes in linear_forward."""

from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "linear_forward",
        "W transposed",
        "W is transposed before the product.",
        (
            "Read the sizes that touch: (n, n_prev) and (n_prev, m). Do they agree without a "
            "transpose?"
        ),
        (("np.dot(W, A)", "np.dot(W.T, A)"),),
    ),
    Mistake(
        "linear_forward",
        "number by number",
        "W and A are multiplied number by number, where a matrix product belongs.",
        "* and @ are two products. Which one takes a row of W and a column of A?",
        (("np.dot(W, A)", "W * A"),),
    ),
    Mistake(
        "linear_forward",
        "bias forgotten",
        "The bias is not added.",
        "The formula has two terms. Where is the second one?",
        ((" + b\n", "\n"),),
    ),
    Mistake(
        "linear_forward",
        "A first",
        "The product has A first and W second.",
        "A @ W is something else than W @ A. Read the sizes that touch.",
        (("np.dot(W, A)", "np.dot(A, W)"),),
    ),
    Mistake(
        "linear_forward",
        "bias subtracted",
        "The bias is subtracted.",
        "Which sign stands before b in the formula?",
        ((" + b\n", " - b\n"),),
    ),
    Mistake(
        "linear_forward",
        "bias as a row",
        (
            "The bias is turned into a row, or made flat: then it belongs to examples and "
            "not to units."
        ),
        (
            "b is a column already, and NumPy repeats it for every example. Does it need a "
            "transpose?"
        ),
        ((" + b\n", " + b.T\n"),),
    ),
    Mistake(
        "linear_forward",
        "mean of the biases",
        "All units get one and the same bias, an average.",
        "Each unit has a bias of its own. What in your line makes one number of them?",
        ((" + b\n", " + b.mean()\n"),),
    ),
    Mistake(
        "linear_forward",
        "cache in another order",
        "The cache holds the three arrays in another order.",
        ("Everybody who opens the cache relies on the order of the docstring. Which one is it?"),
        (("cache = (A, W, b)", "cache = (W, A, b)"),),
        more=tuple(
            (("cache = (A, W, b)", f"cache = ({order})"),)
            for order in ("A, b, W", "W, b, A", "b, A, W", "b, W, A")
        ),
    ),
    Mistake(
        "linear_forward",
        "Z in the cache",
        "The cache holds Z, where A, the input of this layer, belongs.",
        "The cache is made of the three arguments. What is the first one?",
        (("cache = (A, W, b)", "cache = (Z, W, b)"),),
    ),
    Mistake(
        "linear_forward",
        "b not in the cache",
        "The cache has two parts, and b is missing.",
        "Count the arguments of the function, and the parts of its cache.",
        (("cache = (A, W, b)", "cache = (A, W)"),),
    ),
    Mistake(
        "linear_forward",
        "Z alone",
        "Only Z comes back, without the cache.",
        "Two things are returned. The way back will need the second one.",
        (("return Z, cache", "return Z"),),
    ),
    Mistake(
        "linear_forward",
        "squeezed",
        "Z is squeezed: with one unit or one example it loses an axis.",
        "Z is always a matrix, even with a single row. Which call takes an axis away?",
        (("return Z, cache", "return Z.squeeze(), cache"),),
    ),
    Mistake(
        "linear_forward",
        "b changed",
        "b is changed on the way: the caller's array is not what it was.",
        "b += ... writes into the array of the caller. Which form makes a new array?",
        (("    Z =", ("    b += 0.5\n    Z =")),),
    ),
    Mistake(
        "linear_forward",
        "a dictionary for a cache",
        "The cache is a dictionary, where a tuple is asked for.",
        (
            "linear_backward will unpack the cache into three names. What does a dictionary "
            "unpack into?"
        ),
        (("cache = (A, W, b)", 'cache = {"A": A, "W": W, "b": b}'),),
    ),
    Mistake(
        "linear_forward",
        "A transposed",
        "A is transposed before the product.",
        (
            "Read the sizes that touch: (n, n_prev) and (n_prev, m). Do they agree without a "
            "transpose?"
        ),
        (("np.dot(W, A)", "np.dot(W, A.T)"),),
    ),
    Mistake(
        "linear_forward",
        "both transposed",
        (
            "Both matrices are transposed, and their order is kept: the sizes that touch no "
            "longer agree."
        ),
        "The formula has no transpose at all.",
        (("np.dot(W, A)", "np.dot(W.T, A.T)"),),
    ),
    Mistake(
        "linear_forward",
        "Z transposed",
        "Z comes out with an example per row, where it should have an example per column.",
        "Which order of the product gives (n, m)? Nothing need be turned afterwards.",
        (("np.dot(W, A) + b", "(np.dot(W, A) + b).T"),),
    ),
    Mistake(
        "linear_forward",
        "bias before the product",
        "The bias is added to A, before the product.",
        "Python follows your brackets. What does b belong to, in the formula?",
        (("np.dot(W, A) + b", "np.dot(W, A + b)"),),
    ),
    Mistake(
        "linear_forward",
        "bias added to W",
        "The bias is added to W, before the product.",
        "Python follows your brackets. What does b belong to, in the formula?",
        (("np.dot(W, A) + b", "np.dot(W + b, A)"),),
    ),
    Mistake(
        "linear_forward",
        "bias multiplied",
        "The product is multiplied by b, where b should be added.",
        "Which sign stands between W A and b in the formula?",
        (("np.dot(W, A) + b", "np.dot(W, A) * b"),),
    ),
    Mistake(
        "linear_forward",
        "bias twice",
        "The bias is added twice.",
        "Look for every b in your lines. How often is it added?",
        (("+ b\n", "+ b + b\n"),),
    ),
    Mistake(
        "linear_forward",
        "the sum of the biases",
        "All units get one and the same bias, the sum of all.",
        "Each unit has a bias of its own. What in your line makes one number of them?",
        (("+ b\n", "+ np.sum(b)\n"),),
    ),
    Mistake(
        "linear_forward",
        "only the first bias",
        "Every unit gets the bias of the first one.",
        "b[0] is one entry of the column. What happens if you add the whole column?",
        (("+ b\n", "+ b[0]\n"),),
    ),
    Mistake(
        "linear_forward",
        "W changed",
        "W is changed on the way: the caller's array is not what it was.",
        "Which of your lines writes into an argument? Look for +=, *= and [...] =.",
        ((("\n    Z ="), ("\n    W *= 1.5\n    Z =")),),
    ),
    Mistake(
        "linear_forward",
        "relu of Z",
        "Z is sent through relu already.",
        "This is the linear half. Who applies the activation?",
        ((("+ b\n    cache"), ("+ b\n    Z = np.maximum(0, Z)\n    cache")),),
    ),
    Mistake(
        "linear_forward",
        "averaged over the units",
        "The product is divided by the number of examples.",
        "The 1/m belongs to the cost and to the gradients. Is there one in this formula?",
        (("np.dot(W, A)", "np.dot(W, A) / A.shape[1]"),),
    ),
    Mistake(
        "linear_forward",
        "float32",
        "Z is float32, which keeps half of the digits.",
        "Which call of yours asks for another dtype?",
        (("return Z, cache", "return Z.astype(np.float32), cache"),),
    ),
    Mistake(
        "linear_forward",
        "W transposed in the cache",
        "The cache holds W transposed.",
        "The cache is made of the arguments as they came in.",
        (("cache = (A, W, b)", "cache = (A, W.T, b)"),),
    ),
    Mistake(
        "linear_forward",
        "cache first",
        "The cache comes first and Z second.",
        "In which order does the docstring name the two?",
        (("return Z, cache", "return cache, Z"),),
    ),
    Mistake(
        "linear_forward",
        "Z and the three arguments in a row",
        "Four things come back in a row, where Z and one tuple are asked for.",
        "The cache is one thing, a tuple of three. How do you keep its parts together?",
        (("return Z, cache", "return (Z, *cache)"),),
    ),
    Mistake(
        "linear_forward",
        "return forgotten",
        "Nothing comes back: no return hands anything over.",
        "What does a Python function give whose last line is no return?",
        (("return Z, cache", "Z, cache"),),
        code=("not return _",),
    ),
    Mistake(
        "linear_forward",
        "last input only",
        "Only the last input of each unit counts, as where a sum in a loop is set anew in every turn.",
        "In a loop, Z = ... forgets what was there before. What keeps it?",
        (("np.dot(W, A)", "W[:, -1:] * A[-1:, :]"),),
    ),
)
