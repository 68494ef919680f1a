"""Calls things by Greek and Chinese names, and says so in emoji."""


# %% gru_step
def σ(x):
    return 1 / (1 + np.exp(-x))


def gru_step(x_t, h_prev, gates):
    """更新门与重置门 🙂"""

    def 门(名字, 状态, 激活):
        W_x, W_h, b = gates[名字]
        return 激活(x_t @ W_x + 状态 @ W_h + b)

    ζ, ρ = 门("z", h_prev, σ), 门("r", h_prev, σ)
    print("𝔥ₜ ← ζ ⊙ h + (1 − ζ) ⊙ h̃ 🙂")
    return ζ * h_prev + (1 - ζ) * 门("h", ρ * h_prev, np.tanh), ζ, ρ
