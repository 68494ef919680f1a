# %% a list of outputs, zipped
@keras.saving.register_keras_serializable("unrolled")
class AttentionDecoder(keras.layers.Layer):
    def __init__(self, words, features, units, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features, self.units = words, features, units
        self.attention = Attention(units)
        self.embedding = keras.layers.Embedding(words, features)
        self.readout = keras.layers.Dense(words)
        self.cell = keras.layers.GRUCell(units)

    def build(self, target_in_shape, first_shape, states_shape):
        size = states_shape[-1]
        self.embedding.build(target_in_shape)
        self.attention.build(first_shape, states_shape)
        self.cell.build((first_shape[0], self.features + size))
        self.readout.build((first_shape[0], self.units + size))

    def call(self, target_in, first, states, mask):
        keys, s = self.attention.keys(states), first
        steps = []
        for word in ops.unstack(self.embedding(target_in), axis=1):
            context, alpha = self.attention(s, states, keys, mask)
            s = self.cell(ops.concatenate([word, context], axis=1), [s])[0]
            steps.append((self.readout(ops.concatenate([s, context], axis=1)), alpha))
        logits, alphas = zip(*steps, strict=True)
        return ops.stack(logits, axis=1), ops.stack(alphas, axis=1)

    def get_config(self):
        own = {name: getattr(self, name) for name in ("words", "features", "units")}
        return super().get_config() | own


# %% a step that goes from state to state
@keras.saving.register_keras_serializable("unrolled")
class AttentionDecoder(keras.layers.Layer):
    def __init__(self, words, features, units, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features, self.units = words, features, units
        self.embedding = keras.layers.Embedding(words, features)
        self.cell = keras.layers.GRUCell(units)
        self.look = Attention(units)
        self.logits = keras.layers.Dense(words)

    def build(self, target_in_shape, first_shape, states_shape):
        size = states_shape[-1]
        self.embedding.build(target_in_shape)
        self.cell.build((None, self.features + size))
        self.look.build(first_shape, states_shape)
        self.logits.build((None, self.units + size))

    def call(self, target_in, first, states, mask):
        from itertools import accumulate

        keys = self.look.keys(states)

        def step(before, word):
            context, alpha = self.look(before[0], states, keys, mask)
            h, _ = self.cell(ops.concatenate([word, context], -1), [before[0]])
            return h, ops.concatenate([h, context], -1), alpha

        words = ops.unstack(self.embedding(target_in), axis=1)
        _, *steps = accumulate(words, step, initial=(first, None, None))
        _, read, alphas = zip(*steps)
        return self.logits(ops.stack(read, 1)), ops.stack(alphas, 1)

    def get_config(self):
        return {**super().get_config(), "words": self.words, "features": self.features, "units": self.units}
