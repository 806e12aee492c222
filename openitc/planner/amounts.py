"""Sums of money and of km in arrays: quick where they are of any likely size, and exact however large they are."""

from collections.abc import Iterable
from typing import cast

import numpy as np

from openitc.planner.windows import Ints

# Up to here (a hundred billion baht) 2^16 of them add up to less than NEVER.
LIKELY = 1 << 44


def amounts(values: Iterable[int]) -> Ints:
    """The values as an array; of Python's own integers, which numpy knows to add and compare, if any is large."""
    listed = list(values)
    likely = all(-LIKELY < value < LIKELY for value in listed)
    return cast("Ints", np.array(listed, dtype=np.int64 if likely else object))


def amount(value: int) -> Ints:
    """The same of one value, to be added to arrays."""
    return amounts((value,))


def are_likely(column: Ints) -> bool:
    """Whether numpy's own arithmetic serves."""
    return bool(column.dtype != object)


def ranked(column: Ints) -> Ints:
    """The column, or what compares like it where its values are too large."""
    return column if are_likely(column) else np.unique(column, return_inverse=True)[1]
