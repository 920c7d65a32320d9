# %% [markdown]
# # 2 · Forward
#
# **You will build** the way through the network, from the inputs to a prediction.<br>
# **Time** about 45 minutes · **Difficulty** ●●○○○ · [Symbols](symbols.md)
#
# **Where we are.** Notebook 1 made the weights. Here they meet their first input.
#
# Every layer does the same two things.
# It mixes what comes in: that is the **linear half**, and it needs the weights.
# Then it bends the result: that is the **activation**, and it needs no weights at all.
# Do this $L$ times and you have a prediction.
#
# You build it from the smallest piece up, in five short functions:
#
# | function | what it does |
# |---|---|
# | `sigmoid`, `relu` | bend |
# | `linear_forward` | mix |
# | `linear_activation_forward` | one layer: mix, then bend |
# | `L_model_forward` | the whole network: layer after layer |
#
# Each one uses those before it, so none is longer than a few lines.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from grader import check
from grader.figures import prepare_figures

prepare_figures()

# %% [markdown]
# ## Sigmoid: from any number to a probability
#
# The last layer should answer a question such as "is this a cat?" with a probability.
# But the linear half can give any number, from far below zero to far above it.
# The **sigmoid** squeezes them all between 0 and 1:
#
# $$A = \sigma(Z) = \frac{1}{1 + e^{-Z}}$$
#
# Large $Z$ comes out near 1, very negative $Z$ near 0, and $Z = 0$ is exactly one half: no idea.
#
# $Z$ is an array, and the formula holds for each of its numbers on its own.
# So $A$ has the shape of $Z$:
#
# ![A has the shape of Z](shapes:Z 3x4 → A 3x4)
#
# **Why return Z as well?** In notebook 4 you will walk back through the network,
# and every function will be asked how steep it was at the place where it stood.
# That place is $Z$. So each function hands over what its way back will need.
# We call that the **cache**, and here it is simply $Z$.

# %% function="sigmoid" points=3

# %% [markdown]
# <details><summary>Hint 1: a whole array at once</summary>
#
# `np.exp` takes an array and gives an array of the same shape.
# So do `+`, `-` and `/` between a number and an array. You need no loop.
# </details>
# <details><summary>Hint 2: two things to return</summary>
#
# `return first, second` returns a tuple of two.
# The first is your array of values, the second is the `Z` that came in, unchanged.
# </details>

# %% [markdown]
# **A remark on large numbers.** For $Z$ below about $-709$,
# the number $e^{-Z}$ is too large for float64.
# NumPy then warns and carries on with infinity.
# And $1 / (1 + \infty)$ is 0, which is the right answer.
# So the formula as it stands is fine, and the check accepts it.
#
# If the warning bothers you, here is a riddle.
# Multiply the top and the bottom of the fraction by $e^{Z}$: the value stays the same.
# For which $Z$ is this second form the safe one?
# <details><summary>Answer</summary>
#
# For negative $Z$. The second form is $e^{Z} / (e^{Z} + 1)$,
# and for negative $Z$ its $e^{Z}$ is below 1.
# The first form is safe for positive $Z$. Together they cover everything.
# </details>

# %% [markdown]
# ## Relu: keep what is positive
#
# The layers inside the network use something even simpler, the **rectified linear unit**:
#
# $$A = \max(0, Z)$$
#
# A positive number stays as it is. A negative number becomes 0.
# Again for each number on its own, and again the cache is $Z$.

# %% function="relu" points=3

# %% [markdown]
# <details><summary>Hint 1: two functions with nearly the same name</summary>
#
# `np.max(Z)` is the one largest number of an array.
# `np.maximum(a, b)` compares number by number and keeps the larger of each pair.
# Which of the two gives an array of the shape of `Z`?
# </details>
# <details><summary>Hint 2: what to compare with</summary>
#
# One of the two may be a plain number: `np.maximum(5, Z)` lifts everything below 5 up to 5.
# </details>

# %% [markdown]
# Here are both, drawn by your own functions:

# %%
numbers = np.linspace(-6, 6, 241).reshape(1, -1)

figure, axes = plt.subplots(1, 2, figsize=(9, 3))
for panel, bend, color in ((axes[0], sigmoid, "#8a63b8"), (axes[1], relu, "#3d9970")):
    height = bend(numbers)[0]
    panel.axhline(0, color="lightgray", lw=1)
    panel.axvline(0, color="lightgray", lw=1)
    panel.plot(numbers[0], height[0], color=color, lw=2)
    panel.set(title=bend.__name__, xlabel="Z")
axes[0].set_ylabel("A")
plt.show()

# %% [markdown]
# **What you should see.** The sigmoid is steep in the middle and flat on both sides.
# Relu is two straight lines with one corner, at 0.
#
# Look at the flat parts for a moment.
# Where a function is flat, a small change of $Z$ changes nothing.
# A unit that sits there can hardly learn. The sigmoid has two such sides, relu only one.
# That is one reason for relu inside the network.
# The sigmoid comes only at the end, where we want a probability.

# %% [markdown]
# ## The linear half
#
# A unit looks at every number that comes in, gives each a weight, adds them up and adds its bias.
# One row of $W$ holds the weights of one unit. One column of $A$ holds one example.
# So a single matrix product does all units and all examples at once:
#
# $$Z = W A + b$$
#
# Here it is for 2 inputs, 3 units and 4 examples:
#
# ![Z of shape (3, 4) is W (3, 2) times A (2, 4), plus b (3, 1)](shapes:Z 3x4 = W 3x2 @ A 2x4 + b 3x1)
#
# In a matrix product the two sizes that touch must agree: the **2** of (3, **2**) and (**2**, 4).
# They vanish, and the outer sizes remain: (3, 4).
#
# And $b$? It has one column only, and the product has four.
# NumPy repeats the column for every example.
# This is called **broadcasting**, and you need not ask for it:
#
# ![the one column of b is repeated four times](shapes:b 3x1 → b 3x1 b 3x1 b 3x1 b 3x1 = b_broadcast 3x4)
#
# It works because $b$ has the shape (3, 1), with two sizes.
# That is why notebook 1 insisted on a column.
#
# The way back will need all three ingredients,
# so the cache of this function is the tuple `(A, W, b)`.

# %% function="linear_forward" points=5

# %% [markdown]
# <details><summary>Hint 1: two kinds of product</summary>
#
# `W * A` multiplies number by number, and fails here, for the shapes differ.
# `W @ A` is the matrix product: each row of `W` with each column of `A`.
# (`np.dot(W, A)` does the same.)
# </details>
# <details><summary>Hint 2: the order</summary>
#
# `A @ W` is something else. Read the sizes that touch: do they agree?
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# The formula is one line of Python, and it looks like the formula.
# Then return two things: `Z`, and a tuple with the three arguments in the order `A`, `W`, `b`.
# </details>

# %% [markdown]
# ## One layer
#
# Now put the two halves together:
#
# $$Z = W A_{\text{prev}} + b, \qquad A = g(Z)$$
#
# $A_{\text{prev}}$ are the activations of the layer before, and $g$ is `sigmoid` or `relu`.
# The argument `activation` says which, as a word.
#
# ![A_prev (2, 4) becomes Z (3, 4), and Z becomes A (3, 4)](shapes:A_prev 2x4 → Z 3x4 → A 3x4)
#
# You have already written everything that is needed here: call your own functions.
# Each of the two halves gives you a cache. Keep both, in the order in which they came:
#
# | part of the cache | comes from | what is in it |
# |---|---|---|
# | `linear_cache` | `linear_forward` | `(A_prev, W, b)` |
# | `activation_cache` | `sigmoid` or `relu` | `Z` |
#
# So the cache of a layer is `((A_prev, W, b), Z)`: a tuple, with another tuple inside.

# %% function="linear_activation_forward" points=6

# %% [markdown]
# <details><summary>Hint 1: taking two things from one call</summary>
#
# Your functions return two things. Give both a name at once:
# `something, something_cache = some_function(...)`.
# </details>
# <details><summary>Hint 2: which activation?</summary>
#
# Compare words with `==`, in an `if` and an `elif`.
# In the `else`, raise a `ValueError`:
# a spelling mistake such as `"Relu"` should be loud, for a silent one costs you an evening.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# First `linear_forward` with `A_prev`, `W` and `b`: it gives `Z` and the linear cache.
# Then, depending on the word, `sigmoid` or `relu` of that `Z`:
# it gives `A` and the activation cache.
# Return `A`, and beside it the tuple of the two caches, the linear one first.
# </details>

# %% [markdown]
# ## Experiment: what a layer does to a ring
#
# A layer with two inputs and two units moves points of the plane to other points of the plane.
# So we can watch it. Below, 240 points on a ring go through one layer,
# once with relu and once with sigmoid.
# The second panel shows $Z$. Nobody returned it, but it is in your cache.

# %%
angle = np.linspace(0, 2 * np.pi, 240)
ring = np.array([np.cos(angle), np.sin(angle)])
weights = np.array([[1.6, 0.9], [0.2, 1.1]])
bias = np.array([[0.4], [0.3]])

pressed, kept = linear_activation_forward(ring, weights, bias, "relu")
squeezed = linear_activation_forward(ring, weights, bias, "sigmoid")[0]

figure, axes = plt.subplots(1, 4, figsize=(11, 3), sharex=True, sharey=True)
for panel, dots, title in (
    (axes[0], ring, "A_prev: a ring"),
    (axes[1], kept[1], "Z: the linear half"),
    (axes[2], pressed, "A with relu"),
    (axes[3], squeezed, "A with sigmoid"),
):
    panel.axhline(0, color="lightgray", lw=1, zorder=0)
    panel.axvline(0, color="lightgray", lw=1, zorder=0)
    panel.scatter(dots[0], dots[1], c=angle, cmap="twilight", s=8)
    panel.set(title=title, aspect="equal")
plt.show()

# %% [markdown]
# **What you should see.** The linear half turns, stretches and moves the ring:
# it becomes an ellipse.
# It cannot do more than that. Straight lines stay straight.
#
# Relu presses everything left of the vertical axis onto that axis,
# and everything below the horizontal axis onto that one. The ellipse gets **corners**.
# The sigmoid squeezes the whole plane into the square from 0 to 1, and bends it softly.
#
# Try it: what does a `bias` of -3 and -3 do with relu? Where have all the points gone?

# %% [markdown]
# ## The whole network
#
# The input is layer 0: $A^{[0]} = X$. From there, each layer takes what the one before it made:
#
# $$A^{[l]} = \text{relu}\!\left(W^{[l]} A^{[l-1]} + b^{[l]}\right) \qquad l = 1, \dots, L - 1$$
#
# $$A^{[L]} = \sigma\!\left(W^{[L]} A^{[L-1]} + b^{[L]}\right)$$
#
# So it is relu in every layer but the last, and the sigmoid in the last.
# The result $A^{[L]}$ has a short name in the code: `AL`.
# Here is a network with $L = 3$:
#
# ![three inputs, four and two hidden units, one output](network:3-4-2-1)
#
# and this is what flows through it when there are 5 examples.
# The rows change from layer to layer. The columns never do: one example, one column, all the way.
#
# ![X (3, 5), A1 (4, 5), A2 (2, 5), A3 (1, 5)](shapes:X 3x5 → A_1 4x5 → A_2 2x5 → A_3 1x5)
#
# Each layer leaves a cache. Collect them in a list, layer 1 first.
#
# One question before you start: nobody tells the function how many layers there are.
# Where can it read that off?

# %% function="L_model_forward" points=9

# %% [markdown]
# <details><summary>Hint 1: how many layers?</summary>
#
# Every layer has two entries in `parameters`, one $W$ and one $b$.
# `//` divides and gives a whole number.
# </details>
# <details><summary>Hint 2: passing it on</summary>
#
# Start with `A = X` and an empty list.
# In the loop, the `A` that one layer returns is the `A_prev` of the next.
# If you give it the same name, the passing on happens by itself.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# Loop over the layers $1, \dots, L$. In each, choose the word:
# `"sigmoid"` if this is layer $L$, else `"relu"`.
# Fetch `parameters[f"W{l}"]` and its `b`, call `linear_activation_forward`,
# and `append` the cache it gives to your list.
# After the loop, return the last `A` and the list.
# </details>

# %% [markdown]
# ## Experiment: what depth is good for
#
# Now you can look at a whole network. Those below have two inputs,
# so every point of the plane is an example, and we can colour it with the answer:
# blue where the network says 1, red where it says 0.
# Nobody has trained these networks: their weights are random.

# %%
side = np.linspace(-3, 3, 121)
plane = np.array([grid.ravel() for grid in np.meshgrid(side, side)])

figure, axes = plt.subplots(1, 4, figsize=(11, 3), sharex=True, sharey=True)
for panel, hidden in zip(axes, (0, 1, 2, 5), strict=True):
    sizes = [2] + [16] * hidden + [1]
    random = np.random.RandomState(7)
    network = {}
    for i in range(1, len(sizes)):
        network[f"W{i}"] = 2 * random.randn(sizes[i], sizes[i - 1]) / np.sqrt(sizes[i - 1])
        network[f"b{i}"] = random.randn(sizes[i], 1)
    answers = L_model_forward(plane, network)[0]
    bands = np.linspace(0, 1, 21)
    panel.contourf(side, side, answers.reshape(121, 121), bands, cmap="RdBu")
    panel.set(title=f"hidden layers: {hidden}", aspect="equal")
plt.show()

# %% [markdown]
# **What you should see.** Without a hidden layer the bands are straight and parallel:
# such a network can only cut the plane in two with a ruler.
# With a hidden layer the bands bend. Each bend is the corner of some relu.
# With more layers, what is bent already is bent again.
# On the far right there are islands, and no ruler cuts out an island.
#
# These shapes are accidents, for the weights are random.
# Training will choose weights whose shapes fit the data.
#
# Try it: make the weights as small as in notebook 1,
# with `0.01 * random.randn(...)` and no square root.
# What is left of the picture? Notebook 6 comes back to this.

# %% [markdown]
# ## Check yourself
#
# **1.** A network has `layer_dims = [3, 4, 2, 1]`, and you send 5 examples through it.
# How long is `caches`? What is `caches[1][0][0]`, and what is its shape?
# <details><summary>Answer</summary>
#
# `caches` has 3 entries, one per layer. `caches[1]` belongs to **layer 2**, for a list starts at 0.
# Its `[0]` is the linear cache, and the `[0]` of that is what came into layer 2:
# the activations $A^{[1]}$, of shape (4, 5).
# </details>
#
# **2.** Suppose you leave out relu, so that every hidden layer is only $Z = W A + b$.
# What can a network with ten layers do that one with a single layer cannot?
# <details><summary>Answer</summary>
#
# Nothing. Two linear layers in a row are $W_2 (W_1 X + b_1) + b_2 = (W_2 W_1) X + (W_2 b_1 + b_2)$,
# and that is one linear layer with other numbers. The same goes for ten.
# It is the bend between them that makes a deep network more than a shallow one.
# </details>
#
# **Next:** `3_cost.ipynb`, where one number says how wrong the predictions are.
