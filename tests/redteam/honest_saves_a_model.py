"""Saves a model with its own cell and loads it again, also as bare weights."""

DESERVES = {"*": 1.0}

# %% right *

# %% below GRUCell
model = keras.Sequential([keras.Input((5, 3)), keras.layers.RNN(GRUCell(4))])
model.save("mine.keras")
model.save_weights("mine.weights.h5")
loaded = keras.models.load_model("mine.keras")
loaded.load_weights("mine.weights.h5")
loaded.summary()
