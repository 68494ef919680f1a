# %% RepeatVector, a dictionary for a state
@keras.saving.register_keras_serializable("unrolled")
class Decoder(keras.layers.Layer):
    def __init__(self, words, features, units, every_step=False, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features, self.units, self.every_step = words, features, units, every_step
        self.out = keras.layers.Dense(words)
        self.embed = keras.layers.Embedding(words, features)
        self.rnn = keras.layers.GRU(units, return_sequences=True, return_state=True)

    def start(self, context):
        return {"h": context, "c": context}

    def call(self, target_in, state):
        x = self.embed(target_in)
        if self.every_step:
            x = ops.concatenate([x, keras.layers.RepeatVector(target_in.shape[1])(state["c"])], axis=2)
        sequence, h = self.rnn(x, initial_state=[state["h"]])
        return self.out(sequence), {"h": h, "c": state["c"]}

    def get_config(self):
        config = {"words": self.words, "features": self.features, "units": self.units, "every_step": self.every_step}
        return {**super().get_config(), **config}


# %% broadcast, a cell, the last of all states carried
@keras.saving.register_keras_serializable("unrolled")
class Decoder(keras.layers.Layer):
    def __init__(self, words, features, units, every_step=False, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features, self.units, self.every_step = words, features, units, every_step
        self.table = keras.layers.Embedding(words, features)
        self.rnn = keras.layers.RNN(keras.layers.GRUCell(units), return_sequences=True)
        self.logits = keras.layers.Dense(words)

    def start(self, context):
        return context, context

    def call(self, target_in, state):
        first, context = state
        x = self.table(target_in)
        if self.every_step:
            x = ops.concatenate([x, context[:, None] + ops.zeros((1, x.shape[1], 1))], axis=-1)
        states = self.rnn(x, initial_state=[first])
        return self.logits(states), (states[:, -1], context)

    def get_config(self):
        config = super().get_config()
        for name in ("words", "features", "units", "every_step"):
            config[name] = getattr(self, name)
        return config


# %% only what is needed, step by step
@keras.saving.register_keras_serializable("unrolled")
class Decoder(keras.layers.Layer):
    def __init__(self, words, features, units, every_step=False, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features, self.units, self.every_step = words, features, units, every_step
        self.table = keras.layers.Embedding(words, features)
        self.cell = keras.layers.GRUCell(units)
        self.logits = keras.layers.Dense(words)

    def start(self, context):
        return [context, context] if self.every_step else context

    def call(self, target_in, state):
        h = state[0] if self.every_step else state
        rows = []
        for t in range(target_in.shape[1]):
            x = self.table(target_in[:, t])
            if self.every_step:
                x = ops.concatenate([x, state[1]], axis=-1)
            h, _ = self.cell(x, [h])
            rows.append(self.logits(h))
        return ops.stack(rows, axis=1), [h, state[1]] if self.every_step else h

    def get_config(self):
        names = ["words", "features", "units", "every_step"]
        return super().get_config() | dict(zip(names, [self.words, self.features, self.units, self.every_step]))
