# %% the mix written as a step towards the candidate
def gru_step(x_t, h_prev, gates):
    z = sigmoid(x_t @ gates["z"][0] + h_prev @ gates["z"][1] + gates["z"][2])
    r = sigmoid(x_t @ gates["r"][0] + h_prev @ gates["r"][1] + gates["r"][2])
    candidate = np.tanh(x_t @ gates["h"][0] + (r * h_prev) @ gates["h"][1] + gates["h"][2])
    return candidate + z * (h_prev - candidate), z, r


# %% both gates in one product, einsum, a list
def gru_step(x_t, h_prev, gates):
    x = np.einsum("bf,gfu->gbu", x_t, np.stack([gates["z"][0], gates["r"][0], gates["h"][0]]))
    z, r = sigmoid(
        x[:2]
        + np.einsum("bv,gvu->gbu", h_prev, np.stack([gates["z"][1], gates["r"][1]]))
        + np.stack([gates["z"][2], gates["r"][2]])[:, None]
    )
    candidate = np.tanh(x[2] + (h_prev * r) @ gates["h"][1] + gates["h"][2])
    return [(1 - z) * candidate + z * h_prev, z, r]


# %% keras.ops
def gru_step(x_t, h_prev, gates):
    def gate(name, state):
        W_x, W_h, b = gates[name]
        return ops.matmul(x_t, W_x) + ops.matmul(state, W_h) + b

    z, r = ops.sigmoid(gate("z", h_prev)), ops.sigmoid(gate("r", h_prev))
    return z * h_prev + (1 - z) * ops.tanh(gate("h", r * h_prev)), z, r


# %% one array of three
def gru_step(x_t, h_prev, gates):
    (W_z, U_z, b_z), (W_r, U_r, b_r), (W_h, U_h, b_h) = (gates[name] for name in "zrh")
    z_t = 1 / (1 + np.exp(-(x_t @ W_z + h_prev @ U_z + b_z)))
    r_t = 1 / (1 + np.exp(-(x_t @ W_r + h_prev @ U_r + b_r)))
    new = np.tanh(x_t @ W_h + (h_prev * r_t) @ U_h + b_h)
    return np.stack([new + z_t * (h_prev - new), z_t, r_t])
