"""Wrong implementations with one fault each, one module per function, in the course's order."""
