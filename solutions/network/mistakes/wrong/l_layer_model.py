"""Mistakes in L_layer_model."""

from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "L_layer_model",
        "small start",
        "The training starts from weights at 0.01, with the seed of initialize_parameters_deep.",
        "Which function makes the start of this model? The docstring names it.",
        (("initialize_parameters_scaled(layers_dims)", "initialize_parameters_deep(layers_dims)"),),
    ),
    Mistake(
        "L_layer_model",
        "every cost",
        "The cost of every iteration is kept, where every hundredth is asked for.",
        "i % 100 is the rest of i divided by 100. When is it 0?",
        (("i % 100 == 0", "True"),),
        heading="The loop, with one hidden layer",
    ),
    Mistake(
        "L_layer_model",
        "costs at 1, 101",
        "The costs are kept at iterations 1, 101, ..., where 0, 100, ... is asked for.",
        "Which iteration is the first in the diary?",
        (("i % 100 == 0", "i % 100 == 1"),),
        heading="The loop, with one hidden layer",
    ),
    Mistake(
        "L_layer_model",
        "never updates",
        "The parameters stay as they were: no step reaches them.",
        "update_parameters returns something new. What becomes of it?",
        (("parameters = update", "_ = update"),),
    ),
    Mistake(
        "L_layer_model",
        "learning rate written down",
        "The learning rate is written down, where it should be the argument.",
        "One argument of the function is not used. Which one?",
        (("grads, learning_rate", "grads, 0.0075"),),
    ),
    Mistake(
        "L_layer_model",
        "one iteration too many",
        "There is one iteration too many.",
        "How many turns does range(n + 1) make?",
        (("range(num_iterations)", "range(num_iterations + 1)"),),
    ),
    Mistake(
        "L_layer_model",
        "uphill",
        "Every step goes uphill.",
        "The minus is in update_parameters already. What sign do you hand over?",
        (("grads, learning_rate", "grads, -learning_rate"),),
    ),
    Mistake(
        "L_layer_model",
        "costs alone",
        "Only the costs come back, without the parameters.",
        "Two things are returned. What was learned?",
        (("return parameters, costs", "return costs"),),
    ),
    Mistake(
        "L_layer_model",
        "one step only",
        "Only the first step is kept.",
        ("The next turn should start from the new parameters. In which turns are they replaced?"),
        (("        parameters = update", "        parameters = parameters if i else update"),),
    ),
    Mistake(
        "L_layer_model",
        "X changed",
        "X is changed on the way: the caller's array is not what it was.",
        "X -= ... writes into the array of the caller. Which form makes a new array?",
        (("    costs = []", ("    costs = []\n    X -= X.mean(axis=1, keepdims=True)")),),
    ),
    Mistake(
        "L_layer_model",
        "two-layer start",
        ("The training starts from initialize_parameters, which knows one hidden layer only."),
        "Which function makes the start of this model? The docstring names it.",
        (
            (
                "initialize_parameters_scaled(layers_dims)",
                "initialize_parameters(layers_dims[0], layers_dims[1], layers_dims[-1])",
            ),
        ),
    ),
    Mistake(
        "L_layer_model",
        "another seed",
        "The start is made with a seed that is not the default.",
        '"Its own seed" means the default of that function.',
        (
            (
                "initialize_parameters_scaled(layers_dims)",
                "initialize_parameters_scaled(layers_dims, 3)",
            ),
        ),
    ),
    Mistake(
        "L_layer_model",
        "number of iterations written down",
        "The number of iterations is written down, where it should be the argument.",
        "One argument of the function is not used. Which one?",
        (("range(num_iterations)", "range(2500)"),),
    ),
    Mistake(
        "L_layer_model",
        "one iteration too few",
        "There is one iteration too few, and iteration 0 has no cost in the diary.",
        "Where does range(1, n) start? Which is the first iteration?",
        (("range(num_iterations)", "range(1, num_iterations)"),),
    ),
    Mistake(
        "L_layer_model",
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
        "L_layer_model",
        "another default for the iterations",
        "The default number of iterations is not the one of the docstring.",
        "Look at the first line of the function.",
        (("num_iterations=2500", "num_iterations=3000"),),
    ),
    Mistake(
        "L_layer_model",
        "another default learning rate",
        "The default learning rate is not the one of the docstring.",
        "Look at the first line of the function.",
        (("learning_rate=0.0075", "learning_rate=0.075"),),
    ),
    Mistake(
        "L_layer_model",
        "no cost kept",
        "No cost is kept: the list comes back empty.",
        (
            "The diary is kept always, and the bar is shown on demand. When does your if let "
            "a cost in?"
        ),
        (("i % 100 == 0", "print_cost and i % 100 == 0"),),
        heading="The loop, with one hidden layer",
    ),
    Mistake(
        "L_layer_model",
        "first cost missing",
        "The cost of iteration 0 is missing.",
        "Which iteration is the first in the diary?",
        (("i % 100 == 0", "i and i % 100 == 0"),),
        heading="The loop, with one hidden layer",
    ),
    Mistake(
        "L_layer_model",
        "costs at 99, 199",
        "The costs are kept at iterations 99, 199, ..., where 0, 100, ... is asked for.",
        "Which iteration is the first in the diary?",
        (("i % 100 == 0", "i % 100 == 99"),),
        heading="The loop, with one hidden layer",
    ),
    Mistake(
        "L_layer_model",
        "cost after the step",
        "The cost that is kept is that of the weights after the step.",
        "The cost of an iteration belongs to the weights before its step.",
        (
            ("costs.append(cost)", "pass"),
            (
                "learning_rate)\n",
                (
                    "learning_rate)\n"
                    "        if i % 100 == 0:\n"
                    "            costs.append(compute_cost(L_model_forward(X, parameters)[0], Y))\n"
                ),
            ),
        ),
        heading="The loop, with one hidden layer",
    ),
    Mistake(
        "L_layer_model",
        "starts again every time",
        "Every iteration begins with the start again, so that nothing is learned.",
        "Which parameters does an iteration begin with: those that the one before has made?",
        (
            (
                ("\n        AL, caches"),
                (
                    "\n"
                    "        parameters = initialize_parameters_scaled(layers_dims)\n"
                    "        AL, caches"
                ),
            ),
        ),
    ),
    Mistake(
        "L_layer_model",
        "costs first",
        "The costs come first and the parameters second.",
        "In which order does the docstring name the two?",
        (("return parameters, costs", "return costs, parameters"),),
    ),
    Mistake(
        "L_layer_model",
        "parameters alone",
        "Only the parameters come back, without the costs.",
        "Two things are returned. What is in the diary?",
        (("return parameters, costs", "return parameters"),),
    ),
    Mistake(
        "L_layer_model",
        "one iteration only",
        "Only one iteration is made.",
        "How many turns does your loop make? And how far is your return indented?",
        ((("\n    return parameters"), ("\n        return parameters")),),
    ),
    Mistake(
        "L_layer_model",
        "last layer only learns",
        "Only the last layer takes a step.",
        "Which gradients does update_parameters see?",
        (
            (
                ("\n        parameters = update"),
                (
                    "\n"
                    "        last = str(len(caches))\n"
                    "        grads = {k: (v if k.endswith(last) else 0 * v) for k, v in grads.items()}\n"
                    "        parameters = update"
                ),
            ),
        ),
    ),
    Mistake(
        "L_layer_model",
        "the last cost too",
        ("The cost of the last iteration is kept too, where only every hundredth is asked for."),
        ("Which iterations does the docstring name for the diary? The last one is not among them."),
        (("i % 100 == 0", "i % 100 == 0 or i == num_iterations - 1"),),
        heading="The loop, with one hidden layer",
    ),
    Mistake(
        "L_layer_model",
        "rate that falls",
        "The learning rate becomes smaller from iteration to iteration.",
        "The docstring knows one learning rate, for all steps.",
        (("grads, learning_rate", "grads, learning_rate / (1 + i)"),),
    ),
    Mistake(
        "L_layer_model",
        "return forgotten",
        "Nothing comes back: no return hands anything over.",
        "What does a Python function give whose last line is no return?",
        (("return parameters, costs", "pass"),),
        code=("not return _",),
    ),
    Mistake(
        "L_layer_model",
        "two costs only",
        "Costs are missing from the third on.",
        "Every hundredth iteration has a cost. For which i does your condition hold?",
        (("i % 100 == 0", "i in (0, 100)"),),
    ),
    Mistake(
        "L_layer_model",
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
)
