"""Mistakes of chapter 7, encoder and decoder."""

from autograder.misconceptions import wrong

# -- parallel_text -----------------------------------------------------------------------------


# -- encoder_decoder ---------------------------------------------------------------------------

# Encoder

wrong(
    "Encoder",
    "features, mask_zero=True)",
    "features)",
    en="The GRU goes on reading where the sentence is padded, so the context depends on how many zeros stand there. The embedding has to tell which steps are padding.",
    zh="句子补齐的地方 GRU 还在继续读，上下文就取决于那里有多少个零。嵌入层要告诉后面哪些时间步是补齐的。",
)
wrong(
    "Encoder",
    "self.gru = keras.layers.GRU(units)",
    "self.gru = keras.layers.GRU(units, go_backwards=True)",
    en="The source is read from its end to its beginning. That can be a good idea, but here the words come in their order.",
    zh="原文是从后往前读的。那有时是个好主意，但这里要按单词的顺序读。",
)
wrong(
    "Encoder",
    "return self.gru(self.embedding(source))",
    "return self.gru(self.embedding(source), mask=source > 1)",
    en="The word with the number 1 is treated as padding too. Only the number 0 is padding.",
    zh="编号为 1 的词也被当成了补齐。只有编号 0 是补齐。",
)
wrong(
    "Encoder",
    "self.gru = keras.layers.GRU(units)",
    "self.gru = keras.layers.GRU(units, reset_after=False)",
    en="The GRU is built with reset_after=False, so its bias has one row instead of two. Keras' default is meant here.",
    zh="GRU 用了 reset_after=False，偏置只有一行而不是两行。这里要用 Keras 的默认设置。",
)
wrong(
    "Encoder",
    "return self.gru(self.embedding(source))",
    "return ops.mean(self.embedding(source), axis=1) @ self.gru.cell.kernel[:, : self.units] if self.gru.built else self.gru(self.embedding(source))",
    en="The embeddings are averaged, and the order of the words is lost. The context is the GRU's last state.",
    zh="这里对嵌入取了平均，单词的顺序就丢了。上下文是 GRU 的最后一个状态。",
)
wrong(
    "Encoder",
    "return self.gru(self.embedding(source))",
    "states = keras.layers.RNN(self.gru.cell, return_sequences=True)(self.embedding(source))\n        return ops.mean(states, axis=1)",
    en="This is the mean of all states. The context is the state after the last word.",
    zh="这是所有状态的平均。上下文是读完最后一个词之后的状态。",
)
wrong(
    "Encoder",
    '"features": self.features,\n            "units": self.units,',
    '"features": self.features,',
    en="get_config leaves out units, so the layer can't be rebuilt or loaded. Every argument of __init__ belongs in the config.",
    zh="get_config 漏了 units，层无法重建，也无法载入。__init__ 的每个参数都应写进配置。",
)

# Decoder

wrong(
    "Decoder",
    "return self.dense(states), [h, context]",
    "return self.dense(states), [h, h]",
    en="The decoder's own state takes the place of the context: from the second call on it works with another context than in training. The context is to be carried along unchanged.",
    zh="解码器自己的状态顶替了上下文：从第二次调用起，它用的就不是训练时的那种上下文了。上下文应当原样传下去。",
)
wrong(
    "Decoder",
    "return self.dense(states), [h, context]",
    "return self.dense(states), state",
    en="The state that comes back is the one that went in: every part of a target begins again at the context. Hand on the GRU's new state.",
    zh="返回的状态就是传进来的那个：译文的每一段都又从上下文开始。请把 GRU 的新状态传下去。",
)
wrong(
    "Decoder",
    "return [context, context]",
    "return [ops.zeros_like(context), context]",
    en="The GRU starts from zeros instead of the context. Without the context at every step it would know nothing of the source.",
    zh="GRU 从零出发，而不是从上下文出发。若不是每一步都给上下文，它就对原文一无所知。",
)
wrong(
    "Decoder",
    "inputs = ops.concatenate([inputs, repeated], axis=-1)",
    "inputs = ops.concatenate([repeated, inputs], axis=-1)",
    en="The context stands in front of the embedding; it is asked for behind it. The model would learn as well, but its weights mean something else.",
    zh="上下文接在了嵌入前面；要求接在后面。这样的模型也能学，但权重的含义不同了。",
)
wrong(
    "Decoder",
    "repeated = ops.repeat(context[:, None], inputs.shape[1], axis=1)",
    "repeated = ops.repeat(h[:, None], inputs.shape[1], axis=1)",
    en="What is joined to the inputs is the state that was handed in. At the start that is the context, but when the decoder goes on writing it is not.",
    zh="接在输入上的是传进来的 GRU 状态。开始时它就是上下文，但解码器继续写下去时就不是了。",
)
wrong(
    "Decoder",
    "return self.dense(states), [h, context]",
    "return ops.softmax(self.dense(states)), [h, context]",
    en="These are probabilities. Logits are asked for, before the softmax; the loss takes care of it.",
    zh="返回的是概率。要求的是 softmax 之前的 logits；softmax 由损失函数处理。",
)
wrong(
    "Decoder",
    "states, h = self.gru(inputs, initial_state=h)",
    "states, h = self.gru(inputs)",
    en="The GRU is not told where to start, so it starts from zeros at every call, and the context or the state of the words before is lost.",
    zh="没有告诉 GRU 从哪里出发，于是每次调用都从零开始，上下文或者前面单词的状态就丢了。",
)
wrong(
    "Decoder",
    '"units": self.units,\n            "every_step": self.every_step,',
    '"units": self.units,',
    en="get_config leaves out every_step, so a decoder of the one kind comes back as the other. Every argument of __init__ belongs in the config.",
    zh="get_config 漏了 every_step，重建后一种解码器变成了另一种。__init__ 的每个参数都应写进配置。",
)
# EncoderDecoder

wrong(
    "EncoderDecoder",
    "return self.decoder.start(self.encoder(source))",
    "return self.encoder(source)",
    en="The context itself is handed to the decoder as its state. What a first state looks like only the decoder knows: `decoder.start` makes it.",
    zh="直接把上下文当作状态交给了解码器。初始状态是什么样子只有解码器知道：由 `decoder.start` 生成。",
)
wrong(
    "EncoderDecoder",
    "logits, _ = self.decoder(target_in, self.start(source))",
    "logits, _ = self.decoder(source, self.start(source))",
    en="The decoder reads the source. It has to read the target; of the source it knows the context only.",
    zh="解码器读的是原文。它应当读译文；关于原文，它只知道上下文。",
)
wrong(
    "EncoderDecoder",
    "source, target_in = inputs",
    "target_in, source = inputs",
    en="Source and target have changed places: the inputs come as (source, target_in).",
    zh="原文和译文弄反了：inputs 的顺序是 (source, target_in)。",
)
wrong(
    "EncoderDecoder",
    "logits, state = self.decoder(token[:, None], state)",
    "logits, _ = self.decoder(token[:, None], state)",
    en="The step hands back the state it was given: the decoder stands still at the first word. The new state is the second thing the decoder returns.",
    zh="这一步把收到的状态又原样交了回去：解码器停在第一个词上。新状态是解码器返回的第二样东西。",
)
wrong(
    "EncoderDecoder",
    "return logits[:, 0], state",
    "return logits, state",
    en="The logits of a step still have a time axis of length one. Asked for is (batch, words).",
    zh="一步的 logits 还带着长度为一的时间轴。要求的形状是 (batch, words)。",
)
wrong(
    "EncoderDecoder",
    "return logits[:, 0], state",
    "return ops.softmax(logits[:, 0]), state",
    en="A step returns probabilities; logits are asked for, as from the whole target.",
    zh="一步返回的是概率；要求的是 logits，与整个译文时一样。",
)
wrong(
    "EncoderDecoder",
    "logits, _ = self.decoder(target_in, self.start(source))\n        return logits",
    "return self.decoder(target_in, self.start(source))",
    en="Logits and state come back together. `fit` compares the model's output with the target, so the logits alone are asked for.",
    zh="logits 和状态一起返回了。`fit` 要拿模型的输出与目标比较，所以只应返回 logits。",
)

# greedy_translate

wrong(
    "greedy_translate",
    "token = np.where(ended, 0, np.argmax(logits, axis=-1))",
    "token = np.argmax(logits, axis=-1)",
    en="Rows that have ended go on writing. They have to wait, with zeros, until the last row has ended.",
    zh="已经结束的行还在继续写。它们应当写零，等到最后一行结束。",
)
wrong(
    "greedy_translate",
    "token = np.where(ended, 0, np.argmax(logits, axis=-1))\n        ended |= token == eos\n        written.append(token)",
    "new = np.where(ended, 0, np.argmax(logits, axis=-1))\n        ended |= new == eos\n        written.append(new)",
    en="Every step is fed bos again. What was written at one step is what the next one reads.",
    zh="每一步读到的又是 bos。上一步写出的词，正是下一步要读的词。",
)
wrong(
    "greedy_translate",
    "logits, state = step(token, state)",
    "logits, _ = step(token, state)",
    en="The state stays what it was before the first word. Each step returns a new one, for the next step.",
    zh="状态一直停在第一个词之前。每一步都会返回新状态，供下一步使用。",
)
wrong(
    "greedy_translate",
    "while len(written) < limit and not ended.all():",
    "while len(written) < limit and not ended.any():",
    en="Writing stops as soon as one row has ended, and the others are cut off. Go on until all have ended.",
    zh="只要有一行结束就停了，其他行被截断。要一直写到所有行都结束。",
)
wrong(
    "greedy_translate",
    "while len(written) < limit and not ended.all():",
    "while len(written) < limit:",
    en="Writing always goes on to the limit, with columns of zeros at the end. Stop when every row has ended.",
    zh="总是写到上限，末尾多出整列的零。所有行都结束时就应停下。",
)
wrong(
    "greedy_translate",
    "return np.stack(written, axis=1)",
    "return np.stack([np.full(rows, bos), *written], axis=1)",
    en="bos stands in front of what was written. It is read, not written.",
    zh="写出的结果前面带着 bos。它是读入的，不是写出的。",
)
wrong(
    "greedy_translate",
    "ended |= token == eos\n        written.append(token)",
    "ended |= token == eos\n        written.append(np.where(ended, 0, token))",
    en="eos is missing at the end of each row. It belongs to what was written.",
    zh="每行末尾缺少 eos。它也属于写出的内容。",
)
wrong(
    "greedy_translate",
    "return np.stack(written, axis=1)",
    "return np.stack(written)",
    en="Time comes first. The steps are to be stacked along axis 1, so that each row is a sentence.",
    zh="时间排在了第一个轴。各步应沿 axis 1 堆叠，使每一行是一个句子。",
)
wrong(
    "greedy_translate",
    "ended |= token == eos",
    "ended = token == eos",
    en="A row that has ended starts to write again after its first zero: only the last word is looked at. Once a row has ended, it has ended.",
    zh="已经结束的行写了一个零之后又开始写了：这里只看最后一个词。一行一旦结束，就一直是结束的。",
)

# context_gradient

wrong(
    "context_gradient",
    "        tape.watch(context)\n        logits, _ = model.decoder(target_in, model.decoder.start(context))",
    "        tape.watch(context)\n        logits, _ = model.decoder(target_in, model.decoder.start(tf.stop_gradient(context)))",
    en="The gradient is stopped before the decoder's start, so the encoder hears nothing, or only what comes by another way.",
    zh="梯度在解码器出发之前就被截断了，编码器什么也听不到，或者只听到从另一条路传来的部分。",
)
wrong(
    "context_gradient",
    "logits, _ = model.decoder(target_in, model.decoder.start(context))",
    "logits, _ = model.decoder(target, model.decoder.start(context))",
    en="The decoder reads the target itself, which it should write. Under teacher forcing it reads target_in.",
    zh="解码器读了它应当写出的 target。教师强制下它读的是 target_in。",
)
wrong(
    "context_gradient",
    "return tape.gradient(error, context).numpy()",
    "return tape.gradient(error, context).numpy() / len(source)",
    en="The gradient is divided by the size of the batch. The loss has taken its mean already.",
    zh="梯度又除以了批次大小。损失里已经取过平均了。",
)
wrong(
    "context_gradient",
    "return tape.gradient(error, context).numpy()",
    "return -tape.gradient(error, context).numpy()",
    en="The sign is turned: this is the way downhill. The gradient is asked for.",
    zh="符号反了：这是下降的方向。要求的是梯度本身。",
)
wrong(
    "context_gradient",
    "error = loss(target, logits)",
    "error = loss(target, ops.softmax(logits))",
    en="The loss is handed probabilities. It is made for logits, as they come from the decoder.",
    zh="交给损失函数的是概率。它需要的是解码器输出的 logits。",
)

# reverse_words

wrong(
    "reverse_words",
    "return np.take_along_axis(source, places, axis=1)",
    "return source[:, ::-1]",
    en="The zeros are turned round with the words and stand in front now. Only the words change places.",
    zh="零也跟着倒了过来，现在排在了前面。只有单词要换位置。",
)
wrong(
    "reverse_words",
    "places = lengths - 1 - np.arange(source.shape[1])",
    "places = (lengths - np.arange(source.shape[1])) % source.shape[1]",
    en="Everything stands one column too far to the right. The last word of a row with n words is in column n - 1.",
    zh="所有词都偏右了一列。一行有 n 个词时，最后一个词在第 n - 1 列。",
)
wrong(
    "reverse_words",
    "return np.take_along_axis(source, places, axis=1)",
    "return source[::-1]",
    en="The sentences of the batch have changed places. The words within each row are to be turned round.",
    zh="倒过来的是批次里句子的顺序。应当倒转每一行里的单词。",
)
wrong(
    "reverse_words",
    "return np.take_along_axis(source, places, axis=1)",
    "source[:] = np.take_along_axis(source, places, axis=1)\n    return source",
    en="The words are turned round in the array that was handed in. Whoever kept it finds it changed: return a new array.",
    zh="单词是在传入的数组里倒过来的。之前留着它的人会发现它变了：请返回新的数组。",
)
wrong(
    "reverse_words",
    "lengths = np.count_nonzero(source, axis=1)[:, None]",
    "lengths = np.count_nonzero(source, axis=1).max()",
    en="All rows are turned round as if they were as long as the longest. Each row has a length of its own.",
    zh="所有行都按最长一行的长度来倒转了。每一行有自己的长度。",
)

# mixed_pass

wrong(
    "mixed_pass",
    "token = ops.where(forced[:, t : t + 1], target_in[:, t : t + 1], own)",
    "token = ops.where(forced[:, t - 1 : t], target_in[:, t : t + 1], own)",
    en="The coin of the step before decides what is read. Column t of `forced` belongs to what step t reads.",
    zh="决定读什么的是上一步的硬币。`forced` 的第 t 列对应第 t 步读的词。",
)
wrong(
    "mixed_pass",
    "token = ops.where(forced[:, t : t + 1], target_in[:, t : t + 1], own)",
    "token = ops.where(forced[:, t : t + 1], target_in[:, t - 1 : t], own)",
    en="The right words are read one step late. target_in is shifted already: step t reads its column t.",
    zh="正确的词晚了一步才读。target_in 已经错开过了：第 t 步读它的第 t 列。",
)
wrong(
    "mixed_pass",
    "token = ops.where(forced[:, t : t + 1], target_in[:, t : t + 1], own)",
    "token = ops.where(forced[:, t : t + 1], own, target_in[:, t : t + 1])",
    en="True and false have changed places: where `forced` is true, the right word is read.",
    zh="真和假弄反了：`forced` 为真的地方读正确的词。",
)
wrong(
    "mixed_pass",
    "if t > 0:",
    "if t > 1:",
    en="The second step still reads the first word. From step 1 on there is a word of its own to choose from.",
    zh="第二步读的还是第一个词。从第 1 步起，就有自己写的词可选了。",
)
wrong(
    "mixed_pass",
    "logits, state = decoder(token, state)",
    "logits, _ = decoder(token, state)",
    en="The state is not handed on: every step starts again at the first state.",
    zh="状态没有传下去：每一步又从初始状态开始。",
)
wrong(
    "mixed_pass",
    "own = ops.argmax(steps[-1], axis=-1)",
    "own = ops.argmax(steps[0], axis=-1)",
    en="What the decoder reads of its own is always its first word. The word of the step before is asked for.",
    zh="解码器读的自己的词总是第一步写的那个。应当是上一步写的词。",
)
wrong(
    "mixed_pass",
    "return ops.concatenate(steps, axis=1)",
    "return ops.stack(steps, axis=1)",
    en="There is an axis too many: every step's logits have a time axis of length one already.",
    zh="多了一个轴：每一步的 logits 已经带有长度为一的时间轴。",
)
