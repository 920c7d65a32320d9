# %% [markdown]
# # 5 · Many classes
#
# **You will build** softmax, its cost and its gradient, so that they hold for numbers of any size.<br>
# **Time** about 40 minutes · **Difficulty** ●●●○○
#
# A sigmoid answers one question: yes or no. To tell ten digits apart, or four kinds of landscape, a network needs an output
# for every class, and these outputs have to compete: they are probabilities, and add up to 1.
#
# ![three inputs, four hidden units, three outputs](network:3-4-3)

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from grader import check

# %% [markdown]
# ## One-hot: a column for each label
#
# The labels of a data set are numbers: 0, 1, 2, … up to $C - 1$, for $C$ classes. The network has $C$ outputs for each example.
# To compare the two, every label becomes a column with a single 1 in the row of its class:
#
# $$\text{labels} = (2,\; 0,\; 1,\; 2) \quad\longrightarrow\quad
# Y = \begin{pmatrix} 0 & 1 & 0 & 0 \\ 0 & 0 & 1 & 0 \\ 1 & 0 & 0 & 1 \end{pmatrix}$$
#
# ![labels (1, 4) become Y (3, 4)](shapes:\mathrm{labels} 1x4 → Y 3x4)
#
# $C$ is an argument, for a class may happen to have no example.

# %% function="one_hot" points=3

# %% [markdown]
# <details><summary>Hint 1: one way</summary>
#
# Zeros of the shape `(C, m)`. Then a loop over the examples puts a 1 into its place. `labels.reshape(-1)` makes a flat array of both forms of labels.
# </details>
# <details><summary>Hint 2: another way</summary>
#
# Compare a column of the numbers 0 to C-1 with the row of labels: `np.arange(C).reshape(C, 1) == labels.reshape(1, -1)`. Broadcasting makes the whole table.
# </details>

# %% [markdown]
# ## The logarithm of a sum of exponentials
#
# Both softmax and its cost contain one and the same thing: for each column $z$ of $Z$,
#
# $$\operatorname{lse}(z) = \log \sum_{k=1}^{C} e^{z_k}.$$
#
# ![Z (3, 5) becomes one number for each column (1, 5)](shapes:Z 3x5 → \mathrm{lse} 1x5)
#
# Written like that, it breaks. `np.exp(710)` is infinite, and an untrained network gives such numbers easily.
# But a number may be taken out of the sum:
#
# $$\log \sum_k e^{z_k} = c + \log \sum_k e^{z_k - c} \qquad \text{for any } c.$$
#
# With $c = \max_k z_k$, **of the same column**, the largest exponent is 0: nothing can overflow. And at least one term is 1, so the logarithm never sees a 0.

# %% function="log_sum_exp" points=4

# %% [markdown]
# <details><summary>Hint 1: of each column</summary>
#
# `np.max(Z, axis=0, keepdims=True)` is the largest number of each column, as a row of the shape (1, m). It can be subtracted from `Z` as it is.
# </details>
# <details><summary>Hint 2: give it back</summary>
#
# What was taken out of the sum has to be added at the end.
# </details>

# %% [markdown]
# ## Softmax
#
# $$\operatorname{softmax}(z)_k = \frac{e^{z_k}}{\sum_{j} e^{z_j}} = e^{\,z_k - \operatorname{lse}(z)}$$
#
# Every number becomes positive, the largest stays the largest, and each **column** adds up to 1.
# The second form is the one to write: its exponent is never larger than 0.

# %% function="softmax" points=3

# %% [markdown]
# <details><summary>Hint: one line</summary>
#
# `Z - log_sum_exp(Z)`: a (C, m) minus a (1, m). And then `np.exp` of it.
# </details>

# %% [markdown]
# ## The cost
#
# How surprised is the network by the truth? The cross-entropy takes the logarithm of the probability that it gave to the right class:
#
# $$J = -\frac{1}{m} \sum_{i=1}^{m} \log \operatorname{softmax}\big(z^{(i)}\big)_{y^{(i)}}
#     = \frac{1}{m} \sum_{i=1}^{m} \Big( \operatorname{lse}\big(z^{(i)}\big) - z^{(i)}_{y^{(i)}} \Big).$$
#
# The right side is the same number, without a logarithm of something that may be 0. That is why the cost is reckoned from $Z$, and not from the probabilities:
# where a probability is $10^{-400}$, Python sees a 0, and the left side has no value.
#
# With the columns of `one_hot`, $z^{(i)}_{y^{(i)}}$ is the sum over the column of $Y * Z$: only one term of it is not 0.

# %% function="compute_softmax_cost" points=4

# %% [markdown]
# <details><summary>Hint 1: the right one of each column</summary>
#
# `np.sum(Y * Z, axis=0, keepdims=True)` has the shape (1, m), as `log_sum_exp(Z)` has.
# </details>
# <details><summary>Hint 2: the average</summary>
#
# Divide by the number of examples, `Z.shape[1]`, and not by the number of all entries.
# </details>

# %% [markdown]
# ## The gradient
#
# The derivative of $\operatorname{lse}(z)$ with respect to $z_k$ is $\operatorname{softmax}(z)_k$ (try it on paper), and that of $z_y$ is 1 for $k = y$ and 0 elsewhere. So
#
# $$dZ = \operatorname{softmax}(Z) - Y.$$
#
# It is what the sigmoid gave too, and it says: push down every class by the probability it was given, and push up the right one by 1.
# The gradient of the **summed** cost is meant; the linear layer below it divides by $m$.

# %% function="softmax_backward" points=2

# %% [markdown]
# <details><summary>Hint</summary>
#
# It is as short as it looks.
# </details>

# %% [markdown]
# ## Experiment: three towers
#
# Three clouds of points, three classes, and the smallest network there is: one layer, $Z = W X + b$, with your softmax on top.

# %%
random = np.random.RandomState(0)
centres = np.array([[0.0, 2.0], [-2.0, -1.0], [2.0, -1.0]])
labels = np.repeat([0, 1, 2], 60)
X = (centres[labels] + random.randn(180, 2)).T
Y = one_hot(labels, 3)
W, b, costs = np.zeros((3, 2)), np.zeros((3, 1)), []
for _ in range(200):
    Z = W @ X + b
    costs.append(compute_softmax_cost(Z, Y))
    blame = softmax_backward(Z, Y)
    W, b = W - 0.5 * blame @ X.T / 180, b - 0.5 * blame.mean(axis=1, keepdims=True)

x, y = np.meshgrid(np.linspace(-6, 6, 120), np.linspace(-5, 6, 110))
plane = np.stack([x.ravel(), y.ravel()])
figure, axes = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
axes[0].imshow(
    softmax(W @ plane + b).T.reshape(*x.shape, 3), extent=(-6, 6, -5, 6), origin="lower", alpha=0.7
)
for k in range(3):
    axes[0].plot(*X[:, labels == k], ".", color=np.eye(3)[k] * 0.6)
axes[0].set_title("red, green, blue: the three probabilities")
axes[1].plot(costs)
axes[1].set(
    xlabel="step", ylabel="cost", ylim=(0, 1.2), title=f"from {costs[0]:.4f} to {costs[-1]:.4f}"
)
plt.show()
print(f"right: {np.mean(np.argmax(W @ X + b, axis=0) == labels):.1%}")

# %% [markdown]
# **What you should see.** The first cost is 1.0986: that is $\log 3$, the cost of saying "one third" to everything. Where the three colours meet, the network is unsure, and they mix.
# The borders are straight lines, for there is no hidden layer.
#
# Try it: multiply `X` by 1000. A softmax that is written down carelessly dies of it. Does yours?

# %% [markdown]
# ## Check yourself
#
# **1.** What does softmax give for $z + 100$, compared with $z$?
# <details><summary>Answer</summary>
#
# The same. Above and below the line everything is multiplied by $e^{100}$. Only differences between the classes count.
# </details>
# <br>
#
# **2.** With two classes, what has softmax to do with the sigmoid?
# <details><summary>Answer</summary>
#
# $\frac{e^{z_1}}{e^{z_0} + e^{z_1}} = \frac{1}{1 + e^{-(z_1 - z_0)}} = \sigma(z_1 - z_0)$. A sigmoid is a softmax of two classes, of which one always gets the number 0.
# </details>
# <br>
#
# **3.** An untrained network has to choose among 10 classes. What will its first cost be, about?
# <details><summary>Answer</summary>
#
# $\log 10 \approx 2.3$, if it gives about the same to all. A first cost that is much larger means that the start is too wide.
# </details>
#
# **Next:** `6_together.ipynb`, where all of it learns from pictures.
