"""One submission, from its cells to its verdicts."""
