"""Mistakes of chapter 6, deep and bidirectional networks."""

from autograder.misconceptions import wrong

# -- deep --------------------------------------------------------------------------------------


# -- bidirectional -----------------------------------------------------------------------------
