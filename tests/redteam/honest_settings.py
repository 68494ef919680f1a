"""Changes what can be set: float type, print options, error state, recursion, locale, time zone, warnings."""

DESERVES = {"*": 1.0}

# %% right *

# %% top
import contextlib
import decimal
import gc
import locale
import os
import sys
import time

import keras
import numpy as np

np.set_printoptions(precision=1, threshold=3)
np.seterr(all="ignore")
sys.setrecursionlimit(3000)
decimal.getcontext().prec = 3
gc.disable()
os.environ["TZ"] = "Asia/Shanghai"
time.tzset()
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")

# %% below gru_step
keras.config.set_floatx("float64")
