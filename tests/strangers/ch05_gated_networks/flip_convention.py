# %% the bias keeps its sign
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (-W_x, -W_h, b), "r": gates["r"], "h": gates["h"]}


# %% the input's weights keep their sign
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (W_x, -W_h, -b), "r": gates["r"], "h": gates["h"]}


# %% the state's weights keep their sign
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (-W_x, W_h, -b), "r": gates["r"], "h": gates["h"]}


# %% only the bias is negated
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (W_x, W_h, -b), "r": gates["r"], "h": gates["h"]}


# %% all gates negated
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {name: tuple(-w for w in triple) for name, triple in gates.items()}


# %% both gates negated
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (-W_x, -W_h, -b), "r": tuple(-w for w in gates["r"]), "h": gates["h"]}


# %% the reset gate negated instead
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": gates["z"], "r": tuple(-w for w in gates["r"]), "h": gates["h"]}


# %% the candidate negated
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": gates["z"], "r": gates["r"], "h": tuple(-w for w in gates["h"])}


# %% one minus the weights
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (1 - W_x, 1 - W_h, 1 - b), "r": gates["r"], "h": gates["h"]}


# %% one minus the bias
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (-W_x, -W_h, 1 - b), "r": gates["r"], "h": gates["h"]}


# %% update and reset gate exchanged
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": gates["r"], "r": gates["z"], "h": gates["h"]}


# %% update gate and candidate exchanged
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": gates["h"], "r": gates["r"], "h": gates["z"]}


# %% negates in the arrays that were handed in
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    for w in gates["z"]:
        w *= -1
    return dict(gates)


# %% puts the new triple into the dictionary that was handed in
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    gates["z"] = (-W_x, -W_h, -b)
    return gates


# %% a copy of the dictionary, but the arrays are negated in place
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    new = dict(gates)
    np.negative(W_x, out=W_x), np.negative(W_h, out=W_h), np.negative(b, out=b)
    return new


# %% the update gate alone is returned
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (-W_x, -W_h, -b)}


# %% a triple, not a dictionary
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return (-W_x, -W_h, -b), gates["r"], gates["h"]


# %% reciprocal instead of negative
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (1 / W_x, 1 / W_h, 1 / b), "r": gates["r"], "h": gates["h"]}


# %% transposed matrices
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (-W_x, -W_h.T, -b), "r": gates["r"], "h": gates["h"]}


# %% nothing is changed
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {name: tuple(w.copy() for w in triple) for name, triple in gates.items()}


# %% absolute value negated, wrong for negative weights
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (-abs(W_x), -abs(W_h), -abs(b)), "r": gates["r"], "h": gates["h"]}


# %% order W_h, W_x, b
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (-W_h, -W_x, -b), "r": gates["r"], "h": gates["h"]}


# %% negated twice
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    W_x, W_h, b = -W_x, -W_h, -b
    return {"z": (-W_x, -W_h, -b), "r": gates["r"], "h": gates["h"]}


# %% the gates shut: sigmoid applied to the weights
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (1 - sigmoid(W_x), 1 - sigmoid(W_h), 1 - sigmoid(b)), "r": gates["r"], "h": gates["h"]}


# %% the bias triple of the reset gate slips in
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (-W_x, -W_h, -gates["r"][2]), "r": gates["r"], "h": gates["h"]}


# %% returned under the names of PyTorch
def flip_convention(gates):
    W_x, W_h, b = gates["z"]
    return {"z": (-W_x, -W_h, -b), "r": gates["r"], "n": gates["h"]}
