"""Step 6: mistakes, and right ways that look different."""

from grader.engine.authoring import Mistake, Right

FORWARD, BACKWARD, MODEL, PREDICT = "model_forward", "model_backward", "model", "predict_classes"
GIVEN = "np.maximum(0, Z) if l > 1 else X"
ANSWER = "np.argmax(ZL, axis=0).reshape(1, -1)"
GATE = 'np.where(activations[l] > 0, parameters[f"W{l + 1}"].T @ dZ, 0.0)'

MISTAKES = (
    Mistake(FORWARD, "relu in the last layer", "The last layer has a relu.", "May a Z of the last layer be negative?", (("return Z,", "return np.maximum(0, Z),"),)),
    Mistake(FORWARD, "no relu", "No layer has a relu.", "What comes between one layer and the next?", ((GIVEN, "Z"),)),
    Mistake(FORWARD, "relu on X", "The inputs go through a relu.", "What does layer 1 get?", ((GIVEN, "np.maximum(0, Z)"),)),
    Mistake(FORWARD, "last layer forgotten", "The last layer is left out.", "range stops before its end. Write down the l of your loop.", (("range(1, L + 1)", "range(1, L)"),)),
    Mistake(FORWARD, "no biases", "The biases are left out.", "What is added to W A in every layer?", ((' + parameters[f"b{l}"]', ""),)),
    Mistake(FORWARD, "ZL in the list", "The last Z is in the list too.", "The list has as many entries as there are layers.", (("return Z, activations", "return Z, [*activations, Z]"),)),
    Mistake(FORWARD, "X not in the list", "X is missing in the list.", "What was layer 1 given?", (("return Z, activations", "return Z, activations[1:]"),)),
    Mistake(FORWARD, "softmax at the end", "The last layer has a softmax already.", "The cost wants Z. Whose job is softmax?", (("return Z,", "return softmax(Z),"),)),
    Mistake(FORWARD, "ZL alone", "The list does not come back.", "Two things are returned. What will the way back need?", (("return Z, activations", "return Z"),)),
    Mistake(FORWARD, "sigmoid", "The hidden layers have a sigmoid.", "Which activation has this network?", ((GIVEN, "1 / (1 + np.exp(-Z)) if l > 1 else X"),)),
    Mistake(FORWARD, "tanh", "The hidden layers have a tanh.", "Which activation has this network?", ((GIVEN, "np.tanh(Z) if l > 1 else X"),)),
    Mistake(FORWARD, "leaky", "The relu is leaky.", "What does relu make of a negative number?", ((GIVEN, "np.maximum(0.01 * Z, Z) if l > 1 else X"),)),
    Mistake(FORWARD, "list turned round", "The list begins with the last layer.", "In which order does the docstring name the list?", (("return Z, activations", "return Z, activations[::-1]"),)),
    Mistake(BACKWARD, "no L2", "The weights cost nothing.", "One argument of the function is not used. Which one?", ((' + lambd / m * parameters[f"W{l}"]', ""),)),
    Mistake(BACKWARD, "share not averaged", "The weights' share of dW is not divided by m.", "What stands below lambda in the formula?", (("lambd / m", "lambd"),)),
    Mistake(BACKWARD, "half as much", "The weights' share of dW is half of what it should be.", "The derivative of the square brings a 2. What does it cancel?", (("lambd / m", "lambd / (2 * m)"),)),
    Mistake(BACKWARD, "weights grow", "The weights' share of dW is subtracted.", "Should a step make weights smaller or larger?", (("+ lambd", "- lambd"),)),
    Mistake(BACKWARD, "gate forgotten", "The gradient goes through relu as if its gate were always open.", "What does relu pass back where it gave 0?", ((GATE, 'parameters[f"W{l + 1}"].T @ dZ'),)),
    Mistake(BACKWARD, "dW not averaged", "dW is a sum over the examples.", "The cost is an average. And its gradient?", ((".T / m", ".T"),)),
    Mistake(BACKWARD, "db not averaged", "db is a sum over the examples.", "The cost is an average. And its gradient?", (("keepdims=True) / m", "keepdims=True)"),)),
    Mistake(BACKWARD, "flat db", "db is flat, without a second axis.", "A gradient has the shape of what it is the gradient of.", ((", keepdims=True", ""),)),
    Mistake(BACKWARD, "sign", "All that comes from the examples has the wrong sign.", "What is dZ of the last layer? Its sign too.", (("softmax_backward(ZL, Y)", "-softmax_backward(ZL, Y)"),)),
    Mistake(BACKWARD, "averaged twice", "Everything is divided by m twice.", "dZ belongs to the summed cost. Where is it averaged?", (("softmax_backward(ZL, Y)", "softmax_backward(ZL, Y) / m"),)),
    Mistake(BACKWARD, "divided by the classes", "The averages are over the classes.", "Which axis of Y counts the examples?", (("Y.shape[1]", "Y.shape[0]"),)),
    Mistake(BACKWARD, "layer 1 forgotten", "The first layer has no gradients.", "range stops before its end. Write down the l of your loop.", (("range(L, 0, -1)", "range(L, 1, -1)"),)),
    Mistake(BACKWARD, "biases cost something", "The biases have a share of their own.", "Whose squares are in the cost?", (("keepdims=True) / m", 'keepdims=True) / m + lambd / m * parameters[f"b{l}"]'),)),
    Mistake(BACKWARD, "weights of this layer", "The blame goes back through the weights of the wrong layer.", "From layer 3 to layer 2 the blame goes through which W?", (('parameters[f"W{l + 1}"].T', 'parameters[f"W{l}"].T'),)),
    Mistake(BACKWARD, "Z for softmax", "The first dZ is Z - Y, without the softmax.", "What does the network say: Z, or a probability?", (("softmax_backward(ZL, Y)", "ZL - Y"),)),
    Mistake(BACKWARD, "first layer free", "The weights of the first layer cost nothing.", "Whose squares are in the cost?", (("+ lambd / m", "+ (l > 1) * lambd / m"),)),
    Mistake(MODEL, "always the first step", "Adam takes every step for the first one.", "What becomes of t from batch to batch?", (("t += 1", "t = 1"),)),
    Mistake(MODEL, "t begins again", "t begins again in every epoch.", "The averages go on from epoch to epoch. And the number of the step?", (("found = []", "found, t = [], 0"),)),
    Mistake(MODEL, "one order for all epochs", "Every epoch has the same batches.", "What is the seed of an epoch?", (("mini_batch_size, epoch)", "mini_batch_size, 0)"),)),
    Mistake(MODEL, "no decay", "The learning rate stays as it was.", "One argument of the function is not used. Which one?", (("update_lr(learning_rate, epoch, decay_rate)", "learning_rate"),)),
    Mistake(MODEL, "decay on decay", "The learning rate shrinks from what it has become, and not from that of epoch 0.", "Which rate does update_lr want: the first, or the last?", (("rate = update_lr", "learning_rate = rate = update_lr"),)),
    Mistake(MODEL, "weights for nothing", "lambd is not handed on: the weights cost nothing.", "One argument of the function is not used. Which one?", (("parameters, lambd)", "parameters)"),)),
    Mistake(MODEL, "cost of the last batch", "The cost of an epoch is that of its last batch.", "A mean over the batches is asked for.", (("np.mean(found)", "found[-1]"),)),
    Mistake(MODEL, "cost of the first batch", "The cost of an epoch is that of its first batch.", "A mean over the batches is asked for.", (("np.mean(found)", "found[0]"),)),
    Mistake(MODEL, "averages forgotten", "Adam's averages are not kept: every step begins with zeros.", "What does update_parameters_with_adam return, and what becomes of it?", (("parameters, v, s = update", "parameters, _, _ = update"),)),
    Mistake(MODEL, "Xavier's start", "The training starts from Xavier's weights.", "Which function makes the start? The docstring names it.", (("initialize_parameters_he", "initialize_parameters_xavier"),)),
    Mistake(MODEL, "every cost", "The cost of every batch is kept.", "One number for each epoch is asked for.", (("costs.append(float(np.mean(found)))", "costs += found"),)),
    Mistake(MODEL, "seeds from 1", "The seeds of the batches begin with 1.", "What is the number of the first epoch?", (("mini_batch_size, epoch)", "mini_batch_size, epoch + 1)"),)),
    Mistake(MODEL, "sum of the costs", "The costs of the batches are added up.", "A mean over the batches is asked for.", (("np.mean(found)", "np.sum(found)"),)),
    Mistake(MODEL, "never updates", "The parameters stay as they were: no step reaches them.", "update_parameters_with_adam returns something new. What becomes of it?", (("parameters, v, s = update", "_, v, s = update"),)),
    Mistake(MODEL, "one epoch too many", "There is one epoch too many.", "How many turns does range(n + 1) make?", (("range(num_epochs)", "range(num_epochs + 1)"),)),
    Mistake(MODEL, "learning rate not handed on", "Adam takes its own default for the learning rate.", "Which rate is handed to update_parameters_with_adam?", (("v, s, t, rate)", "v, s, t)"),)),
    Mistake(MODEL, "costs alone", "The parameters do not come back.", "Two things are returned. What was learned?", (("return parameters, costs", "return costs"),)),
    Mistake(MODEL, "averages begin again", "Adam's averages begin again in every epoch.", "What is made before the first loop, and what in it?", (("found = []", "found = []\n        v, s = initialize_adam(parameters)"),)),
    Mistake(MODEL, "decay by steps", "The learning rate shrinks with every step, and not with every epoch.", "What does update_lr count?", (("rate = update_lr(learning_rate, epoch, decay_rate)", "pass"), ("            grads =", "            rate = update_lr(learning_rate, t, decay_rate)\n            grads ="))),
    Mistake(MODEL, "one batch of all", "All the examples are one batch.", "One argument of the function is not used. Which one?", (("random_mini_batches(X, Y, mini_batch_size, epoch)", "random_mini_batches(X, Y, X.shape[1], epoch)"),)),
    Mistake(MODEL, "not shuffled", "The batches are cut and not shuffled.", "Which function makes the batches of an epoch? The docstring names it.", (("random_mini_batches(X, Y, mini_batch_size, epoch)", "partition_examples(X, Y, mini_batch_size)"),)),
    Mistake(PREDICT, "over the examples", "The largest number is looked for in each row.", "The classes stand below each other. Which axis is that?", (("axis=0", "axis=1"),)),
    Mistake(PREDICT, "flat", "The answer has one axis.", "The docstring wants a row of the shape (1, m).", ((".reshape(1, -1)", ""),)),
    Mistake(PREDICT, "probabilities", "What comes back are probabilities.", "An answer is the number of a class.", ((ANSWER, "softmax(ZL)"),)),
    Mistake(PREDICT, "least likely", "The least likely class is named.", "argmax or argmin?", (("argmax", "argmin"),)),
    Mistake(PREDICT, "one for all", "There is one answer for all the examples.", "Along which axis do you look for the largest?", ((ANSWER, "np.argmax(ZL).reshape(1, -1)"),)),
    Mistake(PREDICT, "classes from 1", "The classes are counted from 1.", "What is the number of the first class?", ((ANSWER, f"{ANSWER} + 1"),)),
    Mistake(PREDICT, "one-hot", "What comes back are columns with a single 1.", "An answer is the number of a class.", ((ANSWER, "(ZL == ZL.max(axis=0)).astype(float)"),)),
    Mistake(PREDICT, "the largest number itself", "The largest number is returned, and not its row.", "max says how large, argmax says where.", (("np.argmax", "np.max"),)),
    Mistake(PREDICT, "yes or no", "Every number over one half is a 1.", "That is how a sigmoid answers. How does softmax?", ((ANSWER, "(ZL > 0.5).astype(float)"),)),
    Mistake(PREDICT, "as a column", "The answers stand in a column.", "The docstring wants a row of the shape (1, m).", (("reshape(1, -1)", "reshape(-1, 1)"),)),
)  # fmt: skip

RIGHT = (
    Right(FORWARD, "the classic loop", """
def model_forward(X, parameters):
    A, activations, L = X, [], len(parameters) // 2
    for l in range(1, L):
        activations.append(A)
        A = np.maximum(0, np.dot(parameters["W" + str(l)], A) + parameters["b" + str(l)])
    activations.append(A)
    return np.dot(parameters["W" + str(L)], A) + parameters["b" + str(L)], activations
"""),
    Right(FORWARD, "a product for relu", ((GIVEN, "Z * (Z > 0) if l > 1 else X"),)),
    Right(FORWARD, "relu after every layer, the last Z kept", """
def model_forward(X, parameters):
    activations = [X]
    for l in range(1, len(parameters) // 2 + 1):
        Z = parameters[f"W{l}"] @ activations[-1] + parameters[f"b{l}"]
        activations.append(np.where(Z > 0, Z, 0.0))
    return Z, activations[:-1]
"""),
    Right(BACKWARD, "the gate as a product", ((GATE, '(parameters[f"W{l + 1}"].T @ dZ) * (activations[l] > 0)'),)),
    Right(BACKWARD, "the last layer first", """
def model_backward(ZL, Y, activations, parameters, lambd=0.0):
    L, m, grads = len(activations), Y.shape[1], {}
    dZ = softmax(ZL) - Y
    for l in reversed(range(L)):
        W = parameters["W" + str(l + 1)]
        grads["dW" + str(l + 1)] = (np.dot(dZ, activations[l].T) + lambd * W) / m
        grads["db" + str(l + 1)] = dZ.mean(axis=1, keepdims=True)
        dA = np.dot(W.T, dZ)
        dZ = np.multiply(dA, np.int64(activations[l] > 0))
    return grads
"""),
    Right(MODEL, "counted by hand", (("for epoch in range(num_epochs):", "epoch = -1\n    while epoch + 1 < num_epochs:\n        epoch += 1"),)),
    Right(MODEL, "a sum, divided", (("float(np.mean(found))", "sum(found) / len(found)"),)),
    Right(MODEL, "t reckoned", (("t += 1", "t = len(costs) * (-(-X.shape[1] // mini_batch_size)) + len(found) + 1"),)),
    Right(PREDICT, "of the probabilities", (("np.argmax(ZL, axis=0)", "softmax(ZL).argmax(axis=0)"),)),
    Right(PREDICT, "keepdims", ((ANSWER, "np.argmax(ZL, axis=0, keepdims=True)"),)),
    Right(PREDICT, "floats", ((ANSWER, f"{ANSWER}.astype(float)"),)),
)  # fmt: skip
