"""Mutants that do what the original does: (function, the line that differs), and why."""

ANY_DTYPE = "the answer may have any dtype"
ROUNDING = "half of the digits in one step: the answer is off by less than its own rounding may be"
ONE_ROW = (
    "the output layer has one unit, for Y is a row: there is one row to add up, or to go through"
)
SAME_SHAPE = "a row of shape (m,) and one of (1, m) make one of (1, m)"
WHOLE = "a column of a one-hot table holds whole numbers, and so do the positions of a permutation"
ANY_C = "any number may be taken out of the sum, if it is close to the largest"
UNKNOWN_SIZE = "any negative size is the one that NumPy works out"

_LSE = "largest + np.log(np.sum(np.exp(Z - largest), axis=0, "
_COST = "return float(np.sum(log_sum_exp(Z) - np.sum(Y * Z, axis=0, "
_HOT = "return (np.arange(C).reshape(C, 1) == labels.reshape("
_BACK = ("backward_propagation_with_regularization", "backward_propagation_with_dropout")

EQUIVALENT: dict[tuple[str, str], str] = {
    (
        "initialize_parameters_he",
        "scale = (np.sqrt(2 / layers_dims[l - 1])).astype(np.float32)",
    ): ROUNDING,
    (
        "initialize_parameters_xavier",
        "scale = (np.sqrt(2 / (layers_dims[l - 1] + layers_dims[l]))).astype(np.float32)",
    ): ROUNDING,
    (
        "compute_cost_with_regularization",
        "cross_entropy = (-np.sum(Y * np.log(A3) + (1 - Y) * np.log(1 - A3)) / m)"
        ".astype(np.float32)",
    ): ROUNDING,
    (
        "compute_cost_with_regularization",
        'squares = (sum(np.sum(parameters[f"W{l}"] ** 2) for l in range(1, L + 1)))'
        ".astype(np.float32)",
    ): ROUNDING,
    **{(f, "db3 = np.sum(dZ3, axis=None, keepdims=True) / m"): ONE_ROW for f in _BACK},
    **{(f, "db3 = np.sum(dZ3, keepdims=True) / m"): ONE_ROW for f in _BACK},
    (_BACK[0], "dZ2 = np.where(Z2 > 0, W3.T * dZ3, 0.0)"): ONE_ROW,
    (_BACK[1], "dA2 = W3.T * dZ3 * D2 / keep_prob"): ONE_ROW,
    (
        "random_mini_batches",
        "order = (np.random.RandomState(seed).permutation(X.shape[1])).astype(int)",
    ): WHOLE,
    (
        "update_parameters_with_adam",
        "v_corrected = (new_v[key] / (1 - beta1**t)).astype(np.float32)",
    ): ROUNDING,
    (
        "update_parameters_with_adam",
        "s_corrected = (new_s[key] / (1 - beta2**t)).astype(np.float32)",
    ): ROUNDING,
    ("one_hot", f"{_HOT}1, -1)).astype(None)"): ANY_DTYPE,
    ("one_hot", f"{_HOT}-1)).astype(float)"): SAME_SHAPE,
    ("one_hot", f"{_HOT}1, -2)).astype(float)"): UNKNOWN_SIZE,
    ("log_sum_exp", "largest = (np.max(Z, axis=0, keepdims=True)).astype(np.float32)"): ANY_C,
    ("log_sum_exp", "largest = (np.max(Z, axis=0, keepdims=True)).astype(int)"): ANY_C,
    ("log_sum_exp", "largest = np.max(Z, axis=0, )"): SAME_SHAPE,
    ("log_sum_exp", "largest = np.max(Z, axis=0, keepdims=False)"): SAME_SHAPE,
    ("log_sum_exp", f"return {_LSE}))"): SAME_SHAPE,
    ("log_sum_exp", f"return {_LSE}keepdims=False))"): SAME_SHAPE,
    ("compute_softmax_cost", f"{_COST})) / m)"): SAME_SHAPE,
    ("compute_softmax_cost", f"{_COST}keepdims=False)) / m)"): SAME_SHAPE,
    ("model", "Y = (one_hot(labels, layers_dims[-1])).astype(np.float32)"): WHOLE,
    ("model", "Y = (one_hot(labels, layers_dims[-1])).astype(int)"): WHOLE,
    ("predict_classes", "return np.argmax(ZL, axis=0).reshape(1, -2)"): UNKNOWN_SIZE,
}
