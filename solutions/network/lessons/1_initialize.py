# %% [markdown]
# # 1 · Initialize
#
# **You will build** the two functions that give a network its first weights.<br>
# **Time** about 25 minutes · **Difficulty** ●○○○○ · [Symbols](symbols.md)
#
# A neural network is a chain of layers.
# Each layer holds a matrix of weights $W$ and a column of biases $b$.
# Training will find good values for them.
# But training has to start somewhere, and the start matters more than you may think:
# from one kind of start a network never learns anything.
# You will see that happen at the end of this notebook.
#
# | notebook | you build |
# |---|---|
# | **1 · Initialize** | **the first weights** |
# | 2 · Forward | from a picture to a prediction |
# | 3 · Cost | one number for "how wrong" |
# | 4 · Backward | how each weight should change |
# | 5 · Update | one step downhill |
# | 6 · Train | the whole network, on real pictures |
#
# **How it works.** You write code where it says `Your code here`.
# The cell below it checks your function at once and tells you what is wrong.
# Run a cell with <kbd>Shift</kbd>+<kbd>Enter</kbd>. You cannot break anything, so try things.
# If a cell of yours ends in a red error, mend that first: the check below it still sees
# the function as it was before.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from grader import check
from grader.figures import prepare_figures

prepare_figures()

# %% [markdown]
# ## The idea: one row per unit
#
# A unit of layer $l$ looks at every unit of the layer before it.
# It has one weight for each of them, and these weights are **one row** of $W^{[l]}$.
# So with $n^{[l-1]}$ units before it and $n^{[l]}$ units of its own, a layer has
#
# $$W^{[l]} \text{ of shape } (n^{[l]},\, n^{[l-1]}), \qquad b^{[l]} \text{ of shape } (n^{[l]},\, 1).$$
#
# Here is a network with 3 inputs, 4 hidden units and 1 output:
#
# ![three inputs, four hidden units, one output](network:3-4-1)
#
# and these are its parameters, drawn to scale:
#
# ![W1 has the shape (4, 3), b1 (4, 1), W2 (1, 4), b2 (1, 1)](shapes:W_1 4x3 b_1 4x1 W_2 1x4 b_2 1x1)
#
# Find one hidden unit in the first picture, and its row of $W_1$ in the second.

# %% [markdown]
# ## One hidden layer
#
# The weights start as small random numbers and the biases as zeros:
#
# $$W^{[l]} = 0.01 \cdot \mathcal{N}(0, 1), \qquad b^{[l]} = 0.$$
#
# $\mathcal{N}(0, 1)$ is the normal distribution: most numbers lie near 0, few lie beyond 2.
#
# "Random" must mean the same numbers for you and for the check.
# That is what the **seed** is for: `np.random.RandomState(seed)` starts a stream of random numbers,
# and the same seed always starts the same stream.
# Make one stream, draw $W_1$ from it first, and then $W_2$.

# %% function="initialize_parameters" points=3

# %% [markdown]
# <details><summary>Hint 1: a stream of random numbers</summary>
#
# `random = np.random.RandomState(seed)` makes the stream.
# `random.randn(2, 3)` draws the next 6 normal numbers as an array of shape (2, 3).
# The sizes are separate arguments, not a tuple.
# </details>
# <details><summary>Hint 2: the shapes</summary>
#
# $W_1$ leads from the inputs to the hidden units: one row for each of the `n_h` units,
# one column for each of the `n_x` inputs.
# For zeros, `np.zeros` does want a tuple: `np.zeros((rows, columns))`.
# And a bias is a column with **two** sizes, not a flat row of numbers.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# `W1 = random.randn(n_h, n_x) * 0.01`, then `b1` with shape `(n_h, 1)`;
# then the same two lines for layer 2, which leads from `n_h` to `n_y`.
# Put the four arrays into a dictionary under the names the docstring gives.
# </details>

# %% [markdown]
# ## Any number of layers
#
# Why stop at one hidden layer? Let `layer_dims` list the sizes of all the layers, the input first.
# For `[3, 4, 2, 1]`:
#
# ![a network with two hidden layers](network:3-4-2-1)
#
# | layer $l$ | $W^{[l]}$ | $b^{[l]}$ |
# |---|---|---|
# | 1 | (4, 3) | (4, 1) |
# | 2 | (2, 4) | (2, 1) |
# | 3 | (1, 2) | (1, 1) |
#
# Look at the shapes for a moment. What does each have to do with `layer_dims[l]` and `layer_dims[l - 1]`?
# How many layers are there, and how long is the list?

# %% function="initialize_parameters_deep" points=5

# %% [markdown]
# <details><summary>Hint 1: which layers?</summary>
#
# The input is layer 0 and has no parameters. The first $W$ belongs to layer 1,
# the last one to layer $L$ = `len(layer_dims) - 1`.
# Which `range` gives exactly 1, 2, …, $L$?
# </details>
# <details><summary>Hint 2: names that count</summary>
#
# An f-string makes the keys: with `l = 2`, `f"W{l}"` is `"W2"`.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# Make the stream **once**, before the loop. In the loop over `range(1, len(layer_dims))`,
# draw a matrix with `layer_dims[l]` rows and `layer_dims[l - 1]` columns, times 0.01,
# and put zeros of shape `(layer_dims[l], 1)` beside it.
# </details>

# %% [markdown]
# ## Experiment: why not just zeros?
#
# Zeros would be simpler. Let us see what they do.
# Below, a hidden layer of four units looks at 200 random points, once with zero weights
# and once with weights from your function. Each line is what one unit makes of the points.

# %%
points = np.random.RandomState(0).randn(2, 200)
points = points[:, np.argsort(points[0])]
yours = initialize_parameters(2, 4, 1)

figure, axes = plt.subplots(1, 2, figsize=(9, 3), sharex=True)
for panel, W, title in (
    (axes[0], np.zeros((4, 2)), "zeros: four units, one line"),
    (axes[1], yours["W1"], "small random numbers: four units, four lines"),
):
    panel.plot(points[0], (W @ points).T, lw=1)
    panel.set(title=title, xlabel="first coordinate of the point")
axes[0].set_ylabel("W x")
plt.show()

# %% [markdown]
# **What you should see.** On the left all four units give the same answer to every point:
# there is only one line to see.
# Units that agree about everything also get the same gradient, so they stay the same for ever.
# A layer of a thousand such units is as clever as a single one.
# Random numbers **break the symmetry**: on the right each unit starts with a view of its own.
#
# Try it: what do you see with all ones in place of zeros? With `np.random.RandomState(0).rand(4, 2)`?

# %% [markdown]
# ## Check yourself
#
# **1.** Your network has `layer_dims = [12288, 20, 7, 5, 1]`. How many numbers are in $W^{[2]}$? In all the biases?
# <details><summary>Answer</summary>
#
# $W^{[2]}$ has the shape (7, 20): 140 numbers. The biases have 20 + 7 + 5 + 1 = 33.
# (And $W^{[1]}$ alone has 245 760. First layers of picture networks are big.)
# </details>
# <br>
#
# **2.** The biases may all start at zero. Why does that not bring the symmetry back?
# <details><summary>Answer</summary>
#
# Two units are the same only if **all** their numbers are the same.
# Their rows of $W$ differ already, so they compute different things and get different gradients,
# for their biases too.
# </details>
#
# **Next:** `2_forward.ipynb`, where these weights meet their first input.
