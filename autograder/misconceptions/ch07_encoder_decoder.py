"""Mistakes of chapter 7, encoder and decoder."""

from autograder.misconceptions import wrong

# -- parallel_text -----------------------------------------------------------------------------


# -- encoder_decoder ---------------------------------------------------------------------------

