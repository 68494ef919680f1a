# %% einsum, and a mask that is added
@keras.saving.register_keras_serializable("unrolled")
class Attention(keras.layers.Layer):
    def __init__(self, hidden, **kwargs):
        super().__init__(**kwargs)
        self.hidden = hidden

    def build(self, query_shape, states_shape):
        self.W = self.add_weight(name="W", shape=(query_shape[-1], self.hidden), initializer="glorot_uniform")
        self.U = self.add_weight(name="U", shape=(states_shape[-1], self.hidden), initializer="glorot_uniform")
        self.v = self.add_weight(name="v", shape=(self.hidden,), initializer="random_uniform")

    def keys(self, states):
        return ops.einsum("bns,sh->bnh", states, self.U)

    def call(self, query, states, keys, mask):
        asked = ops.expand_dims(query @ self.W, 1)
        scores = ops.einsum("bnh,h->bn", ops.tanh(asked + keys), self.v)
        scores += (1.0 - ops.cast(mask, scores.dtype)) * -1e9
        weights = ops.softmax(scores)
        return ops.einsum("bn,bns->bs", weights, states), weights

    def get_config(self):
        config = super().get_config()
        config["hidden"] = self.hidden
        return config


# %% a softmax by hand
@keras.saving.register_keras_serializable("unrolled")
class Attention(keras.layers.Layer):
    def __init__(self, hidden, **kwargs):
        super().__init__(**kwargs)
        self.hidden = hidden

    def build(self, query_shape, states_shape):
        shapes = {"W": (query_shape[-1], self.hidden), "U": (states_shape[-1], self.hidden), "v": (self.hidden,)}
        for name, shape in shapes.items():
            setattr(self, name, self.add_weight(shape=shape, initializer="random_normal", name=name))

    def keys(self, states):
        return ops.dot(states, self.U)

    def call(self, query, states, keys, mask):
        hidden = ops.tanh(ops.dot(query, self.W)[:, None, :] + keys)
        scores = ops.sum(hidden * self.v, axis=2)
        there = ops.cast(mask, scores.dtype)
        powers = ops.exp(scores - ops.max(scores, axis=1, keepdims=True)) * there
        weights = powers / ops.sum(powers, axis=1, keepdims=True)
        return ops.squeeze(ops.matmul(weights[:, None, :], states), 1), weights

    def get_config(self):
        return {**super().get_config(), "hidden": self.hidden}
