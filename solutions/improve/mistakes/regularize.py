"""Step 2: mistakes, and right ways that look different."""

from grader.engine.authoring import Mistake, Right
from grader.engine.authoring.catalogue import Change

COST, L2 = "compute_cost_with_regularization", "backward_propagation_with_regularization"
FORWARD, BACKWARD = "forward_propagation_with_dropout", "backward_propagation_with_dropout"

# What can go wrong on either way back.
COMMON: tuple[tuple[str, str, str, Change], ...] = (
    ("Y and A3 exchanged", "The first dZ has the wrong sign.", "Where the prediction is too large, the cost should fall with it. Which is subtracted from which?", (("A3 - Y", "Y - A3"),)),
    ("dW not averaged", "dW is a sum over the examples, without the division by m.", "The cost is an average. And its gradient?", (("@ A2.T / m", "@ A2.T"), ("@ A1.T / m", "@ A1.T"), ("@ X.T / m", "@ X.T"))),
    ("db not averaged", "db is a sum over the examples, without the division by m.", "The cost is an average. And its gradient?", (("keepdims=True) / m", "keepdims=True)"),)),
    ("flat db", "db is flat, without a second axis.", "A gradient has the shape of what it is the gradient of.", ((", keepdims=True", ""),)),
    ("open at 0", "The gate of relu is open where Z is exactly 0.", "Is 0 positive?", (("> 0", ">= 0"),)),
    ("averaged twice", "Everything is divided by m twice.", "dZ belongs to the summed cost. Where is it averaged?", (("dZ3 = A3 - Y", "dZ3 = (A3 - Y) / m"),)),
    ("slope of the sigmoid twice", "The first dZ has the slope of the sigmoid as a factor, which has cancelled already.", "The cross-entropy's 1 / (a (1 - a)) and the sigmoid's a (1 - a): what is left?", (("dZ3 = A3 - Y", "dZ3 = (A3 - Y) * A3 * (1 - A3)"),)),
)  # fmt: skip

MISTAKES = (
    *(Mistake(function, *one) for function in (L2, BACKWARD) for one in COMMON),
    Mistake(COST, "half forgotten", "The squares are divided by m, where 2 m is asked for.", "What stands below lambda in the formula?", (("(2 * m)", "m"),)),
    Mistake(COST, "m forgotten", "The squares are not divided by m.", "What stands below lambda in the formula?", (("(2 * m)", "2"),)),
    Mistake(COST, "m above the line", "The squares are multiplied by m: brackets are missing.", "a / 2 * m is not a / (2 * m).", (("(2 * m)", "2 * m"),)),
    Mistake(COST, "lambd forgotten", "The squares are added without lambd.", "One argument of the function is not used. Which one?", (("lambd / (2", "1 / (2"),)),
    Mistake(COST, "no L2", "The cost is the cross-entropy alone.", "Which term of the cost knows of the weights?", ((" + lambd / (2 * m) * squares", ""),)),
    Mistake(COST, "L2 alone", "The cost is that of the weights alone.", "The cost has two terms. Which is missing?", (("cross_entropy + ", ""),)),
    Mistake(COST, "weights rewarded", "The cost of the weights is subtracted.", "Should large weights be cheap or dear?", (("cross_entropy + ", "cross_entropy - "),)),
    Mistake(COST, "not squared", "The weights are added up without a square.", "A negative weight is no reward.", ((" ** 2", ""),)),
    Mistake(COST, "absolute values", "Absolute values are added up, where squares are asked for.", "That is L1. What does L2 add up?", (('np.sum(parameters[f"W{l}"] ** 2)', 'np.sum(np.abs(parameters[f"W{l}"]))'),)),
    Mistake(COST, "biases too", "The biases cost something too.", "Which parameters are under the sum of the formula?", (('sum(np.sum(parameters[f"W{l}"] ** 2) for l in range(1, L + 1))', "sum(np.sum(theta**2) for theta in parameters.values())"),)),
    Mistake(COST, "last layer free", "The weights of the last layer cost nothing.", "range stops before its end. Write down the l of your loop.", (("range(1, L + 1)", "range(1, L)"),)),
    Mistake(COST, "first layer alone", "Only the weights of the first layer cost something.", "How many layers are there in parameters?", (("range(1, L + 1)", "range(1, 2)"),)),
    Mistake(COST, "cross-entropy not averaged", "The cross-entropy is a sum over the examples.", "What is the cross-entropy divided by?", (("(1 - A3)) / m", "(1 - A3))"),)),
    Mistake(COST, "minus forgotten", "The cross-entropy has the wrong sign.", "The logarithm of a probability is negative. And a cost?", (("-np.sum", "np.sum"),)),
    Mistake(COST, "norms", "The norms of the matrices are added up, which are roots of sums.", "Is there a root in the formula?", (('np.sum(parameters[f"W{l}"] ** 2)', 'np.linalg.norm(parameters[f"W{l}"])'),)),
    Mistake(COST, "square of the sum", "The sum is squared, where the weights should be.", "(1 + 2)² is not 1² + 2². What comes first?", (('np.sum(parameters[f"W{l}"] ** 2)', 'np.sum(parameters[f"W{l}"]) ** 2'),)),
    Mistake(COST, "three layers always", "Three layers are counted, whatever parameters holds.", "How many layers has a deeper network? Ask the dictionary.", (("range(1, L + 1)", "range(1, 4)"),)),
    Mistake(L2, "twice as much", "The weights' share of dW is twice what it should be.", "The derivative of the square brings a 2. What does it cancel?", (("lambd / m", "2 * lambd / m"),)),
    Mistake(L2, "half as much", "The weights' share of dW is half of what it should be.", "The derivative of the square brings a 2. What does it cancel?", (("lambd / m", "lambd / (2 * m)"),)),
    Mistake(L2, "share not averaged", "The weights' share of dW is not divided by m.", "What stands below lambda in the formula?", (("lambd / m", "lambd"),)),
    Mistake(L2, "no L2", "The gradients are those of the cross-entropy alone.", "One argument of the function is not used. Which one?", tuple((f" + lambd / m * W{l}", "") for l in (1, 2, 3))),
    Mistake(L2, "last layer free", "The last layer's dW lacks its share of the weights.", "Compare the three lines for dW.", ((" + lambd / m * W3", ""),)),
    Mistake(L2, "first layer free", "The first layer's dW lacks its share of the weights.", "Compare the three lines for dW.", ((" + lambd / m * W1", ""),)),
    Mistake(L2, "weights grow", "The weights' share of dW is subtracted.", "Should a step make weights smaller or larger?", (("+ lambd", "- lambd"),)),
    Mistake(L2, "gates forgotten", "The gradient goes through relu as if its gate were always open.", "What does relu pass back where Z is negative?", (("np.where(Z2 > 0, W3.T @ dZ3, 0.0)", "W3.T @ dZ3"), ("np.where(Z1 > 0, W2.T @ dZ2, 0.0)", "W2.T @ dZ2"))),
    Mistake(FORWARD, "no division", "What stays is not divided by keep_prob.", "Half of the units are gone. What does the next layer get?", ((" / keep_prob", ""),)),
    Mistake(FORWARD, "times keep_prob", "What stays is multiplied by keep_prob, where it should be divided.", "Half of the units are gone. Should the others count more or less?", (("/ keep_prob", "* keep_prob"),)),
    Mistake(FORWARD, "the share that goes", "What stays is divided by 1 - keep_prob, the share that goes.", "With keep_prob = 0.8, how much of a sum is left?", (("/ keep_prob", "/ (1 - keep_prob)"),)),
    Mistake(FORWARD, "no mask", "No unit is switched off.", "Where do the masks come in?", ((" * D1", ""), (" * D2", ""))),
    Mistake(FORWARD, "first layer alone masked", "In the second layer no unit is switched off.", "There are two masks. Where is the second?", ((" * D2", ""),)),
    Mistake(FORWARD, "mask of layer 1 in both", "The second layer is masked with D1.", "There are two masks. Where is the second?", (("* D2", "* D1"),)),
    Mistake(FORWARD, "masks exchanged", "The masks have changed places: D2 in layer 1, D1 in layer 2.", "Which layer has the units that D1 is for?", (("* D1", "* _"), ("* D2", "* D1"), ("* _", "* D2"))),
    Mistake(FORWARD, "inverted masks", "The units are switched off that should stay.", "What does a 1 in the mask mean?", (("* D1", "* (1 - D1)"), ("* D2", "* (1 - D2)"))),
    Mistake(FORWARD, "unmasked in the cache", "The cache holds the activations as they were before the mask.", "Which A did the next layer get?", (("(Z1, D1, A1, W1", "(Z1, D1, np.maximum(0, Z1), W1"), ("Z2, D2, A2, W2", "Z2, D2, np.maximum(0, Z2), W2"))),
    Mistake(FORWARD, "no relu", "The hidden layers have no relu.", "What comes between Z and the mask?", (("np.maximum(0, Z1)", "Z1"), ("np.maximum(0, Z2)", "Z2"))),
    Mistake(FORWARD, "no sigmoid", "The last layer has no sigmoid.", "A3 is a probability. Is yours between 0 and 1?", (("A3 = 1 / (1 + np.exp(-Z3))", "A3 = Z3"),)),
    Mistake(FORWARD, "no masks in the cache", "The masks are missing in the cache.", "The way back needs the same masks.", (("Z1, D1, A1", "Z1, A1"), ("Z2, D2, A2", "Z2, A2"))),
    Mistake(FORWARD, "A3 alone", "A3 comes back without the cache.", "Two things are returned. What will the way back need?", (("return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)", "return A3"),)),
    Mistake(FORWARD, "one division", "Only the first layer is divided by keep_prob.", "Compare the lines of A1 and A2.", (("* D2 / keep_prob", "* D2"),)),
    Mistake(FORWARD, "keep_prob written down", "The division is by 0.5, whatever keep_prob is.", "One argument of the function is not used. Which one?", (("/ keep_prob", "/ 0.5"),)),
    Mistake(FORWARD, "no biases", "The biases are left out.", "What is added to W A in every layer?", tuple((f" + b{l}\n", "\n") for l in (1, 2, 3))),
    Mistake(BACKWARD, "no masks", "Units that were switched off are blamed too.", "Had a unit that was gone any part in the answer?", (("* D2 / keep", "/ keep"), ("* D1 / keep", "/ keep"))),
    Mistake(BACKWARD, "no division", "The blame is not divided by keep_prob.", "Forward, what stayed was divided. And its derivative?", (("* D2 / keep_prob", "* D2"), ("* D1 / keep_prob", "* D1"))),
    Mistake(BACKWARD, "the share that goes", "The blame is divided by 1 - keep_prob, the share that goes.", "Which of the two was it on the way forward?", (("/ keep_prob", "/ (1 - keep_prob)"),)),
    Mistake(BACKWARD, "no dropout", "The way back knows nothing of the masks.", "Which entries of the cache are not used?", ((" * D2 / keep_prob", ""), (" * D1 / keep_prob", ""))),
    Mistake(BACKWARD, "times keep_prob", "The blame is multiplied by keep_prob.", "Forward, what stayed was divided. And its derivative?", (("/ keep_prob", "* keep_prob"),)),
    Mistake(BACKWARD, "layer 1 alone masked", "dA2 is neither masked nor divided.", "Both hidden layers had a mask.", ((" * D2 / keep_prob", ""),)),
    Mistake(BACKWARD, "layer 2 alone masked", "dA1 is neither masked nor divided.", "Both hidden layers had a mask.", ((" * D1 / keep_prob", ""),)),
    Mistake(BACKWARD, "mask of layer 1 in both", "dA2 is masked with D1.", "Which mask did layer 2 have on the way forward?", (("* D2", "* D1"),)),
    Mistake(BACKWARD, "mask of layer 2 in both", "dA1 is masked with D2.", "Which mask did layer 1 have on the way forward?", (("* D1", "* D2"),)),
    Mistake(BACKWARD, "gates forgotten", "The gradient goes through relu as if its gate were always open.", "What does relu pass back where Z is negative?", (("np.where(Z2 > 0, dA2, 0.0)", "dA2"), ("np.where(Z1 > 0, dA1, 0.0)", "dA1"))),
)  # fmt: skip

RIGHT = (
    Right(COST, "the classic lines", """
def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    logprobs = np.multiply(-np.log(A3), Y) + np.multiply(-np.log(1 - A3), 1 - Y)
    total = 0
    for l in range(len(parameters) // 2):
        total += np.sum(np.square(parameters["W" + str(l + 1)]))
    return 1. / m * np.sum(logprobs) + 1. / m * lambd / 2 * total
"""),
    Right(COST, "norms, squared", (('np.sum(parameters[f"W{l}"] ** 2)', 'np.linalg.norm(parameters[f"W{l}"]) ** 2'),)),
    Right(COST, "names that begin with W", (('sum(np.sum(parameters[f"W{l}"] ** 2) for l in range(1, L + 1))', 'sum((a * a).sum() for n, a in parameters.items() if n[0] == "W")'),)),
    Right(L2, "a product with the gate", (("np.where(Z2 > 0, W3.T @ dZ3, 0.0)", "np.dot(W3.T, dZ3) * (A2 > 0)"), ("np.where(Z1 > 0, W2.T @ dZ2, 0.0)", "np.multiply(W2.T @ dZ2, np.int64(A1 > 0))"))),
    Right(L2, "m taken out", (("dZ3 @ A2.T / m + lambd / m * W3", "(dZ3 @ A2.T + lambd * W3) / m"), ("dZ2 @ A1.T / m + lambd / m * W2", "1.0 / m * (np.dot(dZ2, A1.T) + lambd * W2)"))),
    Right(L2, "everything handed out", (('return {"dW1"', 'return {"dZ3": dZ3, "dA2": W3.T @ dZ3, "dW1"'),)),
    Right(FORWARD, "in three lines each", (("A1 = np.maximum(0, Z1) * D1 / keep_prob", "A1 = np.maximum(0, Z1)\n    A1 = np.multiply(A1, D1)\n    A1 = A1 / keep_prob"),)),
    Right(FORWARD, "the mask before relu", (("np.maximum(0, Z2) * D2", "np.maximum(0, Z2 * D2)"),)),
    Right(FORWARD, "where in place of a product", (("np.maximum(0, Z1) * D1", "np.where(D1, np.maximum(0, Z1), 0)"),)),
    Right(BACKWARD, "the gate in the activations", (("np.where(Z2 > 0, dA2, 0.0)", "dA2 * (A2 > 0)"),)),
    Right(BACKWARD, "the division first", (("W3.T @ dZ3 * D2 / keep_prob", "np.dot(W3.T / keep_prob, dZ3) * D2"),)),
    Right(BACKWARD, "where the unit stayed", (("W2.T @ dZ2 * D1 / keep_prob", "np.where(D1, W2.T @ dZ2, 0) / keep_prob"),)),
)  # fmt: skip
