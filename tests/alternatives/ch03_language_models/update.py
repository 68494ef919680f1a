# %% Keras' loss, weighted
def update(model, optimizer, ids):
    labels = ops.convert_to_tensor(ids)[:, 1:]
    share = ops.cast(labels > 0, "float32")
    share = share / ops.sum(share)
    with tf.GradientTape() as tape:
        logits, _ = model(ids[:, :-1], training=True)
        losses = keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)
        loss = ops.sum(losses * share)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
    return loss


# %% the mask picks the labels
def update(model, optimizer, ids):
    with tf.GradientTape() as tape:
        logits = model(ids[:, :-1], training=True)[0]
        there = ids[:, 1:] > 0
        logits, labels = tf.boolean_mask(logits, there), tf.boolean_mask(ids[:, 1:], there)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
    optimizer.apply(tape.gradient(loss, model.trainable_weights), model.trainable_weights)
    return loss


# %% one-hot labels, whose padding is a row of zeros
def update(model, optimizer, ids):
    with tf.GradientTape() as tape:
        logits, _ = model(ids[:, :-1], None, training=True)
        wanted = ops.one_hot(ids[:, 1:], logits.shape[-1])
        wanted = wanted * ops.cast(ids[:, 1:, None] != 0, wanted.dtype)
        loss = -ops.sum(wanted * ops.log_softmax(logits, axis=-1)) / ops.sum(wanted)
    own = model.trainable_variables
    optimizer.apply(tape.gradient(loss, own), own)
    return loss
