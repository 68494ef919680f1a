"""Awaits at the top level of a cell and starts a task that goes on in the background."""

# %% notebook
insert(
    "gru_step",
    "import asyncio\nawait asyncio.sleep(0.01)\nasync def tick():\n"
    "    while True:\n        await asyncio.sleep(0.01)\n\ntask = asyncio.create_task(tick())",
)
