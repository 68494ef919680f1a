# %% one slice per gate, no loop over names
@keras.saving.register_keras_serializable("unrolled")
class LSTMCell(keras.layers.Layer):
    def __init__(self, units, forget_bias=1.0, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.forget_bias = forget_bias
        self.state_size = [units, units]
        self.output_size = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], 4 * self.units), name="kernel")
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, 4 * self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(4 * self.units,), initializer="zeros", name="bias")
        start = np.zeros(4 * self.units)
        start[self.units : 2 * self.units] = self.forget_bias
        self.bias.assign(start)

    def call(self, inputs, states):
        z = inputs @ self.kernel + states[0] @ self.recurrent_kernel + self.bias
        n = self.units
        i, f, o = ops.sigmoid(z[:, :n]), ops.sigmoid(z[:, n : 2 * n]), ops.sigmoid(z[:, 3 * n :])
        c = f * states[1] + i * ops.tanh(z[:, 2 * n : 3 * n])
        h = o * ops.tanh(c)
        return h, (h, c)

    def get_config(self):
        config = super().get_config()
        config.update(units=self.units, forget_bias=self.forget_bias)
        return config


# %% concatenated input and state, no super().get_config()
@keras.saving.register_keras_serializable("unrolled")
class LSTMCell(keras.layers.Layer):
    def __init__(self, units, forget_bias=1.0, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.forget_bias = forget_bias
        self.state_size = [units, units]
        self.output_size = units

    def build(self, input_shape):
        n = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 4 * n), name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(n, 4 * n), initializer="orthogonal", name="recurrent_kernel")
        self.bias = self.add_weight(
            shape=(4 * n,),
            initializer=lambda shape, dtype=None: np.repeat([0.0, self.forget_bias, 0.0, 0.0], n).astype(dtype),
            name="bias",
        )

    def call(self, inputs, states):
        h, c = states
        weights = ops.concatenate([self.kernel, self.recurrent_kernel])
        z = ops.reshape(ops.concatenate([inputs, h], axis=-1) @ weights + self.bias, (-1, 4, self.units))
        gate = ops.sigmoid(z)
        c = gate[:, 1] * c + gate[:, 0] * ops.tanh(z[:, 2])
        h = gate[:, 3] * ops.tanh(c)
        return h, [h, c]

    def get_config(self):
        return {"units": self.units, "forget_bias": self.forget_bias, "name": self.name}


# %% gates cut from one slice, a constant start, states as a tuple
@keras.saving.register_keras_serializable("unrolled")
class LSTMCell(keras.layers.Layer):
    def __init__(self, units, forget_bias=1.0, **kwargs):
        super().__init__(**kwargs)
        self.units, self.forget_bias = units, forget_bias
        self.state_size, self.output_size = [units, units], units

    def build(self, input_shape):
        n = self.units
        start = np.zeros(4 * n, "float32")
        start[n : 2 * n] = self.forget_bias
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[-1], 4 * n), initializer="glorot_uniform")
        self.recurrent_kernel = self.add_weight(name="recurrent_kernel", shape=(n, 4 * n), initializer="orthogonal")
        self.bias = self.add_weight(name="bias", shape=(4 * n,), initializer=lambda shape, dtype: start)

    def call(self, inputs, states, training=None):
        h, c = states[0], states[1]
        n = self.units
        z = ops.dot(inputs, self.kernel) + ops.dot(h, self.recurrent_kernel) + self.bias
        i, f, o = (keras.activations.sigmoid(z[:, k * n : (k + 1) * n]) for k in (0, 1, 3))
        c = ops.add(f * c, i * ops.tanh(z[..., 2 * n : 3 * n]))
        h = o * ops.tanh(c)
        return h, (h, c)

    def get_config(self):
        config = super().get_config()
        config.update(units=self.units, forget_bias=self.forget_bias)
        return config
