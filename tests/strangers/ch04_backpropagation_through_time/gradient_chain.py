# %% as many factors as states
def gradient_chain(eigenvalue, slope, T):
    return np.array([(slope * eigenvalue) ** k for k in range(1, T + 1)], dtype=float)


# %% h_T itself in front
def gradient_chain(eigenvalue, slope, T):
    return np.array([(slope * eigenvalue) ** k for k in range(T)], dtype=float)


# %% from h_1 on
def gradient_chain(eigenvalue, slope, T):
    return np.array([(slope * eigenvalue) ** k for k in range(1, T)], dtype=float)[::-1]


# %% slope forgotten
def gradient_chain(eigenvalue, slope, T):
    return np.array([eigenvalue ** k for k in range(1, T)], dtype=float)


# %% slope at the first step only, as in the notes
def gradient_chain(eigenvalue, slope, T):
    return np.array([slope * eigenvalue**k for k in range(1, T)], dtype=float)


# %% eigenvalue once only
def gradient_chain(eigenvalue, slope, T):
    return np.array([eigenvalue * slope**k for k in range(1, T)], dtype=float)


# %% sums
def gradient_chain(eigenvalue, slope, T):
    return np.cumsum(np.full(T - 1, float(slope) * float(eigenvalue)))


# %% factor at h_1 only
def gradient_chain(eigenvalue, slope, T):
    return (slope * eigenvalue) ** (T - 1)


# %% slope and eigenvalue added
def gradient_chain(eigenvalue, slope, T):
    return np.array([(slope + eigenvalue) ** k for k in range(1, T)], dtype=float)


# %% ten states, whatever is said
def gradient_chain(eigenvalue, slope, T):
    return np.array([(slope * eigenvalue) ** k for k in range(1, 10)], dtype=float)


# %% without the sign of the eigenvalue
def gradient_chain(eigenvalue, slope, T):
    return np.array([abs(slope * eigenvalue) ** k for k in range(1, T)], dtype=float)


# %% slope of the tanh made of the given slope: 1 - s squared
def gradient_chain(eigenvalue, slope, T):
    return np.array([((1 - slope**2) * eigenvalue) ** k for k in range(1, T)], dtype=float)


# %% the last one is missing
def gradient_chain(eigenvalue, slope, T):
    return np.array([(slope * eigenvalue) ** k for k in range(1, T - 1)], dtype=float)


# %% rounded to three places
def gradient_chain(eigenvalue, slope, T):
    return np.array([(slope * eigenvalue) ** k for k in range(1, T)], dtype=float).round(3)


# %% whole numbers
def gradient_chain(eigenvalue, slope, T):
    return np.array([(slope * eigenvalue) ** k for k in range(1, T)], dtype=int)


# %% logarithms
def gradient_chain(eigenvalue, slope, T):
    return np.log(abs(slope * eigenvalue)) * np.arange(1, T)


# %% every second factor: the power grows by two
def gradient_chain(eigenvalue, slope, T):
    return np.array([(slope * eigenvalue) ** (2 * k - 1) for k in range(1, T)], dtype=float)


# %% the same factor everywhere
def gradient_chain(eigenvalue, slope, T):
    return np.array([(slope * eigenvalue) ** 1 for k in range(1, T)], dtype=float)


# %% column
def gradient_chain(eigenvalue, slope, T):
    return np.array([(slope * eigenvalue) ** k for k in range(1, T)], dtype=float)[:, None]
