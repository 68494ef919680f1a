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
wrong(
    "alignment_accuracy",
    "weights.argmax(axis=-1) == links",
    "weights.argmax(axis=-1) + 1 == links",
    en="The places were counted from 1; `links` counts them from 0.",
    zh="位置从 1 数起了；`links` 从 0 数起。",
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
wrong(
    "dot_scores",
    "queries @ np.swapaxes(keys, 1, 2)",
    "keys @ np.swapaxes(queries, 1, 2)",
    en="Queries and keys are swapped: there is one row for each key, where one for each query is asked for.",
    zh="查询与键对调了：每个键一行，而题目要求每个查询一行。",
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
wrong(
    "multi_head",
    "read = [causal_self_attention(x, *(W[:, k] for W in (W_q, W_k, W_v))) for k in heads]",
    """W_q = W_q * np.sqrt(W_q.shape[2] / len(W_q))
    read = [causal_self_attention(x, *(W[:, k] for W in (W_q, W_k, W_v))) for k in heads]""",
    en="The scores are divided by the root of the size of `x`; the vectors of a head are only $d$ numbers long.",
    zh="得分除以了 `x` 的大小的平方根；一个头的向量只有 $d$ 个数。",
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

# -- parallel ----------------------------------------------------------------------------------

# join

wrong(
    "join",
    "a_2 * b_1 + b_2",
    "a_1 * b_2 + b_1",
    en="The stretches have changed places: the second is put into the first. Time runs the other way: what the first gives is what the second begins with.",
    zh="两段的位置反了：把第二段代入了第一段。时间的方向相反：第一段的结果才是第二段的开始。",
)
wrong(
    "join",
    "a_2 * b_1 + b_2",
    "b_1 + b_2",
    en="What the first stretch adds goes through the second one as well, and only a share of it is left.",
    zh="第一段加上的内容也要经过第二段，只剩下其中的一份。",
)
wrong(
    "join",
    "return a_2 * a_1,",
    "return a_2 + a_1,",
    en="Of a share a share is kept: the two are multiplied, not added.",
    zh="是份额的份额：两者相乘，不是相加。",
)
wrong(
    "join",
    "return a_2 * a_1,",
    "return a_2,",
    en="The share of the whole is that of the second stretch alone; what stood before both goes through the first as well.",
    zh="整段的份额只取了第二段的；两段之前的状态也要经过第一段。",
)
wrong(
    "join",
    "a_2 * b_1 + b_2",
    "a_1 * b_1 + b_2",
    en="What the first stretch adds is multiplied with the share of the first; it goes through the second.",
    zh="第一段加上的内容乘了第一段的份额；它经过的是第二段。",
)

# doubling

wrong(
    "doubling",
    "join((a[:-d], b[:-d]), (a[d:], b[d:]))",
    "join((a[d:], b[d:]), (a[:-d], b[:-d]))",
    en="The operator is given the later stretch first. The order of the two counts; only the brackets do not.",
    zh="传给算子时后一段在前。两段的顺序不能变，能变的只有括号。",
)
wrong(
    "doubling",
    "d = 2 * d",
    "d = d + 1",
    en="The distance grows by one in each round. After it every stretch is twice as long, so the next one to join begins twice as far back; so steps are counted more than once.",
    zh="每轮的距离只加一。一轮之后每段都长了一倍，下一个要合并的段应当远一倍；这样有些步被算了不止一次。",
)
wrong(
    "doubling",
    "while d < len(b):",
    "while 2 * d <= len(b):",
    en="Right when the number of steps is a power of two; otherwise one round is missing, and the late times do not reach the beginning.",
    zh="步数是二的幂时是对的；否则少了一轮，后面的时刻到不了开头。",
)
wrong(
    "doubling",
    "a, b = (np.concatenate([v[:d], w]) for v, w in zip((a, b), joined, strict=True))",
    "b = np.concatenate([b[:d], joined[1]])",
    en="Only the second parts are joined; from the second round on the first parts are still those of single steps.",
    zh="只合并了第二部分；从第二轮起，第一部分仍是单步的。",
)
wrong(
    "doubling",
    "a, b = (np.concatenate([v[:d], w]) for v, w in zip((a, b), joined, strict=True))",
    "a, b = (np.concatenate([0 * v[:d], w]) for v, w in zip((a, b), joined, strict=True))",
    en="The first times are filled up with zeros in each round. They are ready, and stay as they are.",
    zh="每一轮都用零填在最前面的时刻。它们已经完成，应当保持不变。",
)
wrong(
    "doubling",
    """d = 1
    while d < len(b):
        joined = join((a[:-d], b[:-d]), (a[d:], b[d:]))
        a, b = (np.concatenate([v[:d], w]) for v, w in zip((a, b), joined, strict=True))
        d = 2 * d
    return b""",
    """states = [(a[0], b[0])]
    for t in range(1, len(b)):
        states.append(join(states[-1], (a[t], b[t])))
    return np.stack([h for _, h in states])""",
    en="The states are right, but it goes step by step: the operator is called once for each of them. A round joins all times in one call.",
    zh="状态是对的，但它一步步地走：每个状态都调用一次算子。一轮应当用一次调用合并所有时刻。",
)

# in_chunks

wrong(
    "in_chunks",
    "a[k], b[k] = join((a[k - 1, -1], b[k - 1, -1]), (a[k], b[k]))",
    "a[k], b[k] = join((a[k, -1], b[k, -1]), (a[k], b[k]))",
    en="Each chunk is handed its own last stretch; it needs that of the chunk before.",
    zh="交给每一块的是它自己的最后一段；它需要的是前一块的。",
)
wrong(
    "in_chunks",
    "a[:, t], b[:, t] = join((a[:, t - 1], b[:, t - 1]), (a[:, t], b[:, t]))",
    "b[:, t] = join((a[:, t - 1], b[:, t - 1]), (a[:, t], b[:, t]))[1]",
    en="Within the chunks the first parts stay those of single steps. What comes from the chunk before has to go through all steps up to its place.",
    zh="块内的第一部分仍是单步的。来自前一块的内容要经过到它那个位置为止的所有步。",
)
wrong(
    "in_chunks",
    "a[k], b[k] = join((a[k - 1, -1], b[k - 1, -1]), (a[k], b[k]))",
    "a[k, -1], b[k, -1] = join((a[k - 1, -1], b[k - 1, -1]), (a[k, -1], b[k, -1]))",
    en="Only the last step of each chunk hears of the chunks before; all of its steps have to.",
    zh="只有每块的最后一步得知了前面各块的内容；块中的每一步都应当得知。",
)
wrong(
    "in_chunks",
    "for k in range(1, len(b)):",
    "for k in range(1, 1):",
    en="The chunks stay apart: each begins as if nothing had been before it.",
    zh="各块没有连起来：每一块都像之前什么也没有那样开始。",
)
wrong(
    "in_chunks",
    "join((a[:, t - 1], b[:, t - 1]), (a[:, t], b[:, t]))",
    "join((a[:, t], b[:, t]), (a[:, t - 1], b[:, t - 1]))",
    en="Within the chunks the operator is given the later step first; the order of the two counts.",
    zh="块内传给算子时后一步在前；两者的顺序不能变。",
)
wrong(
    "in_chunks",
    ").copy() for v in (a, b))",
    ") for v in (a, b))",
    en="`reshape` may give another view of the same numbers, so the arrays that were handed in are changed. Make new ones.",
    zh="`reshape` 得到的可能只是同一批数的另一种视图，于是传入的数组被改动了。应当另造新的。",
)

# scan_gradient

wrong(
    "scan_gradient",
    "later = np.concatenate([a[1:], nothing])",
    "later = a",
    en="The share has the wrong time: what comes back from $h_{t+1}$ comes through $a_{t+1}$.",
    zh="份额的时刻不对：从 $h_{t+1}$ 传回来的，经过的是 $a_{t+1}$。",
)
wrong(
    "scan_gradient",
    "return db * before, db",
    "return db * h, db",
    en="The share $a_t$ was multiplied with the state before, $h_{t-1}$, and not with $h_t$.",
    zh="份额 $a_t$ 乘的是之前的状态 $h_{t-1}$，不是 $h_t$。",
)
wrong(
    "scan_gradient",
    "db = doubling(later[::-1], g[::-1], join)[::-1]",
    "db = doubling(later, g, join)",
    en="The gradient is carried forwards in time; it comes from the last time to the first.",
    zh="梯度顺着时间往前传了；它应当从最后一个时刻传到第一个。",
)
wrong(
    "scan_gradient",
    "db = doubling(later[::-1], g[::-1], join)[::-1]",
    "db = doubling(later[::-1], g[::-1], join)",
    en="The result still runs from the last time to the first: turn it round again.",
    zh="结果仍是从最后一个时刻排到第一个：要再翻转回来。",
)
wrong(
    "scan_gradient",
    "db = doubling(later[::-1], g[::-1], join)[::-1]",
    "db = g",
    en="Each state has only the gradient of its own time; it also goes on into all later states.",
    zh="每个状态只有自己那一时刻的梯度；它还会进入之后的所有状态。",
)
wrong(
    "scan_gradient",
    "return db * before, db",
    "return g * before, db",
    en="The gradient of $a$ is made from $g_t$ alone; what later times need of $h_t$ belongs to it as well.",
    zh="$a$ 的梯度只用了 $g_t$；之后各时刻对 $h_t$ 的需要也属于它。",
)

# MinGRUCell

wrong(
    "MinGRUCell",
    "return 1 - z, z * candidate",
    "return z, (1 - z) * candidate",
    en="This is the convention of Keras' GRU, where $z = 1$ keeps. In this notebook, as in the paper, $z = 1$ replaces.",
    zh="这是 Keras 的 GRU 的约定，$z = 1$ 表示保留。本笔记本与论文一致，$z = 1$ 表示替换。",
)
wrong(
    "MinGRUCell",
    "return 1 - z, z * candidate",
    "return 1 - z, candidate",
    en="The candidate goes in whole. It fills up only what is not kept, the share $z$.",
    zh="候选状态被整个加了进去。它只填补没有保留的那部分，份额为 $z$。",
)
wrong(
    "MinGRUCell",
    "return 1 - z, z * candidate",
    "return 1 - z, z * ops.tanh(candidate)",
    en="The candidate has gone through a tanh; in these equations it is linear.",
    zh="候选状态经过了 tanh；在这些公式里它是线性的。",
)
wrong(
    "MinGRUCell",
    "x_z, candidate = ops.split(products, 2, axis=-1)",
    "candidate, x_z = ops.split(products, 2, axis=-1)",
    en="Gate and candidate have changed places in the weights: the gate's columns come first.",
    zh="权重中门和候选状态的位置反了：门的那些列在前。",
)
wrong(
    "MinGRUCell",
    "np.repeat([self.gate_bias, 0.0], self.units)",
    "np.repeat([self.gate_bias, self.gate_bias], self.units)",
    en="The candidate's bias begins with `gate_bias` as well; it begins with zero.",
    zh="候选状态的偏置也从 `gate_bias` 开始了；它应当从零开始。",
)
wrong(
    "MinGRUCell",
    "ops.matmul(inputs, self.kernel) + self.bias",
    "ops.matmul(inputs, self.kernel)",
    en="The bias is created and never added.",
    zh="偏置创建了，却没有加上。",
)
wrong(
    "MinGRUCell",
    'super().get_config() | {"units": self.units, "gate_bias": self.gate_bias}',
    'super().get_config() | {"units": self.units}',
    en="The config has forgotten `gate_bias`: a cell that is built again begins with zero.",
    zh="配置里漏了 `gate_bias`：重建的单元会从零开始。",
)

# MinGRU

wrong(
    "MinGRU",
    "if mask is not None:",
    "if mask is not None and False:",
    en="The mask is not used: masked steps change the state as well.",
    zh="没有用掩码：被掩码挡住的时间步也改变了状态。",
)
wrong(
    "MinGRU",
    "ops.where(there, a, 1.0), ops.where(there, b, 0.0)",
    "ops.where(there, a, 0.0), ops.where(there, b, 0.0)",
    en="A masked step empties the state. To leave it as it is, it has to keep all of it and add nothing.",
    zh="被掩码挡住的时间步清空了状态。要保持不变，就得全部保留、什么也不加。",
)
wrong(
    "MinGRU",
    "ops.where(there, a, 1.0), ops.where(there, b, 0.0)",
    "a, ops.where(there, b, 0.0)",
    en="A masked step adds nothing, but it still keeps only a share of the state.",
    zh="被掩码挡住的时间步没有加入什么，但仍然只保留了状态的一部分。",
)
wrong(
    "MinGRU",
    "first = a[:, :1] * initial_state[:, None] + b[:, :1]",
    "first = initial_state[:, None] + b[:, :1]",
    en="The initial state goes in whole. It goes through the first step like any other state, so the first share is left of it.",
    zh="初始状态被整个加了进去。它和别的状态一样要经过第一步，只剩下第一个份额。",
)
wrong(
    "MinGRU",
    "if initial_state is not None:",
    "if initial_state is not None and False:",
    en="The initial state is not used: every part of a text begins with zeros.",
    zh="没有用初始状态：文本的每一部分都从零开始。",
)
wrong(
    "MinGRU",
    "while d < b.shape[1]:",
    "while 2 * d <= b.shape[1]:",
    en="Right when the number of steps is a power of two; otherwise one round is missing, and the late states do not reach the beginning.",
    zh="步数是二的幂时是对的；否则少了一轮，后面的状态到不了开头。",
)
wrong(
    "MinGRU",
    'super().get_config() | {"units": self.units, "gate_bias": self.gate_bias}',
    'super().get_config() | {"units": self.units}',
    en="The config has forgotten `gate_bias`: a layer that is built again begins with zero.",
    zh="配置里漏了 `gate_bias`：重建的层会从零开始。",
)
wrong(
    "MinGRU",
    """d = 1
        while d < b.shape[1]:
            joined = join((a[:, :-d], b[:, :-d]), (a[:, d:], b[:, d:]))
            pairs = zip((a, b), joined, strict=True)
            a, b = (ops.concatenate([v[:, :d], w], axis=1) for v, w in pairs)
            d = 2 * d
        return b""",
    """states = [b[:, 0]]
        for t in range(1, b.shape[1]):
            states.append(a[:, t] * states[-1] + b[:, t])
        return ops.stack(states, axis=1)""",
    en="The states are right, but `scan` loops over time: several operations for each step, one behind the other.",
    zh="状态是对的，但 `scan` 沿时间循环：每一步都有几个运算，一个接一个。",
)

# memory_weights

wrong(
    "memory_weights",
    "return z * after",
    "return z * kept",
    en="One factor too many: the gate of its own time writes the candidate and takes nothing from it. The product begins with the time after.",
    zh="多了一个因子：自己那一时刻的门写入候选状态，并不从中取走什么。乘积从下一个时刻开始。",
)
wrong(
    "memory_weights",
    "return z * after",
    "return after",
    en="This is what is left of the state of each time; of the candidate only the share $z_t$ went into it.",
    zh="这是每个时刻的状态所剩的份额；候选状态只有 $z_t$ 那一份进入了状态。",
)
wrong(
    "memory_weights",
    "np.cumprod((1 - z)[::-1], axis=0)[::-1]",
    "np.cumprod(z[::-1], axis=0)[::-1]",
    en="The gates themselves were multiplied. What a gate of $z$ leaves is $1 - z$.",
    zh="相乘的是门本身。门为 $z$ 时，留下的是 $1 - z$。",
)
wrong(
    "memory_weights",
    "np.cumprod((1 - z)[::-1], axis=0)[::-1]",
    "np.cumprod(1 - z, axis=0)",
    en="The product runs from the first time. What counts for a candidate are the gates after it, up to the last.",
    zh="乘积是从第一个时刻开始的。对一个候选状态来说，要紧的是它之后直到最后的门。",
)
wrong(
    "memory_weights",
    "np.cumprod((1 - z)[::-1], axis=0)[::-1]",
    "1 - np.cumsum(z[::-1], axis=0)[::-1]",
    en="The losses were added up. Each gate takes its share of what is left, so the shares that stay are multiplied.",
    zh="把损失的部分相加了。每个门取走的是剩余部分的一份，所以应当把留下的份额相乘。",
)

# keeping_bias

wrong(
    "keeping_bias",
    "np.log((1 - keep) / keep)",
    "np.log(keep / (1 - keep))",
    en="The sign is that of a gate that keeps, as in chapter 5. Here the gate replaces: to keep much it has to stay shut.",
    zh="符号是“保留”的门的，像第 5 章那样。这里的门是替换：要保留得多，它就得关着。",
)
wrong(
    "keeping_bias",
    "keep = share ** (1 / steps)",
    "keep = share",
    en="Such a gate leaves the share after one step. After many steps it has been multiplied as often.",
    zh="这样的门走一步就只剩这个份额。走许多步，份额就要乘那么多次。",
)
wrong(
    "keeping_bias",
    "keep = share ** (1 / steps)",
    "keep = 1 - (1 - share) / steps",
    en="The loss was divided among the steps. Each step leaves a share of what is still there, so the shares multiply.",
    zh="把损失平均分给了各步。每一步留下的是当时所剩的一份，所以份额是相乘的。",
)
wrong(
    "keeping_bias",
    "np.log((1 - keep) / keep)",
    "np.log(1 - keep)",
    en="This is the logarithm of the gate; the bias is what has to go into the sigmoid so that the gate comes out.",
    zh="这是门的对数；偏置是要送进 sigmoid、使它给出这个门的数。",
)

# decay_and_gain

wrong(
    "decay_and_gain",
    "rate = np.exp(nu)",
    "rate = np.exp(-nu)",
    en="The sign of $\\nu$ is the other way round: a small $\\nu$ has to give a share near 1.",
    zh="$\\nu$ 的符号反了：$\\nu$ 小时，份额应当接近 1。",
)
wrong(
    "decay_and_gain",
    "rate = np.exp(nu)",
    "rate = -nu",
    en="There are two exponentials, one in the other. With one alone the share is above 1 for half of all $\\nu$.",
    zh="有两个指数函数，一个套着一个。只有一个时，有一半的 $\\nu$ 会使份额大于 1。",
)
wrong(
    "decay_and_gain",
    "np.sqrt(-np.expm1(-2 * rate))",
    "-np.expm1(-rate)",
    en="The gain is $1 - a$, which keeps a constant input at its size. Noise adds up by its variance: $\\gamma$ is the root of $1 - a^2$.",
    zh="这里的增益是 $1 - a$，它使恒定的输入保持大小。噪声按方差累加：$\\gamma$ 是 $1 - a^2$ 的平方根。",
)
wrong(
    "decay_and_gain",
    "np.sqrt(-np.expm1(-2 * rate))",
    "-np.expm1(-2 * rate)",
    en="The root is missing: $1 - a^2$ is a ratio of variances, and the input is scaled by its square root.",
    zh="少了平方根：$1 - a^2$ 是方差之比，输入要乘的是它的平方根。",
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

# -- scoreboard --------------------------------------------------------------------------------

wrong(
    "pareto_front",
    "(costs[:, None] < costs) | (bits[:, None] < bits)",
    "(costs[:, None] < costs) & (bits[:, None] < bits)",
    en="A model falls only to one that is better in both columns. It falls as well to one that is better in one column and as good in the other.",
    zh="一个模型只输给两列都更好的模型。另一个模型若在一列更好、在另一列一样好，也胜过它。",
)
wrong(
    "pareto_front",
    "no_worse & better",
    "no_worse & ~np.eye(len(costs), dtype=bool)",
    en="Two models that are alike in both columns have thrown each other out. Neither is better than the other in anything, so neither beats the other.",
    zh="两列都相同的两个模型把对方都淘汰了。两者没有哪一列更好，所以谁也没有胜过谁。",
)
wrong(
    "pareto_front",
    "beaten = no_worse & better",
    "beaten = no_worse",
    en="Nobody is left: every model is no worse than itself, and that has thrown it out. To beat, a model has to be better in something.",
    zh="一个也没有剩下：每个模型都不比自己差，于是被自己淘汰了。要胜过别人，至少要在一列更好。",
)
wrong(
    "pareto_front",
    "beaten.any(axis=0)",
    "beaten.any(axis=1)",
    en="True are the models that beat no other one. Asked for are those that no other one beats: which of the two axes is the winner's?",
    zh="标为 True 的是没有胜过任何模型的模型。要求的是没有被任何模型胜过的：两个轴中，哪一个是胜者的？",
)
wrong(
    "pareto_front",
    "(costs[:, None] <= costs) & (bits[:, None] <= bits)",
    "(costs[:, None] <= costs) | (bits[:, None] <= bits)",
    en="A model is thrown out as soon as another one is better in one of the columns. It may still be the better one in the other column; then neither beats the other.",
    zh="只要另一个模型在一列更好，这个模型就被淘汰了。它在另一列可能仍然更好；那样谁也没有胜过谁。",
)
wrong(
    "pareto_front",
    "(costs[:, None] <= costs) & (bits[:, None] <= bits)",
    "(costs[:, None] <= costs) & (bits[:, None] >= bits)",
    en="The bits are counted as if more of them were better. Bits per character are a price too: fewer are better.",
    zh="比特数被当成越多越好。每个字符的比特数也是一种代价：越少越好。",
)
wrong(
    "pareto_front",
    "return ~beaten.any(axis=0)",
    "return np.flatnonzero(~beaten.any(axis=0))",
    en="What comes back are the places of the models on the front. Asked for is True or False for each model, in the order in which they were handed in.",
    zh="返回的是前沿上各模型的位置。要求的是按给定的顺序，对每个模型返回 True 或 False。",
)
wrong(
    "pareto_front",
    "return ~beaten.any(axis=0)",
    "return ~beaten.any(axis=0)[np.argsort(costs)]",
    en="The answers come in the order of the costs. They have to be in the order in which the models were handed in.",
    zh="答案按代价的顺序返回了。它们应当按照交给函数的模型的顺序。",
)
wrong(
    "pareto_front",
    "return ~beaten.any(axis=0)",
    "return bits == np.minimum.accumulate(bits)",
    en="Each model was compared only with those handed in before it. That would do if they came in the order of their costs; here they come in any order.",
    zh="每个模型只与在它之前交进来的模型比较了。只有按代价排好顺序时才够；这里的顺序是任意的。",
)
