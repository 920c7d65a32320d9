"""A case of a check: how it is stored, put to a function, compared and judged."""
