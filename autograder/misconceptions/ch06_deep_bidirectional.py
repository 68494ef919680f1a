"""Mistakes of chapter 6, deep and bidirectional networks."""

from autograder.misconceptions import wrong

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
    en="All layers are counted as if they read the stack's input. Only the lowest does; the others read as many numbers as they have units.",
    zh="所有的层都按读取整个堆叠的输入来算。只有最下面一层是这样；其余各层读入的数与自己的单元一样多。",
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
    "while stack_cost(features, [units + 1], blocks)[0] <= parameters / depth:",
    en="The room is shared out evenly among the layers. They do not need equal shares: the lowest reads the features, the others as many numbers as they have units.",
    zh="这里把参数平均分给各层。各层需要的并不一样多：最下面一层读的是特征，其余各层读入的数与自己的单元一样多。",
)
wrong(
    "units_within",
    "while stack_cost(features, [units + 1] * depth, blocks)[0] <= parameters:",
    "while stack_cost(features, [units + 1] * depth)[0] <= parameters:",
    en="`blocks` is not handed on, so every layer is counted as an LSTM.",
    zh="没有把 `blocks` 传下去，于是每一层都按 LSTM 来数。",
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


# -- bidirectional -----------------------------------------------------------------------------
