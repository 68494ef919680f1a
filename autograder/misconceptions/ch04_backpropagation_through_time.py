"""Mistakes of chapter 4, backpropagation through time."""

from autograder.misconceptions import wrong

# -- bptt --------------------------------------------------------------------------------------


# -- long_term_dependencies --------------------------------------------------------------------
