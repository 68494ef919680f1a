# %% one loop, the lowest layer by its number
def stack_layers(x, layers, between=None, residual=False):
    outputs = []
    for number, layer in enumerate(layers):
        read = x
        if number > 0 and between is not None:
            read = between(x)
        written = layer(read)
        x = x + written if residual and number else written
        outputs.append(x)
    return outputs


# %% recursion from the top
def stack_layers(x, layers, between=None, residual=False):
    if len(layers) == 1:
        return [layers[0](x)]
    outputs = stack_layers(x, layers[:-1], between, residual)
    h = outputs[-1]
    new = layers[-1](between(h) if between else h)
    return [*outputs, keras.layers.add([h, new]) if residual and not isinstance(h, np.ndarray) else h * residual + new]


# %% functions put together beforehand
def stack_layers(x, layers, between=None, residual=False):
    between = between or (lambda h: h)

    def link(layer):
        if residual:
            return lambda h: h + layer(between(h))
        return lambda h: layer(between(h))

    outputs = [layers[0](x)]
    for layer in map(link, layers[1:]):
        outputs.append(layer(outputs[-1]))
    return tuple(outputs)
