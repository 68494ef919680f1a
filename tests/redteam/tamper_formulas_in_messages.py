r"""Raises exceptions that are formulas: MathJax reads a report as it reads a text, and makes links and styles of \href and \style."""

DESERVES = {"count_parameters": 1.0}

# %% right count_parameters


# %% gru_step
def gru_step(x_t, h_prev, gates):
    raise ValueError(r"$\href{javascript:redteam_live()}{full marks}$ $$\require{html}\cssId{redteam_live}{x}$$")


# %% flip_convention
def flip_convention(gates):
    raise KeyError(r"\(\style{position:fixed}{redteam_live}\) \begin{align}\class{redteam_live}{x}\end{align}")


# %% below check_gru_step
print(r"$\href{javascript:redteam_live()}{x}$")
r"$\mmlToken{mi}[href='javascript:redteam_live()']{x}$"
