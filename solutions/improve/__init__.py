"""The reference of the second assignment, one step a file: make a network learn better."""

from .initialize import initialize_parameters_he, initialize_parameters_xavier

__all__ = [
    "initialize_parameters_he",
    "initialize_parameters_xavier",
]
