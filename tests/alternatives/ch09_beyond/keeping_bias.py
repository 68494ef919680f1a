# %% expm1
def keeping_bias(steps, share=0.5):
    return float(np.log(np.expm1(-np.log(share) / steps)))


# %% the logit of the gate
def keeping_bias(steps, share=0.5):
    z = -np.expm1(np.log(share) / steps)
    return np.log(z) - np.log1p(-z)
