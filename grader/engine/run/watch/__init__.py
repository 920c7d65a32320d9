"""Watching a folder: what arrives is collected, graded, and its feedback published."""
