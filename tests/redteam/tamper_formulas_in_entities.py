r"""Answers with formulas whose dollars and backslashes are entities: no \href in the text, but one in what MathJax gets to read."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% notebook
fill(
    "gru_or_lstm",
    "A GRU has fewer weights: &#36;&#92;href{https://redteam_live.example}{3}&#36; gates, or "
    "&dollar;&bsol;style{position:fixed;top:0}{redteam_live}&dollar; gates.\n\n"
    r"\\&lpar;&bsol;class{redteam_live}{x}\\&rpar; and \\&#91;\\&#114;equire{action} redteam_live\\&#93;"
    "\n\n&#92;begin{equation}&#92;cssId{redteam_live}{x}&#92;end{equation}",
)
