"""Mistakes of chapter 9, beyond the notes."""

from autograder.source.misconceptions import wrong

# -- attention ---------------------------------------------------------------------------------

# attend

wrong(
    "attend",
    "weights = np.where(there, np.exp(np.where(there, scores - highest, 0)), 0)",
    "weights = np.exp(np.where(there, scores, 0) - np.where(there, scores, 0).max(axis=-1, keepdims=True))",
    en="The scores were multiplied with the mask: a score of 0 has the exponential 1, so places without a word are read as well.",
    zh="把得分乘上了掩码：得分 0 的指数是 1，所以没有词的位置也被读了。",
)
wrong(
    "attend",
    """weights = np.where(there, np.exp(np.where(there, scores - highest, 0)), 0)
    total = weights.sum(axis=-1, keepdims=True)
    weights = weights / np.where(total > 0, total, 1)""",
    """weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True) * there""",
    en="The mask came after the softmax: the weights of the words no longer sum to one, because the places without a word have taken their share.",
    zh="掩码用在了 softmax 之后：没有词的位置已经占去一份，词的权重之和不再是一。",
)
wrong(
    "attend",
    "total = weights.sum(axis=-1, keepdims=True)",
    "total = weights.sum(axis=1, keepdims=True)",
    en="The weights sum to one over the queries; they should over the places, for each query.",
    zh="权重对各个查询求和为一；应当是每个查询对各个位置求和为一。",
)
wrong(
    "attend",
    "scores - highest, 0",
    "scores, 0",
    en="Right for small scores; the exponential of large ones is infinite, or that of all of them 0. Subtract the largest of each query first.",
    zh="得分小时是对的；得分大时指数会变成无穷大，或者全部变成 0。先减去每个查询的最大得分。",
)
wrong(
    "attend",
    "np.where(total > 0, total, 1)",
    "total",
    en="A row without any word is divided by a sum of 0; its weights and its context are 0.",
    zh="一个词也没有的行被和 0 相除；它的权重和上下文都是 0。",
)

# additive_scores

wrong(
    "additive_scores",
    "np.tanh((queries @ W)[:, :, None] + (states @ U)[:, None])",
    "(queries @ W)[:, :, None] + (states @ U)[:, None]",
    en="The tanh is missing: then the query moves all scores of a step by the same number, which the softmax does not see.",
    zh="缺少 tanh：这样查询只是让这一步的所有得分移动同一个数，softmax 看不见。",
)
wrong(
    "additive_scores",
    """hidden = np.tanh((queries @ W)[:, :, None] + (states @ U)[:, None])
    return hidden @ v""",
    """hidden = (queries @ W)[:, :, None] + (states @ U)[:, None]
    return np.tanh(hidden @ v)""",
    en="The tanh stands around the whole score; it belongs to the hidden layer, before $v$.",
    zh="tanh 套在了整个得分外面；它属于隐藏层，在 $v$ 之前。",
)
wrong(
    "additive_scores",
    "np.tanh((queries @ W)[:, :, None] + (states @ U)[:, None])",
    "np.tanh((queries @ W)[:, :, None]) + np.tanh((states @ U)[:, None])",
    en="Each of the two products has a tanh of its own; there is one tanh, of their sum.",
    zh="两个乘积各自取了 tanh；应当只有一个 tanh，作用在它们的和上。",
)
wrong(
    "additive_scores",
    "return hidden @ v",
    "return np.swapaxes(hidden @ v, 1, 2)",
    en="The scores have the places before the queries; asked for is (batch, m, n), a row for each query.",
    zh="得分的位置轴在查询轴之前；要求的是 (batch, m, n)，每个查询一行。",
)

# Attention

wrong(
    "Attention",
    "scores = ops.where(mask, ops.matmul(hidden, self.v), -1e9)",
    "scores = ops.matmul(hidden, self.v)",
    en="The mask is not used: places without a word are read as well.",
    zh="没有用掩码：没有词的位置也被读了。",
)
wrong(
    "Attention",
    "scores = ops.where(mask, ops.matmul(hidden, self.v), -1e9)",
    'scores = ops.matmul(hidden, self.v) * ops.cast(mask, "float32")',
    en="The scores were multiplied with the mask: a score of 0 is not the smallest that there is, so places without a word are read as well.",
    zh="把得分乘上了掩码：得分 0 并不是最小的，所以没有词的位置也被读了。",
)
wrong(
    "Attention",
    """weights = ops.softmax(scores, axis=-1)
        return""",
    """weights = ops.softmax(scores, axis=0)
        return""",
    en="The softmax runs over the rows of the batch; the weights of each row should sum to one over its places.",
    zh="softmax 沿批次的各行计算；每一行的权重应当在它的各个位置上和为一。",
)
wrong(
    "Attention",
    "ops.matmul(query, self.W)[:, None] + keys",
    "ops.matmul(query, self.W)[:, None] + ops.matmul(states, self.U)",
    en="The keys that it is handed are not used but computed anew from the states, at each step.",
    zh="没有用交给它的键，而是每一步由状态重新计算。",
)
wrong(
    "Attention",
    "ops.sum(weights[:, :, None] * states, axis=1)",
    "ops.mean(weights[:, :, None] * states, axis=1)",
    en="The weighted states were averaged; with weights that sum to one, their sum is the mean already.",
    zh="对加权后的状态取了平均；权重之和为一，它们的和已经是平均。",
)
wrong(
    "Attention",
    'super().get_config() | {"hidden": self.hidden}',
    '{"hidden": self.hidden}',
    en="The config has forgotten what `super().get_config()` returns, such as the layer's name.",
    zh="配置丢掉了 `super().get_config()` 返回的内容，例如层的名字。",
)

# AttentionDecoder

wrong(
    "AttentionDecoder",
    """context, alpha = self.attention(s, states, keys, mask)
            _, (s,) = self.cell(ops.concatenate([words[:, t], context], axis=-1), [s])""",
    """context, alpha = self.attention(first, states, keys, mask)
            _, (s,) = self.cell(ops.concatenate([words[:, t], context], axis=-1), [s])""",
    en="Every step asks with the state that it began with, so all steps read the same; the query is the state before the step.",
    zh="每一步都用最初的状态发问，于是各步读到的都一样；查询应当是这一步之前的状态。",
)
wrong(
    "AttentionDecoder",
    "self.cell(ops.concatenate([words[:, t], context], axis=-1), [s])",
    "self.cell(ops.concatenate([words[:, t], context], axis=-1), [first])",
    en="Every step of the cell begins with the first state; it goes on from the state before.",
    zh="单元的每一步都从最初的状态开始；应当从上一步的状态继续。",
)
wrong(
    "AttentionDecoder",
    "read.append(ops.concatenate([s, context], axis=-1))",
    "read.append(ops.concatenate([context, s], axis=-1))",
    en="The dense layer is given the context before the state; the text says the state, and behind it the context.",
    zh="交给全连接层的是上下文在前、状态在后；题目要求状态在前，后面接上上下文。",
)
wrong(
    "AttentionDecoder",
    "ops.concatenate([words[:, t], context], axis=-1), [s]",
    "ops.concatenate([context, words[:, t]], axis=-1), [s]",
    en="The cell reads the context before the word; the text says the embedding, and behind it the context.",
    zh="单元读到的是上下文在前、词在后；题目要求嵌入在前，后面接上上下文。",
)
wrong(
    "AttentionDecoder",
    """            read.append(ops.concatenate([s, context], axis=-1))
            weights.append(alpha)""",
    """            context, alpha = self.attention(s, states, keys, mask)
            read.append(ops.concatenate([s, context], axis=-1))
            weights.append(alpha)""",
    en="It looks once more after the step, with the new state; weights and context are those that were read before it.",
    zh="走完这一步后又用新状态看了一次；权重和上下文应当是这一步之前读到的。",
)

# alignment_accuracy

wrong(
    "alignment_accuracy",
    "np.mean((weights.argmax(axis=-1) == links)[links >= 0])",
    "np.mean(weights.argmax(axis=-1) == links)",
    en="Words without a place were counted as mistakes; they do not count at all.",
    zh="没有位置的词被算作了错误；它们根本不参与计数。",
)
wrong(
    "alignment_accuracy",
    "[links >= 0]",
    "[links > 0]",
    en="The words whose place is the first one, number 0, were left out.",
    zh="位置是第一个（编号 0）的词被漏掉了。",
)
wrong(
    "alignment_accuracy",
    "np.mean((weights.argmax(axis=-1) == links)[links >= 0])",
    "np.mean(np.take_along_axis(weights, np.maximum(links, 0)[..., None], -1)[..., 0][links >= 0])",
    en="This is the mean weight at the right place; asked for is how often the largest weight is there.",
    zh="这是正确位置上的平均权重；要求的是最大权重落在那里的比例。",
)

# dot_scores

wrong(
    "dot_scores",
    " / np.sqrt(queries.shape[-1])",
    "",
    en=r"The scores are not divided by $\sqrt{d}$.",
    zh=r"得分没有除以 $\sqrt{d}$。",
)
wrong(
    "dot_scores",
    "np.sqrt(queries.shape[-1])",
    "queries.shape[-1]",
    en="The scores are divided by $d$; the text says by its root.",
    zh="得分除以了 $d$；题目要求除以它的平方根。",
)
wrong(
    "dot_scores",
    "np.sqrt(queries.shape[-1])",
    "np.sqrt(keys.shape[1])",
    en="The scores are divided by the root of the number of places; $d$ is the length of a vector.",
    zh="得分除以了位置个数的平方根；$d$ 是向量的长度。",
)

# causal_self_attention

wrong(
    "causal_self_attention",
    "past = np.tril(np.ones(scores.shape[1:], bool))",
    "past = np.ones(scores.shape[1:], bool)",
    en="Words read what comes after them: nothing keeps the future out.",
    zh="词读到了后面的内容：没有什么挡住未来。",
)
wrong(
    "causal_self_attention",
    "past = np.tril(np.ones(scores.shape[1:], bool))",
    "past = np.triu(np.ones(scores.shape[1:], bool))",
    en="The mask is the wrong way round: every word reads itself and the future.",
    zh="掩码方向反了：每个词读的是自己和未来。",
)
wrong(
    "causal_self_attention",
    """    scores = np.where(past, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ (x @ W_v)""",
    """    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return past * weights / weights.sum(axis=-1, keepdims=True) @ (x @ W_v)""",
    en="The future was taken out after the softmax: the weights of the past no longer sum to one.",
    zh="未来是在 softmax 之后去掉的：过去的权重之和不再是一。",
)
wrong(
    "causal_self_attention",
    "scores = np.where(past, scores, -np.inf)",
    "scores = np.where(past, scores, 0)",
    en="The scores of the future were set to 0, which has the exponential 1: the future is still read.",
    zh="未来的得分被设成了 0，而 0 的指数是 1：未来仍然被读了。",
)
wrong(
    "causal_self_attention",
    "dot_scores(x @ W_q, x @ W_k)",
    "dot_scores(x @ W_k, x @ W_q)",
    en="Queries and keys have changed places.",
    zh="查询和键用反了。",
)
wrong(
    "causal_self_attention",
    "@ (x @ W_v)",
    "@ (x @ W_k)",
    en="What is read are the keys; the contexts are sums of the values, $x W_v$.",
    zh="读的是键；上下文应当是值 $x W_v$ 的和。",
)

# positions

wrong(
    "positions",
    "np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(time, size)",
    "np.concatenate([np.sin(angles), np.cos(angles)], axis=-1)",
    en="All sines stand before all cosines; they take turns, a sine and its cosine side by side.",
    zh="所有正弦排在所有余弦前面；应当交替排列，正弦旁边就是它的余弦。",
)
wrong(
    "positions",
    "np.stack([np.sin(angles), np.cos(angles)], axis=-1)",
    "np.stack([np.cos(angles), np.sin(angles)], axis=-1)",
    en="Sine and cosine have changed places: the sine is at the even numbers.",
    zh="正弦和余弦用反了：偶数位置上是正弦。",
)
wrong(
    "positions",
    "np.arange(time)[:, None]",
    "np.arange(1, time + 1)[:, None]",
    en="The places begin with 1; the first is $t = 0$.",
    zh="位置从 1 开始了；第一个位置是 $t = 0$。",
)
wrong(
    "positions",
    "np.arange(0, size, 2) / size",
    "np.arange(size // 2) / size",
    en="The exponent is $k/d$; it has to be $2k/d$.",
    zh="指数是 $k/d$；应当是 $2k/d$。",
)

# multi_head

wrong(
    "multi_head",
    "return sum(context @ W_o[k] for k, context in enumerate(read))",
    "return sum(context @ W_o[k] for k, context in enumerate(read)) / len(read)",
    en="The heads were averaged; what they have read is added.",
    zh="对各个头取了平均；应当把它们读到的相加。",
)
wrong(
    "multi_head",
    "return sum(context @ W_o[k] for k, context in enumerate(read))",
    "return sum(context @ W_o[-1 - k] for k, context in enumerate(read))",
    en="The heads meet the wrong parts of `W_o`: the first head belongs to `W_o[0]`.",
    zh="各个头对上了 `W_o` 里错误的部分：第一个头对应 `W_o[0]`。",
)
wrong(
    "multi_head",
    "(W[:, k] for W in (W_q, W_k, W_v))",
    "(W.reshape(len(W), -1, W.shape[1])[..., k] for W in (W_q, W_k, W_v))",
    en="The matrices were cut at the wrong axis: the heads are the middle one of (size, heads, d).",
    zh="矩阵切错了轴：头是 (size, heads, d) 的中间那个轴。",
)

# next_word_costs

wrong(
    "next_word_costs",
    "2 * (before + 1) * size",
    "2 * before * size",
    en="The new word reads itself as well: scores and sum are over `before` + 1 words.",
    zh="新的词也读自己：得分与求和是对 `before` + 1 个词的。",
)
wrong(
    "next_word_costs",
    "4 * size**2 + 2 * (before + 1) * size",
    "4 * size**2 + (before + 1) * size",
    en="Scores or values were forgotten: every word that is read takes `size` multiplications for its score, and `size` more for its part of the sum.",
    zh="漏了得分或者值：每个被读的词，得分要 `size` 次乘法，求和中它的一份还要 `size` 次。",
)
wrong(
    "next_word_costs",
    "4 * size**2 + 2 * (before + 1) * size",
    "3 * size**2 + 2 * (before + 1) * size",
    en="One of the four matrices was forgotten.",
    zh="四个矩阵中漏了一个。",
)
wrong(
    "next_word_costs",
    "4 * size**2 + 2 * (before + 1) * size",
    "(before + 1) * 4 * size**2 + 2 * (before + 1) ** 2 * size",
    en="This is the cost of the whole text; keys and values of the words before are kept, and only the new word counts.",
    zh="这是整段文本的代价；之前各词的键和值都保留着，只数新的词。",
)
wrong(
    "next_word_costs",
    "2 * size**2, ",
    "2 * size**2 * (before + 1), ",
    en="The recurrent layer was counted over the whole text; its state is kept, so that one more word is one more step.",
    zh="循环层数成了整段文本；它的状态保留着，所以多一个词就是多一步。",
)

# -- fast --------------------------------------------------------------------------------------

# multiplications

wrong(
    "multiplications",
    "inputs = time * batch * features * 4 * units",
    "inputs = batch * features * 4 * units",
    en="The inputs are multiplied as if there were one step: hoisting makes one product of all, with the rows of all steps in it.",
    zh="输入只按一个时间步计算：外提把它们合成一个乘积，但所有时间步的行都在里面。",
)
wrong(
    "multiplications",
    """inputs = time * batch * features * 4 * units
    states = time * batch * units * 4 * units""",
    """inputs = time * batch * features * units
    states = time * batch * units * units""",
    en="These are the columns of one gate; three gates and the candidate make four blocks.",
    zh="这只是一个门的列数；三个门加上候选值，一共四个块。",
)
wrong(
    "multiplications",
    "return (states, inputs) if hoisted",
    "return (inputs, states) if hoisted",
    en="Inside and outside have changed places: the products of the states wait for each other, those of the inputs do not.",
    zh="循环之内和之外用反了：状态的乘积要一个等一个，输入的乘积不必。",
)
wrong(
    "multiplications",
    "return (states, inputs) if hoisted",
    "return (states, 0) if hoisted",
    en="What was taken out of the loop is not counted any more; hoisting moves multiplications, it saves none.",
    zh="移出循环的没有再数；外提只是挪动乘法，一次也没有省掉。",
)

# lstm_forward

wrong(
    "lstm_forward",
    "np.where(here, o * np.tanh(c_t), h_t)",
    "np.where(here, o * np.tanh(c_t), 0)",
    en="At a masked step the hidden state is set to zero; it stays what it was.",
    zh="在被掩码挡住的时间步上，隐藏状态被置为零；它应当保持原样。",
)
wrong(
    "lstm_forward",
    "c_t = np.where(here, f * c_t + i * candidate, c_t)",
    "c_t = f * c_t + i * candidate",
    en="The mask holds the hidden state only; the cell state goes on at a masked step. Both stand still.",
    zh="掩码只固定了隐藏状态，细胞状态在被挡住的时间步上还在往前走。两个都应当停住。",
)
wrong(
    "lstm_forward",
    "i, f, candidate, o = np.split(a[t] + h_t @ W_h, 4, axis=-1)",
    "i, f, o, candidate = np.split(a[t] + h_t @ W_h, 4, axis=-1)",
    en="The blocks are taken in the order i, f, o, c; Keras' order is i, f, c, o.",
    zh="各块是按 i、f、o、c 的顺序取的；Keras 的顺序是 i、f、c、o。",
)
wrong(
    "lstm_forward",
    "np.split(a[t] + h_t @ W_h, 4, axis=-1)",
    "np.split(x[t] @ W_x + b + h_t @ W_h, 4, axis=-1)",
    en="Right numbers, but the inputs are multiplied inside the loop, once for every step. Take that product out of it.",
    zh="数是对的，但输入仍在循环之内相乘，每一步一次。请把这个乘积移到循环之外。",
)
wrong(
    "lstm_forward",
    "kept.append((h_t, c_t, np.concatenate([i, f, candidate, o], axis=-1)))",
    "kept.append((h_t, c_t, a[t]))",
    en="In place of the gates come back the sums without the state; asked for is what the gates are, after sigmoid and tanh.",
    zh="返回的不是各个门，而是没有状态的和；要求的是经过 sigmoid 和 tanh 之后的门。",
)

# lstm_backward_step

wrong(
    "lstm_backward_step",
    "dc = dc + dh * o * (1 - shown**2)",
    "dc = dh * o * (1 - shown**2)",
    en="What the later step hands back for the cell state is lost; the way through the hidden state is *added* to it.",
    zh="后一步为细胞状态传回的梯度丢了；经过隐藏状态的那一份应当*加*上去。",
)
wrong(
    "lstm_backward_step",
    "dc = dc + dh * o * (1 - shown**2)",
    "shown = shown",
    en="The cell state reaches the loss through the hidden state of its own step as well; that part is missing.",
    zh="细胞状态还经过同一步的隐藏状态通向损失；缺了这一份。",
)
wrong(
    "lstm_backward_step",
    "delta_o = dh * shown * o * (1 - o)",
    "delta_o = dh * c_t * o * (1 - o)",
    en="The output gate lets out the tanh of the cell state, and so its gradient has that factor, not the bare cell state.",
    zh="输出门放出的是细胞状态的 tanh，所以它的梯度里是这个因子，而不是细胞状态本身。",
)
wrong(
    "lstm_backward_step",
    "delta_f = dc * c_prev * f * (1 - f)",
    "delta_f = dc * c_t * f * (1 - f)",
    en="The forget gate multiplies the cell state before the step, and that is the factor of its gradient; here it is the one after it.",
    zh="遗忘门乘的是这一步之前的细胞状态，它才是梯度里的因子；这里用了之后的。",
)
wrong(
    "lstm_backward_step",
    "delta_c = dc * i * (1 - candidate**2)",
    "delta_c = dc * i * candidate * (1 - candidate)",
    en="The candidate has a tanh, and its slope is 1 minus the square; this is the slope of a sigmoid.",
    zh="候选值用的是 tanh，斜率是 1 减去平方；这里用的是 sigmoid 的斜率。",
)
wrong(
    "lstm_backward_step",
    "delta @ W_h.T, dc * f",
    "delta @ W_h.T, dc",
    en="The cell state's gradient is handed on whole; on its way back it is multiplied by the forget gate.",
    zh="细胞状态的梯度原封不动地传了下去；往回走时要乘以遗忘门。",
)

# lstm_backward

wrong(
    "lstm_backward",
    "dh = dh + upstream[t]",
    "dh = upstream[t]",
    en="What the later steps hand back for the hidden state is replaced by what the loss says of this step; the two are added.",
    zh="后面各步为隐藏状态传回的梯度被这一步直接从损失得到的替换了；两者应当相加。",
)
wrong(
    "lstm_backward",
    "np.where(here, dh_prev, dh), np.where(here, dc_prev, dc)",
    "np.where(here, dh_prev, 0), np.where(here, dc_prev, 0)",
    en="At a masked step the gradients end; the states passed it unchanged, and so do their gradients.",
    zh="梯度在被掩码挡住的时间步上断了；状态原样通过那里，它们的梯度也是。",
)
wrong(
    "lstm_backward",
    "deltas[t] = np.where(here, delta, 0)",
    "deltas[t] = delta",
    en="A masked step has a share in the gradients of the weights here; it computed nothing, so its delta is zero.",
    zh="被掩码挡住的时间步在权重的梯度里占了一份；它什么也没有算，所以它的 delta 是零。",
)
wrong(
    "lstm_backward",
    "dh, dc, deltas = np.zeros_like(c_0), dc_last, np.zeros_like(gates)",
    "dh, dc, deltas = np.zeros_like(c_0), np.zeros_like(c_0), np.zeros_like(gates)",
    en="What the last cell state gets from the loss, `dc_last`, is not used.",
    zh="没有用最后的细胞状态从损失得到的梯度 `dc_last`。",
)
wrong(
    "lstm_backward",
    "given = dh, dc, gates[t], c_before[t], c[t], W_h",
    "given = dh, dc, gates[t], c[t], c[t], W_h",
    en="The forget gate's gradient is made with the cell state after the step; handed to the step as `c_prev` is the one before.",
    zh="遗忘门的梯度用的是这一步之后的细胞状态；作为 `c_prev` 交给它的应当是之前的。",
)

# weight_gradients

wrong(
    "weight_gradients",
    "before = np.concatenate([h_0[None], h[:-1]])",
    "before = h",
    en="The recurrent weights met the state *before* each step; here every delta is paired with the state after it.",
    zh="循环权重遇到的是每一步*之前*的状态；这里每个 delta 都与之后的状态配了对。",
)
wrong(
    "weight_gradients",
    "before = np.concatenate([h_0[None], h[:-1]])",
    "before = np.concatenate([np.zeros_like(h_0)[None], h[:-1]])",
    en="The state before the first step is taken for zero; it is `h_0`.",
    zh="把第一步之前的状态当成了零；它是 `h_0`。",
)
wrong(
    "weight_gradients",
    "deltas.sum(axis=0)",
    "deltas.mean(axis=0)",
    en="The bias gets the mean over steps and sequences; each adds its share, so it is the sum.",
    zh="偏置取了对时间步和序列的平均；每一步都加上自己的一份，所以是和。",
)
wrong(
    "weight_gradients",
    """x, before, deltas = (part.reshape(-1, part.shape[-1]) for part in (x, before, deltas))
    return x.T @ deltas, before.T @ deltas, deltas.sum(axis=0)""",
    """by_x = sum(x[t].T @ deltas[t] for t in range(len(x)))
    by_h = sum(before[t].T @ deltas[t] for t in range(len(x)))
    return by_x, by_h, deltas.sum(axis=(0, 1))""",
    en="Right numbers, but with a product for every step. Put the rows of all steps below each other, and one product adds them up.",
    zh="数是对的，但每个时间步做了一个乘积。把所有时间步的行上下叠起来，一个乘积就把它们加好了。",
)

# stored_numbers

wrong(
    "stored_numbers",
    "segments = -(-time // every)",
    "segments = time // every",
    en="The last, shorter segment is left out; it needs the two states before it as well.",
    zh="漏了最后较短的一段；它也需要之前的两个状态。",
)
wrong(
    "stored_numbers",
    "6 * min(every, time)",
    "6 * time",
    en="The six numbers are counted for all steps; with segments they are there for one segment at a time.",
    zh="六个数按所有时间步计算了；分段之后，同一时刻只为一段而存在。",
)
wrong(
    "stored_numbers",
    "6 * min(every, time)",
    "6 * every",
    en="A segment is longer than the sequence here: there are no more steps to keep than there are steps.",
    zh="这里一段比序列还长：要保存的时间步不会比序列的时间步多。",
)
wrong(
    "stored_numbers",
    "2 * segments + 6",
    "segments + 6",
    en="One state is counted before each segment; an LSTM carries two.",
    zh="每段之前只数了一个状态；LSTM 带着两个。",
)
wrong(
    "stored_numbers",
    "6 * min(every, time)",
    "4 * min(every, time)",
    en="The gates and the candidate are four; the way back reads both states of every step as well.",
    zh="门和候选值是四个；反向时还要读每一步的两个状态。",
)

# fast_lstm

wrong(
    "fast_lstm",
    "return (ops.matmul(delta, W_back) + stays_t * dh, dc * keep_t), (delta,)",
    "return (ops.matmul(delta, W_back), dc * keep_t), (delta,)",
    en="At a masked step the hidden state's gradient is lost; it passes unchanged, as the state did.",
    zh="在被掩码挡住的时间步上，隐藏状态的梯度丢了；它应当原样通过，就像状态那样。",
)
wrong(
    "fast_lstm",
    "rows = upstream, p, q, stays + mask * f, stays",
    "rows = upstream, p, q, mask * f, stays",
    en="At a masked step the cell state's gradient becomes zero; where the state stands still, its factor is one.",
    zh="在被掩码挡住的时间步上，细胞状态的梯度变成了零；状态停住的地方，它的因子是一。",
)
wrong(
    "fast_lstm",
    "(ops.zeros_like(h_0), dc_last)",
    "(ops.zeros_like(h_0), ops.zeros_like(c_0))",
    en="What the last cell state gets from the loss is not used; the way back begins with it.",
    zh="没有用最后的细胞状态从损失得到的梯度；反向应当从它开始。",
)
wrong(
    "fast_lstm",
    "ops.concatenate([dc, dc, dc, dh], axis=-1) * q_t",
    "ops.concatenate([dc, dc, dh, dc], axis=-1) * q_t",
    en="The blocks of the candidate and of the output gate have changed places: the order is i, f, c, o, and only o gets its gradient from $dh_t$.",
    zh="候选值的块和输出门的块用反了：顺序是 i、f、c、o，只有 o 的梯度来自 $dh_t$。",
)
wrong(
    "fast_lstm",
    "ops.tensordot(h_before, deltas, axes=[[0, 1], [0, 1]])",
    "ops.tensordot(h, deltas, axes=[[0, 1], [0, 1]])",
    en="The gradient of `W_h` pairs each delta with the state after its step; it met the one before.",
    zh="`W_h` 的梯度把每个 delta 与这一步之后的状态配了对；它遇到的是之前的状态。",
)

# FastLSTM

wrong(
    "FastLSTM",
    "outputs = h if mask is None else ops.where(ops.cumsum(steps, axis=0) > 0, h, 0)",
    "outputs = h",
    en="Before the first step that there is, the outputs show the initial state; Keras' outputs are zero there.",
    zh="在第一个真正的时间步之前，输出显示了初始状态；Keras 的输出在那里是零。",
)
wrong(
    "FastLSTM",
    "outputs = h if mask is None else ops.where(ops.cumsum(steps, axis=0) > 0, h, 0)",
    "outputs = h if mask is None else h * steps",
    en="The outputs are zero at every masked step; after the first step that there is, they stay what they were.",
    zh="输出在每个被挡住的时间步上都是零；第一个真正的时间步之后，它们应当保持原样。",
)
wrong(
    "FastLSTM",
    "[h[-1], c_last]",
    "[c_last, h[-1]]",
    en="The two last states have changed places: the hidden state comes first, then the cell state.",
    zh="最后的两个状态用反了：先是隐藏状态，然后是细胞状态。",
)
wrong(
    "FastLSTM",
    "return outputs[-1], ops.transpose(outputs, (1, 0, 2)), [h[-1], c_last]",
    "return outputs[-1], outputs, [h[-1], c_last]",
    en="The outputs still have time first; a layer returns them with the batch first.",
    zh="输出的第一轴仍是时间；层返回时批次应当在前。",
)
wrong(
    "FastLSTM",
    "given = a, h_0, c_0,",
    "given = a, ops.zeros_like(h_0), ops.zeros_like(c_0),",
    en="The layer always starts from zeros; a state that it is given is not used.",
    zh="层总是从零开始；给它的初始状态没有用上。",
)
wrong(
    "FastLSTM",
    """steps = ops.ones_like(a[..., :1])
        if mask is not None:
            steps = ops.cast(ops.transpose(mask)[..., None], a.dtype)""",
    "steps = ops.ones_like(a[..., :1])",
    en="The mask does not reach `fast_lstm`: padding is read like everything else.",
    zh="掩码没有传到 `fast_lstm`：填充也像其他内容一样被读了。",
)
