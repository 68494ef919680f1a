# %% the orthogonal one by singular vectors
def recurrent_matrix(rng, units, kind, gain=1.0):
    noise = rng.standard_normal((units, units))
    if kind == "identity":
        return np.diag(np.full(units, gain))
    if kind == "orthogonal":
        left, _, right = np.linalg.svd(noise)
        return gain * left @ right
    if kind == "xavier":
        return gain * np.sqrt(2 / (units + units)) * noise
    return gain * np.sqrt(2 / units) * noise


# %% QR with the signs of the diagonal, as Keras does
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "xavier":
        return rng.normal(0, gain / units**0.5, (units, units))
    if kind == "he":
        return rng.normal(0, gain * (2 / units) ** 0.5, (units, units))
    W = np.identity(units)
    if kind == "orthogonal":
        q, r = np.linalg.qr(rng.normal(size=(units, units)))
        W = q * np.sign(np.diag(r))
    W *= gain
    return W
