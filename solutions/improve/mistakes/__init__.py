"""The catalogue: mistakes that learners make, and right answers that look different.

Hidden like the solutions, for a wrong answer with one fault is nearly the answer.
"""
