"""Mistakes in compute_cost."""

from grader.engine.authoring import Mistake

IDEA = "Both labels in one formula"

MISTAKES = (
    Mistake(
        "compute_cost",
        "half of the cost",
        "The sum is divided by 2 m, as for a mean of squares, where m is enough.",
        "There is no 2 in the formula. From which other cost does yours come?",
        (("1 / m", "1 / (2 * m)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "term of the zeros missing",
        "The term for the label 0 is missing.",
        "What does your formula say where Y is 0? The lesson has a curve for those too.",
        ((" + (1 - Y) * np.log(1 - AL)", ""),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "every pair of examples",
        "Labels and predictions of different examples are multiplied with each other.",
        "Each label meets its own prediction only. Which product does Y.T @ ... form?",
        (
            (
                "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)",
                "np.dot(Y.T, np.log(AL)) + np.dot((1 - Y).T, np.log(1 - AL))",
            ),
        ),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "not added up",
        "The losses of the examples come back one by one, not added up.",
        "The cost is one number. Which sign of the formula makes one number of many?",
        (("np.sum(logprobs)", "logprobs"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "minus forgotten",
        "The minus before the sum is missing: the cost is negative.",
        "The logarithm of a probability is negative. What should a cost be?",
        (("-(1 / m)", "(1 / m)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "not averaged",
        "The losses are added up, and not divided by the number of examples.",
        (
            "The formula has a factor before the sum. Which one, and which entry of shape "
            "counts the examples?"
        ),
        (("-(1 / m)", "-1"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "base 10",
        "The logarithm is the one to base 10.",
        "Which function of NumPy is the natural logarithm?",
        (("np.log(", "np.log10("),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "base 2",
        "The logarithm is the one to base 2.",
        "Which function of NumPy is the natural logarithm?",
        (("np.log(", "np.log2("),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "the two logarithms exchanged",
        "log(1 - AL) stands beside Y, and log(AL) beside 1 - Y.",
        ("If the label is 1, which probability should be large? Its logarithm belongs to Y."),
        (("np.log(AL) + (1 - Y) * np.log(1 - AL)", "np.log(1 - AL) + (1 - Y) * np.log(AL)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "minus between the terms",
        "The two terms are subtracted from each other.",
        "Both terms are surprises, and both count. Which sign stands between them?",
        ((" + (1 - Y)", " - (1 - Y)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "term of the ones missing",
        "The term for the label 1 is missing.",
        "What does your formula say where Y is 1?",
        (("Y * np.log(AL) + (1", "(1"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "mean of squares",
        "This is the mean of squares, not the cross-entropy.",
        "There is a logarithm in the formula of this lesson.",
        (("Y * np.log(AL) + (1 - Y) * np.log(1 - AL)", "-((Y - AL) ** 2)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "no guard",
        "Where AL is exactly 0 or 1, the cost is nan: 0 times the logarithm of 0.",
        ("The logarithm must never see a 0. What can you show it instead, there and only there?"),
        (("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),),
        heading="The trap: the logarithm of zero",
    ),
    Mistake(
        "compute_cost",
        "guard too wide",
        "The guard changes ordinary probabilities too.",
        "A guard keeps two promises. Which of them does yours break?",
        (("2.0**-53, 1 - 2.0**-53", "0.2, 0.8"),),
        heading="The trap: the logarithm of zero",
    ),
    Mistake(
        "compute_cost",
        "0.001 added",
        ("A number is added in the logarithm that is large enough to change the cost everywhere."),
        "A guard changes nothing where the plain formula has a value.",
        (("np.log(AL)", "np.log(AL + 1e-3)"),),
        heading="The trap: the logarithm of zero",
    ),
    Mistake(
        "compute_cost",
        "rounded",
        "The cost is rounded.",
        "Training needs all of its digits. Round when you print, if at all.",
        (("np.squeeze(cost)", "round(cost, 4)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "an array of rank 2",
        "The cost is an array with two axes, where one number is asked for.",
        "One number has no axes. What brings an array of one number down to a number?",
        (("np.squeeze(cost)", "np.array([[cost]])"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "a text",
        "The cost is a text.",
        ("One can reckon with a number, and not with a text. Which call makes a text of it?"),
        (("np.squeeze(cost)", "str(cost)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "nothing returned",
        "Nothing comes back, whether it was printed or not.",
        "print is for your eyes; the caller gets only what follows return.",
        (("return cost", "print(cost)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "AL clipped in place",
        "AL is changed on the way: the caller's array is not what it was.",
        ("A guard works on a new array. Which argument tells NumPy to write into an old one?"),
        (("AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 0.3, 0.7, out=AL)"),),
        heading="The trap: the logarithm of zero",
    ),
    Mistake(
        "compute_cost",
        "a guard for one end only",
        "The guard looks after AL = 0 only: where AL is 1, the cost is still nan.",
        "Two logarithms, two traps. What does log(1 - AL) see where AL is 1?",
        (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 2.0**-53, AL)"),),
        heading="The trap: the logarithm of zero",
    ),
    Mistake(
        "compute_cost",
        "guard for 1 only",
        "The guard looks after AL = 1 only: where AL is 0, the cost is still nan.",
        "Two logarithms, two traps. What does log(AL) see where AL is 0?",
        (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.minimum(AL, 1 - 2.0**-53)"),),
        heading="The trap: the logarithm of zero",
    ),
    Mistake(
        "compute_cost",
        "averaged twice",
        "The cost is divided by m twice.",
        "np.mean divides by m already. How often does the formula divide?",
        (("np.sum(logprobs)", "np.mean(logprobs)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "1 + log",
        (
            "The second term has log(1 + AL), where it is the logarithm of the probability "
            "of the label 0."
        ),
        "If AL is the probability of a 1, what is that of a 0?",
        (("np.log(1 - AL)", "np.log(1 + AL)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "1 - log",
        "The second term has 1 - log(AL), where the 1 belongs inside the logarithm.",
        "Follow the brackets of the formula: what does the logarithm see?",
        (("np.log(1 - AL)", "(1 - np.log(AL))"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "the roles of Y and AL exchanged",
        "The logarithm is taken of the label, and the prediction stands before it.",
        "The label chooses, and the logarithm is taken of what the network says.",
        (
            (
                "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)",
                "AL * np.log(np.clip(Y, 2.0**-53, 1)) + (1 - AL) * np.log(np.clip(1 - Y, 2.0**-53, 1))",
            ),
        ),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "the logarithm of the mean",
        (
            "The logarithm is taken of the averaged probability, where the logarithms should "
            "be averaged."
        ),
        ("First the surprise of each example, then the average. In which order do you do it?"),
        (("np.sum(logprobs)", "m * np.log(np.mean(Y * AL + (1 - Y) * (1 - AL)))"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "accuracy",
        "This is the share of wrong answers, which does not see how sure the network was.",
        ("Two predictions of 0.51 and 0.99 are not the same. What does the formula make of each?"),
        (("np.sum(logprobs)", "-np.sum((AL > 0.5) != (Y > 0.5))"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "absolute error",
        "This is the mean distance from the label, not the cross-entropy.",
        "There is a logarithm in the formula of this lesson.",
        (("np.sum(logprobs)", "-np.sum(np.abs(AL - Y))"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "m of the ones",
        (
            "The sum is divided by the number of ones among the labels, where m counts all "
            "the examples."
        ),
        "Which examples does the average run over?",
        (("m = Y.shape[1]", "m = max(Y.sum(), 1)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "m - 1",
        "The sum is divided by m - 1.",
        "That is for the spread of a sample. What is the formula's factor?",
        (("1 / m", "1 / max(m - 1, 1)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "the largest loss",
        "The largest loss comes back, where their average belongs.",
        "Which sign of the formula puts the losses together?",
        (("-(1 / m) * np.sum(logprobs)", "np.max(-logprobs)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "last example only",
        "Only the last example counts.",
        "In a loop, cost = ... forgets what was there before. What keeps it?",
        (("np.sum(logprobs)", "logprobs[0, -1]"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "whole-number division",
        "The cost is 0, as where // makes 1 // m a whole number.",
        "Python has two divisions. Which of them keeps what is behind the point?",
        (("-(1 / m)", "-(1 // m)"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "first example only",
        "Only the first example counts.",
        "A loop over the examples, or a sum over all of them: where does yours end?",
        (("np.sum(logprobs)", "logprobs[0, 0]"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "a pair",
        "Two things come back, where the cost alone is asked for.",
        "What does the docstring list under Returns?",
        (("return cost", "return cost, m"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "the sum of one row of labels",
        "The cost is a row of one number, an array of rank 1.",
        "One number has no axes. Along which axes does your sum run?",
        (("np.squeeze(cost)", "np.array([cost])"),),
        heading=IDEA,
    ),
    Mistake(
        "compute_cost",
        "infinite where sure and wrong",
        "A sure prediction with the wrong label costs infinitely much.",
        "A network can be sure and wrong. What does your logarithm see there?",
        (
            ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
            ("np.sum(logprobs)", "np.nansum(logprobs)"),
        ),
        heading="The trap: the logarithm of zero",
        more=(
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                (
                    "logprobs = Y * np.log(AL) + (1 - Y) * np.log(1 - AL)",
                    "logprobs = np.log(np.where(Y == 1, AL, 1 - AL))",
                ),
            ),
        ),
    ),
    Mistake(
        "compute_cost",
        "infinity made a number",
        "A sure prediction with the wrong label costs the largest number that float64 has.",
        "np.nan_to_num mends what comes out of the logarithm. What should go into it?",
        (
            ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
            (
                "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)",
                "np.nan_to_num(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))",
            ),
        ),
        heading="The trap: the logarithm of zero",
        more=(
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                ("np.log(AL)", "np.nan_to_num(np.log(AL))"),
                ("np.log(1 - AL)", "np.nan_to_num(np.log(1 - AL))"),
            ),
        ),
    ),
    Mistake(
        "compute_cost",
        "sure and wrong costs nothing",
        "A sure prediction with the wrong label costs nothing.",
        "The worst answer of all should cost most. What do you put where the logarithm has no value?",
        (
            ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
            ("    cost = -", "    logprobs[~np.isfinite(logprobs)] = 0\n    cost = -"),
        ),
        heading="The trap: the logarithm of zero",
        more=(
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                (
                    "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)",
                    "np.nan_to_num(Y * np.log(AL) + (1 - Y) * np.log(1 - AL), neginf=0.0)",
                ),
            ),
        ),
    ),
    Mistake(
        "compute_cost",
        "nan swept away at the end",
        "One term that is nan makes the whole cost 0.",
        "nan swallows the other examples before you mend it. Where does the first one come from?",
        (
            ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
            ("np.squeeze(cost)", "np.nan_to_num(cost)"),
        ),
        heading="The trap: the logarithm of zero",
        code=("np.nan_to_num(_)",),
        more=(
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                ("np.squeeze(cost)", "np.where(np.isnan(cost), 0.0, cost)"),
            ),
        ),
    ),
    Mistake(
        "compute_cost",
        "a number added in the logarithms",
        "A number is added in the logarithms: what the network is nearly sure of costs too little.",
        "A guard changes nothing where the plain formula has a value. Where does yours add something?",
        (
            ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
            ("np.log(AL)", "np.log(AL + 1e-8)"),
            ("np.log(1 - AL)", "np.log(1 - AL + 1e-8)"),
        ),
        heading="The trap: the logarithm of zero",
        more=(
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                ("np.log(AL)", "np.log(AL + 1e-15)"),
                ("np.log(1 - AL)", "np.log(1 - AL + 1e-15)"),
            ),
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                ("np.log(AL)", "np.log(AL + 1e-12)"),
                ("np.log(1 - AL)", "np.log(1 - AL + 1e-12)"),
            ),
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                ("np.log(AL)", "np.log(AL + 1e-10)"),
                ("np.log(1 - AL)", "np.log(1 - AL + 1e-10)"),
            ),
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                ("np.log(AL)", "np.log(AL + 1e-9)"),
                ("np.log(1 - AL)", "np.log(1 - AL + 1e-9)"),
            ),
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                ("np.log(AL)", "np.log(AL + 1e-7)"),
                ("np.log(1 - AL)", "np.log(1 - AL + 1e-7)"),
            ),
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                ("np.log(AL)", "np.log(AL + 1e-6)"),
                ("np.log(1 - AL)", "np.log(1 - AL + 1e-6)"),
            ),
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                ("np.log(AL)", "np.log(AL + 1e-5)"),
                ("np.log(1 - AL)", "np.log(1 - AL + 1e-5)"),
            ),
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                ("np.log(AL)", "np.log(AL + 1e-4)"),
                ("np.log(1 - AL)", "np.log(1 - AL + 1e-4)"),
            ),
            (
                ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
                ("np.log(AL)", "np.log(AL + 1e-16)"),
                ("np.log(1 - AL)", "np.log(1 - AL + 1e-16)"),
            ),
        ),
    ),
    Mistake(
        "compute_cost",
        "clipped too early",
        "Predictions that are nearly sure are cut off, and cost too little when they are wrong.",
        "A guard changes nothing where the plain formula has a value. From where on does yours cut?",
        (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 1e-15, 1 - 1e-15)"),),
        heading="The trap: the logarithm of zero",
        more=(
            (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 1e-8, 1 - 1e-8)"),),
            (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 1e-12, 1 - 1e-12)"),),
            (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 1e-10, 1 - 1e-10)"),),
            (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 1e-9, 1 - 1e-9)"),),
            (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 1e-7, 1 - 1e-7)"),),
            (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 1e-6, 1 - 1e-6)"),),
            (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 1e-5, 1 - 1e-5)"),),
            (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 1e-4, 1 - 1e-4)"),),
            (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 1e-3, 1 - 1e-3)"),),
            (("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.clip(AL, 0.01, 1 - 0.01)"),),
        ),
    ),
    Mistake(
        "compute_cost",
        "a guard smaller than 2**-53",
        "A sure prediction with the wrong label costs more than the docstring says.",
        "Which number does the docstring show the logarithm where AL is exactly 0 or 1?",
        (
            ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-16, AL)"),
            ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-16, 1 - AL))"),
        ),
        heading="The trap: the logarithm of zero",
        more=(
            (
                ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-20, AL)"),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-20, 1 - AL))"),
            ),
            (
                ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-30, AL)"),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-30, 1 - AL))"),
            ),
            (
                ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-50, AL)"),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-50, 1 - AL))"),
            ),
            (
                ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-100, AL)"),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-100, 1 - AL))"),
            ),
            (
                ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-300, AL)"),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-300, 1 - AL))"),
            ),
            (
                (
                    "np.clip(AL, 2.0**-53, 1 - 2.0**-53)",
                    "np.where(AL == 0, np.finfo(float).tiny, AL)",
                ),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, np.finfo(float).tiny, 1 - AL))"),
            ),
        ),
    ),
    Mistake(
        "compute_cost",
        "a guard larger than 2**-53",
        "A sure prediction with the wrong label costs less than the docstring says.",
        "Which number does the docstring show the logarithm where AL is exactly 0 or 1?",
        (
            ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-8, AL)"),
            ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-8, 1 - AL))"),
        ),
        heading="The trap: the logarithm of zero",
        more=(
            (
                ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-15, AL)"),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-15, 1 - AL))"),
            ),
            (
                ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-12, AL)"),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-12, 1 - AL))"),
            ),
            (
                ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-10, AL)"),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-10, 1 - AL))"),
            ),
            (
                ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-9, AL)"),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-9, 1 - AL))"),
            ),
            (
                ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-7, AL)"),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-7, 1 - AL))"),
            ),
            (
                ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-6, AL)"),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-6, 1 - AL))"),
            ),
            (
                ("np.clip(AL, 2.0**-53, 1 - 2.0**-53)", "np.where(AL == 0, 1e-5, AL)"),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, 1e-5, 1 - AL))"),
            ),
            (
                (
                    "np.clip(AL, 2.0**-53, 1 - 2.0**-53)",
                    "np.where(AL == 0, np.finfo(float).eps, AL)",
                ),
                ("np.log(1 - AL)", "np.log(np.where(AL == 1, np.finfo(float).eps, 1 - AL))"),
            ),
        ),
    ),
    Mistake(
        "compute_cost",
        "m counts the rows",
        "m is the number of rows, which is 1, where it should be the number of examples.",
        "Examples are columns. Which entry of shape counts columns?",
        (("m = Y.shape[1]", "m = Y.shape[0]"),),
        heading=IDEA,
        code=(
            "m = Y.shape[0]",
            "m = AL.shape[0]",
            "m = len(Y)",
            "m = len(AL)",
            "_ / Y.shape[0]",
            "_ / len(Y)",
        ),
    ),
    Mistake(
        "compute_cost",
        "minus one, divided into whole numbers",
        "-1 // m is -1: // rounds down to a whole number, and nothing is averaged.",
        "Python has two divisions. Which of them keeps what is behind the point?",
        (("-(1 / m)", "-1 // m"),),
        heading=IDEA,
        code=("-1 // _",),
    ),
)
