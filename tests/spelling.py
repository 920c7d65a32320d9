"""Names that are nearly right, lines left open, and the formulas of other courses.

As they are written by people who have just met this exercise, or have done it elsewhere.
"""

# Function, source, and words of which one must be said.
SPELLING: list[tuple[str, str, tuple[str, ...]]] = []


def w(function: str, source: str, *words: str) -> None:
    """Note one."""
    SPELLING.append((function, source, words))


def backward(line: str, last: str = "dA_prev, dW, db", db: str = "keepdims=True") -> str:
    """A linear_backward with another line in it."""
    return f"""
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    {line}
    db = np.sum(dZ, axis=1, {db}) / m
    dA_prev = W.T @ dZ
    return {last}
"""


w("linear_backward", backward("dW = dZ @ A_pre.T / m"), "there is A_prev: is that meant")
w("linear_backward", backward("dW = np.matmal(dZ, A_prev.T) / m"), "there is np.matmul")
w("linear_backward", backward("dW = dZ @ A_prev.T / m", db="keepdim=True"), "there is keepdims=")
w("linear_backward", backward("dW = dZ @ A_prev.T / m", db="keepdims=true"), "there is True")
w("linear_backward", backward("dW = dZ.dott(A_prev.T) / m"), "there is .dot")
w("linear_backward", backward("dW = dZ.matmul(A_prev.T) / m"), "np.matmul(...) takes it")
w("linear_backward", backward("dW = dZ @ A_prev.T / m,"), "makes a tuple")
w(
    "linear_backward",
    backward("dW = dZ @ A_prev.T / m + 0.1 / m * W"),
    "multiple of one of the arguments",
)
w("linear_backward", backward("dW = None"), "still to be filled in")
w("linear_backward", backward("dW = dZ @ cache.A_prev.T / m"), "asked for a part by name")


def update(line: str, new: str = "{}") -> str:
    """An update_parameters whose step is another one."""
    return f"""
def update_parameters(parameters, grads, learning_rate):
    new = {new}
    for name in parameters:
        g = grads["d" + name]
        {line}
    return new
"""


w(
    "update_parameters",
    update("new[name] = parameters[name] - learing_rate * g"),
    "learning_rate: is",
)
w(
    "update_parameters",
    update("new[name] = parameters[name.lower()] - learning_rate * g"),
    "is W1: is",
)
ADAM = "learning_rate * 0.1 * g / (np.sqrt(0.001 * g**2) + 1e-8)"
for own, how in (("{}", f"= parameters[name] - {ADAM}"), ("parameters", f"-= {ADAM}")):
    w("update_parameters", update(f"new[name] {how}", own), "equally long")
w("update_parameters", update("new[name] -= learning_rate * 0.1 * g", "parameters"), "every factor")
DECAY = "new[name] = 0.9 * parameters[name] - learning_rate * g"
w("update_parameters", update(DECAY), "shrunk besides")
w("update_parameters", update("new[name] = copi.copy(parameters[name]) - g"), "no argument of it")
w(
    "update_parameters",
    update("new[name] = copy.copy(parameters[name]) - g"),
    "import copy is missing",
)
w(
    "update_parameters",
    """
def update_parameters(parameters, grads, learning_rate):
    W1 = parameters["W1"] - learning_rate * grads["dW1"]
    W2 = parameters["W2"] - learning_rate * grads["dW2"]
    b1 = parameters["b1"] - learning_rate * grads["db1"]
    b2 = parameters["b2"] - learning_rate * grads["db2"]
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
""",
    "written out one by one",
)


def backwards(cache: str, handed: str) -> str:
    """An L_model_backward whose loop is another one."""
    return f"""
def L_model_backward(AL, Y, caches):
    grads, top = {{}}, len(caches)
    dAL = (1 - Y) / np.maximum(1 - AL, 1e-300) - Y / np.maximum(AL, 1e-300)
    found = linear_activation_backward(dAL, caches[top - 1], "sigmoid")
    grads["dA" + str(top - 1)], grads["dW" + str(top)], grads["db" + str(top)] = found
    for l in reversed(range(top - 1)):
        dA_new, dW, db = linear_activation_backward({handed}, {cache}, "relu")
        grads["dA" + str(l)] = dA_new
        grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dW, db
    return grads
"""


w("L_model_backward", backwards("caches[l]", "dAL"), "Every layer takes dAL")
w("L_model_backward", backwards("caches[0]", "grads['dA' + str(l + 1)]"), "the cache of layer 1")
w(
    "L_model_backward",
    backwards("caches[l]", "grads['dA' + str(top - 1)]"),
    "the dA that the last layer gave",
)


def forward(added: str, given: str, called: str = "linear_activation_forward") -> str:
    """An L_model_forward that handles its caches in another way."""
    return f"""
def L_model_forward(X, parameters):
    caches, A, top = [], X, len(parameters) // 2
    for l in range(1, top + 1):
        kind = "sigmoid" if l == top else "relu"
        A, cache = {called}(A, parameters[f"W{{l}}"], parameters[f"b{{l}}"], kind)
        {added}
    return A, {given}
"""


w("L_model_forward", forward("caches.append(cache)", "cache"), "neither read nor handed back")
w("L_model_forward", forward("caches = caches.append(cache)", "caches"), "gives None")
w(
    "L_model_forward",
    forward("caches.append(cache)", "caches", "activation_forward"),
    "is linear_act",
)
SOFTMAX = "caches.append(cache); A = np.exp(A) / np.exp(A).sum(axis=0) if l == top else A"
w("L_model_forward", forward(SOFTMAX, "caches"), "as probabilities do")
w(
    "linear_activation_backward",
    """
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, linear_cache)
    else:
        raise ValueError(activation)
    return linear_backward(dZ, linear_cache)
""",
    "takes dA, activation_cache",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    cost = -np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return np.square(cost)
""",
    "the square of what it should be",
)
w(
    "predict",
    """
def predict(params, X):
    return 1.0 * (L_model_forward(X, params)[0] > 0.5)
""",
    "in this order; yours is params, X",
)
w(
    "predict",
    """
def predict(X, y, params):
    return 1.0 * (L_model_forward(X, params)[0] > 0.5)
""",
    "yours is X, y, params, which is more",
)
w(
    "compute_cost",
    """
def compute_cost(Y, A_final):
    return -np.mean(Y * np.log(A_final) + (1 - Y) * np.log(1 - A_final))
""",
    "in this order; yours is Y, A_final",
)
w(
    "initialize_parameters_deep",
    """
def initialize_parameters_deep(*layer_dims):
    return {f"b{l}": np.zeros((n, 1)) for l, n in enumerate(layer_dims)}
""",
    "take the * off",
)
w(
    "L_layer_model",
    """
def L_layer_model(X, Y, layers_dims, learn_rate=0.0075, num_iterations=2500, print_cost=False):
    return initialize_parameters_scaled(layers_dims), []
""",
    "(yours has learn_rate)",
)


w(
    "linear_activation_backward",
    """
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    slope = relu_backward(Z) if activation == "relu" else sigmoid_backward(Z)
    return linear_backward(dA * slope, linear_cache)
""",
    "relu_backward takes dA, activation_cache",
)
w("L_model_forward", forward("caches.append(caches)", "caches"), "puts a list into itself")
w(
    "update_parameters",
    """
def update_parameters(parameters, grads, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        W, b = f"W{l}", f"b{l}"
        parameters[W] = parameters[W] - learning_rate * grads["d" + W]
        parameters[b] = parameters[W] - learning_rate * grads["d" + W]
    return parameters
""",
    "gives it the very same as",
)
w("linear_backward", backward("m = A_prev.shape[1]"), "No line gives dW a value")
w("linear_backward", backward("dW, m = None, 1"), "Not right: dW")
w(
    "linear_activation_forward",
    """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = None, None
    A, activation_cache = None, None
    return A, (linear_cache, activation_cache)
""",
    "still to be filled in",
)
w(
    "update_parameters",
    """
def update_parameters(parameters, grads, lr):
    return {name: array - lr * grads["d" + name] for name, array in parameters.items()}
""",
    "no argument learning_rate",
    "in this order; yours is parameters, grads, lr",
)
