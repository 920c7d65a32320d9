"""Step 1: mistakes, and right ways that look different."""

from grader.engine.authoring import Mistake, Right
from grader.engine.authoring.catalogue import Change

HE, XAVIER = "initialize_parameters_he", "initialize_parameters_xavier"

# What can go wrong with either start.
COMMON: tuple[tuple[str, str, str, Change], ...] = (
    ("no scale", "The weights are drawn without any factor.", "Which factor does the formula have?", ((" * scale", ""),)),
    ("times 0.01", "The weights are multiplied by 0.01, whatever the sizes of the layers.", "The factor depends on the sizes of the layers. On which of them?", (("* scale", "* 0.01"),)),
    ("times 10", "The weights are multiplied by 10.", "The factor depends on the sizes of the layers. On which of them?", (("* scale", "* 10"),)),
    ("no root", "The factor has no square root.", "What is the variance of numbers that are multiplied by c?", (("np.sqrt(", "("),)),
    ("last layer forgotten", "The last layer gets no parameters.", "range stops before its end. Write down the l of your loop.", (("range(1, len(layers_dims))", "range(1, len(layers_dims) - 1)"),)),
    ("W transposed", "Each W has its rows and columns exchanged.", "One row for each unit of the layer. How many rows has your W1?", (("(layers_dims[l], layers_dims[l - 1])", "(layers_dims[l - 1], layers_dims[l])"),)),
    ("drawn uniformly", "The weights are uniform numbers from 0 to 1, where normal ones are asked for.", "rand and randn are two functions. Which draws around zero?", (("randn", "rand"),)),
    ("seeded in every layer", "The stream starts again in every layer, so that the layers begin alike.", "How often does your stream start? Once would do.", (("        scale =", "        random = np.random.RandomState(seed)\n        scale ="),)),
    ("no seed", "The weights are other ones at every call.", "What is the argument seed for?", (("RandomState(seed)", "RandomState()"),)),
    ("seed written down", "The seed is written down, where it should be the argument.", "One argument of the function is not used. Which one?", (("RandomState(seed)", "RandomState(3)"),)),
    ("flat biases", "The biases are flat, without a second axis.", "A bias is a column. What shape has a column?", (("np.zeros((layers_dims[l], 1))", "np.zeros(layers_dims[l])"),)),
    ("biases of one", "The biases are ones.", "With which number does a bias begin?", (("np.zeros(", "np.ones("),)),
    ("random biases", "The biases are drawn at random.", "Only the weights have to differ. With which number does a bias begin?", (("np.zeros((layers_dims[l], 1))", "random.randn(layers_dims[l], 1)"),)),
    ("weights zero", "All weights are zero, so that the units of a layer stay the same for ever.", "What breaks the symmetry between two units?", (("random.randn(layers_dims[l], layers_dims[l - 1])", "np.zeros((layers_dims[l], layers_dims[l - 1]))"),)),
    ("biases as rows", "The biases are rows, where columns are asked for.", "Which axis counts the units?", (("np.zeros((layers_dims[l], 1))", "np.zeros((1, layers_dims[l]))"),)),
    ("a Generator", "The numbers come from default_rng, whose stream is another one than RandomState's.", "NumPy has an old and a new kind of stream. Which one is asked for?", (("np.random.RandomState(seed)", "np.random.default_rng(seed)"), (".randn(layers_dims[l], layers_dims[l - 1])", ".standard_normal((layers_dims[l], layers_dims[l - 1]))"))),
    ("divided by the scale", "The weights are divided by the factor.", "The more inputs, the smaller the weights. Which way does yours go?", (("* scale", "/ scale"),)),
)  # fmt: skip

MISTAKES = (
    *(Mistake(function, *one) for function in (HE, XAVIER) for one in COMMON),
    Mistake(HE, "1 in place of 2", "Under the root stands 1, where 2 is asked for.", "A relu throws half of the signal away. Who makes up for it?", (("np.sqrt(2 /", "np.sqrt(1 /"),)),
    Mistake(HE, "size of this layer", "The factor takes the size of the layer itself.", "How many numbers does a unit add up?", (("2 / layers_dims[l - 1]", "2 / layers_dims[l]"),)),
    Mistake(HE, "both sizes", "The factor takes both sizes, as Xavier's does.", "Forward alone counts here. How many numbers does a unit add up?", (("2 / layers_dims[l - 1]", "2 / (layers_dims[l - 1] + layers_dims[l])"),)),
    Mistake(HE, "2 outside of the root", "The 2 stands outside of the root.", "What stands under the root of the formula?", (("np.sqrt(2 / layers_dims[l - 1])", "2 / np.sqrt(layers_dims[l - 1])"),)),
    Mistake(HE, "size outside of the root", "The size of the layer stands outside of the root.", "What stands under the root of the formula?", (("np.sqrt(2 / layers_dims[l - 1])", "np.sqrt(2) / layers_dims[l - 1]"),)),
    Mistake(XAVIER, "brackets", "Only one of the sizes stands below the line: brackets are missing.", "2 / a + b is not 2 / (a + b).", (("2 / (layers_dims[l - 1] + layers_dims[l])", "2 / layers_dims[l - 1] + layers_dims[l]"),)),
    Mistake(XAVIER, "He's scale", "The factor is that of He: it takes the layer before alone.", "Both ways count here. Which sizes are there?", (("2 / (layers_dims[l - 1] + layers_dims[l])", "2 / layers_dims[l - 1]"),)),
    Mistake(XAVIER, "forward half", "The factor is the root of 1 over the size of the layer before.", "Both ways count here. Which sizes are there?", (("2 / (layers_dims[l - 1] + layers_dims[l])", "1 / layers_dims[l - 1]"),)),
    Mistake(XAVIER, "product of the sizes", "The sizes are multiplied, where they should be added.", "It is the mean of two numbers that stands below the line.", (("(layers_dims[l - 1] + layers_dims[l])", "(layers_dims[l - 1] * layers_dims[l])"),)),
    Mistake(XAVIER, "6 in place of 2", "Under the root stands 6: that is the end of a uniform distribution.", "6 belongs to uniform numbers. Which number belongs to normal ones?", (("np.sqrt(2 /", "np.sqrt(6 /"),)),
    Mistake(XAVIER, "uniform numbers", "The weights are uniform numbers, where normal ones are asked for.", "Glorot's start comes in two kinds. Which does the docstring describe?", (("np.sqrt(2 /", "np.sqrt(6 /"), ("random.randn(layers_dims[l], layers_dims[l - 1]) * scale", "random.uniform(-scale, scale, (layers_dims[l], layers_dims[l - 1]))"))),
    Mistake(XAVIER, "1 in place of 2", "Under the root stands 1, where 2 is asked for.", "One over the mean of two sizes: where does the 2 go?", (("np.sqrt(2 /", "np.sqrt(1 /"),)),
)  # fmt: skip

LOOP = """
def {name}(layers_dims, seed=3):
    np.random.seed(seed)
    parameters = {{}}
    L = len(layers_dims) - 1
    for l in range(1, L + 1):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * {scale}
        parameters["b" + str(l)] = np.zeros(shape=(layers_dims[l], 1))
    return parameters
"""
PAIRS = """
def {name}(layers_dims, seed=3):
    stream, made = np.random.RandomState(seed), {{}}
    for l, (before, own) in enumerate(zip(layers_dims[:-1], layers_dims[1:]), start=1):
        made |= {{f"W{{l}}": stream.normal(size=(own, before)) * ({scale}) ** 0.5, f"b{{l}}": np.zeros((own, 1))}}
    return made
"""
RIGHT = (
    Right(HE, "the classic loop", LOOP.format(name=HE, scale="np.sqrt(2.0 / layers_dims[l - 1])")),
    Right(HE, "pairs of sizes", PAIRS.format(name=HE, scale="2 / before")),
    Right(HE, "divided by the root of the half", (("* scale", "/ np.sqrt(layers_dims[l - 1] / 2)"),)),
    Right(XAVIER, "the classic loop", LOOP.format(name=XAVIER, scale="np.sqrt(2.0 / (layers_dims[l - 1] + layers_dims[l]))")),
    Right(XAVIER, "pairs of sizes", PAIRS.format(name=XAVIER, scale="2 / (before + own)")),
    Right(XAVIER, "divided by the root of the mean", (("* scale", "/ np.sqrt((layers_dims[l - 1] + layers_dims[l]) / 2)"),)),
)  # fmt: skip
