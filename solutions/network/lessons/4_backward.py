# %% [markdown]
# # 4 · Backward
#
# **You will build** the way back: from the cost to a gradient for every weight and every bias.<br>
# **Time** about 75 minutes · **Difficulty** ●●●●● · [Symbols](symbols.md)
#
# **Where we are.** Your network makes predictions (notebook 2), and one number says how wrong they are (notebook 3).
# Now we ask every single weight: if you grew a little, would the cost rise or fall, and how fast?
# The answers are the **gradients**. This is the steepest part of the course, and its heart.
# There are five functions, and each is short.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from grader import check, gradient_check, numerical_gradient, use_my_functions
from grader.figures import prepare_figures

prepare_figures()

# %% [markdown]
# ## The idea: blame travels back
#
# The forward pass is a chain. Each link hands its result to the next, and the last result is the cost:
#
# $$A^{[l-1]} \;\longrightarrow\; Z^{[l]} \;\longrightarrow\; A^{[l]} \;\longrightarrow\; \cdots \;\longrightarrow\; \text{cost}.$$
#
# Say the cost is too high. Who is to blame? Start at the end and walk back.
# Each link takes the blame that reaches it from the right, and asks one question about itself alone:
# *when my input changes a little, by how much does my output change?*
# It multiplies the two, and hands the product on to the left. That is the **chain rule**:
#
# $$\frac{\partial\, \text{cost}}{\partial Z} = \frac{\partial\, \text{cost}}{\partial A} \cdot \frac{\partial A}{\partial Z}.$$
#
# No link needs to know the whole network. That is why five short functions are enough.
#
# ### What the names mean
#
# The long fractions get short names. `d` in front means "the gradient of the cost with respect to":
#
# | name | the gradient with respect to | shape |
# |---|---|---|
# | `dA` | the activations $A^{[l]}$ of a layer | that of $A^{[l]}$: $(n^{[l]},\, m)$ |
# | `dZ` | what went into its activation, $Z^{[l]}$ | that of $Z^{[l]}$: $(n^{[l]},\, m)$ |
# | `dW` | its weights $W^{[l]}$ | that of $W^{[l]}$: $(n^{[l]},\, n^{[l-1]})$ |
# | `db` | its biases $b^{[l]}$ | that of $b^{[l]}$: $(n^{[l]},\, 1)$ |
#
# Look down the last column. If you remember one sentence of this notebook, let it be this one:
#
# > **A gradient has the shape of the thing it is the gradient of.**
#
# ### Where the 1/m lives
#
# The cost is an average over $m$ examples. So somewhere we must divide by $m$, and we must do it **once**.
# This course does it in `dW` and `db`, where the examples come together, because all of them share one $W$ and one $b$.
# `dA` and `dZ` still hold one column per example: column $i$ is about the loss of example $i$ alone,
# and it is **not** divided by $m$.
#
# (Strictly speaking, `dA` and `dZ` are gradients of the *sum* of the losses, and `dW` and `db` of their *average*, the cost.)

# %% [markdown]
# ## Back through a sigmoid
#
# Forward, the sigmoid made $A = \sigma(Z)$, number by number. So it goes back number by number too.
# With $s = \sigma(Z)$, the slope of the sigmoid is $s\,(1 - s)$, and the chain rule says
#
# $$dZ = dA \cdot s\,(1 - s), \qquad s = \sigma(Z) = \frac{1}{1 + e^{-Z}}.$$
#
# ![dZ, dA and the slopes all have the shape (3, 4): each number of dA is multiplied by its own slope](shapes:dZ 3x4 = dA 3x4 * \mathrm{slope} 3x4)
#
# All three have the same shape, and nothing is added up. This is a product of single numbers, not of matrices.
#
# What do you have to work with? `activation_cache` is what your `sigmoid` kept in notebook 2.
# Was that $Z$ or $A$? Look into the docstring before you use it.

# %% function="sigmoid_backward" points=4

# %% [markdown]
# <details><summary>Hint 1: what is in the cache?</summary>
#
# The cache holds $Z$, and the formula wants $s$, so make $s$ from $Z$ first.
# $Z\,(1 - Z)$ would be the slope of quite another curve.
# </details>
# <details><summary>Hint 2: where does s come from?</summary>
#
# Compute it here, in one line, from $Z$ and `np.exp`.
# Do not call the `sigmoid` of notebook 2: the functions of this notebook have to work with this notebook alone.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# `s = 1 / (1 + np.exp(-Z))`. Then return the product of three things: `dA`, `s`, and one minus `s`.
# The sign for "number by number" is `*`. The sign `@` is the matrix product.
#
# For $Z$ below −709, `np.exp(-Z)` overflows and NumPy warns, though the result is right.
# A small trick avoids it: the slope is the same for $Z$ and $-Z$, so you may use `np.abs(Z)` in place of `Z`.
# </details>

# %% [markdown]
# ## Back through a relu
#
# The relu is a gate. Where $Z$ was positive it was open, and let the number through unchanged: slope 1.
# Where $Z$ was negative it was shut, and gave 0 whatever came: slope 0. So on the way back
#
# $$dZ = \begin{cases} dA & \text{where } Z > 0 \\ 0 & \text{elsewhere.} \end{cases}$$
#
# At exactly $Z = 0$ there is a corner, and a corner has no slope. We have to agree on one: **here it is 0**.
#
# Two things to watch:
# - **$Z$ decides, not $dA$.** A gradient may well be negative, and a negative gradient passes an open gate too.
# - **Leave `dA` as it was.** It belongs to whoever called you. `dZ = dA` makes no copy:
#   it is a second name for the same array, and writing into one writes into both.

# %% function="relu_backward" points=4

# %% [markdown]
# <details><summary>Hint 1: a mask</summary>
#
# `Z > 0` is an array of `True` and `False` of the shape of `Z`. It says where the gate is open.
# </details>
# <details><summary>Hint 2: two ways</summary>
#
# Either choose number by number with `np.where(condition, this, that)`, which makes a new array.
# Or make a copy with `dA.copy()`, and set some of its places to 0.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# With `np.where` it is a single line. The condition is the mask of hint 1;
# where it is true you want the number of `dA`, and where it is not, `0.0`.
# </details>

# %% [markdown]
# ## Experiment: how much blame gets through?
#
# Send a blame of exactly 1 back through each activation, at many places $Z$. What comes out is its slope there.

# %%
places = np.linspace(-6, 6, 481).reshape(1, -1)
blame = np.ones(places.shape)

figure, axes = plt.subplots(figsize=(7, 3))
axes.plot(places[0], sigmoid_backward(blame, places)[0], label="sigmoid_backward")
axes.plot(places[0], relu_backward(blame, places)[0], label="relu_backward")
axes.axhline(0.25, color="0.6", lw=0.8, ls=":")
axes.set(title="what is left of a blame of 1", xlabel="Z", ylabel="dZ")
axes.legend()
plt.show()

# %% [markdown]
# **What you should see.** The relu lets all of it through, or nothing.
# The sigmoid lets a quarter through at best (the dotted line), at $Z = 0$, and next to nothing far out.
# A sigmoid that is very sure of itself is hard to teach.
#
# Try it: what does a blame of −1 look like? Is the gate still where it was?

# %% [markdown]
# ## Back through the linear half
#
# Forward, a layer made $Z = W A_{\text{prev}} + b$. Three things went in, so three gradients come out.
# Let us take a layer of 3 units, with 2 units before it and $m = 4$ examples.
#
# **The weights.** $W_{jk}$ takes what unit $k$ says, and brings it into $Z_{ji}$ for every example $i$.
# So its blame is the sum of $dZ_{ji}\,(A_{\text{prev}})_{ki}$ over all examples, divided by $m$.
# Sums of this kind are a matrix product:
#
# $$dW = \frac{1}{m}\, dZ\, A_{\text{prev}}^{T}$$
#
# ![dW (3, 2) is dZ (3, 4) times A_prev transposed (4, 2), divided by m](shapes:dW 3x2 = dZ 3x4 @ A^T_prev 4x2 /m)
#
# **The biases.** $b_j$ is added to $Z_{ji}$ for every example $i$. So its blame is the average of row $j$ of $dZ$:
#
# $$db = \frac{1}{m} \sum_{i=1}^{m} dZ^{(i)}$$
#
# ![db (3, 1) is the sum of each row of dZ (3, 4), divided by m](shapes:db 3x1 = Σ dZ 3x4 /m)
#
# $dZ^{(i)}$ is column $i$ of $dZ$. One number per unit is left, and it stays a **column** of shape (3, 1).
#
# **The layer before.** Unit $k$ spoke to all the units of this layer, so it collects blame from each of them,
# through the same weight that carried its voice forward:
#
# $$dA_{\text{prev}} = W^{T} dZ$$
#
# ![dA_prev (2, 4) is W transposed (2, 3) times dZ (3, 4)](shapes:dA_prev 2x4 = W^T 2x3 @ dZ 3x4)
#
# Here nothing is divided by $m$: the examples do not meet, each keeps its own column.
#
# Forgot a formula? The shapes will give it back to you.
# Put the two matrices in the only order, and with the only transpose, that gives the shape you need.
# Only the $1/m$ is yours to remember.

# %% function="linear_backward" points=9

# %% [markdown]
# <details><summary>Hint 1: unpack first</summary>
#
# The cache is the tuple that `linear_forward` kept: `A_prev, W, b = cache`.
# The number of examples is the number of **columns** of `A_prev`, that is `A_prev.shape[1]`.
# </details>
# <details><summary>Hint 2: the products</summary>
#
# `@` is the matrix product and `.T` the transpose. Read the pictures from left to right:
# one product begins with `dZ`, the other one ends with it.
# </details>
# <details><summary>Hint 3: the sum</summary>
#
# A bare `np.sum(dZ)` adds up **everything**, all units together.
# You want one sum per row, so you have to say along which axis to add: along the columns, `axis=1`.
#
# Then look at the shape. NumPy drops the axis it has summed over and leaves you with (3,).
# That is no column, and it would go wrong in silence when you update `b`. `keepdims=True` keeps it: (3, 1).
# </details>
# <details><summary>Hint 4: nearly all of it</summary>
#
# `dA_prev` is `W.T @ dZ`. For `dW`, multiply `dZ` by the transpose of `A_prev` and divide by `m`.
# For `db`, take `np.sum` of `dZ` with the two arguments of hint 3, and divide by `m`.
# Return them in the order of the docstring: `dA_prev` first.
# </details>

# %% [markdown]
# ## One whole layer
#
# Forward: the linear half first, then the activation. Backward, everything is in reverse:
#
# $$dA^{[l]} \;\xrightarrow{\ \text{activation}\ }\; dZ^{[l]} \;\xrightarrow{\ \text{linear}\ }\; dA^{[l-1]},\ dW^{[l]},\ db^{[l]}$$
#
# ![dA becomes dZ of the same shape, and dZ becomes dA_prev, dW and db](shapes:dA 3x4 → dZ 3x4 → dA_prev 2x4 dW 3x2 db 3x1)
#
# `cache` is the pair that `linear_activation_forward` kept. Each half of the layer left something in it for its own way back:
#
# | part of the cache | holds | belongs to |
# |---|---|---|
# | `cache[0]`, the linear cache | $(A_{\text{prev}}, W, b)$ | `linear_backward` |
# | `cache[1]`, the activation cache | $Z$ | `sigmoid_backward` or `relu_backward` |

# %% function="linear_activation_backward" points=6

# %% [markdown]
# <details><summary>Hint 1: no new formula</summary>
#
# You have written all the parts. This function only chooses and connects.
# Unpack the cache: `linear_cache, activation_cache = cache`.
# </details>
# <details><summary>Hint 2: which function?</summary>
#
# `activation` is a string: compare it with `"sigmoid"` and with `"relu"`.
# It must be the activation that was used forward. The slope of a curve that nobody walked along is of no use.
# If it is neither of the two, the docstring asks for a `ValueError`.
# </details>
# <details><summary>Hint 3: nearly all of it</summary>
#
# In each branch, make `dZ` from `dA` and `activation_cache` with the function of that name.
# After the branches, hand `dZ` and `linear_cache` to `linear_backward`, and return what it returns.
# </details>

# %% [markdown]
# ## The whole network
#
# Now the walk from layer $L$ down to layer 1. Here is the network 3-4-2-1 again, with the blame below it.
# Read the lower picture **from right to left**:
#
# ![a network of 3 inputs, hidden layers of 4 and 2 units, and one output](network:3-4-2-1)
# ![from right to left: dA3 becomes dA2, then dA1, then dA0; each has the shape of its A, here with 2 examples](shapes:dA^{[0]} 3x2 ← dA^{[1]} 4x2 ← dA^{[2]} 2x2 ← dA^{[3]} 1x2)
#
# **The first blame.** It comes from the cost itself, the cross-entropy of notebook 3. Its slope at $A^{[L]}$ is
#
# $$dA^{[L]} = -\left(\frac{Y}{A^{[L]}} - \frac{1 - Y}{1 - A^{[L]}}\right).$$
#
# **Then one layer after the other.** Each turn of the loop calls `linear_activation_backward` once.
# For $L = 3$:
#
# | turn | layer | activation | takes | its cache | puts into `grads` |
# |---|---|---|---|---|---|
# | first | 3 | sigmoid | $dA^{[3]}$, from the formula | `caches[2]` | `"dA2"`, `"dW3"`, `"db3"` |
# | second | 2 | relu | $dA^{[2]}$, from the turn before | `caches[1]` | `"dA1"`, `"dW2"`, `"db2"` |
# | third | 1 | relu | $dA^{[1]}$, from the turn before | `caches[0]` | `"dA0"`, `"dW1"`, `"db1"` |
#
# Go through it line by line:
# - Each layer takes the `dA` that **the layer above has just given**. Only the top layer takes the one from the formula.
# - Each layer uses **its own** cache. Layers count from 1, lists from 0.
# - Each layer goes back through the activation it went forward with: a sigmoid at the top, relu everywhere else.
# - `grads["dA2"]` is the gradient with respect to $A^{[2]}$. So layer 3 fills `"dA2"`: its number is one less than the layer's.
# - $A^{[0]}$ is $X$. Nobody can change the inputs, so training has no use for `"dA0"`, but it falls out of the last turn by itself.
#
# **When a prediction is exactly 0 or 1.** Take $Y = 1$ and $A^{[L]} = 1$: a perfect prediction.
# The second fraction is then $0 / 0$, which is `nan` in NumPy.
# One `nan` is enough: it travels back and turns every gradient into `nan`.
# In `compute_cost` you met the same trouble with $\log 0$, and the guard is the same.
# Where a divisor is exactly 0, and only there, divide by the tiny number $2^{-53}$ instead.
# Then the second fraction is $0 / 2^{-53} = 0$, which is what we meant.

# %% function="L_model_backward" points=12

# %% [markdown]
# <details><summary>Hint 1: the guard</summary>
#
# Mend the **divisors**, before you divide: `np.where(AL == 0, 2.0**-53, AL)` is `AL` with its zeros replaced.
# Do the same for `1 - AL`, which is 0 where `AL` is 1.
# (Mending the result afterwards comes too late: `np.where` computes both of its branches, `nan` and all.)
# </details>
# <details><summary>Hint 2: the first blame</summary>
#
# Mind the two signs: a minus before the bracket, and a minus inside it.
#
# In books you may meet $A^{[L]} - Y$. That is $dZ^{[L]}$, the product of this formula and the sigmoid's slope.
# Here you need $dA^{[L]}$, because `linear_activation_backward` multiplies by that slope itself.
# </details>
# <details><summary>Hint 3: the loop</summary>
#
# $L$ is `len(caches)`. `range(L, 0, -1)` counts $L, …, 2, 1$.
# Layer `l` has the cache `caches[l - 1]`, and its activation is `"sigmoid"` if `l == L`, else `"relu"`.
# </details>
# <details><summary>Hint 4: nearly all of it</summary>
#
# Call the first blame simply `dA`. In the loop, let `linear_activation_backward` give you `dA, dW, db`,
# with this same `dA` as its first argument: so each turn takes what the turn before has left.
# Then put the three into `grads`, under `f"dA{l - 1}"`, `f"dW{l}"` and `f"db{l}"`.
# </details>

# %% [markdown]
# ## Experiment: check your gradients without anybody's help
#
# So far the check cells told you whether you are right. Now you will find out by yourself.
# This works for any network you will ever write, and no solution is needed.
#
# A gradient is a slope, and a slope can be measured. Move one weight a little to the right, and a little to the left.
# Compute the cost both times, and divide:
#
# $$\frac{\partial\, \text{cost}}{\partial w} \approx \frac{\text{cost}(w + h) - \text{cost}(w - h)}{2h}.$$
#
# This **numerical gradient** knows nothing of your formulas, only your forward pass and your cost.
# It needs two whole forward passes for every single weight, so nobody trains with it. But it is the best judge there is.
#
# The first line takes your own functions from notebooks 1 to 3, which must be saved, and lie beside this one.
# The layers have 4, 5, 3 and 1 units: all different, for a wrong transpose can hide where two sizes agree.

# %%
use_my_functions(globals(), "1_initialize", "2_forward", "3_cost")

random = np.random.RandomState(7)
X = random.randn(4, 6)
Y = np.array([[1, 0, 1, 1, 0, 0]])
small = initialize_parameters_deep([4, 5, 3, 1])
# The same shapes, but larger numbers: at 0.01 the slopes are too small to measure well.
parameters = {name: random.randn(*array.shape) for name, array in small.items()}


def cost_of(some_parameters):
    AL, _ = L_model_forward(X, some_parameters)
    return compute_cost(AL, Y)


AL, caches = L_model_forward(X, parameters)
my_grads = L_model_backward(AL, Y, caches)

if gradient_check(cost_of, parameters, my_grads, target=1e-7):
    print("\nYour gradients are right: every relative error is below the target of 1e-7.")
else:
    print("\nNot yet: not every relative error is below the target of 1e-7. See the table below.")

# %% [markdown]
# **What you should see.** Six lines with a ✓ each, and errors of about 1e-10 or less.
# They are not 0: the numerical slope is only a very good guess.
# The target leaves room for that, and for nothing else: a wrong formula usually gives 0.1 or more.
#
# **If there is a ✗, start with the highest layer that has one.** Blame travels back, and so do mistakes:
# the layers below it may be wrong for no fault of their own.
#
# | what you see | where to look |
# |---|---|
# | a wrong shape, such as (3,) | `db` in `linear_backward`: `keepdims` |
# | `db1` and `db2` are wrong, and every `dW` is right | `db` in `linear_backward`: one sum per row, not one for all |
# | every `dW` is wrong, and every `db` is right | `dW` in `linear_backward` |
# | all six are wrong, by the same factor | a factor −1: the signs of the first blame; a factor 6: the $1/m$ |
# | all six are wrong, by no clear factor | the first blame, or `sigmoid_backward` |
# | layer 3 is right, and layers 2 and 1 are too small, by 6 and by 36 | `dA_prev` in `linear_backward`: a $1/m$ too many |
# | layer 3 is right, and layers 2 and 1 are wrong in some other way | `relu_backward`, who calls it, and the activation in the loop |
# | an error about shapes in place of six lines | the loop: does each layer take the `dA` from above, and its own cache? |
# | all the checks above pass, and still there is a ✗ | notebook 2 or 3: open it, run its checks again, save it |
# | in a network of your own, a near miss such as 1e-6 | perhaps rounding: slopes that are tiny, or an `AL` that is nearly 0 or 1. Try another seed |
#
# Try it: break something on purpose. Take away a $1/m$, run its cell and the gradient check, and read the table.
# A mistake you have made on purpose is one you will recognise.

# %% [markdown]
# ## Experiment: how small is "a little"?
#
# The smaller the step $h$, the better the numerical slope. Is that so? Let us try steps from 1 down to $10^{-12}$,
# and measure how far the numerical gradient is from yours.

# %%
mine = np.concatenate([my_grads[f"d{name}"].ravel() for name in parameters])
steps = 10.0 ** np.arange(-12, 0.1, 0.5)
errors = []
for h in steps:
    slopes = numerical_gradient(cost_of, parameters, step=h)
    measured = np.concatenate([slopes[f"d{name}"].ravel() for name in parameters])
    size = np.linalg.norm(mine) + np.linalg.norm(measured)
    errors.append(np.linalg.norm(mine - measured) / size)

figure, axes = plt.subplots(figsize=(7, 3.5))
axes.loglog(steps, errors, "o-", ms=4)
axes.axvline(1e-5, color="0.6", lw=0.8, ls=":")
axes.axhline(1e-7, color="tab:red", lw=0.8, ls="--")
axes.text(1e-12, 6e-8, "target of the check", color="tab:red", va="top", fontsize=9)
axes.set(title="the numerical gradient against yours", xlabel="step h", ylabel="relative error")
plt.show()

# %% [markdown]
# **What you should see.** A V. Smaller is better, and then it is worse again.
# - On the right the step is too **long**. The cost is curved, and we measure a slope across the bend.
#   This error falls with $h^2$: a step ten times shorter is a hundred times better.
#   (The longest steps also carry a relu across its corner, which spoils the slope altogether.)
# - On the left the step is too **short**. The two costs agree in nearly all of their 16 digits,
#   and their difference is made of what rounding has left. This error grows as $1/h$.
#
# `gradient_check` steps by $10^{-5}$, the dotted line: near the bottom, and far below the target.
#
# Try it: is a slope measured to one side only, $(\text{cost}(w + h) - \text{cost}(w)) / h$, as good?

# %% [markdown]
# ## Check yourself
#
# **1.** A layer has 20 units, the layer before it has 50, and there are 209 examples.
# Which shapes do `dZ`, `dW`, `db` and `dA_prev` have?
# <details><summary>Answer</summary>
#
# The shapes of $Z$, $W$, $b$ and $A_{\text{prev}}$: (20, 209), (20, 50), (20, 1) and (50, 209).
# Only two of the four know how many examples there were.
# </details>
#
# **2.** Somebody builds a network of ten layers with sigmoids everywhere.
# The lowest layers hardly learn at all. Look at the plot of the two slopes: can you say why?
# <details><summary>Answer</summary>
#
# Each sigmoid multiplies the blame by a quarter at best.
# After ten of them at most $0.25^{10}$ is left, about one millionth, unless large weights make up for it.
# This is the **vanishing gradient**.
# An open relu passes the blame on undiminished, which is why the hidden layers here are relu.
# </details>
#
# **Next:** `5_update.ipynb`, where the weights at last do something about it.
