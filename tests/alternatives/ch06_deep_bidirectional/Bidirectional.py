# %% the layers' own zero_output_for_mask, a dictionary of ways to meet
@keras.saving.register_keras_serializable("unrolled")
class Bidirectional(keras.layers.Layer):
    def __init__(self, layer, merge_mode="concat", **kwargs):
        super().__init__(**kwargs)
        self.merge_mode = merge_mode
        self.supports_masking = True
        self.forward_layer = layer.__class__.from_config(layer.get_config())
        backwards = layer.get_config()
        backwards["go_backwards"] = True
        backwards["name"] = "backward_" + layer.name
        self.backward_layer = layer.__class__.from_config(backwards)
        for one in (self.forward_layer, self.backward_layer):
            one.zero_output_for_mask = one.return_sequences

    def build(self, input_shape):
        self.forward_layer.build(input_shape)
        # In an .h5 file no two weights may have one name.
        with keras.name_scope("backward"):
            self.backward_layer.build(input_shape)

    def call(self, inputs, mask=None):
        a = self.forward_layer(inputs, mask=mask)
        b = self.backward_layer(inputs, mask=mask)
        if self.backward_layer.return_sequences:
            b = b[:, ::-1]
        return {
            "concat": lambda: ops.concatenate([a, b], axis=-1),
            "sum": lambda: a + b,
            "ave": lambda: (a + b) / 2,
            "mul": lambda: a * b,
        }[self.merge_mode]()

    def compute_mask(self, inputs, mask=None):
        return mask if self.forward_layer.return_sequences else None

    def get_config(self):
        layer = keras.saving.serialize_keras_object(self.forward_layer)
        return super().get_config() | {"layer": layer, "merge_mode": self.merge_mode}

    @classmethod
    def from_config(cls, config):
        layer = keras.saving.deserialize_keras_object(config["layer"])
        return cls(**config | {"layer": layer})


# %% zeros by where, after the outputs have met
@keras.saving.register_keras_serializable("unrolled")
class Bidirectional(keras.layers.Layer):
    def __init__(self, layer, merge_mode="concat", **kwargs):
        super().__init__(**kwargs)
        self.merge_mode = merge_mode
        self.supports_masking = True
        make = type(layer).from_config
        self.forward_layer = make(layer.get_config())
        self.backward_layer = make({**layer.get_config(), "go_backwards": not layer.go_backwards})

    def build(self, input_shape):
        self.forward_layer.build(input_shape)
        # In an .h5 file no two weights may have one name.
        with keras.name_scope("backward"):
            self.backward_layer.build(input_shape)

    def call(self, inputs, mask=None):
        sequences = self.forward_layer.return_sequences
        left, right = self.forward_layer(inputs, mask=mask), self.backward_layer(inputs, mask=mask)
        right = ops.flip(right, axis=1) if sequences else right
        if self.merge_mode == "concat":
            output = ops.concatenate([left, right], axis=-1)
        elif self.merge_mode == "mul":
            output = ops.multiply(left, right)
        else:
            output = ops.add(left, right)
            if self.merge_mode == "ave":
                output = output / 2
        if sequences and mask is not None:
            output = ops.where(ops.expand_dims(mask, -1), output, ops.zeros_like(output))
        return output

    def compute_mask(self, inputs, mask=None):
        return mask if self.forward_layer.return_sequences else None

    def get_config(self):
        layer = keras.saving.serialize_keras_object(self.forward_layer)
        return super().get_config() | {"layer": layer, "merge_mode": self.merge_mode}

    @classmethod
    def from_config(cls, config):
        layer = keras.saving.deserialize_keras_object(config["layer"])
        return cls(**config | {"layer": layer})
