"""Mistakes of chapter 1, sequence models."""

from autograder.source.misconceptions import wrong

# bag_of_words

wrong(
    "bag_of_words",
    "[words.count(word) for word in vocabulary]",
    "[int(word in words) for word in vocabulary]",
    en="Each entry says whether the word occurs, not how often. A bag counts: a word that comes twice is in it twice.",
    zh="每个元素说的是词有没有出现，而不是出现几次。词袋要计数：出现两次的词，在袋里就有两个。",
)
wrong(
    "bag_of_words",
    "[words.count(word) for word in vocabulary]",
    "[words.count(word) for word in sorted(vocabulary)]",
    en="The counts are in alphabetical order. Entry k belongs to the k-th word of the vocabulary as it was given.",
    zh="计数按字母顺序排列了。第 k 个元素应当属于所给词表里的第 k 个词。",
)
wrong(
    "bag_of_words",
    "[words.count(word) for word in vocabulary]",
    "[words.count(word) for word in dict.fromkeys(words)]",
    en="There is an entry for each word of the sentence, in the order of its first occurrence. The vocabulary decides which entries there are, and in which order.",
    zh="句子里的每个词都有一个元素，按首次出现的顺序排列。有哪些元素、按什么顺序，应当由词表决定。",
)
wrong(
    "bag_of_words",
    "[words.count(word) for word in vocabulary]",
    "[words.count(word) / len(words) for word in vocabulary]",
    en="These are shares of the sentence, not counts: they have been divided by its length.",
    zh="这是占句子的比例，不是次数：除以了句子的长度。",
)
wrong(
    "bag_of_words",
    "np.array([words.count(word) for word in vocabulary])",
    "np.array([vocabulary.index(word) for word in words if word in vocabulary])",
    en="This is the sentence as a list of word numbers, which keeps the order. A bag has one entry per word of the vocabulary and says how often it occurs.",
    zh="这是把句子写成词的编号，保留了顺序。词袋对词表里的每个词有一个元素，说明它出现几次。",
)
wrong(
    "bag_of_words",
    "[words.count(word) for word in vocabulary]",
    '[" ".join(words).count(word) for word in vocabulary]',
    en="The words were searched in one long text, so that a word inside of another counts as well. Compare whole words.",
    zh="是在一整段文本里查找的，于是包含在别的词里的词也被计入。应当比较完整的词。",
)
wrong(
    "bag_of_words",
    "return np.array([words.count(word) for word in vocabulary])",
    "return np.array([float(words.count(word)) for word in vocabulary])",
    en="The counts are floats. They are whole numbers: `np.zeros` makes floats unless it is given a dtype.",
    zh="次数是浮点数。它们应当是整数：`np.zeros` 若不指定 dtype，给出的是浮点数。",
)
wrong(
    "bag_of_words",
    "[words.count(word) for word in vocabulary]",
    "[[w.lower() for w in words].count(word) for word in vocabulary]",
    en="Upper and lower case were made equal. Words count as they are; bringing a text into one form is another step.",
    zh="大小写被当作相同。词应当按原样计数；统一写法是另一个步骤。",
)

# phrase_scores

wrong(
    "phrase_scores",
    "above = np.triu(pairs, k=1)",
    "above = np.asarray(pairs)",
    en="The whole matrix counts: below the diagonal each pair stands a second time, and on it each word is paired with itself. Only what lies above the diagonal belongs to i < j.",
    zh="整个矩阵都算进去了：对角线以下每一对又出现一次，对角线上是词与自己配对。只有对角线以上的部分属于 i < j。",
)
wrong(
    "phrase_scores",
    "above = np.triu(pairs, k=1)",
    "above = np.triu(pairs)",
    en="The diagonal counts as well, so each word is paired with itself. In the sum i is smaller than j, never equal to it.",
    zh="对角线也算进去了，于是每个词与自己配了对。求和里 i 小于 j，从不等于 j。",
)
wrong(
    "phrase_scores",
    "above = np.triu(pairs, k=1)",
    "above = np.tril(pairs, k=-1)",
    en="The entries below the diagonal were taken. The pair i < j stands in row i and column j, above it.",
    zh="取的是对角线以下的元素。i < j 的词对在第 i 行第 j 列，在对角线以上。",
)
wrong(
    "phrase_scores",
    "np.sum(bags @ above * bags, axis=1)",
    "np.sum((bags > 0) @ above * (bags > 0), axis=1)",
    en="In the pairs each word counts once, however often it occurs. The formula multiplies how many times the two words occur.",
    zh="在词对里，每个词无论出现几次都只算一次。公式里是把两个词出现的次数相乘。",
)
wrong(
    "phrase_scores",
    "return bags @ single + np.sum(bags @ above * bags, axis=1)",
    "return bags @ single + 0 * np.sum(above)",
    en="Only the words are scored, and their scores added. The pairs are missing: that is the part by which *not* can change its neighbour.",
    zh="只给词打了分，再相加。少了词对：*not* 正是靠这一部分改变它旁边的词。",
)
wrong(
    "phrase_scores",
    "return bags @ single + np.sum(bags @ above * bags, axis=1)",
    "return 0 * np.sum(single) + np.sum(bags @ above * bags, axis=1)",
    en="Only the pairs are scored. The scores of the single words belong to the sum as well.",
    zh="只给词对打了分。单个词的分数也要加进去。",
)
wrong(
    "phrase_scores",
    "np.sum(bags @ above * bags, axis=1)",
    "np.sum(bags @ above * bags, axis=1) / 2",
    en="The pairs are halved. That is right where a sum runs over both (i, j) and (j, i); above the diagonal each pair stands once already.",
    zh="词对的分数被减半了。若求和既有 (i, j) 又有 (j, i)，减半是对的；对角线以上每一对本来就只出现一次。",
)
wrong(
    "phrase_scores",
    "np.sum(bags @ above * bags, axis=1)",
    "np.sum(bags @ above, axis=1)",
    en="In the pairs one of the two counts is missing: a pair scores n_i times n_j, so nothing where one of the words does not occur.",
    zh="词对里少乘了一个次数：一对词的分数要乘以 n_i 和 n_j，其中一个词不出现，这一对就不得分。",
)
wrong(
    "phrase_scores",
    "return bags @ single + np.sum(bags @ above * bags, axis=1)",
    "return np.sum(bags @ single) + np.sum(bags @ above * bags)",
    en="One number comes back for the whole batch. Each bag has a score of its own: sum over the words, not over the bags.",
    zh="整个批次只返回了一个数。每个词袋有自己的分数：应当对词求和，而不是对词袋求和。",
)

# sequence_scores

wrong(
    "sequence_scores",
    "log_joint = np.sum(np.log(probabilities))",
    'with np.errstate(divide="ignore"):\n        log_joint = np.log(joint)',
    en="The logarithm is taken of the product. For a long sequence the product is zero in floating point, and its logarithm minus infinity: add up the logarithms of the factors instead.",
    zh="对数是对乘积取的。序列一长，乘积在浮点数里就是零，其对数是负无穷：应当把各因子的对数相加。",
)
wrong(
    "sequence_scores",
    "log_joint = np.sum(np.log(probabilities))",
    "log_joint = np.sum(np.log2(probabilities))",
    en="The logarithm has base 2. The natural one is asked for, and it has to fit the exponential function in the perplexity.",
    zh="对数以 2 为底。要求的是自然对数，并且要与困惑度里的指数函数配套。",
)
wrong(
    "sequence_scores",
    "perplexity = np.exp(-log_joint / len(probabilities))",
    "perplexity = np.exp(log_joint / len(probabilities))",
    en="The perplexity is below 1: the minus sign is missing. What is here is the geometric mean of the probabilities, and the perplexity is its reciprocal.",
    zh="困惑度小于 1：少了负号。这里得到的是概率的几何平均，困惑度是它的倒数。",
)
wrong(
    "sequence_scores",
    "perplexity = np.exp(-log_joint / len(probabilities))",
    "perplexity = np.exp(np.minimum(-log_joint, 700.0))",
    en="The perplexity is that of the whole sequence, one over its probability. Per token, the logarithm is divided by the number of tokens first.",
    zh="这是整个序列的困惑度，即概率的倒数。要按词元计，应先把对数除以词元的个数。",
)
wrong(
    "sequence_scores",
    "perplexity = np.exp(-log_joint / len(probabilities))",
    "perplexity = np.mean(1 / np.asarray(probabilities))",
    en="The perplexity is an arithmetic mean of 1 / p here. Averaging happens among the logarithms; the exponential comes last.",
    zh="这里的困惑度是 1 / p 的算术平均。应当对对数取平均，最后才取指数。",
)
wrong(
    "sequence_scores",
    "joint = np.prod(probabilities)",
    "joint = np.mean(probabilities)",
    en="The joint probability is not the average of the steps: all of them have to happen, so they are multiplied.",
    zh="联合概率不是各步概率的平均：每一步都要发生，所以要相乘。",
)
wrong(
    "sequence_scores",
    "log_joint = np.sum(np.log(probabilities))",
    "log_joint = probabilities.dot(0) + np.sum(np.log(probabilities))",
    en="A method of arrays is called on what was handed in, which may be a list, as in the cell below. NumPy's functions, such as np.sum(x), take both.",
    zh="对传入的值调用了数组的方法，而它也可能是列表，下面的单元格就是这样。NumPy 的函数，例如 np.sum(x)，两者都接受。",
)
wrong(
    "sequence_scores",
    "log_joint = np.sum(np.log(probabilities))\n    perplexity = np.exp(-log_joint / len(probabilities))",
    "log_joint = np.sum(np.log2(probabilities))\n    perplexity = 2 ** (-log_joint / len(probabilities))",
    en="The logarithm has base 2. The perplexity is right, since 2 is its base there too, but the natural logarithm is asked for.",
    zh="对数以 2 为底。困惑度是对的，因为那里也以 2 为底，但要求的是自然对数。",
)
wrong(
    "sequence_scores",
    "return joint, log_joint, perplexity",
    "return joint, -log_joint, perplexity",
    en="The logarithm has the wrong sign: that of a probability is at most 0.",
    zh="对数的符号反了：概率的对数不大于 0。",
)

# transition_matrix

wrong(
    "transition_matrix",
    "(sequence[:-1], sequence[1:])",
    "(sequence[1:], sequence[:-1])",
    en="From and to have changed places: row i should hold where the chain goes from i, not where it comes from.",
    zh="“从”和“到”弄反了：第 i 行应当是链从 i 走到哪里，而不是从哪里来。",
)
wrong(
    "transition_matrix",
    "return counts / counts.sum(axis=1, keepdims=True)",
    "return counts / counts.sum(axis=0, keepdims=True)",
    en="The columns sum to one instead of the rows. Everything that leaves a state has to arrive somewhere: divide each row by its own sum.",
    zh="和为一的是列而不是行。离开一个状态总要到达某处：每一行应除以自己的和。",
)
wrong(
    "transition_matrix",
    "return counts / counts.sum(axis=1, keepdims=True)",
    "return counts / counts.sum()",
    en="The whole matrix sums to one: these are probabilities of pairs. Given the state it leaves from, each row sums to one by itself.",
    zh="整个矩阵的和为一：这是状态对的概率。给定出发的状态，每一行自己的和为一。",
)
wrong(
    "transition_matrix",
    "counts[counts.sum(axis=1) == 0] = 1\n    return counts / counts.sum(axis=1, keepdims=True)",
    "return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)",
    en="A state that was never left has a row of zeros. It should have equal chances, so that each row is a distribution.",
    zh="从未离开过的状态，这一行全是零。应当给所有去向同样的概率，使每一行都是分布。",
)
wrong(
    "transition_matrix",
    "counts = np.zeros((states, states))",
    "counts = np.ones((states, states))",
    en="Counting starts at one instead of zero. That is smoothing, useful in its place, but here relative frequencies are asked for.",
    zh="计数从一而不是从零开始。那是平滑，在该用的地方有用，但这里要求的是相对频率。",
)
wrong(
    "transition_matrix",
    "np.add.at(counts, (sequence[:-1], sequence[1:]), 1)",
    "counts[sequence[:-1], sequence[1:]] += 1",
    en="Each pair was counted at most once. Indexed addition in NumPy writes a repeated place only once; np.add.at, a loop, or np.unique counts them all.",
    zh="每一对最多只数了一次。NumPy 的索引加法对重复的位置只写一次；np.add.at、循环或 np.unique 才会全部数到。",
)
wrong(
    "transition_matrix",
    "(sequence[:-1], sequence[1:])",
    "(sequence, np.roll(sequence, -1))",
    en="One transition too many was counted: from the last state back to the first, which never happened.",
    zh="多数了一次转移：从最后一个状态回到第一个，而这并没有发生。",
)
wrong(
    "transition_matrix",
    "(sequence[:-1], sequence[1:])",
    "(sequence[:-1:2], sequence[1::2])",
    en="Only every other transition was counted. The pairs overlap: each state but the last is left, each but the first is arrived at.",
    zh="转移只数了一半。状态对是相互重叠的：除最后一个外，每个状态都会离开；除第一个外，每个状态都会到达。",
)
wrong(
    "transition_matrix",
    "return counts / counts.sum(axis=1, keepdims=True)",
    "return counts",
    en="These are counts (and ones where there are none). Divide each row by its sum, so that it becomes a distribution.",
    zh="这是次数（没有计数的地方是 1）。每一行应除以自己的和，才成为分布。",
)
wrong(
    "transition_matrix",
    "return counts / counts.sum(axis=1, keepdims=True)",
    "left = np.bincount(sequence, minlength=states)[:, None]\n    return np.where(left > 0, counts / np.maximum(left, 1), 1 / states)",
    en="The rows are divided by how often a state occurs. The last state of the sequence occurs once more than it is left: divide by the steps that leave it.",
    zh="各行除以的是状态出现的次数。序列的最后一个状态比它被离开的次数多出现一次：应当除以离开它的步数。",
)

# marginals

wrong(
    "marginals",
    "path.append(path[-1] @ transition)",
    "path.append(transition @ path[-1])",
    en="The sum runs over the wrong index: the matrix is applied from the left. Row i is where one comes from, so the distribution multiplies as a row from the left: it is p @ P.",
    zh="求和的下标错了：矩阵乘在了左边。行 i 是出发的状态，所以分布应作为行向量从左边乘：p @ P。",
)
wrong(
    "marginals",
    "path.append(path[-1] @ transition)",
    "path.append(path[0] @ transition)",
    en="Every step starts from time 0 again, so nothing changes after the first one. Each step takes the distribution before it.",
    zh="每一步都重新从时刻 0 出发，所以第一步之后就不变了。每一步应当取前一步的分布。",
)
wrong(
    "marginals",
    "return np.stack(path)",
    "return np.stack(path[1:] + [path[-1] @ transition])",
    en="The distributions come one step too early: row 0 should be `start` itself.",
    zh="分布早了一步：第 0 行应当是 `start` 本身。",
)
wrong(
    "marginals",
    "path.append(path[-1] @ transition)",
    "path.append(path[0] @ transition ** len(path))",
    en="The power was taken element by element. `**` on an array is not a matrix power; multiply step by step with `@`.",
    zh="幂是逐元素取的。对数组用 `**` 不是矩阵的幂；请用 `@` 一步一步相乘。",
)
wrong(
    "marginals",
    "path.append(path[-1] @ transition)",
    "path.append(np.eye(len(start))[np.argmax(path[-1] @ transition)])",
    en="Only the likeliest state goes on to the next step. The distribution keeps all of them, the unlikely ones too.",
    zh="传给下一步的只有最可能的状态。分布要保留所有状态，不太可能的也在内。",
)
wrong(
    "marginals",
    "path.append(path[-1] @ transition)",
    "path.append(path[-1] @ transition @ transition)",
    en="Two steps are taken at a time: the rows are those of times 0, 2, 4, …",
    zh="一次走了两步：各行是时刻 0、2、4……的分布。",
)
wrong(
    "marginals",
    "path = [start]\n    for _ in range(steps):\n        path.append(path[-1] @ transition)\n    return np.stack(path)",
    "p = np.array(start)\n    path = [p]\n    for _ in range(steps):\n        p[:] = p @ transition\n        path.append(p)\n    return np.stack(path)",
    en="All rows are the same: one array is overwritten at every step, and the list holds it many times. Make a new array for each step.",
    zh="所有行都一样：每一步都改写同一个数组，而列表里多次放的都是它。每一步应当建立一个新的数组。",
)
wrong(
    "marginals",
    "return np.stack(path)",
    "return np.stack(path[1:]) if steps else np.zeros((0, len(start)))",
    en="The row for time 0 is missing: p_0 is `start` itself, so that there are steps + 1 rows.",
    zh="缺了时刻 0 那一行：p_0 就是 `start` 本身，所以共有 steps + 1 行。",
)
wrong(
    "marginals",
    "return np.stack(path)",
    "return np.stack(path[:-1]) if steps else np.zeros((0, len(start)))",
    en="The last row is missing: from time 0 to time `steps` there are steps + 1 rows.",
    zh="缺了最后一行：从时刻 0 到时刻 `steps` 共有 steps + 1 行。",
)

# stateless

wrong(
    "stateless",
    'hidden = keras.layers.Dense(units, "tanh")',
    "hidden = keras.layers.SimpleRNN(units, return_sequences=True)",
    en="The hidden layer is recurrent: each output knows the steps before. Without a state, an output depends on its own step only.",
    zh="隐藏层是循环的：每个输出都知道之前的各步。没有状态时，输出只取决于自己这一步。",
)
wrong(
    "stateless",
    'keras.layers.Dense(units, "tanh")',
    "keras.layers.Dense(units)",
    en="The hidden layer has no activation: two linear layers in a row are one linear layer. The formula has a tanh.",
    zh="隐藏层没有激活函数：两个相继的线性层只是一个线性层。公式里有 tanh。",
)
wrong(
    "stateless",
    'keras.layers.Dense(units, "tanh")',
    'keras.layers.Dense(units, "relu")',
    en="The activation of the hidden layer is ReLU; the formula has a tanh.",
    zh="隐藏层的激活函数是 ReLU；公式里是 tanh。",
)
wrong(
    "stateless",
    "keras.layers.Dense(outputs)]",
    'keras.layers.Dense(outputs, "tanh")]',
    en="The outputs go through an activation as well. In the formula the tanh is around the hidden layer only.",
    zh="输出也经过了激活函数。公式里的 tanh 只在隐藏层。",
)
wrong(
    "stateless",
    "keras.Input((None, features))",
    "keras.Input((outputs, features))",
    en="The length of the input is fixed in `keras.Input`. With `None` in its place the model takes sequences of any length.",
    zh="`keras.Input` 里写死了输入的长度。在那里写 `None`，模型就能接受任何长度的序列。",
)
wrong(
    "stateless",
    'keras.layers.Dense(units, "tanh")',
    'keras.layers.Conv1D(units, 3, padding="causal", activation="tanh")',
    en="The hidden layer is a convolution over several steps: a window is a memory too. Each output should know its own step only.",
    zh="隐藏层是跨越几步的卷积：窗口也是一种记忆。每个输出应当只知道自己这一步。",
)
wrong(
    "stateless",
    "hidden, keras.layers.Dense(outputs)]",
    "hidden, keras.layers.GlobalAveragePooling1D(), keras.layers.Dense(outputs)]",
    en="There is one output for the whole sequence. Each step needs its own, so nothing may sum up along the time axis.",
    zh="整个序列只有一个输出。每一步都要有自己的输出，所以不能沿时间轴汇总。",
)
wrong(
    "stateless",
    "[keras.Input((None, features)), hidden, keras.layers.Dense(outputs)]",
    '[keras.Input((None, features)), keras.layers.Dense(outputs, "tanh")]',
    en="A layer is missing: the tanh belongs to a hidden layer of `units` units, and a second layer makes the outputs of them.",
    zh="少了一层：tanh 属于有 `units` 个单元的隐藏层，再由第二层得出输出。",
)

# build_model

wrong(
    "build_model",
    '"many to one": [last]',
    '"many to one": [every]',
    en='"Many to one" gives an output at every step. Only the last state is wanted: that is what return_sequences=False returns.',
    zh="“多对一”在每一步都给出了输出。需要的只是最后的状态：return_sequences=False 返回的就是它。",
)
wrong(
    "build_model",
    '"aligned": [every]',
    '"aligned": [last]',
    en='"Aligned" gives one output in all. It needs one per input step, so the recurrent layer has to return its states of all steps.',
    zh="“对齐的”总共只给出一个输出。每个输入步都要有一个，所以循环层要返回所有步的状态。",
)
wrong(
    "build_model",
    '"many to many": [last, repeat, every]',
    '"many to many": [every]',
    en='"Many to many" has the length of the input. The output has a length of its own here: what was read has to be summed up in one state before anything is written.',
    zh="“多对多”的长度等于输入的长度。这里输出有自己的长度：写之前，要先把读到的内容汇总成一个状态。",
)
wrong(
    "build_model",
    '"many to many": [last, repeat, every]',
    '"many to many": [last, repeat]',
    en='In "many to many" nothing writes: the repeated state goes straight to the Dense layer, so that all outputs are the same. A second recurrent layer makes them a sequence.',
    zh="“多对多”里没有负责写的层：重复的状态直接进入 Dense 层，所以各步输出都一样。要有第二个循环层，它们才成为序列。",
)
wrong(
    "build_model",
    '"one to many": [repeat, every]',
    '"one to many": [repeat]',
    en='In "one to many" the repeated input goes straight to the Dense layer, so that all outputs are the same. The recurrent layer between them makes them differ.',
    zh="“一对多”里重复的输入直接进入 Dense 层，所以各步输出都一样。中间的循环层才使它们不同。",
)
wrong(
    "build_model",
    '[keras.layers.Dense(units, "tanh")]',
    "[keras.layers.Dense(units)]",
    en='The hidden layer of "one to one" has no activation: two linear layers in a row are one linear layer.',
    zh="“一对一”的隐藏层没有激活函数：两个相继的线性层只是一个线性层。",
)
wrong(
    "build_model",
    "keras.layers.Dense(outputs)",
    'keras.layers.Dense(outputs, "softmax")',
    en="The last layer has a softmax. The outputs are asked for without an activation.",
    zh="最后一层用了 softmax。题目要求输出不带激活函数。",
)
wrong(
    "build_model",
    '"one to one": [keras.layers.Dense(units, "tanh")]',
    '"one to one": []',
    en='"One to one" has no hidden layer: the input goes straight to the outputs.',
    zh="“一对一”没有隐藏层：输入直接通到了输出。",
)
wrong(
    "build_model",
    '"one to many": [repeat, every]',
    '"one to many": [repeat, last]',
    en='In "one to many" only the last state goes on. All its states are wanted, one for each output: return_sequences=True.',
    zh="“一对多”里只有最后的状态传了下去。每个输出都要有一个状态：return_sequences=True。",
)
wrong(
    "build_model",
    '"aligned": [every]',
    '"aligned": [keras.layers.Bidirectional(every)]',
    en='"Aligned" reads from both sides here, so each output knows what comes later. A single recurrent layer from left to right is asked for.',
    zh="这里“对齐的”从两边读，于是每个输出都知道后面的内容。要求的是一个从左到右的循环层。",
)
wrong(
    "build_model",
    "else (None, features)",
    "else (time_out, features)",
    en="The length of the input is fixed in `keras.Input`. With `None` in its place the model takes sequences of any length.",
    zh="`keras.Input` 里写死了输入的长度。在那里写 `None`，模型就能接受任何长度的序列。",
)
wrong(
    "build_model",
    '"many to many": [last, repeat, every]',
    '"many to many": [every, every]',
    en='"Many to many" has the length of the input. The output has a length of its own here: sum up in one state what was read, repeat it, and write from there.',
    zh="“多对多”的长度等于输入的长度。这里输出有自己的长度：先把读到的汇总成一个状态，重复它，再由此书写。",
)

# window_parameters

wrong(
    "window_parameters",
    "return units * (inputs[kind] + 1) + units + 1",
    "return units * inputs[kind] + units",
    en="Either all biases are missing, or the last Dense(1) is: both give units (inputs + 1). Count both, one weight per unit and one bias in the last.",
    zh="要么漏了所有偏置，要么漏了最后的 Dense(1)：两种情况都得 units (inputs + 1)。两者都要算上，最后一层每个单元一个权重，再加一个偏置。",
)
wrong(
    "window_parameters",
    '"SimpleRNN": features + units',
    '"SimpleRNN": features',
    en="The recurrent weights are missing: each unit of a SimpleRNN reads the features and all units of the state before.",
    zh="缺少循环权重：SimpleRNN 的每个单元既读特征，也读前一步状态的所有单元。",
)
wrong(
    "window_parameters",
    '"SimpleRNN": features + units',
    '"SimpleRNN": window * (features + units)',
    en="The recurrent layer was counted once per step. The same weights serve every step, however many there are.",
    zh="循环层按步数重复计算了。无论有多少步，用的都是同样的权重。",
)
wrong(
    "window_parameters",
    '"Conv1D": 3 * features',
    '"Conv1D": 3',
    en="Each filter of a Conv1D reads three steps, but of each step all features.",
    zh="Conv1D 的每个滤波器读三步，而每一步要读所有特征。",
)
wrong(
    "window_parameters",
    '"MLP": window * features',
    '"MLP": features',
    en="The MLP was counted as if it read one step. Flattened, the whole window is its input.",
    zh="MLP 被当作只读一步来计算。展平之后，整个窗口都是它的输入。",
)
wrong(
    "window_parameters",
    '"Conv1D": 3 * features',
    '"Conv1D": window * features',
    en="The convolution was counted as if its filters were as wide as the window. They are three steps wide and slide along it.",
    zh="卷积被当作滤波器与窗口同宽来计算。滤波器只有三步宽，沿着窗口滑动。",
)
wrong(
    "window_parameters",
    '"SimpleRNN": features + units',
    '"SimpleRNN": features + units + 1',
    en="Each unit of the recurrent layer has two biases here. Keras' SimpleRNN has one: both sums go into the same tanh.",
    zh="这里循环层的每个单元有两个偏置。Keras 的 SimpleRNN 只有一个：两个和进入同一个 tanh。",
)
wrong(
    "window_parameters",
    "return units * (inputs[kind] + 1) + units + 1",
    "return units * (inputs[kind] + 1) + units",
    en="The bias of the last Dense(1) is missing.",
    zh="漏了最后的 Dense(1) 的偏置。",
)
wrong(
    "window_parameters",
    "return units * (inputs[kind] + 1) + units + 1",
    "return units * inputs[kind] + units + 1",
    en="The biases of the units are missing: one for each unit, besides its weights.",
    zh="漏了各单元的偏置：每个单元除了权重，还有一个偏置。",
)

# lag_matrix

wrong(
    "lag_matrix",
    "for lag in range(tau)]",
    "for lag in reversed(range(tau))]",
    en="The newest value comes first in each row. Oldest first is asked for: read along a row, time runs on.",
    zh="每行里最新的值在前。要求最旧的在前：沿着一行读，时间是向前走的。",
)
wrong(
    "lag_matrix",
    "series[lag : lag + rows] for lag",
    "series[lag + 1 : lag + 1 + rows] for lag",
    en="The windows are one step late: each contains the value that it should help to forecast.",
    zh="窗口晚了一步：每个窗口都含有它要帮助预测的那个值。",
)
wrong(
    "lag_matrix",
    "rows = len(series) - tau",
    "rows = len(series) - tau - 1",
    en="A row is missing: the last window ends just before the last value, which is its target.",
    zh="少了一行：最后一个窗口恰好在最后一个值之前结束，而那个值就是它的目标。",
)
wrong(
    "lag_matrix",
    "return X, series[tau:]",
    "return X, series[:-tau]",
    en="The targets are the oldest values of the windows. y[i] is what follows window i.",
    zh="目标成了各窗口中最旧的值。y[i] 应当是紧跟在窗口 i 之后的值。",
)
wrong(
    "lag_matrix",
    "return X, series[tau:]",
    "return X, series[tau - 1 : -1]",
    en="The targets are the newest values of the windows themselves. y[i] is what follows window i, one step later.",
    zh="目标成了各窗口自己的最新值。y[i] 应当是窗口 i 之后一步的值。",
)
wrong(
    "lag_matrix",
    "for lag in range(tau)], axis=1)",
    "for lag in range(tau)], axis=0)",
    en="The matrix lies on its side: there should be one row per window and one column per lag.",
    zh="矩阵横过来了：应当每个窗口一行，每个滞后一列。",
)
wrong(
    "lag_matrix",
    "return X, series[tau:]",
    "return X.tolist(), series[tau:].tolist()",
    en="Lists came back. Arrays are asked for: the cells below take columns of X and compute with all rows at once.",
    zh="返回的是列表。要求的是数组：下面的单元格要取 X 的列，并对所有行一起计算。",
)
wrong(
    "lag_matrix",
    "return X, series[tau:]",
    "return X[:-1], series[tau:-1]",
    en="The last row is missing, in X and in y: the last value of the series is a target, too.",
    zh="X 和 y 都缺了最后一行：序列的最后一个值也是目标。",
)
wrong(
    "lag_matrix",
    "return X, series[tau:]",
    "return X[1:], series[tau + 1 :]",
    en="The first row is missing, in X and in y: the first window begins with the first value.",
    zh="X 和 y 都缺了第一行：第一个窗口从第一个值开始。",
)
wrong(
    "lag_matrix",
    "return X, series[tau:]",
    "return X[:-1], series[tau + 1 :]",
    en="The targets come two steps after their windows. y[i] is the very next value, series[i + tau].",
    zh="目标在窗口之后两步。y[i] 是紧接着的那个值，即 series[i + tau]。",
)

# fit_ar

wrong(
    "fit_ar",
    "solution = np.linalg.lstsq(np.hstack([X, ones]), y)[0]",
    "solution = np.append(np.linalg.lstsq(X, y)[0], 0.0)",
    en="There is no b in the fit: the model is forced through zero. A column of ones gives it its own weight.",
    zh="拟合里没有 b：模型被迫通过零点。加一列 1，它就有自己的权重。",
)
wrong(
    "fit_ar",
    "return solution[:-1], solution[-1]",
    "return solution[1:], solution[0]",
    en="The weight of the wrong column was taken for b. It is where the column of ones stands; here that is the last one.",
    zh="把另一列的权重当成了 b。b 在 1 那一列的位置；这里是最后一列。",
)
wrong(
    "fit_ar",
    "return solution[:-1], solution[-1]",
    "return solution[-2::-1], solution[-1]",
    en="The weights come newest first. Keep them in the order of the columns of the lag matrix, oldest first.",
    zh="权重是最新的在前。应当与滞后矩阵的列的顺序相同，最旧的在前。",
)
wrong(
    "fit_ar",
    "X, y = lag_matrix(series, tau)\n    ones = np.ones((len(X), 1))\n    solution = np.linalg.lstsq(np.hstack([X, ones]), y)[0]\n    return solution[:-1], solution[-1]",
    "X, y = lag_matrix(series, tau)\n    w = np.linalg.lstsq(X - X.mean(axis=0), y - y.mean())[0]\n    return w, y.mean()",
    en="The weights are right and b is the mean of the series. Where the fit was made around the means, b is what is left of the mean of y after w has been applied to the means of the columns.",
    zh="权重是对的，b 却是序列的平均值。如果围绕平均值拟合，b 应当是 y 的平均值减去 w 作用于各列平均值的结果。",
)
wrong(
    "fit_ar",
    "solution = np.linalg.lstsq(np.hstack([X, ones]), y)[0]",
    "X = np.hstack([X, ones])\n    solution = np.linalg.solve(X.T @ X + np.eye(tau + 1), X.T @ y)",
    en="A penalty on large weights is in the fit (ridge regression). Plain least squares is asked for.",
    zh="拟合中带有对大权重的惩罚（岭回归）。要求的是普通的最小二乘。",
)
wrong(
    "fit_ar",
    "X, y = lag_matrix(series, tau)",
    "X, y = lag_matrix(series, tau)\n    X, y = X[: len(X) // 2], y[: len(y) // 2]",
    en="Only the first half of the rows went into the fit. All rows of the lag matrix count.",
    zh="只有前一半的行参加了拟合。滞后矩阵的所有行都要算进去。",
)
wrong(
    "fit_ar",
    "X, y = lag_matrix(series, tau)\n    ones = np.ones((len(X), 1))\n    solution = np.linalg.lstsq(np.hstack([X, ones]), y)[0]\n    return solution[:-1], solution[-1]",
    "mean = series.mean()\n    X, y = lag_matrix(series - mean, tau)\n    w = np.linalg.lstsq(X, y)[0]\n    return w, mean * (1 - w.sum())",
    en="The series was centred by its overall mean and then fitted without b. The columns of X and y have means of their own, a little different: let a column of ones find b.",
    zh="序列先减去了总平均值，再在没有 b 的情况下拟合。X 的各列和 y 各有自己的平均值，略有不同：应当由一列 1 来求 b。",
)
wrong(
    "fit_ar",
    "return solution[:-1], solution[-1]",
    "return solution[:-1], 0.0",
    en="The weights are right, but b is returned as 0. It is the weight of the column of ones.",
    zh="权重是对的，但返回的 b 是 0。b 是 1 那一列的权重。",
)
wrong(
    "fit_ar",
    "return solution[:-1], solution[-1]",
    "return np.append(solution[-1], solution[:-2]), solution[-2]",
    en="The column of ones stands first, but its weight was looked for at the end: b is among the weights, and the last weight was returned as b.",
    zh="1 那一列放在最前，却到末尾去找它的权重：b 混在权重里，最后一个权重则被当作 b 返回。",
)
wrong(
    "fit_ar",
    "X, y = lag_matrix(series, tau)\n    ones = np.ones((len(X), 1))\n    solution = np.linalg.lstsq(np.hstack([X, ones]), y)[0]\n    return solution[:-1], solution[-1]",
    "X, y = lag_matrix(series, tau)\n    w = np.linalg.lstsq(X, y)[0]\n    return w, np.mean(y - X @ w)",
    en="The weights were fitted without b, and b is what was left on average. The two have to be fitted together, for the best weights depend on b.",
    zh="权重是在没有 b 的情况下拟合的，b 取剩余的平均。两者要一起拟合，因为最好的权重取决于 b。",
)

# as_dense

wrong(
    "as_dense",
    "np.reshape(b, (1,))",
    "np.zeros(1)",
    en="b did not arrive: the layer's bias is still zero.",
    zh="b 没有放进去：层的偏置仍是零。",
)
wrong(
    "as_dense",
    "np.reshape(w, (-1, 1))",
    "np.reshape(w[::-1], (-1, 1))",
    en="The weights are in reverse order. The windows come oldest first, and so does w.",
    zh="权重的顺序反了。窗口是最旧的在前，w 也是。",
)
wrong(
    "as_dense",
    "keras.layers.Dense(1)]",
    'keras.layers.Dense(1, "relu")]',
    en="The layer has an activation that cuts off negative forecasts. An AR model is linear: a Dense layer without an activation.",
    zh="这个层带有激活函数，截掉了负的预测。AR 模型是线性的：用不带激活函数的 Dense 层。",
)
wrong(
    "as_dense",
    "    model.set_weights([np.reshape(w, (-1, 1)), np.reshape(b, (1,))])",
    "    model.set_weights([np.ones((len(w), 1)) / len(w), np.reshape(b, (1,))])",
    en="The layer takes the plain average of the window. Its kernel should hold w.",
    zh="这个层只是对窗口取平均。它的 kernel 应当装的是 w。",
)
wrong(
    "as_dense",
    "np.reshape(b, (1,))",
    "-np.reshape(b, (1,))",
    en="b has the wrong sign.",
    zh="b 的符号反了。",
)
wrong(
    "as_dense",
    "return model",
    "model.trainable = False\n    return model",
    en="The weights are frozen. The model holds yours to begin with; the cell below trains it further.",
    zh="权重被冻结了。模型只是从你的权重开始；下面的单元格会继续训练它。",
)
wrong(
    "as_dense",
    "return model",
    "return model.layers[-1]",
    en="A layer came back. A model is asked for, which can be compiled, trained and asked to predict: put the layer into a `keras.Sequential`.",
    zh="返回的是一个层。要求的是模型，能够编译、训练和预测：把层放进 `keras.Sequential`。",
)

# forecast

wrong(
    "forecast",
    "following = values[:, -tau:] @ w + b",
    "following = windows @ w + b",
    en="Every step forecasts from the true window, so all forecasts are the first one. From the second step on, the forecasts made so far belong in the window.",
    zh="每一步都从真实的窗口预测，所以所有预测都等于第一个。从第二步起，已作的预测也要放进窗口。",
)
wrong(
    "forecast",
    "following = values[:, -tau:] @ w + b",
    "following = values[:, -tau:] @ w + b * (values is windows)",
    en="b is added in the first step only. It belongs to the model and so to every step.",
    zh="b 只在第一步加上了。它属于模型，所以每一步都要加。",
)
wrong(
    "forecast",
    "following = values[:, -tau:] @ w + b",
    "following = values[:, : -tau - 1 : -1] @ w + b",
    en="The weights meet the window in the wrong order: the first weight belongs to the oldest value.",
    zh="权重与窗口的顺序对不上：第一个权重属于最旧的值。",
)
wrong(
    "forecast",
    "return values[:, tau:]",
    "return values[:, -1:]",
    en="Only the last forecast comes back. All k are asked for, side by side.",
    zh="只返回了最后一个预测。要求并排返回全部 k 个。",
)
wrong(
    "forecast",
    "return values[:, tau:]",
    "return values[:, -k - 1 : -1]",
    en="The forecasts begin with the last true value of the window and lack the last forecast: they are one step early.",
    zh="预测以窗口里最后一个真实值开头，又少了最后一个预测：早了一步。",
)
wrong(
    "forecast",
    "return values[:, tau:]",
    "return values",
    en="The window comes back in front of the forecasts. Only what was forecast is asked for.",
    zh="窗口也放在预测前面返回了。要求的只是预测出来的值。",
)
wrong(
    "forecast",
    "following = values[:, -tau:] @ w + b\n        values = np.hstack([values, following[:, None]])\n    return values[:, tau:]",
    "following = values @ w + b\n        values = np.hstack([following[:, None], values[:, 1:]])\n        steps = np.hstack([steps, values[:, :1]]) if _ else values[:, :1]\n    return steps",
    en="The new forecast overwrites the oldest place and the rest stays where it is. The whole window has to move on by one, and the newest value stands at its end.",
    zh="新的预测盖在了最旧的位置上，其余的没有动。整个窗口要向前移一格，最新的值在末尾。",
)
wrong(
    "forecast",
    "following = values[:, -tau:] @ w + b\n        values = np.hstack([values, following[:, None]])\n    return values[:, tau:]",
    "following = values[:, :tau] @ w + b\n        values = np.hstack([following[:, None], values])\n    return values[:, :k][:, ::-1]",
    en="The new value comes in on the left, where the oldest stands. Time runs from left to right: the newest comes in on the right, and the oldest leaves on the left.",
    zh="新的值从左边进来，而左边是最旧的。时间从左往右走：最新的从右边进来，最旧的从左边离开。",
)
wrong(
    "forecast",
    "return values[:, tau:]",
    "return values[:, tau:].T",
    en="The forecasts came as (k, batch). Each window has a row of its own, (batch, k).",
    zh="预测的形状是 (k, batch)。每个窗口应当各占一行，即 (batch, k)。",
)
wrong(
    "forecast",
    "following = values[:, -tau:] @ w + b\n        values = np.hstack([values, following[:, None]])\n    return values[:, tau:]",
    "following = values[:, -tau:] @ w\n        values = np.hstack([values, following[:, None]])\n    return values[:, tau:] + b",
    en="b is added to the forecasts at the end, but not to what is fed back. It belongs to each step, before its forecast enters the window.",
    zh="b 是最后才加到预测上的，送回窗口的值里没有。它属于每一步，应当在预测进入窗口之前加上。",
)
wrong(
    "forecast",
    "@ w + b",
    "@ w",
    en="b is missing: every step is the weighted sum plus b.",
    zh="缺了 b：每一步都是加权和再加 b。",
)

# companion

wrong(
    "companion",
    "A[:, -1] = w\n    return A, np.max(np.abs(np.linalg.eigvals(A)))",
    "A[:, -1] = w\n    return A.T, np.max(np.abs(np.linalg.eigvals(A)))",
    en="The matrix is transposed: it would multiply a column from the left. The window is a row here, s @ A.",
    zh="矩阵转置了：那样要从左边乘列向量。这里的窗口是行向量，s @ A。",
)
wrong(
    "companion",
    "A[:, -1] = w",
    "A[:, -1] = w[::-1]",
    en="The weights stand upside down in the last column. Entry 0 of the window is the oldest value, and so is weight 0.",
    zh="最后一列里的权重上下颠倒了。窗口的第 0 个元素是最旧的值，第 0 个权重也属于它。",
)
wrong(
    "companion",
    "np.max(np.abs(np.linalg.eigvals(A)))",
    "np.max(np.linalg.eigvals(A).real)",
    en="The radius is the largest real part. Eigenvalues may be complex or negative; what counts is their distance from zero.",
    zh="取的是最大的实部。特征值可能是复数或负数；重要的是它们到零的距离。",
)
wrong(
    "companion",
    "np.max(np.abs(np.linalg.eigvals(A)))",
    "np.linalg.norm(A, 2)",
    en="This is the largest singular value, how far A can stretch a window in one step. The spectral radius is about many steps: the largest absolute eigenvalue.",
    zh="这是最大的奇异值，即 A 一步之内最多能把窗口拉长多少。谱半径说的是很多步：绝对值最大的特征值。",
)
wrong(
    "companion",
    "A = np.eye(len(w), k=-1)",
    "A = np.eye(len(w), k=1)",
    en="The ones are above the diagonal, so the values move towards the old end. Column j of A makes entry j of the next window, which was entry j + 1.",
    zh="那些 1 在对角线上方，于是值朝旧的一端移动。A 的第 j 列得到下一个窗口的第 j 个元素，它原来是第 j + 1 个。",
)
wrong(
    "companion",
    "np.max(np.abs(np.linalg.eigvals(A)))",
    "np.sum(np.abs(w))",
    en="The radius is the sum of the absolute weights. If that is below 1 the forecast dies away, but the reverse does not hold; the eigenvalues of A decide.",
    zh="取的是权重绝对值之和。它小于 1 时预测会消失，但反过来不成立；起决定作用的是 A 的特征值。",
)
wrong(
    "companion",
    "np.max(np.abs(np.linalg.eigvals(A)))",
    "np.min(np.abs(np.linalg.eigvals(A)))",
    en="The smallest eigenvalue was taken. In the long run the largest one decides, for it is forgotten last.",
    zh="取了最小的特征值。长远来看起决定作用的是最大的，它最后才被忘掉。",
)
wrong(
    "companion",
    "return A, np.max",
    "return A, np.mean",
    en="The radius is the average of the absolute eigenvalues. The largest one decides in the long run.",
    zh="取的是特征值绝对值的平均。长远来看起决定作用的是最大的一个。",
)
