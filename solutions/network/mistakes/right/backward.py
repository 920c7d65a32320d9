"""Right implementations of step 4 that look different."""

from grader.engine.authoring import Right

RIGHT = (
    Right(
        "sigmoid_backward",
        "the course's own sigmoid",
        """
def sigmoid_backward(dA, activation_cache):
    s, _ = sigmoid(activation_cache)
    return np.multiply(dA, np.multiply(s, 1 - s))
""",
    ),
    Right(
        "sigmoid_backward",
        "the hyperbolic cosine",
        """
def sigmoid_backward(dA, activation_cache):
    return dA / (4 * np.cosh(activation_cache / 2) ** 2)
""",
    ),
    Right(
        "sigmoid_backward",
        "tanh",
        """
def sigmoid_backward(dA, activation_cache):
    t = np.tanh(activation_cache / 2)
    return dA * (1 - t * t) / 4
""",
    ),
    Right(
        "sigmoid_backward",
        "multiplied out",
        """
def sigmoid_backward(dA, activation_cache):
    s = 1 / (1 + np.exp(-activation_cache))
    dZ = s * dA
    dZ -= s * s * dA
    return dZ
""",
    ),
    Right(
        "sigmoid_backward",
        "e on both sides",
        """
def sigmoid_backward(dA, activation_cache):
    e = np.exp(-np.abs(activation_cache))
    return np.einsum("ij,ij->ij", dA, e / (1 + e) ** 2)
""",
    ),
    Right(
        "relu_backward",
        "a product with a mask",
        """
def relu_backward(dA, activation_cache):
    return dA * (activation_cache > 0)
""",
    ),
    Right(
        "relu_backward",
        "np.where with a whole zero",
        """
def relu_backward(dA, activation_cache):
    return np.where(activation_cache <= 0, 0, dA)
""",
    ),
    Right(
        "relu_backward",
        "np.heaviside",
        """
def relu_backward(dA, activation_cache):
    return np.heaviside(activation_cache, 0) * dA
""",
    ),
    Right(
        "relu_backward",
        "zeros, filled where open",
        """
def relu_backward(dA, activation_cache):
    dZ, open_gate = np.zeros_like(dA), activation_cache > 0
    dZ[open_gate] = dA[open_gate]
    return dZ
""",
    ),
    Right(
        "relu_backward",
        "np.multiply with a mask of floats",
        """
def relu_backward(dA, activation_cache):
    mask = np.where(activation_cache > 0, 1.0, 0.0)
    return np.multiply(dA, mask, out=np.empty_like(dA))
""",
    ),
    Right(
        "relu_backward",
        "two loops",
        """
def relu_backward(dA, activation_cache):
    Z = activation_cache
    return np.array([[d if z > 0 else 0.0 for d, z in zip(*rows)] for rows in zip(dA, Z)])
""",
    ),
    Right(
        "linear_backward",
        "einsum and mean",
        """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dW = np.einsum("im,jm->ij", dZ, A_prev) / dZ.shape[1]
    return np.einsum("ij,im->jm", W, dZ), dW, dZ.mean(axis=1).reshape(b.shape)
""",
    ),
    Right(
        "linear_backward",
        "one example at a time",
        """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW, db = np.zeros(W.shape), np.zeros(b.shape)
    for j in range(m):
        dW += np.outer(dZ[:, j], A_prev[:, j]) / m
        db += dZ[:, j : j + 1] / m
    return (dZ.T @ W).T, dW, db
""",
    ),
    Right(
        "linear_backward",
        "a column of ones",
        """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    ones = np.ones((A_prev.shape[1], 1))
    return [W.T.dot(dZ), dZ.dot(A_prev.T) / len(ones), dZ.dot(ones) / len(ones)]
""",
    ),
    Right(
        "linear_backward",
        "np.matmul and a new axis",
        """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = dZ.shape[1]
    db = dZ.mean(axis=1)[:, np.newaxis]
    return np.matmul(W.T, dZ), np.matmul(dZ, A_prev.T) / m, db
""",
    ),
    Right(
        "linear_backward",
        "averaged first, where it belongs",
        """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    mean = dZ / A_prev.shape[1]
    return np.dot(W.T, dZ), np.dot(mean, A_prev.T), np.add.reduce(mean, axis=1, keepdims=True)
""",
    ),
    Right(
        "linear_backward",
        "np.average, in Fortran order",
        """
def linear_backward(dZ, cache):
    A_prev, W, _ = cache
    dW = np.average([np.outer(d, a) for d, a in zip(dZ.T, A_prev.T)], axis=0)
    db = np.average(dZ, axis=1).reshape(-1, 1)
    return np.asfortranarray(W.T @ dZ), np.asfortranarray(dW), db
""",
    ),
    Right(
        "linear_activation_backward",
        "a table of functions",
        """
def linear_activation_backward(dA, cache, activation):
    try:
        back = {"relu": relu_backward, "sigmoid": sigmoid_backward}[activation]
    except KeyError:
        raise ValueError(f"no activation is called {activation}")
    return linear_backward(back(dA, cache[1]), cache[0])
""",
    ),
    Right(
        "linear_activation_backward",
        "all by itself",
        """
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    if activation == "sigmoid":
        s = 1 / (1 + np.exp(-Z))
        dZ = dA * s * (1 - s)
    elif activation == "relu":
        dZ = dA * (Z > 0)
    else:
        raise ValueError(activation)
    m = A_prev.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True) / m
""",
    ),
    Right(
        "linear_activation_backward",
        "if, elif, else",
        """
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "sigmoid":
        return linear_backward(sigmoid_backward(dA, activation_cache), linear_cache)
    elif activation == "relu":
        return linear_backward(relu_backward(dA, activation_cache), linear_cache)
    else:
        raise ValueError("no such activation: " + activation)
""",
    ),
    Right(
        "linear_activation_backward",
        "looked up by name",
        """
def linear_activation_backward(dA, cache, activation):
    back = globals().get(activation + "_backward")
    if back is None:
        raise ValueError(activation)
    dA_prev, dW, db = linear_backward(back(dA, cache[-1]), cache[0])
    return [dA_prev, dW, db]
""",
    ),
    Right(
        "L_model_backward",
        "dZ = AL - Y in the last layer",
        """
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dA, dW, db = linear_backward(AL - Y, caches[-1][0])
    grads[f"dA{L - 1}"], grads[f"dW{L}"], grads[f"db{L}"] = dA, dW, db
    for l in range(L - 1, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads
""",
    ),
    Right(
        "L_model_backward",
        "keeps dAL too",
        (
            (
                "    current_cache = caches[L - 1]",
                ('    grads["dA" + str(L)] = dAL\n    current_cache = caches[L - 1]'),
            ),
        ),
    ),
    Right(
        "L_model_backward",
        "a guard of 1e-8",
        (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 1e-8, 1 - 1e-8)"),),
    ),
    Right(
        "L_model_backward",
        "1e-8 under both fractions",
        (
            ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
            ("np.divide(Y, AL)", "np.divide(Y, AL + 1e-8)"),
            ("np.divide(1 - Y, 1 - AL)", "np.divide(1 - Y, 1 - AL + 1e-8)"),
        ),
    ),
    Right(
        "L_model_backward",
        "recursion, one small guard",
        """
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
    ),
    Right(
        "L_model_backward",
        "a while loop, layer by layer",
        """
def L_model_backward(AL, Y, caches):
    AL = np.where(AL < 1e-300, 2.0**-53, AL)
    l, grads = len(caches), {}
    dA = (1 - Y) / np.where(AL == 1, 2.0**-53, 1 - AL) - Y / AL
    kind = "sigmoid"
    while l > 0:
        dA, grads["dW" + str(l)], grads["db" + str(l)] = linear_activation_backward(
            dA, caches[l - 1], kind
        )
        l, kind = l - 1, "relu"
        grads["dA" + str(l)] = dA
    return grads
""",
    ),
    Right(
        "L_model_backward",
        "caches from the back, dZ kept too",
        """
def L_model_backward(AL, Y, caches):
    L, grads = len(caches), {}
    for l, (linear_cache, Z) in reversed(list(enumerate(caches, 1))):
        grads[f"dZ{l}"] = AL - Y if l == L else relu_backward(grads[f"dA{l}"], Z)
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = linear_backward(
            grads[f"dZ{l}"], linear_cache
        )
    return grads
""",
    ),
    Right(
        "L_model_backward",
        "all by itself",
        """
def L_model_backward(AL, Y, caches):
    m, L, grads = AL.shape[1], len(caches), {}
    dZ = AL - Y
    for l in range(L, 0, -1):
        (A_prev, W, b), Z = caches[l - 1]
        if l < L:
            dZ = grads[f"dA{l}"] * (Z > 0)
        grads[f"dW{l}"] = dZ @ A_prev.T / m
        grads[f"db{l}"] = dZ.mean(axis=1, keepdims=True)
        grads[f"dA{l - 1}"] = W.T @ dZ
    return dict(sorted(grads.items()))
""",
    ),
)
