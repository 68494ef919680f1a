"""Began with an older release: cells that no longer exist, with ids and grade ids of their own, and a cell that had no id yet."""

# %% notebook
cell = insert("gru_step", "older = 'a helper of last year'")
cell["id"], cell["metadata"] = (
    "gru_step_v1",
    {"nbgrader": {"grade_id": "gru_step_v1", "solution": True, "grade": False}},
)
cell = insert("gru_step", "check('gru_step_v1')")
cell["id"], cell["metadata"] = "check_old", {"nbgrader": {"grade_id": "check_gru_step_v1", "locked": True, "points": 9}}
