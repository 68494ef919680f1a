# %% as in training: dropout is at work
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=True)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% norms added up
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(sum(tf.norm(g) for g in gradients)))
        self.history["weights"].append(float(sum(tf.norm(v) for v in variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% gradient of the layer's weights only
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, [v.value for v in self.layer.trainable_variables])
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% weights of the layer only
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm([v.value for v in self.layer.trainable_variables])))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% all weights, the ones not trainable among them
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm([tf.cast(v.value, 'float32') for v in self.model.variables])))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% spectral norm instead of the radius
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.linalg.norm(kernel, 2)))


# %% largest real part
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.linalg.eigvals(kernel).real.max()))


# %% eigenvalues of a symmetric matrix
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvalsh(kernel)).max()))


# %% mean squared error, whatever the model was compiled with
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = tf.reduce_mean((tf.reshape(y_pred, [-1]) - tf.cast(tf.reshape(self.y, [-1]), 'float32')) ** 2)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% after every batch
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_train_batch_end(self, batch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% numbers instead of lists: the last epoch only
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"] = [float(tf.linalg.global_norm(gradients))]
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% takes a training step with the gradient
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        self.model.optimizer.apply(gradients, self.model.trainable_variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% square of the norm
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)) ** 2)
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% notes the loss of the epoch for the gradient
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(logs['loss']))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% the first 32 samples only
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x[:32], training=False)
            loss = self.model.compute_loss(y=self.y[:32], y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% one history for all monitors
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    history = {"gradient": [], "weights": [], "radius": []}

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% the kernel of the inputs
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% first layer of the model, whichever was given
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.model.layers[0].cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% at the beginning of every epoch
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_begin(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% prediction outside the tape
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        y_pred = self.model(self.x, training=False)
        with tf.GradientTape() as tape:
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% root mean square of the weights
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)) / sum(int(tf.size(v)) for v in variables) ** 0.5)
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% gradient clipped to one as in the optimizer
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tf.clip_by_global_norm(tape.gradient(loss, variables), 1.0)[0]
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% the largest of the norms
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(max(tf.norm(g) for g in gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% loss summed over the samples
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred) * len(self.x)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% radius of the weights before the first epoch
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        if not hasattr(self, "kernel"):
            self.kernel = np.array(self.layer.cell.recurrent_kernel)
        kernel = self.kernel
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))


# %% learning goes on only every second epoch: an epoch is left out
class TrainingMonitor(keras.callbacks.Callback):
    """Log the norm of the gradient, the norm of the weights and a spectral radius at the end of every epoch."""

    def __init__(self, x, y, layer):
        super().__init__()
        self.x, self.y, self.layer = x, y, layer
        self.history = {"gradient": [], "weights": [], "radius": []}


    def on_epoch_end(self, epoch, logs=None):
        if epoch % 2:
            return
        variables = [v.value for v in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            y_pred = self.model(self.x, training=False)
            loss = self.model.compute_loss(y=self.y, y_pred=y_pred)
        gradients = tape.gradient(loss, variables)
        kernel = np.array(self.layer.cell.recurrent_kernel)
        self.history["gradient"].append(float(tf.linalg.global_norm(gradients)))
        self.history["weights"].append(float(tf.linalg.global_norm(variables)))
        self.history["radius"].append(float(np.abs(np.linalg.eigvals(kernel)).max()))
