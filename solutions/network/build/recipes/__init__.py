"""The inputs of every case, one module per step; a recipe has the name of its function.

A recipe takes a Draw and yields title, why, args and kwargs. Public and hidden cases come from
the same recipes, so that neither finds a mistake that the other cannot.
"""
