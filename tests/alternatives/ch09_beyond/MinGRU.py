# %% Keras' scan for associative operators
@keras.saving.register_keras_serializable("unrolled")
class MinGRU(keras.layers.Layer):
    def __init__(self, units, gate_bias=0.0, **kwargs):
        super().__init__(**kwargs)
        self.units, self.gate_bias = units, gate_bias
        self.cell = MinGRUCell(units, gate_bias)
        self.supports_masking = True

    def build(self, input_shape):
        self.cell.build(input_shape)

    def scan(self, a, b):
        _, states = ops.associative_scan(join, (a, b), axis=1)
        return ops.reshape(states, (-1, b.shape[1], b.shape[2]))

    def call(self, sequence, initial_state=None, mask=None):
        a, b = self.cell.coefficients(sequence)
        if mask is not None:
            there = ops.cast(mask, a.dtype)[..., None]
            a, b = a * there + 1 - there, b * there
        states = self.scan(a, b)
        if initial_state is None:
            return states
        return states + ops.cumprod(a, axis=1) * initial_state[:, None, :]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "gate_bias": self.gate_bias}


# %% filled up with the pair that changes nothing
@keras.saving.register_keras_serializable("unrolled")
class MinGRU(keras.layers.Layer):
    def __init__(self, units, gate_bias=0.0, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.gate_bias = gate_bias
        self.cell = MinGRUCell(units, gate_bias)
        self.supports_masking = True

    def build(self, input_shape):
        self.cell.build(input_shape)

    def scan(self, a, b):
        steps, d = b.shape[1], 1
        while d < steps:
            a_before = ops.pad(a, ((0, 0), (d, 0), (0, 0)), constant_values=1)[:, :steps]
            b_before = ops.pad(b, ((0, 0), (d, 0), (0, 0)))[:, :steps]
            a, b = a * a_before, a * b_before + b
            d *= 2
        return b

    def call(self, sequence, initial_state=None, mask=None):
        a, b = self.cell.coefficients(sequence)
        if mask is not None:
            mask = ops.expand_dims(mask, 2)
            a, b = ops.where(mask, a, ops.ones_like(a)), ops.where(mask, b, ops.zeros_like(b))
        if initial_state is not None:  # as a step before the first
            initial_state = ops.expand_dims(ops.convert_to_tensor(initial_state), 1)
            a = ops.concatenate([ops.zeros_like(initial_state), a], axis=1)
            b = ops.concatenate([initial_state, b], axis=1)
            return self.scan(a, b)[:, 1:]
        return self.scan(a, b)

    def get_config(self):
        config = super().get_config()
        return config | {"gate_bias": self.gate_bias, "units": self.units}
