"""Has half a character, null characters and escape sequences in its answers and in its text."""

MAY_BE_REFUSED = True

# %% notebook
fill("gru_step", "name = '\ud800 \x00 \x1b[31m \u202e'\ndef gru_step(*_):\n    return '\udfff'")
fill("gru_or_lstm", "half a character \ud83d and none \x00")
