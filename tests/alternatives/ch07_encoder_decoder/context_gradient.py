# %% a variable
def context_gradient(model, loss, source, target_in, target):
    context = tf.Variable(model.encoder(source))
    with tf.GradientTape() as tape:
        value = loss(target, model.decoder(target_in, model.decoder.start(context))[0])
    return np.array(tape.gradient(value, context))


# %% the encoder on the tape as well
def context_gradient(model, loss, source, target_in, target):
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        c = model.encoder(source)
        tape.watch(c)
        state = model.decoder.start(c)
        logits, state = model.decoder(target_in, state)
        value = loss(target, logits)
    (gradient,) = tape.gradient(value, [c])
    return gradient.numpy()
