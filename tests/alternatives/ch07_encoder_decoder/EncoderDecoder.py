# %% the context in the middle
@keras.saving.register_keras_serializable("unrolled")
class EncoderDecoder(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder

    def start(self, source):
        context = self.encoder(source)
        return self.decoder.start(context)

    def step(self, token, state):
        logits, new = self.decoder(ops.expand_dims(token, 1), state)
        return ops.squeeze(logits, 1), new

    def call(self, inputs):
        context = self.encoder(inputs[0])
        return self.decoder(inputs[1], self.decoder.start(context))[0]

    def get_config(self):
        """Return what from_config needs, encoder and decoder as configurations of their own."""
        write = keras.saving.serialize_keras_object
        parts = {"encoder": write(self.encoder), "decoder": write(self.decoder)}
        return super().get_config() | parts

    @classmethod
    def from_config(cls, config):
        """Make the model from what get_config returned."""
        read = keras.saving.deserialize_keras_object
        parts = {name: read(config[name]) for name in ("encoder", "decoder")}
        return cls(**config | parts)


# %% the last step, reshaped
@keras.saving.register_keras_serializable("unrolled")
class EncoderDecoder(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder

    def start(self, source):
        return self.decoder.start(self.encoder(source))

    def step(self, token, state):
        out = self.decoder(ops.reshape(token, (-1, 1)), state)
        return out[0][:, -1, :], out[1]

    def call(self, inputs):
        x, y = inputs
        state = self.start(x)
        return self.decoder(y, state)[0]

    def get_config(self):
        """Return what from_config needs, encoder and decoder as configurations of their own."""
        write = keras.saving.serialize_keras_object
        parts = {"encoder": write(self.encoder), "decoder": write(self.decoder)}
        return super().get_config() | parts

    @classmethod
    def from_config(cls, config):
        """Make the model from what get_config returned."""
        read = keras.saving.deserialize_keras_object
        parts = {name: read(config[name]) for name in ("encoder", "decoder")}
        return cls(**config | parts)
