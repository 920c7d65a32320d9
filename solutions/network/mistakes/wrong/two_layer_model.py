"""Mistakes in two_layer_model."""

from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "two_layer_model",
        "scaled start",
        "The training starts from the scaled parameters, those of the deep model.",
        "Which function makes the start of this model? The docstring names it.",
        (("initialize_parameters(n_x, n_h, n_y)", "initialize_parameters_scaled(layers_dims)"),),
    ),
    Mistake(
        "two_layer_model",
        "deep start",
        "The training starts from the numbers of the seed 3, the default of initialize_parameters_deep.",
        "Which function makes the start of this model? The docstring names it.",
        (("initialize_parameters(n_x, n_h, n_y)", "initialize_parameters_deep(layers_dims)"),),
    ),
    Mistake(
        "two_layer_model",
        "no cost kept",
        "No cost is kept: the list comes back empty.",
        (
            "The diary is kept always, and the bar is shown on demand. When does your if let "
            "a cost in?"
        ),
        (("i % 100 == 0", "print_cost and i % 100 == 0"),),
    ),
    Mistake(
        "two_layer_model",
        "every cost",
        "The cost of every iteration is kept, where every hundredth is asked for.",
        "i % 100 is the rest of i divided by 100. When is it 0?",
        (("i % 100 == 0", "True"),),
    ),
    Mistake(
        "two_layer_model",
        "costs at 99, 199",
        "The costs are kept at iterations 99, 199, ..., where 0, 100, ... is asked for.",
        "Which iteration is the first in the diary?",
        (("i % 100 == 0", "i % 100 == 99"),),
    ),
    Mistake(
        "two_layer_model",
        "first cost missing",
        "The cost of iteration 0 is missing.",
        "Which iteration is the first in the diary?",
        (("i % 100 == 0", "i and i % 100 == 0"),),
    ),
    Mistake(
        "two_layer_model",
        "sigmoid in the hidden layer",
        "The hidden layer uses the sigmoid on its way forward.",
        "Relu inside, sigmoid at the end. Look at your two forward calls.",
        (('b1, "relu"', 'b1, "sigmoid"'),),
    ),
    Mistake(
        "two_layer_model",
        "relu in the output layer",
        "The output layer uses relu on its way forward, so that A2 is no probability.",
        "Relu inside, sigmoid at the end. Look at your two forward calls.",
        (('A1, W2, b2, "sigmoid"', 'A1, W2, b2, "relu"'),),
        more=(
            (
                ('A1, W2, b2, "sigmoid"', 'A1, W2, b2, "relu"'),
                (
                    'dA1, dW2, db2 = linear_activation_backward(dA2, cache2, "sigmoid")',
                    'dA1, dW2, db2 = linear_activation_backward(dA2, cache2, "relu")',
                ),
            ),
            (
                ('A1, W2, b2, "sigmoid"', 'A1, W2, b2, "relu"'),
                (
                    "dA2 = -(np.divide(Y, A2) - np.divide(1 - Y, 1 - A2))",
                    "made = L_model_backward(A2, Y, [cache1, cache2])",
                ),
                (
                    'dA1, dW2, db2 = linear_activation_backward(dA2, cache2, "sigmoid")',
                    'dA1, dW2, db2 = made["dA1"], made["dW2"], made["db2"]',
                ),
            ),
        ),
    ),
    Mistake(
        "two_layer_model",
        "hidden layer back through the sigmoid",
        "The hidden layer goes back through the sigmoid.",
        "Each layer goes back through the activation it went forward with.",
        (('cache1, "relu"', 'cache1, "sigmoid"'),),
    ),
    Mistake(
        "two_layer_model",
        "the gate left out",
        "The hidden layer goes back through its linear half alone, without the gate of relu.",
        "What did the hidden layer do behind its linear half, on the way forward?",
        (
            (
                'dA0, dW1, db1 = linear_activation_backward(dA1, cache1, "relu")',
                "dA0, dW1, db1 = linear_backward(dA1, cache1[0])",
            ),
        ),
    ),
    Mistake(
        "two_layer_model",
        "no activation in the hidden layer",
        "The hidden layer has no activation: both layers together are one linear layer.",
        "What stands between the two linear halves, on the way forward and on the way back?",
        (
            (
                'A1, cache1 = linear_activation_forward(X, W1, b1, "relu")',
                "A1, cache1 = linear_forward(X, W1, b1)",
            ),
            (
                'dA0, dW1, db1 = linear_activation_backward(dA1, cache1, "relu")',
                "dA0, dW1, db1 = linear_backward(dA1, cache1)",
            ),
        ),
    ),
    Mistake(
        "two_layer_model",
        "caches exchanged",
        "Each layer goes back with the cache of the other one.",
        "Each layer has its own cache. In which order do you hand them over?",
        (
            ("(dA2, cache2", "(dA2, cache1"),
            ("(dA1, cache1", "(dA1, cache2"),
        ),
        code=(
            "linear_activation_backward(_, cache1, 'sigmoid')",
            "linear_activation_backward(_, cache2, 'relu')",
        ),
    ),
    Mistake(
        "two_layer_model",
        "never updates",
        "The parameters stay as they were: no step reaches them.",
        "update_parameters returns something new. What becomes of it?",
        (("parameters = update", "_ = update"),),
    ),
    Mistake(
        "two_layer_model",
        "learning rate written down",
        "The learning rate is written down, where it should be the argument.",
        "One argument of the function is not used. Which one?",
        (("grads, learning_rate", "grads, 0.0075"),),
    ),
    Mistake(
        "two_layer_model",
        "number of iterations written down",
        "The number of iterations is written down, where it should be the argument.",
        "One argument of the function is not used. Which one?",
        (("range(num_iterations)", "range(2500)"),),
    ),
    Mistake(
        "two_layer_model",
        "one iteration too many",
        "There is one iteration too many.",
        "How many turns does range(n + 1) make?",
        (("range(num_iterations)", "range(num_iterations + 1)"),),
    ),
    Mistake(
        "two_layer_model",
        "one iteration too few",
        "There is one iteration too few, and iteration 0 has no cost in the diary.",
        "Where does range(1, n) start? Which is the first iteration?",
        (("range(num_iterations)", "range(1, num_iterations)"),),
    ),
    Mistake(
        "two_layer_model",
        "parameters alone",
        "Only the parameters come back, without the costs.",
        "Two things are returned. What is in the diary?",
        (("return parameters, costs", "return parameters"),),
    ),
    Mistake(
        "two_layer_model",
        "costs first",
        "The costs come first and the parameters second.",
        "In which order does the docstring name the two?",
        (("return parameters, costs", "return costs, parameters"),),
    ),
    Mistake(
        "two_layer_model",
        "starts again every time",
        "Every iteration begins with the start again, so that nothing is learned.",
        "Which parameters does an iteration begin with: those that the one before has made?",
        (
            (
                "        W1, b1 =",
                ("        parameters = initialize_parameters(n_x, n_h, n_y)\n        W1, b1 ="),
            ),
        ),
    ),
    Mistake(
        "two_layer_model",
        "hidden layer never learns",
        "The weights of the hidden layer take no step.",
        "Which gradients get into the dictionary that update_parameters sees?",
        (('"dW1": dW1', '"dW1": 0 * dW1'),),
    ),
    Mistake(
        "two_layer_model",
        "one iteration only",
        "Only one iteration is made.",
        "How many turns does your loop make? And how far is your return indented?",
        (("    return parameters", "        return parameters"),),
    ),
    Mistake(
        "two_layer_model",
        "a part of the examples",
        "Only a part of the examples takes part in the training.",
        "Each step of this course goes over all the columns of X. Which of them does yours see?",
        (("    costs = []\n", "    costs = []\n    X, Y = X[:, :10], Y[:, :10]\n"),),
        more=tuple(
            (("    costs = []\n", f"    costs = []\n    X, Y = X[:, :{size}], Y[:, :{size}]\n"),)
            for size in (32, 50, 64, 100, 128, 209, 256)
        ),
    ),
    Mistake(
        "two_layer_model",
        "another default for the iterations",
        "The default number of iterations is not the one of the docstring.",
        "Look at the first line of the function.",
        (("num_iterations=2500", "num_iterations=3000"),),
    ),
    Mistake(
        "two_layer_model",
        "another default learning rate",
        "The default learning rate is not the one of the docstring.",
        "Look at the first line of the function.",
        (("learning_rate=0.0075", "learning_rate=0.075"),),
    ),
    Mistake(
        "two_layer_model",
        "cost after the step",
        "The cost that is kept is that of the weights after the step.",
        "The cost of an iteration belongs to the weights before its step.",
        (
            (
                (
                    "costs.append(cost)\n"
                    "        parameters = update_parameters(parameters, grads, learning_rate)"
                ),
                (
                    "pass\n"
                    "        parameters = update_parameters(parameters, grads, learning_rate)\n"
                    "        if i % 100 == 0:\n"
                    '            A1 = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")[0]\n'
                    '            A2 = linear_activation_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")[0]\n'
                    "            costs.append(compute_cost(A2, Y))"
                ),
            ),
        ),
    ),
    Mistake(
        "two_layer_model",
        "every tenth cost",
        "The cost of every tenth iteration is kept, where every hundredth is asked for.",
        "i % 100 is the rest of i divided by 100. What is your number?",
        (("i % 100", "i % 10"),),
    ),
    Mistake(
        "two_layer_model",
        "biases never learn",
        "The biases take no step.",
        "Which gradients get into the dictionary that update_parameters sees?",
        (
            ('"db1": db1', '"db1": 0 * db1'),
            ('"db2": db2', '"db2": 0 * db2'),
        ),
    ),
    Mistake(
        "two_layer_model",
        "weights taken out once",
        "Every turn goes forward with the first weights, while the parameters move on.",
        ("After an update parameters holds new arrays. Which ones do W1 and its friends name?"),
        """
def two_layer_model(
    X, Y, layers_dims, learning_rate=0.0075, num_iterations=2500, print_cost=False
):
    costs = []
    parameters = initialize_parameters(*layers_dims)
    W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
    for i in range(num_iterations):
        A1, cache1 = linear_activation_forward(X, W1, b1, "relu")
        A2, cache2 = linear_activation_forward(A1, W2, b2, "sigmoid")
        if i % 100 == 0:
            costs.append(compute_cost(A2, Y))
        grads = L_model_backward(A2, Y, [cache1, cache2])
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs
""",
    ),
    Mistake(
        "two_layer_model",
        "uphill",
        "Every step goes uphill.",
        "The minus is in update_parameters already. What sign do you hand over?",
        (("grads, learning_rate", "grads, -learning_rate"),),
    ),
    Mistake(
        "two_layer_model",
        "another seed",
        "The start is made with a seed that is not the default.",
        '"Its own seed" means the default of that function.',
        (("initialize_parameters(n_x, n_h, n_y)", "initialize_parameters(n_x, n_h, n_y, 2)"),),
    ),
    Mistake(
        "two_layer_model",
        "gradient not averaged",
        "AL - Y is taken for dA of the last layer: the slope is then applied twice.",
        (
            "linear_activation_backward multiplies by the sigmoid's slope itself. What does "
            "it want, dA or dZ?"
        ),
        (("-(np.divide(Y, A2) - np.divide(1 - Y, 1 - A2))", "A2 - Y"),),
    ),
    Mistake(
        "two_layer_model",
        "the grads in place of the costs",
        "The gradients come back in the place of the costs.",
        "What does the docstring name second?",
        (("return parameters, costs", "return parameters, grads"),),
    ),
    Mistake(
        "two_layer_model",
        "the last cost too",
        ("The cost of the last iteration is kept too, where only every hundredth is asked for."),
        ("Which iterations does the docstring name for the diary? The last one is not among them."),
        (("i % 100 == 0", "i % 100 == 0 or i == num_iterations - 1"),),
        heading="The loop, with one hidden layer",
    ),
    Mistake(
        "two_layer_model",
        "sum of the costs",
        "One number comes back in the place of the list of costs.",
        "The diary is a list, one cost for every hundred iterations.",
        (("return parameters, costs", "return parameters, costs[-1]"),),
    ),
    Mistake(
        "two_layer_model",
        "return forgotten",
        "Nothing comes back: no return hands anything over.",
        "What does a Python function give whose last line is no return?",
        (("return parameters, costs", "pass"),),
        code=("not return _",),
    ),
    Mistake(
        "two_layer_model",
        "two costs only",
        "Costs are missing from the third on.",
        "Every hundredth iteration has a cost. For which i does your condition hold?",
        (("i % 100 == 0", "i in (0, 100)"),),
    ),
    Mistake(
        "two_layer_model",
        "stops early",
        "The training stops before its last iteration, when it is a long one.",
        "How many iterations are made of 201? Print the last i.",
        (("range(num_iterations)", "range(min(num_iterations, 101))"),),
        more=(
            (("range(num_iterations)", "range(min(num_iterations, 100))"),),
            (
                (
                    "    return parameters, costs",
                    "        if len(costs) > 1 and abs(costs[-1] - costs[-2]) < 1e-2:\n"
                    "            break\n    return parameters, costs",
                ),
            ),
        ),
    ),
    Mistake(
        "two_layer_model",
        "sigmoid both ways",
        "The hidden layer uses the sigmoid, on both ways.",
        "Which activation has the hidden layer, and which one the last?",
        (('b1, "relu"', 'b1, "sigmoid"'), ('cache1, "relu"', 'cache1, "sigmoid"')),
    ),
)
