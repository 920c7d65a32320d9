"""Right implementations of step 2 that look different."""

from grader.engine.authoring import Right

RIGHT = (
    Right(
        "sigmoid",
        "tanh",
        """
def sigmoid(Z):
    return 0.5 * (1 + np.tanh(0.5 * Z)), Z
""",
    ),
    Right(
        "sigmoid",
        "a loop over the numbers",
        """
import math

def sigmoid(Z):
    A = np.empty(Z.shape)
    for place, z in np.ndenumerate(Z):
        A[place] = 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))
    return [A, Z.copy()]
""",
    ),
    Right(
        "sigmoid",
        "masks, in Fortran order",
        """
def sigmoid(Z):
    A = np.zeros_like(Z, order="F")
    A[Z >= 0] = 1 / (1 + np.exp(-Z[Z >= 0]))
    A[Z < 0] = np.exp(Z[Z < 0]) / (1 + np.exp(Z[Z < 0]))
    return A, np.asfortranarray(Z)
""",
    ),
    Right(
        "sigmoid",
        "prints on the way",
        (("    cache", ("    print('A =', A)\n    cache")),),
    ),
    Right(
        "sigmoid",
        "logaddexp",
        """
def sigmoid(Z):
    return np.exp(-np.logaddexp(0, -Z)), Z
""",
    ),
    Right(
        "sigmoid",
        "a limit far beyond",
        """
def sigmoid(Z):
    A = np.reciprocal(1 + np.exp(-np.clip(Z, -500, 500)))
    return A, Z
""",
    ),
    Right(
        "sigmoid",
        "np.vectorize",
        """
def one(z):
    e = np.e ** -abs(z)
    return (1.0 if z >= 0 else e) / (1.0 + e)

def sigmoid(Z):
    return np.vectorize(one, otypes=[float])(Z), Z
""",
    ),
    Right(
        "relu",
        "a product with a mask",
        """
def relu(Z):
    return Z * (Z > 0), Z
""",
    ),
    Right(
        "relu",
        "half of Z and its size",
        """
def relu(Z):
    return (Z + abs(Z)) / 2, Z
""",
    ),
    Right(
        "relu",
        "np.where, and a copy for a cache",
        """
def relu(Z):
    return np.where(Z < 0, 0, Z), Z.copy()
""",
    ),
    Right(
        "relu",
        "np.clip",
        """
def relu(Z):
    return np.clip(Z, 0, None), Z
""",
    ),
    Right(
        "relu",
        "a copy, and a mask",
        """
def relu(Z):
    A = Z.copy()
    A[A < 0] = 0
    return A, np.array(Z)
""",
    ),
    Right(
        "relu",
        "two loops",
        """
def relu(Z):
    A = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            A[i, j] = max(0, Z[i, j])
    return A, Z
""",
    ),
    Right(
        "relu",
        "a lambda",
        """
relu = lambda Z: (np.fmax(Z, 0.0), Z)
relu.__name__ = "relu"
""",
    ),
    Right(
        "linear_forward",
        "einsum",
        """
def linear_forward(A, W, b):
    return np.einsum("ij,jk->ik", W, A) + b, (A, W, b)
""",
    ),
    Right(
        "linear_forward",
        "transposed and back",
        """
def linear_forward(A, W, b):
    return (A.T @ W.T + b.T).T, [A, W, b]
""",
    ),
    Right(
        "linear_forward",
        "three loops",
        """
def linear_forward(A, W, b):
    Z = np.zeros((W.shape[0], A.shape[1]))
    for i in range(W.shape[0]):
        for j in range(A.shape[1]):
            for k in range(W.shape[1]):
                Z[i, j] += W[i, k] * A[k, j]
            Z[i, j] += b[i, 0]
    return Z, (A, W, b)
""",
    ),
    Right(
        "linear_forward",
        "the bias as one more weight",
        """
def linear_forward(A, W, b):
    Z = np.hstack([W, b]) @ np.vstack([A, np.ones((1, A.shape[1]))])
    return Z, (A, W, b)
""",
    ),
    Right(
        "linear_forward",
        "np.matmul, and a broadcast by hand",
        """
def linear_forward(A, W, b):
    Z = np.matmul(W, A)
    Z += np.broadcast_to(b, Z.shape)
    return Z, (A, W, b)
""",
    ),
    Right(
        "linear_forward",
        "one example at a time",
        """
def linear_forward(A, W, b):
    columns = [W @ A[:, j : j + 1] + b for j in range(A.shape[1])]
    return np.concatenate(columns, axis=1), (A, W, b)
""",
    ),
    Right(
        "linear_forward",
        "tensordot, in Fortran order",
        """
def linear_forward(A, W, b):
    Z = np.tensordot(W, A, axes=1) + np.tile(b, A.shape[1])
    return np.asfortranarray(Z), (A.copy(), W.copy(), b.copy())
""",
    ),
    Right(
        "linear_forward",
        "a sum of outer products",
        """
def linear_forward(A, W, b):
    Z = sum(np.outer(W[:, k], A[k]) for k in range(len(A)))
    return Z + b, tuple([A, W, b])
""",
    ),
    Right(
        "linear_forward",
        "views of larger arrays",
        """
def linear_forward(A, W, b):
    room = np.zeros((W.shape[0] + 2, A.shape[1] + 2))
    Z = room[1:-1, 1:-1]
    np.dot(W, A, out=(product := np.empty(Z.shape)))
    Z[...] = product + b
    return Z, (A[:], W[:], b[:])
""",
    ),
    Right(
        "linear_activation_forward",
        "a table of functions",
        """
ACTIVATIONS = {"sigmoid": sigmoid, "relu": relu}

def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation not in ACTIVATIONS:
        raise ValueError(f"{activation} is none of {list(ACTIVATIONS)}")
    A, activation_cache = ACTIVATIONS[activation](Z)
    return A, (linear_cache, activation_cache)
""",
    ),
    Right(
        "linear_activation_forward",
        "all by itself",
        """
def linear_activation_forward(A_prev, W, b, activation):
    Z = np.matmul(W, A_prev) + b
    if activation not in ("relu", "sigmoid"):
        raise ValueError(activation)
    A = np.maximum(Z, 0) if activation == "relu" else 1 / (1 + np.exp(-Z))
    return A, [[A_prev, W, b], Z]
""",
    ),
    Right(
        "linear_activation_forward",
        "match",
        """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    match activation:
        case "sigmoid":
            A, activation_cache = sigmoid(Z)
        case "relu":
            A, activation_cache = relu(Z)
        case _:
            raise ValueError(activation)
    cache = (linear_cache, activation_cache)
    return A, cache
""",
    ),
    Right(
        "linear_activation_forward",
        "an error of its own kind",
        """
class UnknownActivation(ValueError):
    pass

def linear_activation_forward(A_prev, W, b, activation):
    if activation not in ("sigmoid", "relu"):
        raise UnknownActivation(activation)
    Z, linear_cache = linear_forward(A_prev, W, b)
    g = sigmoid if activation == "sigmoid" else relu
    return g(Z)[0], (linear_cache, Z)
""",
    ),
    Right(
        "linear_activation_forward",
        "looked up by name",
        """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    ("sigmoid", "relu").index(activation)  # a ValueError where it is neither
    A, activation_cache = eval(activation)(Z)
    return A, (linear_cache, activation_cache)
""",
    ),
    Right(
        "L_model_forward",
        "a class",
        """
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
    ),
    Right(
        "L_model_forward",
        "recursion",
        """
def L_model_forward(X, parameters, l=1):
    last = f"W{l + 1}" not in parameters
    kind = "sigmoid" if last else "relu"
    A, cache = linear_activation_forward(X, parameters[f"W{l}"], parameters[f"b{l}"], kind)
    if last:
        return A, [cache]
    AL, caches = L_model_forward(A, parameters, l + 1)
    return AL, [cache, *caches]
""",
    ),
    Right(
        "L_model_forward",
        "a while loop, keys in order",
        """
def L_model_forward(X, parameters):
    caches, l = [], 1
    while f"W{l}" in parameters:
        last = f"W{l + 1}" not in parameters
        X, cache = linear_activation_forward(
            X, parameters[f"W{l}"], parameters[f"b{l}"], "sigmoid" if last else "relu"
        )
        caches.append(cache)
        l += 1
    return X, tuple(caches)
""",
    ),
    Right(
        "L_model_forward",
        "functools.reduce",
        """
from functools import reduce

def L_model_forward(X, parameters):
    L = len(parameters) // 2

    def layer(so_far, l):
        A, caches = so_far
        kind = "relu" if l < L else "sigmoid"
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], kind)
        return A, [*caches, cache]

    return reduce(layer, range(1, L + 1), (X, []))
""",
    ),
    Right(
        "L_model_forward",
        "all by itself",
        """
def L_model_forward(X, parameters):
    A, caches, L = X, [], max(int(name[1:]) for name in parameters)
    for l in range(1, L + 1):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        Z = W.dot(A) + b
        caches += [((A, W, b), Z)]
        A = np.maximum(Z, 0) if l != L else 1 / (1 + np.exp(-Z))
    return A, caches
""",
    ),
)
