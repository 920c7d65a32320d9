"""Right implementations of step 6 that look different."""

from grader.engine.authoring import Right

RIGHT = (
    Right(
        "initialize_parameters_scaled",
        "the deep function, rescaled",
        """
def initialize_parameters_scaled(layer_dims, seed=1):
    parameters = initialize_parameters_deep(layer_dims, seed)
    for l in range(1, len(layer_dims)):
        parameters[f"W{l}"] *= 100 * layer_dims[l - 1] ** -0.5
    return parameters
""",
    ),
    Right(
        "initialize_parameters_scaled",
        "a spread of its own for each layer",
        """
import math

def initialize_parameters_scaled(layer_dims, seed=1):
    random, parameters = np.random.RandomState(seed), {}
    for l, (before, n) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        parameters[f"W{l}"] = random.normal(0.0, 1 / math.sqrt(before), size=(n, before))
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters
""",
    ),
    Right(
        "initialize_parameters_scaled",
        "times the inverse root",
        """
def initialize_parameters_scaled(layer_dims, seed=1):
    np.random.seed(seed)
    parameters, L = {}, len(layer_dims) - 1
    for l in range(1, L + 1):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        parameters["W" + str(l)] = np.random.randn(n, n_prev) * np.sqrt(1.0 / n_prev)
        parameters["b" + str(l)] = np.array([[0.0]] * n)
    return parameters
""",
    ),
    Right(
        "two_layer_model",
        "by way of the deep functions",
        """
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
    ),
    Right(
        "two_layer_model",
        "one cost in a hundred is made at all",
        """
def two_layer_model(
    X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False
):
    parameters, costs, i = initialize_parameters(*layers_dims), [], 0
    while i < num_iterations:
        A1, cache1 = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")
        A2, cache2 = linear_activation_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")
        if i % 100 == 0:
            costs.append(np.squeeze(compute_cost(A2, Y)))
            if print_cost:
                print(i, costs[-1])
        grads = L_model_backward(A2, Y, (cache1, cache2))
        parameters = update_parameters(parameters, grads, learning_rate)
        i += 1
    return parameters, costs
""",
    ),
    Right(
        "two_layer_model",
        "AL - Y, and no helpers on the way back",
        """
def two_layer_model(
    X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False
):
    p = initialize_parameters(*layers_dims)
    m, costs = X.shape[1], {}
    for i in range(num_iterations):
        Z1 = p["W1"] @ X + p["b1"]
        A1 = np.maximum(0, Z1)
        A2 = sigmoid(p["W2"] @ A1 + p["b2"])[0]
        if not i % 100:
            costs[i] = compute_cost(A2, Y)
        dZ2 = (A2 - Y) / m
        dZ1 = (p["W2"].T @ dZ2) * (Z1 > 0)
        p = {
            "W1": p["W1"] - learning_rate * dZ1 @ X.T,
            "b1": p["b1"] - learning_rate * dZ1.sum(axis=1, keepdims=True),
            "W2": p["W2"] - learning_rate * dZ2 @ A1.T,
            "b2": p["b2"] - learning_rate * dZ2.sum(axis=1, keepdims=True),
        }
    return p, list(costs.values())
""",
    ),
    Right(
        "L_layer_model",
        "prints every cost, and returns a list",
        (
            ("        if i % 100", ('        print("cost", i, cost)\n        if i % 100')),
            ("return parameters, costs", "return [parameters, tuple(costs)]"),
        ),
    ),
    Right(
        "L_layer_model",
        "a class",
        """
class Network:
    def __init__(self, dims):
        self.parameters, self.costs = initialize_parameters_scaled(dims), []

    def step(self, i, X, Y, learning_rate):
        AL, caches = L_model_forward(X, self.parameters)
        if i % 100 == 0:
            self.costs.append(float(compute_cost(AL, Y)))
        grads = L_model_backward(AL, Y, caches)
        self.parameters = update_parameters(self.parameters, grads, learning_rate)

def L_layer_model(
    X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False
):
    network = Network(layers_dims)
    for i in range(num_iterations):
        network.step(i, X, Y, learning_rate)
    return network.parameters, network.costs
""",
    ),
    Right(
        "L_layer_model",
        "the costs as an array",
        (("return parameters, costs", "return parameters, np.array(costs)"),),
    ),
    Right(
        "predict",
        "whole numbers",
        (("return p", "return p.astype(int)"),),
    ),
    Right(
        "predict",
        "booleans",
        (("return p", "return probas > 0.5"),),
    ),
    Right(
        "predict",
        "rounding",
        (("return p", "return np.round(probas)"),),
    ),
    Right(
        "predict",
        "float32",
        (("return p", "return p.astype(np.float32)"),),
    ),
    Right(
        "predict",
        "np.where",
        """
def predict(X, parameters):
    return np.where(L_model_forward(X, parameters)[0] > 0.5, 1, 0)
""",
    ),
    Right(
        "predict",
        "one example at a time",
        """
def predict(X, parameters):
    answers = []
    for j in range(X.shape[1]):
        AL, _ = L_model_forward(X[:, [j]], parameters)
        answers.append([1 if a > 0.5 else 0 for a in AL[:, 0]])
    return np.array(answers).T
""",
    ),
    Right(
        "predict",
        "the sign of Z",
        """
def predict(X, parameters):
    _, caches = L_model_forward(X, parameters)
    return (caches[-1][1] > 0).astype(np.int8)
""",
    ),
    Right(
        "predict",
        "two loops, over rows and columns",
        """
def predict(X, parameters):
    AL, _ = L_model_forward(X, parameters)
    p = np.zeros(AL.shape)
    for k in range(AL.shape[0]):
        for i in range(AL.shape[1]):
            if AL[k, i] > 0.5:
                p[k, i] = 1
    return p
""",
    ),
)
