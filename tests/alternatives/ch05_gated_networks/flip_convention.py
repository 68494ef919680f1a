# %% dictionary and list
def flip_convention(gates):
    return {**gates, "z": [-part for part in gates["z"]]}


# %% a deep copy, then in place
def flip_convention(gates):
    import copy

    flipped = copy.deepcopy(gates)
    for part in flipped["z"]:
        part *= -1
    return flipped
