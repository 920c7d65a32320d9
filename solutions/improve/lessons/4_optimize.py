# %% [markdown]
# # 4 · Optimize
#
# **You will build** momentum, Adam, and a learning rate that shrinks.<br>
# **Time** about 50 minutes · **Difficulty** ●●●○○
#
# Plain gradient descent has no memory. Each step goes where the slope points at this very place, and forgets the one before.
# In a long, narrow valley it jumps from wall to wall, and hardly moves along.
# All the methods of this notebook cure that with an **average over the past**.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from grader import check

# %% [markdown]
# ## Momentum: a start
#
# The average of the past gradients is called the **velocity** $v$. Every parameter has its own, with its own shape.
# Before the first step there is no past, so it begins with zeros:
#
# $$v_{dW^{[l]}} = 0, \qquad v_{db^{[l]}} = 0, \qquad l = 1, \dots, L.$$
#
# ![the velocity of W has the shape of W](shapes:W 3x4 v_{dW} 3x4 b 3x1 v_{db} 3x1)
#
# The keys are those of the gradients: `v["dW1"]` belongs to `parameters["W1"]` and to `grads["dW1"]`.

# %% function="initialize_velocity" points=2

# %% [markdown]
# <details><summary>Hint 1: the keys</summary>
#
# `for name, theta in parameters.items()` gives you each name and its array. The new key is `"d" + name`.
# </details>
# <details><summary>Hint 2: zeros of a shape</summary>
#
# `np.zeros(theta.shape)` makes zeros of the right shape.
# </details>

# %% [markdown]
# ## Momentum: a step
#
# In every step a part of the old velocity stays, and a part of the new gradient joins it. The step goes along the **new** velocity:
#
# $$v \leftarrow \beta\, v + (1 - \beta)\, d\theta, \qquad \theta \leftarrow \theta - \alpha\, v$$
#
# for every $\theta$ among $W^{[1]}, b^{[1]}, \dots, W^{[L]}, b^{[L]}$. With $\beta = 0.9$ the velocity is an average of about the last ten gradients.
# From wall to wall they cancel, along the valley they add up.
# As always, you return **new** arrays, and leave those of the caller as they were.

# %% function="update_parameters_with_momentum" points=5

# %% [markdown]
# <details><summary>Hint 1: two dictionaries</summary>
#
# Start with two empty ones, for the parameters and for the velocities. Fill both in one loop.
# </details>
# <details><summary>Hint 2: nearly all of it</summary>
#
# In the loop: first `new_v["d" + name]` from `v` and `grads`, then the new parameter from `theta` and the velocity that you have just made.
# </details>

# %% [markdown]
# ## Adam: a start
#
# A second idea: some parameters have large gradients, others small ones. One learning rate for all is too large for some, and too small for others.
# So let us keep a second average $s$, of the **squares** of the gradients. Its root tells how large a gradient usually is.

# %% function="initialize_adam" points=2

# %% [markdown]
# <details><summary>Hint: two of them</summary>
#
# Like `initialize_velocity`, twice. `v = s = {}` would be **one** dictionary with two names.
# </details>

# %% [markdown]
# ## Adam: a step
#
# $$\begin{aligned}
# v &\leftarrow \beta_1 v + (1 - \beta_1)\, d\theta, & \hat v &= \frac{v}{1 - \beta_1^{\,t}}, \\
# s &\leftarrow \beta_2 s + (1 - \beta_2)\, d\theta^2, & \hat s &= \frac{s}{1 - \beta_2^{\,t}}, \\
# \theta &\leftarrow \theta - \alpha\, \frac{\hat v}{\sqrt{\hat s} + \varepsilon}.
# \end{aligned}$$
#
# **Why the correction?** Both averages begin with zeros. After the first step $v$ is only $0.1\, d\theta$, and $s$ is only $0.001\, d\theta^2$.
# The hats divide by just what is missing. $t$ is the number of the step. It begins with 1: with $t = 0$ you would divide by $1 - 1 = 0$.
#
# **What is kept?** $v$ and $s$, without the hats. The hats are for this one step.
#
# **Where is ε?** Beside the root, and not below it. It keeps a parameter whose gradient is 0 from 0 / 0.
#
# Look at the very first step: $\hat v = d\theta$ and $\hat s = d\theta^2$, so the step is $\alpha\, d\theta / |d\theta|$.
# Every parameter moves by just $\alpha$, however large its gradient is.

# %% function="update_parameters_with_adam" points=7

# %% [markdown]
# <details><summary>Hint 1: an order that works</summary>
#
# For each parameter: new `v`, new `s`, both hats, and then the step. Put the new `v` and `s` into new dictionaries, and the hats into plain variables.
# </details>
# <details><summary>Hint 2: the powers</summary>
#
# `beta1 ** t`, not `beta1 * t`, and not `beta1` alone.
# </details>
# <details><summary>Hint 3: t</summary>
#
# The function does not count. It is told `t`, and raises a `ValueError` where that is less than 1.
# </details>

# %% [markdown]
# ## A learning rate that shrinks
#
# Far from the goal you want long steps, close to it short ones. The simplest plan lets the learning rate shrink from epoch to epoch:
#
# $$\alpha = \frac{\alpha_0}{1 + \text{decay\_rate} \cdot \text{epoch\_num}}$$

# %% function="update_lr" points=1

# %% [markdown]
# <details><summary>Hint: brackets</summary>
#
# `a / 1 + b` is `(a / 1) + b`. What stands below the line of a fraction needs brackets in Python.
# </details>

# %% [markdown]
# ## ... in steps
#
# After a thousand epochs, that rate has become tiny, and the training stops before it is there. So another plan changes it only now and then:
#
# $$\alpha = \frac{\alpha_0}{1 + \text{decay\_rate} \cdot \lfloor \text{epoch\_num} / \text{time\_interval} \rfloor}$$
#
# $\lfloor x \rfloor$ is the whole part of $x$: with an interval of 10, the epochs 0 to 9 have the same learning rate, and 10 to 19 the next one.

# %% function="schedule_lr_decay" points=2

# %% [markdown]
# <details><summary>Hint: the whole part</summary>
#
# `7 // 2` is 3.
# </details>

# %% [markdown]
# ## Experiment: a narrow valley
#
# The cost $\frac12 (w_1^2 + 40\, w_2^2)$ has a valley that is long in one direction and steep in the other. The lowest point is in the middle.
# Three walkers start at the same place, and make 60 steps each with **your** functions.


# %%
def slope(parameters):
    w = parameters["W1"]
    return {"dW1": w * np.array([[1.0, 40.0]]), "db1": np.zeros((1, 1))}


def walk(kind, rate, steps=60):
    parameters = {"W1": np.array([[-9.0, 1.5]]), "b1": np.zeros((1, 1))}
    velocity, (v, s), path = initialize_velocity(parameters), initialize_adam(parameters), []
    for t in range(1, steps + 1):
        path.append(parameters["W1"][0])
        grads = slope(parameters)
        if kind == "Adam":
            parameters, v, s = update_parameters_with_adam(parameters, grads, v, s, t, rate)
        else:
            beta = 0.9 if kind == "momentum" else 0.0
            parameters, velocity = update_parameters_with_momentum(
                parameters, grads, velocity, beta, rate
            )
    return np.array(path)


def cost(w1, w2):
    return (w1**2 + 40 * w2**2) / 2


w1, w2 = np.meshgrid(np.linspace(-10, 4, 141), np.linspace(-2, 2, 81))
figure, axes = plt.subplots(3, 1, figsize=(8, 6.5), sharex=True, layout="constrained")
for panel, (kind, rate) in zip(
    axes, (("plain", 0.045), ("momentum", 0.045), ("Adam", 0.5)), strict=True
):
    path = walk(kind, rate)
    panel.contour(
        w1, w2, cost(w1, w2), levels=np.geomspace(0.5, 120, 9), colors="0.8", linewidths=0.8
    )
    panel.plot(*path.T, "o-", ms=3, lw=1)
    panel.set(title=f"{kind}, learning rate {rate}", ylabel="$w_2$")
    print(f"{kind:8} after 60 steps: cost {cost(*path[-1]):.5f}")
axes[-1].set_xlabel("$w_1$")
plt.show()

# %% [markdown]
# **What you should see.** Plain descent jumps from wall to wall, and when that has died down, it creeps: the learning rate that the steep direction
# can bear is far too small for the long one. Momentum swings, but every swing brings it a good way along the valley.
# Adam does not care that one direction is 40 times as steep: its first steps go straight across, as far in the one direction as in the other.
# Then it overshoots, for it has momentum too.
#
# After 60 steps both are about three times as low as plain descent. Neither is at the bottom. Nothing is free here:
# with momentum and Adam the last steps circle around the goal, and that is what a shrinking learning rate is for.
#
# Try it: a learning rate of 0.051 for plain descent. What is special about 0.05 in this valley?

# %% [markdown]
# ## Experiment: without the correction
#
# What is the length of the first ten steps of Adam, if the gradient is always 3?

# %%
parameters, grads = (
    {"W1": np.zeros((1, 1)), "b1": np.zeros((1, 1))},
    {"dW1": np.full((1, 1), 3.0), "db1": np.zeros((1, 1))},
)
v, s = initialize_adam(parameters)
for t in range(1, 11):
    before = parameters["W1"][0, 0]
    parameters, v, s = update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01)
    bare = 0.01 * v["dW1"][0, 0] / np.sqrt(s["dW1"][0, 0])
    print(
        f"step {t:2}: {before - parameters['W1'][0, 0]:.5f}    without the hats it would be {bare:.5f}"
    )

# %% [markdown]
# **What you should see.** With the correction, every step is 0.01 long, the learning rate. Without it, the first would be three times as long,
# and the next ones longer still: $s$ starts more slowly than $v$, so the root below the line is too small.

# %% [markdown]
# ## Check yourself
#
# **1.** You multiply the cost by 1000. What becomes of the steps of plain descent, of momentum, of Adam?
# <details><summary>Answer</summary>
#
# With plain descent and momentum they are 1000 times as long, and the training explodes. Adam does not notice:
# $\hat v$ and $\sqrt{\hat s}$ are both 1000 times as large, and the quotient stays.
# </details>
# <br>
#
# **2.** In each epoch somebody starts again with $t = 1$, and keeps $v$ and $s$. What happens?
# <details><summary>Answer</summary>
#
# The averages are full already, and are divided by 0.1 and 0.001 all the same. $\hat v$ becomes ten times too large, and the root of $\hat s$ about 32 times:
# the first steps of every epoch are too short. $t$ has to go on counting.
# </details>
#
# **Next:** `5_classes.ipynb`, where the network learns to choose among more than two answers.
