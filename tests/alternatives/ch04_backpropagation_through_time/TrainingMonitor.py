# %% by hand, with squares
class TrainingMonitor(keras.callbacks.Callback):
    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}

    def on_epoch_end(self, epoch, logs=None):
        with tf.GradientTape() as tape:
            loss = self.model.compute_loss(x=self.x, y=self.y, y_pred=self.model(self.x))
        gradients = tape.gradient(loss, self.model.trainable_weights)
        square = sum(np.sum(np.square(gradient)) for gradient in gradients)
        flat = np.concatenate([np.ravel(weight) for weight in self.model.trainable_weights])
        W_h = self.layer.get_weights()[1]
        self.history["gradient"].append(np.sqrt(square))
        self.history["weights"].append(np.linalg.norm(flat))
        self.history["radius"].append(np.max(np.abs(np.linalg.eig(W_h)[0])))


# %% Keras' ops, lists joined
class TrainingMonitor(keras.callbacks.Callback):
    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}

    def norm(self, arrays):
        return float(ops.sqrt(sum(ops.sum(ops.square(array)) for array in arrays)))

    def on_epoch_end(self, epoch, logs=None):
        weights = self.model.trainable_variables
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(self.x, self.y, y_pred)
        values = np.linalg.eigvals(np.asarray(self.layer.cell.recurrent_kernel.value))
        self.history["gradient"] += [self.norm(tape.gradient(loss, weights))]
        self.history["weights"] += [self.norm(weights)]
        self.history["radius"] += [float(max(abs(value) for value in values))]


# %% numbers as tensors, all laid end to end
class TrainingMonitor(keras.callbacks.Callback):
    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}

    def on_epoch_end(self, epoch, logs=None):
        def length(parts):
            return tf.norm(tf.concat([tf.reshape(part, [-1]) for part in parts], 0))

        with tf.GradientTape() as tape:
            loss = self.model.compute_loss(x=self.x, y=self.y, y_pred=self.model(self.x), training=False)
        trained = [v.value for v in self.model.trainable_weights]
        self.history["gradient"] += [length(tape.gradient(loss, trained))]
        self.history["weights"] += [length(trained)]
        self.history["radius"] += [max(abs(np.linalg.eigvals(self.layer.cell.recurrent_kernel.numpy())))]
