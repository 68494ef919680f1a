# %% a class of sums, the gates together
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units, self.reset_after = units, reset_after
        self.state_size = self.output_size = units

    def build(self, input_shape):
        n = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * n), name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(n, 3 * n), initializer="orthogonal", name="recurrent_kernel")
        self.bias = self.add_weight(
            shape=(2, 3 * n) if self.reset_after else (3 * n,), initializer="zeros", name="bias"
        )

    def call(self, inputs, states):
        (h,) = states
        n = self.units
        b_x, b_h = (self.bias[0], self.bias[1]) if self.reset_after else (self.bias, ops.zeros_like(self.bias))
        x = inputs @ self.kernel + b_x
        gates = ops.sigmoid(x[:, : 2 * n] + h @ self.recurrent_kernel[:, : 2 * n] + b_h[: 2 * n])
        z, r = gates[:, :n], gates[:, n:]
        W = self.recurrent_kernel[:, 2 * n :]
        past = r * (h @ W + b_h[2 * n :]) if self.reset_after else (r * h) @ W
        candidate = ops.tanh(x[:, 2 * n :] + past)
        h = candidate + z * (h - candidate)
        return h, [h]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        config["reset_after"] = self.reset_after
        return config


# %% one weight matrix per gate when called, a bare state
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = [units]
        self.output_size = units

    def build(self, input_shape):
        width = 3 * self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], width), name="kernel")
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, width), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(
            shape=(2, width) if self.reset_after else (width,), initializer="zeros", name="bias"
        )

    def call(self, inputs, states):
        h = states[0]
        X = ops.split(self.kernel, 3, axis=1)
        H = ops.split(self.recurrent_kernel, 3, axis=1)
        bias = ops.reshape(self.bias, (-1, 3, self.units))
        b = ops.sum(bias, axis=0)
        z = ops.sigmoid(inputs @ X[0] + h @ H[0] + b[0])
        r = ops.sigmoid(inputs @ X[1] + h @ H[1] + b[1])
        if self.reset_after:
            new = ops.tanh(inputs @ X[2] + bias[0, 2] + r * (h @ H[2] + bias[1, 2]))
        else:
            new = ops.tanh(inputs @ X[2] + (r * h) @ H[2] + b[2])
        h = (1 - z) * new + z * h
        return h, h

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}
