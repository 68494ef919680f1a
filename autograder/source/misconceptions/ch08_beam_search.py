"""Mistakes of chapter 8, search."""

from autograder.source.misconceptions import wrong

# greedy_search

wrong(
    "greedy_search",
    "(log_probs,), state = step(np.full(1, token), state)",
    "(log_probs,), _ = step(np.full(1, token), state)",
    en="The state is not carried: every step starts from the first state again, so the model has forgotten all tokens but the last.",
    zh="状态没有传下去：每一步都从最初的状态重新开始，模型只记得最后一个词元。",
)
wrong(
    "greedy_search",
    "(log_probs,), state = step(np.full(1, token), state)",
    "(log_probs,), state = step(np.full(1, start), state)",
    en="Every step is given the start token. What goes in is the token taken last.",
    zh="每一步输入的都是起始词元。应当输入刚刚取的词元。",
)
wrong(
    "greedy_search",
    "log_prob += log_probs[token]",
    "log_prob += np.exp(log_probs[token])",
    en="Probabilities are added up. Along an output they are multiplied; it is their logarithms that add.",
    zh="这里把概率加了起来。沿着一个输出，概率是相乘的；相加的是它们的对数。",
)
wrong(
    "greedy_search",
    "log_prob += log_probs[token]",
    "log_prob = log_probs[token]",
    en="Only the last token's log-probability comes back. That of the output is a sum over all of its tokens.",
    zh="返回的只是最后一个词元的对数概率。输出的对数概率是它所有词元之和。",
)
wrong(
    "greedy_search",
    "        output.append(token)\n        if token == end:\n            break\n",
    "        if token == end:\n            break\n        output.append(token)\n",
    en="The end token is missing from the output. It is a token like the others: it was chosen, and its probability counts.",
    zh="输出里缺少结束词元。它和别的词元一样：是选出来的，它的概率也要计入。",
)
wrong(
    "greedy_search",
    "        output.append(token)\n        if token == end:\n            break\n",
    "        output.append(token)\n",
    en="The search goes on after the end token. What comes after the end is no part of the output.",
    zh="到了结束词元之后搜索还在继续。结束之后的内容不属于输出。",
)
wrong(
    "greedy_search",
    "output, log_prob, token = [], 0.0, start",
    "output, log_prob, token = [start], 0.0, start",
    en="The output begins with the start token. Nobody chose it; it only sets the model going.",
    zh="输出以起始词元开头。它不是选出来的，只是用来启动模型。",
)
wrong(
    "greedy_search",
    "while len(output) < max_length:",
    "while len(output) < max_length - 1:",
    en="The output is cut one token too early: it may have `max_length` tokens, the end token included.",
    zh="输出少了一个词元就被截断了：它最多可以有 `max_length` 个词元，结束词元包括在内。",
)

wrong(
    "greedy_search",
    "return output, log_prob",
    "return output, np.exp(log_prob)",
    en="This is the probability itself. Asked for is its logarithm, the sum.",
    zh="这是概率本身。要求的是它的对数，也就是那个和。",
)
wrong(
    "greedy_search",
    "step(np.full(1, token), state)",
    "step(np.array(token), state)",
    en="`step` is given a single number. It wants an array of tokens, one for each row of the state: here an array of one.",
    zh="传给 `step` 的是单个数。它要的是词元的数组，状态的每一行一个：这里是只有一个元素的数组。",
)

# exhaustive_search

wrong(
    "exhaustive_search",
    "if token == end or len(longer) == max_length:",
    "if token == end:\n                complete.append((longer, total))\n            elif len(longer) == max_length:\n                continue\n            if token == end:",
    en="Outputs come twice, and those that reach `max_length` without an end token are lost; they are complete too. The probabilities have to add up to one.",
    zh="有的输出出现了两次，而达到 `max_length` 却没有结束词元的输出丢失了；它们也是完整的。所有概率之和应当为一。",
)
wrong(
    "exhaustive_search",
    "if token == end or len(longer) == max_length:",
    "if len(longer) == max_length:",
    en="Outputs go on after the end token. An output that has ended is complete, however short it is.",
    zh="输出在结束词元之后还在延长。已经结束的输出就是完整的，不管多短。",
)
wrong(
    "exhaustive_search",
    "waiting.append((longer, total, token, after))",
    "waiting.append((longer, total, token, before))",
    en="An extension is put aside with the state from before its last token, so the model never takes that token in. Each sequence needs the state that belongs to it.",
    zh="延长后的序列保存的是读入最后一个词元之前的状态，模型因此没有读到那个词元。每个序列都需要属于它自己的状态。",
)
wrong(
    "exhaustive_search",
    "longer, total = (*prefix, token), so_far + log_p",
    "longer, total = (*prefix, token), log_p",
    en="Each output has the log-probability of its last token only. It is the sum over all tokens.",
    zh="每个输出只有最后一个词元的对数概率。应当是所有词元之和。",
)
wrong(
    "exhaustive_search",
    "reverse=True",
    "reverse=False",
    en="The least probable output comes first. The most probable one has the largest log-probability, the one nearest to zero.",
    zh="概率最小的排在了最前。概率最大的输出对数概率最大，即最接近零。",
)
wrong(
    "exhaustive_search",
    "for token, log_p in enumerate(log_probs):",
    "for token, log_p in enumerate(log_probs):\n            if log_p == -np.inf:\n                continue",
    en="Outputs of probability zero are left out. They were asked for: all outputs are counted, the impossible ones too.",
    zh="概率为零的输出被略去了。题目要求全部输出，不可能的也要计入。",
)

wrong(
    "exhaustive_search",
    "if token == end or len(longer) == max_length:",
    "if token != end and len(longer) == max_length:\n                continue\n            if token == end:",
    en="Outputs that reach `max_length` without an end token are lost. They are complete, too: all probabilities have to sum to one.",
    zh="达到 `max_length` 却没有结束词元的输出丢失了。它们也是完整的：所有概率之和应当为一。",
)

# beam_search

wrong(
    "beam_search",
    "if token == end or length == max_length:",
    "if token == end:",
    en="A hypothesis that reaches `max_length` without an end token is lost. It is complete then, as in the other searches.",
    zh="达到 `max_length` 却没有结束词元的假设丢失了。与其他搜索一样，这时它就是完整的。",
)
wrong(
    "beam_search",
    "[: k - len(finished)]",
    "[:k]",
    en="Complete hypotheses give their places away: the beam is refilled to k, so that more than k outputs are found, and a beam of one is no longer greedy search.",
    zh="完整的假设让出了位置：束又补满到 k 个，于是会找到多于 k 个输出，宽度为一的束也不再等于贪心搜索。",
)
wrong(
    "beam_search",
    "state, last = state[rows], np.array([tokens[-1] for tokens, _ in live])",
    "state, last = state[: len(rows)], np.array([tokens[-1] for tokens, _ in live])",
    en="The states do not follow their hypotheses: row 0 may now hold the child of hypothesis 2, but it still has the state of hypothesis 0.",
    zh="状态没有跟着假设走：第 0 行现在可能是假设 2 的延长，状态却还是假设 0 的。",
)
wrong(
    "beam_search",
    "scores = np.array([log_prob for _, log_prob in live])[:, None] + log_probs",
    "scores = np.array([0.0 for _ in live])[:, None] + log_probs",
    en="Candidates are ranked by their last token alone. What a hypothesis has cost so far has to be added.",
    zh="候选只按最后一个词元排名。假设到目前为止的对数概率也要加上。",
)
wrong(
    "beam_search",
    "if length < min_length:",
    "if length <= min_length:",
    en="Outputs of exactly `min_length` tokens are ruled out, although they are long enough, the end token included.",
    zh="恰好 `min_length` 个词元的输出也被禁止了，其实连同结束词元它已经够长。",
)
wrong(
    "beam_search",
    "scores[:, end] = -np.inf",
    "scores[:, end] = -1.0",
    en="The end token is made unlikely while the output is too short, but not impossible: short outputs still come through.",
    zh="输出太短时，结束词元只是变得不大可能，而不是不可能：短的输出仍会出现。",
)
wrong(
    "beam_search",
    "            if scores[row, token] == -np.inf:\n                continue\n",
    "",
    en="Candidates of probability zero fill the free places of the beam. What is impossible is no candidate, even where there is room.",
    zh="概率为零的候选占据了束中空着的位置。不可能的不是候选，即使还有空位。",
)
wrong(
    "beam_search",
    "return sorted(finished, key=lambda pair: pair[1], reverse=True)",
    "return finished",
    en="The outputs come in the order in which they were completed. The best one has to be first.",
    zh="输出按完成的先后排列。最好的应当在最前。",
)
wrong(
    "beam_search",
    "return sorted(finished, key=lambda pair: pair[1], reverse=True)",
    "return sorted([*finished, *live], key=lambda pair: pair[1], reverse=True)",
    en="Unfinished hypotheses are among the results, and since they have paid for fewer tokens they look good. Only complete ones are outputs.",
    zh="结果里混进了没写完的假设；它们付出的词元少，看起来就好。只有完整的才是输出。",
)
wrong(
    "beam_search",
    'np.argsort(-scores, axis=None, kind="stable")',
    'np.argsort(scores, axis=None, kind="stable")[::-1]',
    en="Ties go to the last candidate: turning an ascending order round turns the ties round too. The earlier hypothesis and the lower token come first.",
    zh="并列时取了最后的候选：把升序倒过来，并列者的次序也倒了。应当是靠前的假设、编号小的词元优先。",
)
wrong(
    "beam_search",
    "        if stop is not None and stop(finished, live):\n            break\n",
    "",
    en="`stop` is never asked. After each step that leaves hypotheses to extend it decides whether the search goes on.",
    zh="从来没有询问 `stop`。每一步之后，只要还有假设要延长，就由它决定搜索是否继续。",
)

wrong(
    "beam_search",
    "state, last = state[rows],",
    "state, last = state[rows, :],",
    en="The states are taken as a matrix, but `(hypotheses, …)` leaves open what a row is: the table's state is one text per hypothesis. `state[rows]` suits all.",
    zh="这里把状态当作矩阵，但 `(hypotheses, …)` 没有规定一行是什么：概率表的状态是每个假设一段文本。`state[rows]` 都适用。",
)
wrong(
    "beam_search",
    "stop(finished, live):",
    "stop(finished, finished):",
    en="`stop` is given the complete hypotheses twice. Its second argument are those that are still extended.",
    zh="`stop` 两次得到的都是完整的假设。第二个参数应是还在延长的假设。",
)

# search_cost

wrong(
    "search_cost",
    "hypotheses *= vocabulary - 1",
    "hypotheses *= vocabulary",
    en="The extension by the end token is extended again. Of the extensions of a hypothesis one is complete and costs no further pass.",
    zh="用结束词元延长的那个又被继续延长了。一个假设的各种延长中有一个已经完整，不再需要计算。",
)
wrong(
    "search_cost",
    "passes, hypotheses = 0, 1",
    "passes, hypotheses = 0, 1 if k is None else k",
    en="The beam is full from the first step on. At first there is a single hypothesis, the empty one.",
    zh="束从第一步起就是满的。最初只有一个假设，即空的那个。",
)
wrong(
    "search_cost",
    "return passes, passes * vocabulary",
    "return passes, passes",
    en="Each decoder pass scores the whole vocabulary, not one token.",
    zh="解码器每计算一次就给整个词表打分，而不是一个词元。",
)
wrong(
    "search_cost",
    "passes += hypotheses",
    "passes += 1",
    en="Steps are counted instead of passes: in every step each hypothesis needs a pass of its own.",
    zh="数的是步数而不是计算次数：每一步中，每个假设都要单独计算一次。",
)
wrong(
    "search_cost",
    "        passes += hypotheses\n        hypotheses *= vocabulary - 1\n",
    "        hypotheses *= vocabulary - 1\n        passes += hypotheses\n",
    en="Every step is charged for the hypotheses that it leaves behind, not for those it extends.",
    zh="每一步计的是它留下的假设数，而不是它要延长的假设数。",
)

wrong(
    "search_cost",
    "passes, hypotheses = 0, 1",
    "passes, hypotheses = 0, np.int64(1)",
    en="The numbers overflow: int64 ends at 9.2e18, and exhaustive search needs more. Python's own int has no limit.",
    zh="数溢出了：int64 最大约 9.2e18，穷举搜索需要更大的数。Python 自己的 int 没有上限。",
)

# length_normalised

wrong(
    "length_normalised",
    "return log_prob / base**alpha",
    "return log_prob * base**alpha",
    en="The log-probability is multiplied by the power of the length. That makes long outputs worse than they were.",
    zh="对数概率乘上了长度的幂。这样长的输出比原来更吃亏。",
)
wrong(
    "length_normalised",
    "return log_prob / base**alpha",
    "return log_prob / base * alpha",
    en="The length has to be raised to the power alpha; here the score is multiplied by alpha.",
    zh="应当取长度的 alpha 次幂；这里是把分数乘以 alpha。",
)
wrong(
    "length_normalised",
    "(5 + length) / 6 if gnmt else length",
    "5 + length / 6 if gnmt else length",
    en="In the form of GNMT only the length is divided by 6. The sum is: 5 plus the length, all of it over 6.",
    zh="GNMT 的形式中只有长度除以了 6。应当是 5 加长度，再整个除以 6。",
)
wrong(
    "length_normalised",
    "(5 + length) / 6 if gnmt else length",
    "(5 + length) / 6 if not gnmt else length",
    en="The two forms have changed places: `gnmt=True` asks for the one with 5 and 6.",
    zh="两种形式用反了：`gnmt=True` 要的是带 5 和 6 的那种。",
)
wrong(
    "length_normalised",
    "alpha=0.75, gnmt=False",
    "alpha=1.0, gnmt=False",
    en="The default of alpha is not the one that was asked for.",
    zh="alpha 的默认值不是题目要求的。",
)

# flip_alpha

wrong(
    "flip_alpha",
    "return np.log(other / one) / np.log(long / short)",
    "return np.log(other / one) / np.log(short / long)",
    en="The sign is wrong. Both quotients have to be formed in the same direction.",
    zh="符号反了。两个商要按同一个方向来取。",
)
wrong(
    "flip_alpha",
    "return np.log(other / one) / np.log(long / short)",
    "return np.log(long / short) / np.log(other / one)",
    en="Numerator and denominator have changed places: the equation is solved for 1 / alpha.",
    zh="分子和分母颠倒了：这里解出的是 1 / alpha。",
)
wrong(
    "flip_alpha",
    "return np.log(other / one) / np.log(long / short)",
    "return (other - one) / np.log(long / short)",
    en="The log-probabilities themselves are subtracted. In the score they are divided by a power, so it is the logarithm of their quotient that counts.",
    zh="这里直接用对数概率相减。在分数中它们除以一个幂，所以起作用的是两者之商的对数。",
)
wrong(
    "flip_alpha",
    "return np.log(other / one) / np.log(long / short)",
    "return (other / one) / (long / short)",
    en="The logarithms are missing: alpha is an exponent, and logarithms bring it down.",
    zh="缺少对数：alpha 是指数，要靠取对数把它取下来。",
)

# can_stop

wrong(
    "can_stop",
    "return all(log_prob / max_length**alpha <= best for _, log_prob in live)",
    "return all(log_prob / len(tokens)**alpha <= best for tokens, log_prob in live)",
    en="The live hypotheses are judged at their present length. They can still grow, and with alpha above zero their score may rise on the way.",
    zh="还在延长的假设是按现在的长度来评判的。它们还会变长，而 alpha 大于零时，分数可能随之上升。",
)
wrong(
    "can_stop",
    "return all(log_prob / max_length**alpha <= best for _, log_prob in live)",
    "return any(log_prob / max_length**alpha <= best for _, log_prob in live)",
    en="The search stops as soon as one live hypothesis is beaten. It may stop only when none of them can win.",
    zh="只要有一个假设已经无望，搜索就停了。要等到没有一个还能胜出才可以停。",
)
wrong(
    "can_stop",
    "best = max(log_prob / len(tokens) ** alpha",
    "best = min(log_prob / len(tokens) ** alpha",
    en="The live hypotheses are compared with the worst complete output. They have to be beaten by the best one.",
    zh="这里与最差的完整输出比较。应当与最好的比较。",
)
wrong(
    "can_stop",
    "    if not finished:\n        return False\n    best = max(",
    "    if not finished:\n        return True\n    best = max(",
    en="With nothing complete yet the search is told to stop, and would return nothing.",
    zh="还没有任何完整的输出，搜索就被叫停了，那样什么也不会返回。",
)
wrong(
    "can_stop",
    "return all(log_prob / max_length**alpha <= best for _, log_prob in live)",
    "return bool(finished)",
    en="The search stops at the first complete output. A live hypothesis may still turn out better.",
    zh="一有完整的输出搜索就停了。还在延长的假设仍可能更好。",
)
wrong(
    "can_stop",
    "max_length**alpha <= best",
    "max_length**alpha < best",
    en="With equal scores the search goes on, though nothing can end *above* the best output any more.",
    zh="并列时搜索还在继续，其实已经没有什么能*超过*最好的输出。",
)

wrong(
    "can_stop",
    "return all(log_prob / max_length**alpha <= best for _, log_prob in live)",
    "return all(log_prob / (len(tokens) + 1) ** alpha <= best for tokens, log_prob in live)",
    en="The live hypotheses are judged as if they ended with the next token. The best future is the longest: `max_length` tokens, at no further cost.",
    zh="这里把还在延长的假设当作下一个词元就结束。最好的将来是最长的：`max_length` 个词元，且不再付出代价。",
)
wrong(
    "can_stop",
    "best = max(",
    "live.sort(key=lambda pair: pair[1])\n    best = max(",
    en="The list `live` is sorted in place: in the search its order belongs to the rows of the state. Use `sorted`, or `max`.",
    zh="列表 `live` 被就地排序了：在搜索中，它的次序对应着状态的各行。请用 `sorted` 或 `max`。",
)

# advance_beams

wrong(
    "advance_beams",
    "grown = ops.where(frozen, old, old + log_probs)",
    "grown = old + log_probs",
    en="A complete hypothesis pays for its end token again in every step. Its score is frozen.",
    zh="完整的假设每一步都为结束词元再付一次代价。它的分数应当冻结。",
)
wrong(
    "advance_beams",
    "rank = ops.where(frozen, ops.where(is_end, np.inf, -np.inf), grown)",
    "rank = ops.where(frozen, ops.where(is_end, grown, -np.inf), grown)",
    en="Complete hypotheses compete for their slots and can be pushed out by hypotheses that look better now. They have to stay.",
    zh="完整的假设还要竞争位置，可能被眼下看起来更好的假设挤掉。它们必须留下。",
)
wrong(
    "advance_beams",
    "rank = ops.where(frozen, ops.where(is_end, np.inf, -np.inf), grown)",
    "rank = grown",
    en="Complete hypotheses are extended by every token of the vocabulary, so one of them can fill several slots. They have one continuation: the end token.",
    zh="完整的假设被词表里每个词元延长，一个假设会占好几个位置。它只有一种延续：结束词元。",
)
wrong(
    "advance_beams",
    "parents, tokens = places // vocabulary, places % vocabulary",
    "parents, tokens = places % k, places // k",
    en="Parent and token are read the wrong way from the position: the tokens lie next to each other, `vocabulary` of them for each slot.",
    zh="从位置中读出来源和词元的方法不对：词元是相邻排列的，每个位置有 `vocabulary` 个。",
)
wrong(
    "advance_beams",
    "parents, tokens = places // vocabulary, places % vocabulary",
    "tokens, parents = places // vocabulary, places % vocabulary",
    en="Parents and tokens have changed places.",
    zh="来源和词元的位置反了。",
)
wrong(
    "advance_beams",
    "return chosen, parents, tokens, (tokens == end) & (chosen > -np.inf)",
    "return chosen, parents, tokens, tokens == end",
    en="Empty slots are marked as finished when their token happens to be the end token, and then they keep their place for ever.",
    zh="空位置的词元碰巧是结束词元时，也被标为完整，于是永远占着位置。",
)
wrong(
    "advance_beams",
    "return chosen, parents, tokens, (tokens == end) & (chosen > -np.inf)",
    "return chosen, parents, tokens, finished",
    en="The flags are those of the slots before the step. They have to follow the hypotheses, and those that end now are finished too.",
    zh="返回的标记是这一步之前各位置的。标记要跟着假设走，而且现在结束的也算完整。",
)

wrong(
    "advance_beams",
    "is_end = ops.arange(vocabulary) == end",
    "scores, finished, log_probs = (np.array(part) for part in (scores, finished, log_probs))\n    is_end = ops.arange(vocabulary) == end",
    en="NumPy computes on numbers, and in a compiled graph there are none yet: the search could not be compiled. Use `ops` throughout.",
    zh="NumPy 要有具体的数才能算，而编译成图时还没有数：这个搜索无法编译。请全部用 `ops`。",
)

# batched_beam_search

wrong(
    "batched_beam_search",
    "first = ops.arange(batch * k) % k == 0",
    "first = ops.arange(batch * k) % k < k",
    en="All slots start with the same empty hypothesis, so all k do the same for ever. At the beginning only the first holds one.",
    zh="所有位置都从同一个空假设开始，于是 k 个位置永远做同样的事。开始时只有第一个位置有假设。",
)
wrong(
    "batched_beam_search",
    "        output = ops.take_along_axis(output, ops.expand_dims(parents, -1), axis=1)\n",
    "",
    en="The tokens do not follow the parents: the new token is put behind the output that stood in the same slot before.",
    zh="词元没有跟着来源走：新词元接在了原来处于同一位置的输出后面。",
)
wrong(
    "batched_beam_search",
    "        state = ops.take(state, rows, axis=0)\n",
    "",
    en="The states do not follow the parents: a hypothesis goes on with the state of whatever stood in its slot before.",
    zh="状态没有跟着来源走：假设用的是原来处于该位置的另一个假设的状态。",
)
wrong(
    "batched_beam_search",
    "ops.reshape(ops.add(first_slots, parents), (batch * k,))",
    "ops.reshape(parents, (batch * k,))",
    en="All sentences take their states from the first one's slots. A parent's number counts within its own beam; the rows of all beams lie below each other.",
    zh="所有句子都从第一个句子的位置取状态。来源的编号只在自己的束里有效；而各束的行是上下相接的。",
)
wrong(
    "batched_beam_search",
    "state, output = ops.repeat(state, k, axis=0)",
    "state, output = ops.tile(state, (k, 1))",
    en="The states are laid out as whole batches one after the other; the k slots of one sentence have to lie together.",
    zh="状态是按整个批次一份接一份排列的；同一句子的 k 个位置应当排在一起。",
)
wrong(
    "batched_beam_search",
    "order = ops.argsort(-scores)",
    "order = ops.argsort(scores)",
    en="The worst hypothesis of each sentence comes first.",
    zh="每个句子最差的假设排在了最前。",
)
wrong(
    "batched_beam_search",
    "    output = ops.take_along_axis(output, ops.expand_dims(order, -1), axis=1)\n    return",
    "    return",
    en="The scores are sorted, the outputs are not: they no longer belong together.",
    zh="分数排了序，输出却没有：两者不再对应。",
)

# sample_top_k

wrong(
    "sample_top_k",
    "return np.take_along_axis(top, ranks[:, None], axis=1)[:, 0]",
    "return ranks",
    en="What comes back is the rank of the token among the k, not the token.",
    zh="返回的是词元在这 k 个中的名次，而不是词元本身。",
)
wrong(
    "sample_top_k",
    "np.cumsum(p, axis=1) / np.sum(p, axis=1, keepdims=True)",
    "np.cumsum(p, axis=1)",
    en="The k probabilities are not renormalised: they do not reach one, and a large u finds no token.",
    zh="这 k 个概率没有重新归一化：它们加不到一，较大的 u 就找不到词元。",
)
wrong(
    "sample_top_k",
    "top = np.argsort(-log_probs)\n    p = np.exp(-np.sort(-log_probs)[:, :k])",
    "top = np.argsort(log_probs)\n    p = np.exp(np.sort(log_probs)[:, :k])",
    en="These are the k least probable tokens.",
    zh="取到的是概率最小的 k 个词元。",
)
wrong(
    "sample_top_k",
    "p = np.exp(-np.sort(-log_probs)[:, :k])",
    "p = np.sort(-log_probs)[:, :k]",
    en="Log-probabilities are added up as if they were probabilities. Take the exponential first.",
    zh="这里把对数概率当成概率来累加。要先取指数。",
)
wrong(
    "sample_top_k",
    "top = np.argsort(-log_probs)\n    p = np.exp(-np.sort(-log_probs)[:, :k])",
    "top = np.sort(np.argsort(-log_probs)[:, :k])\n    p = np.exp(np.take_along_axis(log_probs, top, axis=1))",
    en="The k tokens are walked through in the order of the vocabulary, not from the most probable to the least.",
    zh="这 k 个词元是按词表的次序走过的，而不是从概率最大的到最小的。",
)
wrong(
    "sample_top_k",
    "ranks = np.argmax(reached > u[:, None], axis=1)",
    "ranks = np.zeros(len(u), int)",
    en="The most probable token comes every time, whatever `u` is: that is greedy search. The shares are to be added up along the tokens of a row until they exceed its `u`.",
    zh="不管 `u` 是多少，每次都返回概率最大的词元：那是贪心。应当沿一行的词元把份额累加起来，直到超过这一行的 `u`。",
)
wrong(
    "sample_top_k",
    "reached > u[:, None]",
    "reached > u[0]",
    en="One random number decides for all rows. Each row has its own.",
    zh="所有行都由同一个随机数决定。每行应当用自己的那个。",
)
wrong(
    "sample_top_k",
    "return np.take_along_axis(top, ranks[:, None], axis=1)[:, 0]",
    "return np.take_along_axis(top, ranks[:, None], axis=1)[:, 0].astype(float)",
    en="The tokens are floats; they are to look words up with, so they stay whole numbers.",
    zh="词元成了浮点数；它们要用来查词，应当仍是整数。",
)
