"""Draws pictures in cells of its own, and once within the graded function."""

# %% below gru_step
plain_step = gru_step


def gru_step(x_t, h_prev, gates):
    plt.figure(figsize=(1, 1))
    plt.plot(h_prev[0])
    plt.show()
    return plain_step(x_t, h_prev, gates)


fig, axes = plt.subplots(2, 2)
axes[0, 0].plot(np.sin(np.arange(100)))
plt.show()
