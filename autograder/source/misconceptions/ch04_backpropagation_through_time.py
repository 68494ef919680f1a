"""Mistakes of chapter 4, backpropagation through time."""

from autograder.source.misconceptions import wrong

# -- bptt --------------------------------------------------------------------------------------

# forward_pass

wrong(
    "forward_pass",
    "np.sum(error**2) / 2",
    "np.sum(error**2)",
    en="The loss lacks the factor of one half. It is chosen so that the gradient of an output is the error itself.",
    zh="损失少了二分之一的系数。取这个系数，输出的梯度才恰好是误差本身。",
)
wrong(
    "forward_pass",
    "np.sum(error**2) / 2",
    "np.mean(error**2) / 2",
    en="The loss is a mean. Here it is the sum over all steps, sequences and outputs.",
    zh="损失取了平均。这里它是对所有时间步、序列和输出的和。",
)
wrong(
    "forward_pass",
    "h = np.stack(states, axis=1)",
    "h = np.stack(states[1:], axis=1)",
    en="The cache holds the states from h_1 on, and the outputs are made one step too late. The way back needs the state before the first step, too.",
    zh="缓存里只有 h_1 以后的状态，输出也错后了一步。反向还需要第一步之前的状态。",
)
wrong(
    "forward_pass",
    'error = h[:, 1:] @ weights["W_o"]',
    'error = h[:, :-1] @ weights["W_o"]',
    en="The outputs are made from the states before each step. o_t comes from h_t, which has already read x_t.",
    zh="输出由每一步之前的状态算出。o_t 来自已经读过 x_t 的 h_t。",
)
wrong(
    "forward_pass",
    'states[-1] @ weights["W_h"]',
    'h_0 @ weights["W_h"]',
    en="Every step starts from h_0: the new state is never carried on.",
    zh="每一步都从 h_0 开始：新的状态从未传下去。",
)
wrong(
    "forward_pass",
    "states.append(np.tanh(inner))",
    "states.append(inner)",
    en="The states are not squashed: the tanh is missing.",
    zh="状态没有经过压缩：漏了 tanh。",
)
wrong(
    "forward_pass",
    'weights["b_o"] - y',
    'weights["b_o"]',
    en="The outputs are kept where their errors belong: the targets are not subtracted.",
    zh="该存误差的地方存了输出：没有减去目标。",
)
wrong(
    "forward_pass",
    'weights["b_o"] - y',
    'weights["b_o"] - y\n    error = -error',
    en="The errors have the wrong sign: they are o - y, so that they are the gradient of the loss by the outputs.",
    zh="误差的符号反了：应为 o - y，这样它才是损失对输出的梯度。",
)

wrong(
    "forward_pass",
    '@ weights["W_o"] + weights["b_o"] - y',
    '@ weights["W_o"] - y',
    en="The bias of the outputs, b_o, is missing.",
    zh="漏了输出的偏置 b_o。",
)

# state_gradients

wrong(
    "state_gradients",
    "1 - h[:, t + 1] ** 2",
    "1 - h[:, t] ** 2",
    en="The slope is taken at the state that receives. The tanh that is crossed on the way back is the one of the step that hands back.",
    zh="斜率取在了接收的那个状态上。往回走时穿过的 tanh，属于传回的那一步。",
)
wrong(
    "state_gradients",
    "@ W_h.T",
    "@ W_h",
    en="On the way back W_h has to be transposed: forward it takes h_t to h_(t+1), back it goes from the entries of h_(t+1) to those of h_t.",
    zh="往回走时 W_h 要转置：前向时它从 h_t 到 h_(t+1)，反向则从 h_(t+1) 的元素回到 h_t 的元素。",
)
wrong(
    "state_gradients",
    "(total[:, t + 1] * (1 - h[:, t + 1] ** 2))",
    "(direct[:, t + 1] * (1 - h[:, t + 1] ** 2))",
    en="Only the direct gradient of the next step is handed back, so nothing travels further than one step. The total of a step needs the total of the next one: start at the last step.",
    zh="传回的只是下一步的直接梯度，所以什么也走不出一步之外。一步的总梯度需要下一步的总梯度：要从最后一步开始。",
)
wrong(
    "state_gradients",
    "(total[:, t + 1] * (1 - h[:, t + 1] ** 2))",
    "total[:, t + 1]",
    en="The slope of the tanh is missing: the gradient crosses it at every step.",
    zh="漏了 tanh 的斜率：梯度每一步都要穿过它。",
)
wrong(
    "state_gradients",
    "total[:, t] += (total",
    "total[:, t] = (total",
    en="What is handed back replaces the direct gradient. A state acts on the loss in both ways, so the two are added.",
    zh="传回的梯度取代了直接梯度。状态通过两条路影响损失，所以两者要相加。",
)
wrong(
    "state_gradients",
    "total = np.array(direct)",
    "total = direct",
    en="The result is right, but it is written into `direct`. Whoever calls the function twice gets two different answers.",
    zh="结果是对的，但写进了 `direct`。调用两次就会得到两个不同的答案。",
)
wrong(
    "state_gradients",
    "1 - h[:, t + 1] ** 2",
    "1 - np.tanh(h[:, t + 1]) ** 2",
    en="tanh is applied to the states a second time. They are tanh values already, so the slope is made of them as they are.",
    zh="对状态又取了一次 tanh。状态本来就是 tanh 的值，斜率直接由它们算出。",
)

wrong(
    "state_gradients",
    "reversed(range(h.shape[1] - 1))",
    "reversed(range(1, h.shape[1] - 1))",
    en="The loop stops one step early: the first state is left with its direct gradient only.",
    zh="循环早停了一步：第一个状态只得到直接梯度。",
)
wrong(
    "state_gradients",
    "(total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T",
    "total[:, t + 1]",
    en="What is handed back is added as it is. On its way it crosses the slope of the tanh and W_h.",
    zh="传回的梯度原样加了上去。它在路上要穿过 tanh 的斜率和 W_h。",
)

# backward_pass

wrong(
    "backward_pass",
    '"W_h": products(h[:, :-1], delta)',
    '"W_h": products(h[:, 1:], delta)',
    en="W_h is paired with the states after each step. What it was multiplied with are the states before.",
    zh="与 W_h 相配的取了每一步之后的状态。它乘的是之前的状态。",
)
wrong(
    "backward_pass",
    '"W_o": products(h[:, 1:], error)',
    '"W_o": products(h[:, :-1], error)',
    en="W_o is paired with the states before each step. The outputs are made from the states after it.",
    zh="与 W_o 相配的取了每一步之前的状态。输出是由之后的状态算出的。",
)
wrong(
    "backward_pass",
    " * (1 - h[:, 1:] ** 2)",
    "",
    en="The gradients of the states are used where those before the tanh belong: the slope is missing.",
    zh="该用 tanh 之前的梯度的地方，用了状态的梯度：漏了斜率。",
)
wrong(
    "backward_pass",
    " * (1 - h[:, 1:] ** 2)",
    " * (1 - h[:, :-1] ** 2)",
    en="The slopes belong to the states before each step. The tanh of step t made h_t.",
    zh="斜率取自每一步之前的状态。第 t 步的 tanh 得到的是 h_t。",
)
wrong(
    "backward_pass",
    'recursion(direct, h[:, 1:], weights["W_h"])',
    "direct",
    en="Only the direct gradients are used: what later steps have to say is left out. The recursion adds it.",
    zh="只用了直接梯度：后面各步的意见没有算进去。递推会把它加上。",
)
wrong(
    "backward_pass",
    'delta = recursion(direct, h[:, 1:], weights["W_h"])',
    'delta = state_gradients(direct, h[:, 1:], weights["W_h"])',
    en="The argument `recursion` is not used: another rule would change nothing.",
    zh="参数 `recursion` 没有用上：换一种规则也不会有任何变化。",
)
wrong(
    "backward_pass",
    "direct[:, -1] += after",
    "pass",
    en="What arrives from later steps, `after`, is not added to the gradient of the last state.",
    zh="从后面的时间步到达的 `after` 没有加到最后一个状态的梯度上。",
)
wrong(
    "backward_pass",
    "direct[:, -1] += after",
    "direct += np.reshape(after, (*np.shape(after)[:1], 1, *np.shape(after)[1:])) if np.ndim(after) else 0",
    en="`after` is added at every step. It arrives at the last state only; the recursion takes it further back.",
    zh="`after` 在每一步都加了一遍。它只到达最后一个状态；再往前由递推来传。",
)
wrong(
    "backward_pass",
    "recursion(direct, h[:, 1:]",
    "recursion(direct, h[:, :-1]",
    en="The recursion gets the states from h_0 on, so its slopes are one step early. It wants h_1, h_2, …",
    zh="递推得到的是从 h_0 开始的状态，斜率早了一步。它要的是 h_1、h_2……",
)
wrong(
    "backward_pass",
    "error.sum(axis=(0, 1))",
    "error.mean(axis=(0, 1))",
    en="The gradient of b_o is a mean. The loss is a sum over steps and sequences, and so are the gradients.",
    zh="b_o 的梯度取了平均。损失是对时间步和序列的和，梯度也是。",
)
wrong(
    "backward_pass",
    '"h_0": delta[:, 0] @ weights["W_h"].T',
    '"h_0": delta[:, 0]',
    en="The gradient of h_0 stops before W_h. The initial state entered through W_h, so its gradient leaves through it.",
    zh="h_0 的梯度停在了 W_h 之前。初始状态经过 W_h 进来，它的梯度也要经过 W_h 出去。",
)

wrong(
    "backward_pass",
    'direct[:, -1] += after\n    delta = recursion(direct, h[:, 1:], weights["W_h"]) * (1 - h[:, 1:] ** 2)',
    'total = np.array(recursion(direct, h[:, 1:], weights["W_h"]))\n    total[:, -1] += after\n    delta = total * (1 - h[:, 1:] ** 2)',
    en="`after` is added when the recursion is over, so it goes no further back than the last step. It belongs to the direct gradient from which the recursion starts.",
    zh="`after` 是在递推结束之后才加上的，所以只到最后一步，传不到更早的步。它应加到递推所用的直接梯度上。",
)
wrong(
    "backward_pass",
    '"h_0": delta[:, 0] @ weights["W_h"].T',
    '"h_0": recursion(direct, h[:, 1:], weights["W_h"])[:, 0] @ weights["W_h"].T',
    en="The gradient of h_0 goes through W_h without the slope of the first step's tanh. It is the delta of that step that is handed back.",
    zh="h_0 的梯度只经过 W_h，没有经过第一步 tanh 的斜率。往回传的是那一步的 delta。",
)

# hand_rnn

wrong(
    "hand_rnn",
    "W_back = ops.transpose(W_h)",
    "W_back = W_h",
    en="On the way back W_h has to be transposed.",
    zh="往回走时 W_h 要转置。",
)
wrong(
    "hand_rnn",
    "slopes = 1 - ops.square(h)",
    "slopes = ops.ones_like(h)",
    en="The slope of the tanh is missing on the way back.",
    zh="往回走时漏了 tanh 的斜率。",
)
wrong(
    "hand_rnn",
    "(upstream_t + ops.matmul(delta, W_back)) * slope_t",
    "upstream_t * slope_t + ops.matmul(delta, W_back)",
    en="The slope scales the upstream gradient only. What is handed back arrives at the same state, so it crosses the same tanh.",
    zh="斜率只乘在了上游梯度上。传回的梯度到达同一个状态，也要穿过同一个 tanh。",
)
wrong(
    "hand_rnn",
    "nothing, upstream, slopes, backwards=True",
    "nothing, upstream, slopes",
    en="The way back runs forward in time. It has to start at the last step.",
    zh="反向却顺着时间走。它要从最后一步开始。",
)
wrong(
    "hand_rnn",
    "before = ops.concatenate([h_0[None], h[:-1]])",
    "before = h",
    en="W_h is paired with the states after each step. What it was multiplied with are the states before, h_0 first.",
    zh="与 W_h 相配的取了每一步之后的状态。它乘的是之前的状态，第一个是 h_0。",
)
wrong(
    "hand_rnn",
    "before = ops.concatenate([h_0[None], h[:-1]])",
    "before = ops.concatenate([ops.zeros_like(h_0)[None], h[:-1]])",
    en="The first step is counted as if it had started from zeros; it started from h_0.",
    zh="第一步好像是从零开始的；其实它从 h_0 开始。",
)
wrong(
    "hand_rnn",
    "return deltas, ops.matmul(deltas[0], W_back), by_W_h",
    "return deltas, deltas[0], by_W_h",
    en="The gradient of h_0 stops before W_h. The initial state entered through W_h, so its gradient leaves through it.",
    zh="h_0 的梯度停在了 W_h 之前。初始状态经过 W_h 进来，它的梯度也要经过 W_h 出去。",
)
wrong(
    "hand_rnn",
    "return deltas, ops.matmul(deltas[0], W_back), by_W_h",
    "return deltas, ops.matmul(deltas[-1], W_back), by_W_h",
    en="The gradient of h_0 is taken from the last step. It is the first step that read h_0.",
    zh="h_0 的梯度取自最后一步。读取 h_0 的是第一步。",
)
wrong(
    "hand_rnn",
    "return deltas, ops.matmul(deltas[0], W_back), by_W_h",
    "return upstream, ops.matmul(deltas[0], W_back), by_W_h",
    en="The upstream gradient is passed on as that of a. It has to cross the tanh and the later steps first.",
    zh="把上游梯度当作 a 的梯度传了下去。它还要先穿过 tanh 和后面的各步。",
)

wrong(
    "hand_rnn",
    "return deltas, ops.matmul(deltas[0], W_back), by_W_h",
    "return deltas, ops.zeros_like(h_0), by_W_h",
    en="The gradient of h_0 is zero. The first step read h_0 through W_h, and hands back over it.",
    zh="h_0 的梯度是零。第一步经过 W_h 读取了 h_0，也要经过它传回去。",
)
wrong(
    "hand_rnn",
    "ops.tensordot(before, deltas,",
    "ops.tensordot(deltas, before,",
    en="The gradient of W_h is transposed: its rows belong to the states before each step, its columns to the deltas.",
    zh="W_h 的梯度转置了：行属于每一步之前的状态，列属于 delta。",
)
wrong(
    "hand_rnn",
    "by_W_h = ops.tensordot(before, deltas, axes=[[0, 1], [0, 1]])",
    "by_W_h = np.tensordot(np.array(before), np.array(deltas), axes=[[0, 1], [0, 1]])",
    en="There is NumPy on the way back. It wants numbers, and in a compiled training step there are none yet: use keras.ops throughout.",
    zh="反向里用了 NumPy。它需要具体的数，而编译训练步骤时还没有数：请全部使用 keras.ops。",
)

# truncated_bptt

wrong(
    "truncated_bptt",
    'carried = cache["h"][:, -1]',
    "carried = np.zeros_like(h_0)",
    en="Every window but the first starts from zeros. That is not truncated backpropagation: the state is carried on, only its gradient is not.",
    zh="除第一个以外，每个窗口都从零开始。这不是截断反向传播：状态要传下去，不传的只是梯度。",
)
wrong(
    "truncated_bptt",
    'carried = cache["h"][:, -1]',
    "carried = h_0",
    en="Every window starts from h_0. It goes on from the last state of the window before.",
    zh="每个窗口都从 h_0 开始。它应当接着前一个窗口的最后一个状态往下走。",
)
wrong(
    "truncated_bptt",
    'carried = cache["h"][:, -1]',
    'carried = cache["h"][:, -2]',
    en="The state before the last one is carried on: the last step of each window is lost.",
    zh="传下去的是倒数第二个状态：每个窗口的最后一步丢失了。",
)
wrong(
    "truncated_bptt",
    "range(0, x.shape[1], window)",
    "range(0, x.shape[1] - window + 1, window)",
    en="A last window that is shorter than the others is left out.",
    zh="最后一个较短的窗口被漏掉了。",
)
wrong(
    "truncated_bptt",
    "loss += of_window",
    "loss = of_window",
    en="Only the loss of the last window is returned; the losses of all windows are added.",
    zh="返回的只是最后一个窗口的损失；所有窗口的损失应当相加。",
)
wrong(
    "truncated_bptt",
    "add_up(parts)",
    "add_up(parts[-1:])",
    en="Only the gradients of the last window are returned; add_up joins those of all of them.",
    zh="返回的只是最后一个窗口的梯度；add_up 会把所有窗口的合在一起。",
)
wrong(
    "truncated_bptt",
    "return loss, add_up(parts)",
    "whole = forward_pass(x, y, h_0, weights)[1]\n    return loss, backward_pass(whole, weights)",
    en="These are the full gradients: nothing is cut.",
    zh="这是完整的梯度：什么也没有切断。",
)

wrong(
    "truncated_bptt",
    "return loss, add_up(parts)",
    "return loss / len(parts), add_up(parts)",
    en="The loss is averaged over the windows. It is that of the whole sequence, a sum.",
    zh="损失对各窗口取了平均。它是整个序列的损失，是和。",
)

# randomised_state_gradients

wrong(
    "randomised_state_gradients",
    "np.where(cuts, 0.0, 1 / (1 - p))",
    "np.where(cuts, 0.0, 1.0 + 0 * p)",
    en="What passes is not reweighted, so on average too little is handed back: the gradient is biased.",
    zh="通过的部分没有重新加权，平均起来传回得太少：梯度是有偏的。",
)
wrong(
    "randomised_state_gradients",
    "1 / (1 - p)",
    "1 / np.maximum(p, 1e-3)",
    en="The weight is 1 / p. A border is passed with probability 1 - p, so that is what has to be made up for.",
    zh="权重取成了 1 / p。边界以概率 1 - p 通过，要补偿的是它。",
)
wrong(
    "randomised_state_gradients",
    "1 / (1 - p)",
    "1 - p",
    en="What passes is made smaller, by 1 - p. It is rare, so it has to count for more.",
    zh="通过的部分反而乘了 1 - p 变小了。它出现得少，所以每次应当算得更多。",
)
wrong(
    "randomised_state_gradients",
    "np.where(cuts, 0.0,",
    "np.where(np.logical_not(cuts), 0.0,",
    en="It is the other way round: where `cuts` is True, nothing passes.",
    zh="弄反了：`cuts` 为 True 的地方，什么也不通过。",
)
wrong(
    "randomised_state_gradients",
    "delta = total[:, t + 1] *",
    "delta = state_gradients(direct, h, W_h)[:, t + 1] *",
    en="What is handed back is the full gradient of the next step, not its randomised one: cuts further on have no effect, and the mean is right for a reason that costs as much as no truncation.",
    zh="传回的是下一步完整的梯度，而不是随机化的那个：更远处的切断不起作用，平均虽然对，代价却与不截断一样。",
)
wrong(
    "randomised_state_gradients",
    "total[:, t] += passed[t]",
    "total[:, t] += passed[t - 1]",
    en="The borders are counted one off: border t lies between h[:, t] and h[:, t + 1].",
    zh="边界数错了一个：边界 t 位于 h[:, t] 与 h[:, t + 1] 之间。",
)
wrong(
    "randomised_state_gradients",
    "total = np.array(direct)",
    "total = direct",
    en="The result is right, but it is written into `direct`. Whoever calls the function twice gets two different answers.",
    zh="结果是对的，但写进了 `direct`。调用两次就会得到两个不同的答案。",
)

wrong(
    "randomised_state_gradients",
    "1 - h[:, t + 1] ** 2",
    "1 - h[:, t] ** 2",
    en="The slope is taken at the state that receives. As in state_gradients, it is the one of the step that hands back.",
    zh="斜率取在了接收的那个状态上。与 state_gradients 一样，应取传回的那一步的。",
)
wrong(
    "randomised_state_gradients",
    "total[:, t] += passed[t] * (delta @ W_h.T)",
    "total[:, t] = passed[t] * (total[:, t] + delta @ W_h.T)",
    en="The direct gradient is reweighted, and cut, as well. Only what is handed back over the border is.",
    zh="直接梯度也被重新加权、被切断了。这只针对越过边界传回的部分。",
)

# checkpointed

wrong(
    "checkpointed",
    "backward_pass(cache, weights, after)",
    "backward_pass(cache, weights)",
    en="At the borders the gradient is dropped: these are the gradients of truncated backpropagation. What a window finds for its first state belongs to the window before.",
    zh="边界上的梯度丢掉了：这是截断反向传播的梯度。一个窗口为它的初始状态求出的梯度，要交给前一个窗口。",
)
wrong(
    "checkpointed",
    'kept.append(cache["h"][:, -1].copy())',
    'kept.append(cache["h"][:, -1])',
    en="The gradients are right, but all states stay in memory. Either no window is computed anew, or what is kept is a view: a slice keeps the whole array it is taken from. Look at the hint.",
    zh="梯度是对的，但所有状态都留在了内存里。要么没有逐个窗口重新计算，要么留下的是视图：切片会让它所属的整个数组留下来。请看提示。",
)
wrong(
    "checkpointed",
    "return add_up(parts[::-1])",
    "return add_up(parts)",
    en="The windows were gone through from the last to the first, and their gradients are joined in that order. add_up wants the order of time.",
    zh="窗口是从最后一个走到第一个的，梯度也按这个顺序合了起来。add_up 要的是时间顺序。",
)
wrong(
    "checkpointed",
    'after = parts[-1]["h_0"]',
    'after = after + parts[-1]["h_0"]',
    en="The gradients that windows hand over are piled up. What a window hands over already contains what it was given.",
    zh="各窗口传出的梯度被累加起来了。一个窗口传出的梯度里，已经包含了它收到的。",
)
wrong(
    "checkpointed",
    "pieces = [np.s_[:, start : start + window] for start in range(0, x.shape[1], window)]",
    "pieces = [np.s_[:, start : start + window] for start in range(0, x.shape[1] - window + 1, window)] or [np.s_[:, :]]",
    en="A last window that is shorter than the others is left out.",
    zh="最后一个较短的窗口被漏掉了。",
)

# clip_three_ways

wrong(
    "clip_three_ways",
    "limit / max(norm, limit)",
    "limit / norm if norm else 1.0",
    en="Gradients that are short enough are made longer. A limit is an upper bound only.",
    zh="已经够短的梯度被拉长了。上限只是上界。",
)
wrong(
    "clip_three_ways",
    "together = np.linalg.norm(norms)",
    "together = sum(norms)",
    en="The norms of the variables are added up. The global norm is that of all entries together: square, add, take the root.",
    zh="把各变量的范数直接相加了。全局范数是所有元素合起来的范数：平方，相加，开方。",
)
wrong(
    "clip_three_ways",
    "together = np.linalg.norm(norms)",
    "together = max(norms)",
    en="The largest norm of a single variable is taken for the global norm. That is the norm of all entries together.",
    zh="把单个变量的最大范数当成了全局范数。全局范数是所有元素合起来的范数。",
)
wrong(
    "clip_three_ways",
    "np.clip(g, -limit, limit)",
    "np.minimum(g, limit)",
    en="By value, only the positive side is clipped.",
    zh="按值裁剪时只裁剪了正的一侧。",
)
wrong(
    "clip_three_ways",
    "return by_value, by_variable, [shortened(g, together) for g in gradients]",
    "return by_value, [shortened(g, together) for g in gradients], by_variable",
    en="The last two are in the other order: by value, by variable, by global norm.",
    zh="后两个的顺序反了：按值、按变量、按全局范数。",
)
wrong(
    "clip_three_ways",
    "np.clip(g, -limit, limit)",
    "np.clip(g, -limit, limit, out=g)",
    en="The gradients that were handed in are clipped in place, so the other two rules, and the caller, see clipped ones.",
    zh="传入的梯度被就地裁剪了，于是另外两种规则以及调用者看到的都是裁剪过的梯度。",
)

wrong(
    "clip_three_ways",
    "together = np.linalg.norm(norms)",
    "together = np.linalg.norm(norms) / np.sqrt(len(norms))",
    en="The squares of the norms are averaged. The global norm is that of all entries together: square, add, take the root.",
    zh="对范数的平方取了平均。全局范数是所有元素合起来的范数：平方，相加，开方。",
)
wrong(
    "clip_three_ways",
    "return g * (limit / max(norm, limit))",
    "g *= limit / max(norm, limit)\n        return g",
    en="The gradients that were handed in are shortened in place, so the next rule, and the caller, see clipped ones.",
    zh="传入的梯度被就地缩短了，于是下一种规则以及调用者看到的都是裁剪过的梯度。",
)

# WarmUpSteps

wrong(
    "WarmUpSteps",
    'n = ops.cast(step, "float32") + 1',
    'n = ops.cast(step, "float32")',
    en="The updates are counted one off: `step` is how many were made before, so the first rate comes out as zero.",
    zh="更新次数差了一：`step` 是之前做过的次数，所以第一次的学习率成了零。",
)
wrong(
    "WarmUpSteps",
    "fallen = ops.floor((n - self.warm_up) / self.every)",
    "fallen = (n - self.warm_up) / self.every",
    en="After the warm-up the rate falls a little with every update. It is to fall in steps.",
    zh="预热之后，学习率每次更新都下降一点。它应当一级一级地下降。",
)
wrong(
    "WarmUpSteps",
    "fallen = ops.floor((n - self.warm_up) / self.every)",
    "fallen = ops.floor(n / self.every)",
    en="The falls are counted from the first update on. They are counted from the end of the warm-up.",
    zh="下降从第一次更新数起了。应当从预热结束时数起。",
)
wrong(
    "WarmUpSteps",
    "self.peak * self.factor**fallen",
    "self.peak / (1 + fallen)",
    en="The rate is divided by the number of falls. Each fall multiplies it by `factor`.",
    zh="学习率除以了下降的次数。每次下降应当乘以 `factor`。",
)
wrong(
    "WarmUpSteps",
    "ops.where(n <= self.warm_up, rising, self.peak * self.factor**fallen)",
    "ops.where(n <= self.warm_up, rising, self.peak * ops.ones_like(fallen))",
    en="After the warm-up the rate stays at its peak: the falls are missing.",
    zh="预热之后学习率停在峰值：没有下降。",
)
wrong(
    "WarmUpSteps",
    'kept | {"factor": self.factor, "every": self.every}',
    "kept",
    en="get_config leaves out arguments, so a schedule that is loaded again has the defaults. Every argument of __init__ belongs in it.",
    zh="get_config 漏了参数，重新载入的调度用的是默认值。__init__ 的每个参数都应写进去。",
)

wrong(
    "WarmUpSteps",
    "return ops.where(n <= self.warm_up, rising, self.peak * self.factor**fallen)",
    "return ops.convert_to_tensor(float(rising) if float(n) <= self.warm_up else float(self.peak * self.factor**fallen))",
    en="The rate is worked out with numbers of Python. In a compiled training step `step` is a tensor without a value: compute with keras.ops, and choose with ops.where.",
    zh="学习率是用 Python 的数算的。在编译后的训练步骤里，`step` 是没有值的张量：请用 keras.ops 计算，用 ops.where 选择。",
)


# -- long_term_dependencies --------------------------------------------------------------------

# gradient_chain

wrong(
    "gradient_chain",
    "(slope * eigenvalue) ** np.arange(1, T)",
    "slope * eigenvalue ** np.arange(1, T)",
    en="The slope of the tanh is applied once and then forgotten. Every arrow back goes through a tanh.",
    zh="tanh 的斜率只乘了一次，之后就忘了。往回的每个箭头都要经过一个 tanh。",
)
wrong(
    "gradient_chain",
    "np.arange(1, T)",
    "np.arange(1, T + 1)",
    en="There is one factor too many: from the last of T states back to the first lead T - 1 arrows.",
    zh="多了一个因子：从 T 个状态中的最后一个回到第一个，只有 T - 1 个箭头。",
)
wrong(
    "gradient_chain",
    "np.arange(1, T)",
    "np.arange(T)",
    en="The list begins with h_T itself, of which everything is left. What is asked begins one step before.",
    zh="列表从 h_T 自己开始，那里什么也没有损失。题目要的是从它的前一步开始。",
)
wrong(
    "gradient_chain",
    "(slope * eigenvalue) ** np.arange(1, T)",
    "eigenvalue ** np.arange(1.0, T)",
    en="The slope of the tanh is left out: this is the chain of a network without saturation.",
    zh="漏掉了 tanh 的斜率：这是没有饱和的网络的连乘。",
)
wrong(
    "gradient_chain",
    "(slope * eigenvalue) ** np.arange(1, T)",
    "(slope * eigenvalue) ** np.arange(1, T)[::-1]",
    en="The order is that of the forward pass. Backpropagation meets h_{T-1} first.",
    zh="次序是前向传播的次序。反向传播先遇到的是 h_{T-1}。",
)
wrong(
    "gradient_chain",
    "(slope * eigenvalue) ** np.arange(1, T)",
    "np.abs(slope * eigenvalue) ** np.arange(1, T)",
    en="The sign is lost. With a negative eigenvalue the gradient changes its sign from step to step.",
    zh="符号丢了。特征值为负时，梯度每一步都要变号。",
)

wrong(
    "gradient_chain",
    "np.arange(1, T)",
    "np.arange(T - 1)",
    en="The factors begin with 1, that of h_T itself, and end one too early. The first arrow has led to h_{T-1} already.",
    zh="因子从 1 开始，那是 h_T 自己的，末尾又少一个。到 h_{T-1} 时，已经走过了第一个箭头。",
)

# jacobian_product

wrong(
    "jacobian_product",
    "(W_h.T @ product)",
    "(W_h @ product)",
    en="W_h is not transposed. With states as rows, h_{t-1} W_h, entry (i, j) of the Jacobian is W_h[j, i] times a slope.",
    zh="W_h 没有转置。状态是行，即 h_{t-1} W_h 时，雅可比矩阵的 (i, j) 元素是 W_h[j, i] 乘以斜率。",
)
wrong(
    "jacobian_product",
    "product = (1 - h_t**2)[:, None] * (W_h.T @ product)",
    "product = product @ ((1 - h_t**2)[:, None] * W_h.T)",
    en="The Jacobians stand in the opposite order. The latest step belongs on the left: it is the outermost function.",
    zh="雅可比矩阵的次序反了。最晚的一步应在最左边：它是最外层的函数。",
)
wrong(
    "jacobian_product",
    "(1 - h_t**2)[:, None] * (W_h.T @ product)",
    "(1 - h_t**2) * (W_h.T @ product)",
    en="The slopes multiply the columns. They belong to the units of h_t, which are the rows of the Jacobian.",
    zh="斜率乘在了列上。它们属于 h_t 的单元，也就是雅可比矩阵的行。",
)
wrong(
    "jacobian_product",
    "(1 - h_t**2)[:, None]",
    "(1 - np.tanh(h_t) ** 2)[:, None]",
    en="The tanh is applied a second time: h_t is the tanh already, and its slope is 1 - h_t**2.",
    zh="tanh 用了两次：h_t 已经是 tanh 的值，斜率就是 1 - h_t**2。",
)
wrong(
    "jacobian_product",
    "(1 - h_t**2)[:, None] * (W_h.T @ product)",
    "W_h.T @ ((1 - h_t**2)[:, None] * product)",
    en="The slopes come before the weights. Going forward, h_{t-1} meets the weights first and the tanh after that.",
    zh="斜率放在了权重之前。向前走时，h_{t-1} 先遇到权重，然后才是 tanh。",
)
wrong(
    "jacobian_product",
    "(1 - h_t**2)[:, None] * (W_h.T @ product)",
    "W_h.T @ product",
    en="The slopes of the tanh are missing: this is the Jacobian of a linear network.",
    zh="缺少 tanh 的斜率：这是线性网络的雅可比矩阵。",
)
wrong(
    "jacobian_product",
    "return product",
    "return product.T",
    en="The layout is turned round: rows are for what changes, h_n, and columns for what it changes with, h_0.",
    zh="排列反了：行对应被改变的 h_n，列对应引起改变的 h_0。",
)
wrong(
    "jacobian_product",
    "for h_t in states:",
    "for h_t in states[1:]:",
    en="The first step is left out. `states` begins with h_1, and h_1 depends on h_0.",
    zh="漏掉了第一步。`states` 从 h_1 开始，而 h_1 依赖于 h_0。",
)

# growth

wrong(
    "growth",
    "np.abs(np.linalg.eigvals(W_h)).max()",
    "np.linalg.eigvals(W_h).real.max()",
    en="The largest real part is taken. Eigenvalues may be negative or complex, and their modulus is what grows.",
    zh="取的是最大的实部。特征值可能为负，也可能是复数，起增长作用的是它们的模。",
)
wrong(
    "growth",
    "slopes.max(axis=1) * np.linalg.norm(W_h, 2)",
    "slopes.max(axis=1) * np.linalg.norm(W_h)",
    en="In the bound stands the Frobenius norm. It bounds too, but the largest singular value is np.linalg.norm(W_h, 2).",
    zh="上界里用的是 Frobenius 范数。它也是上界，但最大奇异值是 np.linalg.norm(W_h, 2)。",
)
wrong(
    "growth",
    "slopes.max(axis=1) * np.linalg.norm(W_h, 2)",
    "slopes.max(axis=1) * radius",
    en="The bound is made with the spectral radius. That is the very mistake of the notes: a matrix can stretch a vector by more than its radius.",
    zh="上界是用谱半径算的。这正是笔记的错误：矩阵可以把向量拉长得比谱半径更多。",
)
wrong(
    "growth",
    "slopes.max(axis=1)",
    "slopes.mean(axis=1)",
    en="The mean slope gives no bound: the unit with the largest slope may be just the one that matters.",
    zh="平均斜率给不出上界：起作用的可能恰恰是斜率最大的那个单元。",
)
wrong(
    "growth",
    "slopes.max(axis=1) * np.linalg.norm(W_h, 2)",
    "slopes.max() ** 0 * np.full(len(states), np.linalg.norm(W_h, 2))",
    en="The slopes are missing in the bound, so saturation leaves no trace in it.",
    zh="上界里没有斜率，所以饱和在其中毫无体现。",
)
wrong(
    "growth",
    "np.linalg.norm(products, 2, axis=(1, 2))",
    "np.linalg.norm(products, axis=(1, 2))",
    en="The truth is measured in the Frobenius norm; compare like with like and take the spectral norm.",
    zh="真相用的是 Frobenius 范数；要用同一种尺子比较，请取谱范数。",
)
wrong(
    "growth",
    "np.linalg.norm(products, 2, axis=(1, 2))",
    "np.array([np.abs(np.linalg.eigvals(product)).max() for product in products])",
    en="The truth is the spectral radius of the products here. How far a vector is stretched is said by their spectral norm.",
    zh="这里的真相取成了乘积的谱半径。向量被拉长多少，要看它们的谱范数。",
)
wrong(
    "growth",
    "jacobian_product(states[:n], W_h)",
    "jacobian_product(states[n - 1 : n], W_h)",
    en="Each entry is the norm of one step's Jacobian. What is asked for is the product of all steps so far.",
    zh="每一项都只是一步的雅可比矩阵的范数。题目要的是到此为止所有步的乘积。",
)

wrong(
    "growth",
    "bound = np.cumprod(slopes.max(axis=1) * np.linalg.norm(W_h, 2))\n    products = [jacobian_product(states[:n], W_h) for n in steps]\n    return radius**steps, bound, np.linalg.norm(products, 2, axis=(1, 2))",
    "bound = np.cumprod(slopes.max(axis=1) * np.linalg.norm(W_h))\n    products = [jacobian_product(states[:n], W_h) for n in steps]\n    return radius**steps, bound, np.linalg.norm(products, axis=(1, 2))",
    en="Bound and truth are measured in the Frobenius norm, which np.linalg.norm takes unless it is told otherwise. Both ask for the spectral norm.",
    zh="上界和真相都用了 Frobenius 范数，这是 np.linalg.norm 默认取的。两处要的都是谱范数。",
)

# recurrent_matrix

wrong(
    "recurrent_matrix",
    "gain * np.linalg.qr(W_h).Q",
    "gain * W_h / np.sqrt(units)",
    en="Independent weights of variance 1 / units are orthogonal on average only. Make the rows exactly orthogonal.",
    zh="方差为 1 / units 的独立权重只是平均而言正交。要让各行严格正交。",
)
wrong(
    "recurrent_matrix",
    "gain * np.linalg.qr(W_h).Q",
    "gain * np.linalg.qr(W_h).R",
    en="That is the triangular factor; the orthogonal one is the other.",
    zh="这是三角因子；正交的是另一个。",
)
wrong(
    "recurrent_matrix",
    "gain * np.linalg.qr(W_h).Q",
    "np.sqrt(gain) * np.linalg.qr(W_h).Q",
    en="The gain of an orthogonal matrix multiplies every weight; here its square root does.",
    zh="正交矩阵的增益应乘在每个权重上；这里乘的是它的平方根。",
)
wrong(
    "recurrent_matrix",
    "gain * np.linalg.qr(W_h).Q",
    "gain * W_h / np.linalg.norm(W_h, axis=1, keepdims=True)",
    en="The rows have length 1 but are not at right angles to each other: an orthogonal matrix needs both.",
    zh="各行的长度是 1，但彼此并不垂直：正交矩阵两者都要。",
)
wrong(
    "recurrent_matrix",
    "gain * np.sqrt(variance) * W_h",
    "gain * variance * W_h",
    en="The weights are multiplied by the variance; their standard deviation is its square root.",
    zh="权重乘以了方差；标准差是方差的平方根。",
)
wrong(
    "recurrent_matrix",
    '{"xavier": 1, "he": 2}',
    '{"xavier": 2, "he": 1}',
    en="Xavier and He are mixed up. He's variance is twice as large, since ReLU cuts half away.",
    zh="Xavier 和 He 弄反了。He 的方差是两倍，因为 ReLU 截掉了一半。",
)
wrong(
    "recurrent_matrix",
    '{"xavier": 1, "he": 2}',
    '{"xavier": 2, "he": 2}',
    en="In Xavier's variance, 2 is divided by the sum of the numbers of inputs and outputs. For a square matrix that is 2 * units.",
    zh="Xavier 的方差是 2 除以输入数与输出数之和。对方阵来说，这个和是 2 * units。",
)
wrong(
    "recurrent_matrix",
    "gain * np.sqrt(variance) * W_h",
    "np.sqrt(gain * variance) * W_h",
    en="For Xavier and He the gain went under the root, as if it multiplied the variance. It multiplies the weights.",
    zh="对 Xavier 和 He，增益放到了根号里，好像它乘的是方差。它乘的是权重。",
)

wrong(
    "recurrent_matrix",
    "return gain * np.sqrt(variance) * W_h",
    'return (1.0 if kind == "he" else gain) * np.sqrt(variance) * W_h',
    en="For He the gain has no effect. It multiplies the weights of every kind.",
    zh="对 He，增益没有起作用。每一种权重都要乘以它。",
)
wrong(
    "recurrent_matrix",
    "W_h = rng.normal(size=(units, units))",
    "W_h = rng.uniform(-np.sqrt(3), np.sqrt(3), size=(units, units))",
    en="The weights are drawn from a uniform distribution; normal ones are asked for.",
    zh="权重取自均匀分布；要求的是正态分布。",
)
wrong(
    "recurrent_matrix",
    "W_h = rng.normal(size=(units, units))",
    "W_h = np.random.default_rng(0).normal(size=(units, units))",
    en="`rng` is not used: the weights come from a generator of the function's own and are the same each time.",
    zh="没有用到 `rng`：权重来自函数自己的发生器，每次都一样。",
)
wrong(
    "recurrent_matrix",
    "gain * np.linalg.qr(W_h).Q",
    "gain * np.diag(np.sign(W_h[0]))",
    en="This matrix only turns signs. It is orthogonal, but hardly random: its columns should point anywhere.",
    zh="这个矩阵只会变号。它是正交的，却谈不上随机：各列应当可以指向任何方向。",
)

# copy_batch

wrong(
    "copy_batch",
    "rng.integers(1, symbols + 1, size=(samples, payload))",
    "rng.integers(0, symbols + 1, size=(samples, payload))",
    en="The blank, 0, is drawn as a symbol too. Then nobody can tell a symbol from a pause.",
    zh="空白 0 也被当作符号抽到了。这样就分不清符号和停顿。",
)
wrong(
    "copy_batch",
    "rng.integers(1, symbols + 1, size=(samples, payload))",
    "rng.integers(1, symbols, size=(samples, payload))",
    en="The last symbol is never drawn: `rng.integers` leaves out its upper end. The chance level is no longer 1 / symbols.",
    zh="最后一个符号永远抽不到：`rng.integers` 不含上端。瞎猜的水平也就不再是 1 / symbols。",
)
wrong(
    "copy_batch",
    "x[:, payload + delay] = symbols + 1",
    "x[:, -1] = symbols + 1",
    en="The question is the last token, so that all but one of the answers are due before it. It has to come before the answers.",
    zh="提问成了最后一个 token，于是大部分答案在提问之前就要给出。提问应在答案之前。",
)
wrong(
    "copy_batch",
    "x[:, payload + delay] = symbols + 1",
    "x[:, payload + delay - 1] = symbols + 1",
    en="The question comes one step early: there are `delay` blanks between the payload and it.",
    zh="提问早了一步：它与载荷之间应有 `delay` 个空白。",
)
wrong(
    "copy_batch",
    "x[:, payload + delay] = symbols + 1",
    "x[:, payload + delay] = symbols",
    en="The question has the number of a symbol; then it can be mistaken for one. It is symbols + 1.",
    zh="提问用了某个符号的编号，会与之混淆。它应是 symbols + 1。",
)
wrong(
    "copy_batch",
    "return x, y",
    "return x, y[:, ::-1]",
    en="The targets are in the opposite order. The task is to copy, first symbol first.",
    zh="目标的次序反了。任务是复制，先出现的先说。",
)
wrong(
    "copy_batch",
    "return x, y",
    "x[:, -payload:] = y\n    return x, y",
    en="The answer stands in the input at the steps where it is due: there is nothing left to remember.",
    zh="该给出答案的时候，输入里就写着答案：没有什么需要记住了。",
)
wrong(
    "copy_batch",
    "size=(samples, payload))",
    "size=(samples, 1)).repeat(payload, axis=1)",
    en="One symbol per sample is drawn and repeated: who remembers the first knows all. Draw each place anew.",
    zh="每个样本只抽了一个符号再重复：记住第一个就知道了全部。每个位置都要重新抽取。",
)

wrong(
    "copy_batch",
    "y = rng.integers(",
    "y = np.random.default_rng(0).integers(",
    en="`rng` is not used: the symbols come from a generator of the function's own and are the same each time.",
    zh="没有用到 `rng`：符号来自函数自己的发生器，每次都一样。",
)
wrong(
    "copy_batch",
    "x[:, payload + delay] = symbols + 1",
    "x[:, payload] = symbols + 1",
    en="The question comes right after the payload, before the delay. It comes after the `delay` blanks.",
    zh="提问紧跟在载荷之后，排在延迟之前。它应在 `delay` 个空白之后。",
)
wrong(
    "copy_batch",
    "return x, y",
    "return x, y - 1",
    en="The targets are one too small: they are the symbols themselves, from 1 on.",
    zh="目标都小了一：它们就是符号本身，从 1 开始。",
)
wrong(
    "copy_batch",
    "x = np.pad(y, ((0, 0), (0, delay + 1 + payload)))",
    "x = np.pad(y, ((0, 0), (0, delay + 1 + payload))).astype(float)",
    en="`x` holds floats. Tokens are whole numbers: an embedding, or an index, takes nothing else.",
    zh="`x` 是浮点数。token 是整数：嵌入层和下标只接受整数。",
)
wrong(
    "copy_batch",
    "rng.integers(1, symbols + 1, size=(samples, payload))",
    "np.argsort(rng.random((samples, symbols)), axis=1)[:, :payload] + 1",
    en="No symbol occurs twice in a payload. Draw each place by itself: whoever knows the first symbols must not be able to rule them out for the next.",
    zh="同一载荷中没有重复的符号。每个位置要单独抽取：知道了前面的符号，也不应能排除后面的。",
)
wrong(
    "copy_batch",
    "rng.integers(1, symbols + 1, size=(samples, payload))",
    "np.repeat(rng.integers(1, symbols + 1, size=(1, payload)), samples, axis=0)",
    en="All samples have the same payload. Draw one for each.",
    zh="所有样本的载荷都相同。应当为每个样本各抽一份。",
)

# adding_batch

wrong(
    "adding_batch",
    "first = rng.integers(half, size=samples)",
    "first = rng.integers(length, size=samples)",
    en="The first mark may stand anywhere, even where the second one is. It belongs to the first half.",
    zh="第一个标记可能在任何地方，甚至与第二个重合。它应在前一半。",
)
wrong(
    "adding_batch",
    "second = rng.integers(half, length, size=samples)",
    "second = rng.integers(half, length - 1, size=samples)",
    en="The last step is never marked: `rng.integers` leaves out its upper end already.",
    zh="最后一步永远不会被标记：`rng.integers` 本来就不含上端。",
)
wrong(
    "adding_batch",
    "second = rng.integers(half, length, size=samples)",
    "second = length - 1 - first",
    en="The second mark is the mirror image of the first. Draw it by itself, or its place can be told from the other.",
    zh="第二个标记是第一个的镜像。应当单独抽取，否则由一个就能知道另一个的位置。",
)
wrong(
    "adding_batch",
    "values = rng.random((samples, length))",
    "values = rng.uniform(-1, 1, size=(samples, length))",
    en="The numbers reach from -1 to 1, as in the form of 1997. Here they lie between 0 and 1, or the chance level is another.",
    zh="数的范围是 -1 到 1，那是 1997 年的形式。这里是 0 到 1，否则瞎猜的水平就不同了。",
)
wrong(
    "adding_batch",
    "values = rng.random((samples, length))",
    "values = rng.normal(0.5, 0.29, size=(samples, length))",
    en="The numbers are normally distributed. They should be uniform between 0 and 1.",
    zh="数服从正态分布。它们应在 0 到 1 之间均匀分布。",
)
wrong(
    "adding_batch",
    "(values * marks).sum(axis=1)",
    "values.sum(axis=1)",
    en="The target is the sum of all numbers; the marks would be of no use.",
    zh="目标是所有数的和；那样标记就没有用了。",
)
wrong(
    "adding_batch",
    "(values * marks).sum(axis=1)",
    "np.where(marks == 0, 1, values).prod(axis=1)",
    en="The target is the product of the two marked numbers, not their sum.",
    zh="目标是两个带标记的数之积，而不是和。",
)
wrong(
    "adding_batch",
    "np.stack([values, marks], axis=-1)",
    "np.stack([marks, values], axis=-1)",
    en="The marks come first in x; the numbers should, and the marks after them.",
    zh="x 中标记排在了前面；应当是数在前，标记在后。",
)

wrong(
    "adding_batch",
    "second = rng.integers(half, length, size=samples)",
    "second = first + half",
    en="The second mark always stands half a length after the first. Draw it by itself, or its place can be told from the other.",
    zh="第二个标记总在第一个之后半个长度处。应当单独抽取，否则由一个就能知道另一个的位置。",
)
wrong(
    "adding_batch",
    "first = rng.integers(half, size=samples)",
    "first = rng.integers(half - 1, size=samples)",
    en="The last step of the first half is never marked: `rng.integers` leaves out its upper end already.",
    zh="前一半的最后一步永远不会被标记：`rng.integers` 本来就不含上端。",
)
wrong(
    "adding_batch",
    "(values * marks).sum(axis=1)",
    "(values * marks).sum(axis=1) / 2",
    en="The target is the mean of the two marked numbers, not their sum.",
    zh="目标是两个带标记的数的平均，而不是和。",
)
wrong(
    "adding_batch",
    "values = rng.random((samples, length))",
    "rng = np.random.default_rng(0)\n    values = rng.random((samples, length))",
    en="`rng` is not used: everything comes from a generator of the function's own and is the same each time.",
    zh="没有用到 `rng`：一切来自函数自己的发生器，每次都一样。",
)

# nesting_depth

wrong(
    "nesting_depth",
    "return deepest if depth == 0 else None",
    "return deepest",
    en="Brackets that are never closed are let through. What must the counter say at the end?",
    zh="没有关闭的括号也放过了。走到末尾时，计数器应是多少？",
)
wrong(
    "nesting_depth",
    "if depth < 0:\n            return None",
    "if depth < -1:\n            return None",
    en="A bracket may be closed that was never opened: the counter must not go below zero, not even once.",
    zh="没打开过的括号也允许关闭：计数器一次也不能低于零。",
)
wrong(
    "nesting_depth",
    "if depth < 0:\n            return None",
    "if depth < -len(text):\n            return None",
    en="Only the totals are compared. Equal numbers are not enough: `)(` has one of each.",
    zh="只比较了总数。数目相等还不够：`)(` 也是各一个。",
)
wrong(
    "nesting_depth",
    "deepest = max(deepest, depth)",
    "deepest += bracket == '('",
    en="All pairs are counted, whether inside each other or side by side. Depth is how many are open at the same time.",
    zh="把所有的括号对都数了进去，不管是嵌套还是并列。深度是同时打开着多少个。",
)
wrong(
    "nesting_depth",
    "deepest = max(deepest, depth)",
    "deepest = depth",
    en="The depth of the last bracket is kept, not the deepest of all.",
    zh="保留的是最后一个括号处的深度，而不是其中最深的。",
)

wrong(
    "nesting_depth",
    "return deepest if depth == 0 else None",
    "return deepest if depth == 0 else 0",
    en="Where the brackets do not match, 0 comes back. That is the depth of the empty text; `None` is asked for.",
    zh="括号不匹配时返回了 0。那是空串的深度；要求的是 `None`。",
)

# bracket_batch

wrong(
    "bracket_batch",
    "rng.permutation(np.arange(samples) % 2)",
    "rng.integers(2, size=samples)",
    en="A coin is tossed for each row, so the kinds are balanced on average only. Exactly half of the rows are to match.",
    zh="每一行都抛一次硬币，两种只是平均而言均衡。题目要求恰好一半匹配。",
)
wrong(
    "bracket_batch",
    "rng.permutation(np.arange(samples) % 2)",
    "np.arange(samples) % 2",
    en="The kinds take turns, one row each. Put them in random order.",
    zh="两种逐行交替出现。应当打乱次序。",
)
wrong(
    "bracket_batch",
    "rng.permutation(np.arange(samples) % 2)",
    "(np.arange(samples) >= samples // 2).astype(int)",
    en="All rows of one kind come first. Put them in random order, or a batch of a training has one kind only.",
    zh="同一种的行全排在前面。要打乱，否则训练时一个批次里只有一种。",
)
wrong(
    "bracket_batch",
    "while matched != label:",
    "while matched is None:",
    en="The first row drawn is kept, whatever its label says. Draw anew until it is of the kind that the label asks for.",
    zh="抽到的第一行就留下了，不管标签怎么说。要重新抽取，直到它是标签要求的那一种。",
)
wrong(
    "bracket_batch",
    "row[1:-1] = rng.permutation(row[1:-1])",
    "row[:] = rng.permutation(row)",
    en="The first and the last bracket are shuffled as well: a row that begins with `)` gives itself away. Begin with `(` and end with `)`.",
    zh="首尾两个括号也打乱了：以 `)` 开头的行一眼就能识破。要以 `(` 开头、以 `)` 结尾。",
)
wrong(
    "bracket_batch",
    "row[1:-1] = rng.permutation(row[1:-1])",
    "row[1:-1] = rng.integers(1, 3, size=length - 2)",
    en="Each bracket is drawn for itself, so many rows have more of one than of the other, and counting gives the answer away. Shuffle as many of both.",
    zh="每个括号各自抽取，于是许多行里一种比另一种多，数一数就知道答案。应当打乱同样多的两种括号。",
)
wrong(
    "bracket_batch",
    "    return x, y",
    "    return x - 1, y",
    en="The tokens are 0 and 1. They are to be 1 for `(` and 2 for `)`: 0 is kept for blanks.",
    zh="token 成了 0 和 1。应当是 1 表示 `(`，2 表示 `)`：0 留给空白。",
)
wrong(
    "bracket_batch",
    "    return x, y",
    "    return x, 1 - y",
    en="The labels are turned round: 1 is for brackets that match.",
    zh="标签反了：1 表示括号匹配。",
)
wrong(
    "bracket_batch",
    "row[1:-1] = rng.permutation(row[1:-1])",
    "place = rng.integers(1, length - 2)\n            row[place : place + 2] = row[place : place + 2][::-1]",
    en="Strings are not equally likely: each row is the last one a little changed, from the same start. Shuffle all that lies between the ends.",
    zh="各个字符串的机会并不相同：每一行都从同样的起点出发，只改动一点点。要把首尾之间的全部打乱。",
)

# palindrome_batch

wrong(
    "palindrome_batch",
    "x[rows, place] = (x[rows, place] + change) % symbols",
    "x[y == 0] = rng.integers(symbols, size=(samples - y.sum(), length))",
    en="The rows that are no palindromes are random: any two letters give them away. Replace one symbol only.",
    zh="非回文的行是随机的：随便两个字母就能识破。只换一个符号。",
)
wrong(
    "palindrome_batch",
    "rng.integers(1, symbols, size=samples)",
    "rng.integers(symbols, size=samples)",
    en="Sometimes a symbol is replaced by itself, and a row labelled 0 is a palindrome after all.",
    zh="有时符号被换成了它自己，于是标着 0 的行仍是回文。",
)
wrong(
    "palindrome_batch",
    "place = rng.integers(half, size=samples)",
    "place = rng.integers(length, size=samples)",
    en="In an odd length the middle may be replaced, and the row stays a palindrome: the middle has no partner.",
    zh="长度为奇数时可能换到正中的符号，而那一行仍是回文：正中没有伙伴。",
)
wrong(
    "palindrome_batch",
    "place = rng.integers(half, size=samples)",
    "place = np.zeros(samples, int)",
    en="It is always the outermost pair that is broken: who compares the first and last symbol knows the answer.",
    zh="坏掉的总是最外面的一对：比较首尾两个符号就知道答案。",
)
wrong(
    "palindrome_batch",
    "rng.permutation(np.arange(samples) % 2)",
    "(np.arange(samples) >= samples // 2).astype(int)",
    en="All of one kind come first. Mix them, or a batch of a training has one kind only.",
    zh="同一类全排在前面。要打乱，否则训练时一个批次里只有一类。",
)
wrong(
    "palindrome_batch",
    "rng.permutation(np.arange(samples) % 2)",
    "rng.integers(2, size=samples)",
    en="A coin is tossed for each row, so the classes are balanced on average only. Exactly half are to be palindromes.",
    zh="每一行都抛一次硬币，两类只是平均而言均衡。题目要求恰好一半是回文。",
)
wrong(
    "palindrome_batch",
    "return x, y",
    "return x, 1 - y",
    en="The labels are turned round: 1 is for palindromes.",
    zh="标签反了：1 表示回文。",
)
wrong(
    "palindrome_batch",
    "(x[rows, place] + change) % symbols",
    "x[rows, place] + change",
    en="A replaced symbol may be larger than any of the alphabet, which gives it away.",
    zh="换上的符号可能比字母表里的都大，一眼就能识破。",
)

wrong(
    "palindrome_batch",
    "place = rng.integers(half, size=samples)",
    "place = np.full(samples, rng.integers(half))",
    en="The same place is broken in all rows of a batch. Draw a place for each row.",
    zh="一批中所有行都坏在同一处。应当为每一行各抽一个位置。",
)
wrong(
    "palindrome_batch",
    "rng.integers(1, symbols, size=samples)",
    "np.full(samples, rng.integers(1, symbols))",
    en="In all rows of a batch the same number is added. Draw a new symbol for each row.",
    zh="一批中所有行加的是同一个数。应当为每一行各抽一个新符号。",
)
wrong(
    "palindrome_batch",
    "rng.integers(1, symbols, size=samples)",
    "1",
    en="It is always the next symbol that takes the place. Every other symbol is to be as likely.",
    zh="换上的总是下一个符号。其他每个符号的机会都应相同。",
)
wrong(
    "palindrome_batch",
    "rng.integers(1, symbols, size=samples)",
    "rng.integers(1, symbols - 1, size=samples)",
    en="One of the other symbols never takes the place: `rng.integers` leaves out its upper end already.",
    zh="有一个符号永远换不上来：`rng.integers` 本来就不含上端。",
)
wrong(
    "palindrome_batch",
    "rng.permutation(np.arange(samples) % 2)",
    "np.arange(samples) % 2",
    en="The two kinds take turns. They are to come in random order.",
    zh="两类轮流出现。次序应当是随机的。",
)
wrong(
    "palindrome_batch",
    "return x, y",
    "return x + 1, y",
    en="The symbols are 1, …, `symbols`; asked for are 0, …, `symbols - 1`.",
    zh="符号是 1, …, `symbols`；要求的是 0, …, `symbols - 1`。",
)
wrong(
    "palindrome_batch",
    "half = length // 2",
    "rng, half = np.random.default_rng(0), length // 2",
    en="`rng` is not used: everything comes from a generator of the function's own and is the same each time.",
    zh="没有用到 `rng`：一切来自函数自己的发生器，每次都一样。",
)

# TrainingMonitor

wrong(
    "TrainingMonitor",
    "tf.linalg.global_norm(tape.gradient(loss, weights))",
    "sum(tf.norm(gradient) for gradient in tape.gradient(loss, weights))",
    en="The norms of the gradients are added. The global norm is the root of the sum of all squares, as if all arrays were one.",
    zh="把各个梯度的范数加了起来。总范数是所有平方之和的平方根，就像所有数组是一个那样。",
)
wrong(
    "TrainingMonitor",
    "tf.linalg.global_norm(tape.gradient(loss, weights))",
    "tf.linalg.global_norm(tape.gradient(loss, [self.layer.cell.recurrent_kernel]))",
    en="Only the gradient of the recurrent_kernel is measured. What is asked for takes all trainable weights together.",
    zh="只测量了 recurrent_kernel 的梯度。题目要的是所有可训练权重合在一起。",
)
wrong(
    "TrainingMonitor",
    "np.abs(np.linalg.eigvals(kernel)).max()",
    "np.linalg.norm(kernel, 2)",
    en="Under the name of the radius stands the largest singular value. The radius is the largest modulus of an eigenvalue.",
    zh="名为半径，实为最大奇异值。谱半径是特征值的最大模。",
)
wrong(
    "TrainingMonitor",
    "np.abs(np.linalg.eigvals(kernel)).max()",
    "np.linalg.eigvals(kernel).real.max()",
    en="The largest real part is logged; eigenvalues may be negative or complex, and the radius is their largest modulus.",
    zh="记录的是最大的实部；特征值可能为负，也可能是复数，谱半径是最大的模。",
)
wrong(
    "TrainingMonitor",
    "self.model(self.x, training=False)",
    "self.model(self.x, training=True)",
    en="The model runs in training mode, so dropout adds its noise to the log. Run it as on test data.",
    zh="模型以训练模式运行，dropout 的噪声就混进了日志。请像在测试数据上那样运行。",
)
wrong(
    "TrainingMonitor",
    "self.model.compute_loss(y=self.y, y_pred=y_pred)",
    "ops.mean((y_pred - self.y) ** 2)",
    en="The loss is the squared error, whatever the model was compiled with. Ask the model for its own loss.",
    zh="不管模型编译时用什么损失，这里都用了平方误差。请向模型要它自己的损失。",
)
wrong(
    "TrainingMonitor",
    "self.history[name].append(float(number))",
    "self.history[name] = [float(number)]",
    en="Each list is replaced at every epoch, and only the last number is left. Append to it.",
    zh="每一轮都换掉了整个列表，只剩下最后一个数。请往列表里添加。",
)
wrong(
    "TrainingMonitor",
    "for name, number in numbers.items():",
    "for weight, gradient in zip(weights, [0.01 * weight for weight in weights], strict=True):\n            weight.assign(weight - gradient)\n        for name, number in numbers.items():",
    en="The monitor changes the weights it was only to measure. A callback that logs leaves the model as it is.",
    zh="监视器改动了它本来只该测量的权重。只做记录的回调应让模型保持原样。",
)
wrong(
    "TrainingMonitor",
    '"weights": tf.linalg.global_norm(weights)',
    '"weights": tf.linalg.global_norm(self.model.weights)',
    en="The norm is that of all weights, of those too that are not trained. Only the trainable ones are asked for.",
    zh="范数算的是所有权重的，连不训练的也算了进去。只要可训练的。",
)
wrong(
    "TrainingMonitor",
    "self.model.compute_loss(y=self.y, y_pred=y_pred)",
    "self.model.compute_loss(y=y_pred, y_pred=self.y)",
    en="`y` and `y_pred` are exchanged. Many a loss is not symmetric: the targets come first.",
    zh="`y` 与 `y_pred` 颠倒了。许多损失并不对称：目标在前。",
)
wrong(
    "TrainingMonitor",
    "self.model.compute_loss(y=self.y, y_pred=y_pred)",
    "ops.mean(keras.losses.get(self.model.loss)(self.y, y_pred))",
    en="The loss function is called by hand, so what a layer adds for regularisation is left out. `compute_loss` has it all.",
    zh="直接调用了损失函数，于是层为正则化添加的部分没有算进去。`compute_loss` 都包括在内。",
)

# agreement_batch

wrong(
    "agreement_batch",
    "(at - k for k in range(at) if words[k] in answers)",
    "(at - k - 1 for k in range(at) if words[k] in answers)",
    en="`distance` counts the words in between. The word just before is 1 away, not 0.",
    zh="`distance` 数的是中间隔着的词。紧挨在前面的词距离是 1，不是 0。",
)
wrong(
    "agreement_batch",
    "return min((at - k",
    "return max((at - k",
    en="`distance` goes back to the farthest of the answers; the nearest one is asked for.",
    zh="`distance` 走到了最远的那个；要的是最近的一个。",
)
wrong(
    "agreement_batch",
    "default=None",
    "default=0",
    en="Where none of the answers comes before, `distance` gives 0. `None` is asked for.",
    zh="前面没有答案中的词时，`distance` 给出了 0。要求的是 `None`。",
)
wrong(
    "agreement_batch",
    "for k in range(at)",
    "for k in range(at + 1)",
    en="`distance` takes the word at the place itself for an answer. Only words before it count.",
    zh="`distance` 把所在位置的词本身也算作答案。只有它之前的词才算。",
)
wrong(
    "agreement_batch",
    "(at - k for k in range(at) if",
    "(abs(at - k) for k in range(len(words)) if k != at and",
    en="`distance` looks behind the place as well. Only words before it count.",
    zh="`distance` 也往后看了。只有它之前的词才算。",
)
wrong(
    "agreement_batch",
    "plural[:, 0]",
    "plural[:, -1]",
    en="The label is the number of the last noun. The verb agrees with the first.",
    zh="标签给的是最后一个名词的单复数。动词要与第一个一致。",
)
wrong(
    "agreement_batch",
    "plural = rng.integers(2, size=shape)",
    "plural = np.tile(rng.integers(2, size=(samples, 1)), phrases + 1)",
    en="All nouns of a row have the same number, so that the last one tells the answer. Draw the number of each noun for itself.",
    zh="一行中所有名词的单复数都相同，于是看最后一个就知道答案。每个名词的单复数要各自抽取。",
)
wrong(
    "agreement_batch",
    "plural = rng.integers(2, size=shape)",
    "plural = rng.integers(2, size=shape)\n    plural[:, 1:] = 1 - plural[:, :1]",
    en="All later nouns are of the other number than the first, which tells the answer just as well. Draw the number of each noun for itself.",
    zh="后面的名词总与第一个相反，这同样泄漏了答案。每个名词的单复数要各自抽取。",
)
wrong(
    "agreement_batch",
    "size=shape) + plural",
    "size=shape) + 1 - plural",
    en="Singular and plural have changed places: the plural is the larger of a noun's two numbers.",
    zh="单数和复数颠倒了：一个名词的两个数中，较大的是复数。",
)
wrong(
    "agreement_batch",
    "rng.integers(2, 2 + between, size=shape)",
    "rng.integers(2, 3 + between, size=shape)",
    en="A preposition can have the number of the first noun: they end at `between + 1`.",
    zh="介词可能取到第一个名词的数：介词到 `between + 1` 为止。",
)
wrong(
    "agreement_batch",
    "x[..., 2] = 2 + between + 2",
    "x[..., 2] = 1 + between + 2",
    en="The nouns begin one number too early, at the last preposition.",
    zh="名词早了一个数，从最后一个介词处就开始了。",
)
wrong(
    "agreement_batch",
    "2 * rng.integers(nouns, size=shape)",
    "2 * rng.integers(nouns, size=(samples, 1))",
    en="One noun is drawn for the whole row. Draw each for itself.",
    zh="整行只抽了一个名词。每个都要各自抽取。",
)
wrong(
    "agreement_batch",
    "[:, 1:], plural",
    "[:, 1:].astype(float), plural",
    en="The ids are not whole numbers: an embedding takes int.",
    zh="编号不是整数：嵌入层要的是 int。",
)
