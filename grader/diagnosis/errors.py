"""Errors of Python and NumPy in other words: what the message means, and where to look.

Only what learners stumble over stands here. A sentence says what must be true where the message
comes, and names no value.
"""

import re

TOO_FEW = "A function is called with fewer things than it takes."
TOO_MANY = "A function is called with more things than it takes."
# A message, as "TypeError: what it said", or its beginning, and what is said beside it.
MEANINGS: dict[str, str] = {
    r"TypeError: Cannot interpret '.*' as a data type": (
        "np.zeros, np.ones and their like take the shape as one tuple: np.zeros((n, 1)), with "
        "two brackets; what comes second is a dtype."
    ),
    r"TypeError: only (integer scalar arrays can be converted to a scalar index|int.* scalar)": (
        "An array stands where NumPy wants one whole number, such as an axis: np.max(a, axis) "
        "looks for the largest along an axis, np.maximum(a, b) compares number by number."
    ),
    r"TypeError: .*ndarray' object cannot be interpreted as an integer": (
        "An array stands where one whole number belongs, such as a size or an axis: np.max(a, "
        "axis) looks for the largest along an axis, np.maximum(a, b) compares number by number."
    ),
    r"TypeError: .*float.* object cannot be interpreted as an integer": (
        "A float stands where a whole number belongs, such as a size or a count: / gives a float, "
        "and so does a factor within the brackets of the size."
    ),
    r"TypeError: 'tuple' object cannot be interpreted as an integer": (
        "The sizes are wanted one by one: randn(rows, columns), and not randn((rows, columns))."
    ),
    r"(numpy\.exceptions\.)?AxisError: axis": (
        "The array has fewer axes than the call counts on: look at its shape just before."
    ),
    r"IndexError: (list|tuple) index out of range": (
        "An entry is asked for that is not there: n entries have the places 0 to n - 1, and "
        "range(n) ends with n - 1."
    ),
    r"IndexError: index .* is out of bounds": (
        "An entry is asked for that the array does not have: n entries have the places 0 to n - 1."
    ),
    r"IndexError: boolean index did not match": (
        "The mask and the array that it chooses from have different shapes: they belong to "
        "different layers, or one of them is transposed."
    ),
    r"IndexError: too many indices": (
        "The array has fewer axes than there are numbers in the brackets."
    ),
    r"IndexError: only integers, slices": (
        "What stands in the brackets is no whole number, slice or mask: one / makes a float of "
        "it, and a text is for dictionaries."
    ),
    r"TypeError: list indices must be integers": (
        "A list is asked for by number; what stands in the brackets is none."
    ),
    r"TypeError: tuple indices must be integers": (
        "A tuple is asked for by number, and a named one by a point and a name; what stands in the "
        "brackets is no number. Or some call gives several things at once."
    ),
    r"TypeError: string indices must be integers": (
        "A text is asked as if it were a dictionary: a loop over a dictionary gives its keys."
    ),
    r"TypeError: can only concatenate (list|tuple)": (
        "A list, or a tuple, and something else cannot be put together with +: [x] makes a list of "
        "one thing, and (x,) a tuple."
    ),
    r"TypeError: can only concatenate str": (
        "A text and a number cannot be put together with +: str(number) makes a text, and so "
        'does f"W{number}".'
    ),
    r"TypeError: (unsupported operand|.* not supported between).*NoneType": (
        "Something is None: a function without return gives that, and so does a method that "
        "works in place."
    ),
    r"TypeError: (cannot unpack non-iterable NoneType|'NoneType' object)": (
        "Something is None: a function without return gives that, and so does a method that "
        "works in place."
    ),
    r"AttributeError: module '.*' has no attribute": (
        "The module has nothing of that name: look at how it is spelled."
    ),
    r"AttributeError: '(int|float)' object": (
        "A plain number is asked for what only an array, or a module, has: look for the line that "
        "gave the name that value."
    ),
    r"AttributeError: 'tuple' object": (
        "A tuple is asked for a part by name, as if it were one thing: its parts have places and "
        "no names. Take it apart first, with as many names on the left as it has parts."
    ),
    r"TypeError: .* missing \d+ required .*argument": TOO_FEW,
    r"TypeError: .* takes .*positional argument.* given": TOO_MANY,
    r"RuntimeError: dictionary changed size": (
        "A dictionary gets new keys while a loop goes over it: put them into another one."
    ),
    r"AttributeError: 'NoneType' object": (
        "Something is None: a function without return gives that."
    ),
    r"TypeError: '.*' object is not callable": (
        "Something that is no function is called: brackets ( ) call, brackets [ ] choose; or a "
        "* is missing."
    ),
    r"TypeError: unhashable type": ("A list or an array is used as a key of a dictionary."),
    r"TypeError: only (length-1|size-1|0-dimensional) arrays": (
        "A function for one number, such as those of math, is given an array: NumPy's own take "
        "both."
    ),
    r"ValueError: math domain error": (
        "The logarithm of 0 is asked for, or the root of a negative number."
    ),
    r"OverflowError: math range error": (
        "math.exp gives up where the result is too large for a float; np.exp gives infinity."
    ),
    r"ValueError: too many values to unpack": (
        "More things came than there are names on the left."
    ),
    r"ValueError: not enough values to unpack": (
        "Fewer things came than there are names on the left."
    ),
    r"ValueError: (shapes .* not aligned|matmul: Input operand 1)": (
        "A matrix product wants as many columns on its left as rows on its right: write both "
        "shapes down."
    ),
    r"ValueError: operands could not be broadcast": (
        "Two arrays of different shapes meet in +, -, * or /: sizes must be the same, or 1."
    ),
    r"ValueError: non-broadcastable output": (
        "What is added in place is larger than what it is added to."
    ),
    r"ValueError: could not broadcast input array": (
        "What is put into an array has another shape than the place that it is put into."
    ),
    r"ValueError: setting an array element with a sequence": (
        "An array is made of things of different shapes: some call gives several things at once."
    ),
    r"ValueError: cannot reshape": ("reshape keeps the number of entries; this shape has another."),
    r".*UFuncOutputCastingError|.*UFuncTypeError: Cannot cast|.*UFuncOutputCastingTypeError": (
        "A float is put into an array of whole numbers in place: -= keeps the dtype that is there."
    ),
    r"TypeError: .*\b(got|not|type) '?(builtin_function_or_method|method|function)\b": (
        "A function stands where what it gives belongs: brackets behind its name call it."
    ),
    r"TypeError: ufunc 'bitwise_(and|or)' not supported": (
        "& and | come before < and >: each comparison beside them needs brackets of its own."
    ),
    r"KeyError: ": ("The dictionary has no such key: print its keys just before."),
    r"RecursionError": ("The function calls itself without an end."),
    r"ZeroDivisionError": ("Something is divided by a 0 of Python's: a size, or a count, is 0."),
    r"AssertionError": (
        "An assert in your own code stops it: print what it compares. Either that is wrong, or the "
        "assert asks for more than the docstring promises, and has to go."
    ),
    r"ModuleNotFoundError": ("A module is imported that is not installed here."),
}
_FORMS = [(re.compile(form, re.DOTALL), said) for form, said in MEANINGS.items()]


def meaning(error: str) -> str:
    """What an error means, in a sentence; empty where there is none for it."""
    return next((said for form, said in _FORMS if form.match(error)), "")
