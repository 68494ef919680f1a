"""Doubles its cells with the same ids and empty, old or broken metadata of nbgrader, which stops the run of a stock grader."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% notebook
import copy

broken = [{}, {"schema_version": 1}, {"grade_id": "check_gru_step"}, {"grade_id": None}, [], None, "x", {"points": -1}]
for fields in broken:
    for cell in [cell for cell in notebook["cells"] if cell["id"].endswith("gru_step")][:2]:
        twin = copy.deepcopy(cell)
        twin["source"] = released[cell["id"]]
        twin["metadata"]["nbgrader"] = fields
        notebook["cells"].append(twin)
