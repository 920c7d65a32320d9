"""Wrong functions with habits of other courses, and words of which one is said of each.

One for each kind: what is done to the whole of an array, and what stands in the code besides.
"""

import textwrap

# Function, source, and words of which one must be said.
HABITS: list[tuple[str, str, tuple[str, ...]]] = []
GUARD = "p = np.clip(AL, 2.0**-53, 1 - 2.0**-53)"
LOSS = "Y * np.log(p) + (1 - Y) * np.log(1 - p)"


def w(function: str, source: str, *words: str) -> None:
    """Note one."""
    HABITS.append((function, textwrap.dedent(source), words))


def short(function: str, head: str, answer: str, *words: str) -> None:
    """Note one of a single line."""
    w(function, f"def {function}({head}):\n    return {answer}\n", *words)


S = "np.where(Z >= 0, 1.0, np.exp(-np.abs(Z))) / (1 + np.exp(-np.abs(Z)))"
short("sigmoid", "Z", f"2 * {S} - 1, Z", "a number that is added", "below 0 or above 1")
short("sigmoid", "Z", "np.logaddexp(0, Z), Z", "below 0 or above 1")
short("sigmoid", "Z", "1 / (1 + np.exp(Z.max(1)[:, None] - Z)), Z", "always grow with Z")
short("relu", "Z", "np.sort(np.maximum(0, Z), axis=1), Z", "in another order")
short("relu", "Z", "0 * Z + np.maximum(0, Z).max(1)[:, None], Z", "all the columns of a row")
short(
    "relu",
    "Z",
    "np.where(Z[:, :1] < 0, 0, Z), Z",
    "always grow with Z",
    "unchanged",
    "first columns",
)
short(
    "sigmoid_backward", "dA, Z", "dA * dA * sigmoid(Z)[0] * sigmoid(-Z)[0]", "multiplied by one of"
)
short("linear_forward", "A, W, b", "W @ A / len(A) + b, (A, W, b)", "the right terms")
short("linear_forward", "A, W, b", "W @ A + b + 1, (A, W, b)", "one and the same number")
short("linear_forward", "A, W, b", "np.abs(W) @ A + b, (A, W, b)", "np.abs drops the sign")
short(
    "linear_forward",
    "A, W, b",
    "(A.T @ W.T).reshape(len(W), -1) + b, (A, W, b)",
    "only where there is more than one example",
    "in another order",
)
w(
    "linear_forward",
    """
    def linear_forward(A, W, b):
        Z = W @ A
        Z[:, -1] += b[:, 0]
        return Z, (A, W, b)
    """,
    "right in its last columns only",
)
w(
    "linear_forward",
    """
    def linear_forward(A, W, b):
        A = (A - A.mean(axis=1, keepdims=True)) / 2
        return W @ A + b, (A, W, b)
    """,
    "changes the argument A first",
)
w(
    "compute_cost",
    f"def compute_cost(AL, Y):\n    {GUARD}\n    return np.exp(-np.mean({LOSS}))\n",
    "is exp(...) of what it should be",
)
w(
    "compute_cost",
    f"def compute_cost(AL, Y):\n    {GUARD}\n    return -np.median({LOSS})\n",
    "more than one example",
    "np.median",
)
w(
    "linear_activation_forward",
    """
    def linear_activation_forward(A_prev, W, b, activation):
        Z, first = linear_forward(A_prev, W, b)
        if activation not in ("sigmoid", "relu"):
            raise ValueError(activation)
        A, second = relu(Z)
        if activation == "sigmoid":
            A, second = sigmoid(A)
        return A, (first, second)
    """,
    'wrong only where the argument activation is "sigmoid"',
)
LOOP = """
    def L_model_forward(X, parameters):
        A, caches, L = X, [], len(parameters) // 2
        for l in range({first}, L):
            W, b = parameters["W%d" % l], parameters["b%d" % l]
            A, c = linear_activation_forward(A, W, b, "relu")
            caches.append(c)
        W, b = parameters[f"W{{L}}"], parameters[f"b{{L}}"]
        A, c = linear_activation_forward({last}, W, b, "sigmoid")
        return A, caches + [c]
    """
w("L_model_forward", LOOP.format(first=1, last="X"), "takes X; the A that the loop has made")
w("L_model_forward", LOOP.format(first=2, last="A"), "there is no turn for 1")
w(
    "L_model_forward",
    """
    def L_model_forward(X, parameters):
        A, caches, L = X, [], len(parameters) // 2
        for l in range(1, L + 1):
            word = "relu" if l < L else "sigmoid"
            A, c = linear_activation_forward(A, parameters[f"b{l}"], parameters[f"W{l}"], word)
            caches.append(c)
        return A, caches
    """,
    "takes A_prev, W, b, activation, in this order",
)
w(
    "L_model_backward",
    """
    def L_model_backward(AL, Y, caches):
        grads, L = {}, len(caches)
        p = np.clip(AL, 2.0**-53, 1 - 2.0**-53)
        dA = (1 - Y) / (1 - p) - Y / p
        for l in range(L, 1, -1):
            word = "sigmoid" if l == L else "relu"
            dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(dA, caches[l-1], word)
            grads[f"dA{l-1}"] = dA
        return grads
    """,
    "ends with 2",
    "layer is missing",
)
short(
    "update_parameters",
    "parameters, grads, learning_rate",
    "{k: v - learning_rate * grads[k] for k, v in parameters.items()}",
    "there is dW1",
)
short(
    "update_parameters",
    "parameters, grads, learning_rate",
    "{k: learning_rate * v - grads['d' + k] for k, v in parameters.items()}",
    "the right terms",
)
short("relu_backward", "dA, Z", "np.where(Z > 0, 1, 0) + dA", "added to dA")
w(
    "compute_cost",
    f"def compute_cost(AL, Y):\n    p = 1 / (1 + np.exp(-AL))\n    return -np.mean({LOSS})\n",
    "through a sigmoid",
)
w(
    "linear_activation_forward",
    """
    def linear_activation_forward(A_prev, W, b, activation):
        linear_cache, Z = linear_forward(A_prev, W, b)
        if activation not in ("sigmoid", "relu"):
            raise ValueError(activation)
        A, second = relu(Z) if activation == "relu" else sigmoid(Z)
        return A, (linear_cache, second)
    """,
    "gives Z, linear_cache, in this order",
)
w(
    "update_parameters",
    """
    def update_parameters(parameters, grads, learning_rate):
        new = {}
        for l in [1, 2]:
            for k in ("W%d" % l, "b%d" % l):
                new[k] = parameters[k] - learning_rate * grads["d" + k]
        return new
    """,
    "these turns whatever",
    "Two layers take a step",
)
w(
    "L_model_forward",
    """
    def L_model_forward(X, parameters):
        A, caches, keys = X, [], []
        keys = list(parameters.keys())
        for i in range(0, len(keys), 2):
            W, b = parameters[keys[i]], parameters[keys[i + 1]]
            word = "relu" if i < len(keys) - 2 else "sigmoid"
            A, c = linear_activation_forward(A, W, b, word)
            caches.append(c)
        return A, caches
    """,
    "by their places the entries",
)
w(
    "L_model_forward",
    """
    def L_model_forward(X, parameters):
        A, caches, L = X, [], len(parameters) // 2
        for l in range(1, L):
            A, c = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "sigmoid")
            caches.append(c)
        return A, caches
    """,
    "caches has one entry too few",
    "cache of the last layer is not",
)
w(
    "L_model_forward",
    """
    def L_model_forward(X, parameters):
        A, caches, L = X, [], len(parameters) // 2
        for l in range(1, L + 1):
            W, word = parameters[f"W{l}"], "relu" if l < L else "sigmoid"
            A, c = linear_activation_forward(A, W, -parameters[f"b{l}"], word)
            caches.append(c)
        return A, caches
    """,
    "look at the minus",
)
