# %% [markdown]
# # 5 · Update
#
# **You will build** one step downhill: a function that makes every weight a little better.<br>
# **Time** about 20 minutes · **Difficulty** ●●○○○ · [Symbols](symbols.md)
#
# **Where we are.** You have a cost, and a gradient of it for every weight and every bias.
# A gradient says which way is uphill, and how steep it is. So we go the other way.
# It is the shortest function of the course. It hides one trap, and a question that has no fixed answer: how far?

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from grader import check
from grader.figures import prepare_figures

prepare_figures()

# %% [markdown]
# ## The idea: walk against the gradient
#
# You stand on a hillside in thick fog, and want to get to the valley.
# You cannot see it, but your feet feel the slope. So you take a step downhill, feel again, and take another.
# This is **gradient descent**, and one step of it is
#
# $$W^{[l]} \leftarrow W^{[l]} - \alpha\, dW^{[l]}, \qquad b^{[l]} \leftarrow b^{[l]} - \alpha\, db^{[l]}
# \qquad \text{for } l = 1, \dots, L.$$
#
# $\alpha$ is the **learning rate**, a small positive number that you choose.
# Why the minus? Where the gradient is positive, a larger weight means a higher cost, so the weight should shrink.
# Where it is negative, the weight should grow. The minus does both.
#
# ![the new W, the old W and dW all have the same shape](shapes:W_new 3x4 = W 3x4 − α dW 3x4)
#
# Here you see what the sentence of notebook 4 is good for.
# A gradient has the shape of the thing it is the gradient of, so we may subtract it number by number.

# %% [markdown]
# ## The trap: two names, one array
#
# `W -= step` and `W = W - step` look like the same thing. They are not.
# The first writes into the array that is there. The second makes a **new** array.
# The difference matters as soon as the array has two names. Run this cell:

# %%
old = {"W1": np.array([[1.0, 2.0]])}
copied = old.copy()
copied["W1"] -= 0.5

print("copied:", copied["W1"])
print("old:   ", old["W1"])

# %% [markdown]
# We changed the copy, and the old one changed with it. `copy` made a new **dictionary**, but no new array.
# Both dictionaries lead to the same one:
#
# ```text
#   old["W1"]     ─────┐
#                      ├────▶  one array  [[0.5 1.5]]
#   copied["W1"]  ─────┘
#
#   what you want:
#
#   parameters["W1"]  ──────▶  the old array, untouched
#   updated["W1"]     ──────▶  a new array
# ```
#
# A function that writes into its caller's arrays works the first time. Then somebody compares "before" with "after",
# or tries a second learning rate from the same start, and gets nonsense.
# So your function returns a **new dictionary with new arrays**, and leaves its arguments as they were.

# %% function="update_parameters" points=6

# %% [markdown]
# <details><summary>Hint 1: how many layers?</summary>
#
# Count them in `parameters`: every layer has two entries there, a $W$ and a $b$.
# (`grads` also holds `"dA0"`, `"dA1"`, …, so counting there would mislead you.)
# `range(1, L + 1)` gives 1, 2, …, $L$, the last layer too.
# </details>
# <details><summary>Hint 2: a new dictionary</summary>
#
# Start from an empty one, `updated = {}`, and fill it.
# `a - b` is always a new array, `a -= b` never is.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# In the loop, `updated[f"W{l}"]` is the old `W` of that layer minus `learning_rate` times `grads[f"dW{l}"]`.
# The line for `b` is its twin. After the loop, return the new dictionary, not `parameters`.
# </details>

# %% [markdown]
# ## Experiment: three ways into a valley
#
# Let us take the simplest hillside there is, with a single weight and the cost $(w - 2)^2$.
# Its gradient is $2\,(w - 2)$, and the lowest point is $w = 2$.
# We start at $w = 5$ and take twelve steps with **your** function, at three learning rates.


# %%
def descend(learning_rate, steps=12):
    parameters = {"W1": np.array([[5.0]]), "b1": np.array([[0.0]])}
    path = [5.0]
    for _ in range(steps):
        grads = {"dW1": 2 * (parameters["W1"] - 2), "db1": np.zeros((1, 1))}
        parameters = update_parameters(parameters, grads, learning_rate)
        path.append(float(parameters["W1"][0, 0]))
    return np.array(path)


w = np.linspace(-5, 9, 200)
figure, axes = plt.subplots(1, 3, figsize=(10, 3.2), sharey=True)
for panel, learning_rate, title in (
    (axes[0], 0.02, "too small"),
    (axes[1], 0.3, "about right"),
    (axes[2], 1.05, "too large"),
):
    path = descend(learning_rate)
    panel.plot(w, (w - 2) ** 2, color="0.75")
    panel.plot(path, (path - 2) ** 2, "o-", ms=4, lw=1)
    panel.plot(path[0], (path[0] - 2) ** 2, "o", color="#8a63b8")
    panel.set(title=f"{title}: {learning_rate}", xlabel="w", xlim=(-5, 9), ylim=(-3, 50))
    print(f"learning rate {learning_rate}: after 12 steps w = {path[-1]:.4f}")
axes[0].set_ylabel("cost")
plt.show()

# %% [markdown]
# **What you should see.** All three start at the black dot.
# - **Too small:** every step goes the right way, and after twelve of them we are not even halfway there.
# - **About right:** the steps are long where it is steep, and shrink by themselves near the bottom, for the gradient shrinks.
# - **Too large:** each step jumps over the valley and lands **higher** on the other side.
#   The next gradient is larger, so the next jump is longer, until the path leaves the picture. In a real network you would see the cost rise from step to step.
#
# Nobody can tell you the right learning rate beforehand. It depends on how sharply the cost is curved,
# so people try a few, and watch the cost. In notebook 6 you will watch it too.
#
# Try it: can you find a learning rate that reaches $w = 2$ in one single step? Why that one?

# %% [markdown]
# ## Check yourself
#
# **1.** What does the path look like with a learning rate of exactly 1 on this hillside? Work it out before you try it.
# <details><summary>Answer</summary>
#
# From $w = 5$ the gradient is 6, so the step leads to $5 - 6 = -1$. There the gradient is −6,
# and the next step leads back to 5. The weight jumps between 5 and −1 for ever, and the cost stays at 9.
# Below 1 the jumps shrink, above 1 they grow.
# </details>
#
# **2.** Suppose somebody's `linear_backward` forgot `keepdims`. So `b` has the shape (3, 1), and `db` the shape (3,).
# What is the shape of `b - learning_rate * db`?
# <details><summary>Answer</summary>
#
# (3, 3), and NumPy does not complain. It reads the flat (3,) as a row, and spreads the column and the row
# into a square: this is **broadcasting**. The trouble shows up much later, in another function.
# That is why the checks in this course look at the shape first.
# </details>
#
# **Next:** `6_train.ipynb`, where all of this comes together and learns from real pictures.
