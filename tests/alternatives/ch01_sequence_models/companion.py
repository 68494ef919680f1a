# %% entry by entry, eig
def companion(w):
    tau = len(w)
    A = np.zeros((tau, tau))
    for j in range(tau - 1):
        A[j + 1, j] = 1
    for i in range(tau):
        A[i, tau - 1] = w[i]
    values, _ = np.linalg.eig(A)
    return A, max(abs(value) for value in values)


# %% blocks, the roots of the polynomial
def companion(w):
    tau = len(w)
    shift = np.vstack([np.zeros((1, tau - 1)), np.eye(tau - 1)])
    A = np.hstack([shift, np.reshape(w, (tau, 1))])
    roots = np.roots(np.append(1.0, -np.asarray(w)[::-1]))
    return [A, np.abs(roots).max()]
