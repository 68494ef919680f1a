# %% variance taken for the standard deviation
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * variance * normal


# %% gain multiplies the variance
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return np.sqrt(gain * variance) * normal


# %% no gain for the identity
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% no gain for orthogonal
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% uniform distributions
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.uniform(-(3**0.5), 3**0.5, size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% global generator
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = np.random.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% orthogonal on average only
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        return gain * normal / np.sqrt(units)
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% the triangular factor
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * R
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% he equals xavier
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 1 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% xavier: 1 / (n + n)
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 1 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% Keras draws the orthogonal one
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        return gain * np.array(keras.initializers.Orthogonal()((units, units)))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% own generator with a fixed seed
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    rng = np.random.default_rng(0)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% scaled to a spectral radius of one
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * normal / np.abs(np.linalg.eigvals(normal)).max()


# %% mean one
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * (1 + np.sqrt(variance) * normal)


# %% columns scaled to length one, not orthogonal
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        return gain * normal / np.linalg.norm(normal, axis=0)
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% identity of ones everywhere
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.ones((units, units))
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% gain without effect
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return np.sqrt(variance) * normal


# %% gain squared
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain**2 * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain**2 * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain**2 * np.sqrt(variance) * normal


# %% identity with some noise
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * (np.eye(units) + 0.01 * rng.normal(size=(units, units)))
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal


# %% one row of weights
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"xavier": 2 / (units + units), "he": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal[0]


# %% xavier and he exchanged
def recurrent_matrix(rng, units, kind, gain=1.0):
    if kind == "identity":
        return gain * np.eye(units)
    normal = rng.normal(size=(units, units))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(normal)
        return gain * Q * np.sign(np.diag(R))
    variance = {"he": 2 / (units + units), "xavier": 2 / units}[kind]
    return gain * np.sqrt(variance) * normal
