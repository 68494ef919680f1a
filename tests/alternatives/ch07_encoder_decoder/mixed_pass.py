# %% the next word chosen at the end of a step
def mixed_pass(decoder, state, target_in, forced):
    rows, token = [], target_in[:, 0:1]
    time = target_in.shape[1]
    for t in range(time):
        out, state = decoder(token, state)
        rows.append(out[:, 0])
        if t < time - 1:
            best = ops.argmax(out[:, 0], axis=-1)
            right = ops.cast(target_in[:, t + 1], best.dtype)
            token = ops.where(forced[:, t + 1], right, best)[:, None]
    return ops.stack(rows, axis=1)


# %% arithmetic with zeros and ones
def mixed_pass(decoder, state, target_in, forced):
    coins = ops.cast(forced, "int32")
    y = ops.cast(target_in, "int32")
    logits, state = decoder(y[:, :1], state)
    result = logits
    for t in range(1, target_in.shape[1]):
        own = ops.cast(ops.argmax(logits, axis=-1), "int32")
        coin = coins[:, t : t + 1]
        logits, state = decoder(coin * y[:, t : t + 1] + (1 - coin) * own, state)
        result = ops.concatenate([result, logits], axis=1)
    return result
