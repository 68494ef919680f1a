"""Probes of chapter 7, encoder and decoder. All sizes differ, so that no transpose passes by luck."""

import keras
import numpy as np

from unrolled.probes import Case, probe

# -- parallel_text -----------------------------------------------------------------------------


# -- encoder_decoder ---------------------------------------------------------------------------

