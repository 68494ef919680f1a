"""Raises exceptions whose words escape what escapes them: backslashes, links, entities, and every character that may end a line."""

DESERVES = {"count_parameters": 1.0}

# %% right count_parameters


# %% gru_step
def gru_step(x_t, h_prev, gates):
    raise ValueError(
        r"\<img src=x onerror=redteam_live()> \\<b onclick='redteam_live()'> [x](javascript:redteam_live())"
    )


# %% flip_convention
def flip_convention(gates):
    ends = "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\n\n", "\n```\n", "\n    \n\t"
    raise ValueError(
        "".join(f"{end}<img src=x onerror=redteam_live()>{end}[x]: javascript:redteam_live()" for end in ends)
    )


# %% as_simple_rnn
def as_simple_rnn(kernel, recurrent_kernel, bias):
    raise ValueError(
        "<javascript:redteam_live()> [a][x] ![a](javascript&amp;colon;redteam_live()) --> ]]> </textarea></pre></div>"
        "<svg onload=redteam_live()> <math href=javascript:redteam_live()> <input autofocus onfocus=redteam_live()>"
        "<base href=//redteam_live/> <meta http-equiv=refresh content=0;redteam_live> <form action=redteam_live>"
    )
