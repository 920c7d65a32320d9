# %% [markdown]
# # 6 · Train
#
# **You will build** the loop that makes a network learn, and let it learn from real pictures.<br>
# **Time** about 60 minutes · **Difficulty** ●●●○○
#
# **Where we are.** You have every part: a start, a way forward, a cost, a way back, and one step downhill.
# Nothing new has to be invented. The parts only have to be put in a circle:
#
# ```text
#   start ──▶ forward ──▶ cost ──▶ backward ──▶ update ──┐
#                ▲                                       │
#                └───────────────────────────────────────┘
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
import matplotlib.pyplot as plt
import numpy as np
from tqdm.auto import tqdm

from grader import check, use_my_functions
from grader.datasets import flatten, load_dataset
from grader.plots import (
    plot_costs,
    plot_decision_boundary,
    plot_scores,
    show_pictures,
    show_weights,
)

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
# **What you should see.** At first the network cuts the plane with something like a straight line,
# and is no better than a guess. TODO
#
# No network can be right everywhere: at the centre the colours are mixed.
#
# Try it: 4 hidden units in place of 20. And a learning rate of 1 in place of 0.1.

# %% [markdown]
# ## Real pictures
#
# Now something larger. These are pictures of the Earth from space, 64 × 64 points each.
# The question is: **is there a coast in the picture?**

# %%
data = load_dataset("coast.h5")
X_train, Y_train = flatten(data.train_set_x), data.train_set_y
X_test, Y_test = flatten(data.test_set_x), data.test_set_y

print(f"train: X {X_train.shape}, Y {Y_train.shape}")
print(f"test:  X {X_test.shape}, Y {Y_test.shape}")
show_pictures(data.train_set_x[:24], [data.list_classes[y] for y in Y_train[0, :24]])
plt.show()

# %% [markdown]
# **What you should see.** Coasts of all kinds, and "no coast" of two kinds: only land, or only sea.
#
# A picture has 64 · 64 points with three colours each: 12288 numbers from 0 to 255.
# `flatten` puts them one below the other into a column, and divides by 255.
# So $X$ has one picture per column, as always. The network does not know which points are neighbours.
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
# ![W1 (4, 6) is divided by the root of 6, W2 (2, 4) by the root of 4, W3 (1, 2) by the root of 2](shapes:W_1 4x6 /√6 \quad W_2 2x4 /√4 \quad W_3 1x2 /√2)
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
    (initialize_parameters_deep, "times 0.01", "#f2a33a"),
    (initialize_parameters_scaled, "divided by √n", "#4c78a8"),
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
# **What you should see.** Mind the scale: each mark on the vertical axis is a factor of 10 or 100.
# With the division by $\sqrt{n}$, the signal has the same size in all four layers.
# With 0.01, it loses a factor of 100 000 on the way forward.
# The blame on its way back goes through the same small weights, and loses as much:
# the first layer, which has nearly all the weights, gets a gradient of about 0.00000002.
# It will not move.
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
# **What you should see.** TODO

# %% [markdown]
# ## Experiment: train on the pictures
#
# This is the moment. The deep network, 400 pictures, 1500 iterations.
# It takes half a minute or so. Watch the cost beside the bar.

# %%
deep_parameters, deep_costs = L_layer_model(
    X_train, Y_train, deep, learning_rate=0.015, num_iterations=1500, print_cost=True
)
deep_right = np.mean(predict(X_test, deep_parameters) == Y_test)
print(f"cost: {deep_costs[0]:.3f} at the start, {deep_costs[-1]:.3f} at the end")
print(f"right on the test pictures: {deep_right:.1%}")

# %% [markdown]
# **What you should see.** TODO
#
# ## Experiment: the same network, started at 0.01
#
# And what if we had started it as in notebook 1? The loop below is your own,
# only with another start. 300 iterations are enough to see.

# %%
stalled_costs = []
parameters = initialize_parameters_deep(deep)
for i in tqdm(range(301)):
    AL, caches = L_model_forward(X_train, parameters)
    if i % 100 == 0:
        stalled_costs.append(compute_cost(AL, Y_train))
    parameters = update_parameters(parameters, L_model_backward(AL, Y_train, caches), 0.015)

figure, axes = plt.subplots(figsize=(6.5, 3.2))
plot_costs({"times 0.01": stalled_costs, "divided by √n": deep_costs[:4]}, axes)
axes.set(title="the same network, two starts", ylim=(0, 0.8))
plt.show()
print("cost from the start at 0.01:", " ".join(f"{cost:.6f}" for cost in stalled_costs))

# %% [markdown]
# **What you should see.** From 0.01 the cost stands still at 0.6931.
# That is $\ln 2$, the cost of saying "one half" to everybody.
# The network is not stupid, nor is the learning rate too small. It simply cannot hear anything.
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


by_colour, _ = L_layer_model(mean_colour(data.train_set_x), Y_train, [3, 1], 2.0, 20000)
by_pixel, pixel_costs = L_layer_model(
    X_train, Y_train, [12288, 1], learning_rate=0.005, num_iterations=1000, print_cost=True
)
two_layers, two_layer_costs = two_layer_model(
    X_train, Y_train, [12288, 7, 1], learning_rate=0.015, num_iterations=1500, print_cost=True
)

# %%
def right(inputs, parameters):
    return {
        "train": np.mean(predict(inputs(data.train_set_x), parameters) == Y_train),
        "test": np.mean(predict(inputs(data.test_set_x), parameters) == Y_test),
    }


scores = {
    "mean colour [3, 1]": right(mean_colour, by_colour),
    "pixels [12288, 1]": right(flatten, by_pixel),
    "two layers [12288, 7, 1]": right(flatten, two_layers),
    "deep [12288, 20, 7, 5, 1]": right(flatten, deep_parameters),
}
figure, axes = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
plot_costs({"pixels": pixel_costs, "two layers": two_layer_costs, "deep": deep_costs}, axes[0])
axes[0].set(ylim=(0, 0.75))
plot_scores(scores, axes[1])
plt.show()

# %% [markdown]
# **What you should see.** TODO

# %% [markdown]
# ## Experiment: the pictures it gets wrong
#
# Look at mistakes. They teach you more about a network than its successes.
# Above each picture stands the truth, and the probability of a coast that the network gives.

# %%
def show_mistakes(name, parameters):
    probability = L_model_forward(X_test, parameters)[0][0]
    wrong = np.flatnonzero(predict(X_test, parameters)[0] != Y_test[0])
    print(f"{name}: {len(wrong)} of {Y_test.size} test pictures wrong")
    titles = [f"{data.list_classes[Y_test[0, i]]}\nsays {probability[i]:.1%}" for i in wrong[:8]]
    if titles:
        show_pictures(data.test_set_x[wrong[:8]], titles)
        plt.show()


show_mistakes("two layers", two_layers)
show_mistakes("deep", deep_parameters)

# %% [markdown]
# **What you should see.** TODO

# %% [markdown]
# ## Experiment: what do the first units look for?
#
# Each row of $W^{[1]}$ has 12288 weights, one for every number of a picture.
# So a row can be shown as a picture too. Grey is a weight of 0;
# bright means "more of this", dark means "less of this".

# %%
show_weights(deep_parameters["W1"], (64, 64, 3))
plt.show()
show_weights(two_layers["W1"], (64, 64, 3))
plt.show()

# %% [markdown]
# **What you should see.** TODO

# %% [markdown]
# ## Experiment: your own picture
#
# Put the path of any picture file between the quotes: a satellite picture of your own town, say.
# The cell cuts a square out of its middle, makes it 64 × 64, and asks your network.
# As long as there is no path, it takes a test picture.

# %%
from PIL import Image, ImageOps

path = ""

if path:
    with Image.open(path) as image:
        picture = np.asarray(ImageOps.fit(image.convert("RGB"), (64, 64)))
else:
    picture = data.test_set_x[0]

own_probability = L_model_forward(flatten(picture[np.newaxis]), deep_parameters)[0][0, 0]

figure, axes = plt.subplots(figsize=(3, 3))
axes.imshow(picture)
axes.set_axis_off()
axes.set_title(f"a coast, with a probability of {own_probability:.1%}", fontsize=10)
plt.show()

# %% [markdown]
# **What you should see.** TODO
#

# %% [markdown]
# ## Check yourself
#
# **1.** TODO
