# %% the other convention of the update gate
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = (1 - z) * h + z * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% order r, z, h as in PyTorch
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xr, xz, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hr, hz, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xr, xz, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hr, hz = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% reset_after without effect: always after
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * ops.matmul(h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% reset_after without effect: always before
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]) + self.bias[1][2 * u :])
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% the two branches exchanged
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * ops.matmul(h, self.recurrent_kernel[:, 2 * u :]))
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * ops.matmul(h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% the state's bias of the candidate outside the reset gate
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            b = self.bias[1][2 * u :]
            candidate = ops.tanh(xh + r * (hh - b) + b)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% bias rows exchanged
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[1], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[0], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% row 0 used for both products
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[0], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% the state's bias is created but not used
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel), 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% one row of biases always
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel), 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% two rows of biases always
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% bias (1, 3 * units) without reset_after
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (1, 3 * u)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% bias shapes exchanged
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (3 * u,) if self.reset_after else (2, 3 * u)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% bias (2 * 3 * units,)
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (6 * u,) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[: 3 * u], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[3 * u :], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% the candidate in the input is reset, too
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(r * (xh + hh))
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% reset gate missing with reset_after
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% candidate through the sigmoid
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.sigmoid(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.sigmoid(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% z and r exchanged where they are used
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            r, z = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            r, z = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% reset_after not in the config
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units}


# %% config with reset_after'True always
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": True}


# %% config of the layer above only
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return super().get_config()


# %% only the state, no output
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% returns the old state as the next
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% states taken without the list
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% NumPy in call, dies in fit
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = np.tanh(np.asarray(xh) + np.asarray(r) * np.asarray(hh))
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = np.tanh(np.asarray(xh) + np.asarray(r * h) @ np.asarray(self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% bias not trainable
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", trainable=False, name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% biases start at one
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="ones", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% recurrent kernel glorot_uniform
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="glorot_uniform", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% kernel orthogonal
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="orthogonal", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% both kernels random normal
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="random_normal", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="random_normal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% hard sigmoid
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.hard_sigmoid(xz + hz), ops.hard_sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.hard_sigmoid(xz + hz), ops.hard_sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% the last state is kept in the layer
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = getattr(self, '_last', states[0])
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        self._last = h_t
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% tanh over the new state
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = ops.tanh(z * h + (1 - z) * candidate)
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}


# %% features fixed to the units
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        u = self.units
        self.kernel = self.add_weight(shape=(u, 3 * u), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(u, 3 * u), initializer="orthogonal", name="recurrent_kernel")
        shape = (2, 3 * u) if self.reset_after else (3 * u,)
        self.bias = self.add_weight(shape=shape, initializer="zeros", name="bias")

    def call(self, inputs, states):
        h = states[0]
        u = self.units
        if self.reset_after:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias[0], 3, axis=-1)
            hz, hr, hh = ops.split(ops.matmul(h, self.recurrent_kernel) + self.bias[1], 3, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + r * hh)
        else:
            xz, xr, xh = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            hz, hr = ops.split(ops.matmul(h, self.recurrent_kernel[:, : 2 * u]), 2, axis=-1)
            z, r = ops.sigmoid(xz + hz), ops.sigmoid(xr + hr)
            candidate = ops.tanh(xh + ops.matmul(r * h, self.recurrent_kernel[:, 2 * u :]))
        h_t = z * h + (1 - z) * candidate
        return h_t, [h_t]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "reset_after": self.reset_after}
