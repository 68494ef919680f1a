"""Mistakes of chapter 3, language models."""

from autograder.misconceptions import wrong

# worked_pass

wrong(
    "worked_pass",
    "W_hh @ h + W_x[word]",
    "h @ W_hh + W_x[word]",
    en="The state stands to the left of W_hh. The notes' matrices act on columns, W_hh h; from the left it is multiplied by the transpose.",
    zh="状态写在了 W_hh 的左边。笔记中的矩阵作用在列向量上，即 W_hh h；写在左边就等于乘以它的转置。",
)
wrong(
    "worked_pass",
    "h = np.tanh(W_hh @ h + W_x[word] + b_h)",
    "h = np.tanh(W_hh @ np.zeros(len(b_h)) + W_x[word] + b_h)",
    en="Every word starts again from a state of zeros. The state after one word is what the next word starts from.",
    zh="每个词都重新从零状态开始了。一个词之后的状态，应当是下一个词的起点。",
)
wrong(
    "worked_pass",
    "h = np.tanh(W_hh @ h + W_x[word] + b_h)\n        states.append(h)\n        logits.append(W_hy @ h + b_y)",
    "logits.append(W_hy @ h + b_y)\n        h = np.tanh(W_hh @ h + W_x[word] + b_h)\n        states.append(h)",
    en="The logits are made from the state before the word was read. First the state, then what it predicts.",
    zh="logits 用的是读入这个词之前的状态。应当先更新状态，再由它作出预测。",
)
wrong(
    "worked_pass",
    "logits.append(W_hy @ h + b_y)",
    "logits.append(W_hy @ h)",
    en="The bias b_y of the output is missing. (In the notes, too, one of the printed figures is right only without it.)",
    zh="输出缺少偏置 b_y。（笔记里也有一个印出的数字，只有漏掉它才对得上。）",
)
wrong(
    "worked_pass",
    "W_x[word] + b_h)",
    "W_x[word])",
    en="The bias b_h of the state is missing.",
    zh="状态缺少偏置 b_h。",
)
wrong(
    "worked_pass",
    "logits.append(W_hy @ h + b_y)",
    "logits.append(np.tanh(W_hy @ h + b_y))",
    en="The logits went through tanh. They are plain scores of any size; the squashing belongs to the state.",
    zh="logits 也经过了 tanh。它们只是大小不限的分数；压缩是状态才需要的。",
)
wrong(
    "worked_pass",
    "logits.append(W_hy @ h + b_y)",
    "powers = np.exp(W_hy @ h + b_y)\n        logits.append(powers / powers.sum())",
    en="These are probabilities, after a softmax. Asked for are the logits, the scores that go into it.",
    zh="这是 softmax 之后的概率。要求的是 logits，也就是进入 softmax 的分数。",
)

# rnn_step

wrong(
    "rnn_step",
    "h_prev @ W_h",
    "h_prev @ W_h.T",
    en="W_h is transposed. With states as rows the product is h_prev W_h, as in the equation.",
    zh="W_h 被转置了。状态是行向量时，乘积就是公式中的 h_prev W_h。",
)
wrong(
    "rnn_step",
    "return np.tanh(x_t @ W_x + h_prev @ W_h + b)",
    "return np.tanh(x_t @ W_x + h_prev @ W_h)",
    en="The bias is missing: with zero input and zero state, h_t would be zero.",
    zh="缺少偏置：输入和状态都为零时，h_t 就会是零。",
)
wrong(
    "rnn_step",
    "return np.tanh(x_t @ W_x + h_prev @ W_h + b)",
    "return np.tanh(x_t @ W_x + h_prev @ W_h) + b",
    en="The bias is added after the tanh. It belongs into the sum that is squashed; else the state has no bounds.",
    zh="偏置加在了 tanh 之后。它应当在被压缩的和里面，否则状态就没有上下界。",
)
wrong(
    "rnn_step",
    "return np.tanh(x_t @ W_x + h_prev @ W_h + b)",
    "return np.tanh(x_t @ W_x) + np.tanh(h_prev @ W_h) + np.tanh(b)",
    en="Each term has a tanh of its own. The terms are added first, and one tanh squashes the sum.",
    zh="每一项各用了一个 tanh。应当先把各项相加，再用一个 tanh 压缩这个和。",
)
wrong(
    "rnn_step",
    "return np.tanh(x_t @ W_x + h_prev @ W_h + b)",
    "return 1 / (1 + np.exp(-(x_t @ W_x + h_prev @ W_h + b)))",
    en="This is a sigmoid: no state could ever be negative. The equation has tanh.",
    zh="这里用的是 sigmoid：状态永远不会为负。公式中是 tanh。",
)
wrong(
    "rnn_step",
    "return np.tanh(x_t @ W_x + h_prev @ W_h + b)",
    "return x_t @ W_x + h_prev @ W_h + b",
    en="The tanh is missing. Without it the whole network is linear, and its state can grow without end.",
    zh="缺少 tanh。没有它，整个网络就是线性的，状态会无限增长。",
)
wrong(
    "rnn_step",
    "return np.tanh(x_t @ W_x + h_prev @ W_h + b)",
    "h_prev[:] = np.tanh(x_t @ W_x + h_prev @ W_h + b)\n    return h_prev",
    en="The new state is written into the array of the old one, and whoever kept the old state finds it changed. Return a new array.",
    zh="新状态写进了旧状态的数组，之前留着旧状态的人会发现它变了。请返回新的数组。",
)

# rnn

wrong(
    "rnn",
    "h = rnn_step(x[:, t], h, W_x, W_h, b)\n        states.append(h)",
    "states.append(rnn_step(x[:, t], h_0, W_x, W_h, b))",
    en="Every step starts from h_0. The state that one step returns is the h_prev of the next.",
    zh="每一步都从 h_0 出发了。一步返回的状态应当是下一步的 h_prev。",
)
wrong(
    "rnn",
    "h, states = h_0, []",
    "h, states = np.zeros_like(h_0), []",
    en="The first step starts from zeros instead of h_0: a state that was carried over is lost.",
    zh="第一步从零开始，而不是从 h_0 开始：传过来的状态就丢了。",
)
wrong(
    "rnn",
    "h, states = h_0, []",
    "h, states = h_0, [h_0]",
    en="h_0 is among the results. Asked for are the states after each input: as many as there are time steps.",
    zh="结果里包括了 h_0。要求的是每个输入之后的状态：个数与时间步数相同。",
)
wrong(
    "rnn",
    "return np.stack(states, axis=1)",
    "return np.stack(states)",
    en="Time comes first in the result. The batch is the first axis and time the second: stack along axis 1.",
    zh="结果中时间轴在最前面。第一个轴应是批次，第二个轴才是时间：沿 axis 1 堆叠。",
)
wrong(
    "rnn",
    "return np.stack(states, axis=1)",
    "return h",
    en="Only the last state comes back. Collect the state of every step.",
    zh="只返回了最后的状态。请收集每一步的状态。",
)
wrong(
    "rnn",
    "for t in range(x.shape[1]):",
    "for t in reversed(range(x.shape[1])):",
    en="The sequence is read from its end. The first step reads x[:, 0].",
    zh="序列是从末尾往前读的。第一步应当读 x[:, 0]。",
)
wrong(
    "rnn",
    "h = rnn_step(x[:, t], h, W_x, W_h, b)",
    "h = rnn_step(x[:, t], h, W_x, W_h, b if t == 0 else 0 * b)",
    en="The bias is added in the first step only. All steps share all weights, the bias included.",
    zh="只有第一步加了偏置。所有时间步共享全部权重，偏置也不例外。",
)

# RNNCell

wrong(
    "RNNCell",
    "h_t = ops.tanh(x_part + h_part + self.bias)",
    "h_t = ops.tanh(x_part + h_part)",
    en="The cell has a bias but does not use it.",
    zh="单元里有偏置，却没有用上。",
)
wrong(
    "RNNCell",
    "h_part = ops.matmul(states[0], self.recurrent_kernel)",
    "h_part = ops.matmul(states[0], ops.transpose(self.recurrent_kernel))",
    en="The recurrent kernel is transposed. In Keras it stands to the right of the state, untransposed.",
    zh="recurrent_kernel 被转置了。在 Keras 里它写在状态右边，不转置。",
)
wrong(
    "RNNCell",
    "h_t = ops.tanh(x_part + h_part + self.bias)",
    "h_t = ops.relu(x_part + h_part + self.bias)",
    en="The cell uses ReLU; SimpleRNN, and the equation, have tanh.",
    zh="单元用了 ReLU；SimpleRNN 和公式用的都是 tanh。",
)
wrong(
    "RNNCell",
    "return h_t, [h_t]",
    "return h_t, [states[0]]",
    en="The old state is handed on: what a step has read is lost at the next one.",
    zh="传下去的是旧状态：一步读到的内容，到下一步就丢了。",
)
wrong(
    "RNNCell",
    "return h_t, [h_t]",
    "return x_part + h_part + self.bias, [h_t]",
    en="The output is the sum before the tanh. A plain recurrent cell shows its state: output and state are the same.",
    zh="输出的是 tanh 之前的和。普通循环单元输出的就是它的状态：两者相同。",
)
wrong(
    "RNNCell",
    'initializer="orthogonal"',
    'initializer="glorot_uniform"',
    en="The recurrent kernel does not start orthogonal, as it should: an orthogonal matrix neither stretches nor shrinks the state it is multiplied with.",
    zh="recurrent_kernel 的初始值不是正交的，而它应当是：正交矩阵既不拉长也不缩短与它相乘的状态。",
)
wrong(
    "RNNCell",
    'return super().get_config() | {"units": self.units}',
    "return super().get_config()",
    en="get_config leaves out units, so the cell can't be rebuilt or loaded. Every argument of __init__ belongs in the config.",
    zh="get_config 漏了 units，单元无法重建，也无法载入。__init__ 的每个参数都应写进配置。",
)
wrong(
    "RNNCell",
    "shape=(self.units,)",
    "shape=(2, self.units)",
    en="There are two rows of biases. The equation has one bias, of shape (units,), and so has SimpleRNN.",
    zh="偏置有两行。公式里只有一个偏置，形状是 (units,)，SimpleRNN 也是如此。",
)

# labelled_windows

wrong(
    "labelled_windows",
    "return ids[places], ids[places + 1]",
    "return ids[places], ids[places]",
    en="The labels are the inputs themselves. A model that repeats what it sees would be perfect; the label of each symbol is the one after it.",
    zh="标签就是输入本身。那样只需重复所见就是完美的模型；每个符号的标签应当是它后面的那个。",
)
wrong(
    "labelled_windows",
    "return ids[places], ids[places + 1]",
    "return ids[places + 1], ids[places]",
    en="Inputs and labels have changed places: here the model is to name the symbol before.",
    zh="输入和标签的位置反了：这样模型要说的是前一个符号。",
)
wrong(
    "labelled_windows",
    "return ids[places], ids[places + 1]",
    "return ids[places], np.roll(ids[places], -1, axis=1)",
    en="The labels are rolled within each row, so the last label is the row's own first symbol. It is the next symbol of the text.",
    zh="标签是在每行内部循环移位得到的，于是最后一个标签成了本行的第一个符号。它应当是文本中的下一个符号。",
)
wrong(
    "labelled_windows",
    "return ids[places], ids[places + 1]",
    "return ids[places], ids[starts + length]",
    en="There is one label per window, the symbol after its end. Every place has a label of its own.",
    zh="每个窗口只有一个标签，即窗口之后的符号。每个位置都应有自己的标签。",
)
wrong(
    "labelled_windows",
    "np.arange(0, len(ids) - length, step)",
    "np.arange(0, len(ids) - length - 1, step)",
    en="A window that just fits is left out. A row with its last label needs length + 1 symbols.",
    zh="漏掉了一个刚好放得下的窗口。一行连同最后一个标签需要 length + 1 个符号。",
)
wrong(
    "labelled_windows",
    "np.arange(0, len(ids) - length, step)",
    "np.arange(0, len(ids) - length, length)",
    en="The windows stand side by side. They are to start every `step` symbols, so they may overlap or leave gaps.",
    zh="窗口是首尾相接的。它们应当每隔 `step` 个符号开始一个，可以重叠，也可以有空隙。",
)
wrong(
    "labelled_windows",
    "ids[places + 1]",
    "ids[np.minimum(places + step, len(ids) - 1)]",
    en="The labels are `step` symbols ahead. `step` says where windows start; a label is always one symbol ahead.",
    zh="标签往后移了 `step` 个符号。`step` 说的是窗口从哪里开始；标签总是后一个符号。",
)

# clip_by_global_norm

wrong(
    "clip_by_global_norm",
    "norm = np.sqrt(sum(np.sum(g**2) for g in gradients))\n    scale = limit / max(norm, limit)\n    return [g * scale for g in gradients]",
    "return [g * limit / max(np.sqrt(np.sum(g**2)), limit) for g in gradients]",
    en="Each gradient is clipped by its own norm, as Keras' clipnorm does. The rule takes one norm for all of them together, and so keeps the direction.",
    zh="每个梯度按各自的范数裁剪，那是 Keras 的 clipnorm。这里要用全部梯度合起来的一个范数，这样才能保持方向。",
)
wrong(
    "clip_by_global_norm",
    "return [g * scale for g in gradients]",
    "return [np.clip(g, -limit, limit) for g in gradients]",
    en="Each entry is clipped by itself. That turns the gradient; scale all entries by one number.",
    zh="这里把每个元素各自截断，会改变梯度的方向；应当让所有元素乘以同一个数。",
)
wrong(
    "clip_by_global_norm",
    "scale = limit / max(norm, limit)",
    "scale = limit / max(norm, 1e-12)",
    en="Short gradients are stretched up to the limit. Clipping only ever shortens: the factor is at most 1.",
    zh="短的梯度被拉长到上限。裁剪只会缩短：因子最大是 1。",
)
wrong(
    "clip_by_global_norm",
    "norm = np.sqrt(sum(np.sum(g**2) for g in gradients))",
    "norm = sum(np.sum(g**2) for g in gradients)",
    en="The square root is missing: this is the square of the norm.",
    zh="缺少平方根：这是范数的平方。",
)
wrong(
    "clip_by_global_norm",
    "norm = np.sqrt(sum(np.sum(g**2) for g in gradients))",
    "norm = sum(np.sqrt(np.sum(g**2)) for g in gradients)",
    en="The norms of the gradients are added. Add their squares and take one root at the end, as in Pythagoras' theorem.",
    zh="这里把各梯度的范数相加了。应当把平方相加，最后开一次根号，就像勾股定理那样。",
)
wrong(
    "clip_by_global_norm",
    "norm = np.sqrt(sum(np.sum(g**2) for g in gradients))",
    "norm = max(np.sqrt(np.sum(g**2)) for g in gradients)",
    en="The largest of the norms decides. The global norm takes all gradients as one long vector.",
    zh="这里由最大的那个范数决定。全局范数是把所有梯度看成一个长向量。",
)
wrong(
    "clip_by_global_norm",
    "return [g * scale for g in gradients]",
    "for g in gradients:\n        g *= scale\n    return gradients",
    en="The arrays that were handed in are changed. Return new ones and leave the gradients as they are.",
    zh="传入的数组被改动了。请返回新的数组，原来的梯度保持不变。",
)

# generate

wrong(
    "generate",
    "for token in prefix:\n        logits, state = step(token, state)",
    "logits, state = step(tokens[-1], state)",
    en="Only the last token of the prefix is read. The warm-up reads them all, so that the state knows the whole prefix.",
    zh="只读了前缀的最后一个词元。预热要读完整个前缀，状态才知道前面的内容。",
)
wrong(
    "generate",
    "for token in prefix:\n        logits, state = step(token, state)",
    "start = state\n    for token in prefix:\n        logits, state = step(token, state)\n    state = start",
    en="After the warm-up the state is set back. Only the predictions of the warm-up are ignored; its state is the point of it.",
    zh="预热之后状态又被还原了。预热时不理会的只是预测；它的状态正是目的所在。",
)
wrong(
    "generate",
    "tokens.append(token)\n        if token == end:\n            break\n        logits, state = step(token, state)",
    "tokens.append(token)\n        if token == end:\n            break\n        logits, _ = step(token, state)",
    en="While it writes, the new state is thrown away: each new token is read as if it were the first after the prefix.",
    zh="写的时候新状态被丢掉了：每个新词元都好像是前缀之后的第一个。",
)
wrong(
    "generate",
    "for _ in range(n):",
    "for _ in range(n - len(prefix)):",
    en="The prefix is counted among the n tokens. n new ones are to be added, so that there are len(prefix) + n.",
    zh="前缀被算进了 n 个词元里。应当新添 n 个，一共 len(prefix) + n 个。",
)
wrong(
    "generate",
    "return tokens",
    "return tokens[len(prefix) :]",
    en="Only the new tokens come back. The prefix belongs to the result, in front.",
    zh="只返回了新词元。结果的开头应当有前缀。",
)
wrong(
    "generate",
    "for _ in range(n):",
    "logits, state = step(prefix[-1], state)\n    for _ in range(n):",
    en="The last token of the prefix is read twice: once in the warm-up and again before the first choice. The warm-up's last logits are already the prediction.",
    zh="前缀的最后一个词元读了两次：预热时一次，第一次选择前又一次。预热最后得到的 logits 已经是预测了。",
)
wrong(
    "generate",
    "token = choose(logits)",
    "token = int(np.argmax(logits))",
    en="The most likely token is taken, whatever `choose` says. Leave the choice to it.",
    zh="不管 `choose` 怎么说，总是取了最可能的词元。请由它来选。",
)
wrong(
    "generate",
    "tokens.append(token)\n        if token == end:\n            break",
    "if token == end:\n            break\n        tokens.append(token)",
    en="The end token is left out. It is part of the text: the last token.",
    zh="漏掉了表示结束的词元。它是文本的一部分：最后一个词元。",
)
wrong(
    "generate",
    "if token == end:",
    "if end in tokens:",
    en="An end token in the prefix stops the generation, too. Only one that the model has chosen does.",
    zh="前缀里的结束词元也使生成停下了。只有模型选中的才算。",
)
wrong(
    "generate",
    "if token == end:\n            break\n        ",
    "",
    en="It runs on after the end token. Once `end` was chosen, nothing is to follow.",
    zh="选中结束词元之后还在继续。一旦选中 `end`，后面就不该再有东西。",
)
wrong(
    "generate",
    "tokens = list(prefix)",
    "tokens = prefix",
    en="New tokens are appended to the list that was handed in, so the caller's prefix grows. Start with a copy.",
    zh="新词元添到了传入的列表里，调用者的前缀会变长。请先复制一份。",
)

# soften

wrong(
    "soften",
    "scaled = logits / temperature",
    "scaled = logits * temperature",
    en="The logits are multiplied by the temperature. A high temperature should flatten the distribution; this sharpens it.",
    zh="logits 乘以了温度。温度高应当使分布变平，这样却使它变尖。",
)
wrong(
    "soften",
    "powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))",
    "powers = np.exp(scaled)",
    en="exp of a large logit is more than a float can hold. Lower all logits of a row by their largest first: the result stays the same.",
    zh="大的 logit 取 exp 会超出浮点数的范围。先把一行的所有 logits 减去其中最大的：结果不变。",
)
wrong(
    "soften",
    "powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))",
    "powers = np.exp(scaled - scaled.max())",
    en="The largest logit of all rows is subtracted everywhere. A row far below it becomes all zeros: take each row's own largest.",
    zh="所有行都减去了全体最大的 logit。远低于它的行会变成全零：应当减去每行自己的最大值。",
)
wrong(
    "soften",
    "return powers / powers.sum(axis=-1, keepdims=True)",
    "return powers / powers.sum()",
    en="All rows together add up to one. Each row is a distribution of its own: sum along the last axis.",
    zh="现在是所有行合起来等于一。每一行各是一个分布：请沿最后一个轴求和。",
)
wrong(
    "soften",
    "scaled = logits / temperature\n    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))\n    return powers / powers.sum(axis=-1, keepdims=True)",
    "scaled = np.array(logits)\n    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))\n    p = powers / powers.sum(axis=-1, keepdims=True) / temperature\n    return p / p.sum(axis=-1, keepdims=True)",
    en="The probabilities are divided by the temperature, which changes nothing once they add up to one again. The logits are to be divided, before the softmax.",
    zh="这里是概率除以了温度，再归一化之后什么也没变。应当在 softmax 之前让 logits 除以温度。",
)
wrong(
    "soften",
    "return powers / powers.sum(axis=-1, keepdims=True)",
    "return powers",
    en="The powers do not add up to one. Divide each row by its sum.",
    zh="这些幂加起来不等于一。请把每行除以它的和。",
)
wrong(
    "soften",
    "scaled = logits / temperature",
    "logits /= temperature\n    scaled = logits",
    en="The logits that were handed in are changed. Make a new array, as logits / temperature does.",
    zh="传入的 logits 被改动了。请像 logits / temperature 那样得到新的数组。",
)

# truncate

wrong(
    "truncate",
    "order = np.argsort(p)[::-1]",
    "order = np.argsort(p)",
    en="The least likely symbols stay and the most likely are cut. Sort the other way round.",
    zh="留下的是最不可能的符号，最可能的反而被截掉了。排序方向反了。",
)
wrong(
    "truncate",
    "shares[before >= top_p] = 0",
    "shares[before + shares > top_p] = 0",
    en="The symbol with which the sum reaches top_p is cut. It has to stay: the group's shares add up to at least top_p.",
    zh="使总和达到 top_p 的那个符号被截掉了。它应当留下：这一组的份额之和至少是 top_p。",
)
wrong(
    "truncate",
    "shares[before >= top_p] = 0",
    "shares[shares < top_p] = 0",
    en="Each probability is compared with top_p by itself. top_p is about the sum of the most likely ones.",
    zh="这里把每个概率各自与 top_p 比较。top_p 说的是最可能的几个之和。",
)
wrong(
    "truncate",
    "kept[order] = shares / shares.sum()",
    "kept[order] = shares",
    en="What is left does not add up to one after the cut.",
    zh="截断之后，剩下的加起来不等于一。",
)
wrong(
    "truncate",
    "kept[order] = shares / shares.sum()",
    "kept = shares / shares.sum()",
    en="The probabilities come back sorted. Each belongs to a symbol: put it back in its place.",
    zh="返回的概率是排过序的。每个概率都属于一个符号：请放回原位。",
)
wrong(
    "truncate",
    "shares = shares / shares.sum()\n    if top_p",
    "if top_p",
    en="With both limits, top-p adds up the shares from before the top-k cut. They should add up to one again first.",
    zh="两个限制都给时，top-p 累加的是 top-k 截断之前的份额。应当先让它们重新加起来等于一。",
)
wrong(
    "truncate",
    "shares[top_k:] = 0",
    "shares[top_k + 1 :] = 0",
    en="One symbol too many stays: top_k = 3 keeps the places 0, 1 and 2.",
    zh="多留了一个符号：top_k = 3 留下的是位置 0、1、2。",
)
wrong(
    "truncate",
    "shares[top_k:] = 0",
    "shares[:top_k] = 0",
    en="top-k cuts the most likely symbols and keeps the tail.",
    zh="top-k 截掉了最可能的符号，留下了尾巴。",
)
