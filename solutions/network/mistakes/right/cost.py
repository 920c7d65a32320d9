"""Right implementations of step 3 that look different."""

from grader.engine.authoring import Right

RIGHT = (
    Right(
        "compute_cost",
        "a float of rank 0",
        (("np.squeeze(cost)", "np.array(cost)"),),
    ),
    Right(
        "compute_cost",
        "a Python float",
        (("np.squeeze(cost)", "float(cost)"),),
    ),
    Right(
        "compute_cost",
        "two products",
        """
def compute_cost(AL, Y):
    AL = np.clip(AL, np.finfo(float).epsneg, 1 - np.finfo(float).epsneg)
    cost = -(np.vdot(Y, np.log(AL)) + np.vdot(1 - Y, np.log(1 - AL))) / Y.shape[1]
    return cost.item()
""",
    ),
    Right(
        "compute_cost",
        "the probability of the true label",
        """
def compute_cost(AL, Y):
    p = np.where(Y == 1, AL, 1 - AL)
    return -np.log(np.where(p == 0, 2.0**-53, p)).mean(axis=1).sum()
""",
    ),
    Right(
        "compute_cost",
        "a loop in plain Python",
        """
from math import log

def compute_cost(AL, Y):
    total = 0
    for a, y in zip(AL.ravel().tolist(), Y.ravel().tolist()):
        total -= log((a if y else 1 - a) or 2.0**-53)
    return total / len(Y[0])
""",
    ),
    Right(
        "compute_cost",
        "log1p",
        """
def compute_cost(AL, Y):
    with np.errstate(divide="ignore"):
        ones, zeros = np.log(AL), np.log1p(-AL)
    return -np.maximum(np.where(Y == 1, ones, zeros), np.log(2.0**-53)).mean()
""",
    ),
    Right(
        "compute_cost",
        "matrix products and a squeeze",
        """
def compute_cost(AL, Y):
    m = Y.shape[1]
    eps = 2.0**-53
    cost = np.dot(Y, np.log(np.maximum(AL, eps)).T) + np.dot(1 - Y, np.log(np.maximum(1 - AL, eps)).T)
    return np.squeeze(-cost / m)
""",
    ),
    Right(
        "compute_cost",
        "math.fsum and a generator",
        """
import math

def loss(a, y):
    p = a if y == 1 else 1 - a
    return -math.log(max(p, 2.0**-53))

def compute_cost(AL, Y):
    losses = [loss(a, y) for a, y in zip(AL.flat, Y.flat)]
    return math.fsum(losses) / len(losses)
""",
    ),
    Right(
        "compute_cost",
        "np.average and a copy with ends moved",
        """
def compute_cost(AL, Y):
    P = AL.copy()
    P[P == 0], P[P == 1] = 2.0**-53, 1 - 2.0**-53
    return np.float64(np.average(-(Y * np.log(P) + (1 - Y) * np.log(1 - P + 1e-300))))
""",
    ),
    Right(
        "compute_cost",
        "one number brought down by item",
        (("np.squeeze(cost)", "np.asarray(cost).item()"),),
    ),
)
