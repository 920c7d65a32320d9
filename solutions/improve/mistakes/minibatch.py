"""Step 3: mistakes, and right ways that look different."""

from grader.engine.authoring import Mistake, Right

CUT, SHUFFLE = "partition_examples", "random_mini_batches"
PAIR = "(X[:, start : start + mini_batch_size], Y[:, start : start + mini_batch_size])"
PARTS = "partition_examples(X[:, order], Y[:, order], mini_batch_size)"

MISTAKES = (
    Mistake(CUT, "last batch lost", "A last batch that is smaller is lost, and its examples with it.", "7 examples in batches of 3: how many batches? And where is the seventh?", (("range(0, m, mini", "range(0, m - mini_batch_size + 1, mini"),)),
    Mistake(CUT, "an empty batch", "Where the size divides m, there is an empty batch at the end.", "6 examples in batches of 3: where does your last batch start?", (("range(0, m, mini", "range(0, m + 1, mini"),)),
    Mistake(CUT, "rows cut", "Rows are taken, where an example is a column.", "Which axis of X counts the examples?", (("X[:, start", "X[start"), ("Y[:, start", "Y[start"))),
    Mistake(CUT, "all the labels", "Every batch holds all the labels.", "A batch has as many labels as examples.", (("Y[:, start : start + mini_batch_size]", "Y"),)),
    Mistake(CUT, "one column short", "Every batch is one example short.", "A slice stops before its end. How many columns has X[:, 0:3]?", (("start + mini_batch_size", "start + mini_batch_size - 1"),)),
    Mistake(CUT, "one column too many", "Every batch holds the first example of the next one.", "A slice stops before its end. How many columns has X[:, 0:3]?", (("start + mini_batch_size", "start + mini_batch_size + 1"),)),
    Mistake(CUT, "steps of one", "A batch starts at every example, so that they overlap.", "How far is it from one start to the next?", (("range(0, m, mini_batch_size)", "range(m)"),)),
    Mistake(CUT, "equal parts", "The batches are made equally large, where all but the last hold mini_batch_size.", "7 examples in batches of 3: how large is the second batch?", """
def partition_examples(X, Y, mini_batch_size):
    count = -(-X.shape[1] // mini_batch_size)
    return list(zip(np.array_split(X, count, axis=1), np.array_split(Y, count, axis=1)))
"""),
    Mistake(CUT, "X alone", "The batches hold no labels.", "A pair has two parts.", ((PAIR, PAIR.split(", Y")[0].lstrip("(")),)),
    Mistake(CUT, "labels first", "The labels stand before the inputs.", "In which order does the docstring name the pair?", ((PAIR, "(Y[:, start : start + mini_batch_size], X[:, start : start + mini_batch_size])"),)),
    Mistake(CUT, "first batch alone", "Only the first batch comes back.", "Where is your return: in the loop, or after it?", (("range(0, m, mini_batch_size)", "[0]"),)),
    Mistake(CUT, "first batch left out", "The first batch is left out.", "With which column does the first batch start?", (("range(0, m, mini", "range(mini_batch_size, m, mini"),)),
    Mistake(SHUFFLE, "a Generator", "The order comes from default_rng, whose stream is another one than RandomState's.", "NumPy has an old and a new kind of stream. Which does the docstring name?", (("np.random.RandomState(seed)", "np.random.default_rng(seed)"),)),
    Mistake(SHUFFLE, "X alone shuffled", "The inputs are shuffled and the labels are not: each picture gets another's label.", "X and Y need the same new order. What order has your Y?", (("Y[:, order]", "Y"),)),
    Mistake(SHUFFLE, "Y alone shuffled", "The labels are shuffled and the inputs are not.", "X and Y need the same new order. What order has your X?", (("X[:, order]", "X"),)),
    Mistake(SHUFFLE, "not shuffled", "Nothing is shuffled.", "What becomes of the permutation?", (("X[:, order]", "X"), ("Y[:, order]", "Y"))),
    Mistake(SHUFFLE, "two permutations", "Inputs and labels each get a permutation of their own.", "How often do you draw? Once is enough.", """
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    random = np.random.RandomState(seed)
    m = X.shape[1]
    return partition_examples(X[:, random.permutation(m)], Y[:, random.permutation(m)], mini_batch_size)
"""),
    Mistake(SHUFFLE, "seed written down", "The seed is written down, where it should be the argument.", "One argument of the function is not used. Which one?", (("RandomState(seed)", "RandomState(0)"),)),
    Mistake(SHUFFLE, "the order turned round", "The permutation is used the other way round: it says where a column goes.", "The first number of the permutation says which column comes first.", (("np.random.RandomState(seed).permutation(X.shape[1])", "np.argsort(np.random.RandomState(seed).permutation(X.shape[1]))"),)),
    Mistake(SHUFFLE, "drawn with repeats", "Some examples are drawn twice, and others not at all.", "randint may give one number twice. What may not?", (("permutation(X.shape[1])", "randint(0, X.shape[1], X.shape[1])"),)),
    Mistake(SHUFFLE, "batches shuffled", "The batches are shuffled, and the examples in them are not.", "Shuffle first, cut afterwards.", """
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    batches = partition_examples(X, Y, mini_batch_size)
    return [batches[i] for i in np.random.RandomState(seed).permutation(len(batches))]
"""),
    Mistake(SHUFFLE, "size written down", "The batches hold 64 examples, whatever mini_batch_size is.", "One argument of the function is not used. Which one?", (("Y[:, order], mini_batch_size", "Y[:, order], 64"),)),
    Mistake(SHUFFLE, "shuffled twice", "The permutation is applied twice.", "Once in a new order, the columns need not be put in order again.", (("[:, order]", "[:, order][:, order]"),)),
    Mistake(SHUFFLE, "the rest from the beginning", "The last batch takes the first examples once more, and those at the end are lost.", "Which columns are left over when all full batches are cut?", """
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    order = np.random.RandomState(seed).permutation(m)
    X, Y = X[:, order], Y[:, order]
    full = m - m % mini_batch_size
    batches = partition_examples(X[:, :full], Y[:, :full], mini_batch_size)
    return batches + ([(X[:, : m - full], Y[:, : m - full])] if full < m else [])
"""),
    Mistake(SHUFFLE, "last batch lost", "A last batch that is smaller is lost, and its examples with it.", "7 examples in batches of 3: how many batches? And where is the seventh?", ((PARTS, f"[b for b in {PARTS} if b[0].shape[1] == mini_batch_size]"),)),
)  # fmt: skip

RIGHT = (
    Right(CUT, "the classic halves", """
def partition_examples(X, Y, mini_batch_size):
    m = X.shape[1]
    batches = []
    whole = m // mini_batch_size
    for k in range(whole):
        batches.append((X[:, k * mini_batch_size:(k + 1) * mini_batch_size], Y[:, k * mini_batch_size:(k + 1) * mini_batch_size]))
    if m % mini_batch_size != 0:
        batches.append((X[:, whole * mini_batch_size:], Y[:, whole * mini_batch_size:]))
    return batches
"""),
    Right(CUT, "array_split at the borders", """
def partition_examples(X, Y, mini_batch_size):
    cuts = np.arange(mini_batch_size, X.shape[1], mini_batch_size)
    return list(zip(np.split(X, cuts, axis=1), np.split(Y, cuts, axis=1)))
"""),
    Right(CUT, "while something is left", """
def partition_examples(X, Y, mini_batch_size):
    batches = []
    while X.shape[1] > 0:
        batches.append((X[:, :mini_batch_size].copy(), Y[:, :mini_batch_size].copy()))
        X, Y = X[:, mini_batch_size:], Y[:, mini_batch_size:]
    return batches
"""),
    Right(SHUFFLE, "the global stream", (("np.random.RandomState(seed).permutation(X.shape[1])", "(np.random.seed(seed), list(np.random.permutation(X.shape[1])))[1]"),)),
    Right(SHUFFLE, "take", (("X[:, order]", "np.take(X, order, axis=1)"),)),
    Right(SHUFFLE, "an array shuffled in place", (("    return", "    order = np.arange(X.shape[1])\n    np.random.RandomState(seed).shuffle(order)\n    return"),)),
)  # fmt: skip
