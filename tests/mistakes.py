"""Wrong implementations that people really write, and right ones that look different.

CLASSIC holds every function in the style of the classic text, its faults corrected. A mistake is
an edit of it, (old, new), or several, or a whole source: so it differs from code that every check
accepts by the mistake alone. The names under PUBLISHED are those of the list of mistakes found in
forum threads and public answers; the rest were collected while teaching and building the kit.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from tqdm.auto import tqdm

import solutions

Edit = tuple[str, str]
Change = str | list[Edit]


def source_of(function: str, change: Change) -> str:
    """Give the source that a change makes of a function's classic form."""
    if isinstance(change, str):
        return change
    source = CLASSIC[function]
    for old, new in change:
        if old not in source:
            raise ValueError(f"{old!r} is not in the classic {function}")
        source = source.replace(old, new)
    return source


def define(function: str, source: str) -> Callable[..., Any]:
    """Define a function beside NumPy and the reference's other functions, as in a notebook."""
    namespace: dict[str, Any] = {"np": np, "tqdm": tqdm}
    namespace |= {name: getattr(solutions, name) for name in solutions.__all__}
    exec(compile(source, f"<{function}>", "exec"), namespace)
    return namespace[function]


CLASSIC: dict[str, str] = {
    "initialize_parameters": """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    np.random.seed(seed)
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros((n_y, 1))
    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    return parameters
""",
    "initialize_parameters_deep": """
def initialize_parameters_deep(layer_dims, seed=3):
    np.random.seed(seed)
    parameters = {}
    L = len(layer_dims)
    for l in range(1, L):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
""",
    "sigmoid": """
def sigmoid(Z):
    A = 1 / (1 + np.exp(-Z))
    cache = Z
    return A, cache
""",
    "relu": """
def relu(Z):
    A = np.maximum(0, Z)
    cache = Z
    return A, cache
""",
    "linear_forward": """
def linear_forward(A, W, b):
    Z = np.dot(W, A) + b
    cache = (A, W, b)
    return Z, cache
""",
    "linear_activation_forward": """
def linear_activation_forward(A_prev, W, b, activation):
    if activation == "sigmoid":
        Z, linear_cache = linear_forward(A_prev, W, b)
        A, activation_cache = sigmoid(Z)
    elif activation == "relu":
        Z, linear_cache = linear_forward(A_prev, W, b)
        A, activation_cache = relu(Z)
    cache = (linear_cache, activation_cache)
    return A, cache
""",
    "L_model_forward": """
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        W, b = parameters["W" + str(l)], parameters["b" + str(l)]
        A, cache = linear_activation_forward(A_prev, W, b, "relu")
        caches.append(cache)
    W, b = parameters["W" + str(L)], parameters["b" + str(L)]
    AL, cache = linear_activation_forward(A, W, b, "sigmoid")
    caches.append(cache)
    return AL, caches
""",
    "compute_cost": """
def compute_cost(AL, Y):
    m = Y.shape[1]
    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)
    logprobs = Y * np.log(AL) + (1 - Y) * np.log(1 - AL)
    cost = -(1 / m) * np.sum(logprobs)
    cost = np.squeeze(cost)
    return cost
""",
    "sigmoid_backward": """
def sigmoid_backward(dA, activation_cache):
    Z = activation_cache
    s = 1 / (1 + np.exp(-Z))
    dZ = dA * s * (1 - s)
    return dZ
""",
    "relu_backward": """
def relu_backward(dA, activation_cache):
    Z = activation_cache
    dZ = np.array(dA, copy=True)
    dZ[Z <= 0] = 0
    return dZ
""",
    "linear_backward": """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = (1 / m) * np.dot(dZ, A_prev.T)
    db = (1 / m) * np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db
""",
    "linear_activation_backward": """
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
    dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db
""",
    "L_model_backward": """
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    Y = Y.reshape(AL.shape)
    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    current_cache = caches[L - 1]
    dA_prev, dW, db = linear_activation_backward(dAL, current_cache, "sigmoid")
    grads["dA" + str(L - 1)] = dA_prev
    grads["dW" + str(L)] = dW
    grads["db" + str(L)] = db
    for l in reversed(range(L - 1)):
        current_cache = caches[l]
        dA = grads["dA" + str(l + 1)]
        dA_prev, dW, db = linear_activation_backward(dA, current_cache, "relu")
        grads["dA" + str(l)] = dA_prev
        grads["dW" + str(l + 1)] = dW
        grads["db" + str(l + 1)] = db
    return grads
""",
    "update_parameters": """
def update_parameters(parameters, grads, learning_rate):
    parameters = {name: array.copy() for name, array in parameters.items()}
    L = len(parameters) // 2
    for l in range(L):
        parameters["W" + str(l + 1)] -= learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] -= learning_rate * grads["db" + str(l + 1)]
    return parameters
""",
    "initialize_parameters_scaled": """
def initialize_parameters_scaled(layer_dims, seed=1):
    np.random.seed(seed)
    parameters = {}
    for l in range(1, len(layer_dims)):
        W = np.random.randn(layer_dims[l], layer_dims[l - 1]) / np.sqrt(layer_dims[l - 1])
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
""",
    "two_layer_model": """
def two_layer_model(
    X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False
):
    costs = []
    n_x, n_h, n_y = layers_dims
    parameters = initialize_parameters(n_x, n_h, n_y)
    for i in range(num_iterations):
        W1, b1 = parameters["W1"], parameters["b1"]
        W2, b2 = parameters["W2"], parameters["b2"]
        A1, cache1 = linear_activation_forward(X, W1, b1, "relu")
        A2, cache2 = linear_activation_forward(A1, W2, b2, "sigmoid")
        cost = compute_cost(A2, Y)
        dA2 = -(np.divide(Y, A2) - np.divide(1 - Y, 1 - A2))
        dA1, dW2, db2 = linear_activation_backward(dA2, cache2, "sigmoid")
        dA0, dW1, db1 = linear_activation_backward(dA1, cache1, "relu")
        grads = {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
        if i % 100 == 0:
            costs.append(cost)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs
""",
    "L_layer_model": """
def L_layer_model(
    X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False
):
    costs = []
    parameters = initialize_parameters_scaled(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        if i % 100 == 0:
            costs.append(cost)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs
""",
    "predict": """
def predict(X, parameters):
    probas, caches = L_model_forward(X, parameters)
    p = np.zeros(probas.shape)
    p[probas > 0.5] = 1
    return p
""",
}

_DW = 'parameters["W" + str(l + 1)] -= learning_rate * grads["dW" + str(l + 1)]'
_RELU_CALL = 'linear_activation_backward(dA, current_cache, "relu")'

PUBLISHED: dict[tuple[str, str], Change] = {
    ("initialize_parameters", "uniform instead of normal"): [("randn", "rand")],
    ("initialize_parameters", "all-zero weights (symmetry)"): [
        ("np.random.randn(n_h, n_x) * 0.01", "np.zeros((n_h, n_x))"),
        ("np.random.randn(n_y, n_h) * 0.01", "np.zeros((n_y, n_h))"),
    ],
    ("initialize_parameters", "rank-1 biases"): [("np.zeros((n_h, 1))", "np.zeros(n_h)")],
    ("initialize_parameters", "passes tuple to randn"): [("randn(n_h, n_x)", "randn((n_h, n_x))")],
    ("initialize_parameters_deep", "range(1, L-1): last layer missing"): [
        ("range(1, L)", "range(1, L - 1)")
    ],
    ("initialize_parameters_deep", "range(L): W0 uses layer_dims[-1]"): [
        ("range(1, L)", "range(L)")
    ],
    ("initialize_parameters_deep", "W shape (l-1, l)"): [
        ("randn(layer_dims[l], layer_dims[l - 1])", "randn(layer_dims[l - 1], layer_dims[l])")
    ],
    ("sigmoid", "caches A instead of Z"): [("cache = Z", "cache = A")],
    ("sigmoid_backward", "sigma'(Z)=Z(1-Z)"): [("dA * s * (1 - s)", "dA * Z * (1 - Z)")],
    ("sigmoid_backward", "matrix product instead of elementwise"): [
        ("dA * s * (1 - s)", "np.dot(dA, (s * (1 - s)).T)")
    ],
    ("relu_backward", "masks on dA>0"): [("Z <= 0", "dA <= 0")],
    ("relu_backward", "mutates dA in place"): [("np.array(dA, copy=True)", "dA")],
    ("linear_forward", "W.T"): [("np.dot(W, A)", "np.dot(W.T, A)")],
    ("linear_forward", "elementwise"): [("np.dot(W, A)", "W * A")],
    ("linear_forward", "drops bias"): [(" + b\n", "\n")],
    ("L_model_forward", "sigmoid layer uses W(l), not W(L)"): [
        (
            'parameters["W" + str(L)], parameters["b" + str(L)]',
            'parameters["W" + str(l)], parameters["b" + str(l)]',
        )
    ],
    ("L_model_forward", "feeds X at every layer"): [("A_prev = A\n", "A_prev = X\n")],
    ("L_model_forward", "forgets to append last cache"): [
        ("    caches.append(cache)\n    return", "    return")
    ],
    ("compute_cost", "divides by 2m (MSE habit)"): [("1 / m", "1 / (2 * m)")],
    ("compute_cost", "drops (1-Y) term"): [(" + (1 - Y) * np.log(1 - AL)", "")],
    ("compute_cost", "sum of outer product Y.T@log(AL)"): [
        (
            "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)",
            "np.dot(Y.T, np.log(AL)) + np.dot((1 - Y).T, np.log(1 - AL))",
        )
    ],
    ("compute_cost", "no sum (vector cost)"): [("np.sum(logprobs)", "logprobs")],
    ("linear_backward", "1/m also on dA_prev"): [("np.dot(W.T, dZ)", "(1 / m) * np.dot(W.T, dZ)")],
    ("linear_backward", "db: np.sum over everything (scalar)"): [
        ("np.sum(dZ, axis=1, keepdims=True)", "np.sum(dZ)")
    ],
    ("linear_backward", "db: no keepdims (rank-1)"): [(", keepdims=True", "")],
    ("linear_backward", "db: squeeze (SEED)"): [
        ("np.sum(dZ, axis=1, keepdims=True)", "np.squeeze(np.sum(dZ, axis=1, keepdims=True))")
    ],
    ("linear_backward", "db: axis=0"): [("axis=1", "axis=0")],
    ("linear_backward", "dW elementwise"): [("np.dot(dZ, A_prev.T)", "np.multiply(A_prev, dZ)")],
    ("linear_activation_backward", "relu branch uses sigmoid_backward"): [
        ("relu_backward", "sigmoid_backward")
    ],
    ("linear_activation_backward", "passes linear_cache to activation backward"): [
        ("relu_backward(dA, activation_cache)", "relu_backward(dA, linear_cache[0])")
    ],
    ("L_model_backward", "dAL sign flipped (whole)"): [("dAL = -(", "dAL = (")],
    ("L_model_backward", "dAL: + between terms"): [(" - np.divide(1", " + np.divide(1")],
    ("L_model_backward", "dAL = AL - Y, then sigmoid'"): [
        ("-(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))", "AL - Y")
    ],
    ("L_model_backward", "every layer reuses dA of last (str(L-1))"): [
        ('dA = grads["dA" + str(l + 1)]', 'dA = grads["dA" + str(L - 1)]')
    ],
    ("L_model_backward", "uses dAL in loop (SEED)"): [
        ('dA = grads["dA" + str(l + 1)]', "dA = dAL")
    ],
    ("L_model_backward", "cache index reversed: caches[L-2-l]"): [
        ("caches[l]", "caches[L - 2 - l]")
    ],
    ("L_model_backward", "hidden layers always use caches[0]"): [("caches[l]", "caches[0]")],
    ("L_model_backward", "sigmoid on every layer"): [
        (_RELU_CALL, _RELU_CALL.replace("relu", "sigmoid"))
    ],
    ("L_model_backward", "old dA naming: dA(l+1) stores dA_prev (2017 v1-v3)"): [
        ('grads["dA" + str(L - 1)] = dA_prev', 'grads["dA" + str(L)] = dA_prev'),
        ('dA = grads["dA" + str(l + 1)]', 'dA = grads["dA" + str(l + 2)]'),
        ('grads["dA" + str(l)] = dA_prev', 'grads["dA" + str(l + 1)] = dA_prev'),
    ],
    ("update_parameters", "in place -= on shared arrays"): [
        ("parameters = {name: array.copy() for name, array in parameters.items()}", "pass")
    ],
    ("update_parameters", "returns the untouched input dict"): [
        ("    parameters = {", "    params = parameters\n    parameters = {"),
        ("return parameters", "return params"),
    ],
}

COLLECTED: dict[tuple[str, str], Change] = {
    # initialize_parameters
    ("initialize_parameters", "forgets the 0.01"): [(" * 0.01", "")],
    ("initialize_parameters", "0.1 for 0.01"): [("0.01", "0.1")],
    ("initialize_parameters", "divides by 0.01"): [("* 0.01", "/ 0.01")],
    ("initialize_parameters", "ignores the seed"): [("seed(seed)", "seed(1)")],
    ("initialize_parameters", "no seed at all"): [("np.random.seed(seed)", "np.random.seed()")],
    ("initialize_parameters", "seeds again before W2"): [
        ("    W2 =", "    np.random.seed(seed)\n    W2 =")
    ],
    ("initialize_parameters", "draws W2 first"): """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    np.random.seed(seed)
    W2 = np.random.randn(n_y, n_h) * 0.01
    W1 = np.random.randn(n_h, n_x) * 0.01
    return {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}
""",
    ("initialize_parameters", "draws the biases"): [
        ("np.zeros((n_h, 1))", "np.random.randn(n_h, 1)")
    ],
    ("initialize_parameters", "biases of one"): [("np.zeros", "np.ones")],
    ("initialize_parameters", "biases as rows"): [("(n_h, 1)", "(1, n_h)")],
    ("initialize_parameters", "one output whatever n_y"): [
        ("randn(n_y, n_h)", "randn(1, n_h)"),
        ("(n_y, 1)", "(1, 1)"),
    ],
    ("initialize_parameters", "W1 transposed"): [("randn(n_h, n_x)", "randn(n_x, n_h)")],
    ("initialize_parameters", "W1 drawn transposed"): [("randn(n_h, n_x)", "randn(n_x, n_h).T")],
    ("initialize_parameters", "a Generator in place of the classic stream"): [
        ("np.random.seed(seed)", "rng = np.random.default_rng(seed)"),
        ("np.random.randn(n_h, n_x)", "rng.standard_normal((n_h, n_x))"),
        ("np.random.randn(n_y, n_h)", "rng.standard_normal((n_y, n_h))"),
    ],
    ("initialize_parameters", "float32"): [
        ("* 0.01", "* np.float32(0.01)"),
        ("W1 = np.random.randn(n_h, n_x)", "W1 = np.random.randn(n_h, n_x).astype(np.float32)"),
    ],
    ("initialize_parameters", "biases of integers"): [
        ("np.zeros((n_h, 1))", "np.zeros((n_h, 1), int)")
    ],
    ("initialize_parameters", "returns a tuple"): [("return parameters", "return W1, b1, W2, b2")],
    ("initialize_parameters", "forgets the return"): [("    return parameters\n", "")],
    ("initialize_parameters", "keys in small letters"): [('"W1"', '"w1"'), ('"W2"', '"w2"')],
    ("initialize_parameters", "forgets a key"): [(', "b2": b2', "")],
    # initialize_parameters_deep
    ("initialize_parameters_deep", "L = len // 2"): [("len(layer_dims)", "len(layer_dims) // 2")],
    ("initialize_parameters_deep", "forgets the 0.01"): [(" * 0.01", "")],
    ("initialize_parameters_deep", "another default seed"): [("seed=3", "seed=1")],
    ("initialize_parameters_deep", "ignores the seed"): [("seed(seed)", "seed(3)")],
    ("initialize_parameters_deep", "seeds again in every layer"): [
        ("    for l in range(1, L):\n", "    for l in range(1, L):\n        np.random.seed(seed)\n")
    ],
    ("initialize_parameters_deep", "divides by the root of the layer before"): [
        ("* 0.01", "/ np.sqrt(layer_dims[l - 1])")
    ],
    ("initialize_parameters_deep", "keys from 0"): [("str(l)", "str(l - 1)")],
    ("initialize_parameters_deep", "biases as rows"): [
        ("(layer_dims[l], 1)", "(1, layer_dims[l])")
    ],
    ("initialize_parameters_deep", "biases of the layer before"): [
        ("zeros((layer_dims[l], 1))", "zeros((layer_dims[l - 1], 1))")
    ],
    ("initialize_parameters_deep", "rank-1 biases"): [("(layer_dims[l], 1)", "layer_dims[l]")],
    ("initialize_parameters_deep", "draws the last layer first"): [
        ("range(1, L)", "reversed(range(1, L))")
    ],
    ("initialize_parameters_deep", "uses up layer_dims"): [
        ("    return", "    layer_dims.pop()\n    return")
    ],
    ("initialize_parameters_deep", "only ever two layers"): [("L = len(layer_dims)", "L = 3")],
    ("initialize_parameters_deep", "lists in place of arrays"): [
        ("np.zeros((layer_dims[l], 1))", "np.zeros((layer_dims[l], 1)).tolist()")
    ],
    # sigmoid
    ("sigmoid", "the sign of the exponent"): [("np.exp(-Z)", "np.exp(Z)")],
    ("sigmoid", "1 - exp"): [("1 + np.exp", "1 - np.exp")],
    ("sigmoid", "brackets forgotten"): [("1 / (1 + np.exp(-Z))", "1 / 1 + np.exp(-Z)")],
    ("sigmoid", "tanh"): [("1 / (1 + np.exp(-Z))", "np.tanh(Z)")],
    ("sigmoid", "exp(Z) / (1 + exp(Z)) and the mirror forgotten: nan far out"): [
        ("1 / (1 + np.exp(-Z))", "np.exp(2 * Z) / (np.exp(Z) + np.exp(2 * Z))")
    ],
    ("sigmoid", "returns A alone"): [("return A, cache", "return A")],
    ("sigmoid", "cache first"): [("return A, cache", "return cache, A")],
    ("sigmoid", "its slope in the cache"): [("cache = Z", "cache = A * (1 - A)")],
    ("sigmoid", "changes Z"): [
        ("    A = 1 / (1 + np.exp(-Z))", "    Z *= -1\n    A = 1 / (1 + np.exp(Z))")
    ],
    ("sigmoid", "rounds"): [("    cache", "    A = np.round(A, 4)\n    cache")],
    ("sigmoid", "flattens"): [("np.exp(-Z)", "np.exp(-Z.ravel())")],
    ("sigmoid", "float32"): [("    cache", "    A = A.astype(np.float32)\n    cache")],
    # relu
    ("relu", "leaky"): [("np.maximum(0, Z)", "np.maximum(0.01 * Z, Z)")],
    ("relu", "absolute value"): [("np.maximum(0, Z)", "np.abs(Z)")],
    ("relu", "the step, not the ramp"): [("np.maximum(0, Z)", "(Z > 0).astype(float)")],
    ("relu", "np.minimum"): [("maximum", "minimum")],
    ("relu", "np.max in place of np.maximum"): [("np.maximum(0, Z)", "np.max(Z, 0)")],
    ("relu", "clipped at 1"): [("np.maximum(0, Z)", "np.clip(Z, 0, 1)")],
    ("relu", "caches A instead of Z"): [("cache = Z", "cache = A")],
    ("relu", "changes Z in place"): [("    A = np.maximum(0, Z)", "    Z[Z < 0] = 0\n    A = Z")],
    ("relu", "returns A alone"): [("return A, cache", "return A")],
    ("relu", "if on a whole array"): [("np.maximum(0, Z)", "Z if Z > 0 else 0")],
    # linear_forward
    ("linear_forward", "A first"): [("np.dot(W, A)", "np.dot(A, W)")],
    ("linear_forward", "subtracts the bias"): [(" + b\n", " - b\n")],
    ("linear_forward", "bias as a row"): [(" + b\n", " + b.T\n")],
    ("linear_forward", "the mean of the biases"): [(" + b\n", " + b.mean()\n")],
    ("linear_forward", "cache in another order"): [("cache = (A, W, b)", "cache = (W, A, b)")],
    ("linear_forward", "Z in the cache"): [("cache = (A, W, b)", "cache = (Z, W, b)")],
    ("linear_forward", "forgets b in the cache"): [("cache = (A, W, b)", "cache = (A, W)")],
    ("linear_forward", "returns Z alone"): [("return Z, cache", "return Z")],
    ("linear_forward", "flattens Z"): [("return Z, cache", "return Z.squeeze(), cache")],
    ("linear_forward", "adds the bias in place"): [
        ("    Z =", "    b += 0.5\n    Z ="),
    ],
    ("linear_forward", "a dictionary for a cache"): [
        ("cache = (A, W, b)", 'cache = {"A": A, "W": W, "b": b}')
    ],
    # linear_activation_forward
    ("linear_activation_forward", "activations exchanged"): [
        ('"sigmoid"', '"_"'),
        ('"relu"', '"sigmoid"'),
        ('"_"', '"relu"'),
    ],
    ("linear_activation_forward", "always relu"): [("sigmoid(Z)", "relu(Z)")],
    ("linear_activation_forward", "always sigmoid"): [("relu(Z)", "sigmoid(Z)")],
    ("linear_activation_forward", "caches exchanged"): [
        ("(linear_cache, activation_cache)", "(activation_cache, linear_cache)")
    ],
    ("linear_activation_forward", "the linear cache alone"): [
        ("cache = (linear_cache, activation_cache)", "cache = linear_cache")
    ],
    ("linear_activation_forward", "a flat cache"): [
        ("(linear_cache, activation_cache)", "(*linear_cache, activation_cache)")
    ],
    ("linear_activation_forward", "A in the activation cache"): [
        ("(linear_cache, activation_cache)", "(linear_cache, A)")
    ],
    ("linear_activation_forward", "returns Z"): [("return A, cache", "return Z, cache")],
    ("linear_activation_forward", "forgets the activation"): [
        ("A, activation_cache = relu(Z)", "A, activation_cache = Z, Z")
    ],
    ("linear_activation_forward", "the activation before the linear half"): [
        (
            "linear_forward(A_prev, W, b)\n        A, activation_cache = relu(Z)",
            "linear_forward(relu(A_prev)[0], W, b)\n        A, activation_cache = Z, Z",
        )
    ],
    ("linear_activation_forward", "the pair of relu taken for A"): [
        ("A, activation_cache = relu(Z)", "A = activation_cache = relu(Z)")
    ],
    ("linear_activation_forward", "knows only relu"): [('activation == "sigmoid"', "False")],
    # L_model_forward
    ("L_model_forward", "relu in the last layer"): [('"sigmoid"', '"relu"')],
    ("L_model_forward", "sigmoid in every layer"): [('"relu"', '"sigmoid"')],
    ("L_model_forward", "L = len(parameters)"): [("len(parameters) // 2", "len(parameters)")],
    ("L_model_forward", "skips the last hidden layer"): [("range(1, L)", "range(1, L - 1)")],
    ("L_model_forward", "every layer uses W1"): [("str(l)", "str(1)")],
    ("L_model_forward", "caches last layer first"): [("append(cache)", "insert(0, cache)")],
    ("L_model_forward", "keeps only the last cache"): [
        ("        caches.append(cache)\n", "        caches = []\n")
    ],
    ("L_model_forward", "returns A of the last hidden layer"): [
        ("return AL, caches", "return A, caches")
    ],
    ("L_model_forward", "returns AL alone"): [("return AL, caches", "return AL")],
    ("L_model_forward", "only ever two layers"): [("len(parameters) // 2", "2")],
    ("L_model_forward", "the first layer twice"): [("range(1, L)", "[1, *range(1, L)]")],
    # compute_cost
    ("compute_cost", "forgets the minus"): [("-(1 / m)", "(1 / m)")],
    ("compute_cost", "forgets the average"): [("-(1 / m)", "-1")],
    ("compute_cost", "m from the wrong axis"): [("Y.shape[1]", "Y.shape[0]")],
    ("compute_cost", "log10"): [("np.log(", "np.log10(")],
    ("compute_cost", "log2"): [("np.log(", "np.log2(")],
    ("compute_cost", "Y and AL exchanged in the logs"): [
        ("np.log(AL) + (1 - Y) * np.log(1 - AL)", "np.log(1 - AL) + (1 - Y) * np.log(AL)")
    ],
    ("compute_cost", "minus between the terms"): [(" + (1 - Y)", " - (1 - Y)")],
    ("compute_cost", "drops the Y term"): [("Y * np.log(AL) + (1", "(1")],
    ("compute_cost", "mean squared error"): [
        ("Y * np.log(AL) + (1 - Y) * np.log(1 - AL)", "-((Y - AL) ** 2)")
    ],
    ("compute_cost", "no guard: nan where AL is 0 or 1"): [
        ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", "")
    ],
    ("compute_cost", "a guard that changes ordinary probabilities"): [
        ("2.0**-53, 1 - 2.0**-53", "0.2, 0.8")
    ],
    ("compute_cost", "adds 0.001 in the logs"): [("np.log(AL)", "np.log(AL + 1e-3)")],
    ("compute_cost", "rounds to four digits"): [("np.squeeze(cost)", "round(cost, 4)")],
    ("compute_cost", "keeps an array of rank 2"): [("np.squeeze(cost)", "np.array([[cost]])")],
    ("compute_cost", "a text"): [("np.squeeze(cost)", "str(cost)")],
    ("compute_cost", "prints in place of returning"): [("return cost", "print(cost)")],
    ("compute_cost", "clips AL in place"): [
        ("AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 0.3, 0.7, out=AL)")
    ],
    # sigmoid_backward
    ("sigmoid_backward", "s of dA"): [("np.exp(-Z)", "np.exp(-dA)")],
    ("sigmoid_backward", "forgets dA"): [("dA * s", "s")],
    ("sigmoid_backward", "s (1 + s)"): [("1 - s", "1 + s")],
    ("sigmoid_backward", "forgets 1 - s"): [(" * (1 - s)", "")],
    ("sigmoid_backward", "s squared"): [("s * (1 - s)", "s**2")],
    ("sigmoid_backward", "the slope of tanh"): [("s * (1 - s)", "(1 - np.tanh(Z) ** 2)")],
    ("sigmoid_backward", "the pair of sigmoid taken for s"): [
        ("1 / (1 + np.exp(-Z))", "sigmoid(Z)")
    ],
    ("sigmoid_backward", "divides by the slope"): [("dA * s * (1 - s)", "dA / (s * (1 - s))")],
    ("sigmoid_backward", "scales dA in place"): [
        ("dZ = dA * s * (1 - s)", "dA *= s * (1 - s)\n    dZ = dA")
    ],
    ("sigmoid_backward", "inf / inf far out: nan"): [
        ("1 / (1 + np.exp(-Z))", "1 / (1 + np.exp(-Z))"),
        (
            "dA * s * (1 - s)",
            "dA * np.exp(-2 * Z) / (np.exp(-Z) + np.exp(-2 * Z)) ** 2 * np.exp(-Z)",
        ),
    ],
    # relu_backward
    ("relu_backward", "passes the gradient at 0"): [("Z <= 0", "Z < 0")],
    ("relu_backward", "masks the positive side"): [("Z <= 0", "Z > 0")],
    ("relu_backward", "the slope without dA"): [("np.array(dA, copy=True)", "np.ones_like(dA)")],
    ("relu_backward", "relu of dA"): [("    return dZ", "    return np.maximum(0, dZ)")],
    ("relu_backward", "Z in place of dA"): [("np.array(dA, copy=True)", "np.array(Z)")],
    ("relu_backward", "times Z"): [("return dZ", "return dZ * Z")],
    ("relu_backward", "leaky"): [("dZ[Z <= 0] = 0", "dZ[Z <= 0] *= 0.01")],
    ("relu_backward", "drops what it masks"): [("dZ[Z <= 0] = 0", "dZ = dZ[Z > 0]")],
    ("relu_backward", "changes the cache"): [("    dZ[Z", "    Z[Z < 0] = 0\n    dZ[Z")],
    ("relu_backward", "integers"): [("return dZ", "return dZ.astype(int)")],
    # linear_backward
    ("linear_backward", "dW not averaged"): [("dW = (1 / m) * ", "dW = ")],
    ("linear_backward", "db not averaged"): [("db = (1 / m) * ", "db = ")],
    ("linear_backward", "m from the wrong axis"): [("A_prev.shape[1]", "A_prev.shape[0]")],
    ("linear_backward", "m from W"): [("A_prev.shape[1]", "W.shape[1]")],
    ("linear_backward", "dW transposed"): [("np.dot(dZ, A_prev.T)", "np.dot(A_prev, dZ.T)")],
    ("linear_backward", "W not transposed"): [("np.dot(W.T, dZ)", "np.dot(W, dZ)")],
    ("linear_backward", "dA_prev from A_prev"): [("np.dot(W.T, dZ)", "np.dot(W.T, W @ A_prev)")],
    ("linear_backward", "adds b to dA_prev"): [("np.dot(W.T, dZ)", "np.dot(W.T, dZ + b)")],
    ("linear_backward", "results in another order"): [
        ("return dA_prev, dW, db", "return dW, db, dA_prev")
    ],
    ("linear_backward", "dW and db exchanged"): [
        ("return dA_prev, dW, db", "return dA_prev, db, dW")
    ],
    ("linear_backward", "forgets dA_prev"): [("return dA_prev, dW, db", "return dW, db")],
    ("linear_backward", "db averaged twice"): [("np.sum(dZ, axis=1", "np.mean(dZ, axis=1")],
    ("linear_backward", "db of the last example"): [
        ("np.sum(dZ, axis=1, keepdims=True)", "dZ[:, -1:]")
    ],
    ("linear_backward", "db as a row"): [
        ("np.sum(dZ, axis=1, keepdims=True)", "np.sum(dZ, axis=1, keepdims=True).T")
    ],
    ("linear_backward", "dW with the minus of the update"): [("dW = (1 / m)", "dW = -(1 / m)")],
    ("linear_backward", "averages dZ in place"): [
        ("    dW = (1 / m) * np.dot", "    dZ /= m\n    dW = np.dot")
    ],
    ("linear_backward", "integer division"): [("(1 / m)", "(1 // m)")],
    # linear_activation_backward
    ("linear_activation_backward", "activations exchanged"): [
        ('"sigmoid"', '"_"'),
        ('"relu"', '"sigmoid"'),
        ('"_"', '"relu"'),
    ],
    ("linear_activation_backward", "always relu"): [
        ("sigmoid_backward(dA, activation_cache)", "relu_backward(dA, activation_cache)")
    ],
    ("linear_activation_backward", "forgets the activation"): [
        ("linear_backward(dZ, linear_cache)", "linear_backward(dA, linear_cache)")
    ],
    ("linear_activation_backward", "caches exchanged"): [
        ("linear_cache, activation_cache = cache", "activation_cache, linear_cache = cache")
    ],
    ("linear_activation_backward", "the whole cache to the linear half"): [
        ("linear_backward(dZ, linear_cache)", "linear_backward(dZ, cache)")
    ],
    ("linear_activation_backward", "forgets the return"): [("    return dA_prev, dW, db\n", "")],
    ("linear_activation_backward", "gives dZ for dA_prev"): [("return dA_prev", "return dZ")],
    ("linear_activation_backward", "knows only relu"): [('activation == "sigmoid"', "False")],
    ("linear_activation_backward", "the forward function on the way back"): [
        ("sigmoid_backward(dA, activation_cache)", "dA * sigmoid(activation_cache)[0]")
    ],
    ("linear_activation_backward", "the slope applied twice"): [
        ("    dA_prev, dW", "    dZ = relu_backward(dZ, activation_cache)\n    dA_prev, dW")
    ],
    # L_model_backward
    ("L_model_backward", "relu in the last layer"): [('"sigmoid"', '"relu"')],
    ("L_model_backward", "dAL averaged: 1/m twice"): [("dAL = -(", "dAL = -(1 / Y.shape[1]) * (")],
    ("L_model_backward", "the last dA passed to every layer but the next"): [
        ('dA = grads["dA" + str(l + 1)]', 'dA = grads["dA" + str(min(l + 2, L - 1))]')
    ],
    ("L_model_backward", "skips layer 1"): [("range(L - 1)", "range(1, L - 1)")],
    ("L_model_backward", "from the front to the back"): [
        ("reversed(range(L - 1))", "range(L - 1)")
    ],
    ("L_model_backward", "only the last layer"): [("reversed(range(L - 1))", "[]")],
    ("L_model_backward", "keys dW from 0"): [
        ('"dW" + str(L)', '"dW" + str(L - 1)'),
        ('"dW" + str(l + 1)', '"dW" + str(l)'),
    ],
    ("L_model_backward", "db holds dW"): [("str(l + 1)] = db", "str(l + 1)] = dW")],
    ("L_model_backward", "no dA among the gradients"): [
        ("return grads", 'return {k: v for k, v in grads.items() if not k.startswith("dA")}')
    ],
    ("L_model_backward", "dA keys one too high"): [
        (
            "return grads",
            'return {(f"dA{int(k[2:]) + 1}" if k[:2] == "dA" else k): v for k, v in grads.items()}',
        )
    ],
    ("L_model_backward", "no guard: nan where AL is 0 or 1"): [
        ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", "")
    ],
    ("L_model_backward", "a guard that changes ordinary probabilities"): [
        ("2.0**-53, 1 - 2.0**-53", "0.4, 0.6")
    ],
    ("L_model_backward", "last layer's cache for every layer"): [("caches[l]", "caches[L - 1]")],
    ("L_model_backward", "uses up the caches"): [("caches[L - 1]", "caches.pop()")],
    ("L_model_backward", "a list in place of a dictionary"): [
        ("return grads", "return list(grads.values())")
    ],
    ("L_model_backward", "1 - AL forgotten under 1 - Y"): [("1 - Y, 1 - AL", "1 - Y, AL")],
    ("L_model_backward", "sums the gradients of all outputs"): [
        (
            "    current_cache = caches[L - 1]",
            "    dAL = dAL.sum(axis=0, keepdims=True) + 0 * dAL\n    current_cache = caches[L - 1]",
        )
    ],
    # update_parameters
    ("update_parameters", "uphill"): [("-= learning_rate", "+= learning_rate")],
    ("update_parameters", "forgets the learning rate"): [("learning_rate * ", "")],
    ("update_parameters", "the learning rate's default"): [("learning_rate * ", "0.0075 * ")],
    ("update_parameters", "forgets b"): [
        ('parameters["b" + str(l + 1)] -= learning_rate * grads["db" + str(l + 1)]', "pass")
    ],
    ("update_parameters", "forgets W"): [(_DW, "pass")],
    ("update_parameters", "b with dW"): [('grads["db"', 'grads["dW"')],
    ("update_parameters", "forgets the last layer"): [("range(L)", "range(L - 1)")],
    ("update_parameters", "only the last layer"): [("range(L)", "[L - 1]")],
    ("update_parameters", "L = len(parameters)"): [("len(parameters) // 2", "len(parameters)")],
    ("update_parameters", "only ever two layers"): [("len(parameters) // 2", "2")],
    ("update_parameters", "gives the step alone"): [("-= learning_rate", "= learning_rate")],
    ("update_parameters", "a shallow copy"): [
        ("{name: array.copy() for name, array in parameters.items()}", "parameters.copy()")
    ],
    ("update_parameters", "the gradients go into the same dictionary"): [
        ("return parameters", "return parameters | grads")
    ],
    ("update_parameters", "the new values under other keys"): [
        ("return parameters", 'return {"new_" + name: array for name, array in parameters.items()}')
    ],
    ("update_parameters", "scales the gradients in place"): [
        (
            _DW,
            'grads["dW" + str(l + 1)] *= learning_rate\n'
            '        parameters["W" + str(l + 1)] -= grads["dW" + str(l + 1)]',
        )
    ],
    # initialize_parameters_scaled
    ("initialize_parameters_scaled", "0.01 as before"): [
        ("/ np.sqrt(layer_dims[l - 1])", "* 0.01")
    ],
    ("initialize_parameters_scaled", "He's factor"): [
        ("/ np.sqrt(layer_dims[l - 1])", "* np.sqrt(2 / layer_dims[l - 1])")
    ],
    ("initialize_parameters_scaled", "the root of this layer"): [
        ("np.sqrt(layer_dims[l - 1])", "np.sqrt(layer_dims[l])")
    ],
    ("initialize_parameters_scaled", "no root"): [
        ("np.sqrt(layer_dims[l - 1])", "layer_dims[l - 1]")
    ],
    ("initialize_parameters_scaled", "times the root"): [("/ np.sqrt", "* np.sqrt")],
    ("initialize_parameters_scaled", "both factors"): [("/ np.sqrt", "* 0.01 / np.sqrt")],
    ("initialize_parameters_scaled", "another default seed"): [("seed=1", "seed=3")],
    ("initialize_parameters_scaled", "ignores the seed"): [("seed(seed)", "seed(1)")],
    ("initialize_parameters_scaled", "the root of the input layer everywhere"): [
        ("np.sqrt(layer_dims[l - 1])", "np.sqrt(layer_dims[0])")
    ],
    # two_layer_model
    ("two_layer_model", "starts from the scaled parameters"): [
        ("initialize_parameters(n_x, n_h, n_y)", "initialize_parameters_scaled(layers_dims)")
    ],
    ("two_layer_model", "starts from the deep function's seed"): [
        ("initialize_parameters(n_x, n_h, n_y)", "initialize_parameters_deep(layers_dims)")
    ],
    ("two_layer_model", "costs only where they are printed"): [
        ("i % 100 == 0", "print_cost and i % 100 == 0")
    ],
    ("two_layer_model", "every cost"): [("i % 100 == 0", "True")],
    ("two_layer_model", "costs at 99, 199, ..."): [("i % 100 == 0", "i % 100 == 99")],
    ("two_layer_model", "costs from 100 on"): [("i % 100 == 0", "i and i % 100 == 0")],
    ("two_layer_model", "sigmoid in the hidden layer"): [('b1, "relu"', 'b1, "sigmoid"')],
    ("two_layer_model", "sigmoid backward in the hidden layer"): [
        ('cache1, "relu"', 'cache1, "sigmoid"')
    ],
    ("two_layer_model", "caches exchanged"): [
        ("(dA2, cache2", "(dA2, cache1"),
        ("(dA1, cache1", "(dA1, cache2"),
    ],
    ("two_layer_model", "never updates"): [("parameters = update", "_ = update")],
    ("two_layer_model", "the default learning rate always"): [
        ("grads, learning_rate", "grads, 0.0075")
    ],
    ("two_layer_model", "2500 iterations always"): [("range(num_iterations)", "range(2500)")],
    ("two_layer_model", "one iteration too many"): [
        ("range(num_iterations)", "range(num_iterations + 1)")
    ],
    ("two_layer_model", "one iteration too few"): [
        ("range(num_iterations)", "range(1, num_iterations)")
    ],
    ("two_layer_model", "returns the parameters alone"): [
        ("return parameters, costs", "return parameters")
    ],
    ("two_layer_model", "costs first"): [("return parameters, costs", "return costs, parameters")],
    ("two_layer_model", "starts again in every iteration"): [
        (
            "        W1, b1 =",
            "        parameters = initialize_parameters(n_x, n_h, n_y)\n        W1, b1 =",
        )
    ],
    ("two_layer_model", "the hidden layer never learns"): [('"dW1": dW1', '"dW1": 0 * dW1')],
    ("two_layer_model", "returns early, inside the loop"): [
        ("    return parameters", "        return parameters")
    ],
    # L_layer_model
    ("L_layer_model", "starts from the small parameters"): [
        ("initialize_parameters_scaled(layers_dims)", "initialize_parameters_deep(layers_dims)")
    ],
    ("L_layer_model", "every cost"): [("i % 100 == 0", "True")],
    ("L_layer_model", "costs of the step after"): [("i % 100 == 0", "i % 100 == 1")],
    ("L_layer_model", "never updates"): [("parameters = update", "_ = update")],
    ("L_layer_model", "the default learning rate always"): [
        ("grads, learning_rate", "grads, 0.0075")
    ],
    ("L_layer_model", "one iteration too many"): [
        ("range(num_iterations)", "range(num_iterations + 1)")
    ],
    ("L_layer_model", "uphill"): [("grads, learning_rate", "grads, -learning_rate")],
    ("L_layer_model", "returns the costs alone"): [("return parameters, costs", "return costs")],
    ("L_layer_model", "the parameters of the first step"): [
        ("        parameters = update", "        parameters = parameters if i else update")
    ],
    ("L_layer_model", "centres X in place"): [
        ("    costs = []", "    costs = []\n    X -= X.mean(axis=1, keepdims=True)")
    ],
    # predict
    ("predict", "one half counts as 1"): [("> 0.5", ">= 0.5")],
    ("predict", "the probabilities themselves"): [("return p", "return probas")],
    ("predict", "the other way round"): [("> 0.5", "< 0.5")],
    ("predict", "over 0 in place of one half"): [("> 0.5", "> 0")],
    ("predict", "squeezed to rank 1"): [("return p", "return np.squeeze(p)")],
    ("predict", "-1 and 1"): [("return p", "return 2 * p - 1")],
    ("predict", "the accuracy in place of the predictions"): [("return p", "return p.mean()")],
    ("predict", "the sum in place of the predictions"): [("return p", "return p.sum()")],
    ("predict", "a list of numbers"): [("return p", "return p.ravel().tolist()")],
    ("predict", "only the first layer"): [
        (
            "L_model_forward(X, parameters)",
            'linear_activation_forward(X, parameters["W1"], parameters["b1"], "sigmoid")',
        )
    ],
}

MISTAKES: dict[tuple[str, str], Change] = PUBLISHED | COLLECTED

ANOTHER_WAY: dict[tuple[str, str], Change] = {
    **{(function, "the classic text, corrected"): source for function, source in CLASSIC.items()},
    ("initialize_parameters", "by way of the deep function"): """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    return initialize_parameters_deep([n_x, n_h, n_y], seed=seed)
""",
    ("initialize_parameters", "normal with a scale"): """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    stream = np.random.RandomState(seed)
    return {
        "W1": stream.normal(0, 0.01, (n_h, n_x)),
        "b1": 0.0 * np.ones((n_h, 1)),
        "W2": stream.normal(scale=0.01, size=(n_y, n_h)),
        "b2": np.full((n_y, 1), 0.0),
    }
""",
    ("initialize_parameters", "keys in another order"): [
        ('"W1": W1, "b1": b1, "W2": W2, "b2": b2', '"b2": b2, "W2": W2, "b1": b1, "W1": W1')
    ],
    ("initialize_parameters_deep", "zip"): """
def initialize_parameters_deep(layer_dims, seed=3):
    stream, parameters = np.random.RandomState(seed), {}
    for l, (before, n) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        parameters |= {f"W{l}": stream.randn(n, before) / 100, f"b{l}": np.zeros([n, 1])}
    return parameters
""",
    ("initialize_parameters_deep", "recursion"): """
def initialize_parameters_deep(layer_dims, seed=3):
    def rest(l, stream):
        if l == len(layer_dims):
            return {}
        W = stream.randn(layer_dims[l], layer_dims[l - 1]) * 1e-2
        return {f"W{l}": W, f"b{l}": np.zeros((layer_dims[l], 1)), **rest(l + 1, stream)}
    return rest(1, np.random.RandomState(seed))
""",
    ("sigmoid", "tanh"): """
def sigmoid(Z):
    return 0.5 * (1 + np.tanh(0.5 * Z)), Z
""",
    ("sigmoid", "a loop over the numbers"): """
import math

def sigmoid(Z):
    A = np.empty(Z.shape)
    for place, z in np.ndenumerate(Z):
        A[place] = 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))
    return [A, Z.copy()]
""",
    ("sigmoid", "masks, in Fortran order"): """
def sigmoid(Z):
    A = np.zeros_like(Z, order="F")
    A[Z >= 0] = 1 / (1 + np.exp(-Z[Z >= 0]))
    A[Z < 0] = np.exp(Z[Z < 0]) / (1 + np.exp(Z[Z < 0]))
    return A, np.asfortranarray(Z)
""",
    ("sigmoid", "prints on the way"): [("    cache", "    print('A =', A)\n    cache")],
    ("relu", "a product with a mask"): """
def relu(Z):
    return Z * (Z > 0), Z
""",
    ("relu", "half of Z and its size"): """
def relu(Z):
    return (Z + abs(Z)) / 2, Z
""",
    ("relu", "np.where, and a copy for a cache"): """
def relu(Z):
    return np.where(Z < 0, 0, Z), Z.copy()
""",
    ("linear_forward", "einsum"): """
def linear_forward(A, W, b):
    return np.einsum("ij,jk->ik", W, A) + b, (A, W, b)
""",
    ("linear_forward", "transposed and back"): """
def linear_forward(A, W, b):
    return (A.T @ W.T + b.T).T, [A, W, b]
""",
    ("linear_forward", "three loops"): """
def linear_forward(A, W, b):
    Z = np.zeros((W.shape[0], A.shape[1]))
    for i in range(W.shape[0]):
        for j in range(A.shape[1]):
            for k in range(W.shape[1]):
                Z[i, j] += W[i, k] * A[k, j]
            Z[i, j] += b[i, 0]
    return Z, (A, W, b)
""",
    ("linear_forward", "the bias as one more weight"): """
def linear_forward(A, W, b):
    Z = np.hstack([W, b]) @ np.vstack([A, np.ones((1, A.shape[1]))])
    return Z, (A, W, b)
""",
    ("linear_activation_forward", "a table of functions"): """
ACTIVATIONS = {"sigmoid": sigmoid, "relu": relu}

def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = ACTIVATIONS[activation](Z)
    return A, (linear_cache, activation_cache)
""",
    ("linear_activation_forward", "all by itself"): """
def linear_activation_forward(A_prev, W, b, activation):
    Z = np.matmul(W, A_prev) + b
    A = np.maximum(Z, 0) if activation == "relu" else 1 / (1 + np.exp(-Z))
    return A, [[A_prev, W, b], Z]
""",
    ("L_model_forward", "a class"): """
class Network:
    def __init__(self, parameters):
        self.parameters = parameters
        self.L = sum(name.startswith("W") for name in parameters)
        self.caches = []

    def layer(self, A, l):
        W, b = self.parameters[f"W{l}"], self.parameters[f"b{l}"]
        kind = "relu" if l < self.L else "sigmoid"
        A, cache = linear_activation_forward(A, W, b, kind)
        self.caches.append(cache)
        return A

def L_model_forward(X, parameters):
    network = Network(parameters)
    for l in range(1, network.L + 1):
        X = network.layer(X, l)
    return X, network.caches
""",
    ("L_model_forward", "recursion"): """
def L_model_forward(X, parameters, l=1):
    last = f"W{l + 1}" not in parameters
    kind = "sigmoid" if last else "relu"
    A, cache = linear_activation_forward(X, parameters[f"W{l}"], parameters[f"b{l}"], kind)
    if last:
        return A, [cache]
    AL, caches = L_model_forward(A, parameters, l + 1)
    return AL, [cache, *caches]
""",
    ("compute_cost", "a float of rank 0"): [("np.squeeze(cost)", "np.array(cost)")],
    ("compute_cost", "a Python float"): [("np.squeeze(cost)", "float(cost)")],
    ("compute_cost", "two products"): """
def compute_cost(AL, Y):
    AL = np.clip(AL, 1e-15, 1 - 1e-15)
    cost = -(np.vdot(Y, np.log(AL)) + np.vdot(1 - Y, np.log(1 - AL))) / Y.shape[1]
    return cost.item()
""",
    ("compute_cost", "the probability of the true label"): """
def compute_cost(AL, Y):
    return -np.log(np.where(Y == 1, AL, 1 - AL)).mean(axis=1).sum()
""",
    ("compute_cost", "adds 1e-8 in the logs"): [
        ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
        ("np.log(AL)", "np.log(AL + 1e-8)"),
        ("np.log(1 - AL)", "np.log(1 - AL + 1e-8)"),
    ],
    ("compute_cost", "nan to zero"): """
def compute_cost(AL, Y):
    return -np.nansum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / Y.shape[1]
""",
    ("compute_cost", "a loop in plain Python"): """
from math import log

def compute_cost(AL, Y):
    total = 0
    for a, y in zip(AL.ravel().tolist(), Y.ravel().tolist()):
        total -= log(a) if y else log(1 - a)
    return total / len(Y[0])
""",
    ("sigmoid_backward", "the course's own sigmoid"): """
def sigmoid_backward(dA, activation_cache):
    s, _ = sigmoid(activation_cache)
    return np.multiply(dA, np.multiply(s, 1 - s))
""",
    ("sigmoid_backward", "the hyperbolic cosine"): """
def sigmoid_backward(dA, activation_cache):
    return dA / (4 * np.cosh(activation_cache / 2) ** 2)
""",
    ("relu_backward", "a product with a mask"): """
def relu_backward(dA, activation_cache):
    return dA * (activation_cache > 0)
""",
    ("relu_backward", "np.where with a whole zero"): """
def relu_backward(dA, activation_cache):
    return np.where(activation_cache <= 0, 0, dA)
""",
    ("relu_backward", "np.heaviside"): """
def relu_backward(dA, activation_cache):
    return np.heaviside(activation_cache, 0) * dA
""",
    ("linear_backward", "einsum and mean"): """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dW = np.einsum("im,jm->ij", dZ, A_prev) / dZ.shape[1]
    return np.einsum("ij,im->jm", W, dZ), dW, dZ.mean(axis=1).reshape(b.shape)
""",
    ("linear_backward", "one example at a time"): """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW, db = np.zeros(W.shape), np.zeros(b.shape)
    for j in range(m):
        dW += np.outer(dZ[:, j], A_prev[:, j]) / m
        db += dZ[:, j : j + 1] / m
    return (dZ.T @ W).T, dW, db
""",
    ("linear_backward", "a column of ones"): """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    ones = np.ones((A_prev.shape[1], 1))
    return [W.T.dot(dZ), dZ.dot(A_prev.T) / len(ones), dZ.dot(ones) / len(ones)]
""",
    ("linear_activation_backward", "a table of functions"): """
def linear_activation_backward(dA, cache, activation):
    back = {"relu": relu_backward, "sigmoid": sigmoid_backward}[activation]
    return linear_backward(back(dA, cache[1]), cache[0])
""",
    ("linear_activation_backward", "all by itself"): """
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    if activation == "sigmoid":
        s = 1 / (1 + np.exp(-Z))
        dZ = dA * s * (1 - s)
    else:
        dZ = dA * (Z > 0)
    m = A_prev.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True) / m
""",
    ("L_model_backward", "dZ = AL - Y in the last layer"): """
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dA, dW, db = linear_backward(AL - Y, caches[-1][0])
    grads[f"dA{L - 1}"], grads[f"dW{L}"], grads[f"db{L}"] = dA, dW, db
    for l in range(L - 1, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads
""",
    ("L_model_backward", "keeps dAL too"): [
        (
            "    current_cache = caches[L - 1]",
            '    grads["dA" + str(L)] = dAL\n    current_cache = caches[L - 1]',
        )
    ],
    ("L_model_backward", "a guard of 1e-8"): [
        ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 1e-8, 1 - 1e-8)")
    ],
    # A seed may refuse it: where a gradient cancels to nearly 0, 1e-8 is over the tolerance.
    ("L_model_backward", "1e-8 under both fractions"): [
        ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
        ("np.divide(Y, AL)", "np.divide(Y, AL + 1e-8)"),
        ("np.divide(1 - Y, 1 - AL)", "np.divide(1 - Y, 1 - AL + 1e-8)"),
    ],
    ("L_model_backward", "recursion, one small guard"): """
EPSILON = 1e-15

def down(dA, caches, activation):
    if not caches:
        return {}
    l = len(caches)
    dA, dW, db = linear_activation_backward(dA, caches[-1], activation)
    return {f"dA{l - 1}": dA, f"dW{l}": dW, f"db{l}": db, **down(dA, caches[:-1], "relu")}

def L_model_backward(AL, Y, caches):
    dAL = (1 - Y) / (1 - AL + EPSILON) - Y / (AL + EPSILON)
    return down(dAL, caches, "sigmoid")
""",
    ("update_parameters", "one comprehension"): """
def update_parameters(parameters, grads, learning_rate):
    return {name: theta - learning_rate * grads["d" + name] for name, theta in parameters.items()}
""",
    ("update_parameters", "a deep copy"): [
        (
            "    parameters = {name: array.copy() for name, array in parameters.items()}",
            "    import copy\n    parameters = copy.deepcopy(parameters)",
        )
    ],
    ("initialize_parameters_scaled", "the deep function, rescaled"): """
def initialize_parameters_scaled(layer_dims, seed=1):
    parameters = initialize_parameters_deep(layer_dims, seed)
    for l in range(1, len(layer_dims)):
        parameters[f"W{l}"] *= 100 * layer_dims[l - 1] ** -0.5
    return parameters
""",
    ("two_layer_model", "by way of the deep functions"): """
def two_layer_model(
    X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False
):
    parameters, costs = initialize_parameters(*layers_dims), []
    for i in tqdm(range(num_iterations)):
        AL, caches = L_model_forward(X, parameters)
        costs += [compute_cost(AL, Y)]
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return parameters, costs[::100]
""",
    ("L_layer_model", "prints every cost, and returns a list"): [
        ("        if i % 100", '        print("cost", i, cost)\n        if i % 100'),
        ("return parameters, costs", "return [parameters, tuple(costs)]"),
    ],
    ("predict", "whole numbers"): [("return p", "return p.astype(int)")],
    ("predict", "booleans"): [("return p", "return probas > 0.5")],
    ("predict", "rounding"): [("return p", "return np.round(probas)")],
    ("predict", "float32"): [("return p", "return p.astype(np.float32)")],
}
