"""What several cases say, and how their titles count."""

# Of equal sizes, a wrong product has a value in place of an error, and the value tells which.
SQUARE = "equal sizes: here nothing but the numbers shows which matrix is which"
UNKNOWN = "a word that is neither is a ValueError: a silent guess would cost an evening"
DEEP = "from layer 10 on, the number in a key has two digits"
ORDER = "a dictionary has no first key: the names say which array is which"
# Each of them is taken for a known word by some short cut: a part of the word, or its first letter,
# or that it is itself a part of one, as `word in "relu"` asks.
STRANGERS = ("tanh", "leaky_relu", "softmax", "sig", "elu")


def listed(numbers: list[int]) -> str:
    """3, 2 and 1 as "3, 2, 1"."""
    return ", ".join(map(str, numbers))


def count(n: int, what: str) -> str:
    """1 unit, 2 units."""
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
