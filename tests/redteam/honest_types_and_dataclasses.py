"""Writes typed code with a dataclass, a protocol, a named tuple and a cached property."""

# %% gru_step
from __future__ import annotations

import dataclasses
import functools
import typing

Array: typing.TypeAlias = np.ndarray


class State(typing.NamedTuple):
    h_t: Array
    z_t: Array
    r_t: Array


@dataclasses.dataclass(frozen=True)
class Gate:
    W_x: Array
    W_h: Array
    b: Array

    @functools.cached_property
    def units(self) -> int:
        return len(self.b)

    def __call__(self, x: Array, h: Array, squash: typing.Callable[[Array], Array] = sigmoid) -> Array:
        return squash(x @ self.W_x + h @ self.W_h + self.b)


def gru_step(x_t: Array, h_prev: Array, gates: dict[str, tuple[Array, Array, Array]]) -> State:
    z, r, h = (Gate(*gates[name]) for name in "zrh")
    z_t, r_t = z(x_t, h_prev), r(x_t, h_prev)
    return State(z_t * h_prev + (1 - z_t) * h(x_t, r_t * h_prev, np.tanh), z_t, r_t)
