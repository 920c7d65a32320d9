# %% [markdown]
# # 2 · Regularize
#
# **You will build** the two classic remedies against learning by heart: L2 and dropout.<br>
# **Time** about 60 minutes · **Difficulty** ●●●○○
#
# A network with many weights and few examples can do something that looks like success:
# it remembers every example, and knows nothing else. The training cost falls to nothing,
# and on new examples it guesses. This is **overfitting**.
#
# You will build the cost and the gradients of a network that has to pay for large weights,
# and a way forward and back in which units are switched off at random.
#
# The network of this notebook has three layers: relu, relu, sigmoid.
#
# ![two inputs, four and three hidden units, one output](network:2-4-3-1)

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from grader import check, flatten, gradient_check, load_dataset
from grader.plots import plot_decision_boundary

# %% [markdown]
# ## L2: weights that cost something
#
# A curve that goes through every single point has to bend sharply, and to bend sharply a network needs large weights.
# So let us make large weights expensive. To the cross-entropy we add the sum of all squared weights:
#
# $$J = \underbrace{-\frac{1}{m} \sum_{i=1}^{m} \Big( y^{(i)} \log a^{[3](i)} + (1 - y^{(i)}) \log\big(1 - a^{[3](i)}\big) \Big)}_{\text{cross-entropy}}
# \;+\; \underbrace{\frac{\lambda}{2m} \sum_{l=1}^{L} \sum_{i,j} \big(W_{ij}^{[l]}\big)^2}_{\text{L2}}$$
#
# $\lambda$ says how much weights cost. You choose it. In Python it is called `lambd`, for `lambda` is a word of the language.
# The biases cost nothing: they move a boundary, and do not bend it.
#
# ![A3 has the shape (1, 5), and so has Y](shapes:A_3 1x5 Y 1x5)

# %% function="compute_cost_with_regularization" points=4

# %% [markdown]
# <details><summary>Hint 1: all weights</summary>
#
# The number of layers is `len(parameters) // 2`. The network of this notebook has three, but the docstring promises any number.
# `np.sum(W ** 2)` adds up the squares of a whole matrix.
# </details>
# <details><summary>Hint 2: what is divided by what</summary>
#
# The cross-entropy is divided by $m$, the squares by $2m$. The minus belongs to the cross-entropy alone.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# Reckon the cross-entropy first. Then go through the layers, and add `np.sum(parameters[f"W{l}"] ** 2)` to a sum that begins with 0.
# Return the cross-entropy plus `lambd / (2 * m)` times that sum.
# </details>

# %% [markdown]
# ## L2 on the way back
#
# The derivative of $\frac{\lambda}{2m} W^2$ is $\frac{\lambda}{m} W$. So every $dW$ gets one more term, and nothing else changes:
#
# $$dW^{[l]} = \frac{1}{m}\, dZ^{[l]} A^{[l-1]T} + \frac{\lambda}{m} W^{[l]}, \qquad db^{[l]} = \frac{1}{m} \sum_i dz^{[l](i)}.$$
#
# For a sigmoid with the cross-entropy, the first $dZ$ is as simple as it can be: $dZ^{[3]} = A^{[3]} - Y$. After that,
# $dA^{[l-1]} = W^{[l]T} dZ^{[l]}$, and relu lets through what its $Z$ lets through: $dZ^{[l]} = dA^{[l]}$ where $Z^{[l]} > 0$, and 0 elsewhere.
#
# ![dW2 has the shape of W2: dZ2 times A1 transposed, plus a part of W2](shapes:dW_2 3x4 = dZ_2 3x5 @ A_1^T 5x4 + W_2 3x4)
#
# Look what the new term does in a step of gradient descent:
# $W - \alpha \frac{\lambda}{m} W = (1 - \alpha\frac{\lambda}{m})\, W$. Every step makes each weight a little smaller.
# That is why L2 is also called **weight decay**.

# %% function="backward_propagation_with_regularization" points=5

# %% [markdown]
# <details><summary>Hint 1: the cache</summary>
#
# `Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3 = cache` gives you everything. Not all of it is needed.
# </details>
# <details><summary>Hint 2: one layer</summary>
#
# Layer 3 has `dZ3 = A3 - Y`. Its `dW3` is `dZ3 @ A2.T / m`, plus its share of `W3`; its `db3` is the sum over the columns
# (`axis=1, keepdims=True`), divided by `m`.
# </details>
# <details><summary>Hint 3: the next one</summary>
#
# `dA2` is `W3.T @ dZ3`. `dZ2` is `np.where(Z2 > 0, dA2, 0.0)`. Then come `dW2` and `db2` as in layer 3, and the same once more for layer 1,
# whose input is `X`.
# </details>

# %% [markdown]
# ## Dropout, forward
#
# The other remedy sounds like a joke: in every step of the training, switch off a random half of the units.
# No unit can rely on another one, for that one may be gone. What is learned has to be spread over many.
#
# The **mask** $D^{[l]}$ has the shape of $A^{[l]}$, with a 1 where a unit stays for an example, and a 0 elsewhere.
# Each entry is 1 with the probability `keep_prob`. In this notebook the mask is **given**, so that you and the check use the same one.
#
# $$A^{[l]} = \frac{\operatorname{relu}(Z^{[l]}) * D^{[l]}}{\text{keep\_prob}}, \qquad l = 1, 2.$$
#
# Why the division? The next layer adds up what it is given. If only half of the units are there, it gets half of what it is used to.
# Divided by `keep_prob`, the sum is right on average, and when the training is over, you just leave the masks out.
# This is called **inverted dropout**.
#
# ![a mask has the shape of the activations](shapes:A_1 4x5 = relu Z_1 4x5 ∗ D_1 4x5 ÷ keep_prob)

# %% function="forward_propagation_with_dropout" points=4

# %% [markdown]
# <details><summary>Hint 1: the order</summary>
#
# In layer 1: `Z1`, then relu, then the mask, then the division. What comes out is `A1`, and it is what layer 2 gets. Layer 3 has a sigmoid and no mask.
# </details>
# <details><summary>Hint 2: True and False</summary>
#
# A mask may hold `True` and `False` in place of 1 and 0. A product with `*` takes them for 1 and 0; so you need not care.
# </details>
# <details><summary>Hint 3: the cache</summary>
#
# Fourteen things, in the order of the docstring, with the masks between `Z` and `A`. `A1` and `A2` are those that were handed on.
# </details>

# %% [markdown]
# ## Dropout, backward
#
# A unit that was switched off had no part in the answer, so it gets no blame. One that stayed was multiplied by $1/\text{keep\_prob}$,
# so its blame is multiplied by the same number:
#
# $$dA^{[l]} = \frac{(W^{[l+1]T} dZ^{[l+1]}) * D^{[l]}}{\text{keep\_prob}}.$$
#
# It is the same mask as on the way forward. That is why it is in the cache. All other lines are those of a network without dropout.

# %% function="backward_propagation_with_dropout" points=5

# %% [markdown]
# <details><summary>Hint 1: start from what you have</summary>
#
# Copy your `backward_propagation_with_regularization`. Take the cache apart in its new order, and take the terms with `lambd` out.
# </details>
# <details><summary>Hint 2: where the mask goes</summary>
#
# Between `dA2 = W3.T @ dZ3` and the gate of relu: times `D2`, divided by `keep_prob`. And the same for `dA1` with `D1`.
# </details>

# %% [markdown]
# ## Are they right?
#
# The checks have told you. But you can find out without any check, and outside of a course you will have to:
# move a weight a little, and see how the cost moves. `gradient_check` does that for every single weight.

# %%
random = np.random.RandomState(1)
X, Y = random.randn(2, 6), np.array([[1.0, 0, 0, 1, 1, 0]])
shapes = {"W1": (4, 2), "b1": (4, 1), "W2": (3, 4), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1)}
parameters = {name: random.randn(*shape) for name, shape in shapes.items()}
stay = [np.ones((4, 6)), np.ones((3, 6))]
masks = [random.rand(4, 6) < 0.8, random.rand(3, 6) < 0.8]


def plain_cache(cache):
    """The cache without its masks."""
    return tuple(entry for i, entry in enumerate(cache) if i not in (1, 6))


def l2_cost(moved):
    A3, _ = forward_propagation_with_dropout(X, moved, *stay, keep_prob=1.0)
    return compute_cost_with_regularization(A3, Y, moved, lambd=0.7)


def dropout_cost(moved):
    A3, _ = forward_propagation_with_dropout(X, moved, *masks, keep_prob=0.8)
    return compute_cost_with_regularization(A3, Y, moved, lambd=0.0)


_, cache = forward_propagation_with_dropout(X, parameters, *stay, keep_prob=1.0)
print("L2")
gradient_check(
    l2_cost, parameters, backward_propagation_with_regularization(X, Y, plain_cache(cache), 0.7)
)
_, cache = forward_propagation_with_dropout(X, parameters, *masks, keep_prob=0.8)
print("\ndropout")
gradient_check(dropout_cost, parameters, backward_propagation_with_dropout(X, Y, cache, 0.8))
# %% [markdown]
# **What you should see.** A ✓ in every line. With dropout the mask must stay the same while a weight is moved: with a new mask
# the cost would jump, and tell you nothing about the weight.

# %% [markdown]
# ## Experiment: fifty points of a flower
#
# You know the flower: 400 red and blue points. This time the network may see only every eighth of them,
# and is asked about 400 others. It has 40 and 20 hidden units, far more than 50 points can keep busy.

# %%
flower = load_dataset("flower.h5")
points, colours = flatten(flower.train_set_x)[:, ::8], flower.train_set_y[:, ::8]
others, their_colours = flatten(flower.test_set_x), flower.test_set_y
units = [2, 40, 20, 1]


def start():
    random = np.random.RandomState(3)
    made = {}
    for l in (1, 2, 3):
        made[f"W{l}"] = random.randn(units[l], units[l - 1]) * np.sqrt(2 / units[l - 1])
        made[f"b{l}"] = np.zeros((units[l], 1))
    return made


def forward(X, parameters):
    stay = [np.ones((n, X.shape[1])) for n in units[1:3]]
    return forward_propagation_with_dropout(X, parameters, *stay, keep_prob=1.0)


def train(lambd=0.0, keep_prob=1.0, iterations=3000, learning_rate=0.3):
    parameters, random, m = start(), np.random.RandomState(1), points.shape[1]
    for _ in range(iterations):
        if keep_prob == 1.0:
            _, cache = forward(points, parameters)
            grads = backward_propagation_with_regularization(
                points, colours, plain_cache(cache), lambd
            )
        else:
            masks = [random.rand(n, m) < keep_prob for n in units[1:3]]
            _, cache = forward_propagation_with_dropout(points, parameters, *masks, keep_prob)
            grads = backward_propagation_with_dropout(points, colours, cache, keep_prob)
        parameters = {name: a - learning_rate * grads[f"d{name}"] for name, a in parameters.items()}
    return parameters


def right(X, Y, parameters):
    return np.mean((forward(X, parameters)[0] > 0.5) == Y)


trained = {
    "nothing": train(),
    "L2, λ = 0.5": train(lambd=0.5),
    "dropout, 0.8": train(keep_prob=0.8),
}
figure, axes = plt.subplots(1, 3, figsize=(11, 4), layout="constrained")
for panel, (name, learned) in zip(axes, trained.items(), strict=True):
    plot_decision_boundary(lambda X, p=learned: forward(X, p)[0] > 0.5, points, colours, panel)
    seen, unseen = right(points, colours, learned), right(others, their_colours, learned)
    largest = max(np.abs(learned[f"W{l}"]).max() for l in (1, 2, 3))
    panel.set_title(
        f"{name}\n{seen:.0%} of the 50, {unseen:.0%} of the others\nlargest weight {largest:.1f}",
        fontsize=10,
    )
plt.show()

# %% [markdown]
# **What you should see.** Without a remedy the network has all 50 points right, and of the others three quarters.
# With L2 it gives up two points that lie on the wrong side, its weights stay small, and its border is smoother. With dropout it gives up one.
# Both do a little better on points that they have never seen: 76 and 79 % in place of 74 %.
#
# That is not much, and it is usual: regularization helps, but no remedy makes 50 examples into 400.
#
# Try it: `lambd=10`. What does a network look like for which weights are far too expensive? And a `keep_prob` of 0.3?

# %% [markdown]
# ## Check yourself
#
# **1.** You train with dropout, and print the cost of every step. It goes up and down. Is something wrong?
# <details><summary>Answer</summary>
#
# No. Every step has another mask, and so it looks at another network. To see a smooth curve, reckon the cost without masks.
# </details>
# <br>
#
# **2.** Somebody uses the masks when the training is over, to predict. What happens?
# <details><summary>Answer</summary>
#
# The answer to one and the same example changes from call to call. Dropout belongs to the training; when you predict, all units are there.
# Thanks to the division by `keep_prob`, nothing has to be scaled then.
# </details>
# <br>
#
# **3.** Why is $\lambda$ divided by $m$?
# <details><summary>Answer</summary>
#
# The more examples there are, the less they can be learned by heart, and the less help they need.
# </details>
#
# **Next:** `3_batches.ipynb`, where the network no longer waits until it has seen everything.
