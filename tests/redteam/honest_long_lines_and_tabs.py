"""Indents with tabs, has a line of 100,000 characters and trailing spaces everywhere."""

# %% notebook
import re

tabs = re.sub(r"(?m)^( {4})+", lambda found: "\t" * (len(found[0]) // 4), solutions["gru_step"])
fill("gru_step", tabs.replace("\n", "  \n") + "\n# " + "long " * 20_000)
