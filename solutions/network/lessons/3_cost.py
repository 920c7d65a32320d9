# %% [markdown]
# # 3 · Cost
#
# **You will build** one function: a single number that says how wrong the predictions are.<br>
# **Time** about 20 minutes · **Difficulty** ●●○○○ · [Symbols](symbols.md)
#
# **Where we are.** The network of notebook 2 turns inputs into predictions.
# Nobody has told it yet whether they are any good.
#
# Training is a search: change the weights a little, and see if things get better.
# For that, "better" has to be one number. We call it the **cost**. Small is good, and 0 is perfect.
#
# The function is a few lines long. The interesting parts are the choice of the formula,
# and one trap in it that has spoiled many a long training run.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from grader import check
from grader.figures import prepare_figures

prepare_figures()

# %% [markdown]
# ## The idea: how surprised are you?
#
# A forecaster says "rain, with probability $p$". Then it rains. How surprised should she be?
#
# - She said $p = 1$. Not surprised at all: 0.
# - She said $p = 0.5$. A little: it was a coin flip.
# - She said $p = 0.01$. Very.
# - She said $p = 0$. There is no word for it. She had ruled it out.
#
# The logarithm measures exactly this.
# The surprise at something that you gave the probability $p$ is
#
# $$-\log p$$
#
# Here $\log$ is the natural logarithm, `np.log`. Below it is drawn twice:
# for an example with the label 1, and for one with the label 0.
# The network says $a$, its probability for a 1, so its probability for a 0 is $1 - a$.

# %%
said = np.linspace(0.005, 0.995, 199)

figure, axes = plt.subplots(1, 2, figsize=(9, 3), sharey=True)
axes[0].plot(said, -np.log(said), color="#4c78a8", lw=2)
axes[0].set(title="the label is 1: $-\\log(a)$", xlabel="the network says a", ylabel="surprise")
axes[1].plot(said, -np.log(1 - said), color="#c9761a", lw=2)
axes[1].set(title="the label is 0: $-\\log(1 - a)$", xlabel="the network says a")
plt.show()

# %% [markdown]
# **What you should see.** Two mirror images. Each is 0 where the network is right and sure of it.
# Each climbs without end where the network is **wrong and sure of it**.
# To be sure and wrong is the worst thing that a network can do.

# %% [markdown]
# ## Both labels in one formula
#
# A label $y$ is 1 or 0. So this formula picks the right one of the two curves by itself:
#
# $$-\bigl(y \log a + (1 - y) \log(1 - a)\bigr)$$
#
# If $y = 1$, the second term is multiplied by 0 and vanishes. If $y = 0$, the first one does.
# Now average over all $m$ examples, and you have the **cross-entropy cost**:
#
# $$\text{cost} = -\frac{1}{m} \sum_{i=1}^{m}
# \Bigl( y^{(i)} \log a^{(i)} + (1 - y^{(i)}) \log\bigl(1 - a^{(i)}\bigr) \Bigr)$$
#
# The predictions lie side by side in `AL`, the labels in `Y`, one column per example:
#
# ![AL and Y have the shape (1, 5), and become one number](shapes:AL 1x5 Y 1x5 → cost)
#
# Once by hand, for three examples:
#
# | label $y$ | network says $a$ | surprise | |
# |---|---|---|---|
# | 1 | 0.9 | $-\log 0.9$ | 0.105 |
# | 0 | 0.2 | $-\log 0.8$ | 0.223 |
# | 0 | 0.6 | $-\log 0.4$ | 0.916 |
# | | | **average** | **0.415** |
#
# Two were right, and cost little.
# The third was on the wrong side, and costs more than the others together.

# %% [markdown]
# ## The trap: the logarithm of zero
#
# Suppose the network says exactly $a = 1$, and the label is 1.
# A perfect answer, and its cost should be 0.
# But read the formula again. The second term is $(1 - y) \log(1 - a)$, which is $0 \cdot \log 0$.
# Here is what the computer makes of that:

# %%
with np.errstate(divide="ignore", invalid="ignore"):  # we know, and ask for no warnings
    print("log(0)     is", np.log(0.0))
    print("0 * log(0) is", 0 * np.log(0.0))
    print("1 + nan    is", 1 + 0 * np.log(0.0))

# %% [markdown]
# `nan` means "not a number". It swallows everything that it is added to.
# One perfect answer among a million, and the whole cost is `nan`.
#
# Does a sigmoid ever give exactly 1? Yes, from about $Z = 37$ on:
# $e^{-37}$ is so small beside 1 that float64 cannot hold the difference.
# A network that has learned well gets there.
#
# **The guard.** The logarithm must never see a 0.
# Where it would, show it a tiny positive number instead.
# A guard has to keep two promises:
#
# 1. The cost is finite, for every `AL` from 0 to 1, the ends included.
# 2. Wherever the plain formula has a value, the guard **changes nothing**.
#
# The second one speaks against a popular recipe, which adds a small number to *every* prediction.
# The cost is then a little wrong everywhere, for the sake of a few places.
#
# Which tiny number? $2^{-53}$ is a natural choice.
# It is the gap between 1 and the largest float64 below 1,
# so it is the smallest value above 0 that $1 - a$ can have.
# A network that is sure and wrong then pays $-\log 2^{-53} \approx 36.7$.
# That is a lot, and it is finite.

# %% function="compute_cost" points=8

# %% [markdown]
# <details><summary>Hint 1: without the guard</summary>
#
# Start with the plain formula, and run the check. It should get as far as the last five cases.
# `*` multiplies number by number, `np.sum` adds up the whole array,
# and `m` is the number of columns of `Y`.
# The result is one number. A Python float,
# a NumPy scalar or an array without any dimensions will all do,
# but an array of shape (1, 1) is still an array.
# </details>
# <details><summary>Hint 2: choosing number by number</summary>
#
# `np.where(condition, this, that)` makes a new array:
# `this` wherever the condition is true, `that` everywhere else.
# For example, `np.where(V < 0, 7, V)`
# is `V` with a 7 in place of each negative number, and `V` itself stays as it was.
# What is your condition for $\log a$? And for $\log(1 - a)$?
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# Make two safe arrays first. One is `AL`, but `2.0**-53` where `AL == 0`.
# The other is `1 - AL`, but `2.0**-53` where `AL == 1`.
# Then write the plain formula, and let its two logarithms see only these two arrays.
#
# Guard what goes **into** the logarithm, not what comes out:
# `np.where` computes both of its choices before it picks,
# so a `np.log(AL)` inside it still meets the 0, and warns.
# </details>

# %% [markdown]
# ## Experiment: what does it cost?
#
# On the left, one example with the label 1.
# The prediction moves from 0, all wrong, to 1, all right.
#
# On the right, twenty examples, of which seven have the label 1.
# A lazy network does not look at its inputs. It says the same $p$ to all of them.
# Which $p$ should it say? Make a guess before you run the cell.

# %%
says = np.linspace(0, 1, 201)
ones = 7
labels = np.array([[1.0] * ones + [0.0] * (20 - ones)])
one = np.array([compute_cost(np.array([[p]]), np.array([[1.0]])) for p in says])
lazy = np.array([compute_cost(np.full((1, 20), p), labels) for p in says])
best = np.argmin(lazy)

figure, axes = plt.subplots(1, 2, figsize=(9, 3.4), sharey=True)
axes[0].plot(says, one, color="#4c78a8", lw=2)
axes[0].plot(says[100], one[100], "o", color="#8a63b8")
axes[0].text(0.53, 0.75, "a coin flip", color="#8a63b8")
axes[0].set(title="one example, label 1", xlabel="prediction", ylabel="cost", ylim=(0, 4))
axes[1].plot(says, lazy, color="#c9761a", lw=2)
axes[1].plot(says[best], lazy[best], "o", color="#8a63b8")
axes[1].text(says[best], 0.25, f"p = {says[best]:.2f}", color="#8a63b8", ha="center")
axes[1].set(title=f"the same p for 20 examples, {ones} of them 1", xlabel="p")
plt.show()

print(f"one example:  sure and wrong {one[0]:.1f}, coin flip {one[100]:.3f}")
print(f"lazy network: says {says[best]:.2f}, and pays {lazy[best]:.3f}")

# %% [markdown]
# **What you should see.** On the left, the cost falls all the way and ends at 0.
# A coin flip costs $\log 2 \approx 0.693$. Remember that number:
# a network with tiny random weights says about 0.5 to everything,
# so its training begins at just this cost.
# And the 36.7 for sure and wrong is your guard at work: there, at the far left,
# the plain formula has no finite value.
#
# On the right, the best lazy answer is 0.35, which is 7 out of 20, and it costs 0.647.
# Nothing else is as cheap, so the cost rewards an **honest** probability.
# It is also a bar to clear: a network whose cost gets stuck at this value
# has learned how common the ones are, and nothing about its inputs.
#
# Try it: change `ones`. For which number does laziness cost most?

# %% [markdown]
# ## Check yourself
#
# **1.** An untrained network says 0.5 for each of 200 pictures. What is its cost?
# Do you need to know the labels?
# <details><summary>Answer</summary>
#
# $\log 2 \approx 0.693$, whatever the labels are: for $a = 0.5$ both curves have the same height.
# And the number of examples does not matter either, because of the average.
# </details>
#
# **2.** Two networks judge ten pictures.
# The first is right on all ten, with a probability of only 0.6 each time.
# The second is right on nine, with 0.99, and wrong on the tenth,
# where it gave the truth a probability of 0.001.
# Which one has the lower cost?
# <details><summary>Answer</summary>
#
# The first. It pays $-\log 0.6 \approx 0.51$ on every picture.
# The second pays $-\log 0.99 \approx 0.01$ nine times, but $-\log 0.001 \approx 6.9$ once.
# That makes $(9 \cdot 0.01 + 6.9) / 10 \approx 0.70$, a little more than a coin flip.
# One mistake made with great confidence outweighs nine good answers.
# </details>
#
# **Next:** `4_backward.ipynb`, which asks each weight how much of this cost is its doing.
