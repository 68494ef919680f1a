# %% weights set and frozen afterwards
def identity_embedding(vocab_size):
    layer = keras.layers.Embedding(vocab_size, vocab_size)
    layer.build()
    layer.set_weights([np.eye(vocab_size)])
    layer.trainable = False
    return layer


# %% an initializer of one's own
def identity_embedding(vocab_size):
    def eye(shape, dtype=None):
        return ops.eye(shape[0], shape[1], dtype=dtype)

    return keras.layers.Embedding(
        input_dim=vocab_size, output_dim=vocab_size, embeddings_initializer=eye, trainable=False
    )
