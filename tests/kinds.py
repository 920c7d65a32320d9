"""Wrong functions of kinds that were met in other people's code, and words of which one is said.

One for each kind: two faults at once, a counter in the wrong place, what is handed over twice.
"""

import textwrap

# Function, source, and words of which one must be said.
KINDS: list[tuple[str, str, tuple[str, ...]]] = []
GUARD = "AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)"
LOSS = "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)"


def w(function: str, source: str, *words: str) -> None:
    """Note one."""
    KINDS.append((function, textwrap.dedent(source), words))


def cost(line: str, *words: str) -> None:
    """Note a cost, with its guard."""
    w("compute_cost", f"def compute_cost(AL, Y):\n    {GUARD}\n    return {line}\n", *words)


cost(f"int(-np.sum({LOSS}) / Y.shape[1])", "int drops")
cost(f"-np.sum({LOSS}, axis=0) / Y.shape[1]", "their sum is the right one")
cost(f"-np.max({LOSS})", "smallest loss")
cost("-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1) - AL)", "bracket closes early")
cost("-np.mean(Y * np.log1p(AL) + (1 - Y) * np.log1p(-AL))", "the logarithm of 1 + x")
cost("np.mean(Y * np.log10(AL) + (1 - Y) * np.log10(1 - AL))", "base 10")
cost(f"-np.mean({LOSS}) + 0.01", "one and the same number")
w(
    "sigmoid",
    "def sigmoid(Z):\n    return np.round(1 / (1 + np.exp(-Z)), 3), Z\n",
    "A is rounded",
)
w(
    "linear_forward",
    """
def linear_forward(A, W, b):
    Z = np.zeros((W.shape[0], A.shape[1]))
    for i in range(W.shape[0]):
        for j in range(A.shape[1]):
            for k in range(A.shape[0]):
                Z[i, j] += W[i, k] * A[k, i]
    return Z + b, (A, W, b)
""",
    "j runs over the columns of A",
)
w(
    "linear_forward",
    "def linear_forward(A, W, b):\n    return W @ A, (b, W, A)\n",
    "which is added or left out",
)
w(
    "linear_backward",
    """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    return W.T @ dZ, dZ @ A_prev.T / dZ.shape[1], np.full(b.shape, dZ.mean())
""",
    "one and the same number",
)
for lines, words in (
    (('"W{l}"', '"W{l}"', '"relu"'), "handed over twice"),
    (('"W{l}"', '"b{l}"', "relu"), "the function itself"),
    (('"W{l}"', '"b{l}"', '"relu", keep=1'), "In this course it is linear_activation_forward(A_"),
):
    W, b, word = lines
    w(
        "L_model_forward",
        f"""
def L_model_forward(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        if l == L:
            W, b = parameters[f"W{{l}}"], parameters[f"b{{l}}"]
            A, c = linear_activation_forward(A, W, b, "sigmoid")
        else:
            A, c = linear_activation_forward(A, parameters[f{W}], parameters[f{b}], {word})
        caches.append(c)
    return A, caches
""",
        words,
    )
w(
    "L_model_forward",
    """
def L_model_forward(X, parameters):
    A, caches = X, []
    for l in range(1, len(parameters) // 2):
        A, c = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        caches.append(c)
    A, c = linear_activation_forward(
        A, parameters["W" + str(l + 1)], parameters["b" + str(l + 1)], "sigmoid"
    )
    return A, [*caches, c]
""",
    "the loop has made no turn",
)
BACK = """
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = %s
    for l in reversed(range(L)):
        dA, dW, db = linear_activation_backward(dA, caches[l], %s)
        grads[f"dA{l}"], grads[f"dW{l + 1}"], grads[f"db{l + 1}"] = dA, %s
    return grads
"""
WORD = '"sigmoid" if l == L - 1 else "relu"'
w(
    "L_model_backward",
    BACK % ("Y / AL - (1 - Y) / (1 - AL)", '"sigmoid"', "dW, db"),
    "back through the sigmoid",
)
w("L_model_backward", BACK % ("(1 - Y) / (1 - AL) - Y / AL", WORD, "db, dW"), "changed places")
for default in ("2500", "3000"):
    for rows in ("", "print_cost and "):
        if default == "3000" or not rows:
            w(
                "L_layer_model",
                f"""
def L_layer_model(
    X, Y, layers_dims, learning_rate=0.0075, num_iterations={default}, print_cost=False
):
    parameters, costs = initialize_parameters_scaled(layers_dims), []
    {"" if rows else "X, Y = X[:, :64], Y[:, :64]"}
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if {rows}i % 100 == 0:
            costs.append(compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs
""",
                "No cost is kept" if rows else "a part of the examples",
            )
w(
    "predict",
    """
def predict(X, parameters):
    AL, _ = L_model_forward(X, parameters)
    p = np.zeros(AL.shape)
    for i in range(AL.shape[0]):
        p[0, i] = AL[0, i] > 0.5
    return p
""",
    "in the place of the columns",
    "Only the first example",
)
w(
    "predict",
    "def predict(X, parameters):\n    return (L_model_forward(X, parameters)[0] > 0.9) * 1\n",
    "above one half",
)
w(
    "predict",
    """
def predict(X, parameters):
    AL, _ = L_model_forward(X, parameters)
    for i in range(AL.shape[1]):
        p = np.zeros(AL.shape)
        p[:, i] = AL[:, i] > 0.5
    return p
""",
    "p is made anew in every turn",
)
w(
    "L_model_backward",
    """
def L_model_backward(AL, Y, caches):
    grads, dA = {}, (1 - Y) / (1 - AL) - Y / AL
    for l in reversed(range(len(caches))):
        kind = "sigmoid" if l == len(caches) - 1 else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l], kind)
        grads[f"dA{l}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads
""",
    "one layer too low",
)
