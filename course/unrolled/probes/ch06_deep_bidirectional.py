"""Probes of chapter 6, deep and bidirectional networks. All sizes differ, so that no transpose passes by luck."""

import keras
import numpy as np

from unrolled.probes import Case, probe

# -- deep --------------------------------------------------------------------------------------


# -- bidirectional -----------------------------------------------------------------------------
