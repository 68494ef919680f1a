"""Builds and fits a small model in a cell of its own, with a progress bar."""

DESERVES = {"*": 1.0}

# %% right *

# %% below GRUCell
x = np.random.default_rng(0).normal(size=(64, 6, 2)).astype("float32")
model = keras.Sequential([keras.Input((6, 2)), keras.layers.RNN(GRUCell(3)), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x, x.sum(axis=(1, 2)), epochs=2)
