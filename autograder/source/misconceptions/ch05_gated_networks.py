"""Mistakes of chapter 5, gated recurrent networks."""

from autograder.source.misconceptions import wrong

# lstm_step

wrong(
    "lstm_step",
    "h_t = o_t * np.tanh(c_t)",
    "h_t = o_t * c_t",
    en="The output gate is applied to the bare cell state. The cell is unbounded; what the gate lets out is squashed first.",
    zh="输出门直接作用在细胞状态上。细胞状态没有上下界，经过输出门之前要先压缩。",
)
wrong(
    "lstm_step",
    "h_t = o_t * np.tanh(c_t)",
    "h_t = o_t * np.tanh(c_prev)",
    en="The hidden state is read from the old cell state. Compare the time indices in the last equation: the cell is updated first.",
    zh="隐藏状态读的是旧的细胞状态。请对照最后一个公式的时间下标：先更新细胞状态，再读取。",
)
wrong(
    "lstm_step",
    "c_t = f_t * c_prev + i_t * candidate",
    "c_t = i_t * c_prev + f_t * candidate",
    en="The input gate and the forget gate have changed places: one scales the old cell state, the other the candidate.",
    zh="输入门和遗忘门用反了：一个缩放旧的细胞状态，另一个缩放候选值。",
)
wrong(
    "lstm_step",
    "c_t = f_t * c_prev + i_t * candidate",
    "c_t = f_t * c_prev + (1 - f_t) * candidate",
    en="Writing is tied to forgetting here, as in a GRU. An LSTM has an input gate of its own, so it can keep and write at once.",
    zh="这里把写入和遗忘绑在了一起，那是 GRU 的做法。LSTM 有独立的输入门，可以同时保留和写入。",
)
wrong(
    "lstm_step",
    "c_t = f_t * c_prev + i_t * candidate",
    "c_t = f_t * h_prev + i_t * candidate",
    en="The forget gate scales the hidden state instead of the cell state. The two states are carried side by side; look at which one it keeps.",
    zh="遗忘门缩放的是隐藏状态而不是细胞状态。两个状态并行传递，请看清它保留的是哪一个。",
)
wrong(
    "lstm_step",
    'candidate = gate("c", np.tanh)',
    'candidate = gate("c", sigmoid)',
    en="The candidate went through a sigmoid. It is a value and not a gate: it has to be able to lower the cell state too.",
    zh="候选值用了 sigmoid。它是一个值而不是门：它也要能让细胞状态减小。",
)
wrong(
    "lstm_step",
    "return activation(x_t @ W_x + h_prev @ W_h + b)",
    "return activation(x_t @ W_x + h_prev @ W_h)",
    en="The biases are missing: with zero input and zero state every gate would sit at exactly one half.",
    zh="缺少偏置：当输入和状态都为零时，所有门都会恰好停在二分之一。",
)
wrong(
    "lstm_step",
    "c_t = f_t * c_prev + i_t * candidate",
    "c_t = c_prev\n    c_t *= f_t\n    c_t += i_t * candidate",
    en="The new cell state is written into the array of the old one. Whoever kept the old state finds it changed: make a new array, as `f_t * c_prev` does.",
    zh="新的细胞状态写进了旧状态的数组里。之前留着旧状态的人会发现它变了：应当像 `f_t * c_prev` 那样得到新的数组。",
)
wrong(
    "lstm_step",
    "return h_t, c_t",
    "return c_t, h_t",
    en="The two states come back in the wrong order: the hidden state is asked for first, the cell state second.",
    zh="两个状态返回的顺序反了：先返回隐藏状态，再返回细胞状态。",
)

wrong(
    "lstm_step",
    "h_t = o_t * np.tanh(c_t)",
    "h_t = np.tanh(o_t * c_t)",
    en="The tanh is taken of the whole product. The cell state is squashed first, and then the output gate decides how much of it is shown.",
    zh="对整个乘积取了 tanh。应当先压缩细胞状态，再由输出门决定输出多少。",
)

# to_keras_weights

wrong(
    "to_keras_weights",
    'for name in "ifco"',
    'for name in "ifoc"',
    en="The blocks are in the order i, f, o, c. Keras keeps the candidate third and the output gate last.",
    zh="各块的顺序是 i、f、o、c。Keras 把候选值放在第三，输出门放在最后。",
)
wrong(
    "to_keras_weights",
    'for name in "ifco"',
    'for name in "fico"',
    en="The blocks are in the order f, i, c, o. Many textbooks start with the forget gate; Keras starts with the input gate.",
    zh="各块的顺序是 f、i、c、o。许多教材从遗忘门开始；Keras 从输入门开始。",
)
wrong(
    "to_keras_weights",
    'for name in "ifco"',
    "for name in sorted(gates)",
    en="The blocks are in alphabetical order. Keras has an order of its own; it is written above the exercise.",
    zh="各块按字母顺序排列了。Keras 有自己的顺序，写在练习上方。",
)
wrong(
    "to_keras_weights",
    "[np.concatenate(W_x, axis=1), np.concatenate(W_h, axis=1), np.concatenate(b)]",
    "[np.concatenate(W_x, axis=0), np.concatenate(W_h, axis=0), np.concatenate(b)]",
    en="The blocks are stacked on top of each other (axis 0). They stand side by side: one row per input, a block of columns per gate.",
    zh="各块是上下堆叠的（axis 0）。它们应当左右并排：每个输入一行，每个门占一块列。",
)
wrong(
    "to_keras_weights",
    "[np.concatenate(W_x, axis=1), np.concatenate(W_h, axis=1), np.concatenate(b)]",
    "[np.concatenate(W_x, axis=1).T, np.concatenate(W_h, axis=1).T, np.concatenate(b)]",
    en="The matrices are transposed. PyTorch keeps (4 * units, features); Keras multiplies rows, x @ kernel, and keeps (features, 4 * units).",
    zh="矩阵被转置了。PyTorch 存的是 (4 * units, features)；Keras 用行向量相乘 x @ kernel，存的是 (features, 4 * units)。",
)
wrong(
    "to_keras_weights",
    "[np.concatenate(W_x, axis=1), np.concatenate(W_h, axis=1), np.concatenate(b)]",
    "[np.concatenate(W_h, axis=1), np.concatenate(W_x, axis=1), np.concatenate(b)]",
    en="The kernel and the recurrent kernel have changed places: the first belongs to the input, the second to the hidden state.",
    zh="kernel 与 recurrent_kernel 的位置反了：前者属于输入，后者属于隐藏状态。",
)

wrong(
    "to_keras_weights",
    'for name in "ifco"',
    "for name in gates",
    en="The blocks stand in whatever order the dictionary lists the gates. Keras' order is i, f, c, o: name them.",
    zh="各块按字典列出各门的次序排列。Keras 的顺序是 i、f、c、o：请按名字来取。",
)

# LSTMCell

wrong(
    "LSTMCell",
    "i, f, c, o = ops.split(z, 4, axis=-1)",
    "i, f, o, c = ops.split(z, 4, axis=-1)",
    en="The cell reads its blocks in the order i, f, o, c; Keras' order is i, f, c, o, the candidate third.",
    zh="单元按 i、f、o、c 的顺序读取各块；Keras 的顺序是 i、f、c、o，候选值排第三。",
)
wrong(
    "LSTMCell",
    "i, f, c, o = ops.split(z, 4, axis=-1)",
    "f, i, c, o = ops.split(z, 4, axis=-1)",
    en="The cell reads the forget gate first; in Keras' order i, f, c, o the input gate comes first.",
    zh="单元先读取了遗忘门；按 Keras 的顺序 i、f、c、o，输入门在最前面。",
)
wrong(
    "LSTMCell",
    "ops.sigmoid(o) * ops.tanh(c_t)",
    "ops.sigmoid(o) * c_t",
    en="The output gate is applied to the bare cell state; it should be squashed first.",
    zh="输出门直接作用在细胞状态上；应当先压缩。",
)
wrong(
    "LSTMCell",
    "return h_t, [h_t, c_t]",
    "return h_t, [c_t, h_t]",
    en="The new states are returned as cell state, hidden state. `states` comes in as [h_prev, c_prev] and has to leave in that order.",
    zh="新状态按“细胞状态、隐藏状态”的顺序返回了。`states` 进来时是 [h_prev, c_prev]，出去时也要按这个顺序。",
)
wrong(
    "LSTMCell",
    "return h_t, [h_t, c_t]",
    "return h_t, [h_t, c_prev]",
    en="The cell state is handed on unchanged: what was written at this step is lost at the next.",
    zh="传下去的是没有更新的细胞状态：这一步写入的内容到下一步就丢了。",
)
wrong(
    "LSTMCell",
    "return ops.concatenate([i, f + self.forget_bias, c, o])",
    "return ops.concatenate([i, f, c, o])",
    en="The forget gate's bias starts at zero: a new cell halves its memory at every step. It should start at forget_bias.",
    zh="遗忘门的偏置从零开始：新建的单元每一步都把记忆减半。它应当从 forget_bias 开始。",
)
wrong(
    "LSTMCell",
    "return ops.concatenate([i, f + self.forget_bias, c, o])",
    "return ops.concatenate([i, f, c, o]) + self.forget_bias",
    en="All four blocks of the bias start at forget_bias; only the forget gate's should.",
    zh="偏置的四块都从 forget_bias 开始了；只有遗忘门那一块应当如此。",
)
wrong(
    "LSTMCell",
    '{"units": self.units, "forget_bias": self.forget_bias}',
    '{"units": self.units}',
    en="get_config leaves out forget_bias, so a rebuilt cell starts with another one. Every argument of __init__ belongs in the config.",
    zh="get_config 漏了 forget_bias，重建出来的单元会用另一个初始值。__init__ 的每个参数都应写进配置。",
)
wrong(
    "LSTMCell",
    '{"units": self.units, "forget_bias": self.forget_bias}',
    '{"forget_bias": self.forget_bias}',
    en="get_config leaves out units, so the cell can't be rebuilt or loaded. Every argument of __init__ belongs in the config.",
    zh="get_config 漏了 units，单元无法重建，也无法载入。__init__ 的每个参数都应写进配置。",
)

wrong(
    "LSTMCell",
    "h_prev, c_prev = states",
    "c_prev, h_prev = states",
    en="`states` is read as cell state, hidden state. It comes in as [h_prev, c_prev].",
    zh="读取 `states` 时把它当成了“细胞状态、隐藏状态”。它的顺序是 [h_prev, c_prev]。",
)
wrong(
    "LSTMCell",
    "return h_t, [h_t, c_t]",
    "return h_t, [h_t, h_t]",
    en="The hidden state is handed on in place of the cell state, so what the cell has stored is lost at the next step.",
    zh="该传细胞状态的地方传了隐藏状态，细胞里存的内容到下一步就丢了。",
)
wrong(
    "LSTMCell",
    "return ops.concatenate([i, f + self.forget_bias, c, o])",
    "return ops.concatenate([i + self.forget_bias, f, c, o])",
    en="It is the input gate's bias that starts at forget_bias. The blocks are in the order i, f, c, o: the forget gate's is the second.",
    zh="从 forget_bias 开始的是输入门的偏置。各块的顺序是 i、f、c、o：遗忘门是第二块。",
)
wrong(
    "LSTMCell",
    "f + self.forget_bias",
    "f + 1.0",
    en="The forget gate's bias starts at 1, whatever forget_bias says.",
    zh="不管 forget_bias 是多少，遗忘门的偏置都从 1 开始。",
)
wrong(
    "LSTMCell",
    "h_t = ops.sigmoid(o) * ops.tanh(c_t)",
    "h_t = ops.sigmoid(o) * np.tanh(c_t)",
    en="There is NumPy in `call`. It wants numbers, and while a model is built and trained there are none yet: use keras.ops throughout.",
    zh="`call` 里用了 NumPy。它需要具体的数，而搭建和训练模型时还没有数：请全部使用 keras.ops。",
)
wrong(
    "LSTMCell",
    'initializer=start, name="bias"',
    'initializer=start, name="bias", trainable=False',
    en="The bias is not trainable: it stays what it was at the start, whatever is learnt.",
    zh="偏置是不可训练的：不管学到什么，它都停在初始值上。",
)

# cell_path_gradient

wrong(
    "cell_path_gradient",
    "backwards = np.concatenate([one, f[::-1]])\n    return np.cumprod(backwards, axis=0)[::-1]",
    "return np.cumprod(np.concatenate([one, f]), axis=0)",
    en="The product runs forwards, from the first gate on: that is dc_t / dc_0. Asked for is what lies between t and the end.",
    zh="连乘是从第一个门向前做的，得到的是 dc_t / dc_0。要求的是 t 到末尾之间的部分。",
)
wrong(
    "cell_path_gradient",
    "return np.cumprod(backwards, axis=0)[::-1]",
    "return np.cumprod(backwards, axis=0)",
    en="The values are right but run backwards in time: the first row belongs to t = 0 and the last to t = T.",
    zh="数值是对的，但时间顺序是倒的：第一行属于 t = 0，最后一行属于 t = T。",
)
wrong(
    "cell_path_gradient",
    "return np.cumprod(backwards, axis=0)[::-1]",
    "return np.cumsum(backwards, axis=0)[::-1]",
    en="The gates are added up. Each step scales the gradient by its gate, so they multiply.",
    zh="这里把各个门相加了。每一步都用自己的门缩放梯度，所以应当相乘。",
)
wrong(
    "cell_path_gradient",
    "return np.cumprod(backwards, axis=0)[::-1]",
    "return np.cumprod(backwards, axis=0)[:0:-1]",
    en="The last row, dc_T / dc_T, is missing. There are T gates but T + 1 cell states, c_0 to c_T.",
    zh="缺少最后一行 dc_T / dc_T。门有 T 个，而细胞状态有 T + 1 个，从 c_0 到 c_T。",
)
wrong(
    "cell_path_gradient",
    "one = np.ones((1, f.shape[1]))",
    "one = f[-1:]",
    en="One gate too many: c_T depends on itself with factor 1, and gate f_t already belongs to the way from t - 1 to t.",
    zh="多乘了一个门：c_T 对自身的导数是 1，而 f_t 属于从 t - 1 到 t 的那一步。",
)

# forget_bias

wrong(
    "forget_bias",
    "return np.log(f / (1 - f))",
    "return f",
    en="This is the gate's value, between 0 and 1. The bias is what goes into the sigmoid; undo the sigmoid.",
    zh="这是门的取值，在 0 和 1 之间。偏置是进入 sigmoid 的数；请把 sigmoid 反过来算。",
)
wrong(
    "forget_bias",
    "return np.log(f / (1 - f))",
    "return np.log((1 - f) / f)",
    en="The sign is turned: this bias makes the gate forget the share it should keep.",
    zh="符号反了：这个偏置会让门忘掉本该保留的那一份。",
)
wrong(
    "forget_bias",
    "f = keep ** (1 / steps)",
    "f = keep",
    en="This bias leaves the share `keep` after one step. After more steps the gate has been applied that many times.",
    zh="这个偏置在一步之后就只剩下 `keep`。走过更多步时，门也作用了同样多次。",
)
wrong(
    "forget_bias",
    "f = keep ** (1 / steps)",
    "f = 1 - (1 - keep) / steps",
    en="The loss is shared out evenly over the steps, as if gates subtracted. They multiply: after n steps f**n is left.",
    zh="这里把损失平均分给每一步，好像门是做减法。门是相乘的：n 步之后剩下 f**n。",
)
wrong(
    "forget_bias",
    "return np.log(f / (1 - f))",
    "return np.log10(f / (1 - f))",
    en="The logarithm has base 10; the sigmoid is made of powers of e.",
    zh="用了以 10 为底的对数；sigmoid 是由 e 的幂构成的。",
)

wrong(
    "forget_bias",
    "return np.log(f / (1 - f))",
    "f = np.float32(f)\n    return np.log(f / (1 - f))",
    en="After very many steps the gate is so close to 1 that float32 can't tell them apart, and 1 - f is lost. Compute in float64, as Python and NumPy do.",
    zh="步数非常多时，门与 1 接近到 float32 分辨不出，1 - f 就没有意义了。请像 Python 和 NumPy 那样用 float64 计算。",
)

wrong(
    "forget_bias",
    "f = keep ** (1 / steps)\n    return np.log(f / (1 - f))",
    "return np.log(keep / (1 - keep)) / steps",
    en="The bias for one step is divided by the number of steps. It is the gate that has to be a root: f**steps = keep.",
    zh="把一步所需的偏置除以了步数。要开方的是门：f**steps = keep。",
)
wrong(
    "forget_bias",
    "f = keep ** (1 / steps)",
    "f = keep / steps",
    en="The share is divided by the number of steps. Gates multiply: it is f**steps that has to be `keep`.",
    zh="把比例除以了步数。门是相乘的：等于 `keep` 的应是 f**steps。",
)

# gru_step

wrong(
    "gru_step",
    "h_t = z_t * h_prev + (1 - z_t) * candidate",
    "h_t = (1 - z_t) * h_prev + z_t * candidate",
    en="This is the other published convention (Chung et al. 2014). Here, as in Keras, z = 1 keeps the old state.",
    zh="这是文献中的另一种约定（Chung et al. 2014）。本课程与 Keras 一致：z = 1 时保留旧状态。",
)
wrong(
    "gru_step",
    'candidate = gate("h", r_t * h_prev, np.tanh)',
    'candidate = gate("h", h_prev, np.tanh)',
    en="The reset gate is computed and never used: the candidate always sees the whole old state.",
    zh="重置门算出来却没有用上：候选状态总是看到完整的旧状态。",
)
wrong(
    "gru_step",
    'candidate = gate("h", r_t * h_prev, np.tanh)',
    'candidate = np.tanh(x_t @ gates["h"][0] + r_t * (h_prev @ gates["h"][1]) + gates["h"][2])',
    en="The reset gate is applied after the matrix product. That is a good GRU too (Keras' reset_after=True), but here it comes before.",
    zh="重置门用在了矩阵乘法之后。那也是一种 GRU（Keras 的 reset_after=True），但这里它在乘法之前。",
)
wrong(
    "gru_step",
    'candidate = gate("h", r_t * h_prev, np.tanh)',
    'candidate = r_t * gate("h", h_prev, np.tanh)',
    en="The reset gate scales the whole candidate, the input's part included. It is meant to hide the old state only.",
    zh="重置门缩放了整个候选状态，连输入的部分也缩放了。它只应遮住旧状态。",
)
wrong(
    "gru_step",
    'candidate = gate("h", r_t * h_prev, np.tanh)',
    'candidate = gate("h", z_t * h_prev, np.tanh)',
    en="The update gate stands where the reset gate belongs: inside the candidate.",
    zh="候选状态里用了更新门，那里应当是重置门。",
)
wrong(
    "gru_step",
    'candidate = gate("h", r_t * h_prev, np.tanh)',
    'candidate = gate("h", r_t * h_prev, sigmoid)',
    en="The candidate went through a sigmoid. It is a state and not a gate: it needs both signs.",
    zh="候选状态用了 sigmoid。它是状态而不是门，正负都要能取。",
)
wrong(
    "gru_step",
    "h_t = z_t * h_prev + (1 - z_t) * candidate",
    "h_t = z_t * h_prev + candidate",
    en="The candidate is added in full. The update gate mixes: what it does not keep of the old state, it takes from the candidate.",
    zh="候选状态被整个加了上去。更新门是在混合：旧状态没有保留的那部分，由候选状态补上。",
)

wrong(
    "gru_step",
    'candidate = gate("h", r_t * h_prev, np.tanh)\n    h_t = z_t * h_prev + (1 - z_t) * candidate',
    'candidate = gate("h", r_t * h_prev, np.tanh)\n    h_t = h_prev\n    h_t *= z_t\n    h_t += (1 - z_t) * candidate',
    en="The new state is written into the array of the old one. Whoever kept the old state finds it changed: make a new array, as `z_t * h_prev` does.",
    zh="新状态写进了旧状态的数组里。之前留着旧状态的人会发现它变了：应当像 `z_t * h_prev` 那样得到新的数组。",
)

wrong(
    "gru_step",
    'candidate = gate("h", r_t * h_prev, np.tanh)',
    'candidate = np.tanh(x_t @ gates["h"][0] + (r_t * h_prev) @ gates["h"][1])',
    en="The candidate's bias is missing.",
    zh="漏了候选状态的偏置。",
)

# flip_convention

wrong(
    "flip_convention",
    'flipped["z"] = tuple(-part for part in flipped["z"])',
    'flipped["z"] = tuple(1 - part for part in flipped["z"])',
    en="The weights became 1 - w. It is the gate that turns into 1 - z, after the sigmoid; ask what that means before the sigmoid.",
    zh="权重变成了 1 - w。变成 1 - z 的是经过 sigmoid 之后的门；想一想这在 sigmoid 之前意味着什么。",
)
wrong(
    "flip_convention",
    'flipped["z"] = tuple(-part for part in flipped["z"])',
    'flipped["z"] = (*flipped["z"][:2], -flipped["z"][2])',
    en="Only the bias changed sign. The gate depends on the input and on the state as well: the whole sum has to turn.",
    zh="只有偏置变了号。门还取决于输入和状态：整个和式都要变号。",
)
wrong(
    "flip_convention",
    'flipped["z"] = tuple(-part for part in flipped["z"])',
    'flipped["z"] = (-flipped["z"][0], -flipped["z"][1], flipped["z"][2])',
    en="The bias kept its sign; it is part of the sum inside the sigmoid too.",
    zh="偏置没有变号；它也是 sigmoid 里那个和式的一部分。",
)
wrong(
    "flip_convention",
    'flipped["z"] = tuple(-part for part in flipped["z"])',
    "flipped = {name: tuple(-part for part in parts) for name, parts in flipped.items()}",
    en="All weights changed sign. The two conventions agree about the reset gate and the candidate.",
    zh="所有权重都变了号。两种约定对重置门和候选状态的规定是一样的。",
)
wrong(
    "flip_convention",
    'flipped["z"] = tuple(-part for part in flipped["z"])',
    'flipped["r"] = tuple(-part for part in flipped["r"])',
    en="The reset gate was turned instead of the update gate.",
    zh="翻转的是重置门，而不是更新门。",
)
wrong(
    "flip_convention",
    "flipped = {name: tuple(map(np.array, parts)) for name, parts in gates.items()}",
    "flipped = dict(gates)\n    for part in gates['z']:\n        np.negative(part, out=part)\n    return flipped",
    en="The result is right, but the weights handed in were changed on the way. Whoever calls the function twice gets two different answers.",
    zh="结果是对的，但传入的权重在途中被改掉了。调用两次就会得到两个不同的答案。",
)

wrong(
    "flip_convention",
    'flipped["z"] = tuple(-part for part in flipped["z"])',
    "flipped = {name: tuple(part if name == 'r' else -part for part in parts) for name, parts in flipped.items()}",
    en="The candidate's weights changed sign as well. Only the update gate means something else in the other convention.",
    zh="候选状态的权重也变了号。在另一种约定里，含义不同的只有更新门。",
)
wrong(
    "flip_convention",
    'flipped["z"] = tuple(-part for part in flipped["z"])',
    'flipped["z"] = tuple(1 * part for part in flipped["z"])',
    en="The weights come back as they were: nothing is translated yet. The update gate has to become 1 - z.",
    zh="权重原样返回了：还没有转换。更新门应当变成 1 - z。",
)

# GRUCell

wrong(
    "GRUCell",
    "h_t = z_t * h_prev + (1 - z_t) * candidate",
    "h_t = (1 - z_t) * h_prev + z_t * candidate",
    en="The update gate follows the other convention (Chung et al. 2014); in Keras z = 1 keeps the old state.",
    zh="更新门用的是另一种约定（Chung et al. 2014）；在 Keras 中 z = 1 时保留旧状态。",
)
wrong(
    "GRUCell",
    "z_t = ops.sigmoid(x_z + h_z)\n            r_t = ops.sigmoid(x_r + h_r)",
    "r_t = ops.sigmoid(x_z + h_z)\n            z_t = ops.sigmoid(x_r + h_r)",
    en="With reset_after=True the blocks are read in the order r, z, h, which is PyTorch's. Keras' order is z, r, h.",
    zh="reset_after=True 时各块按 r、z、h 的顺序读取，那是 PyTorch 的顺序。Keras 的顺序是 z、r、h。",
)
wrong(
    "GRUCell",
    "candidate = ops.tanh(x_h + r_t * h_h)",
    "candidate = r_t * ops.tanh(x_h + h_h)",
    en="With reset_after=True the reset gate scales the whole candidate. It belongs on the state's part alone.",
    zh="reset_after=True 时重置门缩放了整个候选状态。它只应作用在来自状态的部分上。",
)
wrong(
    "GRUCell",
    "candidate = ops.tanh(x_h + r_t * h_h)",
    "candidate = ops.tanh(x_h + self.bias[1][-self.units :] + r_t * (h_h - self.bias[1][-self.units :]))",
    en="With reset_after=True the state's bias stands outside the reset gate. That second bias exists to be gated with the product.",
    zh="reset_after=True 时状态的偏置放在了重置门外面。第二个偏置正是要与乘积一起经过重置门。",
)
wrong(
    "GRUCell",
    "h_part = ops.matmul(h_prev, self.recurrent_kernel) + self.bias[1]",
    "h_part = ops.matmul(h_prev, self.recurrent_kernel) + self.bias[0]",
    en="The first row of the bias is used twice. Row 0 goes with the input, row 1 with the state.",
    zh="偏置的第一行用了两次。第 0 行属于输入，第 1 行属于状态。",
)
wrong(
    "GRUCell",
    "candidate = ops.tanh(x_h + ops.matmul(r_t * h_prev, W_h))",
    "candidate = ops.tanh(x_h + r_t * ops.matmul(h_prev, W_h))",
    en="With reset_after=False the reset gate still comes after the matrix product; it has to scale the state before it.",
    zh="reset_after=False 时重置门仍在矩阵乘法之后；它应当在乘法之前缩放状态。",
)
wrong(
    "GRUCell",
    'shape=(self.units, width), initializer="orthogonal", name="recurrent_kernel"',
    'shape=(self.units, width), name="recurrent_kernel"',
    en="The recurrent kernel starts like the kernel, with Glorot's values. Its initializer is `orthogonal`, so that the state keeps its size from step to step.",
    zh="recurrent_kernel 的初始值与 kernel 一样取了 Glorot 的值。它的初始化方法是 `orthogonal`，这样状态的大小一步步都能保持。",
)
wrong(
    "GRUCell",
    '{"units": self.units, "reset_after": self.reset_after}',
    '{"units": self.units}',
    en="get_config does not keep reset_after, so a cell of the one kind comes back as the other. Every argument of __init__ belongs in the config, with the value it has.",
    zh="get_config 没有把 reset_after 保存下来，重建后一种单元变成了另一种。__init__ 的每个参数都应连同它的值写进配置。",
)

wrong(
    "GRUCell",
    "bias_shape = (2, width) if self.reset_after else (width,)",
    "bias_shape = (2, width)",
    en="With reset_after=False the bias has two rows, too. There it has one, of shape (3 * units,).",
    zh="reset_after=False 时偏置也有两行。这时它只有一行，形状是 (3 * units,)。",
)
wrong(
    "GRUCell",
    "candidate = ops.tanh(x_h + r_t * h_h)",
    "candidate = np.tanh(x_h + r_t * h_h)",
    en="There is NumPy in `call`, with reset_after=True. It wants numbers, and while a model is built and trained there are none yet: use keras.ops throughout.",
    zh="reset_after=True 时 `call` 里用了 NumPy。它需要具体的数，而搭建和训练模型时还没有数：请全部使用 keras.ops。",
)
wrong(
    "GRUCell",
    'initializer="zeros", name="bias"',
    'initializer="zeros", name="bias", trainable=False',
    en="The bias is not trainable: it stays zero, whatever is learnt.",
    zh="偏置是不可训练的：不管学到什么，它都停在零上。",
)

# as_simple_rnn

wrong(
    "as_simple_rnn",
    "[-30.0, 30.0, 0.0]",
    "[30.0, 30.0, 0.0]",
    en="The update gate z is held near 1, so the state is copied for ever. In Keras' convention a SimpleRNN, which keeps nothing, is z near 0; the blocks are in the order z, r, h.",
    zh="更新门 z 一直接近 1，状态只会被复制下去。按 Keras 的约定，什么也不保留的 SimpleRNN 对应 z 接近 0；各块的顺序是 z、r、h。",
)
wrong(
    "as_simple_rnn",
    "[-30.0, 30.0, 0.0]",
    "[-30.0, 0.0, 0.0]",
    en="The reset gate sits at one half, so only half of the old state reaches the candidate. It has to be open.",
    zh="重置门停在二分之一，候选状态只看到一半的旧状态。它应当打开。",
)
wrong(
    "as_simple_rnn",
    "[-30.0, 30.0, 0.0]",
    "[-30.0, -30.0, 0.0]",
    en="The candidate sees the input only, and the network has no memory left: the reset gate is shut, or the candidate's recurrent weights are missing.",
    zh="候选状态只看到输入，网络不再有记忆：重置门关上了，或者缺了候选状态的循环权重。",
)
wrong(
    "as_simple_rnn",
    "np.zeros(3 * len(bias))",
    "third_block(bias)",
    en="The SimpleRNN's bias is there twice, in both rows. The rows are added once the reset gate is open.",
    zh="SimpleRNN 的偏置在两行里各放了一次。重置门打开时，两行会相加。",
)
wrong(
    "as_simple_rnn",
    "third_block(recurrent_kernel), biases]",
    "third_block(recurrent_kernel), biases[0]]",
    en="The bias has one row. With reset_after=True Keras keeps two, one for the input and one for the state.",
    zh="偏置只有一行。reset_after=True 时 Keras 有两行，一行属于输入，一行属于状态。",
)

wrong(
    "as_simple_rnn",
    "biases = np.stack([gates + third_block(bias), np.zeros(3 * len(bias))])",
    "biases = np.stack([gates, np.zeros(3 * len(bias))])",
    en="The SimpleRNN's bias is left out. It belongs to the candidate, the third block of one of the two rows.",
    zh="漏了 SimpleRNN 的偏置。它属于候选状态，即两行之一的第三块。",
)
wrong(
    "as_simple_rnn",
    "[-30.0, 30.0, 0.0]",
    "[-5.0, 5.0, 0.0]",
    en="The gates are not far enough shut and open for three decimals: with a bias of 5 a gate still leaves 0.7 %.",
    zh="门关得、开得还不够，精确不到小数点后三位：偏置为 5 时，门还留着 0.7 %。",
)

# count_parameters

wrong(
    "count_parameters",
    'biases = 2 if cell == "GRU" and reset_after else 1',
    "biases = 1",
    en="The GRU with reset_after=True has a second row of biases, for the state.",
    zh="reset_after=True 的 GRU 还有第二行偏置，属于状态。",
)
wrong(
    "count_parameters",
    'biases = 2 if cell == "GRU" and reset_after else 1',
    "biases = 0",
    en="The biases are not counted.",
    zh="没有计入偏置。",
)
wrong(
    "count_parameters",
    'biases = 2 if cell == "GRU" and reset_after else 1',
    'biases = 2 if cell == "GRU" else 1',
    en="The second row of biases is counted for reset_after=False as well; it exists only where the reset gate comes after the product.",
    zh="reset_after=False 时也计入了第二行偏置；只有重置门在乘法之后时才有它。",
)
wrong(
    "count_parameters",
    '{"SimpleRNN": 1, "GRU": 3, "LSTM": 4}',
    '{"SimpleRNN": 1, "GRU": 2, "LSTM": 3}',
    en="Only the gates are counted. The candidate has weights of its own, as large as a gate's.",
    zh="只数了门。候选状态也有自己的权重，与一个门的一样多。",
)
wrong(
    "count_parameters",
    "(features + units + biases)",
    "(features + biases)",
    en="The recurrent weights are missing: every gate looks at the old state too.",
    zh="缺少循环权重：每个门也要看旧状态。",
)
wrong(
    "count_parameters",
    "blocks * units * (features + units + biases)",
    "blocks * units * (features + units) + biases",
    en="A bias per cell is counted, not one per unit of each block.",
    zh="整个循环单元（cell）只数了一个偏置；应当是每一块中的每个单元（unit）各有一个。",
)
