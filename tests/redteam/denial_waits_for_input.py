"""Asks for input, a password and a debugger, in cells and in the function that is probed."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% below gru_step
import getpass
import pdb
import sys


def gru_step(x_t, h_prev, gates):
    breakpoint()
    pdb.set_trace()
    return input("what now? ")


input("your name? ")

# %% below check_gru_step
getpass.getpass()

# %% notebook
insert("check_gru_step", "sys.stdin.readline()\nsys.stdin = open(0)\nsys.stdin.read()")
insert("check_gru_step", "1 / 0")
insert("check_gru_step", "%debug")
insert("check_gru_step", "!cat")
