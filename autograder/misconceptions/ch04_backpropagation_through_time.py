"""Mistakes of chapter 4, backpropagation through time."""

from autograder.misconceptions import wrong

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
    en="Only the direct gradient of the next step is handed back, so nothing travels further than one step.",
    zh="传回的只是下一步的直接梯度，所以什么也走不出一步之外。",
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
    "in reversed(range(h.shape[1] - 1))",
    "in range(h.shape[1] - 1)",
    en="The recursion runs from the first step to the last. The total of a step needs that of the next one, so it has to start at the end.",
    zh="递推从第一步走到了最后一步。一步的总梯度需要下一步的，所以要从末尾开始。",
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
    en="The gradients are right, but all states stay in memory: a slice is a view, and keeps the whole array it is taken from. Look at the hint.",
    zh="梯度是对的，但所有状态都留在了内存里：切片是视图，会让它所属的整个数组留下来。请看提示。",
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
wrong(
    "checkpointed",
    "    pieces = [np.s_",
    "    return backward_pass(forward_pass(x, y, h_0, weights)[1], weights)\n    pieces = [np.s_",
    en="The gradients are right, but all states are kept at once, as without checkpoints.",
    zh="梯度是对的，但所有状态同时保存着，与没有重计算时一样。",
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


# -- long_term_dependencies --------------------------------------------------------------------
