"""Times its cells, looks around with magics and shell lines, and keeps %%time above a solution."""

# %% notebook
insert(0, "%matplotlib inline\n!ls\n%pwd\n%who\n!!echo hello")
insert("gru_step", "%timeit -n 2 -r 1 sum(range(10))\n%load_ext autoreload\n%autoreload 2")
insert("check_gru_step", "%%bash\necho a whole cell")
fill("flip_convention", "%%time\n" + solutions["flip_convention"])
