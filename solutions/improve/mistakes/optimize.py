"""Step 4: mistakes, and right ways that look different."""

from grader.engine.authoring import Mistake, Right

REST, ADAM_REST = "initialize_velocity", "initialize_adam"
MOMENTUM, ADAM = "update_parameters_with_momentum", "update_parameters_with_adam"
LR, STEPS = "update_lr", "schedule_lr_decay"
ZEROS = "np.zeros(theta.shape)"
V, S = 'v = {f"d{name}": np.zeros(theta.shape)', 's = {f"d{name}": np.zeros(theta.shape)'
DECAY, STEP_DECAY = (
    "(1 + decay_rate * epoch_num)",
    "(1 + decay_rate * (epoch_num // time_interval))",
)

MISTAKES = (
    *(
        Mistake(function, *one)
        for function in (REST, ADAM_REST)
        for one in (
            ("keys of the parameters", "The keys are those of the parameters, without a d.", "v belongs to the gradients. What are their keys?", (('f"d{name}"', "name"),)),
            ("ones", "It begins with ones.", "Before the first step there is no past.", (("np.zeros", "np.ones"),)),
            ("weights alone", "The biases have no entry.", "Every parameter takes steps, the biases too.", (("in parameters.items()", 'in parameters.items() if name[0] == "W"'),)),
            ("flat", "The arrays have one axis.", "Each has the shape of its parameter.", ((ZEROS, "np.zeros(theta.shape[0])"),)),
            ("plain numbers", "There is a plain 0 for each parameter, where an array is asked for.", "Each has the shape of its parameter.", ((ZEROS, "0.0"),)),
            ("two layers always", "Two layers have entries, whatever parameters holds.", "How many layers has a deeper network?", (("in parameters.items()", "in parameters.items() if int(name[1:]) <= 2"),)),
            ("transposed", "The arrays have their rows and columns exchanged.", "Each has the shape of its parameter.", ((ZEROS, "np.zeros(theta.T.shape)"),)),
            ("copies of the parameters", "It begins with the parameters, where zeros are asked for.", "Before the first step there is no past.", ((ZEROS, "theta.copy()"),)),
        )
    ),
    Mistake(ADAM_REST, "v alone", "Only one dictionary comes back.", "Adam keeps two averages.", (("return v, s", "return v"),)),
    Mistake(ADAM_REST, "s of squares", "s begins with the squares of the parameters.", "Before the first step there is no past.", ((S, 's = {f"d{name}": theta**2'),)),
    Mistake(ADAM_REST, "s of ones", "s begins with ones.", "Before the first step there is no past.", ((S, S.replace("zeros", "ones")),)),
    Mistake(ADAM_REST, "one dictionary", "Both are put into one dictionary.", "Two things are returned, one after the other.", (("return v, s", 'return {"v": v, "s": s}'),)),
    Mistake(MOMENTUM, "no share", "The gradient joins the velocity whole, without its factor.", "beta of the old one, and how much of the new one?", (("(1 - beta) * ", ""),)),
    Mistake(MOMENTUM, "shares exchanged", "The shares of the old velocity and of the gradient are exchanged.", "With beta = 0.9, how much of the old one should stay?", (("beta * v[", "(1 - beta) * v["), ("+ (1 - beta) * grads", "+ beta * grads"))),
    Mistake(MOMENTUM, "along the old velocity", "The step goes along the old velocity.", "Which comes first, the velocity or the step?", (("learning_rate * new_v[", "learning_rate * v["),)),
    Mistake(MOMENTUM, "along the gradient", "The step goes along the gradient, as without momentum.", "What is the velocity for?", (("learning_rate * new_v[", "learning_rate * grads["),)),
    Mistake(MOMENTUM, "uphill", "The step goes uphill.", "Which sign stands before alpha in the formula?", (("theta - ", "theta + "),)),
    Mistake(MOMENTUM, "learning rate forgotten", "The step is the whole velocity.", "One argument of the function is not used. Which one?", (("learning_rate * new_v", "new_v"),)),
    Mistake(MOMENTUM, "gradient subtracted", "The gradient is subtracted from the velocity.", "The velocity is an average. Which sign has each part?", (("+ (1 - beta)", "- (1 - beta)"),)),
    Mistake(MOMENTUM, "learning rate in the velocity", "The learning rate is in the velocity, where the gradient's share should be.", "That is another form of momentum. Where does this one have the learning rate?", (("(1 - beta) * grads", "learning_rate * grads"), ("theta - learning_rate * new_v", "theta - new_v"))),
    Mistake(MOMENTUM, "old velocity back", "The velocity that comes back is the old one.", "What will the next step start from?", (("return new_parameters, new_v", "return new_parameters, v"),)),
    Mistake(MOMENTUM, "biases without momentum", "The biases do not move.", "The formula is for W and b alike.", (("theta - ", 'theta - (name[0] == "W") * '),)),
    Mistake(MOMENTUM, "parameters alone", "The velocity does not come back.", "Two things are returned. What will the next step need?", (("return new_parameters, new_v", "return new_parameters"),)),
    Mistake(MOMENTUM, "velocity alone from the past", "The gradient does not join the velocity.", "What is new in this step?", ((' + (1 - beta) * grads[f"d{name}"]', ""),)),
    Mistake(MOMENTUM, "beta written down", "beta is written down as 0.9.", "One argument of the function is not used. Which one?", (("beta * v[", "0.9 * v["), ("(1 - beta)", "(1 - 0.9)"))),
    Mistake(MOMENTUM, "nothing updated", "The parameters come back as they were.", "Which dictionary do you return?", (("return new_parameters", "return parameters"),)),
    Mistake(MOMENTUM, "the caller's dictionaries", "The new arrays are put into the caller's own dictionaries, which are not what they were.", "What does the caller still have after the step?", (("new_parameters, new_v = {}, {}", "new_parameters, new_v = parameters, v"),)),
    Mistake(ADAM, "the caller's dictionaries", "The new arrays are put into the caller's own dictionaries, which are not what they were.", "What does the caller still have after the step?", (("{}, {}, {}", "parameters, v, s"), ("if t < 1:", "if False:")), more=((("{}, {}, {}", "parameters, v, s"),),)),
    Mistake(ADAM, "no correction", "Neither average is corrected.", "Both begin with zeros. What are the hats for?", ((" / (1 - beta1**t)", ""), (" / (1 - beta2**t)", ""))),
    Mistake(ADAM, "v not corrected", "v is not corrected.", "Which of the two lines with a hat is missing?", ((" / (1 - beta1**t)", ""),)),
    Mistake(ADAM, "s not corrected", "s is not corrected.", "Which of the two lines with a hat is missing?", ((" / (1 - beta2**t)", ""),)),
    Mistake(ADAM, "times t", "beta is multiplied by t, where a power is asked for.", "In Python a power has two stars.", (("beta1**t", "beta1 * t"), ("beta2**t", "beta2 * t"))),
    Mistake(ADAM, "no power", "The correction is that of the first step, in every step.", "What does t do in the formula?", (("**t", ""),)),
    Mistake(ADAM, "t from 0", "The power is one too small: in the first step it divides by 0.", "The first step has the number 1. What is 1 - beta**0?", (("**t", "**(t - 1)"),)),
    Mistake(ADAM, "t too large", "The power is one too large.", "Who counts the steps: the function, or its caller?", (("**t", "**(t + 1)"),)),
    Mistake(ADAM, "epsilon below the root", "epsilon is below the root.", "Where does epsilon stand in the formula?", (("np.sqrt(s_corrected) + epsilon", "np.sqrt(s_corrected + epsilon)"),)),
    Mistake(ADAM, "no epsilon", "epsilon is missing: where the gradient is 0, 0 is divided by 0.", "One argument of the function is not used. Which one?", ((" + epsilon", ""),)),
    Mistake(ADAM, "no root", "The root is missing.", "s is a mean of squares. What has the size of a gradient?", (("np.sqrt(s_corrected)", "s_corrected"),)),
    Mistake(ADAM, "gradient not squared", "s is an average of the gradients, where their squares are asked for.", "What may stand below a root?", (("grads[key] ** 2", "np.abs(grads[key])"),)),
    Mistake(ADAM, "uphill", "The step goes uphill.", "Which sign stands before alpha in the formula?", (("theta - ", "theta + "),)),
    Mistake(ADAM, "corrected averages kept", "The averages that come back are the corrected ones.", "The hats are for this step alone. What does the next one start from?", (("new_parameters[name] =", "new_v[key], new_s[key] = v_corrected, s_corrected\n        new_parameters[name] ="),)),
    Mistake(ADAM, "beta1 in the share of s", "The gradient's share of s is that of v.", "v has beta1, and s has beta2.", (("(1 - beta2) * grads", "(1 - beta1) * grads"),)),
    Mistake(ADAM, "beta1 for both", "beta1 is used for s too.", "One argument of the function is not used. Which one?", (("beta2 * s", "beta1 * s"), ("(1 - beta2) * grads", "(1 - beta1) * grads"), ("beta2**t", "beta1**t"))),
    Mistake(ADAM, "beta1 in both corrections", "s is corrected with beta1.", "v has beta1, and s has beta2. Look below each hat.", (("1 - beta2**t", "1 - beta1**t"),)),
    Mistake(ADAM, "betas exchanged", "beta1 and beta2 are exchanged.", "v has beta1, and s has beta2.", (("beta1 * v", "beta3 * v"), ("(1 - beta1) * grads", "(1 - beta3) * grads"), ("beta1**t", "beta3**t"), ("beta2 * s", "beta1 * s"), ("(1 - beta2) * grads", "(1 - beta1) * grads"), ("beta2**t", "beta1**t"), ("beta3", "beta2"))),
    Mistake(ADAM, "square of the velocity", "s averages the squares of v, and not those of the gradient.", "Which square does the formula average?", (("grads[key] ** 2", "new_v[key] ** 2"),)),
    Mistake(ADAM, "old v", "The step uses the old v.", "Which v does the hat stand on?", (("new_v[key] / (1", "v[key] / (1"),)),
    Mistake(ADAM, "old s", "The step uses the old s.", "Which s does the hat stand on?", (("new_s[key] / (1", "s[key] / (1"),)),
    Mistake(ADAM, "learning rate forgotten", "The step has no learning rate.", "One argument of the function is not used. Which one?", (("learning_rate * v_corrected", "v_corrected"),)),
    Mistake(ADAM, "step 0 accepted", "A step with the number 0 is accepted, and 0 is divided by 0.", "What does the docstring promise for t less than 1?", (("if t < 1:", "if False:"),)),
    Mistake(ADAM, "no shares", "The gradient joins v whole, without its factor.", "beta1 of the old one, and how much of the new one?", (("(1 - beta1) * grads", "grads"),)),
    Mistake(ADAM, "share squared too", "The share of the gradient in s is squared together with it.", "(a g)² is not a g². Which of the two does the formula have?", (("(1 - beta2) * grads[key] ** 2", "((1 - beta2) * grads[key]) ** 2"),)),
    Mistake(ADAM, "brackets", "The correction lacks its brackets: v is divided by 1.", "a / 1 - b is not a / (1 - b).", (("/ (1 - beta1**t)", "/ 1 - beta1**t"),)),
    Mistake(ADAM, "gradient in place of v", "The step goes along the gradient, and not along v.", "What is above the line in the formula?", (("learning_rate * v_corrected", "learning_rate * grads[key]"),)),
    Mistake(ADAM, "parameters alone", "The averages do not come back.", "Three things are returned. What will the next step need?", (("return new_parameters, new_v, new_s", "return new_parameters"),)),
    Mistake(ADAM, "old averages back", "The averages that come back are the old ones.", "What will the next step start from?", (("return new_parameters, new_v, new_s", "return new_parameters, v, s"),)),
    Mistake(LR, "brackets", "The learning rate is divided by 1 alone: brackets are missing.", "a / 1 + b is not a / (1 + b).", ((DECAY, "1 + decay_rate * epoch_num"),)),
    Mistake(LR, "1 in the wrong bracket", "The 1 is added to the decay, and both are multiplied by the epoch, plus one.", "What is multiplied by the number of the epoch?", ((DECAY, "((1 + decay_rate) * (epoch_num + 1))"),)),
    Mistake(LR, "it grows", "The learning rate grows from epoch to epoch.", "Above the line, or below it?", (("/ (", "* ("),)),
    Mistake(LR, "minus", "Below the line the decay is subtracted.", "1 minus something becomes 0 one day.", (("1 + decay", "1 - decay"),)),
    Mistake(LR, "a power", "The decay is raised to the power of the epoch.", "That is another plan. Which one does the formula have?", ((f"/ {DECAY}", "* decay_rate**epoch_num"),)),
    Mistake(LR, "an exponential", "It shrinks as exp does.", "That is another plan. Which one does the formula have?", ((f"/ {DECAY}", "* np.exp(-decay_rate * epoch_num)"),)),
    Mistake(LR, "epochs from 1", "The epochs are counted from 1.", "What is the learning rate of epoch 0?", (("* epoch_num)", "* (epoch_num + 1))"),)),
    Mistake(LR, "a root", "There is a square root below the line.", "Is there a root in the formula?", ((DECAY, f"np.sqrt{DECAY}"),)),
    Mistake(LR, "epoch forgotten", "The learning rate is the same in every epoch.", "One argument of the function is not used. Which one?", ((" * epoch_num", ""),)),
    Mistake(LR, "decay forgotten", "The decay is left out.", "One argument of the function is not used. Which one?", (("decay_rate * ", ""),)),
    Mistake(LR, "never shrinks", "The learning rate is that of epoch 0.", "Two arguments of the function are not used.", ((f" / {DECAY}", ""),)),
    Mistake(STEPS, "no whole part", "The quotient keeps what is behind the point, so that the rate changes in every epoch.", "The whole part of 37 / 10 is 3.", (("//", "/"),)),
    Mistake(STEPS, "whole part of the product", "The whole part is taken of the product with the decay.", "What stands between the brackets of the whole part?", (("decay_rate * (epoch_num // time_interval)", "decay_rate * epoch_num // time_interval"),)),
    Mistake(STEPS, "brackets", "The learning rate is divided by 1 alone: brackets are missing.", "a / 1 + b is not a / (1 + b).", ((STEP_DECAY, "1 + decay_rate * (epoch_num // time_interval)"),)),
    Mistake(STEPS, "rounded", "The quotient is rounded to the nearest number.", "The whole part of 37 / 10 is 3.", (("epoch_num // time_interval", "round(epoch_num / time_interval)"),)),
    Mistake(STEPS, "rounded up", "The quotient is rounded up.", "How many whole intervals have passed after 3 epochs of 10?", (("epoch_num // time_interval", "-(-epoch_num // time_interval)"),)),
    Mistake(STEPS, "the rest", "It is the rest of the division that counts.", "// gives the whole part. And %?", (("//", "%"),)),
    Mistake(STEPS, "no interval", "The rate changes in every epoch, whatever the interval.", "One argument of the function is not used. Which one?", ((" // time_interval", ""),)),
    Mistake(STEPS, "it grows", "The learning rate grows.", "Above the line, or below it?", (("/ (", "* ("),)),
    Mistake(STEPS, "interval written down", "The interval is 1000, whatever the argument says.", "One argument of the function is not used. Which one?", (("// time_interval", "// 1000"),)),
    Mistake(STEPS, "one interval ahead", "It is one interval ahead.", "What is the learning rate of epoch 0?", (("// time_interval)", "// time_interval + 1)"),)),
    Mistake(STEPS, "minus", "Below the line the decay is subtracted.", "1 minus something becomes 0 one day.", (("1 + decay", "1 - decay"),)),
    Mistake(STEPS, "zero before the first change", "The rate is 0 until the first interval is over.", "What is 1 + 0?", (("return learning_rate0", "return (epoch_num >= time_interval) * learning_rate0"),)),
)  # fmt: skip

# What code lacks until it is finished: every other mistake is known in that state, too.
UNFINISHED = {
    MOMENTUM: ("the caller's dictionaries",),
    ADAM: ("step 0 accepted", "the caller's dictionaries"),
}

RIGHT = (
    Right(REST, "the classic loop", """
def initialize_velocity(parameters):
    v = {}
    for l in range(len(parameters) // 2):
        v["dW" + str(l + 1)] = np.zeros_like(parameters["W" + str(l + 1)])
        v["db" + str(l + 1)] = np.zeros_like(parameters["b" + str(l + 1)])
    return v
"""),
    Right(REST, "times zero", ((ZEROS, "theta * 0.0 + 0.0"),)),
    Right(ADAM_REST, "the velocity twice", "\ndef initialize_adam(parameters):\n    return initialize_velocity(parameters), initialize_velocity(parameters)\n"),
    Right(ADAM_REST, "copies", (("return v, s", "return v, {key: zeros.copy() for key, zeros in v.items()}"),)),
    Right(MOMENTUM, "the classic loop", """
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    parameters, v = dict(parameters), dict(v)
    for l in range(1, len(parameters) // 2 + 1):
        v["dW" + str(l)] = beta * v["dW" + str(l)] + (1 - beta) * grads["dW" + str(l)]
        v["db" + str(l)] = beta * v["db" + str(l)] + (1 - beta) * grads["db" + str(l)]
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * v["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * v["db" + str(l)]
    return parameters, v
"""),
    Right(MOMENTUM, "two comprehensions", """
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {key: beta * old + (1 - beta) * grads[key] for key, old in v.items()}
    return {name: theta - learning_rate * v["d" + name] for name, theta in parameters.items()}, v
"""),
    Right(MOMENTUM, "a part of the difference", (('beta * v[f"d{name}"] + (1 - beta) * grads[f"d{name}"]', 'v[f"d{name}"] + (1 - beta) * (grads[f"d{name}"] - v[f"d{name}"])'),)),
    Right(ADAM, "the classic loop", """
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    import copy
    if t < 1:
        raise ValueError("t begins with 1")
    parameters, v, s = copy.deepcopy(parameters), copy.deepcopy(v), copy.deepcopy(s)
    v_corrected, s_corrected = {}, {}
    for l in range(len(parameters) // 2):
        for kind in ("W", "b"):
            name = kind + str(l + 1)
            v["d" + name] = beta1 * v["d" + name] + (1 - beta1) * grads["d" + name]
            v_corrected["d" + name] = v["d" + name] / (1 - np.power(beta1, t))
            s["d" + name] = beta2 * s["d" + name] + (1 - beta2) * np.power(grads["d" + name], 2)
            s_corrected["d" + name] = s["d" + name] / (1 - np.power(beta2, t))
            parameters[name] -= learning_rate * v_corrected["d" + name] / (np.sqrt(s_corrected["d" + name]) + epsilon)
    return parameters, v, s
"""),
    Right(ADAM, "the square as a product", (("grads[key] ** 2", "grads[key] * grads[key]"),)),
    Right(ADAM, "a power of one half", (("np.sqrt(s_corrected)", "s_corrected**0.5"),)),
    Right(LR, "a power of -1", ((f"/ {DECAY}", f"* {DECAY} ** -1.0"),)),
    Right(LR, "divided in two steps", (("return", "share = 1 / (1 + epoch_num * decay_rate)\n    return share *"), (f" / {DECAY}", ""))),
    Right(STEPS, "np.floor", (("epoch_num // time_interval", "np.floor(epoch_num / time_interval)"),)),
    Right(STEPS, "int", (("(epoch_num // time_interval)", "int(epoch_num / time_interval)"),)),
    Right(STEPS, "the other function", ((f"learning_rate0 / {STEP_DECAY}", "update_lr(learning_rate0, epoch_num // time_interval, decay_rate)"),)),
)  # fmt: skip
