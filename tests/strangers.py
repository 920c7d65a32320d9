"""Wrong functions as other people write them, and words of which one must be said of each.

None of them is an edit of the catalogue's own forms: names are others, guards are missing, loops
stand for products.
"""

import textwrap

# Function, source, and words of which one must be said.
STRANGERS: list[tuple[str, str, tuple[str, ...]]] = []


def w(function: str, source: str, *words: str) -> None:
    """Note one."""
    STRANGERS.append((function, textwrap.dedent(source), words))


w(
    "sigmoid",
    """
def sigmoid(Z):
    A = np.exp(Z) / (1 + np.exp(Z))
    return A, Z
""",
    "infinity",
)
w(
    "sigmoid_backward",
    """
def sigmoid_backward(dA, activation_cache):
    Z = activation_cache
    dZ = dA * np.exp(-Z) / (1 + np.exp(-Z))**2
    return dZ
""",
    "infinity",
    "nan",
)
w(
    "update_parameters",
    """
def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        w, b = "W" + str(l + 1), "b" + str(l + 1)
        parameters[w] = parameters[w] - learning_rate * grads["d" + w]
        parameters[b] = parameters[b] - learning_rate * grads["d" + b]
    return parameters
""",
    "caller's own dictionary",
)
w(
    "update_parameters",
    """
def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(1, L+1):
        parameters["W" + str(l)] -= learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] -= learning_rate * grads["db" + str(l)]
    return parameters
""",
    "-=",
)
w(
    "linear_forward",
    """
def linear_forward(W, A, b):
    Z = np.dot(W, A) + b
    cache = (A, W, b)
    return Z, cache
""",
    "in this order",
)
w(
    "linear_activation_backward",
    """
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache, extra = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
    dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db
""",
    "Fewer things",
)
w(
    "two_layer_model",
    """
def two_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False):
    costs = []
    n_x, n_h, n_y = layers_dims
    parameters = initialize_parameters(n_x, n_h, n_y, seed=3)
    for i in range(num_iterations):
        A1, cache1 = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")
        A2, cache2 = linear_activation_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")
        cost = compute_cost(A2, Y)
        grads = L_model_backward(A2, Y, [cache1, cache2])
        if i % 100 == 0:
            costs.append(cost)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs
""",
    "seed 3",
)
w(
    "initialize_parameters",
    """
def initialize_parameters(n_x, n_h, n_y):
    np.random.seed(1)
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros((n_y, 1))
    assert W1.shape == (n_h, n_x)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
""",
    "no argument seed",
)
w(
    "initialize_parameters_deep",
    """
def initialize_parameters_deep(layer_dims):
    np.random.seed(1)
    parameters = {}
    L = len(layer_dims)
    for l in range(1, L):
        n, before = layer_dims[l], layer_dims[l-1]
        parameters['W' + str(l)] = np.random.randn(n, before) / np.sqrt(before)
        parameters['b' + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
""",
    "no argument seed",
)
w(
    "L_model_forward",
    """
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    layer = lambda l: (parameters['W' + str(l)], parameters['b' + str(l)])
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(A_prev, *layer(l), "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, *layer(L), "sigmoid")
    caches.append(cache)
    assert(AL.shape == (1, X.shape[1]))
    return AL, caches
""",
    "assert",
)
M = """
def two_layer_model(
    X, Y, layers_dims, learning_rate=0.0075, num_iterations=%s, print_cost=False
):
    parameters, costs = initialize_parameters(*layers_dims), []
    for i in range(num_iterations):
        A1, first = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")
        A2, second = linear_activation_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")
        dA1, dW2, db2 = linear_activation_backward((1 - Y) / (1 - A2) - Y / A2, second, "sigmoid")
        _, dW1, db1 = linear_activation_backward(dA1, first, "relu")
        if %s i %% 100 == 0:
            costs.append(compute_cost(A2, Y))
        grads = {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
        parameters = update_parameters(parameters, grads, learning_rate)
    return %s
"""
w(
    "two_layer_model",
    M % ("2500", "", "parameters"),
    "Only parameters comes back",
    "Only the parameters",
)
w("two_layer_model", M % ("3000", "", "parameters, costs"), "default of num_iterations is 3000")
w("two_layer_model", M % ("2500", "print_cost and ", "parameters, costs"), "No cost is kept")
w(
    "predict",
    """
def predict(X, y, parameters):
    m = X.shape[1]
    p = np.zeros((1, m))
    probas, caches = L_model_forward(X, parameters)
    for i in range(0, probas.shape[1]):
        if probas[0, i] > 0.5:
            p[0, i] = 1
        else:
            p[0, i] = 0
    print("Accuracy: " + str(np.sum((p == y) / m)))
    return p
""",
    "wants y besides",
)
w(
    "L_model_backward",
    """
def L_model_backward(AL, Y, caches):
    grads, top = {}, len(caches)
    dA = (1 - Y) / (1 - AL) - Y / AL
    for l in range(top, 0, -1):
        kind = "sigmoid" if l == top else "relu"
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(dA, caches[l - 1], kind)
        grads[f"dA{l}"] = dA
    return grads
""",
    "one too high",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -1/m * np.nansum(np.multiply(Y, np.log(AL)) + np.multiply(1 - Y, np.log(1 - AL)))
    return np.squeeze(cost)
""",
    "infinitely",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = np.nan_to_num(-1/m * np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)))
    return cost
""",
    "makes the whole cost 0",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    m = Y.shape[1]
    AL = np.clip(AL, 1e-5, 1 - 1e-5)
    return -np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
""",
    "cut off",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -(np.dot(Y, np.log(AL + 1e-8).T) + np.dot(1 - Y, np.log(1 - AL + 1e-8).T)) / m
    return float(np.squeeze(cost))
""",
    "added in the logarithms",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = (1/m) * np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return np.squeeze(cost)
""",
    "minus before the sum",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return np.squeeze(cost)
""",
    "not divided by the number",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -(1/m) * np.sum(Y * np.log10(AL) + (1 - Y) * np.log10(1 - AL))
    return np.squeeze(cost)
""",
    "base 10",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -(1/m) * np.sum(Y * np.log(AL))
    return np.squeeze(cost)
""",
    "label 0 is missing",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    m = Y.shape[0]
    cost = -(1/m) * np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return np.squeeze(cost)
""",
    "m is the number of rows",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -1 // m * np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return np.squeeze(cost)
""",
    "//",
)
w(
    "linear_activation_forward",
    """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu" or "sigmoid":
        A, activation_cache = relu(Z)
    else:
        raise ValueError("no")
    return A, (linear_cache, activation_cache)
""",
    "always true",
    "whatever the word",
)
w(
    "linear_activation_forward",
    """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A, activation_cache = sigmoid(Z)
    if activation == "relu":
        A, activation_cache = relu(Z)
    else:
        raise ValueError("no")
    return A, (linear_cache, activation_cache)
""",
    "elif",
)
w(
    "linear_activation_backward",
    """
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dA, linear_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dA, linear_cache)
    return dA_prev, dW, db
""",
    "activation is left out",
    "never used",
)
w(
    "linear_activation_backward",
    """
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(activation_cache, dA)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(activation_cache, dA)
    else:
        raise ValueError
    return linear_backward(dZ, linear_cache)
""",
    "in the wrong order",
    "in this order",
)
w(
    "L_model_forward",
    """
def L_model_forward(X, parameters):
    caches = []
    A_prev = X
    L = len(parameters) // 2
    layer = lambda l: (parameters['W' + str(l)], parameters['b' + str(l)])
    for l in range(1, L):
        A, cache = linear_activation_forward(A_prev, *layer(l), "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, *layer(L), "sigmoid")
    caches.append(cache)
    return AL, caches
""",
    "stays what it",
    "given X",
)
w(
    "linear_backward",
    """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.reshape(m, -1)) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db
""",
    "reshape",
)
w(
    "sigmoid_backward",
    """
def sigmoid_backward(dA, activation_cache):
    s = 1 / (1 + np.exp(-activation_cache))
    return dA * (1 - s**2)
""",
    "tanh",
)
w(
    "sigmoid_backward",
    """
def sigmoid_backward(dA, activation_cache):
    A = sigmoid(activation_cache)
    return dA * A * (1 - A)
""",
    "gives 2 things",
    "pair",
)
w(
    "update_parameters",
    """
def update_parameters(parameters, grads, learning_rate):
    new = {}
    for l in range(1, len(parameters) // 2 + 1):
        new["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        new["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["dW" + str(l)]
    return new
""",
    "along dW",
)
w(
    "relu",
    """
def relu(Z):
    A = np.max(0, Z)
    return A, Z
""",
    "np.maximum",
)
w(
    "initialize_parameters",
    """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    np.random.seed(seed)
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros(n_h, 1)
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros(n_y, 1)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
""",
    "two brackets",
)
w(
    "initialize_parameters",
    """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    np.random.seed(seed)
    W1 = np.random.randn(n_x, n_h) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_h, n_y) * 0.01
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
""",
    "a row for each unit of the layer before",
)
w(
    "L_model_backward",
    """
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA_prev, dW, db = linear_activation_backward(dAL, caches[L-1], "sigmoid")
    grads[f"dA{L-1}"], grads[f"dW{L}"], grads[f"db{L}"] = dA_prev, dW, db
    for l in reversed(range(L-1)):
        dA_prev, dW, db = linear_activation_backward(dAL, caches[l], "relu")
        grads["dA" + str(l)] = dA_prev
        grads["dW" + str(l+1)] = dW
        grads["db" + str(l+1)] = db
    return grads
""",
    "takes dAL",
    "shapes",
)
w(
    "L_model_backward",
    """
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = np.divide(Y, AL) - np.divide(1 - Y, 1 - AL)
    dA_prev, dW, db = linear_activation_backward(dAL, caches[L-1], "sigmoid")
    grads[f"dA{L-1}"], grads[f"dW{L}"], grads[f"db{L}"] = dA_prev, dW, db
    for l in reversed(range(L-1)):
        dA_prev, dW, db = linear_activation_backward(grads["dA" + str(l+1)], caches[l], "relu")
        grads["dA" + str(l)] = dA_prev
        grads["dW" + str(l+1)] = dW
        grads["db" + str(l+1)] = db
    return grads
""",
    "wrong sign",
)
w(
    "sigmoid",
    """
def sigmoid(Z):
    A = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            A[i, j] = 1 / (1 - np.exp(-Z[i, j]))
    return A, Z
""",
    "subtracts exp",
)
w(
    "linear_forward",
    """
def linear_forward(A, W, b):
    m = A.shape[1]
    Z = np.zeros((W.shape[0], m))
    for i in range(W.shape[0]):
        for j in range(m):
            for k in range(W.shape[1]):
                Z[i, j] = W[i, k] * A[k, j]
            Z[i, j] += b[i, 0]
    return Z, (A, W, b)
""",
    "Only the last input",
)
w(
    "linear_backward",
    """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = 1/m * dZ @ A_prev.T
    db = 1/m * np.sum(dZ, axis=1)
    dA_prev = W.T @ dZ
    return dA_prev, dW, db
""",
    "flat",
)
w(
    "linear_backward",
    """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = 1/m * dZ @ A_prev
    db = 1/m * np.sum(dZ, axis=1, keepdims=True)
    dA_prev = W.T @ dZ
    return dA_prev, dW, db
""",
    "matrix product",
    "columns",
)
w(
    "linear_backward",
    """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = 1/m * dZ @ A_prev.T
    db = 1/m * np.sum(dZ, axis=1, keepdims=True)
    dA_prev = W @ dZ
    return dA_prev, dW, db
""",
    "W is not transposed",
    "columns on its left",
)
w(
    "predict",
    """
def predict(X, parameters):
    AL = L_model_forward(X, parameters)
    return (AL > 0.5).astype(int)
""",
    "pair",
    "things at once",
)
w(
    "predict",
    """
def predict(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    if AL > 0.5:
        return 1
    return 0
""",
    "yes-or-no",
)
w(
    "L_layer_model",
    """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False):
    costs = []
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if i % 100 == 0:
            costs.append(cost)
    return parameters, costs
""",
    "0.01",
)
w(
    "L_layer_model",
    """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False):
    costs = []
    parameters = initialize_parameters_scaled(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        update_parameters(parameters, grads, learning_rate)
        if i % 100 == 0:
            costs.append(cost)
    return parameters, costs
""",
    "no step reaches",
)
w(
    "relu_backward",
    """
def relu_backward(dA, activation_cache):
    dZ = dA
    dZ[activation_cache <= 0] = 0
    return dZ
""",
    "dA is changed",
)
w(
    "relu_backward",
    """
def relu_backward(dA, activation_cache):
    dZ = np.array(dA, copy=True)
    dZ[dA <= 0] = 0
    return dZ
""",
    "whether dA is positive",
)
w(
    "linear_activation_forward",
    """
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
    "another error than the ValueError",
)
w(
    "linear_forward",
    """
def linear_forward(A, W, b):
    Z = np.dot(W, A) + b
    return Z
""",
    "Only Z",
)
w(
    "L_model_backward",
    """
def L_model_backward(AL, Y, caches):
    L = len(caches)
    dA = -(Y / AL - (1 - Y) / (1 - AL))
    for l in reversed(range(L)):
        grads = {}
        dA, dW, db = linear_activation_backward(dA, caches[l], "sigmoid" if l == L - 1 else "relu")
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads
""",
    "layer 1 alone",
)
w(
    "relu",
    """
def relu(Z):
    pass
""",
    "Nothing comes back",
    "return",
)
w(
    "relu",
    """
def relu(Z):
    A = Z * (Z > 0) + 0.01 * Z * (Z < 0)
    cache = Z
    return A, cache
""",
    "leaky",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    m = Y.shape[1]
    return float(-(Y * np.log(AL) + (1 - Y) * np.log(AL)).sum() / m)
""",
    "with log(AL)",
)
w(
    "compute_cost",
    """
def compute_cost(AL, Y):
    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)
    return -np.mean(np.log(1 - AL))
""",
    "with log(1 - AL)",
)
w(
    "predict",
    """
def predict(X, parameters):
    AL, _ = L_model_forward(X, parameters)
    return np.argmax(AL, axis=0)
""",
    "place of the largest",
)
w(
    "predict",
    """
def predict(X, parameters):
    AL, _ = L_model_forward(X, parameters)
    return AL.argmax(axis=0)[np.newaxis, :].astype(float)
""",
    "place of the largest",
)
w(
    "L_model_forward",
    """
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(
            A, parameters["W" + str(l)], parameters["b" + str(l)], "relu"
        )
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid"
    )
    caches.append(cache)
    return AL, caches
""",
    "run through twice",
)
