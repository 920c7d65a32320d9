"""Wrong functions with a habit from elsewhere, and words of which one must be said of each.

An example per row, a method of a class, another framework, another optimiser, a guard that begins
at another number.
"""

import textwrap

# Function, source, and words of which one must be said.
BORROWED: list[tuple[str, str, tuple[str, ...]]] = []
ROW, OUTSIDE = "one example per row", "from outside the function"


def w(function: str, source: str, *words: str) -> None:
    """Note one."""
    BORROWED.append((function, textwrap.dedent(source), words))


# An example per row.
for head, line, sum_ in (
    ("A @ W.T + b.T", "A_prev.shape[0]", "np.mean(dZ, axis=0, keepdims=True)"),
    ("np.dot(A, W.T) + b", "len(dZ)", "dZ.sum(axis=0) / rows"),
    ("A.dot(W.T)", "dZ.shape[0]", "1 / rows * np.sum(dZ, axis=0)"),
):
    w("linear_forward", f"def linear_forward(A, W, b):\n    return {head}, (A, W, b)\n", ROW)
    w(
        "linear_backward",
        f"""
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    rows = {line}
    return dZ @ W, dZ.T @ A_prev / rows, {sum_}
""",
        ROW,
    )
w(
    "initialize_parameters_deep",
    """
def initialize_parameters_deep(layer_dims, seed=3):
    stream, found = np.random.RandomState(seed), {}
    for l in range(1, len(layer_dims)):
        found[f"W{l}"] = stream.randn(layer_dims[l - 1], layer_dims[l]) * 0.01
        found[f"b{l}"] = np.zeros((1, layer_dims[l]))
    return found
""",
    "rows and columns exchanged",
)
LOSS = "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)"
for count in ("n = len(Y)", "N = AL.shape[0]"):
    cost = f"    {count}\n    return -np.sum({LOSS}) / {count[0]}\n"
    w("compute_cost", f"def compute_cost(AL, Y):\n{cost}", "number of rows")
w(
    "predict",
    """
def predict(X, parameters):
    m = X.shape[0]
    AL, _ = L_model_forward(X, parameters)
    return np.array([[1.0 if AL[i, 0] > 0.5 else 0.0] for i in range(m)])
""",
    "counts rows",
)
# A class, another framework, another order, another kind of array.
w("predict", "def predict(self, X):\n    return self.forward(X) > 0.5\n", "plain function")
w("sigmoid", "def sigmoid(Z):\n    return tf.sigmoid(Z), Z\n", "TensorFlow")
w(
    "compute_cost",
    f"def compute_cost(y, AL):\n    Y = y\n    return -np.mean({LOSS})\n",
    "yours is y",
)
for make in ("np.matrix(W) * A + b", "np.asmatrix(W @ A) + b", "np.ma.array(W @ A + b)"):
    source = f"def linear_forward(A, W, b):\n    return {make}, (A, W, b)\n"
    w("linear_forward", source, "class of its own")
# Another step, a state that is kept outside, a step that is handed on changed.
w(
    "update_parameters",
    """
def update_parameters(parameters, grads, learning_rate):
    new = {}
    for k in parameters:
        speed[k] = 0.9 * speed.get(k, 0) + grads["d" + k]
        new[k] = parameters[k] - learning_rate * speed[k]
    return new

speed = {}
""",
    OUTSIDE,
)
for step, said in (
    ("0.1 * grads['d' + k]", "not of the right length"),
    ("grads['d' + k] / np.linalg.norm(grads['d' + k])", "not of the right length"),
    ("np.mean(grads['d' + k])", "by the same amount"),
):
    w(
        "update_parameters",
        f"""
def update_parameters(parameters, grads, learning_rate):
    return {{k: parameters[k] - learning_rate * {step} for k in parameters}}
""",
        said,
    )
w(
    "update_parameters",
    """
def update_parameters(parameters, grads, learning_rate):
    both = zip(parameters, grads.values())
    return {k: parameters[k] - learning_rate * g for k, g in both}
""",
    "not under the same key",
)
w(
    "update_parameters",
    """
def update_parameters(parameters, grads, learning_rate):
    new = {}
    for l in range(1, len(parameters)):
        for k in (f"W{l}", f"b{l}"):
            new[k] = parameters[k] - learning_rate * grads["d" + k]
    return new
""",
    "look at the range",
)
w(
    "update_parameters",
    """
def update_parameters(parameters, grads, learning_rate):
    W1, b1 = parameters.get("W1"), parameters.get("b1")
    W2, b2 = parameters.get("W2"), parameters.get("b2")
    return {
        "W1": W1 - learning_rate * grads["dW1"], "b1": b1 - learning_rate * grads["db1"],
        "W2": W2 - learning_rate * grads["dW2"], "b2": b2 - learning_rate * grads["db2"],
    }
""",
    "written out one by one",
)
w(
    "linear_backward",
    """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    return W.T @ dZ, dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True) / m

m = 7
""",
    OUTSIDE,
)
TRAIN = """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False):
    costs, parameters = [], initialize_parameters_scaled(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        grads = L_model_backward(AL, Y, caches)
        if i %% 100 == 0:
            costs.append(compute_cost(AL, Y))
        parameters = update_parameters(parameters, grads, %s)
        %s
    return parameters, costs
"""
w("L_layer_model", TRAIN % ("learning_rate * 0.99**i", ""), "not learning_rate itself")
for gap in ("1e-2", "1e-4"):
    stop = f"if len(costs) > 1 and abs(costs[-1] - costs[-2]) < {gap}: break"
    w("L_layer_model", TRAIN % ("learning_rate", stop), "stops before its last")
# A word that is neither, pairs that are taken for one thing, parts that are put in one by one.
HALF = """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "%s":
        A, activation_cache = relu(Z)%s
    elif activation == "%s":
        A, activation_cache = sigmoid(Z)
    else:
        return None, None
    return A, (linear_cache, activation_cache)
"""
w("linear_activation_forward", HALF % ("relu", "", "sigmoid"), "an answer comes back")
w("linear_activation_forward", HALF % ("sigmoid", "", "relu"), "Relu is used for")
w("linear_activation_forward", HALF % ("relu", "[0], Z", "sigmoid"), "an answer comes back")
source = HALF.replace("= relu(Z)", "= relu(Z), Z").replace("= sigmoid(Z)", "= sigmoid(Z), Z")
w("linear_activation_forward", source % ("relu", "", "sigmoid"), "2 things at once")
s = "def sigmoid_backward(dA, activation_cache):\n    return dA * sigmoid(activation_cache) * "
w("sigmoid_backward", s + "(1 - sigmoid(activation_cache))\n", "2 things at once")
w(
    "L_model_forward",
    """
def L_model_forward(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        kind = "sigmoid" if l == L else "relu"
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], kind)
        caches.extend(cache)
    return A, caches
""",
    "one by one: append",
)
w(
    "relu_backward",
    """
def relu_backward(dA, activation_cache):
    dZ = np.zeros(dA.shape)
    for i in range(len(dA)):
        if activation_cache[i].all() > 0:
            dZ[i] = dA[i]
    return dZ
""",
    "one True or False already",
)
# A guard at another number, beside another mistake.
for guard in ("1e-15", "1e-4", "1e-7", "1e-10"):
    clip = f"def compute_cost(AL, Y):\n    AL = np.clip(AL, {guard}, 1 - {guard})\n    return "
    w("compute_cost", f"{clip}-np.sum({LOSS})\n", "not divided by the number")
    w("compute_cost", f"{clip}np.mean({LOSS})\n", "minus before the sum")
    w("compute_cost", f"{clip}-np.mean(Y * np.log(AL))\n", "label 0 is missing")
w("compute_cost", f"{clip}-np.mean({LOSS}) / 2 / np.log(10)\n", "one and the same factor")
w(
    "L_model_backward",
    """
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = (1 - Y) / np.maximum(1 - AL, 1e-12) - Y / np.maximum(AL, 1e-12)
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads
""",
    "back through relu",
)
w(
    "compute_cost",
    "def compute_cost(AL, Y):\n    cost = None\n    return np.squeeze(cost)\n",
    "filled",
)
# What is no value yet.
for answer, said in (
    ("np.vectorize(lambda z: max(z, 0)), Z", "has not been called"),
    ("np.maximum(Z, 0).copy, Z", "has not been called"),
    ("lambda: (np.maximum(Z, 0), Z)", "has not been called"),
    ("(max(z, 0) for z in Z), Z", "for in round brackets"),
    ("map(max, Z, 0 * Z), Z", "list(...)"),
    ("zip(np.maximum(Z, 0), Z)", "list(...)"),
    ("...", "left to be written"),
    ("NotImplemented", "left to be written"),
):
    w("relu", f"def relu(Z):\n    return {answer}\n", said)
w("relu", "def relu(Z):\n    yield np.maximum(Z, 0)\n    yield Z\n", "a yield in a function")
w("relu", "async def relu(Z):\n    return np.maximum(Z, 0), Z\n", "a plain def")
