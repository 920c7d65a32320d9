"""The commands of `grader`: one file each. cli.py puts them together."""
