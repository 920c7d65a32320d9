"""Mistakes in initialize_parameters."""

from grader.engine.authoring import Mistake

MISTAKES = (
    Mistake(
        "initialize_parameters",
        "drawn uniformly",
        "The weights are drawn uniformly between 0 and 1, so that none is negative.",
        (
            "Half of the weights should be negative. Which function of the stream draws "
            "normal numbers?"
        ),
        (("randn", "rand"),),
    ),
    Mistake(
        "initialize_parameters",
        "all weights zero",
        ("The weights are all zero, so that every unit of a layer stays like its neighbour."),
        (
            "Look at the experiment at the end of this notebook: what can units that start "
            "alike learn?"
        ),
        (
            ("np.random.randn(n_h, n_x) * 0.01", "np.zeros((n_h, n_x))"),
            ("np.random.randn(n_y, n_h) * 0.01", "np.zeros((n_y, n_h))"),
        ),
        heading="Experiment: why not just zeros?",
    ),
    Mistake(
        "initialize_parameters",
        "flat biases",
        "b1 is flat, of the shape (n,), where a column (n, 1) belongs.",
        ("A column has two sizes. What does np.zeros want, to make an array with two sizes?"),
        (("np.zeros((n_h, 1))", "np.zeros(n_h)"),),
        heading="The idea: one row per unit",
    ),
    Mistake(
        "initialize_parameters",
        "a tuple for randn",
        "randn is handed one tuple, and it wants its sizes one by one.",
        "np.zeros takes a tuple, and randn does not. Compare the brackets of the two.",
        (("randn(n_h, n_x)", "randn((n_h, n_x))"),),
        code=("_.randn((_, _))", "randn((_, _))"),
    ),
    Mistake(
        "initialize_parameters",
        "factor 0.01 forgotten",
        "The weights are not made small: the factor of the formula is missing.",
        "Compare one weight of yours with the one expected. How many times larger is it?",
        ((" * 0.01", ""),),
    ),
    Mistake(
        "initialize_parameters",
        "factor 0.1",
        "The weights are multiplied by 0.1, ten times too much.",
        "Count the zeros of the factor in the formula.",
        (("0.01", "0.1"),),
    ),
    Mistake(
        "initialize_parameters",
        "divided by 0.01",
        "The weights are divided by 0.01, and grow a hundred times instead of shrinking.",
        ("Should the weights become larger or smaller? Dividing by a number below 1 does what?"),
        (("* 0.01", "/ 0.01"),),
    ),
    Mistake(
        "initialize_parameters",
        "seed ignored",
        "The stream always starts from the same number, whatever the argument seed says.",
        "Call your function with two different seeds. Should the weights be the same?",
        (("seed(seed)", "seed(1)"),),
    ),
    Mistake(
        "initialize_parameters",
        "no seed",
        "Numbers are drawn that do not start from the seed: every call gives other ones.",
        ("Two calls with one seed must give the same numbers. What starts a stream at a seed?"),
        (("np.random.seed(seed)", "np.random.seed()"),),
    ),
    Mistake(
        "initialize_parameters",
        "seeded again for W2",
        "The stream is started a second time before W2, which repeats the numbers of W1.",
        "One stream for the whole function. How often do you make it?",
        (("    W2 =", ("    np.random.seed(seed)\n    W2 =")),),
    ),
    Mistake(
        "initialize_parameters",
        "W2 drawn first",
        "W2 is drawn before W1, so that each gets numbers that belong to the other.",
        "A stream gives its numbers in order. Which matrix does the docstring draw first?",
        """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    np.random.seed(seed)
    W2 = np.random.randn(n_y, n_h) * 0.01
    W1 = np.random.randn(n_h, n_x) * 0.01
    return {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}
""",
    ),
    Mistake(
        "initialize_parameters",
        "random biases",
        "A bias is drawn from the stream, where it should start at zero.",
        ("What does the docstring say about the biases? They also use up numbers of the stream."),
        (("np.zeros((n_h, 1))", "np.random.randn(n_h, 1)"),),
    ),
    Mistake(
        "initialize_parameters",
        "biases of one",
        "The biases start at one.",
        "Which value do the biases start with in the formula?",
        (("np.zeros", "np.ones"),),
    ),
    Mistake(
        "initialize_parameters",
        "biases as rows",
        "b1 is a row (1, n), where a column (n, 1) belongs.",
        "One row per unit holds for b too. How many columns does it have?",
        (("(n_h, 1)", "(1, n_h)"),),
        heading="The idea: one row per unit",
    ),
    Mistake(
        "initialize_parameters",
        "one output always",
        "The last layer has one unit, whatever n_y is.",
        ("Which sizes in your function are written down, and which come from the arguments?"),
        (
            ("randn(n_y, n_h)", "randn(1, n_h)"),
            ("(n_y, 1)", "(1, 1)"),
        ),
    ),
    Mistake(
        "initialize_parameters",
        "W1 transposed",
        "W1 has a row for each input, where it should have a row for each hidden unit.",
        "Find one hidden unit in the picture, and its row of W1. How many rows are there?",
        (("randn(n_h, n_x)", "randn(n_x, n_h)"),),
        heading="The idea: one row per unit",
    ),
    Mistake(
        "initialize_parameters",
        "W1 drawn transposed",
        (
            "W1 is drawn with its sizes exchanged and turned afterwards: the numbers land in "
            "other places."
        ),
        (
            "The shape is right, the places are not. Draw the matrix in the shape in which "
            "you need it."
        ),
        (("randn(n_h, n_x)", "randn(n_x, n_h).T"),),
    ),
    Mistake(
        "initialize_parameters",
        "a Generator",
        ("The numbers come from default_rng, whose stream is another one than RandomState's."),
        (
            "The same seed means the same numbers only in the same kind of stream. Which one "
            "is named?"
        ),
        (
            ("np.random.seed(seed)", "rng = np.random.default_rng(seed)"),
            ("np.random.randn(n_h, n_x)", "rng.standard_normal((n_h, n_x))"),
            ("np.random.randn(n_y, n_h)", "rng.standard_normal((n_y, n_h))"),
        ),
    ),
    Mistake(
        "initialize_parameters",
        "float32",
        "Some weights are float32, which keeps half of the digits.",
        (
            "Which dtype does the docstring name? NumPy uses it by itself, if you do not ask "
            "for another."
        ),
        (
            ("* 0.01", "* np.float32(0.01)"),
            ("W1 = np.random.randn(n_h, n_x)", "W1 = np.random.randn(n_h, n_x).astype(np.float32)"),
        ),
    ),
    Mistake(
        "initialize_parameters",
        "whole-number biases",
        "The biases are whole numbers, an array of int, where float64 is asked for.",
        "Which dtype does np.zeros give if you do not name one?",
        (("np.zeros((n_h, 1))", "np.zeros((n_h, 1), int)"),),
    ),
    Mistake(
        "initialize_parameters",
        "a tuple of arrays",
        "The four arrays come back as a tuple, without their names.",
        "The docstring asks for a dictionary. What are its keys?",
        (("return parameters", "return W1, b1, W2, b2"),),
    ),
    Mistake(
        "initialize_parameters",
        "return forgotten",
        "Nothing comes back: no return hands anything over.",
        "What does a Python function give whose last line is no return?",
        (("    return parameters\n", ""),),
        code=("not return _",),
    ),
    Mistake(
        "initialize_parameters",
        "small letters",
        "The weights are stored under keys in small letters.",
        ('For Python "w1" and "W1" are two names. Compare your keys with those of the docstring.'),
        (
            ('"W1"', '"w1"'),
            ('"W2"', '"w2"'),
        ),
    ),
    Mistake(
        "initialize_parameters",
        "a key forgotten",
        "One of the four arrays does not get into the dictionary.",
        "Count the entries of your dictionary, and those of the docstring.",
        ((', "b2": b2', ""),),
    ),
    Mistake(
        "initialize_parameters",
        "inputs and outputs exchanged",
        "n_x and n_y have changed places: the network is built back to front.",
        ("Which of the sizes is that of the inputs? Say the shape of W1 aloud before you draw it."),
        (
            ("randn(n_h, n_x)", "randn(n_h, n_y)"),
            ("randn(n_y, n_h)", "randn(n_x, n_h)"),
            ("zeros((n_y, 1))", "zeros((n_x, 1))"),
        ),
    ),
    Mistake(
        "initialize_parameters",
        "W2 from the inputs",
        "W2 has a column for each input, but layer 2 looks at the hidden units.",
        "Which units does layer 2 see? Its matrix has one column for each of them.",
        (("randn(n_y, n_h)", "randn(n_y, n_x)"),),
        heading="The idea: one row per unit",
    ),
    Mistake(
        "initialize_parameters",
        "b1 as long as the input",
        "b1 has a number for each input, where it should have one for each hidden unit.",
        "A bias belongs to a unit, not to an input. How many units has layer 1?",
        (("b1 = np.zeros((n_h, 1))", "b1 = np.zeros((n_x, 1))"),),
        heading="The idea: one row per unit",
    ),
    Mistake(
        "initialize_parameters",
        "only W1 made small",
        "W1 is multiplied by 0.01 and W2 is not.",
        ("Both matrices have the same formula. Compare your two lines, character by character."),
        (("randn(n_y, n_h) * 0.01", "randn(n_y, n_h)"),),
    ),
    Mistake(
        "initialize_parameters",
        "only W2 made small",
        "W2 is multiplied by 0.01 and W1 is not.",
        ("Both matrices have the same formula. Compare your two lines, character by character."),
        (("randn(n_h, n_x) * 0.01", "randn(n_h, n_x)"),),
    ),
    Mistake(
        "initialize_parameters",
        "another default seed",
        "The default of seed is not the one of the docstring.",
        "Nothing is wrong with your stream: look at the first line of the function.",
        (("seed=1", "seed=3"),),
    ),
    Mistake(
        "initialize_parameters",
        "a seed of its own for W2",
        "W2 is drawn from a second stream, with a seed that nobody asked for.",
        ("Both matrices come from one stream, one after the other. How many streams have you?"),
        ((("\n    W2 ="), ("\n    np.random.seed(seed + 1)\n    W2 =")),),
    ),
    Mistake(
        "initialize_parameters",
        "numbers drawn for the biases",
        ("Numbers of the stream are used up between the weights, as many as the biases have."),
        (
            "The biases are right, and what is drawn after them is not. What stands between "
            "W1 and W2?"
        ),
        (("b1 = np.zeros((n_h, 1))", "b1 = np.random.randn(n_h, 1) * 0"),),
    ),
    Mistake(
        "initialize_parameters",
        "absolute values",
        "The weights are made positive: their sign is thrown away.",
        (
            "Weights may be negative, and half of them should be. What removes the sign in "
            "your line?"
        ),
        (
            ("np.random.randn(n_h, n_x) * 0.01", "abs(np.random.randn(n_h, n_x)) * 0.01"),
            ("np.random.randn(n_y, n_h) * 0.01", "abs(np.random.randn(n_y, n_h)) * 0.01"),
        ),
    ),
    Mistake(
        "initialize_parameters",
        "whole numbers drawn",
        "The weights are drawn as whole numbers.",
        "Normal numbers have digits behind the point. Which function draws those?",
        (
            ("np.random.randn(n_h, n_x)", "np.random.randint(-1, 2, (n_h, n_x))"),
            ("np.random.randn(n_y, n_h)", "np.random.randint(-1, 2, (n_y, n_h))"),
        ),
    ),
    Mistake(
        "initialize_parameters",
        "0.01 subtracted",
        "0.01 is subtracted from the weights, where they should be multiplied by it.",
        "Which sign stands between 0.01 and the normal distribution in the formula?",
        (("* 0.01", "- 0.01"),),
    ),
    Mistake(
        "initialize_parameters",
        "lists",
        "The weights come back as lists of lists, not as arrays.",
        "Lists know no shape and no @. Leave what the stream draws as it is.",
        (
            (
                "return parameters",
                "return {name: array.tolist() for name, array in parameters.items()}",
            ),
        ),
    ),
    Mistake(
        "initialize_parameters",
        "0 taken for no seed",
        "The seed 0 is taken for none.",
        "0 is a seed, and Python takes it for False. Which question do you put to seed?",
        (("np.random.seed(seed)", "np.random.seed(seed or 1)"),),
    ),
    Mistake(
        "initialize_parameters",
        "both weights transposed",
        "Both W have a row for each unit of the layer before, where they should have one for each of their own.",
        "A weight matrix has one row per unit of its layer. What are the rows of your W1?",
        (("randn(n_h, n_x)", "randn(n_x, n_h)"), ("randn(n_y, n_h)", "randn(n_h, n_y)")),
    ),
    Mistake(
        "initialize_parameters",
        "biases drawn too",
        "The biases are drawn at random, each after its W.",
        "Only the weights have to differ. With which number does a bias begin?",
        """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    random = np.random.RandomState(seed)
    W1 = random.randn(n_h, n_x) * 0.01
    b1 = random.randn(n_h, 1) * 0.01
    W2 = random.randn(n_y, n_h) * 0.01
    b2 = random.randn(n_y, 1) * 0.01
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
""",
    ),
    Mistake(
        "initialize_parameters",
        "He's scale",
        "Each W is multiplied by the root of 2 over the size of the layer before, not by 0.01.",
        "That is another start. Which factor does the formula of this one have?",
        """
def initialize_parameters(n_x, n_h, n_y, seed=1):
    random = np.random.RandomState(seed)
    W1 = random.randn(n_h, n_x) * np.sqrt(2 / n_x)
    W2 = random.randn(n_y, n_h) * np.sqrt(2 / n_h)
    return {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}
""",
    ),
)
