"""Wrong functions that draw parameters or train, added to those of habits.py."""

from tests.habits import HABITS, w

__all__ = ["HABITS"]

DRAW = """
    def initialize_parameters_deep(layer_dims, seed=3):
        rng, p = np.random.RandomState(seed), {{}}
        for l, (k, n) in enumerate(zip(layer_dims, layer_dims[1:]), 1):
            {before}
            p[f"W{{l}}"] = {W} * 0.01
            p[f"b{{l}}"] = {b}
        return p
    """
ZEROS, NORMAL = "np.zeros((n, 1))", "rng.randn(n, k)"
for before, W, b, words in (
    ("pass", "rng.uniform(-1, 1, (n, k))", ZEROS, "draws evenly"),
    ("pass", "rng.normal(1, 1, (n, k))", ZEROS, "is the mean"),
    ("pass", NORMAL, "np.full((n, 1), 0.1)", "should be 0 everywhere"),
    ("rng = np.random.RandomState(seed + l)", NORMAL, ZEROS, "again and again"),
    ("pass", "rng.randn(k, n).T", ZEROS, "in another order"),
):
    source = DRAW.format(before=before, W=W, b=b)
    w("initialize_parameters_deep", source, words)
TRAIN = """
    def L_layer_model(
        X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False
    ):
        {before}
        p, costs = initialize_parameters_scaled(layers_dims), []
        for i in range({turns}):
            AL, caches = L_model_forward(X, p)
            if i % 100 == 0:
                costs.append(compute_cost(AL, Y))
            {early}
            p = update_parameters(p, L_model_backward({AL}, {Y}, {caches}), learning_rate)
        return p, costs
    """
PLAIN = {
    "before": "pass",
    "turns": "num_iterations",
    "early": "pass",
    "AL": "AL",
    "Y": "Y",
    "caches": "caches",
}
for other, words in (
    ({"before": "X = X / 255"}, "changes the argument X first"),
    ({"turns": "1, num_iterations"}, "one iteration too few"),
    ({"early": "if costs[-1] < 0.69: break"}, "ends the loop before its last turn"),
    (
        {"AL": "L_model_forward(X[:, :1], p)[0]", "Y": "Y[:, :1]"},
        "with a part of the examples",
    ),
):
    w("L_layer_model", TRAIN.format(**{**PLAIN, **other}), words)
w(
    "two_layer_model",
    """
    def two_layer_model(
        X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False
    ):
        p, costs, m = initialize_parameters(*layers_dims), [], X.shape[1]
        for i in range(num_iterations):
            Z1 = p["W1"] @ X + p["b1"]
            A1 = np.maximum(0, Z1)
            A2 = 1 / (1 + np.exp(-p["W2"] @ A1 - p["b2"]))
            if i % 100 == 0:
                costs.append(compute_cost(A2, Y))
            dZ2 = A2 - Y
            p["W2"] = p["W2"] - learning_rate * dZ2 @ A1.T / m
            p["b2"] = p["b2"] - learning_rate * dZ2.mean(axis=1, keepdims=True)
            dZ1 = p["W2"].T @ dZ2 * (Z1 > 0)
            p["W1"] = p["W1"] - learning_rate * dZ1 @ X.T / m
            p["b1"] = p["b1"] - learning_rate * dZ1.mean(axis=1, keepdims=True)
        return p, costs
    """,
    "when it has its new value",
)
for other, words in (
    ({"AL": "L_model_forward(X.T, p)[0]"}, "gets `X.T` for X"),
    ({"turns": "num_iterations // 100"}, "// drops what is left over"),
    ({"before": "X = X[:, np.random.permutation(X.shape[1])]"}, "draws random numbers"),
):
    w("L_layer_model", TRAIN.format(**{**PLAIN, **other}), words)
w(
    "L_layer_model",
    """
    def L_layer_model(
        X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False
    ):
        p, costs = initialize_parameters_scaled(layers_dims), []
        AL, caches = L_model_forward(X, p)
        for i in range(num_iterations):
            if i % 100 == 0:
                costs.append(compute_cost(AL, Y))
            p = update_parameters(p, L_model_backward(AL, Y, caches), learning_rate)
        return p, costs
    """,
    "stands before the loop, which sets p anew",
)
w(
    "two_layer_model",
    """
    def two_layer_model(
        X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False
    ):
        p, costs = initialize_parameters(*layers_dims), []
        for i in range(num_iterations):
            AL, caches = L_model_forward(X, p)
            if i % 100 == 0:
                costs.append(compute_cost(AL, Y))
                learning_rate *= 0.95
            p = update_parameters(p, L_model_backward(AL, Y, caches), learning_rate)
        return p, costs
    """,
    "changes the argument learning_rate",
)
w(
    "initialize_parameters_scaled",
    """
    def initialize_parameters_scaled(layer_dims, seed=1):
        np.random.seed(3)
        p = {}
        for l in range(1, len(layer_dims)):
            p[f"W{l}"] = np.random.randn(layer_dims[l], layer_dims[l-1]) / layer_dims[l-1] ** 0.5
            p[f"b{l}"] = np.zeros((layer_dims[l], 1))
        return p
    """,
    "The argument seed is not used",
)
