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
    AL = np.clip(AL, 1e-15, 1 - 1e-15)
    cost = -(np.vdot(Y, np.log(AL)) + np.vdot(1 - Y, np.log(1 - AL))) / Y.shape[1]
    return cost.item()
""",
    ),
    Right(
        "compute_cost",
        "the probability of the true label",
        """
def compute_cost(AL, Y):
    return -np.log(np.where(Y == 1, AL, 1 - AL)).mean(axis=1).sum()
""",
    ),
    Right(
        "compute_cost",
        "adds 1e-8 in the logs",
        (
            ("    AL = np.clip(AL, 2.0**-53, 1 - 2.0**-53)\n", ""),
            ("np.log(AL)", "np.log(AL + 1e-8)"),
            ("np.log(1 - AL)", "np.log(1 - AL + 1e-8)"),
        ),
    ),
    Right(
        "compute_cost",
        "nan to zero",
        """
def compute_cost(AL, Y):
    return -np.nansum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / Y.shape[1]
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
        total -= log(a) if y else log(1 - a)
    return total / len(Y[0])
""",
    ),
    Right(
        "compute_cost",
        "log1p",
        """
def compute_cost(AL, Y):
    with np.errstate(divide="ignore", invalid="ignore"):
        ones, zeros = Y * np.log(AL), (1 - Y) * np.log1p(-AL)
    return -(np.where(Y == 0, 0, ones) + np.where(Y == 1, 0, zeros)).mean()
""",
    ),
    Right(
        "compute_cost",
        "matrix products and a squeeze",
        """
def compute_cost(AL, Y):
    m = Y.shape[1]
    eps = np.finfo(float).tiny
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
    P[P == 0], P[P == 1] = 1e-16, 1 - 1e-16
    return np.float64(np.average(-(Y * np.log(P) + (1 - Y) * np.log(1 - P + 1e-300))))
""",
    ),
    Right(
        "compute_cost",
        "one number brought down by item",
        (("np.squeeze(cost)", "np.asarray(cost).item()"),),
    ),
)
