# %% four weights in two, the state a list of one size
@keras.saving.register_keras_serializable("unrolled")
class MinGRUCell(keras.layers.Layer):
    def __init__(self, units, gate_bias=0.0, **kwargs):
        super().__init__(**kwargs)
        self.units, self.gate_bias = units, gate_bias
        self.state_size, self.output_size = [units], units

    def build(self, input_shape):
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[-1], 2 * self.units))
        self.bias = self.add_weight(
            name="bias",
            shape=(2 * self.units,),
            initializer=lambda shape, dtype=None: ops.concatenate(
                [ops.full((self.units,), self.gate_bias, dtype), ops.zeros((self.units,), dtype)]
            ),
        )

    def coefficients(self, inputs):
        both = inputs @ self.kernel + self.bias
        z, candidate = ops.sigmoid(both[..., : self.units]), both[..., self.units :]
        return 1.0 - z, candidate * z

    def call(self, inputs, states):
        a, b = self.coefficients(inputs)
        (h,) = states
        h = h * a + b
        return h, h

    def get_config(self):
        config = super().get_config()
        config.update(units=self.units, gate_bias=self.gate_bias)
        return config


# %% the sigmoid of the other sign, einsum
@keras.saving.register_keras_serializable("unrolled")
class MinGRUCell(keras.layers.Layer):
    def __init__(self, units, gate_bias=0.0, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.gate_bias = gate_bias
        self.state_size = self.output_size = units

    def build(self, input_shape):
        width = 2 * self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], width), initializer="glorot_uniform", name="kernel")
        self.bias = self.add_weight(shape=(width,), initializer="zeros", name="bias")
        self.bias.assign(np.concatenate([np.full(self.units, self.gate_bias), np.zeros(self.units)]))

    def coefficients(self, inputs):
        W_z, W_h = ops.split(self.kernel, 2, axis=1)
        b_z, b_h = ops.split(self.bias, 2)
        gate = ops.einsum("...f,fu->...u", inputs, W_z) + b_z
        candidate = ops.einsum("...f,fu->...u", inputs, W_h) + b_h
        return ops.sigmoid(-gate), ops.sigmoid(gate) * candidate

    def call(self, inputs, states):
        keep, news = self.coefficients(inputs)
        h_t = news + keep * states[0]
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "gate_bias": self.gate_bias}
