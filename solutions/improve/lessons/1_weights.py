# %% [markdown]
# # 1 · Initialize well
#
# **You will build** two ways to draw the first weights, named for the people who found them.<br>
# **Time** about 25 minutes · **Difficulty** ●○○○○
#
# You have built a deep network, and it learned. Now you make it learn **better**:
# faster, from fewer examples, and with more than two answers to choose from.
#
# | notebook | you build |
# |---|---|
# | **1 · Initialize well** | **weights that keep a signal alive through many layers** |
# | 2 · Regularize | what keeps a network from learning by heart |
# | 3 · Mini-batches | many small steps in place of one big one |
# | 4 · Optimize | steps that remember: momentum and Adam |
# | 5 · Many classes | softmax: one answer out of many |
# | 6 · Train | all of it, on pictures of three kinds |
#
# Nothing of your first network is needed. What a notebook takes from an earlier one, it fetches itself.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from grader import check

# %% [markdown]
# ## What becomes of a signal
#
# A unit adds up $n$ inputs, each times a weight: $z = w_1 a_1 + w_2 a_2 + \dots + w_n a_n$.
# If the weights are random with variance $\sigma^2$ and know nothing of the inputs, then
#
# $$\operatorname{E}[z^2] = n\, \sigma^2 \operatorname{E}[a^2].$$
#
# So every layer multiplies the size of the signal by $\sqrt{n}\,\sigma$. Once, that would not matter.
# But a deep network does it again and again: after ten layers a factor of 2 has become 1000,
# and a factor of ½ has become a thousandth.
#
# ![a network with four hidden layers of the same size](network:4-4-4-4-4-1)
#
# **A relu** throws away what is negative: half of it. What is left has half of the mean square,
# $\operatorname{E}[a^2] = \tfrac12 \operatorname{E}[z^2]$. To keep the size,
# the weights have to make up for that half: $n\,\sigma^2 = 2$. This is the start of He and others:
#
# $$W^{[l]} = \mathcal{N}(0, 1) \cdot \sqrt{\frac{2}{n^{[l-1]}}}, \qquad b^{[l]} = 0.$$
#
# ![W has a row for each unit of its layer and a column for each of the layer before; b has one column](shapes:W^{[l]} 4x3 b^{[l]} 4x1)
#
# $n^{[l-1]}$ is the number of **columns** of $W^{[l]}$: each unit adds up that many numbers.

# %% function="initialize_parameters_he" points=4

# %% [markdown]
# <details><summary>Hint 1: the stream and the layers</summary>
#
# `random = np.random.RandomState(seed)` starts the stream, **once**, before the loop.
# Layer 0 is the input and has no weights: the loop runs over `range(1, len(layers_dims))`.
# </details>
# <details><summary>Hint 2: the scale</summary>
#
# `layers_dims[l - 1]` is the size of the layer before. The 2 stands under the root together with it.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# In the loop, draw a matrix of `layers_dims[l]` rows and `layers_dims[l - 1]` columns with `random.randn`,
# and multiply it by the scale of its own layer. Beside it go zeros of the shape `(layers_dims[l], 1)`.
# </details>

# %% [markdown]
# ## Both ways
#
# The gradient goes through the same weights, but the other way: $dA^{[l-1]} = W^{[l]T} dZ^{[l]}$.
# On its way back each number is a sum over the $n^{[l]}$ units of the layer, the **rows** of $W$.
# So forward asks for $n^{[l-1]} \sigma^2 = 1$, and backward for $n^{[l]} \sigma^2 = 1$.
# Where the sizes differ, nobody can have both. Xavier Glorot and Yoshua Bengio took the mean of the two:
#
# $$W^{[l]} = \mathcal{N}(0, 1) \cdot \sqrt{\frac{2}{n^{[l-1]} + n^{[l]}}}, \qquad b^{[l]} = 0.$$
#
# There is no relu in this reckoning. It is right for an activation that leaves small numbers nearly as they are:
# $\tanh$, above all. (Some books give the name Xavier to $\sqrt{1/n^{[l-1]}}$, the forward half alone.)

# %% function="initialize_parameters_xavier" points=3

# %% [markdown]
# <details><summary>Hint 1: what is new?</summary>
#
# Only the scale. It has two sizes under the root: those of the layer before, and of the layer itself.
# </details>
# <details><summary>Hint 2: brackets</summary>
#
# `2 / a + b` is not `2 / (a + b)`.
# </details>

# %% [markdown]
# ## Experiment: twenty layers
#
# Let us send 300 random examples through twenty layers of 100 units, and look at the size of what comes out of each:
# the root of the mean square. Four starts, with relu on the left and tanh on the right.

# %%
dims = [100] * 21
X = np.random.RandomState(0).randn(100, 300)


def scaled(factor):
    drawn = initialize_parameters_he(dims)
    return {name: array * factor * np.sqrt(100 / 2) for name, array in drawn.items()}


starts = {
    "times 0.01": scaled(0.01),
    "times 0.2": scaled(0.2),
    "Xavier": initialize_parameters_xavier(dims),
    "He": initialize_parameters_he(dims),
}


def sizes(parameters, activation):
    A, found = X, [1.0]
    for l in range(1, len(dims)):
        A = activation(parameters[f"W{l}"] @ A + parameters[f"b{l}"])
        found.append(np.sqrt(np.mean(A**2)))
    return found


def relu(Z):
    return np.maximum(0, Z)


figure, axes = plt.subplots(1, 2, figsize=(10, 3.4), sharey=True, layout="constrained")
for panel, activation in zip(axes, (relu, np.tanh), strict=True):
    for name, parameters in starts.items():
        panel.semilogy(sizes(parameters, activation), label=name)
    panel.set(title=activation.__name__, xlabel="layer", ylim=(1e-8, 1e8))
axes[0].set_ylabel("size of the activations")
axes[1].legend(frameon=False)
plt.show()
for name, parameters in starts.items():
    print(
        f"{name:11} relu {sizes(parameters, relu)[-1]:9.1e}   tanh {sizes(parameters, np.tanh)[-1]:9.1e}"
    )

# %% [markdown]
# **What you should see.** The vertical axis is logarithmic: a straight line is a factor that every layer multiplies with.
# - **Times 0.01** is the start that many texts begin with. Each layer takes away nine tenths of the signal and more. After seven layers nothing is left.
# - **Times 0.2** is twice what would be right for tanh. With relu the signal grows from layer to layer. With tanh it cannot,
#   for no unit goes beyond 1: here the trouble shows on the way back, where the gradient grows from layer to layer, more than tenfold in all.
# - **Xavier** loses a half of the mean square at every relu: after twenty layers the size is a thousandth. With tanh it falls slowly, and no unit is driven to the ends.
# - **He** keeps the size with relu: after twenty layers it is still of the same order.
#
# Try it: `dims = [100, 400] * 10 + [100]`, layers that are wide and narrow by turns. Which of the starts still holds?
# (The factor in `scaled` is for 100 units. Leave the two first starts out.)

# %% [markdown]
# ## Check yourself
#
# **1.** Your network has 12288 inputs and 20 units in its first layer. How large is a weight of that layer at the start, with He and with Xavier?
# <details><summary>Answer</summary>
#
# He: $\sqrt{2/12288} \approx 0.0128$. Xavier: $\sqrt{2/12308} \approx 0.0127$. Nearly the same, for the 20 hardly counts.
# And both are close to 0.01. That is why the start "times 0.01" does well in the first layer of a picture network,
# and badly in all the others.
# </details>
# <br>
#
# **2.** Why do the formulas contain a variance, and not the largest weight?
# <details><summary>Answer</summary>
#
# Because a sum of many independent numbers depends on nothing else: the variances add up.
# So you may as well draw the weights from another distribution, if its variance is the same.
# Uniform numbers from $-\sqrt{6/n}$ to $\sqrt{6/n}$ have the variance $2/n$.
# </details>
#
# **Next:** `2_regularize.ipynb`, where a network has to be kept from learning too much.
