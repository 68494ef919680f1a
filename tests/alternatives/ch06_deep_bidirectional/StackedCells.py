# %% an iterator over the states, sizes by hand
@keras.saving.register_keras_serializable("unrolled")
class StackedCells(keras.layers.Layer):
    def __init__(self, cells, **kwargs):
        super().__init__(**kwargs)
        self.cells = list(cells)
        self.state_size = []
        for cell in self.cells:
            self.state_size += self.sizes(cell)
        self.output_size = cells[-1].output_size

    @staticmethod
    def sizes(cell):
        return [cell.state_size] if isinstance(cell.state_size, int) else list(cell.state_size)

    def build(self, input_shape):
        for cell in self.cells:
            cell.built or cell.build(input_shape)
            input_shape = (input_shape[0], cell.output_size)

    def call(self, inputs, states):
        left, new_states = iter(states), []
        for cell in self.cells:
            inputs, new = cell(inputs, [next(left) for _ in self.sizes(cell)])
            new_states.extend(new if isinstance(new, (list, tuple)) else [new])
        return inputs, tuple(new_states)

    def get_config(self):
        config = super().get_config()
        config["cells"] = [keras.layers.serialize(cell) for cell in self.cells]
        return config

    @classmethod
    def from_config(cls, config):
        config = dict(config)
        cells = [keras.layers.deserialize(cell) for cell in config.pop("cells")]
        return cls(cells, **config)


# %% slices of the states, counted beforehand
@keras.saving.register_keras_serializable("unrolled")
class StackedCells(keras.layers.Layer):
    def __init__(self, cells, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.cells = list(cells)
        ends = np.cumsum([len(keras.tree.flatten(cell.state_size)) for cell in self.cells]).tolist()
        self.slices = list(zip([0, *ends[:-1]], ends))
        self.state_size = [int(n) for cell in self.cells for n in keras.tree.flatten(cell.state_size)]

    @property
    def output_size(self):
        return self.cells[-1].output_size

    def build(self, input_shape):
        widths = [input_shape[-1]] + [cell.output_size for cell in self.cells[:-1]]
        for width, cell in zip(widths, self.cells):
            if cell.built:
                continue
            cell.build((None, width))

    def call(self, inputs, states):
        new_states, output = list(states), inputs
        for (start, end), cell in zip(self.slices, self.cells):
            output, new = cell(output, list(states)[start:end])
            new_states[start:end] = keras.tree.flatten(new)
        return output, new_states

    def get_config(self):
        return {"name": self.name, "cells": [keras.saving.serialize_keras_object(cell) for cell in self.cells]}

    @classmethod
    def from_config(cls, config):
        return cls([keras.saving.deserialize_keras_object(cell) for cell in config["cells"]], name=config["name"])
