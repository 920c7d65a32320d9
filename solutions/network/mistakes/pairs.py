"""Two mistakes at once: the edits of the one, and then those of the other.

Both are mistakes of one function, so that nothing but this function is wrong. Not every pair is
one: two that cancel (a sum averaged twice, and not averaged) make a right answer.
"""

from .mistake import Mistake, Pair, source_of


def source_of_pair(first: Mistake, second: Mistake) -> str:
    """Give the implementation with both mistakes.

    Raises:
        ValueError: one of them is a whole source, or the two are edits of one and the same place.
    """
    if isinstance(first.change, str) or isinstance(second.change, str):
        raise ValueError("a whole source cannot be joined with another mistake")
    return source_of(first.function, first.change + second.change)


PAIRS: tuple[Pair, ...] = (
    Pair("initialize_parameters", ("another default seed", "lists")),
    Pair("initialize_parameters", ("whole-number biases", "a key forgotten")),
    Pair("initialize_parameters", ("factor 0.1", "no seed")),
    Pair("initialize_parameters", ("small letters", "0.01 subtracted")),
    Pair("initialize_parameters_deep", ("all weights zero", "first layer only")),
    Pair("initialize_parameters_deep", ("lists for biases", "no seed")),
    Pair("initialize_parameters_deep", ("drawn uniformly", "square matrices")),
    Pair("initialize_parameters_deep", ("keys from 0", "a Generator")),
    Pair("sigmoid", ("A in the cache", "minus in the denominator")),
    Pair("sigmoid", ("flattened", "the sign of Z in the cache")),
    Pair("sigmoid", ("A alone", "a pair in the cache")),
    Pair("sigmoid", ("exp alone", "clipped far out")),
    Pair("relu", ("flattened", "a pair in the cache")),
    Pair("relu", ("cache first", "only what is positive")),
    Pair("relu", ("leaky", "the mask in the cache")),
    Pair("relu", ("A alone", "floor at 1")),
    Pair("linear_forward", ("Z alone", "b changed")),
    Pair("linear_forward", ("only the first bias", "W changed")),
    Pair("linear_forward", ("squeezed", "Z transposed")),
    Pair("linear_forward", ("cache in another order", "bias before the product")),
    Pair("linear_activation_forward", ("no activation for relu", "unknown word taken for relu")),
    Pair("linear_activation_forward", ("flat cache", "pair taken for A")),
    Pair("linear_activation_forward", ("activation before the linear half", "A_prev in the cache")),
    Pair("linear_activation_forward", ("always sigmoid", "linear cache alone")),
    Pair("L_model_forward", ("stale l in the last layer", "W1 for every layer")),
    Pair("L_model_forward", ("two layers always", "sigmoid layers, relu at the end")),
    Pair("L_model_forward", ("last hidden layer returned", "activations in the list")),
    Pair("L_model_forward", ("sigmoid in every layer", "caches first")),
    Pair("compute_cost", ("0.001 added", "m - 1")),
    Pair("compute_cost", ("half of the cost", "mean of squares")),
    Pair("compute_cost", ("rounded", "a pair")),
    Pair("compute_cost", ("base 2", "last example only")),
    Pair("sigmoid_backward", ("s (1 + s)", "clipped")),
    Pair("sigmoid_backward", ("dA forgotten", "s alone")),
    Pair("sigmoid_backward", ("relu's slope", "the sigmoid taken twice")),
    Pair("sigmoid_backward", ("matrix product", "added up over the examples")),
    Pair("relu_backward", ("negative blame lost", "shut below 1")),
    Pair("relu_backward", ("times Z", "mask of the wrong values: 1")),
    Pair("relu_backward", ("dA changed", "open at 0")),
    Pair("relu_backward", ("dA forgotten", "whole rows shut")),
    Pair("linear_backward", ("dW transposed", "a dictionary")),
    Pair("linear_backward", ("dW averaged twice", "largest in place of sum")),
    Pair("linear_backward", ("db summed over units", "dA_prev through relu")),
    Pair("linear_backward", ("minus in dA_prev", "dW a sum of dZ")),
    Pair(
        "linear_activation_backward",
        ("relu goes back through the sigmoid", "unknown word taken for sigmoid"),
    ),
    Pair("linear_activation_backward", ("activations exchanged", "no slope for the sigmoid")),
    Pair("linear_activation_backward", ("order of the call mixed up", "A in place of Z")),
    Pair("linear_activation_backward", ("the wrong cache for the activation", "no activation")),
    Pair("L_model_backward", ("outputs added up", "gradients of the weights averaged again")),
    Pair("L_model_backward", ("the gate left out", "the parameters' keys")),
    Pair("L_model_backward", ("no dA", "Y and AL exchanged")),
    Pair("L_model_backward", ("relu in the last layer", "1 / (1 - AL) alone")),
    Pair("update_parameters", ("uphill", "the gradient of the layer below")),
    Pair("update_parameters", ("sign of the step for W", "the sign of the gradient")),
    Pair("update_parameters", ("nothing updated", "two layers always")),
    Pair("update_parameters", ("b with dW", "two steps")),
    Pair("initialize_parameters_scaled", ("no factor", "starts at layer 0")),
    Pair("initialize_parameters_scaled", ("no seed", "drawn uniformly")),
    Pair("initialize_parameters_scaled", ("root of both sizes", "seeded again in every layer")),
    Pair("initialize_parameters_scaled", ("root of this layer", "W transposed")),
    Pair("two_layer_model", ("starts again every time", "the grads in place of the costs")),
    Pair("two_layer_model", ("caches exchanged", "number of iterations written down")),
    Pair("two_layer_model", ("costs at 99, 199", "learning rate written down")),
    Pair("L_layer_model", ("costs at 1, 101", "another default learning rate")),
    Pair("L_layer_model", ("uphill", "no cost kept")),
    Pair("L_layer_model", ("two-layer start", "last layer only learns")),
    Pair("predict", ("number of ones", "all zeros")),
    Pair("predict", ("probabilities", "line at the mean")),
    Pair("predict", ("line at 0", "accuracy")),
    Pair("predict", ("one half is a 1", "-1 and 1")),
)
