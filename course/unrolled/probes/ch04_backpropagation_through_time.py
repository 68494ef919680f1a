"""Probes of chapter 4, backpropagation through time. All sizes differ, so that no transpose passes by luck."""

import keras
import numpy as np

from unrolled.probes import Case, probe

# -- bptt --------------------------------------------------------------------------------------


# -- long_term_dependencies --------------------------------------------------------------------
