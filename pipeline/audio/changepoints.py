"""Where a series changes its level: exact least squares by PELT."""

import numpy as np
from numpy.typing import NDArray

LONGEST = 6000
"""Values in one segment at most: bounds the work on a long series that never changes."""


def segments(series: NDArray[np.float64], penalty: float, shortest: int) -> tuple[tuple[int, int], ...]:
    """Cut ``series``, shape (n,), into stretches of one mean each, as (start, end) indices; none for an empty one.

    Minimises the sum of squared distances from each stretch's mean plus ``penalty`` for each stretch, over all ways to
    cut it into stretches of at least ``shortest`` and at most ``LONGEST`` values; a shorter series is one stretch.
    Source: Killick, Fearnhead and Eckley, "Optimal detection of changepoints with a linear computational cost",
    JASA 107 (2012), section 3.
    """
    count = len(series)
    if count < 2 * shortest:
        return ((0, count),) if count else ()
    sums, squares = (np.concatenate([[0.0], np.cumsum(series**power)]) for power in (1, 2))
    costs, came_from = np.full(count + 1, np.inf), np.zeros(count + 1, int)
    costs[0] = -penalty
    starts = np.array([0])
    for end in range(shortest, count + 1):
        if end >= 2 * shortest:
            starts = np.append(starts, end - shortest)
        length, inside = end - starts, sums[end] - sums[starts]
        before = costs[starts] + squares[end] - squares[starts] - inside**2 / length
        best = int(before.argmin())
        costs[end], came_from[end] = before[best] + penalty, starts[best]
        starts = starts[(before <= costs[end]) & (length < LONGEST)]
    return _walked_back(came_from, count)


def _walked_back(came_from: NDArray[np.int_], end: int) -> tuple[tuple[int, int], ...]:
    pairs = []
    while end > 0:
        start = int(came_from[end])
        pairs.append((start, end))
        end = start
    return tuple(reversed(pairs))
