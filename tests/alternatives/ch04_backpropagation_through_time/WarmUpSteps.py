# %% minimum of the two where they cross
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak, self.warm_up, self.factor, self.every = peak, warm_up, factor, every

    def __call__(self, step):
        number = ops.cast(ops.add(step, 1), "float32")
        rising = ops.minimum(number / self.warm_up, 1.0)
        falls = ops.floor(ops.maximum(number - self.warm_up, 0.0) / self.every)
        return self.peak * rising * ops.power(float(self.factor), falls)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% tf, whole numbers
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.given = {"peak": peak, "warm_up": warm_up, "factor": factor, "every": every}

    def __call__(self, step):
        n = tf.cast(step, tf.int32) + 1
        falls = tf.maximum(n - self.given["warm_up"], 0) // self.given["every"]
        high = self.given["peak"] * tf.cast(self.given["factor"], tf.float32) ** tf.cast(falls, tf.float32)
        low = self.given["peak"] * tf.cast(n, tf.float32) / self.given["warm_up"]
        return tf.cond(n > self.given["warm_up"], lambda: high, lambda: low)

    def get_config(self):
        return dict(self.given)


# %% the smaller of two, falls never negative
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak, self.warm_up, self.factor, self.every = peak, warm_up, factor, every

    def __call__(self, step):
        n = ops.cast(step, "float32") + 1.0
        falls = ops.maximum(ops.floor((n - self.warm_up) / self.every), 0.0)
        return self.peak * ops.minimum(n / self.warm_up, 1.0) * ops.power(self.factor, falls)

    def get_config(self):
        return {name: getattr(self, name) for name in ("peak", "warm_up", "factor", "every")}
