"""Mutants that do what the original does: (function, the line that differs), and why."""

ANY_DTYPE = "the answer may have any dtype"
SHOWN = "only what is shown while it trains is another thing"
ROUNDING = "half of the digits in one step: the answer is off by less than its own rounding may be"
OPEN = "where AL is 0 or 1, the docstring asks for finite gradients, and leaves their size open"

_TQDM = "iterations = tqdm(range(num_iterations), "
_HEAD = "X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=True"
_GAPS = ("2.0 * -53", "-53**2.0", "2.0", "-53", "3.0**-53", "2.0**+53", "2.0**53", "2.0**-54")

EQUIVALENT: dict[tuple[str, str], str] = {
    ("sigmoid", "A = np.where(Z > 0, 1.0, e) / (1.0 + e)"): "at 0 both choices are 1",
    (
        "L_model_forward",
        'A, cache = linear_activation_forward(A, W, b, "relu")',
    ): "A_prev and A are the same array there",
    (
        "compute_cost",
        "cost = (-np.sum(Y * np.log(p_one) + (1 - Y) * np.log(p_zero)) / m).astype(np.float32)",
    ): ANY_DTYPE,
    (
        "compute_cost",
        "logprobs = (Y * np.log(AL) + (1 - Y) * np.log(1 - AL)).astype(np.float32)",
    ): ROUNDING,
    ("compute_cost", "cost = (-(1 / m) * np.sum(logprobs)).astype(np.float32)"): ANY_DTYPE,
    ("compute_cost", "cost = (np.squeeze(cost)).astype(np.float32)"): ANY_DTYPE,
    ("compute_cost", "cost = cost"): "np.sum gives one number: there is nothing to squeeze",
    ("sigmoid_backward", "e = (np.exp(-np.abs(Z))).astype(np.float32)"): ROUNDING,
    ("sigmoid_backward", "e = np.exp(-np.abs(activation_cache))"): "Z is the cache",
    ("sigmoid_backward", "s = 1 / (1 + np.exp(+Z))"): "s (1 - s) is the same for Z and -Z",
    ("sigmoid_backward", "s = 1 / (1 + np.exp(Z))"): "s (1 - s) is the same for Z and -Z",
    ("relu_backward", "dZ = np.array(dA, )"): "np.array copies without being told",
    ("L_model_backward", "gap, smallest = 2.0**-53, 2.0**-1023"): OPEN,
    ("L_model_backward", "p_one = np.where(smallest >= AL, gap, AL)"): OPEN,
    ("L_model_backward", "p_one = np.where(smallest > AL, L, AL)"): OPEN,
    ("L_model_backward", "p_zero = np.where(AL == 1, AL, 1 - AL)"): OPEN,
    ("L_model_backward", "p_zero = np.where(AL == 1, L, 1 - AL)"): OPEN,
    ("L_model_backward", "p_one = (np.where(smallest > AL, gap, AL)).astype(np.float32)"): ROUNDING,
    ("L_model_backward", "p_zero = (np.where(AL == 1, gap, 1 - AL)).astype(np.float32)"): ROUNDING,
    ("L_model_backward", "AL = np.clip(AL, 3.0**-53, 1 - 2.0**-53)"): OPEN,
    ("L_model_backward", "AL = np.clip(AL, 2.0**-54, 1 - 2.0**-53)"): OPEN,
    ("L_model_backward", "Y = (Y.reshape(AL.shape)).astype(np.float32)"): "labels are 0 or 1",
    ("L_model_backward", "Y = (Y.reshape(AL.shape)).astype(int)"): "labels are 0 or 1",
    ("L_model_backward", "Y = Y.reshape(None)"): "it keeps the shape, which is that of AL already",
    ("predict", "return (AL > 0.5).astype(None)"): ANY_DTYPE,
    ("predict", "p = (np.zeros(probas.shape)).astype(np.float32)"): ANY_DTYPE,
    ("predict", "p = (np.zeros(probas.shape)).astype(int)"): ANY_DTYPE,
    **{("L_model_backward", f"gap, smallest = {gap}, 2.0**-1022"): OPEN for gap in _GAPS},
    **{
        (model, line): SHOWN
        for model in ("two_layer_model", "L_layer_model")
        for line in (
            "print_cost: bool = True,",
            f"{_TQDM}disable=None)",
            f"{_TQDM})",
            "iterations.set_postfix(cost=None)",
            _HEAD,
        )
    },
}
