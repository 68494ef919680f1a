# %% a cell in RNN, the mask made by hand
@keras.saving.register_keras_serializable("unrolled")
class Encoder(keras.layers.Layer):
    def __init__(self, words, features, units, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features, self.units = words, features, units
        self.rnn = keras.layers.RNN(keras.layers.GRUCell(units))
        self.table = keras.layers.Embedding(words, features)

    def call(self, source):
        return self.rnn(self.table(source), mask=ops.not_equal(source, 0))

    def get_config(self):
        config = super().get_config()
        config.update(words=self.words, features=self.features, units=self.units)
        return config

    def build_from_config(self, config):
        """Leave it to a call to create the weights, in a model that is loaded too."""


# %% all states, the last of them
@keras.saving.register_keras_serializable("unrolled")
class Encoder(keras.layers.Layer):
    def __init__(self, words, features, units, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features, self.units = words, features, units
        self.layers = keras.Sequential(
            [
                keras.layers.Embedding(words, features, mask_zero=True),
                keras.layers.GRU(units, return_sequences=True),
            ]
        )

    def call(self, source):
        return self.layers(source)[:, -1]

    def get_config(self):
        return {**super().get_config(), "words": self.words, "features": self.features, "units": self.units}

    def build_from_config(self, config):
        """Leave it to a call to create the weights, in a model that is loaded too."""


# %% return_state, build
@keras.saving.register_keras_serializable("unrolled")
class Encoder(keras.layers.Layer):
    def __init__(self, words, features, units, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features, self.units = words, features, units

    def build(self, input_shape):
        self.embedding = keras.layers.Embedding(self.words, self.features, mask_zero=True)
        self.gru = keras.layers.GRU(self.units, return_state=True)
        self.embedding.build(input_shape)
        self.gru.build((*input_shape, self.features))

    def call(self, source):
        _, state = self.gru(self.embedding(source))
        return state

    def get_config(self):
        return super().get_config() | {"words": self.words, "features": self.features, "units": self.units}
