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
