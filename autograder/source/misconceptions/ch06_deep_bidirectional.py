"""Mistakes of chapter 6, deep and bidirectional networks."""

from autograder.source.misconceptions import wrong

# -- deep --------------------------------------------------------------------------------------

# deep_rnn

wrong(
    "deep_rnn",
    "    states = []\n    for W_x, W_h, b in layers:\n        h, path = np.zeros((len(x), len(b))), []",
    "    states = []\n    h = np.zeros((len(x), len(layers[0][2])))\n    for W_x, W_h, b in layers:\n        path = []",
    en="The state is set to zero once, below the first layer, and each later layer goes on from where the one below ended. Every layer has a state of its own that starts with zeros.",
    zh="状态只在第一层之前置零一次，后面的每一层都接着下面一层结束的状态往下走。每一层都有自己的状态，并且从零开始。",
)
wrong(
    "deep_rnn",
    "        x = np.stack(path, axis=1)\n        states.append(x)",
    "        states.append(np.stack(path, axis=1))",
    en="Every layer reads x. The second layer's input is what the first one wrote; where the widths allow it, this runs without an error.",
    zh="每一层读的都是 x。第二层的输入应当是第一层写出的内容；宽度碰巧合适时，这样写也不会报错。",
)
wrong(
    "deep_rnn",
    "        x = np.stack(path, axis=1)\n        states.append(x)",
    "        x = np.stack(path)\n        states.append(x)\n        x = np.swapaxes(x, 0, 1)",
    en="The states are stacked along a new first axis, so time comes before the batch. Keras has (batch, time, units).",
    zh="状态堆在了新的第一轴上，时间跑到了批次前面。Keras 的顺序是 (batch, time, units)。",
)
wrong(
    "deep_rnn",
    "    return states",
    "    return states[-1:]",
    en="Only the topmost layer's states are returned. The states of every layer are asked for.",
    zh="只返回了最上面一层的状态。要求的是每一层的状态。",
)
wrong(
    "deep_rnn",
    "        states.append(x)",
    "        states.append(x[:, -1])",
    en="Of each layer only the last state is returned, as Keras does without return_sequences=True. All of them are asked for.",
    zh="每一层只返回了最后一个状态，就像 Keras 没有 return_sequences=True 时那样。要求的是全部状态。",
)
wrong(
    "deep_rnn",
    "            h = np.tanh(x[:, t] @ W_x + h @ W_h + b)",
    "            h = np.tanh(x[:, t] @ W_x + b)",
    en="The states do not look back: the term with W_h is missing.",
    zh="状态没有往回看：缺少带 W_h 的那一项。",
)
wrong(
    "deep_rnn",
    "        states.append(x)",
    "        states.insert(0, x)",
    en="The list begins with the topmost layer. The lowest comes first.",
    zh="列表从最上面的层开始了。最下面的层应当在前。",
)

wrong(
    "deep_rnn",
    "        states.append(x)",
    "        states.append(x)\n        x = np.pad(x, ((0, 0), (1, 0), (0, 0)))[:, :-1]",
    en="A layer reads what the layer below said one step ago. Both states belong to the same moment: at time t it reads the new state of the layer below.",
    zh="一层读的是下面一层一步之前的状态。两个状态属于同一时刻：在时刻 t，它读的是下面一层的新状态。",
)
wrong(
    "deep_rnn",
    "            h = np.tanh(x[:, t] @ W_x + h @ W_h + b)",
    "            h = np.tanh(x[:, t] @ W_x + h @ W_h)",
    en="The bias b is not added.",
    zh="没有加上偏置 b。",
)
wrong(
    "deep_rnn",
    "            h = np.tanh(x[:, t] @ W_x + h @ W_h + b)",
    "            h = x[:, t] @ W_x + h @ W_h + b",
    en="The tanh is missing: without it a stack of layers is no more than one linear layer.",
    zh="缺少 tanh：没有它，再多的层叠起来也只相当于一个线性层。",
)

# StackedCells

wrong(
    "StackedCells",
    "self.state_size = keras.tree.flatten([cell.state_size for cell in self.cells])",
    "self.state_size = [keras.tree.flatten(cell.state_size)[0] for cell in self.cells]",
    en="Only one state per cell is counted. An LSTM cell has two, the hidden state and the cell state.",
    zh="每个单元只算了一个状态。LSTM 单元有两个：隐藏状态和细胞状态。",
)
wrong(
    "StackedCells",
    "self.state_size = keras.tree.flatten([cell.state_size for cell in self.cells])",
    "self.state_size = [cell.state_size for cell in self.cells]",
    en="state_size is a list with a list in it wherever a cell has two states. Here it is to be one flat list of numbers.",
    zh="凡是有两个状态的单元，state_size 里就嵌了一个列表。这里要的是一个由数组成的平的列表。",
)
wrong(
    "StackedCells",
    "self.output_size = self.cells[-1].output_size",
    "self.output_size = self.cells[0].output_size",
    en="The stack announces the width of its lowest cell. What it hands out is the topmost cell's output.",
    zh="堆叠报告的是最下面单元的宽度。它交出的却是最上面单元的输出。",
)
wrong(
    "StackedCells",
    "            width = cell.output_size",
    "            pass",
    en="Every cell is built for the stack's input. The second cell reads what the first hands out, which may have another width.",
    zh="每个单元都按整个堆叠的输入来 build。第二个单元读的是第一个单元交出的内容，宽度可能不同。",
)
wrong(
    "StackedCells",
    "            if not cell.built:\n                cell.build((batch, width))",
    "            cell.build((batch, width))",
    en="Every cell is built, whether it has weights already or not. A cell that comes from a file is built, and does not take a second set of weights.",
    zh="不管单元是否已有权重，都去 build 它。从文件载入的单元已经 build 过了，不能再要一套权重。",
)
wrong(
    "StackedCells",
    "            if not cell.built:\n                cell.build((batch, width))\n            width = cell.output_size",
    "            if not cell.built:\n                cell.build((batch, width))\n                width = cell.output_size",
    en="Where a cell is built already, its width is skipped as well, and the next cell is built for the wrong input.",
    zh="遇到已经 build 过的单元，连它的宽度也跳过了，于是下一个单元按错误的输入来 build。",
)
wrong(
    "StackedCells",
    "        for cell in self.cells:\n            if not cell.built:\n",
    "        for cell in [] if self.cells[0].built else self.cells:\n            if not cell.built:\n",
    en="Where the lowest cell is built already, none is built. Ask each cell for itself: the others may have no weights yet.",
    zh="只要最下面的单元已经 build 过，就一个也不 build 了。请对每个单元分别判断：其余的可能还没有权重。",
)
wrong(
    "StackedCells",
    "            inputs, new = cell(inputs, states[:count])",
    "            _, new = cell(inputs, states[:count])\n            inputs = states[0]",
    en="The next cell is given the old state of the cell below, from one step ago. It reads the new output, of this very step.",
    zh="交给上面单元的是下面单元一步之前的旧状态。它应当读这一步的新输出。",
)
wrong(
    "StackedCells",
    "            states = states[count:]",
    "            states = states[1:]",
    en="After each cell one state is used up, but an LSTM cell has taken two. From there on every cell gets a neighbour's state.",
    zh="每过一个单元只用掉一个状态，而 LSTM 单元用了两个。从那以后，每个单元拿到的都是邻居的状态。",
)
wrong(
    "StackedCells",
    "            new_states += keras.tree.flatten(new)",
    "            new_states = keras.tree.flatten(new) + new_states",
    en="The new states leave in the opposite order: the topmost cell's first. They have to leave as they came in, the lowest cell's first.",
    zh="新状态出去时的顺序反了：最上面单元的在前。它们出去的顺序应当与进来时一样，最下面单元的在前。",
)
wrong(
    "StackedCells",
    "            new_states += keras.tree.flatten(new)",
    "            new_states.append(new)",
    en="The new states are nested: a list for each cell. They have to leave in one flat list, as they came in.",
    zh="新状态是嵌套的：每个单元一个列表。它们应当像进来时一样，是一个平的列表。",
)
wrong(
    "StackedCells",
    '        return super().get_config() | {"cells": cells}',
    "        return super().get_config()",
    en="get_config leaves the cells out, so the stack can't be rebuilt or loaded.",
    zh="get_config 漏了各个单元，堆叠无法重建，也无法载入。",
)
wrong(
    "StackedCells",
    'cells = map(keras.saving.deserialize_keras_object, config["cells"])',
    'cells = config["cells"]',
    en="from_config hands the cells on as data. They have to become cells again first.",
    zh="from_config 把单元当作数据直接往下传。要先把它们变回单元。",
)
wrong(
    "StackedCells",
    'cells = map(keras.saving.deserialize_keras_object, config["cells"])',
    'cells = map(keras.saving.deserialize_keras_object, config.pop("cells"))',
    en="from_config takes the cells out of the config it was given: building a second stack from the same config fails, or gives another one. Leave the config as it is.",
    zh="from_config 从传入的配置里取走了单元：用同一份配置再建一个堆叠就会失败，或者得到别的东西。请让配置保持原样。",
)

wrong(
    "StackedCells",
    "            inputs, new = cell(inputs, states[:count])\n            states = states[count:]\n            new_states += keras.tree.flatten(new)\n        return inputs, new_states",
    "            output, new = cell(inputs, states[:count])\n            states = states[count:]\n            new_states += keras.tree.flatten(new)\n        return output, new_states",
    en="Every cell reads the stack's own input. From the second cell on, the input is what the cell below has just handed out.",
    zh="每个单元读的都是整个堆叠的输入。从第二个单元起，输入应当是下面的单元刚刚交出的内容。",
)

# stack_cost

wrong(
    "stack_cost",
    "        features = width",
    "        pass",
    en="Every layer is counted as if it read the stack's own input. From the second layer on a layer has as many features as the layer below has units.",
    zh="每一层都按读取整个堆叠的输入来数。从第二层起，特征数就是下面一层的单元数。",
)
wrong(
    "stack_cost",
    "parameters += weights + blocks * width",
    "parameters += weights",
    en="The biases are not counted: one for each unit of each block.",
    zh="没有计入偏置：每一块的每个单元各有一个。",
)
wrong(
    "stack_cost",
    "parameters += weights + blocks * width",
    "parameters += weights + width",
    en="One bias per unit is counted. Each block has its own.",
    zh="每个单元只数了一个偏置。每一块都有自己的偏置。",
)
wrong(
    "stack_cost",
    "multiplications += weights",
    "multiplications += weights + blocks * width",
    en="The biases are counted among the multiplications. They are added.",
    zh="偏置也算进了乘法次数。偏置是加上去的。",
)
wrong(
    "stack_cost",
    "weights = blocks * width * (features + width)",
    "weights = blocks * width * features",
    en="The recurrent weights are missing: a layer multiplies its own state too.",
    zh="缺少循环权重：一层还要乘自己的状态。",
)
wrong(
    "stack_cost",
    "    parameters = multiplications = 0\n",
    "    parameters = multiplications = 0\n    units = units[:1]\n",
    en="Only the lowest layer is counted.",
    zh="只数了最下面一层。",
)

wrong(
    "stack_cost",
    "weights = blocks * width * (features + width)",
    "weights = 4 * width * (features + width)",
    en="The weights are counted with four blocks whatever `blocks` says.",
    zh="不管 `blocks` 是多少，权重都按四块来数。",
)

wrong(
    "stack_cost",
    "    for width in units:\n",
    "    units.insert(0, features)\n    for width in units[1:]:\n",
    en="The list `units` that was handed in is longer afterwards: whoever asks again with it gets another answer. Work on a copy, `[features, *units]`.",
    zh="传入的列表 `units` 事后变长了：谁再用它来问，就会得到别的答案。请用一个副本，例如 `[features, *units]`。",
)
wrong(
    "stack_cost",
    "    return parameters, multiplications",
    "    return multiplications, parameters",
    en="The two numbers have changed places: the parameters come first.",
    zh="两个数的位置反了：参数的个数在前。",
)

# stack_layers

wrong(
    "stack_layers",
    "outputs.append(below + h if residual else h)",
    "outputs.append(h)",
    en="`residual` has no effect: nothing is added to what the layer gives.",
    zh="`residual` 不起作用：没有往这一层的结果上加任何东西。",
)
wrong(
    "stack_layers",
    "outputs.append(below + h if residual else h)",
    "outputs.append(outputs[0] + h if residual else h)",
    en="Every shortcut starts at the lowest layer. It should start right below the layer it passes, so that all that was added on the way comes along.",
    zh="每条捷径都从最下面一层出发。它应当从紧挨着的下面一层出发，这样途中加上去的内容都会带上。",
)
wrong(
    "stack_layers",
    "        h = layer(below if between is None else between(below))\n        outputs.append(below + h if residual else h)",
    "        below = below if between is None else between(below)\n        h = layer(below)\n        outputs.append(below + h if residual else h)",
    en="The shortcut carries what has been through `between`. With a dropout there, the way past the layer would be disturbed too; it should carry what came out below.",
    zh="捷径传递的是经过 `between` 之后的内容。如果那里是 dropout，绕过这一层的路也会被扰动；捷径应当传递下面原本的结果。",
)
wrong(
    "stack_layers",
    "        h = layer(below if between is None else between(below))",
    "        h = layer(below)",
    en="`between` is never applied.",
    zh="`between` 从来没有用上。",
)
wrong(
    "stack_layers",
    "        h = layer(below if between is None else between(below))",
    "        h = layer(below)\n        h = h if between is None else between(h)",
    en="`between` is applied to what a layer gives, after the topmost one too. Its place is between two layers: on what the upper one reads.",
    zh="`between` 作用在一层的结果上，连最上面一层之后也用了。它的位置在两层之间：作用在上面一层读入的内容上。",
)
wrong(
    "stack_layers",
    "    outputs = [lowest(x)]",
    "    outputs = [lowest(x if between is None else between(x))]",
    en="`between` is applied below the lowest layer as well. There is no layer there, so no place between two.",
    zh="`between` 在最下面一层的下面也用了。那里没有别的层，谈不上“层间”。",
)
wrong(
    "stack_layers",
    "    return outputs",
    "    return outputs[-1]",
    en="Only what comes out on top is returned. A list is asked for, with what comes out of each layer.",
    zh="只返回了最上面的结果。要求的是一个列表，包含每一层的结果。",
)

wrong(
    "stack_layers",
    "    outputs = [lowest(x)]\n",
    "    h = lowest(x)\n    outputs = [x + h if residual and x.shape[-1] == h.shape[-1] else h]\n",
    en="The lowest layer gets a shortcut too, where its input is as wide as its output. In the equations $h^{(1)}$ is what the lowest layer says, and nothing is added.",
    zh="输入与输出一样宽时，最下面一层也得到了捷径。按公式，$h^{(1)}$ 就是最下面一层的结果，什么也不加。",
)
wrong(
    "stack_layers",
    "    lowest, *others = layers\n",
    "    lowest, others = layers.pop(0), layers\n",
    en="The lowest layer is taken out of the list that was handed in: whoever uses the list again has a layer less.",
    zh="最下面一层被从传入的列表里取走了：谁再用这个列表，就少了一层。",
)
wrong(
    "stack_layers",
    "        outputs.append(below + h if residual else h)",
    "        if residual:\n            below += h\n            h = below\n        outputs.append(h)",
    en="`+=` writes into the array of the layer below, which is in the list already. Make a new one: `below + h`.",
    zh="`+=` 会改写下面一层的数组，而它已经在列表里了。请造一个新的：`below + h`。",
)

# units_within

wrong(
    "units_within",
    "[0] <= parameters",
    "[0] < parameters",
    en='Where the parameters fit exactly, this gives one unit too few: "at most" includes equal.',
    zh="参数正好用完时，这里少算了一个单元：“不超过”包括相等。",
)
wrong(
    "units_within",
    "    return units",
    "    return units + 1",
    en="This is the first width that no longer fits. The last one that does is asked for.",
    zh="这是第一个放不下的宽度。要求的是最后一个放得下的。",
)
wrong(
    "units_within",
    "while stack_cost(features, [units + 1] * depth, blocks)[0] <= parameters:",
    "while depth * stack_cost(features, [units + 1], blocks)[0] <= parameters:",
    en="The layers are counted as if they were all alike, each reading the stack's input with an equal share of the parameters. Only the lowest reads it; the others read as many numbers as they have units.",
    zh="各层被当成了一样的：都读整个堆叠的输入，参数均分。只有最下面一层读这个输入；其余各层读入的数与自己的单元一样多。",
)
wrong(
    "units_within",
    "while stack_cost(features, [units + 1] * depth, blocks)[0] <= parameters:",
    "while stack_cost(features, [units + 1] * depth, blocks)[1] <= parameters:",
    en="The multiplications are compared with the room, not the parameters: the biases are forgotten.",
    zh="拿去比较的是乘法次数而不是参数个数：忘了偏置。",
)
wrong(
    "units_within",
    "while stack_cost(features, [units + 1] * depth, blocks)[0] <= parameters:",
    "while stack_cost(features, [units + 1] * depth)[0] <= parameters:",
    en="`blocks` is not handed on, so every layer is counted as an LSTM.",
    zh="没有把 `blocks` 传下去，于是每一层都按 LSTM 来数。",
)

wrong(
    "units_within",
    "    return units",
    "    return float(units)",
    en="The number is right, but it is no whole number: a Keras layer takes no 64.0 units.",
    zh="数值是对的，但不是整数：Keras 的层不接受 64.0 个单元。",
)

# linear_probe

wrong(
    "linear_probe",
    "    return (new_states - centre) @ W + facts.mean(axis=0)",
    "    return (new_states - new_states.mean(axis=0)) @ W + facts.mean(axis=0)",
    en="The new states are centred by their own mean. The probe is fixed once it has learnt: it has to use the mean it learnt with, else the answer for one state depends on the others.",
    zh="新状态用自己的平均值做了中心化。探针学完之后就固定了：必须用学习时的平均值，否则一个状态的答案会取决于其他状态。",
)
wrong(
    "linear_probe",
    "    return (new_states - centre) @ W + facts.mean(axis=0)",
    "    return X @ W + facts.mean(axis=0)",
    en="These are the scores of the states the probe has learnt from. It has to show what it can on states it has not seen.",
    zh="这是探针学习时用过的状态的得分。它应当在没见过的状态上证明自己。",
)
wrong(
    "linear_probe",
    "    return (new_states - centre) @ W + facts.mean(axis=0)",
    "    return (new_states - centre) @ W",
    en="The constant term is missing: at the mean of the states the scores should be the mean of the facts.",
    zh="缺少常数项：在状态的平均值处，得分应当是事实的平均值。",
)
wrong(
    "linear_probe",
    "    centre = states.mean(axis=0)\n    X = states - centre\n    W = np.linalg.solve(X.T @ X + ridge * np.eye(len(centre)), X.T @ facts)\n    return (new_states - centre) @ W + facts.mean(axis=0)",
    "    W = np.linalg.solve(states.T @ states + ridge * np.eye(states.shape[1]), states.T @ facts)\n    return new_states @ W",
    en="There is no constant term: the plane is forced through the origin.",
    zh="没有常数项：平面被强行过原点。",
)
wrong(
    "linear_probe",
    "    centre = states.mean(axis=0)\n    X = states - centre\n    W = np.linalg.solve(X.T @ X + ridge * np.eye(len(centre)), X.T @ facts)\n    return (new_states - centre) @ W + facts.mean(axis=0)",
    "    X = np.column_stack([states, np.ones(len(states))])\n    W = np.linalg.solve(X.T @ X + ridge * np.eye(X.shape[1]), X.T @ facts)\n    return np.column_stack([new_states, np.ones(len(new_states))]) @ W",
    en="The constant term pays the ridge's price too, so it is drawn towards zero. It is to be free: an enormous ridge should leave the mean of the facts.",
    zh="常数项也付了 ridge 的代价，于是被拉向零。它应当是免费的：ridge 极大时应剩下事实的平均值。",
)
wrong(
    "linear_probe",
    "X.T @ X + ridge * np.eye(len(centre))",
    "X.T @ X / len(X) + ridge * np.eye(len(centre))",
    en="The squares are averaged on one side only. Either both products are divided by the number of samples or neither, and the price is set for neither.",
    zh="只有一边取了平均。两个乘积要么都除以样本数，要么都不除，而 ridge 的代价是按都不除来定的。",
)
wrong(
    "linear_probe",
    "X.T @ X + ridge * np.eye(len(centre))",
    "X.T @ X + ridge**2 * np.eye(len(centre))",
    en="The ridge is squared. It is the weights whose squares are counted; the price stays as it is.",
    zh="ridge 被平方了。要平方的是权重，代价本身不变。",
)
wrong(
    "linear_probe",
    "X.T @ X + ridge * np.eye(len(centre))",
    "X.T @ X",
    en="The ridge is not used. Where there are more units than samples, the equations have no single solution without it.",
    zh="没有用到 ridge。单元比样本多时，没有它方程组就没有唯一的解。",
)

wrong(
    "linear_probe",
    "    return (new_states - centre) @ W + facts.mean(axis=0)",
    "    return ((new_states - centre) @ W + facts.mean(axis=0)).argmax(axis=1)",
    en="These are the guesses. Asked for are the scores of all facts, of which the largest is the guess.",
    zh="这是猜出的答案。要求的是所有事实的得分，其中最大的才是猜的答案。",
)
wrong(
    "linear_probe",
    "    X = states - centre\n    W = np.linalg.solve(X.T @ X + ridge * np.eye(len(centre)), X.T @ facts)\n    return (new_states - centre) @ W + facts.mean(axis=0)",
    "    spread = states.std(axis=0)\n    X = (states - centre) / spread\n    W = np.linalg.solve(X.T @ X + ridge * np.eye(len(centre)), X.T @ facts)\n    return (new_states - centre) / spread @ W + facts.mean(axis=0)",
    en="The states are divided by their spread as well. Then the ridge puts another price on each weight; only the mean is to be taken off.",
    zh="状态还除以了各自的标准差。这样 ridge 给每个权重定的代价就变了；只需要减去平均值。",
)


# -- bidirectional -----------------------------------------------------------------------------

# both_ways

wrong(
    "both_ways",
    "h = np.where(here, step(x[:, t], h), h)",
    "h = step(x[:, t], h)",
    en="The steps at padding are taken too: the state should stay what it was there. Padding spoils most the pass that meets it last, and the other one starts with a spoilt state.",
    zh="填充处也走了步：那里的状态应当保持不变。最后遇到填充的那一遍受害最大，另一遍则从被污染的状态开始。",
)
wrong(
    "both_ways",
    "h = np.where(here, step(x[:, t], h), h)",
    "h = step(x[:, t], h) * here",
    en="At padding the state is set to zero, so what was read before is forgotten. The output there is zero; the state that is carried on stays as it was.",
    zh="在填充处状态被清零，之前读过的内容就忘掉了。那里的输出为零；往下传的状态保持不变。",
)
wrong(
    "both_ways",
    "states[:, t] = h * here",
    "states[:, t] = h",
    en="The state is right, but the output at padding should be zero: it stands for no word.",
    zh="状态是对的，但填充处的输出应当为零：那里没有词。",
)
wrong(
    "both_ways",
    "walk(forward, time), walk(backward, reversed(time))",
    "walk(forward, time), walk(backward, time)",
    en="Both passes read from the left. One of them has to take the time steps in the opposite order.",
    zh="两遍都是从左读的。其中一遍应当按相反的顺序走过各时间步。",
)
wrong(
    "both_ways",
    "passes = walk(forward, time), walk(backward, reversed(time))\n",
    "passes = walk(forward, time), walk(backward, reversed(time))\n    passes = passes[0], (passes[1][0][:, ::-1], passes[1][1])\n",
    en="The backward states are in the order in which they were read. At time t should stand the state just after x_t, so that both halves speak of the same word.",
    zh="后向的状态是按阅读的顺序排列的。时刻 t 处应当是刚读完 x_t 的状态，这样两半说的才是同一个词。",
)
wrong(
    "both_ways",
    "walk(forward, time), walk(backward, reversed(time))",
    "walk(forward, time), walk(forward, reversed(time))",
    en="The step of the forward pass reads in both directions. The two networks have weights of their own.",
    zh="两个方向用的都是前向的步。两个网络各有各的权重。",
)
wrong(
    "both_ways",
    "return np.concatenate(states, axis=-1), np.concatenate(last, axis=-1)",
    "states = np.concatenate(states, axis=-1)\n    return states, states[:, -1]",
    en="The last states are taken from the last time step. The backward pass ends at the first time step; at the last one it has only just begun.",
    zh="最后状态取自最后一个时间步。后向那一遍在第一个时间步结束；在最后一个时间步它才刚刚开始。",
)

wrong(
    "both_ways",
    "passes = walk(forward, time), walk(backward, reversed(time))",
    "passes = walk(backward, reversed(time)), walk(forward, time)",
    en="The two halves have changed places: what comes from the left stands first.",
    zh="两半的位置反了：来自左边的在前。",
)
wrong(
    "both_ways",
    "return np.concatenate(states, axis=-1), np.concatenate(last, axis=-1)",
    "last = states[0][:, -1], states[1][:, 0]\n    return np.concatenate(states, axis=-1), np.concatenate(last, axis=-1)",
    en="The last states are taken from the two ends of the batch. Where padding stands there they are the zeros of the padding; the last state is the one that the pass was in when it came to its end.",
    zh="最后的状态取自批次的两端。那里若是填充，取到的就是填充处的零；最后的状态是那一遍走到头时所处的状态。",
)

# Bidirectional

wrong(
    "Bidirectional",
    "backward = ops.flip(backward, axis=1)",
    "backward = backward + 0",
    en="The backward sequence is still in the order in which it was read, so that the first word's state meets the last word's. Turn it round before they meet.",
    zh="后向的序列仍按阅读的顺序排列，于是第一个词的状态遇上了最后一个词的状态。汇合之前要把它反过来。",
)
wrong(
    "Bidirectional",
    'layer.get_config() | {"go_backwards": True}',
    "layer.get_config()",
    en="Both layers read from the left: nobody starts at the end. The second one needs go_backwards.",
    zh="两个层都从左读：没有人从末尾开始。第二个层需要 go_backwards。",
)
wrong(
    "Bidirectional",
    "backward = self.backward_layer(inputs, mask=mask)",
    "backward = self.backward_layer(inputs)",
    en="The backward layer does not get the mask, so it reads the padding before the first word. Both layers need it.",
    zh="后向层没有得到掩码，于是在第一个词之前先读了填充。两个层都需要掩码。",
)
wrong(
    "Bidirectional",
    "        forward = self.forward_layer(inputs, mask=mask)\n        backward = self.backward_layer(inputs, mask=mask)\n",
    "        forward = self.forward_layer(inputs)\n        backward = self.backward_layer(inputs)\n",
    en="The mask is not handed to the two layers, so both read the padding as if it were words.",
    zh="掩码没有交给两个层，于是它们都把填充当作词来读。",
)
wrong(
    "Bidirectional",
    "forward, backward = forward * here, backward * here",
    "pass",
    en="Right at every word, but at padding a Keras layer repeats the last state it had; the merged output there should be zero.",
    zh="每个词处都对，但在填充处 Keras 的层会重复它之前的状态；合并后的输出在那里应当为零。",
)
wrong(
    "Bidirectional",
    "return ops.concatenate([forward, backward], axis=-1)",
    "return ops.concatenate([backward, forward], axis=-1)",
    en="The two halves have changed places: the forward layer's output comes first.",
    zh="两半的位置反了：前向层的输出在前。",
)
wrong(
    "Bidirectional",
    '(0.5 if self.merge_mode == "ave" else 1)',
    '(0.5 if self.merge_mode == "sum" else 1)',
    en="Sum and average have changed places: it is the average that divides by two.",
    zh="求和与求平均弄反了：除以二的是平均。",
)
wrong(
    "Bidirectional",
    "            backward = ops.flip(backward, axis=1)\n",
    "            backward = ops.flip(backward, axis=-1)\n",
    en="The output was turned round along the units. Time is axis 1.",
    zh="输出沿单元的轴反了过来。时间是轴 1。",
)
wrong(
    "Bidirectional",
    "self.backward_layer = layer.__class__.from_config(backwards)",
    "self.backward_layer = self.forward_layer",
    en="There is one layer where two are needed: both directions use the same weights, and nobody reads from the right.",
    zh="需要两个层，这里只有一个：两个方向用的是同样的权重，也没有人从右读。",
)

wrong(
    "Bidirectional",
    "self.forward_layer = layer.__class__.from_config(layer.get_config())",
    "self.forward_layer = layer",
    en="The given layer itself reads from the left. Whoever uses it elsewhere shares its weights, which change in training: make a new one of its configuration.",
    zh="从左读的就是给定的层本身。别处若也用它，就会共用权重，而权重在训练中会变：请由它的配置造一个新的层。",
)
wrong(
    "Bidirectional",
    "self.backward_layer = layer.__class__.from_config(backwards)",
    "layer.go_backwards = True\n        self.backward_layer = layer",
    en="The given layer itself is turned round and reads from the right. It belongs to somebody else, who does not expect that: make a new one of its configuration.",
    zh="给定的层本身被反了过来，用来从右读。它是别人的，别人不会料到这一点：请由它的配置造一个新的层。",
)
wrong(
    "Bidirectional",
    '        self.forward_layer = layer.__class__.from_config(layer.get_config())\n        backwards = layer.get_config() | {"go_backwards": True}\n        self.backward_layer = layer.__class__.from_config(backwards)',
    "        own = layer.__class__, layer.units, layer.return_sequences\n        self.forward_layer, self.backward_layer = (\n            own[0](own[1], return_sequences=own[2], go_backwards=back) for back in (False, True)\n        )",
    en="Only the number of units and return_sequences are taken over. Other options of the given layer, its activation for instance, are lost; its configuration has them all.",
    zh="只沿用了单元数和 return_sequences。给定的层的其他选项，例如激活函数，都丢了；它的配置里全都有。",
)
wrong(
    "Bidirectional",
    "return ops.concatenate([forward, backward], axis=-1)",
    "return np.concatenate([forward, backward], axis=-1)",
    en="NumPy puts arrays together. In training there are tensors that have no values yet: use keras.ops.",
    zh="NumPy 只能拼接数组。训练时遇到的是还没有值的张量：请用 keras.ops。",
)

# dependence

wrong(
    "dependence",
    "return np.stack(seen, axis=1)",
    "return np.stack(seen)",
    en="Rows and columns have changed places: a row belongs to an output, a column to the input that was changed.",
    zh="行与列弄反了：一行属于一个输出，一列属于一个被改变的输入。",
)
wrong(
    "dependence",
    "changed = x.copy()\n        changed[:, s] += 1",
    "changed = x\n        changed[:, s] += 1",
    en="The changes pile up in x itself: it has to be copied anew for every step, and the caller wants it back as it was.",
    zh="改动都积累在 x 本身里了：每一步都要重新复制，而且调用者希望 x 保持原样。",
)
wrong(
    "dependence",
    "changed[:, s] += 1",
    "changed[0, s] += 1",
    en="Only the first row of the batch counts. What the function does with the other rows is never seen: change all of them, and look at all of them.",
    zh="只有批次的第一行算数。函数对其他行做了什么，就看不到了：每一行都要改变，每一行都要看。",
)
wrong(
    "dependence",
    "np.any(f(changed) != before, axis=(0, 2))",
    "np.any((f(changed) != before)[..., 0], axis=0)",
    en="Only the first unit of the outputs is looked at. The change may show in any of them.",
    zh="只看了输出的第一个单元。变化可能出现在任何一个单元上。",
)
wrong(
    "dependence",
    "changed[:, s] += 1",
    "changed[:, s, 0] += 1",
    en="Only the first feature of a step is changed; the output may depend on another one.",
    zh="只改变了该步的第一个特征；输出可能取决于别的特征。",
)
wrong(
    "dependence",
    "np.any(f(changed) != before, axis=(0, 2))",
    "np.all(f(changed) != before, axis=(0, 2))",
    en="An output counts only if every row and unit changes. One of them is enough.",
    zh="只有每一行、每个单元都变了才算变了。其实有一个变了就够了。",
)
wrong(
    "dependence",
    "np.any(f(changed) != before, axis=(0, 2))",
    "abs(np.array(f(changed)) - before).sum(axis=0).dot(np.sign(np.arange(before.shape[2]) == 0)) > 0",
    en="Only the first unit of the output is looked at. A change may show in another one.",
    zh="只看了输出的第一个单元。变化可能出现在别的单元里。",
)
wrong(
    "dependence",
    "np.any(f(changed) != before, axis=(0, 2))",
    "np.abs(np.sum(np.array(f(changed)) - before, axis=(0, 2))) > 1e-6",
    en="The changes are added up before they are looked at, so that a rise and a fall cancel. Look at each by itself.",
    zh="先把变化加起来再看，于是一升一降就抵消了。请逐个地看。",
)

wrong(
    "dependence",
    "changed[:, s] += 1",
    "changed[:, s] = 0",
    en="A time step is changed by setting it to zero, or by a factor. Where it is zero already, nothing changes, and no dependence is found: add something.",
    zh="改变时间步的办法是把它设为零，或乘一个系数。若它本来就是零，就什么也没变，也找不到依赖：请加上一个数。",
)
wrong(
    "dependence",
    "changed[:, s] += 1",
    "changed[:, s] = 1",
    en="A time step is changed by setting it to one. Where it is one already, nothing changes, and no dependence is found: add something.",
    zh="改变时间步的办法是把它设为一。若它本来就是一，就什么也没变，也找不到依赖：请加上一个数。",
)
wrong(
    "dependence",
    "np.any(f(changed) != before, axis=(0, 2))",
    "np.any(np.array(f(changed)) > before, axis=(0, 2))",
    en="Only outputs that rise count. One that falls has changed too: compare sizes, not signs.",
    zh="只有升高的输出才算变了。降低的也是变了：要比较大小，不看正负号。",
)
wrong(
    "dependence",
    "np.any(f(changed) != before, axis=(0, 2))",
    "np.any(np.abs(np.array(f(changed)) - before) > 0.01, axis=(0, 2))",
    en="Only changes above some size count. A dependence may be weak: allow for rounding, about 1e-9, and no more.",
    zh="只有超过某个大小的变化才算。依赖可能很弱：留出舍入误差的余地（约 1e-9）就够了。",
)
wrong(
    "dependence",
    "return np.stack(seen, axis=1)",
    "return np.stack(seen, axis=1).astype(int)",
    en="The answers are right, but written as 0 and 1: asked for is a boolean array, True and False.",
    zh="答案是对的，但写成了 0 和 1：要求的是布尔数组，即 True 与 False。",
)

# hmm_forward

wrong(
    "hmm_forward",
    "prior = alpha[-1] @ transition",
    "prior = transition @ alpha[-1]",
    en="The transition table is read by columns. Row i tells where state i goes, so the row vector stands on its left.",
    zh="转移表是按列读的。第 i 行说明状态 i 去往何处，所以行向量在它左边。",
)
wrong(
    "hmm_forward",
    "log_p += np.log(likelihood)",
    "log_p = np.log(likelihood)",
    en="log p(x) is that of the last symbol only. The probabilities of all symbols, each given its past, multiply; their logarithms add up.",
    zh="log p(x) 只是最后一个符号的。所有符号在已知各自过去时的概率要相乘，对数要相加。",
)
wrong(
    "hmm_forward",
    "joint = prior * emission[:, symbol]\n",
    "joint = prior * emission[:, symbol] if alpha else prior\n",
    en="The first symbol is not used: it is observed like the others, so the first step weighs the initial probabilities with it.",
    zh="没有用第一个符号：它与其他符号一样是观测到的，所以第一步就要用它来给初始概率加权。",
)
wrong(
    "hmm_forward",
    "prior, alpha, log_p = initial, [], 0.0",
    "prior, alpha, log_p = initial @ transition, [], 0.0",
    en="The chain moves before the first symbol. `initial` already belongs to the first step.",
    zh="第一个符号之前就转移了一步。`initial` 就是第一步的概率。",
)
wrong(
    "hmm_forward",
    "alpha.append(joint / likelihood)",
    "alpha.append(joint)",
    en="The rows are not divided by their sums: they shrink from step to step, and after some hundreds nothing is left of them.",
    zh="各行没有除以自己的和：它们一步步缩小，几百步之后就什么也不剩了。",
)
wrong(
    "hmm_forward",
    "alpha.append(joint / likelihood)",
    "alpha.append(prior)",
    en="What is returned is the prediction before the symbol is read. alpha_t has seen x_t.",
    zh="返回的是读该符号之前的预测。alpha_t 已经看过 x_t。",
)
wrong(
    "hmm_forward",
    "log_p += np.log(likelihood)",
    "log_p += np.log2(likelihood)",
    en="The logarithm has base 2; asked for is the natural one.",
    zh="用了以 2 为底的对数；要求的是自然对数。",
)

wrong(
    "hmm_forward",
    "likelihood = joint.sum()\n",
    "likelihood = joint.sum() + 1e-12\n",
    en="Something tiny is added to the divisor. Where the symbols are rare it is not tiny at all, and the rows do not sum to one.",
    zh="除数上加了一个很小的数。符号极少出现时，它一点也不小，各行的和就不是一了。",
)

# hmm_backward

wrong(
    "hmm_backward",
    "emission[:, observed[t + 1]] * beta[t + 1]",
    "emission[:, observed[t]] * beta[t + 1]",
    en="beta_t has looked at x_t. That symbol belongs to the forward pass; beta_t starts with the next one. Else the posterior counts it twice.",
    zh="beta_t 看了 x_t。那个符号属于前向计算；beta_t 从下一个符号开始。否则后验概率会把它算两遍。",
)
wrong(
    "hmm_backward",
    "beta[t] = transition @ follows",
    "beta[t] = follows @ transition",
    en="The sum runs over the wrong state. Looking ahead from state i, one adds up over the states j it may go to: row i of the table.",
    zh="求和的状态弄错了。从状态 i 往前看，应当对它可能去往的状态 j 求和，也就是表的第 i 行。",
)
wrong(
    "hmm_backward",
    "    beta[t] /= beta[t].sum()\n",
    "    pass\n",
    en="The rows are not divided by their sums, so that they vanish on the way to the beginning.",
    zh="各行没有除以自己的和，于是越往开头越趋于零。",
)
wrong(
    "hmm_backward",
    "range(len(observed) - 2, -1, -1)",
    "range(len(observed) - 2, 0, -1)",
    en="The first step is left out: it keeps the value with which the array was filled.",
    zh="漏了第一步：它还是数组最初填入的值。",
)
wrong(
    "hmm_backward",
    "beta[t] /= beta[t].sum()",
    "beta[t] /= beta[t].max()",
    en="The rows are divided by their largest entry. That keeps them from vanishing too, but asked for are rows with the sum one.",
    zh="各行除以了自己的最大值。这也能防止趋于零，但要求的是每行的和为一。",
)

wrong(
    "hmm_backward",
    "beta[t] /= beta[t].sum()",
    "beta[t] /= beta[t].sum() + 1e-12",
    en="Something tiny is added to the divisor. Where the symbols are rare it is not tiny at all, and the rows do not sum to one.",
    zh="除数上加了一个很小的数。符号极少出现时，它一点也不小，各行的和就不是一了。",
)

# hmm_posterior

wrong(
    "hmm_posterior",
    "return both / both.sum(axis=1, keepdims=True)",
    "return both",
    en="The products are right up to a factor at each step: every row has to be divided by its sum.",
    zh="乘积只差每一步的一个系数：每行都要除以自己的和。",
)
wrong(
    "hmm_posterior",
    "return both / both.sum(axis=1, keepdims=True)",
    "return both / both.sum()",
    en="All rows together have the sum one. Each step has a distribution of its own.",
    zh="所有行加起来的和才是一。每一步都有自己的分布。",
)
wrong(
    "hmm_posterior",
    "both = alpha * hmm_backward(observed, transition, emission)",
    "both = alpha",
    en="This is the forward pass alone: what follows has no say.",
    zh="这只是前向计算：后文没有起作用。",
)
wrong(
    "hmm_posterior",
    "both = alpha * hmm_backward(observed, transition, emission)",
    "both = alpha + hmm_backward(observed, transition, emission)",
    en="The two sides are added. They are independent given the state, so their probabilities multiply: a state that one side rules out is out.",
    zh="两边被相加了。在已知状态时两边相互独立，所以概率要相乘：任何一边排除的状态就排除了。",
)
wrong(
    "hmm_posterior",
    "both = alpha * hmm_backward(observed, transition, emission)",
    "both = alpha * hmm_backward(observed, transition, emission) * emission[:, observed].T",
    en="The symbol of the step itself is counted twice: alpha has seen it already.",
    zh="这一步自己的符号被算了两遍：alpha 已经看过它了。",
)
wrong(
    "hmm_posterior",
    "both = alpha * hmm_backward(observed, transition, emission)",
    "both = alpha * hmm_forward(observed[::-1], initial, transition, emission)[0][::-1]",
    en="The future is collected with a forward pass over the reversed symbols. The chain has a direction: its transitions cannot be used backwards like that.",
    zh="将来是用对反转后的符号做前向计算得到的。链是有方向的：转移不能就这样倒过来用。",
)

# viterbi

wrong(
    "viterbi",
    "best = scores.max(axis=0) + show[:, symbol]",
    "best = np.logaddexp.reduce(scores, axis=0) + show[:, symbol]",
    en="The paths are added up, as in the forward pass. Viterbi keeps the best one only.",
    zh="这里把各条路径加了起来，那是前向计算的做法。Viterbi 只保留最好的一条。",
)
wrong(
    "viterbi",
    "return np.array(path[::-1]), best.max()",
    "return np.array(path), best.max()",
    en="The path runs from the end to the beginning: it was found by going back.",
    zh="路径是从末尾到开头的：它是往回走得到的。",
)
wrong(
    "viterbi",
    "scores = best[:, None] + move",
    "scores = best + move",
    en="The score of a state was added to the state it goes *to*. It belongs to the state it comes from, the row of the table.",
    zh="分数加到了*去往*的状态上。它属于出发的状态，也就是表的行。",
)
wrong(
    "viterbi",
    "path = [best.argmax()]",
    "path = [0]",
    en="The way back starts at the first state whatever its score. It has to start at the best one.",
    zh="往回走时总是从第一个状态出发。应当从分数最高的状态出发。",
)
wrong(
    "viterbi",
    "return np.array(path[::-1]), best.max()",
    "alpha = hmm_forward(observed, initial, transition, emission)[0]\n    return alpha.argmax(axis=1), best.max()",
    en="At each step the best state so far is taken, as the forward pass sees it. A later symbol may overrule it, and such a sequence may even be impossible.",
    zh="这里每一步都取前向计算所见的、到目前为止最好的状态。后面的符号可能推翻它，这样的序列甚至可能根本不会发生。",
)
wrong(
    "viterbi",
    "return np.array(path[::-1]), best.max()",
    "posterior = hmm_posterior(observed, initial, transition, emission)\n    return posterior.argmax(axis=1), best.max()",
    en="These are the states that are most probable one by one. Asked for is the most probable sequence as a whole.",
    zh="这些是逐步看各自最可能的状态。要求的是整体上最可能的序列。",
)
wrong(
    "viterbi",
    "return np.array(path[::-1]), best.max()",
    "return np.array(path[::-1]), np.exp(best.max())",
    en="The probability came back instead of its logarithm; after a thousand steps it is zero.",
    zh="返回的是概率而不是它的对数；一千步之后它就是零。",
)

wrong(
    "viterbi",
    "start, move, show = np.log(initial), np.log(transition), np.log(emission)",
    "start, move, show = np.log(initial + 1e-10), np.log(transition + 1e-10), np.log(emission + 1e-10)",
    en="Something tiny is added before the logarithm. So the impossible becomes merely improbable, and comes out where all else is more improbable still. Leave the zeros: their logarithm is -inf.",
    zh="取对数之前加了一个很小的数。于是不可能变成了不太可能，当其余的更不可能时，它就会出现。零就留作零：它的对数是 -inf。",
)
wrong(
    "viterbi",
    "        best = scores.max(axis=0) + show[:, symbol]",
    "        best = scores.max(axis=0) + show[:, symbol]\n        best = np.where(best < -745, -np.inf, best)",
    en="Probabilities are multiplied over all steps, and the logarithm comes too late: after some hundred steps they are zero. Add logarithms from the first step on.",
    zh="概率一路相乘，取对数太晚了：几百步之后它们就成了零。请从第一步起就把对数相加。",
)
wrong(
    "viterbi",
    "return np.array(path[::-1]), best.max()",
    "return np.array(path[::-1], float), best.max()",
    en="The states are right, but they are no whole numbers: nothing can be looked up in a table with 2.0.",
    zh="状态是对的，但不是整数：用 2.0 不能在表里查找。",
)

# span_f1

wrong(
    "span_f1",
    'elif tag != "O":',
    'elif tag[0] == "B":',
    en="An I- tag that goes on with nothing is passed over. The rule here is that it begins a span.",
    zh="没有可接续的 I- 标签被略过了。这里的规则是：它开始一个新的片段。",
)
wrong(
    "span_f1",
    "tags[t - 1][2:] == tag[2:]:",
    'tags[t - 1] != "O":',
    en="An I- tag goes on with a span of another kind. I-LOC after B-PER is the beginning of a place.",
    zh="I- 标签接上了另一种类的片段。B-PER 之后的 I-LOC 是一个地名的开头。",
)
wrong(
    "span_f1",
    'if t and tag[0] == "I" and tags[t - 1][2:] == tag[2:]:',
    'if t and tag != "O" and tags[t - 1][2:] == tag[2:]:',
    en="Two names of the same kind side by side became one. B- always begins a new span; that is what it is for.",
    zh="相邻的两个同类名称被并成了一个。B- 总是开始新的片段；它就是为此而设的。",
)
wrong(
    "span_f1",
    "tags[t - 1][2:] == tag[2:]:",
    "tag[2:] in tags[t - 1][2:] + (found[-1][2] if found and found[-1][0] == k else ''):",
    en="An I- tag goes on with a span that an O has ended. Such a tag begins a new span.",
    zh="I- 标签接上了一个已被 O 结束的片段。这样的标签开始新的片段。",
)
wrong(
    "span_f1",
    "found[-1] += (tag,)",
    "pass",
    en="Where a span ends is not compared, so half a name counts as right. An I- tag that goes on with a span moves its end.",
    zh="没有比较片段的终点，于是半个名称也算对了。I- 标签接着往下时，片段的终点随之移动。",
)
wrong(
    "span_f1",
    "found.append((k, t, tag[2:]))",
    'found.append((k, t, ""))',
    en="The kind of a span is not compared: a person found as a place counts as right.",
    zh="没有比较片段的种类：把人名认作地名也算对了。",
)
wrong(
    "span_f1",
    "return set(found)",
    "return {span[1:] for span in found}",
    en="A span is known by its place in the sentence only, so that spans of different sentences are taken for one another.",
    zh="片段只由它在句中的位置来辨认，于是不同句子的片段被混为一谈。",
)
wrong(
    "span_f1",
    "return 2 * len(true & said) / (len(true) + len(said)) if true else 0.0",
    "return len(true & said) / max(1, len(true | said))",
    en="This is right spans over all different spans (the Jaccard index). F1 is twice the right ones over gold and predicted together.",
    zh="这是对的片段除以所有不同的片段（Jaccard 指数）。F1 是对的片段的两倍，除以真实与预测的总数。",
)
wrong(
    "span_f1",
    "(len(true) + len(said))",
    "(2 * len(true))",
    en="This is recall: what was predicted too much costs nothing.",
    zh="这是召回率：多预测的片段没有代价。",
)
wrong(
    "span_f1",
    "(len(true) + len(said))",
    "max(1, 2 * len(said))",
    en="This is precision: what was not found costs nothing.",
    zh="这是精确率：没有找到的片段没有代价。",
)
wrong(
    "span_f1",
    "return 2 * len(true & said) / (len(true) + len(said)) if true else 0.0",
    "pairs = [(spans([a]), spans([b])) for a, b in zip(gold, predicted)]\n"
    "    return float(np.mean([2 * len(a & b) / max(1, len(a) + len(b)) for a, b in pairs]))",
    en="F1 is computed for each sentence and averaged, so that a sentence with one name weighs as much as one with five. Count the spans of all sentences together.",
    zh="F1 是对每个句子分别计算再平均的，于是只有一个名称的句子与有五个的一样重。请把所有句子的片段放在一起计数。",
)
wrong(
    "span_f1",
    "return 2 * len(true & said) / (len(true) + len(said)) if true else 0.0",
    "pairs = [(a, b) for tags, guess in zip(gold, predicted) for a, b in zip(tags, guess)]\n"
    "    return sum(a == b for a, b in pairs) / len(pairs)",
    en="This is the accuracy of the tags. Most of them are O, which everybody gets right; count whole spans.",
    zh="这是标签的准确率。其中大多数是 O，谁都能答对；请数整个片段。",
)

wrong(
    "span_f1",
    "for k, tags in enumerate(rows):",
    "for k, tags in enumerate([sum(map(list, rows), [])]):",
    en="The sentences are joined into one, so that an I- at the beginning of a sentence goes on with the last span of the sentence before. A span ends with its sentence.",
    zh="所有句子被连成了一句，于是句首的 I- 会接上前一句最后的片段。片段最迟到句末就结束了。",
)
wrong(
    "span_f1",
    "return set(found)",
    "return {span for span in found if span[1] + len(span) - 3 < len(rows[span[0]]) - 1}",
    en="A span that reaches the end of its sentence is lost: nothing comes after it that would close it.",
    zh="一直延伸到句末的片段丢了：后面再没有标签来结束它。",
)
wrong(
    "span_f1",
    "return 2 * len(true & said) / (len(true) + len(said)) if true else 0.0",
    "pairs = [pair for tags, guess in zip(gold, predicted) for pair in zip(tags, guess)]\n"
    '    names = sum((a != "O") + (b != "O") for a, b in pairs)\n'
    '    return 2 * sum(a == b != "O" for a, b in pairs) / max(1, names)',
    en="This is F1 of single tags: half a name counts for half. A span is right as a whole or not at all.",
    zh="这是逐个标签的 F1：半个名称也算一半。片段要么整个对，要么就不对。",
)

# around_gap

wrong(
    "around_gap",
    "    before = ops.pad(forward[:, :-1], [[0, 0], [1, 0], [0, 0]])\n    after = ops.pad(backward[:, 1:], [[0, 0], [0, 1], [0, 0]])\n",
    "    before, after = forward, backward\n",
    en="The states stand where they were: both have read the word in the gap. Each has to come from a neighbour.",
    zh="状态留在原处：两个都读过空格里的词。它们应当各来自一个邻居。",
)
wrong(
    "around_gap",
    "    before = ops.pad(forward[:, :-1], [[0, 0], [1, 0], [0, 0]])\n    after = ops.pad(backward[:, 1:], [[0, 0], [0, 1], [0, 0]])\n",
    "    before = ops.pad(forward[:, 1:], [[0, 0], [0, 1], [0, 0]])\n    after = ops.pad(backward[:, :-1], [[0, 0], [1, 0], [0, 0]])\n",
    en="Both moved the wrong way: the forward state of t + 1 and the backward state of t - 1 have read the word in the gap, and more.",
    zh="两者都移反了方向：t + 1 的前向状态和 t - 1 的后向状态都读过空格里的词，还不止它。",
)
wrong(
    "around_gap",
    "after = ops.pad(backward[:, 1:], [[0, 0], [0, 1], [0, 0]])",
    "after = ops.pad(backward[:, :-1], [[0, 0], [1, 0], [0, 0]])",
    en="The backward states moved in the same direction as the forward ones. What has not read the gap stands on its right there.",
    zh="后向状态与前向状态朝同一方向移动了。对后向来说，没有读过空格的状态在它的右边。",
)
wrong(
    "around_gap",
    "    before = ops.pad(forward[:, :-1], [[0, 0], [1, 0], [0, 0]])\n    after = ops.pad(backward[:, 1:], [[0, 0], [0, 1], [0, 0]])\n",
    "    before, after = ops.roll(forward, 1, axis=1), ops.roll(backward, -1, axis=1)\n",
    en="The states went round the end: before the first word stands the state of the last. There should be zeros.",
    zh="状态绕过末尾转了回来：第一个词之前放的是最后一个词的状态。那里应当是零。",
)
wrong(
    "around_gap",
    "return ops.concatenate([before, after], axis=-1)",
    "return ops.concatenate([after, before], axis=-1)",
    en="The two halves have changed places: what comes from the left stands first.",
    zh="两半的位置反了：来自左边的在前。",
)
wrong(
    "around_gap",
    "after = ops.pad(backward[:, 1:], [[0, 0], [0, 1], [0, 0]])",
    "after = backward",
    en="The backward states stand where they were, and have read the word in the gap.",
    zh="后向状态留在原处，已经读过空格里的词。",
)
wrong(
    "around_gap",
    "return ops.concatenate([before, after], axis=-1)",
    "return np.concatenate([before, after], axis=-1)",
    en="NumPy puts arrays together. In a model there are tensors that have no values yet: use keras.ops.",
    zh="NumPy 只能拼接数组。在模型里遇到的是还没有值的张量：请用 keras.ops。",
)
