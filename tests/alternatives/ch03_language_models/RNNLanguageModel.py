# %% one dropout layer each, states unstacked, a list of lists
class RNNLanguageModel(keras.Model):
    def __init__(self, vocabulary, features, units, layers=1, dropout=0.0):
        super().__init__()
        self.embedding = keras.layers.Embedding(vocabulary, features)
        self.recurrent, self.hide = [], []
        for _ in range(layers):
            layer = keras.layers.SimpleRNN(units, return_sequences=True, return_state=True)
            self.recurrent.append(layer)
            self.hide.append(keras.layers.Dropout(dropout))
        self.dense = keras.layers.Dense(vocabulary)

    def call(self, ids, states=None, training=None):
        layers = len(self.recurrent)
        states = [None] * layers if states is None else ops.unstack(states, layers)
        h, after = self.embedding(ids), []
        for hide, layer, state in zip(self.hide, self.recurrent, states, strict=True):
            h, state = layer(hide(h, training=training), initial_state=state)
            after.append(state[None])
        return self.dense(h), ops.concatenate(after, axis=0)


# %% the last state is the last row; training is found by Keras
class RNNLanguageModel(keras.Model):
    def __init__(self, vocabulary, features, units, layers=1, dropout=0.0):
        super().__init__()
        self.dense = keras.layers.Dense(vocabulary)
        self.dropout = keras.layers.Dropout(dropout)
        self.recurrent = [keras.layers.SimpleRNN(units, return_sequences=True) for _ in range(layers)]
        self.embedding = keras.layers.Embedding(vocabulary, features)

    def call(self, ids, states=None, training=None):
        h = self.embedding(ids)
        last = []
        for k in range(len(self.recurrent)):
            begin = {} if states is None else {"initial_state": [states[k]]}
            h = self.recurrent[k](self.dropout(h), **begin)
            last.append(h[:, -1])
        return self.dense(h), ops.stack(last, axis=0)


# %% zeros made by hand, the dropout of the layer
class RNNLanguageModel(keras.Model):
    def __init__(self, vocabulary, features, units, layers=1, dropout=0.0):
        super().__init__()
        self.units = units
        self.embedding = keras.layers.Embedding(vocabulary, features)
        self.recurrent = []
        for _ in range(layers):
            cell = keras.layers.SimpleRNNCell(units)
            self.recurrent.append(keras.layers.RNN(cell, return_sequences=True, return_state=True))
        self.dropout = keras.layers.Dropout(dropout)
        self.dense = keras.layers.Dense(vocabulary)

    def call(self, ids, states=None, training=None):
        if states is None:
            states = ops.zeros((len(self.recurrent), ops.shape(ids)[0], self.units))
        x = self.embedding(ids)
        new = []
        for layer, state in zip(self.recurrent, ops.unstack(states, len(self.recurrent)), strict=True):
            x, state = layer(self.dropout(x, training=training), initial_state=[state])
            new.append(state)
        return self.dense(x), ops.stack(new)
