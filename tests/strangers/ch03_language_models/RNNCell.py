# %% two biases
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")
        self.recurrent_bias = self.add_weight(shape=(self.units,), initializer="zeros", name="recurrent_bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias + self.recurrent_bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% recurrent kernel drawn with glorot_uniform
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="glorot_uniform", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% kernel drawn as orthogonal
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="orthogonal", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% bias of ones, like a forget gate's
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="ones", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% only the output back
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% no use made of the state
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% NumPy in call
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.convert_to_tensor(
            np.tanh(np.array(inputs) @ self.kernel.numpy() + np.array(h_prev) @ self.recurrent_kernel.numpy() + self.bias.numpy())
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% units missing in get_config
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        return config


# %% get_config without name and dtype
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = {}
        config["units"] = self.units
        return config


# %% bias not trainable
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias", trainable=False)

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% new weights at every call
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        self.build(inputs.shape)
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% recurrent kernel transposed
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, ops.transpose(self.recurrent_kernel)) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% the state lives in an attribute, states are ignored
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        if not hasattr(self, 'h'):
            self.h = ops.zeros_like(states[0])
        h_prev = self.h
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        self.h = h_t
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% bias outside the tanh
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel)
        ) + self.bias
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% the sum is the output, its tanh the state
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        shapes = {
            "kernel": ((input_shape[1], self.units), keras.initializers.GlorotUniform()),
            "recurrent_kernel": ((self.units, self.units), keras.initializers.Orthogonal()),
            "bias": ((self.units,), keras.initializers.Zeros()),
        }
        for name, (shape, start) in shapes.items():
            setattr(self, name, self.add_weight(shape=shape, initializer=start, name=name))
        super().build(input_shape)

    def call(self, inputs, states):
        (h_prev,) = states
        a = inputs @ self.kernel + self.bias
        a = a + h_prev @ self.recurrent_kernel
        new = ops.tanh(a)
        return a, [new]

    def get_config(self):
        return {**super().get_config(), "units": self.units}


# %% weights made in the order recurrent kernel, kernel, bias
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% the old state handed back
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_prev]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% one bias for all units
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(1,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% two Dense layers instead of weights
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        self.read = keras.layers.Dense(self.units)
        self.recur = keras.layers.Dense(self.units, kernel_initializer="orthogonal")
        self.read.build(input_shape)
        self.recur.build((None, self.units))

    def call(self, inputs, states):
        h_t = ops.tanh(self.read(inputs) + self.recur(states[0]))
        return h_t, [h_t]

    def get_config(self):
        return super().get_config() | {"units": self.units}


# %% ReLU
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.relu(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% kernel not trainable
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel", trainable=False
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% plain tensors instead of weights
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = keras.initializers.Orthogonal()((self.units, self.units))
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% all states in the list get longer: state of the step before added
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    """One step of a plain recurrent network, for keras.layers.RNN."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units


    def build(self, input_shape):
        features = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(features, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        h_prev = states[0]
        h_t = ops.tanh(
            ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        )
        return h_t, [h_t, h_prev]

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config
