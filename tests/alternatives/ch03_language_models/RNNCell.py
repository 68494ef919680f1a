# %% sums with @, a bare state
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = self.state_size = self.output_size = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), name="kernel")
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer=keras.initializers.Orthogonal(), name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs, states):
        (h,) = states
        h = ops.tanh(inputs @ self.kernel + h @ self.recurrent_kernel + self.bias)
        return h, h

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        return config


# %% one product, states as a tuple
@keras.saving.register_keras_serializable("unrolled")
class RNNCell(keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = [units]
        self.output_size = units

    def build(self, input_shape):
        add = self.add_weight
        self.kernel = add(shape=(input_shape[-1], self.units), initializer="glorot_uniform")
        self.recurrent_kernel = add(shape=(self.units, self.units), initializer="orthogonal")
        self.bias = add(shape=(self.units,), initializer="zeros")

    def call(self, inputs, states):
        both = ops.concatenate([inputs, states[0]], axis=-1)
        a = ops.matmul(both, ops.concatenate([self.kernel, self.recurrent_kernel], axis=0))
        h = keras.activations.tanh(ops.add(a, self.bias))
        return h, (h,)

    def get_config(self):
        return {**super().get_config(), "units": self.units}
