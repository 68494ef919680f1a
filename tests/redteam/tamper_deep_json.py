"""Hands in a file of a hundred thousand opening brackets, with a notebook around it."""

MAY_BE_REFUSED = True

# %% file
path.write_text(
    '{"nbformat": 4, "nbformat_minor": 5, "metadata": {"x": ' + "[" * 100_000 + "]" * 100_000 + '}, "cells": []}'
)
