"""Right implementations of step 1 that look different."""

from grader.engine.authoring import Right

RIGHT = (
    Right(
        "initialize_parameters",
        "by way of the deep function",
        """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    return initialize_parameters_deep([n_x, n_h, n_y], seed=seed)
""",
    ),
    Right(
        "initialize_parameters",
        "normal with a scale",
        """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    stream = np.random.RandomState(seed)
    return {
        "W1": stream.normal(0, 0.01, (n_h, n_x)),
        "b1": 0.0 * np.ones((n_h, 1)),
        "W2": stream.normal(scale=0.01, size=(n_y, n_h)),
        "b2": np.full((n_y, 1), 0.0),
    }
""",
    ),
    Right(
        "initialize_parameters",
        "keys in another order",
        (('"W1": W1, "b1": b1, "W2": W2, "b2": b2', '"b2": b2, "W2": W2, "b1": b1, "W1": W1'),),
    ),
    Right(
        "initialize_parameters",
        "both layers in one loop",
        """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    stream = np.random.RandomState(seed)
    parameters = dict()
    for l, shape in enumerate([(n_h, n_x), (n_y, n_h)], start=1):
        parameters["W%d" % l] = 0.01 * stream.standard_normal(size=shape)
        parameters["b%d" % l] = np.zeros(shape=(shape[0], 1), dtype=np.float64)
    return parameters
""",
    ),
    Right(
        "initialize_parameters",
        "the state of the stream kept",
        """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    state = np.random.get_state()
    np.random.seed(seed)
    W1, W2 = (np.random.randn(*shape) * 1e-2 for shape in ((n_h, n_x), (n_y, n_h)))
    np.random.set_state(state)
    return dict(W1=W1, b1=np.zeros((n_h, 1)), W2=W2, b2=np.zeros((n_y, 1)))
""",
    ),
    Right(
        "initialize_parameters_deep",
        "zip",
        """
def initialize_parameters_deep(layer_dims, seed=3):
    stream, parameters = np.random.RandomState(seed), {}
    for l, (before, n) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        parameters |= {f"W{l}": stream.randn(n, before) / 100, f"b{l}": np.zeros([n, 1])}
    return parameters
""",
    ),
    Right(
        "initialize_parameters_deep",
        "recursion",
        """
def initialize_parameters_deep(layer_dims, seed=3):
    def rest(l, stream):
        if l == len(layer_dims):
            return {}
        W = stream.randn(layer_dims[l], layer_dims[l - 1]) * 1e-2
        return {f"W{l}": W, f"b{l}": np.zeros((layer_dims[l], 1)), **rest(l + 1, stream)}
    return rest(1, np.random.RandomState(seed))
""",
    ),
    Right(
        "initialize_parameters_deep",
        "a class",
        """
class Start:
    def __init__(self, seed):
        self.stream = np.random.RandomState(seed)

    def layer(self, before, n):
        return self.stream.randn(n, before) * 0.01, np.zeros((n, 1))

def initialize_parameters_deep(layer_dims, seed=3):
    start, parameters = Start(seed), {}
    for l in range(len(layer_dims) - 1):
        W, b = start.layer(*layer_dims[l : l + 2])
        parameters["W" + str(l + 1)], parameters["b" + str(l + 1)] = W, b
    return parameters
""",
    ),
    Right(
        "initialize_parameters_deep",
        "one number at a time",
        """
def initialize_parameters_deep(layer_dims, seed=3):
    random = np.random.RandomState(seed)
    parameters = {}
    for l in range(1, len(layer_dims)):
        W = np.empty((layer_dims[l], layer_dims[l - 1]), order="F")
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                W[i, j] = random.randn() * 0.01
        parameters[f"W{l}"], parameters[f"b{l}"] = W, np.zeros_like(W[:, :1])
    return parameters
""",
    ),
)
