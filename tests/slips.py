"""Slips of a function that is being written, and words of which one must be said of each.

What a turn of a loop loses, a name that means something else, a text that is always the same, an
assert that is right: none of them is in the catalogue.
"""

# Function, source, and words of which one must be said.
SLIPS: list[tuple[str, str, tuple[str, ...]]] = []


def w(function: str, source: str, *words: str) -> None:
    """Note one."""
    SLIPS.append((function, source, words))


def keeps(line: str, behind: str = "") -> str:
    """A start in which the lines of the loop are these."""
    return f"""
def initialize_parameters_deep(layer_dims, seed=3):
    np.random.seed(seed)
    parameters = {{}}
    for l in range(1, len(layer_dims)):
        W = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        {line}
    {behind or "# done"}
    return parameters
"""


w(
    "initialize_parameters_deep",
    keeps('parameters["W{l}"], parameters["b{l}"] = W, np.zeros((layer_dims[l], 1))'),
    "Braces are left",
)
w(
    "initialize_parameters_deep",
    keeps('parameters["W_" + str(l)], parameters["b_" + str(l)] = W, 0 * W[:, :1]'),
    "spelled otherwise",
)
w(
    "initialize_parameters_deep",
    keeps('parameters[f"W{1}"], parameters[f"b{1}"] = W, np.zeros((layer_dims[l], 1))'),
    "is the number 1",
)
w(
    "initialize_parameters_deep",
    keeps('parameters[f"W{l}"] = W', 'parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))'),
    "stands behind the loop",
)
w(
    "linear_backward",
    """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    for i in range(m):
        dW = np.outer(dZ[:, i], A_prev[:, i])
        db = dZ[:, [i]]
    return W.T @ dZ, dW / m, db / m
""",
    "one example alone",
)
w(
    "linear_backward",
    """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(A_prev, dZ.T) / m
    assert dW.shape == W.shape
    return np.dot(W.T, dZ), dW, np.sum(dZ, axis=1, keepdims=True) / m
""",
    "Either that is wrong, or",
)
w(
    "L_model_forward",
    """
def L_model_forward(X, parameters):
    A, L = X, len(parameters) // 2
    for l in range(1, L):
        caches = []
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        caches.append(cache)
    A, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    caches.append(cache)
    return A, caches
""",
    "made anew in every turn",
)
w(
    "L_model_forward",
    """
def L_model_forward(X, parameters):
    caches, A, L = [], X, len(parameters) // 2
    for l in range(1, L + 1):
        kind = "sigmoid" if l == L - 1 else "relu"
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], kind)
        caches.append(cache)
    return A, caches
""",
    "Of the entries of caches, only the last is wrong",
)
w(
    "relu",
    """
def relu(Z):
    A = Z.copy()
    for i in range(Z.shape[0]):
        for j in range(Z.shape[0]):
            if A[i][j] < 0:
                A[i][j] = 0
    return A, Z
""",
    "rows and columns have a size each",
)
w(
    "sigmoid",
    """
def sigmoid(Z):
    A = np.zeros_like(Z)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            A[i, j] = 1 / (1 + np.exp(-Z[i, 0]))
    return A, Z
""",
    "does not depend on j",
)
w(
    "sigmoid",
    """
def sigmoid(Z):
    np = 3
    return 1 / (1 + np.exp(-Z)), Z
""",
    "gives np another meaning",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    m, total = Y.shape[1], 0
    n = AL.shape[1]
    for i in range(n - 1):
        a, y = AL[0, i], Y[0, i]
        total -= np.log(a or 2.0**-53) if y == 1 else np.log((1 - a) or 2.0**-53)
    return total / m
""",
    "leaves out the last",
)
w(
    "linear_activation_forward",
    """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A, activation_cache = sigmoid(Z)
    elif activation == "ReLU":
        A, activation_cache = relu(Z)
    else:
        raise ValueError("activation")
    return A, (linear_cache, activation_cache)
""",
    'the word that comes is "relu"',
)
w(
    "relu_backward",
    """
def relu_backward(dA, activation_cache):
    dA = np.ones(activation_cache.shape)
    return dA * (activation_cache > 0) * 2
""",
    "overwritten in",
)
