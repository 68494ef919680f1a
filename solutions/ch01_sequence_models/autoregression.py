# %% [markdown] lang="en"
# # Forecast a series from its own past
#
# Fit a model to a noisy wave, let it go on by itself, and its forecast flattens out, though the wave never did. Do errors pile up, or is something else at work? We fit an autoregressive model in two ways, let it forecast many steps
# ahead, and read from one matrix why its forecast has to die away.
#
# You will learn
# - how a series becomes a table of inputs and targets,
# - what "one step ahead" and "k steps ahead" mean, and which simple forecasts have to be beaten,
# - when a forecast can be trusted: inside and outside of what was seen, and without looking at the future.
#
# You need: `sequence_models.ipynb` and least squares. Running everything takes one to two minutes on two cores.

# %% [markdown] lang="zh"
# # 由自身的过去预测序列
#
# 用带噪声的波拟合一个模型，让它自己走下去，预测就渐渐变平，可是波从来没有变平。是误差堆积起来了，还是别的缘故？我们用两种方法拟合自回归（autoregressive）模型，让它预测很多步，并从一个矩阵看出它的预测为什么必然逐渐消失。
#
# 你将学到
# - 序列怎样变成由输入和目标组成的表；
# - “提前一步”和“提前 k 步”是什么意思，必须胜过哪些简单的预测；
# - 预测什么时候可信：在见过的范围之内和之外，以及不偷看未来。
#
# 需要的基础：`sequence_models.ipynb` 和最小二乘法。在两个核上全部运行需要一到两分钟。

# %%
from unrolled.check import check  # first: it brings up Keras without log lines
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.cbook import get_sample_data
from unrolled import figures
from unrolled.record import beside
from unrolled.training import Progress, budget

figures.style()
keras.utils.set_random_seed(0)

# %% [markdown] lang="en"
# ## Two series
#
# One is made: a slow sine wave with noise, the example of *Dive into Deep Learning* (section 9.1), $x_t = \sin(0.01\,t) + \varepsilon_t$ with a standard deviation of 0.2. The other is real, and comes with matplotlib: the daily price of a stock, 2004 to 2008.

# %% [markdown] lang="zh"
# ## 两个序列
#
# 一个是造出来的：带噪声的缓慢正弦波，即《动手学深度学习》（*Dive into Deep Learning*，9.1 节）的例子，$x_t = \sin(0.01\,t) + \varepsilon_t$，噪声的标准差为 0.2。另一个是真实的，随 matplotlib 一起提供：一只股票 2004 到 2008 年的每日价格。


# %%
def noisy_sine(seed, noise=0.2, steps=1000):
    """Draw the series sin(0.01 t) + noise for t = 1 ... steps."""
    rng = np.random.default_rng(seed)
    return np.sin(0.01 * np.arange(1, steps + 1)) + rng.normal(0, noise, size=steps)


sine = noisy_sine(seed=0)
stock = get_sample_data("goog.npz")["price_data"]["adj_close"].astype("float64")

# %% folded="two_series"
fig, axes = plt.subplots(1, 2, figsize=(8, 2.6))
axes[0].plot(sine, color=figures.BLUE, linewidth=0.8)
axes[0].set(title="noisy sine", xlabel="$t$, time step", ylabel="$x_t$")
axes[1].plot(stock, color=figures.NAVY, linewidth=1)
axes[1].set(title="a stock", xlabel="$t$, trading day", ylabel="price, dollars")
figures.described(
    "Two panels. On the left a slow sine wave with noise on it; on the right the daily price of a stock, which wanders without a pattern that comes back.",
    "两幅图。左边是带噪声的缓慢正弦波；右边是一只股票的每日价格，起伏不定，没有重复出现的规律。",
)
print(f"{len(sine)} and {len(stock)} values")

# %% [markdown] lang="en"
# Courses on other models assume that examples are independent and identically distributed. Here they are not: a value is like its neighbours. The **autocorrelation** says how much, as the correlation
# of the series with itself some steps later. Shuffling the values keeps every one of them and destroys it.

# %% [markdown] lang="zh"
# 讲别的模型的课程假设样本独立同分布（i.i.d.）。这里不是这样：一个值与它的邻居相像。**自相关**（autocorrelation）说明有多像，它是序列与自身若干步之后的相关系数。打乱次序，每个值都还在，
# 自相关却没有了。

# %% play="autocorrelation"
lags = np.arange(1, 101)


def autocorrelation(x):
    """Return the correlation of a series with itself, for every lag."""
    return [np.corrcoef(x[:-lag], x[lag:])[0, 1] for lag in lags]


# %% play="autocorrelations"
shuffled = np.random.default_rng(1).permutation(sine)
curves = {
    "noisy sine": autocorrelation(sine),
    "a stock": autocorrelation(stock),
    "the stock's daily change": autocorrelation(np.diff(np.log(stock))),
    "sine, shuffled": autocorrelation(shuffled),
}

# %% folded="autocorrelations_by_lag"
fig, ax = plt.subplots()
ax.set_ylim(-0.2, 1.05)
figures.lines(ax, lags, curves, "lag, time steps", "autocorrelation")
figures.described(
    "Autocorrelation over the lag. The lines of the noisy sine and of the stock start near one and fall with the lag; those of the shuffled sine and of the stock's daily change stay near zero at every lag.",
    "自相关随滞后的变化。带噪声的正弦和股票价格的曲线从接近一开始，随滞后下降；打乱的正弦和股票每日变化的曲线在所有滞后处都接近零。",
)

# %% claim="values_resemble_their_neighbours"
assert curves["noisy sine"][0] > 0.85
assert curves["a stock"][0] > 0.99
assert np.abs(curves["sine, shuffled"]).max() < 0.15
assert np.abs(curves["the stock's daily change"]).max() < 0.15

# %% [markdown] lang="en"
# The shuffled copy has none to speak of, whatever the lag. Note the third line: the stock's price resembles yesterday's price, but its *daily change* is hardly correlated with any of the hundred changes before. We will come back to that.
#
# ## From a series to a table
#
# "Use four past days to forecast the fifth" needs a table: in each row $\tau$ values in a row, and beside it the value that follows. Such a model is called AR($\tau$), **autoregressive** of order $\tau$.
#
# ### Exercise 1 · The lag matrix (3 points)
#
# Write `lag_matrix(series, tau)`: return two arrays that the cells below compute with, `X`, shape `(time - tau, tau)`, and `y`, shape `(time - tau,)`. Row `i` of `X` holds `series[i], …, series[i + tau - 1]`, **the oldest first**, and `y[i]` is `series[i + tau]`. For the series 1, 2, 3, 4
# and `tau = 2`: `X` is [[1, 2], [2, 3]], `y` is [3, 4]. *Hint: each column of `X` is a slice of the series.*

# %% [markdown] lang="zh"
# 打乱的副本在任何滞后上都几乎没有自相关。请注意第三条线：股票的价格像昨天的价格，但它的*每日变化*与之前一百天的变化几乎都不相关。后面还会谈到。
#
# ## 从序列到表
#
# “用过去四天预测第五天”需要一张表：每行是相继的 $\tau$ 个值，旁边是紧接着的那个值。这样的模型叫作 AR($\tau$)，即 $\tau$ 阶**自回归**模型。
#
# ### 练习 1 · 滞后矩阵（3 分）
#
# 编写 `lag_matrix(series, tau)`：返回两个数组，下面的单元格要用它们计算：`X`，形状为 `(time - tau, tau)`，和 `y`，形状为 `(time - tau,)`。`X` 的第 `i` 行是 `series[i], …, series[i + tau - 1]`，**最旧的在前**，`y[i]` 是 `series[i + tau]`。
# 对序列 1, 2, 3, 4 和 `tau = 2`：`X` 是 [[1, 2], [2, 3]]，`y` 是 [3, 4]。*提示：`X` 的每一列都是序列的一段切片。*


# %% exercise="lag_matrix"
def lag_matrix(series, tau):
    """Cut a series into windows, each beside the value that follows it.

    series  (time,)
    tau     length of a window, smaller than time

    Returns X, (time - tau, tau), oldest value first, and y, (time - tau,).
    """
    ### BEGIN SOLUTION
    rows = len(series) - tau
    X = np.stack([series[lag : lag + rows] for lag in range(tau)], axis=1)
    return X, series[tau:]
    ### END SOLUTION


# %% check="lag_matrix" points=3
check("lag_matrix")

# %% [markdown] lang="en"
# ## AR(τ) by least squares
#
# The model is a weighted sum of the window, $\hat x_t = w_0 x_{t-\tau} + \dots + w_{\tau-1} x_{t-1} + b$, and since it is linear, the best weights come without any training loop.
#
# ### Exercise 2 · Fit it (3 points)
#
# Write `fit_ar(series, tau)`: return the weights `w`, shape `(tau,)`, oldest first, and the number `b` that make the sum of squared errors over all rows of the lag matrix smallest. For a straight line 1, 2, 3, … and `tau = 1` the answer is `w = [1]`, `b = 1`.
# *Hint: `np.linalg.lstsq`; a column of ones brings in b.*

# %% [markdown] lang="zh"
# ## 用最小二乘法求 AR(τ)
#
# 模型是窗口的加权和，$\hat x_t = w_0 x_{t-\tau} + \dots + w_{\tau-1} x_{t-1} + b$。由于它是线性的，不用任何训练循环就能得到最好的权重。
#
# ### 练习 2 · 拟合（3 分）
#
# 编写 `fit_ar(series, tau)`：返回权重 `w`，形状为 `(tau,)`，最旧的在前，以及数 `b`，使滞后矩阵所有行上的误差平方和最小。对直线 1, 2, 3, … 和 `tau = 1`，答案是 `w = [1]`、`b = 1`。
# *提示：`np.linalg.lstsq`；加上一列 1 就有了 b。*


# %% exercise="fit_ar"
def fit_ar(series, tau):
    """Fit an autoregressive model by least squares.

    series  (time,)
    tau     how many past values it looks at

    Returns w, (tau,), oldest first, and b, a number.
    """
    ### BEGIN SOLUTION
    X, y = lag_matrix(series, tau)
    ones = np.ones((len(X), 1))
    solution = np.linalg.lstsq(np.hstack([X, ones]), y)[0]
    return solution[:-1], solution[-1]
    ### END SOLUTION


# %% check="fit_ar" points=3
check("fit_ar")

# %% [markdown] lang="en"
# ## One step ahead
#
# The first 600 values are for fitting, the rest is the unseen future. Two forecasts that cost nothing stand beside the model: **persistence** (the next value is like the last) and the **mean** of the
# training part. A forecast that can't beat them is worth nothing.

# %% [markdown] lang="zh"
# ## 提前一步
#
# 前 600 个值用于拟合，其余的是没有见过的未来。模型旁边放两个不花力气的预测：**持续法**（persistence，下一个值和上一个一样）和训练部分的**平均值**。胜不过它们的预测没有价值。

# %%
border, tau = 600, 4


def one_step_errors(series, tau, border=border):
    """Fit on the first part, forecast each value of the rest from the true past; return mean squared errors."""
    w, b = fit_ar(series[:border], tau)
    X, y = lag_matrix(series[border - tau :], tau)
    forecasts = {
        f"AR({tau})": X @ w + b,
        "persistence": X[:, -1],
        "mean": series[:border].mean(),
    }
    return {name: np.mean((forecast - y) ** 2) for name, forecast in forecasts.items()}


# %% play="one_step"
w, b = fit_ar(sine[:border], tau)
X, y = lag_matrix(sine, tau)
one_ahead = X @ w + b
fitted_error = np.mean((one_ahead - y)[: border - tau] ** 2)
noise = np.mean((sine - noisy_sine(seed=0, noise=0.0))[border:] ** 2)
ordered, unordered = one_step_errors(sine, tau), one_step_errors(shuffled, tau)

# %% folded="fitted_and_unseen"
title = "one step ahead: fitted here (blue), unseen (red), the series (grey)"
figures.fitted_and_unseen(sine, tau, one_ahead, border, title)
figures.described(
    "The noisy sine in grey, and over it the one-step forecast of AR(4), blue where it was fitted and red where the values were unseen. It follows the wave equally well on both sides of the border.",
    "灰色的带噪声正弦，上面是 AR(4) 的一步预测：拟合部分为蓝色，未见过的部分为红色。在分界两侧，它都同样好地跟随波形。",
)
print(
    f"error where it was fitted: {fitted_error:.3f}; noise of the unseen values: {noise:.3f}"
)
errors = pd.DataFrame({"noisy sine": ordered, "the same, shuffled": unordered}).T
errors.rename_axis(columns="mean squared error, unseen").round(3)

# %% claim="one_step_ahead_is_as_good_on_unseen_values"
assert 0.65 < ordered["AR(4)"] / fitted_error < 1.6
assert ordered["AR(4)"] < 0.85 * ordered["persistence"]
assert ordered["AR(4)"] < 0.3 * ordered["mean"]
assert noise < ordered["AR(4)"] < 2 * noise
assert unordered["AR(4)"] > 0.95 * unordered["mean"]

# %% [markdown] lang="en"
# On the unseen part the one-step forecast is about as good as on the part it was fitted to: each forecast starts from true values, so no error is handed on. It beats persistence, because averaging four values takes out some noise. What it can't know is the
# noise of the value to be forecast: nobody can expect an error below $0.2^2 = 0.04$ (on these 400 values the noise itself comes to the number printed, a little more or less than that). On the shuffled copy the same model is no better than the mean: there was nothing to use but the order.
#
# ## The same model in Keras
#
# A weighted sum plus a number is a `Dense(1)` layer.
#
# ### Exercise 3 · AR as a layer (2 points)
#
# Write `as_dense(w, b)`: a Keras model that takes windows of shape `(batch, tau)`, returns forecasts of shape `(batch, 1)`, holds your weights, and can be trained further. *Hint: a layer's kernel has the shape `(inputs, outputs)`.*

# %% [markdown] lang="zh"
# 在没有见过的部分，提前一步的预测和在拟合部分差不多一样好：每次预测都从真实的值出发，误差不会传下去。它胜过持续法，因为对四个值取平均去掉了一些噪声。它不可能知道的，是待预测的值本身的噪声：
# 谁也不能指望误差低于 $0.2^2 = 0.04$（在这 400 个值上，噪声本身就是打印出的那个数，比 0.04 略多或略少）。在打乱的副本上，同样的模型不比平均值好：除了顺序，本来就没有别的可用。
#
# ## 用 Keras 写同一个模型
#
# 加权和再加一个数，就是一个 `Dense(1)` 层。
#
# ### 练习 3 · 把 AR 写成层（2 分）
#
# 编写 `as_dense(w, b)`：返回一个 Keras 模型，输入形状为 `(batch, tau)` 的窗口，返回形状为 `(batch, 1)` 的预测，带着你的权重，并且可以继续训练。*提示：层的 kernel 的形状是 `(inputs, outputs)`。*


# %% exercise="as_dense"
def as_dense(w, b):
    """Return an autoregressive model as a Keras model with one Dense layer.

    w  (tau,)   weights, oldest first
    b           a number

    The model maps (batch, tau) to (batch, 1).
    """
    ### BEGIN SOLUTION
    model = keras.Sequential([keras.Input((len(w),)), keras.layers.Dense(1)])
    model.set_weights([np.reshape(w, (-1, 1)), np.reshape(b, (1,))])
    return model
    ### END SOLUTION


# %% check="as_dense" points=2
check("as_dense")

# %% play="train_dense"
exact = as_dense(w, b)
trained = as_dense(np.zeros(tau), 0.0)
trained.compile(keras.optimizers.Adam(0.03), "mse")
X_fit, y_fit = lag_matrix(sine[:border], tau)
progress, epochs = Progress("AR(4), trained by Adam"), budget(quick=12, full=50)
history = trained.fit(X_fit, y_fit, epochs=epochs, verbose=0, callbacks=[progress])
loss = history.history["loss"]
least, reached = (
    np.mean((model(X_fit).numpy()[:, 0] - y_fit) ** 2) for model in (exact, trained)
)

# %% folded="two_roads"
fig, ax = plt.subplots(figsize=(6, 2.6))
ax.set_ylim(0, 1.1 * loss[0])
curves = {"Adam": loss, "least squares": [least] * len(loss)}
figures.lines(ax, range(1, len(loss) + 1), curves, "epoch", "mean squared error")
figures.described(
    "Mean squared error over the epochs: the line of Adam falls towards the level line of least squares.",
    "均方误差随轮次的变化：Adam 的曲线下降，趋近最小二乘法的水平线。",
)
columns = ["error", *(f"w_{k}" for k in range(tau)), "b"]
kernel, bias = trained.get_weights()
rows = {"least squares": [least, *w, b], "trained": [reached, *kernel[:, 0], *bias]}
pd.DataFrame.from_dict(rows, orient="index", columns=columns).round(4)

# %% claim="training_comes_down_to_least_squares_and_never_below"
assert least - 1e-6 < reached < 1.15 * least
assert loss[0] > 1.5 * loss[-1]

# %% [markdown] lang="en"
# Training comes down to the error that least squares reaches at once, and never below: the same model, found by another road. That road is longer here, but it stays open when the layer in the middle is no longer linear.
#
# ## A price is a hard case
#
# Forecasting a price from the last 30 days is a favourite example. Here is AR(τ) on the stock, fitted to the first 700 days and tested on the rest, always beside persistence.

# %% [markdown] lang="zh"
# 训练逐渐降到最小二乘法一下子达到的误差，而不会更低：同一个模型，换一条路找到。在这里这条路更长，但当中间的层不再是线性的时候，它依然走得通。
#
# ## 价格是个难题
#
# 用过去 30 天预测价格是人们爱用的例子。下面是股票上的 AR(τ)，用前 700 天拟合，在其余的天数上测试，旁边始终放着持续法。

# %% play="stock"
taus = [1, 2, 4, 8, 16, 30]
rows = [one_step_errors(stock, n, border=700) for n in taus]
model = [np.sqrt(row[f"AR({n})"]) for n, row in zip(taus, rows, strict=True)]
persistence = [np.sqrt(row["persistence"]) for row in rows]

# %% folded="errors_by_window"
fig, ax = plt.subplots(figsize=(6, 2.6))
ax.set(ylim=(0, 20))
ax.axhline(persistence[0], color=figures.GREY, linestyle=(0, (4, 3)))
ax.bar([str(n) for n in taus], model, 0.5, color=figures.BLUE)
ax.set(xlabel=r"$\tau$, days looked back", ylabel="error, dollars (RMSE)")
ax.set_title("AR model (bars) and persistence (dashed)")
figures.described(
    "A bar for each window from 1 to 30 days, as high as the error of the AR model, and a dashed line for the error of persistence. No bar is clearly below the line.",
    "从 1 天到 30 天，每种窗口一根柱子，高度是 AR 模型的误差；虚线是持续预测的误差。没有一根柱子明显低于虚线。",
)
errors = {"AR(τ)": model, "persistence": persistence}
pd.DataFrame(errors, index=pd.Index(taus, name="τ")).T.round(2)

# %% claim="no_window_beats_persistence_on_a_price"
assert min(model) > persistence[0] - 0.05  # a few cents
assert min(model[3:]) > persistence[0]  # from 8 days on

# %% [markdown] lang="en"
# No bar is below the dashed line by more than a few cents: thirty days of history do not beat "tomorrow is like today", and from eight days on the additional weights only fit noise. An error printed without that line would have looked like a success. The price is close to a **random walk**, whose changes can't be
# foreseen from earlier ones; for weighted sums of them, the flat line of the autocorrelations above said so.
#
# ## Many steps ahead
#
# To see further, a model takes its own forecast for the next value, moves the window on by one, and forecasts again.
#
# ### Exercise 4 · The recursive forecast (3 points)
#
# Write `forecast(windows, w, b, k)`: for each row of `windows`, shape `(batch, tau)`, return the next `k` forecasts, shape `(batch, k)`. With `w = [0, 0, 1]` and `b = 0` it repeats the last value; with `b = 1` it counts up. Leave `windows` as it is; it may hold whole numbers.
# *Hint: which value leaves the window, and on which side does the new one come in?*

# %% [markdown] lang="zh"
# 没有一根柱子比虚线低出几美分以上：三十天的历史胜不过“明天和今天一样”，从八天起，多出来的权重只是拟合了噪声。如果打印误差时没有那条线，看起来就像成功了。价格接近**随机游走**（random walk），
# 它的变化不能由更早的变化预见；就加权和而言，上面那条平的自相关线已经说明了这一点。
#
# ## 提前很多步
#
# 要看得更远，模型就把自己的预测当作下一个值，窗口向前移一格，再预测一次。
#
# ### 练习 4 · 递归预测（3 分）
#
# 编写 `forecast(windows, w, b, k)`：`windows` 的形状为 `(batch, tau)`，对它的每一行返回接下来的 `k` 个预测，形状为 `(batch, k)`。当 `w = [0, 0, 1]`、`b = 0` 时，它重复最后一个值；当 `b = 1` 时，它往上数。
# `windows` 要保持原样，里面可以是整数。*提示：哪个值离开窗口，新的值从哪一边进来？*


# %% exercise="forecast"
def forecast(windows, w, b, k):
    """Forecast k steps ahead, each step from the true values and the forecasts before.

    windows  (batch, tau)   the last tau values, oldest first
    w        (tau,)         weights, oldest first
    b                       a number

    Returns (batch, k).
    """
    ### BEGIN SOLUTION
    tau, values = len(w), windows
    for _ in range(k):
        following = values[:, -tau:] @ w + b
        values = np.hstack([values, following[:, None]])
    return values[:, tau:]
    ### END SOLUTION


# %% check="forecast" points=3
check("forecast")

# %% play="k_steps"
horizons = [1, 4, 16, 64]
targets = np.arange(border + 64, 1000)  # reached by every horizon from unseen windows
X, _ = lag_matrix(sine, tau)
ahead = np.array(forecast(X, w, b, 64))  # ahead[i, k - 1] belongs to time i + tau + k - 1
curves = {k: ahead[targets - tau - k + 1, k - 1] for k in horizons}
figures.forecasts_by_horizon(targets, sine[targets], curves)
figures.described(
    "Four panels, each with the noisy sine in grey and the forecasts made 1, 4, 16 or 64 steps ahead. The further ahead, the flatter the forecast and the later it turns.",
    "四幅图，每幅有灰色的带噪声正弦和提前 1、4、16 或 64 步的预测。提前得越多，预测越平，转折也越晚。",
)

# %% claim="further_ahead_flatter_and_later"
smooth = [np.convolve(curve, np.ones(51) / 51, "valid") for curve in curves.values()]
flatness = [np.std(curve) for curve in smooth]
assert flatness[3] < 0.8 * flatness[2]
assert flatness[2] < 0.9 * flatness[0] < flatness[1]
assert smooth[0].argmax() + 25 < smooth[3].argmax()  # it turns later

# %% [markdown] lang="en"
# The further ahead, the flatter the forecast, and the later it turns; in one step or four there is hardly a difference. Let us measure every horizon, on longer series and against both baselines.

# %% [markdown] lang="zh"
# 看得越远，预测越平，转弯也越迟；一步与四步则几乎没有差别。我们在更长的序列上测量每个提前量，并与两个基线比较。


# %%
def errors_by_horizon(seed, furthest=300):
    """Return the errors of AR(tau), persistence and mean, 1 to `furthest` steps ahead, (3, furthest)."""
    series = noisy_sine(seed, steps=3000)
    w, b = fit_ar(series[:border], tau)
    X, _ = lag_matrix(series, tau)
    ahead = np.array(forecast(X, w, b, furthest))
    targets = np.arange(border + furthest, 3000)
    k = np.arange(1, furthest + 1)[:, None]
    lazy = series[targets - k]
    average = np.full_like(lazy, series[:border].mean())
    forecasts = np.stack([ahead[targets - tau - k + 1, k - 1], lazy, average])
    return np.mean((forecasts - series[targets]) ** 2, axis=-1)


# %% play="error_per_k"
errors = np.mean([errors_by_horizon(seed) for seed in range(10)], axis=0)
curves = dict(zip(("AR(4)", "persistence", "mean"), errors, strict=True))
worst = 1 + curves["AR(4)"].argmax()

# %% folded="error_by_horizon"
fig, ax = plt.subplots()
ax.set_ylim(0, 2.2)
figures.lines(ax, np.arange(1, 301), curves, "$k$, steps ahead", "mean squared error")
figures.described(
    "Mean squared error over the number of steps ahead, from 1 to 300. AR(4) is lowest at first, passes the level line of the mean, reaches a peak and falls again; persistence climbs far above both.",
    "均方误差随提前步数（1 到 300）的变化。AR(4) 起初最低，随后越过均值的水平线，到达峰值后又下降；持续预测则远远升到两者之上。",
)
shown = [*horizons, 157, int(worst), 300]
table = pd.DataFrame(curves, index=pd.RangeIndex(1, 301, name="k, steps ahead"))
table.loc[shown].T.round(3)

# %% claim="the_error_grows_to_a_peak_and_falls_again"
model, lazy, average = curves.values()
for k in (1, 4, 16):
    assert model[k - 1] < min(0.85 * lazy[k - 1], 0.3 * average[k - 1])
assert 200 < worst < 280
assert np.abs(np.diff(model)).max() < 0.02  # no jump
assert 115 < 1 + np.argmax(model > average) < 160
assert 1.1 * average[0] < model[worst - 1] < 0.5 * lazy[-1]
assert model[-1] < model[worst - 1] - 0.01
assert lazy[-1] > 3 * average[-1]

# %% [markdown] lang="en"
# Averaged over ten series: for a few steps the model is clearly the best. Its error grows without a jump at any horizon, passes that of the mean near $k = 130$, has its peak near $k = 240$, and falls again.
# Persistence explains the shape. A quarter of a wave later (157 steps) the last value says nothing, and at half a wave (314 steps) the wave stands at the opposite. The model does the same as persistence, but its forecast shrinks while $k$ grows: where the sign is
# wrong, it does harm first, and then less and less.
#
# ## Why the forecast dies away
#
# So the forecasts do not diverge: they **sink to a constant**. To see why, write one step of the recursion as a matrix. Let the row vector $s_t = (x_{t-\tau+1}, \dots, x_t)$ be the window. The next window is
#
# $$ s_{t+1} = s_t A + (0, \dots, 0, b), \qquad A = \begin{pmatrix} 0 & 0 & 0 & w_0 \\ 1 & 0 & 0 & w_1 \\ 0 & 1 & 0 & w_2 \\ 0 & 0 & 1 & w_3 \end{pmatrix} \quad (\tau = 4) $$
#
# $A$ is the **companion matrix**. Forecasting $k$ steps multiplies by $A^k$, and what becomes of that is decided by the largest absolute value of its eigenvalues, the **spectral radius**: below 1 the window is forgotten in the long run, at 1 it goes on, above 1 it blows up.
#
# ### Exercise 5 · Companion matrix (4 points)
#
# Write `companion(w)`: return $A$, shape `(tau, tau)`, and its spectral radius. For `w = [-0.25, 0]` the radius is ½, though both eigenvalues are imaginary. *Hint: the columns of $A$ say how each entry of the next window is made; eigenvalues may be complex.*

# %% [markdown] lang="zh"
# 对十个序列取平均：最初几步，模型明显最好。它的误差逐渐上升，没有在哪个提前量上突然变大；在 $k = 130$ 附近超过平均值的误差，在 $k = 240$ 附近达到最大，然后又下降。
# 从持续法可以看懂这个形状：过了四分之一个波长（157 步），最后一个值什么也说明不了；过了半个波长（314 步），波正好在相反的一边。模型做的与持续法一样，只是它的预测随 $k$ 缩小：符号错了，先是有害，然后害处越来越小。
#
# ## 预测为什么逐渐消失
#
# 所以预测并不发散，而是**趋于常数**。要看清原因，把递归的一步写成矩阵。设行向量 $s_t = (x_{t-\tau+1}, \dots, x_t)$ 为窗口，下一个窗口就是
#
# $$ s_{t+1} = s_t A + (0, \dots, 0, b), \qquad A = \begin{pmatrix} 0 & 0 & 0 & w_0 \\ 1 & 0 & 0 & w_1 \\ 0 & 1 & 0 & w_2 \\ 0 & 0 & 1 & w_3 \end{pmatrix} \quad (\tau = 4) $$
#
# $A$ 是**伴随矩阵**（companion matrix）。预测 $k$ 步就是乘以 $A^k$，结果取决于特征值（eigenvalue）绝对值的最大者，即**谱半径**（spectral radius）：小于 1，窗口终将被遗忘；等于 1，它持续下去；大于 1，它会爆炸。
#
# ### 练习 5 · 伴随矩阵（4 分）
#
# 编写 `companion(w)`：返回 $A$，形状为 `(tau, tau)`，以及它的谱半径。对 `w = [-0.25, 0]`，谱半径是 ½，虽然两个特征值都是虚数。*提示：$A$ 的各列说明下一个窗口的每个元素怎样得来；特征值可能是复数。*


# %% exercise="companion"
def companion(w):
    """Return the matrix of one step of the recursive forecast, and its spectral radius.

    w  (tau,)   weights, oldest first

    Returns A, (tau, tau), with s_next = s @ A (but for b), and the largest absolute value of its eigenvalues.
    """
    ### BEGIN SOLUTION
    A = np.eye(len(w), k=-1)
    A[:, -1] = w
    return A, np.max(np.abs(np.linalg.eigvals(A)))
    ### END SOLUTION


# %% check="companion" points=4
check("companion")

# %% play="unit_circle"
clean_sine = noisy_sine(seed=0, noise=0.0)
models = {"AR(4), noisy sine": (sine, 4), "AR(2), without noise": (clean_sine, 2)}
radius, weights, eigenvalues, curves = {}, {}, {}, {}
for name, (series, n) in models.items():
    weights[name], b_n = fit_ar(series[:border], n)
    A, radius[name] = companion(weights[name])
    eigenvalues[name] = np.linalg.eigvals(A)
    window = series[None, border - n : border]
    curves[name] = np.array(forecast(window, weights[name], b_n, 700))[0]

# %% folded="eigenvalues_and_forecasts"
figures.eigenvalues_and_forecasts(eigenvalues, curves)
figures.described(
    "Three panels. The first shows eigenvalues in the complex plane with the unit circle, the second the same near 1: those of AR(2) without noise lie on the circle, those of AR(4) for the noisy sine inside. The third shows the forecasts: that of AR(2) swings on, that of AR(4) sinks to a constant.",
    "三幅图。第一幅是复平面上的特征值和单位圆，第二幅是 1 附近的放大：无噪声的 AR(2) 的特征值在圆上，带噪声正弦的 AR(4) 的特征值在圆内。第三幅是预测：AR(2) 一直摆动，AR(4) 沉到一个常数。",
)
print(f"2 cos 0.01 is {2 * np.cos(0.01):.4f}")
rounded = {name: np.round(w_n, 4).tolist() for name, w_n in weights.items()}
pd.DataFrame({"spectral radius": radius, "weights, oldest first": rounded}).round(5)

# %% claim="inside_the_circle_it_dies_away"
noisy, noiseless = (np.abs(values) for values in eigenvalues.values())
assert noisy.max() < 0.998
assert np.abs(noiseless - 1).max() < 1e-4
assert np.isreal(eigenvalues["AR(4), noisy sine"][noisy.argmax()])
assert np.abs(weights["AR(2), without noise"] - [-1, 2 * np.cos(0.01)]).max() < 1e-3
assert np.ptp(curves["AR(4), noisy sine"][-100:]) < 0.05
assert np.ptp(curves["AR(2), without noise"][-630:]) > 1.9

# %% [markdown] lang="en"
# Without noise two values suffice: $x_t = 2 \cos(0.01)\, x_{t-1} - x_{t-2}$ holds exactly for this sine, the eigenvalues lie **on** the circle, and the forecast swings on for ever. Fitted to the noisy series, all eigenvalues lie inside, and the forecast dies away; the one in the
# middle panel is real, so the forecast shrinks without swinging.
# Is that an accident of one seed, or of $\tau = 4$?

# %% [markdown] lang="zh"
# 没有噪声时，两个值就够了：对这个正弦波，$x_t = 2 \cos(0.01)\, x_{t-1} - x_{t-2}$ 精确成立，特征值**在**圆上，预测一直摆动下去。用带噪声的序列拟合时，所有特征值都在圆内，预测逐渐消失；
# 中间那幅图里的那一个是实数，所以预测只是缩小，并不摆动。
# 这是某个随机种子的偶然，还是 $\tau = 4$ 的偶然？

# %% play="radii"
all_series = [noisy_sine(seed) for seed in range(20)]
radii, errors = {}, {}
for n in (1, 2, 4, 8, 16):
    radii[n] = [companion(fit_ar(series[:border], n)[0])[1] for series in all_series]
    errors[n] = np.mean([one_step_errors(series, n)[f"AR({n})"] for series in all_series])

# %% folded="radii_of_five_orders"
of_order = pd.DataFrame(radii).rename_axis(columns="τ")
table = {
    "spectral radius: lowest": of_order.min().round(4),
    "median": of_order.median().round(4),
    "highest": of_order.max().round(4),
    "left of it after 64 steps": (of_order.median() ** 64).round(2),
    "one-step error": pd.Series(errors).round(3),
}
pd.DataFrame(table).rename_axis("τ")

# %% play="exact_weights"
exact = np.array([-1, 2 * np.cos(0.01)])
X, y = lag_matrix(sine[border:], 2)
error_of_exact = np.mean((X @ exact - y) ** 2)
print(f"one-step error of the weights that are exact without noise: {error_of_exact:.3f}")

# %% claim="every_fitted_model_is_stable_and_cautious"
middle = [np.median(of_n) for of_n in radii.values()]
assert max(map(max, radii.values())) < 1
assert 0.99 < middle[2] < 0.995
assert 0.5 < middle[2] ** 64 < 0.72
assert np.all(np.diff(middle) > 0)  # longer windows shrink less
assert errors[1] > errors[2] > errors[4] > errors[8]
assert abs(errors[16] - errors[8]) < 0.003
assert error_of_exact > 2.5 * errors[2]

# %% [markdown] lang="en"
# Every one of these models is stable. The reason is the noise **in the inputs**: the exact weights -1 and 1.9999 would multiply the noise of the last two values, and the last line shows how badly that ends. Least squares does better one step ahead by averaging the
# window, with weights that are smaller than the true dynamics ask for (the *errors-in-variables* effect). So for $\tau = 4$ the forecast shrinks by about 0.7 % per step, which leaves about 60 % after 64 steps. Longer windows shrink less; one step ahead they are
# better up to $\tau = 8$, and 16 adds nothing.
#
# > **Often claimed.** A model that is fed its own forecasts goes wrong since errors build up, and it can leave the true values rapidly: weather forecasts are accurate for 24 hours, and then their accuracy declines rapidly (*Dive into Deep Learning*, section 9.1).
# >
# > **What we run.** The error at every horizon for ten series; the spectral radius of models of five orders, each fitted to twenty series.
# >
# > **What holds.** Here nothing builds up: every radius is below 1, so a wrong value is forgotten as the right ones are. The forecast fades since the best one-step model is a cautious one, and the error grows gradually. Where a forecast stops being useful depends
# > on the series, and one finds it by drawing its curve. Only with a radius above 1, or with a model that isn't linear, can errors grow.
#
# ## A state instead of a window
#
# A **latent autoregressive model** has no window. It carries a summary of all the past and updates it with each value, $h_t = g(h_{t-1}, x_{t-1})$, and forecasts from it. With $g(h, x) = \tanh(x W_x + h W_h + b)$ this is a `SimpleRNN` with a `Dense(1)` behind it. (What comes
# out is one number, which training by squared errors brings near $\mathrm{E}[x_t \mid h_t]$. It is not the distribution $P(x_t \mid h_t)$.)
#
# Does a state reach further back than a window? Test it on an **echo**: $x_t = 0.9\, x_{t-d} + \varepsilon_t$, scaled to variance 1, so that the mean has an expected error of 1 and nobody can expect one below 0.19.

# %% [markdown] lang="zh"
# 这些模型个个都是稳定的。原因在于**输入里**的噪声：精确的权重 -1 和 1.9999 会放大最近两个值的噪声，最后一行显示了后果有多糟。最小二乘法对窗口取平均，提前一步的效果更好，
# 而它的权重比真实的动态所要求的小（这叫*变量误差*效应，errors-in-variables）。于是 $\tau = 4$ 时，预测每步缩小约 0.7%，64 步之后约剩 60%。更长的窗口缩小得更少；提前一步的误差到 $\tau = 8$ 为止越来越小，16 则没有更多好处。
#
# > **常见的说法。** 模型以自己的预测为输入就会出错，因为误差会累积，可以很快偏离真实值：天气预报在 24 小时之内相当准确，之后准确度迅速下降（《动手学深度学习》9.1 节）。
# >
# > **我们运行的。** 十个序列在每个提前量上的误差；五种阶数的模型各用二十个序列拟合，求其谱半径。
# >
# > **成立的是。** 这里没有什么在累积：每个谱半径都小于 1，错误的值和正确的值一样会被忘掉。预测逐渐消失，是因为提前一步最好的模型是谨慎的模型；误差是逐渐增大的。预测到哪里就不再有用，取决于序列，画出它的误差曲线就能找到。
# > 只有谱半径大于 1，或者模型不是线性的，误差才可能增长。
#
# ## 用状态代替窗口
#
# **隐变量自回归模型**（latent autoregressive model）没有窗口。它带着全部过去的一份摘要，每来一个值就更新它，$h_t = g(h_{t-1}, x_{t-1})$，并由它作预测。取 $g(h, x) = \tanh(x W_x + h W_h + b)$，就是 `SimpleRNN`
# 后面接一个 `Dense(1)`。（得到的是一个数，用平方误差训练会使它接近 $\mathrm{E}[x_t \mid h_t]$，而不是分布 $P(x_t \mid h_t)$。）
#
# 状态比窗口追溯得更远吗？用**回声**来检验：$x_t = 0.9\, x_{t-d} + \varepsilon_t$，缩放到方差为 1，于是平均值的误差期望为 1，谁也不能指望低于 0.19。


# %%
def echo(rng, delay, steps=4000):
    """Draw a series that repeats itself after `delay` steps, weakened and with fresh noise."""
    x = rng.normal(size=steps)
    for t in range(delay, steps):
        x[t] = 0.9 * x[t - delay] + np.sqrt(1 - 0.9**2) * x[t]
    return x


def window_error(series, tau):
    """Fit AR(tau) to the first half of a series; return its one-step error on the second."""
    half = len(series) // 2
    return one_step_errors(series, tau, border=half)[f"AR({tau})"]


# %%
def rnn_error(series, name, seed, epochs=budget(quick=20, full=80)):
    """Train a SimpleRNN on the first half of a series; return its one-step error on the second."""
    keras.utils.set_random_seed(seed)
    layer = keras.layers.SimpleRNN(24, return_sequences=True)
    model = keras.Sequential([keras.Input((None, 1)), layer, keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.01, global_clipnorm=1.0), "mse")
    learn, test = series.astype("float32").reshape(2, -1, 50, 1)
    how = {"batch_size": 10, "epochs": epochs, "verbose": 0, "callbacks": [Progress(name)]}
    model.fit(learn[:, :-1], learn[:, 1:], **how)
    return np.mean((model(test[:, :-1]).numpy() - test[:, 1:])[:, 20:] ** 2)


# %% play="echo"
delays = [2, 6, 14]
seeds = range(budget(quick=2, full=3))
runs = {
    name: np.zeros((len(seeds), len(delays))) for name in ("AR(4)", "AR(16)", "SimpleRNN")
}
for seed in seeds:
    for k, delay in enumerate(delays):
        series = echo(np.random.default_rng(seed), delay)
        runs["AR(4)"][seed, k] = window_error(series, 4)
        runs["AR(16)"][seed, k] = window_error(series, 16)
        name = f"SimpleRNN, echo from {delay} steps back, seed {seed}"
        runs["SimpleRNN"][seed, k] = rnn_error(series, name, seed)

# %% folded="errors_by_delay"
figures.errors_by_delay(delays, runs, noise=0.19)
figures.described(
    "One-step error over the delay of the echo, a dot for each series and a line for each model. AR(4) is near the dashed line of the noise at the shortest delay only, AR(16) at all delays; at the longest the SimpleRNN lies between them.",
    "一步预测误差随回声延迟的变化，每个序列一个点，每个模型一条线。AR(4) 只在最短的延迟处接近表示噪声的虚线，AR(16) 在所有延迟处都接近；在最长的延迟处，SimpleRNN 介于两者之间。",
)
medians = {name: np.median(errors, axis=0) for name, errors in runs.items()}
columns = pd.Index(delays, name="median error, echo from d =")
beside("echoes", pd.DataFrame(medians, index=columns).T.round(2).rename_axis("model"))

# %% claim="an_echo_outside_the_window_is_lost"
short, long, recurrent = runs.values()
assert short[:, 0].max() < 0.25
assert short[:, 1:].min() > 0.8
assert long.max() < 0.25
assert recurrent[:, 2].max() < short[:, 2].min()  # it reaches beyond the short window
assert np.median(recurrent[:, 2]) > np.median(recurrent[:, 0]) + 0.01
assert np.median(recurrent[:, 2]) > np.median(long[:, 2]) + 0.01

# %% [markdown] lang="en"
# Once the echo comes from outside its window, AR(4) is blind and about as bad as the mean. A window that is long enough solves every one of these delays, with sixteen weights and no training. The recurrent network has no window at all, and yet it does not get the
# long delay for nothing: with the same training its error is larger there.
#
# > **Often claimed.** Windows are for short memories, states for long ones.
# >
# > **What we run.** Two windows and one recurrent network on echoes from 2, 6 and 14 steps back, each trained and tested on several series.
# >
# > **What holds.** Half of it. A window that is too short sees nothing, and a state *can* reach beyond any window. But a window that is long enough is the better choice here, and whether training finds out how to carry a value far is another question, the subject of chapters 4 and 5.
#
# ## Inside and outside
#
# **Interpolation** asks between values that were seen, **extrapolation** beyond them. Take a model of the other kind, a polynomial in $t$, fitted to every other value of the first 600, and ask it for the values in between, and for the next hundred; the same for twenty series.

# %% [markdown] lang="zh"
# 一旦回声来自窗口之外，AR(4) 就看不见了，与平均值差不多一样差。足够长的窗口解决了所有这些延迟，只用十六个权重，也不用训练。循环网络（recurrent network）根本没有窗口，但长的延迟也不是白来的：同样的训练，它在那里的误差更大。
#
# > **常见的说法。** 短的记忆用窗口，长的记忆用状态。
# >
# > **我们运行的。** 两种窗口和一个循环网络，回声来自 2、6、14 步之前，各在几个序列上训练和测试。
# >
# > **成立的是。** 只对了一半。窗口太短就什么也看不见，而状态*可以*超出任何窗口。但在这里，足够长的窗口是更好的选择；训练能不能找到办法把一个值带得很远，是另一个问题，也是第 4、5 章的主题。
#
# ## 之内与之外
#
# **内插**（interpolation）问的是见过的值之间，**外推**（extrapolation）问的是之外。取另一类模型，即 $t$ 的多项式，用前 600 个值中每隔一个的值来拟合，再问它中间的值，以及接下来的一百个值；对二十个序列都这样做。

# %%
t = np.arange(1, 701)
fitted, between, beyond = t[:600:2], t[1:600:2], t[600:]


def inside_and_beyond(series):
    """Return the errors of a polynomial, inside and beyond, then those of AR(tau), and the polynomial."""
    polynomial = np.polynomial.Polynomial.fit(fitted, series[fitted - 1], deg=7)
    by_time = (polynomial(t) - series[t - 1]) ** 2
    X, y = lag_matrix(series[:700], tau)
    w, b = fit_ar(series[:border], tau)
    by_window = (X @ w + b - y) ** 2
    parts = by_time[between - 1], by_time[beyond - 1], by_window[:-100], by_window[-100:]
    return [np.mean(part) for part in parts], polynomial


# %% play="extrapolation"
_, polynomial = inside_and_beyond(sine)
errors = np.array([inside_and_beyond(noisy_sine(seed))[0] for seed in range(20)])
low, middle, high = np.quantile(errors, [0, 0.5, 1], axis=0)

# %% folded="inside_and_beyond"
title = "a polynomial in $t$: inside (blue), beyond (red)"
figures.fitted_and_unseen(sine[:700], 0, polynomial(t), border, title, ylim=(-3, 3))
figures.described(
    "The noisy sine in grey and a polynomial in t over it, blue where it was fitted and red beyond. Inside it follows the wave; the red part shows how far it strays.",
    "灰色的带噪声正弦，上面是一个以 t 为变量的多项式：拟合范围内为蓝色，范围之外为红色。范围内它跟随波形；红色部分显示它偏离了多远。",
)
columns = pd.MultiIndex.from_product(
    [["inside", "beyond"], ["lowest", "median", "highest"]]
)
values = np.transpose([low, middle, high]).reshape(2, 6)
rows = ["polynomial in t", "AR(4), one step"]
pd.DataFrame(values, index=rows, columns=columns).round(3)

# %% claim="a_polynomial_is_best_inside_and_mostly_lost_beyond"
assert np.all(errors[:, 0] < errors[:, 2])
assert middle[1] > 3 * middle[0]
assert high[1] > 60 * middle[0]
assert 0.85 < middle[3] / middle[2] < 1.15

# %% [markdown] lang="en"
# Between the values it has seen the polynomial is excellent, better than AR(4) in every one of the series, for it averages over hundreds of neighbours on both sides. Beyond them half of the series have an error several times as large, and the worst over a hundred times (in a few the polynomial happens to stay near for these hundred steps). AR(4) does not notice the border: what it is given is not $t$ but a window, and the windows after $t = 600$ look like those before. What counts as "outside"
# depends on what the model looks at. A price that climbs to where it has never been is outside for both.
#
# ## No peeking
#
# A model may use what is known when it is used. That sounds easy. Let us estimate each price of the stock from two neighbours, once from the two days before and once from the day before and the day **after**.

# %% [markdown] lang="zh"
# 在见过的值之间，多项式非常好，在每一个序列上都比 AR(4) 好，因为它对两侧的几百个邻居取平均。出了范围，半数序列上的误差是里面的好几倍，最坏的超过一百倍（在少数序列上，这一百步里多项式碰巧还在附近）。AR(4) 没有察觉到边界：给它的不是 $t$，而是窗口，$t = 600$ 之后的窗口和之前的看起来一样。什么算“之外”，
# 取决于模型看的是什么。如果价格涨到从未到过的地方，那么对两者来说都是之外。
#
# ## 不许偷看
#
# 模型只能用它被使用时已知的东西。听起来容易。我们用两个邻居来估计股票的每个价格，一次用前两天，一次用前一天和**后**一天。

# %% play="leak"
X, y = lag_matrix(stock, 2)
days = {
    "the two days before": X[:-1],
    "the day before and after": np.stack([X[:-1, 1], stock[3:]], 1),
}
found = {"persistence": np.sqrt(np.mean((X[700:-1, 1] - y[700:-1]) ** 2))}
weights = {"persistence": [0, 1, 0]}
for name, neighbours in days.items():
    inputs = np.hstack([neighbours, np.ones((len(neighbours), 1))])
    weights[name] = np.linalg.lstsq(inputs[:700], y[:700])[0]
    found[name] = np.sqrt(np.mean((inputs[700:] @ weights[name] - y[700:-1]) ** 2))

# %% folded="errors_with_a_peek"
table = pd.DataFrame(weights, index=["first weight", "second weight", "b"]).T
table["error, dollars"] = pd.Series(found)
table.round(2)

# %% claim="only_a_peek_beats_persistence"
assert found["the two days before"] > 0.99 * found["persistence"]
assert found["the day before and after"] < 0.8 * found["persistence"]

# %% [markdown] lang="en"
# The second beats persistence by far, which no forecast of this price above has done. It is no forecast: to name today's price it waits for tomorrow's. Filling gaps and smoothing may look to both sides; a forecast may not, and a network that reads a series in both directions (chapter 6) is of the
# second kind. When an error looks too good, ask when each input is known.

# %% [markdown] lang="zh"
# 第二种远远胜过持续法，而对这个价格，上面的预测没有一个做到过。它不是预测：要说出今天的价格，它得等明天的价格。填补空缺和平滑可以看两边；预测不可以，而从两个方向读序列的网络（第 6 章）属于后一类。
# 误差好得不像真的时候，就问每个输入是什么时候知道的。

# %% [markdown] answer="too_good" points=3 lang="en"
# ### Question 1 (3 points, read by a person)
#
# A company sells a network that "predicts tomorrow's stock price from the last 30 days, with a correlation of 0.99 between forecast and price on unseen data, and forecasts a whole quarter ahead". Which measurements of this notebook make you doubt, and which three things would you ask to see?
#
# ### BEGIN SOLUTION
# A correlation of 0.99 is what persistence reaches too, since the price is like yesterday's: the autocorrelation at lag 1 is almost 1, while that of the daily changes is about 0, and no window of up to 30 days did noticeably better than persistence here.
# A forecast a quarter ahead is fed with its own outputs; it either sinks to a constant or goes on with a pattern, and its error grows with the horizon, up to that of the mean or beyond.
# One would ask for the error beside that of persistence (and the mean) on the same days; for the error per horizon, forecast recursively from known values only; and for how the data were split and which inputs are known when:
# the test part must lie after the training part, with no value from the future, neither in a window nor in a smoothing or scaling. Several periods or stocks would be needed before a small gain is believed.
# ### END SOLUTION

# %% [markdown] answer="too_good" points=3 lang="zh"
# ### 问题 1（3 分，由人批阅）
#
# 有家公司出售一个网络，“由过去 30 天预测明天的股价，在没有见过的数据上，预测与股价的相关系数为 0.99，还能预测整整一个季度”。本笔记本的哪些测量让你怀疑？你会要求看哪三样东西？
#
# ### BEGIN SOLUTION
# 持续法也能达到 0.99 的相关系数，因为价格像昨天的价格：滞后 1 的自相关几乎是 1，而每日变化的自相关约为 0；这里直到 30 天的窗口都没有明显胜过持续法。
# 提前一个季度的预测，输入的是它自己的输出；它要么趋于常数，要么把某个模式继续下去，误差随提前量增长，直到平均值的误差甚至更大。
# 要看的是：同样的日子里，它的误差与持续法（和平均值）的误差并排；每个提前量的误差，只从已知的值出发递归预测；以及数据怎样划分、每个输入什么时候知道：
# 测试部分必须在训练部分之后，窗口、平滑和缩放里都不能有来自未来的值。要相信小的改进，还需要几个时期或几只股票。
# ### END SOLUTION

# %% [markdown] lang="en"
# ## Where to go from here
#
# **Try** a model that forecasts the value 16 steps ahead directly, by a lag matrix whose target lies 16 steps later: does it beat the recursive forecast? · Fit the AR model to the stock's daily changes. · Give the `SimpleRNN` of the echo more training (`UNROLLED_BUDGET=full`), or more data: which of the two helps?
#
# **Read** G. U. Yule, *On a method of investigating periodicities in disturbed series*, Philosophical Transactions A 226, 1927, where autoregression begins, with the very equation of the noise-free sine · R. J. Hyndman and G. Athanasopoulos, *Forecasting: principles and practice*, free to
# read online, on baselines and honest tests.

# %% [markdown] lang="zh"
# ## 接下来
#
# **试一试** 用目标在 16 步之后的滞后矩阵，直接预测 16 步之后的值：它胜过递归预测吗？· 用 AR 模型拟合股票的每日变化。· 给回声的 `SimpleRNN` 更多的训练（`UNROLLED_BUDGET=full`），或者更多的数据：哪一样有帮助？
#
# **读一读** G. U. Yule, *On a method of investigating periodicities in disturbed series*, Philosophical Transactions A 226, 1927，自回归由此开始，用的正是无噪声正弦波的那个方程 · R. J. Hyndman and G. Athanasopoulos, *Forecasting: principles and practice*，
# 可在线免费阅读，讲基线和诚实的检验。
