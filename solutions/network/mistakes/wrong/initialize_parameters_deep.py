"""Mistakes in initialize_parameters_deep."""

from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "initialize_parameters_deep",
        "last layer missing",
        "The last layer gets no W and no b.",
        (
            "range(1, n) stops before n. Write down which l your loop meets for a list of "
            "three sizes."
        ),
        (("range(1, L)", "range(1, L - 1)"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "starts at layer 0",
        "Layer 0, the input, gets parameters too.",
        (
            "layer_dims[l - 1] for l = 0 is the last size of the list. Which layer is the "
            "first with a W?"
        ),
        (("range(1, L)", "range(L)"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "W transposed",
        "W has the size of the layer before as its rows, and its own as its columns.",
        "One row per unit of the layer itself. Look at the table of shapes again.",
        (("randn(layer_dims[l], layer_dims[l - 1])", "randn(layer_dims[l - 1], layer_dims[l])"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "half of the layers",
        "Layers are missing: as many are made as half of the length of layer_dims.",
        (
            "Halving is right for a dictionary that has a W and a b for each layer. What is "
            "in this list?"
        ),
        (("len(layer_dims)", "len(layer_dims) // 2"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "factor 0.01 forgotten",
        "The weights are not made small: the factor of the formula is missing.",
        "Compare one weight of yours with the one expected. How many times larger is it?",
        ((" * 0.01", ""),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "another default seed",
        "The default of seed is not the one of the docstring.",
        "Nothing is wrong with your stream: look at the first line of the function.",
        (("seed=3", "seed=1"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "seed ignored",
        "The stream always starts from the same number, whatever the argument seed says.",
        "Call your function with two different seeds. Should the weights be the same?",
        (("seed(seed)", "seed(3)"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "seeded again in every layer",
        ("The stream starts again in every layer, so that all layers repeat the same numbers."),
        "Make the stream once. Is that line inside your loop, or before it?",
        (
            (
                "    for l in range(1, L):\n",
                ("    for l in range(1, L):\n        np.random.seed(seed)\n"),
            ),
        ),
    ),
    Mistake(
        "initialize_parameters_deep",
        "scaled by the root",
        (
            "The weights are divided by the root of the layer before. That is the start of "
            "notebook 6."
        ),
        "Which factor does the docstring of this function name?",
        (("* 0.01", "/ np.sqrt(layer_dims[l - 1])"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "keys from 0",
        "The keys count the layers from 0, so that the first weights are W0.",
        "The input is layer 0. Which number has the first layer with weights?",
        (("str(l)", "str(l - 1)"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "biases as rows",
        "Each b is a row (1, n), where a column (n, 1) belongs.",
        "One row per unit holds for b too. How many columns does it have?",
        (("(layer_dims[l], 1)", "(1, layer_dims[l])"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "biases of the layer before",
        "Each b has a number for each unit of the layer before.",
        ("A bias belongs to a unit of the layer itself. Which entry of layer_dims counts those?"),
        (("zeros((layer_dims[l], 1))", "zeros((layer_dims[l - 1], 1))"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "flat biases",
        "Each b is flat, of the shape (n,), where a column (n, 1) belongs.",
        ("A column has two sizes. What does np.zeros want, to make an array with two sizes?"),
        (("(layer_dims[l], 1)", "layer_dims[l]"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "last layer drawn first",
        "The layers are drawn from the last to the first.",
        "A stream gives its numbers in order. Which layer does the docstring draw first?",
        (("range(1, L)", "reversed(range(1, L))"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "list used up",
        "layer_dims is changed: after the call it is shorter than before.",
        "A list belongs to the caller. Which of your lines writes into it?",
        (("    return", ("    layer_dims.pop()\n    return")),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "two layers always",
        "Two layers are made, whatever layer_dims says.",
        "How long is layer_dims in a deeper network? Ask the list.",
        (("L = len(layer_dims)", "L = 3"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "lists for biases",
        "The biases are lists, not arrays.",
        "Leave what np.zeros gives as it is.",
        (("np.zeros((layer_dims[l], 1))", "np.zeros((layer_dims[l], 1)).tolist()"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "no seed",
        "Numbers are drawn that do not start from the seed: every call gives other ones.",
        ("Two calls with one seed must give the same numbers. What starts a stream at a seed?"),
        (("np.random.seed(seed)", "np.random.seed()"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "drawn uniformly",
        "The weights are drawn uniformly between 0 and 1, so that none is negative.",
        (
            "Half of the weights should be negative. Which function of the stream draws "
            "normal numbers?"
        ),
        (("np.random.randn(", "np.random.rand("),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "all weights zero",
        ("The weights are all zero, so that every unit of a layer stays like its neighbour."),
        (
            "Look at the experiment at the end of this notebook: what can units that start "
            "alike learn?"
        ),
        (
            (
                "np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01",
                "np.zeros((layer_dims[l], layer_dims[l - 1]))",
            ),
        ),
        heading="Experiment: why not just zeros?",
    ),
    Mistake(
        "initialize_parameters_deep",
        "square matrices",
        "Each W is square: both of its sizes come from the same entry of layer_dims.",
        "A row per unit of this layer, and a column per unit of which other one?",
        (("layer_dims[l - 1]", "layer_dims[l]"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "layer after in place of before",
        (
            "The two sizes of each layer have changed places: that of the layer before "
            "stands for its own."
        ),
        "What flows into layer l comes from which layer?",
        (
            ("range(1, L)", "range(L - 1)"),
            ("randn(layer_dims[l], layer_dims[l - 1])", "randn(layer_dims[l], layer_dims[l + 1])"),
            ('"W" + str(l)', '"W" + str(l + 1)'),
            ('"b" + str(l)', '"b" + str(l + 1)'),
        ),
    ),
    Mistake(
        "initialize_parameters_deep",
        "a tuple for randn",
        "randn is handed one tuple, and it wants its sizes one by one.",
        "np.zeros takes a tuple, and randn does not. Compare the brackets of the two.",
        (("randn(layer_dims[l], layer_dims[l - 1])", "randn((layer_dims[l], layer_dims[l - 1]))"),),
        heading="One hidden layer",
        code=("_.randn((_, _))", "randn((_, _))"),
    ),
    Mistake(
        "initialize_parameters_deep",
        "random biases",
        "Each bias is drawn from the stream, where it should be zero.",
        "What does the docstring say about the biases?",
        (("np.zeros((layer_dims[l], 1))", "np.random.randn(layer_dims[l], 1) * 0.01"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "biases of one",
        "The biases start at one.",
        "Which value do the biases start with in the formula?",
        (("np.zeros", "np.ones"),),
        heading="One hidden layer",
    ),
    Mistake(
        "initialize_parameters_deep",
        "biases forgotten",
        "The dictionary holds the weights and no biases.",
        "Every layer needs two entries. Which one is missing?",
        (('parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))', "pass"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "first layer only",
        "Only the first layer is made, as where a loop is over after one turn.",
        "How many turns does your loop make? And how far is your return indented?",
        ((("\n    return parameters"), ("\n        return parameters")),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "one key for every layer",
        "Only the last layer is there, as where all are stored under one key.",
        (
            "A key in quotes is the same text in every turn. How does the number of the "
            "layer get into it?"
        ),
        (
            ('"W" + str(l)', '"Wl"'),
            ('"b" + str(l)', '"bl"'),
        ),
    ),
    Mistake(
        "initialize_parameters_deep",
        "factor 0.1",
        "The weights are multiplied by 0.1, ten times too much.",
        "Count the zeros of the factor in the formula.",
        (("0.01", "0.1"),),
        heading="One hidden layer",
    ),
    Mistake(
        "initialize_parameters_deep",
        "a Generator",
        ("The numbers come from default_rng, whose stream is another one than RandomState's."),
        (
            "The same seed means the same numbers only in the same kind of stream. Which one "
            "is named?"
        ),
        (
            ("np.random.seed(seed)", "rng = np.random.default_rng(seed)"),
            (
                "np.random.randn(layer_dims[l], layer_dims[l - 1])",
                "rng.standard_normal((layer_dims[l], layer_dims[l - 1]))",
            ),
        ),
        heading="One hidden layer",
    ),
    Mistake(
        "initialize_parameters_deep",
        "kept from call to call",
        (
            "Something is kept from one call to the next: the dictionary still holds layers "
            "of the last one."
        ),
        (
            "A default such as parameters={} is made once, not at every call. Where should a "
            "new one be made?"
        ),
        """
KEPT = {}

def initialize_parameters_deep(layer_dims, seed=3, parameters=KEPT):
    random = np.random.RandomState(seed)
    for l in range(1, len(layer_dims)):
        parameters[f"W{l}"] = random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters
""",
    ),
    Mistake(
        "initialize_parameters_deep",
        "0 taken for no seed",
        "The seed 0 is taken for none.",
        "0 is a seed, and Python takes it for False. Which question do you put to seed?",
        (("np.random.seed(seed)", "np.random.seed(seed or 3)"),),
    ),
    Mistake(
        "initialize_parameters_deep",
        "scaled, and one seed",
        "The weights are divided by the root of the layer before, and the seed is always the same.",
        "Two things come from another edition: the factor, and the seed. What does this docstring say of them?",
        (("seed(seed)", "seed(1)"), ("* 0.01", "/ np.sqrt(layer_dims[l - 1])")),
        more=((("seed(seed)", "seed(3)"), ("* 0.01", "/ np.sqrt(layer_dims[l - 1])")),),
    ),
)
