"""Mistakes in initialize_parameters_scaled."""

from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "initialize_parameters_scaled",
        "factor 0.01",
        "The weights are multiplied by 0.01, as in notebook 1.",
        "One line changes. Which factor does the formula have here?",
        (("/ np.sqrt(layer_dims[l - 1])", "* 0.01"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "He's factor",
        ("The weights are scaled by the root of 2 / n, a well-known start that is not this one."),
        "There is no 2 in the formula of this lesson.",
        (("/ np.sqrt(layer_dims[l - 1])", "* np.sqrt(2 / layer_dims[l - 1])"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "root of this layer",
        "The weights are divided by the root of the layer's own size.",
        ("Each layer divides by the root of its number of inputs. These are the columns of its W."),
        (("np.sqrt(layer_dims[l - 1])", "np.sqrt(layer_dims[l])"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "no root",
        "The weights are divided by n, without the root.",
        "Compare with the formula: what stands below the line?",
        (("np.sqrt(layer_dims[l - 1])", "layer_dims[l - 1]"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "times the root",
        "The weights are multiplied by the root, where they should be divided.",
        "A unit with many inputs needs small weights. What does yours get?",
        (("/ np.sqrt", "* np.sqrt"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "both factors",
        "The weights are divided by the root and multiplied by 0.01 besides.",
        "The new factor takes the place of the old one.",
        (("/ np.sqrt", "* 0.01 / np.sqrt"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "another default seed",
        "The default of seed is not the one of the docstring.",
        "Nothing is wrong with your stream: look at the first line of the function.",
        (("seed=1", "seed=3"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "seed ignored",
        "The stream always starts from the same number, whatever the argument seed says.",
        "Call your function with two different seeds. Should the weights be the same?",
        (("seed(seed)", "seed(1)"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "root of the input everywhere",
        "Every layer is divided by the root of the size of the input.",
        (
            "Each layer divides by the root of its own number of inputs. Which entry of the "
            "list is that?"
        ),
        (("np.sqrt(layer_dims[l - 1])", "np.sqrt(layer_dims[0])"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "no factor",
        "The weights are not scaled at all.",
        "Which factor does the formula have, besides the normal numbers?",
        (
            (
                "W = np.random.randn(layer_dims[l], layer_dims[l - 1]) / np.sqrt(layer_dims[l - 1])",
                "W = np.random.randn(layer_dims[l], layer_dims[l - 1])",
            ),
        ),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "root of both sizes",
        (
            "The weights are divided by the root of the mean of both sizes, another "
            "well-known start."
        ),
        "Which of the two sizes is in the formula of this lesson?",
        (("np.sqrt(layer_dims[l - 1])", "np.sqrt((layer_dims[l - 1] + layer_dims[l]) / 2)"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "no seed",
        "Numbers are drawn that do not start from the seed: every call gives other ones.",
        ("Two calls with one seed must give the same numbers. What starts a stream at a seed?"),
        (("np.random.seed(seed)", "np.random.seed()"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "seeded again in every layer",
        ("The stream starts again in every layer, so that all layers repeat the same numbers."),
        "Make the stream once. Is that line inside your loop, or before it?",
        ((("\n        W ="), ("\n        np.random.seed(seed)\n        W =")),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "last layer missing",
        "The last layer gets no W and no b.",
        (
            "range(1, n) stops before n. Write down which l your loop meets for a list of "
            "three sizes."
        ),
        (("range(1, len(layer_dims))", "range(1, len(layer_dims) - 1)"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "biases scaled too",
        "The biases are drawn too, where they should be zero.",
        "The formula says something about b as well. What?",
        (
            (
                "np.zeros((layer_dims[l], 1))",
                "np.random.randn(layer_dims[l], 1) / np.sqrt(layer_dims[l - 1])",
            ),
        ),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "W transposed",
        "W has the size of the layer before as its rows, and its own as its columns.",
        "One row per unit of the layer itself.",
        (("randn(layer_dims[l], layer_dims[l - 1])", "randn(layer_dims[l - 1], layer_dims[l])"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "flat biases",
        "Each b is flat, of the shape (n,), where a column (n, 1) belongs.",
        ("A column has two sizes. What does np.zeros want, to make an array with two sizes?"),
        (("np.zeros((layer_dims[l], 1))", "np.zeros(layer_dims[l])"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "drawn uniformly",
        "The weights are drawn uniformly between 0 and 1, so that none is negative.",
        (
            "Half of the weights should be negative. Which function of the stream draws "
            "normal numbers?"
        ),
        (("np.random.randn(", "np.random.rand("),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "starts at layer 0",
        "Layer 0, the input, gets parameters too.",
        (
            "layer_dims[l - 1] for l = 0 is the last size of the list. Which layer is the "
            "first with a W?"
        ),
        (("range(1, len(layer_dims))", "range(len(layer_dims))"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "return forgotten",
        "Nothing comes back: no return hands anything over.",
        "What does a Python function give whose last line is no return?",
        (("return parameters", "pass"),),
        code=("not return _",),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "root of the root",
        "The root is taken twice.",
        "How often does the formula take the root?",
        (("np.sqrt(layer_dims[l - 1])", "np.sqrt(np.sqrt(layer_dims[l - 1]))"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "root of the number of layers",
        "The weights are divided by the root of the number of layers.",
        "Each layer divides by the root of its own number of inputs.",
        (("np.sqrt(layer_dims[l - 1])", "np.sqrt(len(layer_dims))"),),
    ),
    Mistake(
        "initialize_parameters_scaled",
        "0 taken for no seed",
        "The seed 0 is taken for none.",
        "0 is a seed, and Python takes it for False. Which question do you put to seed?",
        (("np.random.seed(seed)", "np.random.seed(seed or 1)"),),
    ),
)
