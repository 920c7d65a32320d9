# %% [markdown]
# # 6 · All together
#
# **You will build** the training that all the notebooks before were made for, and let it learn four kinds of pictures.<br>
# **Time** about 60 minutes · **Difficulty** ●●●○○
#
# **Where we are.** You have a start that suits relu, costs and gradients for many classes, mini-batches, and Adam.
# What is missing is the network between them, and the loop around them:
#
# ```text
# start
# for each epoch: shuffle, cut
#   for each batch:
#     forward ▶ cost ▶ backward ▶ Adam
# ```
#
# | function | what it does |
# |---|---|
# | `model_forward` | relu in the hidden layers, nothing in the last |
# | `model_backward` | the gradients, with softmax and L2 |
# | `model` | the training |
# | `predict_classes` | the most likely class |
#
# At the end you will put your network beside one that a well-known library trains on the same pictures.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from grader import check, flatten, gradient_check, load_dataset, use_my_functions
from grader.plots import plot_costs, plot_scores, show_pictures

# %% [markdown]
# The next cell fetches **your own functions** from your notebooks 1, 3, 4 and 5. They must be saved, and lie in the same folder as this one.

# %% tags=["setup"]
use_my_functions(globals(), "1_weights", "3_batches", "4_optimize", "5_classes")

# %% [markdown]
# ## Forward
#
# Every layer adds up, $Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}$ with $A^{[0]} = X$. The hidden layers have relu, $A^{[l]} = \max(0, Z^{[l]})$.
# The last layer has **no** activation: its $Z^{[L]}$ goes to `softmax` or straight to the cost.
#
# ![five inputs, two hidden layers, four outputs](network:5-4-3-4)
#
# The way back will need what each layer was given: $X, A^{[1]}, \dots, A^{[L-1]}$. Keep them in a list, in this order.
#
# ![X (5, 6) becomes A1 (4, 6), A2 (3, 6) and Z3 (4, 6)](shapes:X 5x6 → A_1 4x6 → A_2 3x6 → Z_3 4x6)

# %% function="model_forward" points=4

# %% [markdown]
# <details><summary>Hint 1: the list</summary>
#
# `activations` has as many entries as there are layers: before each layer is reckoned, put into the list what it is given.
# </details>
# <details><summary>Hint 2: where relu goes</summary>
#
# After every layer but the last. Or, which is the same, before every layer but the first.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# `A = X`. For `l` from 1 to `L`: append `A` to the list; `Z` is `W @ A + b` with the parameters of layer `l`; `A` is `np.maximum(0, Z)`.
# After the loop, return the last `Z` and the list.
# </details>

# %% [markdown]
# ## Backward
#
# The cost is the cross-entropy of softmax, plus $\frac{\lambda}{2m}$ times all squared weights. From layer $L$ down to layer 1:
#
# $$dZ^{[L]} = \operatorname{softmax}(Z^{[L]}) - Y, \qquad
# dW^{[l]} = \frac{1}{m} dZ^{[l]} A^{[l-1]T} + \frac{\lambda}{m} W^{[l]}, \qquad
# db^{[l]} = \frac{1}{m} \sum_i dz^{[l](i)},$$
#
# $$dZ^{[l-1]} = W^{[l]T} dZ^{[l]} \;\text{ where } A^{[l-1]} > 0, \text{ and } 0 \text{ elsewhere.}$$
#
# You need not have kept the $Z$ of the hidden layers: where relu gave something positive, it was open.

# %% function="model_backward" points=6

# %% [markdown]
# <details><summary>Hint 1: what belongs to which layer</summary>
#
# `activations[l - 1]` is what layer `l` was given. `activations[l]` is what it gave, and so it is the gate for `dZ` of layer `l`.
# </details>
# <details><summary>Hint 2: the loop</summary>
#
# `for l in range(L, 0, -1)`. Start with the `dZ` of the last layer, from `softmax_backward`. In each turn: `dW`, `db`, and then the `dZ` of the layer below, if there is one.
# </details>
# <details><summary>Hint 3: the cost of the weights</summary>
#
# `lambd / m * W` joins `dW`. It joins neither `db` nor what is handed down.
# </details>

# %%
random = np.random.RandomState(2)
X, Y = random.randn(3, 5), one_hot(np.array([2, 0, 1, 3, 2]), 4)
parameters = initialize_parameters_he([3, 5, 4, 4])
ZL, activations = model_forward(X, parameters)


def cost(moved):
    squares = sum(np.sum(moved[f"W{l}"] ** 2) for l in (1, 2, 3))
    return compute_softmax_cost(model_forward(X, moved)[0], Y) + 0.3 / (2 * 5) * squares


gradient_check(cost, parameters, model_backward(ZL, Y, activations, parameters, lambd=0.3))
# %% [markdown]
# ## The training
#
# | | | from notebook |
# |---|---|---|
# | once | `initialize_parameters_he`, `initialize_adam`, `one_hot` | 1, 4, 5 |
# | each epoch | `update_lr`, and `random_mini_batches` with the number of the epoch as its seed | 4, 3 |
# | each batch | forward, `compute_softmax_cost`, backward, `update_parameters_with_adam` | 5, 4 |
#
# **The number of the step.** $t$ begins with 1, and goes on counting from epoch to epoch. It is not the number of the batch.
#
# **A diary.** For each epoch, keep the mean of the costs of its batches, each from before its step.

# %% function="model" points=8

# %% [markdown]
# <details><summary>Hint 1: two loops</summary>
#
# `for epoch in range(num_epochs)`, and in it `for batch_X, batch_Y in random_mini_batches(X, Y, mini_batch_size, epoch)`.
# What has to be there before the first loop, and what is made anew in every epoch?
# </details>
# <details><summary>Hint 2: what changes in a step</summary>
#
# `update_parameters_with_adam` returns three things, and you need all of them for the next step. `t` grows by one **before** the call.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# Before the loops: `parameters`, `v, s`, `Y`, an empty list, `t = 0`. In an epoch: its learning rate, an empty list of its own. In a batch: `t += 1`,
# forward, the cost into the list of the epoch, backward with `lambd`, the step. After the batches: the mean of that list goes into `costs`.
# </details>

# %% [markdown]
# ## The answer
#
# The class with the largest $z$ is the one with the largest probability, for softmax does not change the order. So no exponential is needed:
#
# $$\hat y^{(i)} = \arg\max_k\; z_k^{(i)}$$

# %% function="predict_classes" points=2

# %% [markdown]
# <details><summary>Hint</summary>
#
# `np.argmax(…, axis=0)` gives the row of the largest number of each column, as a flat array. The docstring wants a row of the shape (1, m).
# </details>

# %% [markdown]
# ## Experiment: which way does the shore run?
#
# 800 pictures of the Earth from space, 32 × 32 pixels each: sea, land, a shore that runs north to south, and one that runs east to west.
# (NASA Earth Observatory, Blue Marble: Next Generation; `data/README.md` tells how they were chosen.)

# %%
data = load_dataset("shore.h5")
X_train, Y_train = flatten(data.train_set_x), data.train_set_y
X_valid, Y_valid = flatten(data.valid_set_x), data.valid_set_y
X_test, Y_test = flatten(data.test_set_x), data.test_set_y

first = np.concatenate([np.flatnonzero(Y_train[0] == k)[:4] for k in range(4)])
show_pictures(
    data.train_set_x[first], [data.list_classes[k].replace("shore ", "") for k in Y_train[0, first]]
)
plt.show()

# %% [markdown]
# **What you should see.** Four of each kind. A shore from north to south may have its sea on either side, and so may one from east to west.
# That is what makes it hard: no single pixel says anything about the direction.

# %% [markdown]
# ## Experiment: train
#
# Two hidden layers of 64 and 32 units, batches of 32, 25 epochs. Beside it the network without any hidden layer.
# With softmax on top it is called **logistic regression for many classes**. It gets more epochs, for it is so small.

# %%
pixels = X_train.shape[0]
logistic, logistic_costs = model(X_train, Y_train, [pixels, 4], num_epochs=60)
deep, deep_costs = model(
    X_train,
    Y_train,
    [pixels, 64, 32, 4],
    mini_batch_size=32,
    num_epochs=25,
    lambd=1.0,
    decay_rate=0.05,
)


def right(parameters):
    sets = {"train": (X_train, Y_train), "valid": (X_valid, Y_valid), "test": (X_test, Y_test)}
    return {
        name: float(np.mean(predict_classes(X, parameters) == Y)) for name, (X, Y) in sets.items()
    }


scores = {"logistic [3072, 4]": right(logistic), "deep [3072, 64, 32, 4]": right(deep)}
figure, axes = plt.subplots(1, 2, figsize=(11, 3.6), layout="constrained")
plot_costs({"logistic": logistic_costs, "deep": deep_costs}, axes[0], every=1)
axes[0].set(xlabel="epoch", ylim=(0, 1.5))
plot_scores(scores, axes[1])
plt.show()
for name, found in scores.items():
    print(f"{name:24}", "  ".join(f"{which} {share:.1%}" for which, share in found.items()))

# %% [markdown]
# **What you should see.** Your network has all 200 test pictures right. Logistic regression, with more than twice as many epochs, has three quarters of them.
#
# What did it cost? 25 epochs of 25 batches are 625 steps, and the network has 198 884 numbers to learn. On a plain laptop that takes about three seconds.

# %% [markdown]
# ## Experiment: who is taken for whom?
#
# Four classes can be confused in many ways. A table shows all of them: a row for what a picture is, a column for what the network says.


# %%
def confusion(parameters):
    table = np.zeros((4, 4), dtype=int)
    np.add.at(table, (Y_test[0], predict_classes(X_test, parameters)[0].astype(int)), 1)
    return table


for name, parameters in (("logistic", logistic), ("deep", deep)):
    print(name)
    for kind, row in zip(data.list_classes, confusion(parameters), strict=True):
        print(f"  {kind:20}", "".join(f"{count:5}" for count in row))

# %% [markdown]
# **What you should see.** Logistic regression knows sea and land well, for these can be told by colour. It is lost where the direction decides:
# "more blue on the left" speaks for a shore from north to south, but "more blue on the right" does so just as well, and in one weighted sum the two cancel.
# A hidden layer has units for the one and units for the other.

# %% [markdown]
# ## Experiment: what did each part do?
#
# The same network and the same 25 epochs, with one thing changed at a time.

# %%
settings = {"mini_batch_size": 32, "num_epochs": 25, "lambd": 1.0, "decay_rate": 0.05}
changes = {
    "as above": {},
    "one batch of all 800": {"mini_batch_size": 800},
    "no L2": {"lambd": 0.0},
    "no decay": {"decay_rate": 0.0},
    "ten times the rate": {"learning_rate": 0.01},
}
curves, table = {"as above": deep_costs}, {"as above": right(deep)}
for name, change in changes.items():
    if change:
        learned, curves[name] = model(X_train, Y_train, [pixels, 64, 32, 4], **(settings | change))
        table[name] = right(learned)

figure, axes = plt.subplots(figsize=(7.5, 3.6), layout="constrained")
plot_costs(curves, axes, every=1)
axes.set(xlabel="epoch", ylim=(0, 1.5))
plt.show()
for name, found in table.items():
    print(f"{name:22}", "  ".join(f"{which} {share:.1%}" for which, share in found.items()))

# %% [markdown]
# **What you should see.** **Mini-batches** did the most. With one batch of all pictures, 25 epochs are 25 steps, and that is not enough by far.
# **The learning rate** comes next: ten times as large, the cost jumps about, and a few pictures stay wrong.
# **L2 and the decay** make no difference that these 200 pictures could show. The cost without L2 is lower, for the network may be as sure as it likes.
# With 800 pictures and a task that a network can do, there is nothing to cure. Do not believe that a method helps because it ought to: look.

# %% [markdown]
# ## Experiment: an outside judge
#
# Is 100 lines of NumPy any match for a library that thousands of people use? scikit-learn has an `MLPClassifier`. It gets the same pictures, the same layers,
# the same batches, the same number of epochs and the same optimizer. If scikit-learn is not installed here, the cell says so: `pip install scikit-learn` brings it.

# %%
import warnings

try:
    from sklearn.neural_network import MLPClassifier
except ImportError:
    print("scikit-learn is not installed here: the comparison is left out.")
else:
    rival = MLPClassifier((64, 32), alpha=1.0, batch_size=32, max_iter=25, random_state=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it would rather go on for longer
        rival.fit(X_train.T, Y_train[0])
    for name, X, Y in (("valid", X_valid, Y_valid), ("test", X_test, Y_test)):
        yours = np.mean(predict_classes(X, deep) == Y)
        print(f"{name:6} MLPClassifier {rival.score(X.T, Y[0]):.1%}   yours {yours:.1%}")

# %% [markdown]
# **What you should see.** A tie: both networks have every picture right. It is not always so: from eight other starts,
# yours has 98 to 100 % of the test pictures right, and the library 97.5 to 100 %. Who wins is a matter of the seed.
#
# `data/README.md` has all figures, and the seconds: yours needs no more of them.

# %% [markdown]
# ## Experiment: the pictures it finds hard
#
# The eight test pictures to whose right class your network gives the smallest probability, the worst first.

# %%
ZL, _ = model_forward(X_test, deep)
given = softmax(ZL)
sure = given[Y_test[0], np.arange(Y_test.shape[1])]
hardest = np.argsort(sure)[:8]
names = [name.replace("shore ", "") for name in data.list_classes]
show_pictures(data.test_set_x[hardest], [f"{names[Y_test[0, i]]}\n{sure[i]:.0%}" for i in hardest])
plt.show()

# %% [markdown]
# **What you should see.** Snow in the mountains, which is as bright and as blue as no other land. A cape that ends in the sea. And shores that run a little askew,
# or have a bay in them: the rule that made the labels has a sharp border, and these lie closer to it than others. Still, all of them are right.

# %% [markdown]
# ## Check yourself
#
# **1.** Why does every epoch get another seed for its batches?
# <details><summary>Answer</summary>
#
# With the same seed the order would be the same in every epoch: the same 32 pictures would always be together, and every epoch would go through the same 25 batches. What such a group has by chance, a ship or a cloud too many, would pull in the same direction again and again.
# </details>
# <br>
#
# **2.** You chose λ, the layers and the learning rate by looking at the test pictures. What is your test accuracy worth?
# <details><summary>Answer</summary>
#
# Too much. You have picked what suits these 200 pictures best, partly by luck. Choose with the validation pictures, and look at the test pictures once.
# </details>
# <br>
#
# **3.** 200 test pictures, and every one is right. Is the network perfect?
# <details><summary>Answer</summary>
#
# No. A network that is wrong in 1 % of all cases has no mistake among 200 pictures in about 13 % of all such tests. And a test picture comes from the same map as the others.
# </details>
#
# ## Where to go from here
#
# - **Dropout here.** Your functions of notebook 2 have three layers and a sigmoid. What has to change for `model_forward` and `model_backward`?
# - **Turned pictures.** Turn every training picture by 90°. What becomes of its label? Now you have twice as many.
# - **Fewer pictures.** Train on 100 of them. Does L2 help now?
# - **Convolution.** Your network does not know that two pixels are neighbours. The next great idea is to tell it.
