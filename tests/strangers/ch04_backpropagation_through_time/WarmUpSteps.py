# %% the first update has number zero
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32")
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% a Python if
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = int(step) + 1
        if n <= self.warm_up:
            return self.peak * n / self.warm_up
        return self.peak * self.factor ** ((n - self.warm_up) // self.every)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% ceil instead of floor
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.ceil((n - self.warm_up) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% rounded instead of floor
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.round((n - self.warm_up) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% falls smoothly, no stairs
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = (n - self.warm_up) / self.every
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% stairs counted from the first update
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor(n / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% falls one update late
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up - 1) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% stays at the peak
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * 1.0**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% falls once only
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * self.factor ** ops.minimum(stairs, 1.0)
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% factor as a divisor
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * (1 / self.factor) ** stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% factor times stairs, not to the power
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * ops.where(stairs > 0, self.factor * stairs, 1.0)
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% 1000 where every belongs
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / 1000)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% 1000 where warm_up belongs
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / 1000
        stairs = ops.floor((n - 1000) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= 1000, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% every missing in get_config
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor}


# %% get_config asks the parent, which has none
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return super().get_config() | {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% get_config under other names
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"learning_rate": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% counts its own calls
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        self.calls = getattr(self, "calls", 0) + 1
        n = ops.cast(self.calls, "float32")
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% np.where: no symbolic step
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = np.array(step, "float32") + 1
        rising = self.peak * n / self.warm_up
        falling = self.peak * self.factor ** np.floor((n - self.warm_up) / self.every)
        return np.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% peak without effect
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% rises in whole divisions: zero until the end of the warm-up
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * (n // max(self.warm_up, 1))
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% warm-up begins at the peak and falls
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * (1 - n / max(self.warm_up, 1))
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, rising, falling)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% the formulas exchanged
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.where(n <= self.warm_up, falling, rising)

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% warm-up multiplied with the stairs counted from the start
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises in equal steps, then falls in stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__()
        self.peak = peak
        self.warm_up = warm_up
        self.factor = factor
        self.every = every


    def __call__(self, step):
        n = ops.cast(step, "float32") + 1
        rising = self.peak * n / max(self.warm_up, 1)
        stairs = ops.floor((n - self.warm_up) / self.every)
        falling = self.peak * self.factor**stairs
        return ops.minimum(rising, self.peak * self.factor ** ops.floor(n / self.every))

    def get_config(self):
        return {"peak": self.peak, "warm_up": self.warm_up, "factor": self.factor, "every": self.every}


# %% empty subclass of Keras' decay
@keras.saving.register_keras_serializable("unrolled")
class WarmUpSteps(keras.optimizers.schedules.ExponentialDecay):
    """Keras' own stairs."""

    def __init__(self, peak, warm_up=1000, factor=0.5, every=1000):
        super().__init__(peak, every, factor, staircase=True)
