# %% moveaxis, and the zeros as a factor
@keras.saving.register_keras_serializable("unrolled")
class FastLSTM(keras.layers.LSTM):
    def can_be_fast(self, mask, training):
        cell = self.cell
        usual = keras.activations.tanh, keras.activations.sigmoid
        same = (cell.activation, cell.recurrent_activation) == usual and cell.use_bias
        dropped = training and (cell.dropout or cell.recurrent_dropout)
        zeros = mask is not None and self.zero_output_for_mask
        return same and not (dropped or zeros or self.go_backwards or self.unroll)

    def inner_loop(self, sequences, initial_state, mask, training=False):
        if not self.can_be_fast(mask, training):
            return super().inner_loop(sequences, initial_state, mask, training)
        kernel, recurrent, bias = (ops.copy(weight) for weight in self.cell.weights)
        a = ops.dot(ops.moveaxis(sequences, 0, 1), kernel) + bias
        if mask is None:
            steps = ops.ones((*ops.shape(a)[:2], 1), a.dtype)
        else:
            steps = ops.expand_dims(ops.cast(ops.swapaxes(mask, 0, 1), a.dtype), -1)
        h, c = ops.custom_gradient(fast_lstm)(a, *map(ops.copy, initial_state), recurrent, steps)
        begun = ops.cast(ops.cumsum(steps, axis=0) > 0, h.dtype)
        outputs = ops.moveaxis(h * begun, 1, 0)
        return outputs[:, -1], outputs, [h[-1], c]


# %% the products with the batch first
@keras.saving.register_keras_serializable("unrolled")
class FastLSTM(keras.layers.LSTM):
    def can_be_fast(self, mask, training):
        cell = self.cell
        usual = keras.activations.tanh, keras.activations.sigmoid
        same = (cell.activation, cell.recurrent_activation) == usual and cell.use_bias
        dropped = training and (cell.dropout or cell.recurrent_dropout)
        zeros = mask is not None and self.zero_output_for_mask
        return same and not (dropped or zeros or self.go_backwards or self.unroll)

    def inner_loop(self, sequences, initial_state, mask, training=False):
        if not self.can_be_fast(mask, training):
            return super().inner_loop(sequences, initial_state, mask, training)
        a = ops.einsum("btf,fg->tbg", sequences, ops.copy(self.cell.kernel)) + self.cell.bias
        there = ops.ones_like(a[:, :, 0], dtype="bool") if mask is None else ops.transpose(ops.cast(mask, "bool"))
        run = ops.custom_gradient(fast_lstm)
        first = [ops.convert_to_tensor(state) for state in initial_state]
        h, c = run(a, *first, ops.copy(self.cell.recurrent_kernel), ops.cast(there, a.dtype)[:, :, None])
        since = ops.cumsum(ops.cast(there, "int32"), axis=0)[:, :, None]
        shown = ops.where(since >= 1, h, ops.zeros_like(h))
        return shown[-1], ops.transpose(shown, [1, 0, 2]), (h[-1], c)
