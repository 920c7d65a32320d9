# %% [markdown]
# # 6 · Train
#
# **You will build** the loop that makes a network learn, and let it learn from real pictures.<br>
# **Time** about 60 minutes · **Difficulty** ●●●○○ · [Symbols](symbols.md)
#
# **Where we are.** You have every part: a start, a way forward, a cost, a way back, and one step downhill.
# Nothing new has to be invented. The parts only have to be put in a circle:
#
# ```text
#    start
#      ▼
#   forward ───▶  cost
#      ▲           ▼
#   update  ◀── backward
# ```
#
# Round and round, some thousand times. That is **training**, and that is all there is to it.
#
# | function | what it does |
# |---|---|
# | `two_layer_model` | trains a network with one hidden layer |
# | `predict` | turns probabilities into answers |
# | `initialize_parameters_scaled` | a better start for deep networks |
# | `L_layer_model` | trains a network of any depth |
#
# Between them you will watch a network learn the shape of a flower,
# find out why a deep one may refuse to learn anything,
# and teach one to tell pictures of a coast from pictures of land or sea.

# %% tags=["setup"]
import sys
from functools import partial

import matplotlib.pyplot as plt
import numpy as np
from tqdm import tqdm

from grader import check, use_my_functions
from grader.datasets import flatten, load_dataset
from grader.figures import prepare_figures
from grader.plots import (
    plot_costs,
    plot_decision_boundary,
    plot_scores,
    show_pictures,
    show_weights,
)

prepare_figures()
# The bar is written as text: so a saved notebook still shows how a training ended.
tqdm = partial(tqdm, file=sys.stdout)

# %% [markdown]
# The next cell fetches **your own functions** from your notebooks 1 to 5.
# It takes their definitions and imports only, and does not run your experiments again.
# The notebooks must be saved, and lie in the same folder as this one.
# If a function is missing or not written yet, the cell says which, and where.

# %% tags=["setup"]
use_my_functions(globals(), "1_initialize", "2_forward", "3_cost", "4_backward", "5_update")

# %% [markdown]
# ## The loop, with one hidden layer
#
# We begin with two layers: relu inside, sigmoid at the end.
#
# ![a network with 3 inputs, 4 hidden units and 1 output](network:3-4-1)
#
# One turn of the loop is called an **iteration**. In it, all the examples go through the network at once:
#
# | | what happens | you get |
# |---|---|---|
# | 1 | $X$ goes through layer 1, with relu | $A^{[1]}$ and its cache |
# | 2 | $A^{[1]}$ goes through layer 2, with sigmoid | $A^{[2]}$ and its cache |
# | 3 | $A^{[2]}$ is compared with $Y$ | the cost |
# | 4 | the blame goes back through both layers | `grads` |
# | 5 | every weight takes one step downhill | new `parameters` |
#
# ![X (3, 6) becomes A1 (4, 6), and A1 becomes A2 (1, 6)](shapes:X 3x6 → A_1 4x6 → A_2 1x6)
#
# Before the first iteration there is a start, made by `initialize_parameters`.
#
# **Keep a diary.** Put the cost of iterations 0, 100, 200, … into a list, and return it with the parameters.
# The cost of an iteration belongs to the weights **before** its step.
#
# **Show that it is alive.** A training may take a minute, and a minute is long if nothing moves.
# `tqdm` wraps a `range` and draws a progress bar while you loop over it:
#
# ```python
# iterations = tqdm(range(num_iterations), disable=not print_cost)
# for i in iterations:
#     ...
#     iterations.set_postfix(cost=f"{cost:.4f}")   # writes the cost beside the bar
# ```

# %% function="two_layer_model" points=6

# %% [markdown]
# <details><summary>Hint 1: the start</summary>
#
# `layers_dims` is the list $[n_x, n_h, n_y]$, and `initialize_parameters` wants the three as separate arguments.
# A star unpacks a list: `some_function(*some_list)`.
# Do not give it a seed: "its own seed" means the default of that function.
# </details>
# <details><summary>Hint 2: forward and back</summary>
#
# `linear_activation_forward` gives you an `A` and a cache. You need it twice,
# and what the first call gives is what the second call takes.
# `L_model_backward` wants a **list** of caches, layer 1 first. It knows which layer has which activation.
# </details>
# <details><summary>Hint 3: when to write the diary</summary>
#
# `i % 100` is the rest of `i` divided by 100. It is 0 for 0, 100, 200, …
# Append the cost after the forward pass and before the update.
# </details>
# <details><summary>Hint 4: nearly all of it</summary>
#
# Before the loop: `parameters` from `initialize_parameters`, and an empty list `costs`.
# In the loop: take `W1`, `b1`, `W2`, `b2` out of `parameters`; two forward calls, `"relu"` and `"sigmoid"`;
# every 100th time `compute_cost`; `L_model_backward` with the last activations, `Y` and both caches;
# and `parameters = update_parameters(...)`, so that the next turn starts from the new ones.
# After the loop: return `parameters, costs`.
# </details>

# %% [markdown]
# ## From a probability to an answer
#
# The network gives a probability, but sometimes you want a plain yes or no.
# So we draw a line at one half:
#
# $$\text{answer} = \begin{cases} 1 & \text{where } A^{[L]} > 0.5 \\ 0 & \text{elsewhere.} \end{cases}$$
#
# ![A of the last layer (1, 6) becomes answers (1, 6)](shapes:A^{[L]} 1x6 → \mathrm{answers} 1x6)
#
# Exactly one half is a 0. The function should work for a network of any depth.
# Which function of yours goes forward through any depth?

# %% function="predict" points=2

# %% [markdown]
# <details><summary>Hint 1: forward</summary>
#
# `L_model_forward` returns two things, and you need only the first.
# It is usual to call a thing you do not need `_`.
# </details>
# <details><summary>Hint 2: nearly all of it</summary>
#
# A comparison such as `AL > 0.5` gives an array of `True` and `False`.
# `.astype(float)` makes 1 and 0 of them.
# </details>

# %% [markdown]
# ## Experiment: a flower opens
#
# Here is something to learn: 400 points in the plane, red (0) or blue (1), which form the petals of a flower.
# The network gets the two coordinates of a point, and has to say its colour.
# It has 20 hidden units.
#
# Below you see what it says about every point of the plane, after more and more iterations.
# Each panel is a training of its own. But all begin with the same seed, so it is as if you had looked at one training eight times.

# %%
flower = load_dataset("flower.h5")
points, colours = flatten(flower.train_set_x), flower.train_set_y


def draw_answers(parameters, title, panel):
    plot_decision_boundary(lambda plane: predict(plane, parameters), points, colours, panel)
    right = np.mean(predict(points, parameters) == colours)
    panel.set_title(f"{title}\n{right:.1%} right", fontsize=10)


figure, axes = plt.subplots(2, 4, figsize=(11, 6), layout="constrained")
for panel, count in zip(axes.flat, (0, 100, 1000, 1300, 1600, 2000, 3000, 10000), strict=True):
    learned, costs = two_layer_model(points, colours, [2, 20, 1], 0.1, count)
    draw_answers(learned, f"{count} iterations", panel)
plt.show()

# %% [markdown]
# **What you should see.** For a long time the network does little more than cut the plane in two.
# Then, within a few hundred iterations, the boundary bends around the petals.
# After that it only settles. Notice that it is made of straight pieces: each corner is a relu.
#
# Did you see that it was right more often after 100 iterations than after 1000?
# Yet the cost has fallen all the way. The cost looks at the probabilities, and counts how wrong each one is.
# "Right" looks only at the side of one half. The two mostly go together, but not always.
#
# Nobody can be right everywhere: at the centre, and on two of the petals, the colours are mixed.
#
# Try it: 4 hidden units in place of 20. And a learning rate of 1 in place of 0.1.

# %% [markdown]
# ## Real pictures
#
# Now something larger. These are pictures of the Earth from space, 64 × 64 pixels each.
# The question is: **is there a coast in the picture?**

# %%
data = load_dataset("coast.h5")
X_train, Y_train = flatten(data.train_set_x), data.train_set_y
X_test, Y_test = flatten(data.test_set_x), data.test_set_y

print(f"train: X {X_train.shape}, Y {Y_train.shape}")
print(f"test:  X {X_test.shape}, Y {Y_test.shape}")
some = np.arange(0, 400, 25)
show_pictures(data.train_set_x[some], [data.list_classes[y] for y in Y_train[0, some]])
plt.show()

# %% [markdown]
# **What you should see.** Coasts of all kinds, and "no coast" of two kinds: only land, or only sea.
#
# A picture has 64 · 64 pixels with three colours each: 12288 numbers from 0 to 255.
# `flatten` puts them one below the other into a column, and divides by 255.
# So $X$ has one picture per column, as always. The network does not know which pixels are neighbours.
#
# The network learns from the 400 **training** pictures.
# The 100 **test** pictures come from other parts of the world, and it never sees them while it learns.
# Only they can tell whether it has learned a rule, or learned the pictures by heart.
#
# (The pictures are from NASA's *Blue Marble: Next Generation*. NASA Earth Observatory, Reto Stöckli.
# No person labelled them: `data/README.md` tells how their colours did.)

# %% [markdown]
# ## Experiment: a signal dies
#
# For this task we want a deep network, with layers of 20, 7, 5 and 1 units.
# Before we train it, let us send the pictures through it once,
# with the start that you built in notebook 1.

# %%
deep = [X_train.shape[0], 20, 7, 5, 1]
AL, caches = L_model_forward(X_train, initialize_parameters_deep(deep))

for number, (_, Z) in enumerate(caches, start=1):
    print(f"layer {number}: the typical size of Z is {np.sqrt(np.mean(Z**2)):.7f}")
print("\nwhat it says to the first five pictures:", np.round(AL[0, :5], 5))

# %% [markdown]
# **What you should see.** In layer 1 the numbers have a reasonable size.
# From there, each layer makes them 30 to 80 times smaller.
# At the end nothing is left of the picture, and the network says 0.5 to everyone.
#
# Why? A unit of layer $l$ adds up $n = n^{[l-1]}$ products, a weight times an activation.
# The weights have random signs, so the terms partly cancel.
# A sum of $n$ such terms grows not like $n$, but like $\sqrt{n}$:
#
# $$\text{size of } Z^{[l]} \;\approx\; \underbrace{\text{size of the weights} \cdot \sqrt{n^{[l-1]}}}_{\text{the factor of this layer}} \;\cdot\; \text{size of } A^{[l-1]}$$
#
# | layer | $n^{[l-1]}$ | factor with weights of size 0.01 |
# |---|---|---|
# | 1 | 12288 | 0.01 · √12288 ≈ 1.1 |
# | 2 | 20 | 0.01 · √20 ≈ 0.045 |
# | 3 | 7 | 0.01 · √7 ≈ 0.026 |
# | 4 | 5 | 0.01 · √5 ≈ 0.022 |
#
# (On top of that, relu sets about half of the numbers to 0.)
# So 0.01 happens to suit the 12288 inputs, and is far too small for every layer after them.
# What size would the weights need, to make the factor 1?

# %% [markdown]
# ## A start that keeps the signal alive
#
# You have the answer if you set the factor to 1 and solve for the size:
#
# $$W^{[l]} = \frac{\mathcal{N}(0, 1)}{\sqrt{n^{[l-1]}}}, \qquad b^{[l]} = 0.$$
#
# Each layer divides by the root of **its own** number of inputs. These are the columns of its $W$:
#
# ![W1 (4, 6) is divided by the root of 6, W2 (2, 4) by the root of 4, W3 (1, 2) by the root of 2](shapes:W_1 4x6 /√6 , W_2 2x4 /√4 , W_3 1x2 /√2)
#
# All the rest is as in `initialize_parameters_deep`. You may look at your notebook 1, and even copy.

# %% function="initialize_parameters_scaled" points=3

# %% [markdown]
# <details><summary>Hint 1: what changes?</summary>
#
# One line only. Where your old function multiplies by 0.01, the new one divides.
# The root is `np.sqrt`.
# </details>
# <details><summary>Hint 2: nearly all of it</summary>
#
# In the loop, the matrix has `layer_dims[l]` rows and `layer_dims[l - 1]` columns.
# Divide it by `np.sqrt` of the number of columns.
# The stream is still made **once**, before the loop, and the seed is still an argument.
# (Its default is another one than in notebook 1. The stub has it right.)
# </details>

# %% [markdown]
# Now send the pictures through the same network again, from both starts.
# On the left is the signal on its way forward. On the right are the gradients it leaves behind on the way back.

# %%
figure, axes = plt.subplots(1, 2, figsize=(10, 3.4), sharex=True, layout="constrained")
for start, label, color in (
    (initialize_parameters_deep, "times 0.01", "#7a8794"),
    (initialize_parameters_scaled, "divided by √n", "#c9761a"),
):
    AL, caches = L_model_forward(X_train, start(deep))
    grads = L_model_backward(AL, Y_train, caches)
    numbers = range(1, len(deep))
    forward = [np.sqrt(np.mean(Z**2)) for _, Z in caches]
    back = [np.sqrt(np.mean(grads[f"dW{number}"] ** 2)) for number in numbers]
    axes[0].semilogy(numbers, forward, "o-", color=color, lw=2, label=label)
    axes[1].semilogy(numbers, back, "o-", color=color, lw=2, label=label)
axes[0].set(title="typical size of Z", xlabel="layer", xticks=range(1, len(deep)))
axes[1].set(title="typical size of dW", xlabel="layer")
for panel in axes:
    panel.spines[["top", "right"]].set_visible(False)
axes[0].legend(frameon=False)
plt.show()

# %% [markdown]
# **What you should see.** Mind the scale: each number on the vertical axis is ten times the one below.
# With the division by $\sqrt{n}$, the signal keeps about the same size through all four layers.
# With 0.01, it loses a factor of more than 100 000 on the way forward.
#
# The blame on its way back goes through the same small weights, and fades too.
# The first layer has nearly all the weights of the network, and its gradients are about 0.00000002:
# 100 000 times smaller than from the other start. It will hardly move.
#
# You will see in a minute what that does to the cost.

# %% [markdown]
# ## The loop, with any number of layers
#
# The last function of the course. It is `two_layer_model` with the numbers of the layers taken out:
#
# | | two layers | $L$ layers |
# |---|---|---|
# | start | `initialize_parameters` | `initialize_parameters_scaled` |
# | forward | each layer by hand | `L_model_forward` |
# | cost, backward, update | the same | the same |
#
# ![a deep network](network:5-4-3-2-1)

# %% function="L_layer_model" points=6

# %% [markdown]
# <details><summary>Hint 1: what changes?</summary>
#
# Copy your `two_layer_model`, and go through it with the table.
# `initialize_parameters_scaled` takes the list as one argument, without a star.
# </details>
# <details><summary>Hint 2: nearly all of it</summary>
#
# `L_model_forward` takes `X` and `parameters`, so you need not take any `W` out of the dictionary.
# It gives you `AL` and the list of caches, and that list is just what `L_model_backward` wants.
# </details>

# %% [markdown]
# ## Experiment: a ruler, one hidden layer, three hidden layers
#
# Your function trains a network of any depth. So what about a network with **no** hidden layer at all?
# `[2, 1]` is one layer of weights with a sigmoid on top: $A = \sigma(W X + b)$.
# This little thing has an old name. It is **logistic regression**, and it is what people tried before networks.
# Here it is on the flower, beside two others.

# %%
ruler, _ = L_layer_model(points, colours, [2, 1], 0.1, 2000)
shallow, _ = two_layer_model(points, colours, [2, 20, 1], 0.1, 5000)
deeper, _ = L_layer_model(points, colours, [2, 20, 7, 5, 1], 0.1, 5000)

figure, axes = plt.subplots(1, 3, figsize=(10, 4), layout="constrained")
draw_answers(ruler, "[2, 1]: logistic regression", axes[0])
draw_answers(shallow, "[2, 20, 1]", axes[1])
draw_answers(deeper, "[2, 20, 7, 5, 1]", axes[2])
plt.show()

# %% [markdown]
# **What you should see.** Logistic regression can only draw a straight line.
# However you lay a ruler across this flower, each side has petals of both colours,
# so you hardly do better than a guess. It is not a matter of more iterations.
#
# One hidden layer finds the petals. Three hidden layers cut out narrow wedges as well, each for a handful of points.
# Is that a rule, or has the network learned some points by heart?
# Only points it has never seen can tell. Try it: `flower.test_set_x` and `flower.test_set_y` hold 400 of them.

# %% [markdown]
# ## Experiment: train on the pictures
#
# This is the moment. The deep network, 400 pictures, 501 iterations.
# How long? The bar tells it, as measured on your machine: behind it stand the time so far and the time that is left.
# Watch the cost at its end.

# %%
deep_parameters, deep_costs = L_layer_model(
    X_train, Y_train, deep, learning_rate=0.03, num_iterations=501, print_cost=True
)
deep_right = np.mean(predict(X_test, deep_parameters) == Y_test)
last = 100 * (len(deep_costs) - 1)
print(f"cost: {deep_costs[0]:.3f} at the start, {deep_costs[-1]:.3f} at iteration {last}")
print(f"right on the test pictures: {deep_right:.1%}")

# %% [markdown]
# **What you should see.** The cost falls fast at first, then more and more slowly, and ends near 0.06.
# And of 100 pictures from places it has never seen, the network gets 99 right.
#
# You have built every line of it. Nobody told it what a coast is.

# %% [markdown]
# ## Experiment: the same network, started at 0.01
#
# And what if we had started it as in notebook 1? The loop below is your own,
# only with another start. 100 iterations are enough to see.

# %%
stalled_costs = []
parameters = initialize_parameters_deep(deep)
for i in tqdm(range(101)):
    AL, caches = L_model_forward(X_train, parameters)
    if i % 50 == 0:
        stalled_costs.append(compute_cost(AL, Y_train))
    parameters = update_parameters(parameters, L_model_backward(AL, Y_train, caches), 0.03)

figure, axes = plt.subplots(figsize=(6.5, 3.2))
plot_costs({"times 0.01": stalled_costs[::2], "divided by √n": deep_costs[:2]}, axes)
axes.set(title="the same network, two starts", ylim=(0, 0.8), xticks=(0, 50, 100))
plt.show()
print("cost from the start at 0.01:", " ".join(f"{cost:.6f}" for cost in stalled_costs))

# %% [markdown]
# **What you should see.** From 0.01 the cost stands still at 0.6931.
# That is $\ln 2$, the cost of saying "one half" to everybody.
# The network is not stupid. It simply cannot hear anything.
# One division has mended it.

# %% [markdown]
# ## Experiment: is it any good?
#
# A number such as 99 % means little by itself. What would something much simpler reach?
# - **Always the same answer:** half of the pictures are coasts, so 50 %.
# - **The mean colour:** throw the picture away, and keep only its mean red, green and blue.
#   Logistic regression on three numbers: `[3, 1]`.
# - **The pixels, without a hidden layer:** logistic regression on all 12288 numbers: `[12288, 1]`.
# - **One hidden layer:** your `two_layer_model`, with 7 hidden units: `[12288, 7, 1]`.
#
# Two of these take a while. Good moment for a cup of tea.


# %%
def mean_colour(pictures):
    return pictures.mean(axis=(1, 2)).T / 255


one, two = [X_train.shape[0], 1], [X_train.shape[0], 7, 1]
by_colour, _ = L_layer_model(mean_colour(data.train_set_x), Y_train, [3, 1], 2.0, 20000)
by_pixel, pixel_costs = L_layer_model(
    X_train, Y_train, one, learning_rate=0.01, num_iterations=301, print_cost=True
)
two_layers, two_layer_costs = two_layer_model(
    X_train, Y_train, two, learning_rate=0.05, num_iterations=501, print_cost=True
)


# %%
def right(inputs, parameters):
    return {
        "train": np.mean(predict(inputs(data.train_set_x), parameters) == Y_train),
        "test": np.mean(predict(inputs(data.test_set_x), parameters) == Y_test),
    }


scores = {
    "mean colour [3, 1]": right(mean_colour, by_colour),
    f"pixels {one}": right(flatten, by_pixel),
    f"two layers {two}": right(flatten, two_layers),
    f"deep {deep}": right(flatten, deep_parameters),
}
figure, axes = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
plot_costs({"pixels": pixel_costs, "two layers": two_layer_costs, "deep": deep_costs}, axes[0])
axes[0].set(ylim=(0, 0.75))
plot_scores(scores, axes[1])
plt.show()

# %% [markdown]
# **What you should see.** On the left, the networks with hidden layers leave logistic regression behind.
# The two-layer network is behind at first: it starts from 0.01, and needs a while to hear anything.
# On the right, the dotted line is the answer that is always the same.
#
# - **The mean colour** gets 79 %. That is a lot for three numbers, and it is the figure to beat:
#   a coast lies between land and sea in colour.
# - **The pixels alone** do worse than that. Given more time, they learn the training pictures by heart:
#   after 2000 iterations 90 % of those are right, but of the test pictures still only 71 %.
#   One weight for each pixel can say "blue in the upper left speaks for a coast". But a coast may lie anywhere:
#   it is blue here and brown there, **or just as well the other way round**.
#   In a single weighted sum, what speaks for the one coast speaks against the other.
# - **A hidden layer** can have one unit for the one and another unit for the other.
#   That is the great step: from 66 to 95 %.
# - **More layers** give 99 %. Do not make too much of the last four pictures.
#   From other seeds the two-layer network gets anything from 94 to 99 % too.
#
# With 100 test pictures, each one is a whole per cent. So 99 % really means "somewhere from 95 to nearly 100 %".

# %% [markdown]
# ## Experiment: the pictures it finds hard
#
# Look at mistakes. They teach you more about a network than its successes.
# Below are the eight test pictures which each network finds hardest, the worst first.
# Above each stands the truth, and the probability of a coast that the network gives.


# %%
def show_hardest(name, parameters):
    coast = L_model_forward(X_test, parameters)[0][0]
    truth = Y_test[0]
    wrong = int(np.sum(predict(X_test, parameters)[0] != truth))
    hardest = np.argsort(np.where(truth == 1, coast, 1 - coast))[:8]
    print(f"{name}: {wrong} of {truth.size} test pictures wrong")
    titles = [f"{data.list_classes[truth[i]]}\nsays {coast[i]:.1%}" for i in hardest]
    show_pictures(data.test_set_x[hardest], titles)
    plt.show()


show_hardest("two layers", two_layers)
show_hardest("deep", deep_parameters)

# %% [markdown]
# **What you should see.** The two-layer network is wrong where it is unsure: its mistakes lie between 27 and 51 %.
# The deep network is unsure of hardly anything, and makes one mistake: snow on the mountains of British Columbia.
# It takes it for a coast, and is 92 % sure of it.
# That is the more worrying kind of mistake: a network can be certain, and wrong.

# %% [markdown]
# ## Experiment: what do the first units look for?
#
# Each row of $W^{[1]}$ has 12288 weights, one for every number of a picture.
# So a row can be shown as a picture too. Grey is a weight of 0.
# A blue patch means that this unit likes blue in that place, a yellow one that it dislikes blue there.
#
# Every weight started as noise, and most of that noise is still there: training had no reason to remove it.
# But the start has a fixed seed. So we can make it again and subtract it. What is left is **what was learned**.

# %%
shape = data.train_set_x.shape[1:]

print("two layers: the weights as they are")
show_weights(two_layers["W1"], shape)
plt.show()
print("two layers: what was learned")
show_weights(two_layers["W1"] - initialize_parameters(*two)["W1"], shape)
plt.show()
print("deep: what was learned")
show_weights(deep_parameters["W1"] - initialize_parameters_scaled(deep)["W1"], shape)
plt.show()

# %% [markdown]
# **What you should see.** In the first row you can only guess at something behind the noise. In the second it is plain:
# units that look for land on one side and sea on the other, each from another side.
# Does the boundary remind you of a coast? It should.
# $dW = \frac{1}{m}\, dZ\, A_{\text{prev}}^T$, and for the first layer $A_{\text{prev}}$ is $X$.
# So all that a unit of layer 1 ever learns is a weighted sum of training pictures.
#
# In the third row some units of the deep network look for nothing but "blue" or "not blue", wherever it is.
# Others cut from top to bottom or from left to right. And there are odd ones:
# - **Unit 19** is grey all over. It has learned nothing at all, for its $Z$ was negative for every picture from the start.
#   The gate of its relu was shut, and no blame came through. Such a unit is called **dead**.
# - **Unit 6** was open for 4 of the 400 pictures only. They shine through: you can see the very coast.
#   (Each picture has a scale of its own. What this unit has learned is in truth very small.)
# - **Units 3, 4, 11 and 12** were open for many pictures, and for none at the end. They have died on the way:
#   a step that is too large for a unit can push its $Z$ below zero for every picture, and it never comes back.
#
# That is no fault of yours. There are enough others. (With half the learning rate fewer die, and it takes twice as long.)

# %% [markdown]
# ## Experiment: your own picture
#
# Choose a picture with the button: a satellite picture of your own town, say. Any size will do.
# Then run the cell below it, which cuts a square out of the middle, makes it 64 × 64, and asks your network.
# (No button? Put the path of a file between the quotes of `path`.) As long as there is none, it takes a test picture.

# %%
from ipywidgets import FileUpload

upload = FileUpload(accept="image/*", description="a picture")
upload

# %%
from io import BytesIO

from PIL import Image, ImageOps

path = ""

chosen = BytesIO(upload.value[0].content) if upload.value else path
if chosen:
    with Image.open(chosen) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
        picture = np.asarray(ImageOps.fit(upright, (64, 64)))
else:
    picture = data.test_set_x[0]

own_probability = L_model_forward(flatten(picture[np.newaxis]), deep_parameters)[0][0, 0]

figure, axes = plt.subplots(figsize=(3, 3))
axes.imshow(picture)
axes.set_axis_off()
axes.set_title(f"a coast, with a probability of {own_probability:.1%}", fontsize=10)
plt.show()

# %% [markdown]
# **What you should see.** A picture as the network sees it, all 64 × 64 pixels of it, and its opinion.
#
# Before you trust it, think of what it has seen: a map of the Earth without clouds,
# and pictures that are some 470 km high. A snapshot of a beach is something else altogether.
# So is a lake, or the north of Greenland. The network will answer all the same, and may be very sure of itself.
# It cannot say "I have never seen anything like this". You have to know that for it.
#
# Try it: your pet. Then a picture that is half blue and half brown.

# %% [markdown]
# ## Check yourself
#
# **1.** `two_layer_model` starts from weights times 0.01 as well. Why does it learn all the same?
# <details><summary>Answer</summary>
#
# It has only one layer in which the signal gets lost. The first one has 12288 inputs, and there 0.01 · √12288 is about 1.
# The second shrinks the signal by 0.01 · √7, to about a fortieth, and the blame on its way back too.
# That is a whisper, but not silence: the cost curve begins flat, and then the weights have grown enough.
# Go back to the flower: with 2 inputs and 20 hidden units **both** layers are too quiet, and it takes about a thousand iterations to wake up.
# </details>
#
# **2.** A friend trains the network with 50 different learning rates, looks at the test pictures each time,
# keeps the best, and says: "My network is right in 100 % of all cases." What is wrong with that?
# <details><summary>Answer</summary>
#
# The test pictures have been used to choose. With 50 tries, some network will get a few more of them right by luck alone,
# and your friend has picked the luckiest. New pictures will not be so kind.
#
# That is what a third set is for. Choose with the **validation** pictures, `data.valid_set_x` and `data.valid_set_y`,
# as often as you like. Then look at the test pictures once, at the very end.
# </details>
#
# ## Where to go from here
#
# You have built a deep neural network from nothing but NumPy. The large ones are made of the same parts:
# forward, cost, backward, update. Some things to try, the easy ones first:
#
# - **Other layers.** Find sizes and a learning rate of your own. Judge by the validation pictures.
# - **Another start.** Relu loses about half of the signal. Many people pay for that with $\sqrt{2 / n}$ in place of $\sqrt{1 / n}$. Does it help here?
# - **Fewer pictures.** Train on the first 50 only. What happens to the cost, and what to the test pictures?
# - **Small portions.** Take 50 pictures for each step, and other ones for the next. It is called *mini-batch* gradient descent, and nearly everyone does it.
# - **Your own pictures.** `data/README.md` tells the layout of a data set. `load_dataset` takes any file of that kind.
# - **Convolution.** Your network does not know that two pixels are neighbours. The next great idea is to tell it.
