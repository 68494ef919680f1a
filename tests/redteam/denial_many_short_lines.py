"""Hands in a source of ten million lines of one letter, each of which takes twenty times its room, and no bracket to be counted."""

MAY_BE_REFUSED = True

# %% file
lines = '"\u0100",' * 9_800_000 + '"\U0001f40c"'
path.write_text('{"nbformat": 4, "cells": [{"cell_type": "code", "source": [' + lines + "]}]}", encoding="utf-8")
