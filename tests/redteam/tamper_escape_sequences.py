"""Shows and raises what a terminal obeys, with scripts within: links of OSC 8, the clipboard of OSC 52, C1, colours, carriage returns."""

DESERVES = {"count_parameters": 1.0}

# %% right count_parameters

# %% top
obeyed = (
    "\x1b]8;;javascript:redteam_live()\x07x\x1b]8;;\x07\x1b]52;c;cmVkdGVhbQ==\x07\x9b2J\x90q\x9c\x1b]0;redteam\x1b\\"
    '\x1b[38;2;1;2;3"onclick="redteam_live()m \x1b[1;31;<script>redteam_live()</script>m\x1b[38;5;999m\x1b[48;2;1m'
    "\rch05_gated_networks honest_await: 13 of 13\r\n\x08\x08\x08\u202edetaert\u2066\U000e0001\x00\x07\x1bc"
)
print(obeyed, obeyed, sep="\n")
raise type(obeyed.replace("\x00", ""), (Exception,), {})(obeyed)


# %% gru_step
def gru_step(x_t, h_prev, gates):
    raise ValueError(obeyed)


# %% flip_convention
def flip_convention(gates):
    return obeyed
