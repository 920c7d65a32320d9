# %% [markdown]
# # 3 · Mini-batches
#
# **You will build** the cutting and the shuffling that nearly every training begins with.<br>
# **Time** about 25 minutes · **Difficulty** ●●○○○
#
# So far, a step downhill has looked at **all** the examples first. With 400 pictures that is bearable.
# With a million you would wait for an hour, take one small step, and wait again.
#
# But a gradient over 64 examples points in much the same direction as one over a million, give or take some trembling, and costs next to nothing.
# So: take 64, make a step, take the next 64. One pass through all the examples is called an **epoch**.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from grader import check, flatten, load_dataset

# %% [markdown]
# ## Cut
#
# The examples stand side by side in $X$, one per column, and in the same order in $Y$. A mini-batch is a few columns of both.
#
# ![X (2, 7) is cut into batches of three, three and one](shapes:X 2x7 → X_1 2x3 X_2 2x3 X_3 2x1)
#
# $$X^{\{1\}} = \text{columns } 0 \dots s - 1, \qquad X^{\{2\}} = \text{columns } s \dots 2s - 1, \qquad \dots$$
#
# Where the size $s$ does not divide the number of examples, the last batch is **smaller**. It must not be lost,
# for its examples would never be seen. And it must not be empty.

# %% function="partition_examples" points=3

# %% [markdown]
# <details><summary>Hint 1: where the batches start</summary>
#
# `range(0, m, mini_batch_size)` gives the first column of every batch, and of the short one too.
# </details>
# <details><summary>Hint 2: beyond the end</summary>
#
# `X[:, 6:9]` of an array with 7 columns gives one column, and no error. A slice ends where the array ends.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# Go through the starts, and append the pair `(X[:, start : start + mini_batch_size], Y[:, …])` to a list.
# </details>

# %% [markdown]
# ## Shuffle
#
# If all the cats come first and then all the dogs, the first batches teach the network that everything is a cat.
# So the examples are shuffled before they are cut, in every epoch anew. What must **not** happen is that a picture loses its label:
# $X$ and $Y$ need the same new order.
#
# $$\pi = \text{a permutation of } 0 \dots m - 1, \qquad X' = X[:, \pi], \qquad Y' = Y[:, \pi].$$
#
# `np.random.RandomState(seed).permutation(m)` draws $\pi$. Its first number says which example comes first.

# %% function="random_mini_batches" points=4

# %% [markdown]
# <details><summary>Hint 1: one permutation</summary>
#
# Draw it once, and use it twice. If you draw a second one for `Y`, labels and pictures are strangers to each other.
# </details>
# <details><summary>Hint 2: columns in another order</summary>
#
# `X[:, order]` takes the columns in the order of that array, and makes a new array.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# `order` from the stream, and then `partition_examples` with `X[:, order]`, `Y[:, order]` and the size.
# </details>

# %% [markdown]
# ## Experiment: steps of all sizes
#
# Logistic regression on the points of a plane, which is quick, with batches of four sizes: a single example, 16, 128, and all 400.
# All go through the examples ten times.

# %%
flower = load_dataset("flower.h5")
points = flatten(flower.train_set_x)
labels = (points[:1] + 0.5 * points[1:] > 0.3).astype(float)


def descend(size, epochs=10, learning_rate=0.1):
    w, b, costs, steps = np.zeros((1, 2)), 0.0, [], [0]
    for epoch in range(epochs):
        for batch_X, batch_Y in random_mini_batches(points, labels, size, seed=epoch):
            A = 1 / (1 + np.exp(-(w @ points + b)))
            costs.append(-np.mean(labels * np.log(A) + (1 - labels) * np.log(1 - A)))
            blame = 1 / (1 + np.exp(-(w @ batch_X + b))) - batch_Y
            w = w - learning_rate * blame @ batch_X.T / batch_X.shape[1]
            b = b - learning_rate * blame.mean()
            steps.append(steps[-1] + batch_X.shape[1])
    return steps[:-1], costs


figure, axes = plt.subplots(figsize=(7, 3.4), layout="constrained")
for size in (1, 16, 128, 400):
    seen, costs = descend(size)
    axes.plot(np.array(seen) / points.shape[1], costs, label=f"{size}: {len(costs)} steps", lw=1.2)
    print(f"batches of {size:3}: {len(costs):4} steps, cost {costs[-1]:.4f}")
axes.set(xlabel="epochs", ylabel="cost of all examples", ylim=(0, 0.7))
axes.legend(title="examples in a batch", frameon=False)
plt.show()

# %% [markdown]
# **What you should see.** All curves have cost the same: every example was looked at ten times. But with batches of 400 that made ten steps,
# and with batches of one 4000. The smaller the batch, the faster the cost falls, and the more it trembles: a single example points anywhere.
# In practice people take 32 to 512: small enough for many steps, and large enough for a matrix product to be worth its while.
#
# Try it: leave out the shuffling (`partition_examples`), and sort the points by their label first. What does the curve of size 16 do?

# %% [markdown]
# ## Check yourself
#
# **1.** 1000 examples, batches of 64. How many steps has an epoch, and how many examples has the last batch?
# <details><summary>Answer</summary>
#
# 1000 = 15 · 64 + 40. So 16 steps, and 40 examples in the last.
# </details>
# <br>
#
# **2.** The gradient is an average over the batch. So an example in the last batch of 40 weighs more than one in a batch of 64. Is that bad?
# <details><summary>Answer</summary>
#
# A little: 64/40 = 1.6 times as much in this epoch. But in the next epoch the order is another one, and another example has that luck. Over many epochs it evens out.
# </details>
#
# **Next:** `4_optimize.ipynb`, where the trembling is put to use.
