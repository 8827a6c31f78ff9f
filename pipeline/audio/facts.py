"""Facts about the channels of a recording, gathered block by block in flat memory."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.peaks import TAPS, Samples, sample_peaks, true_peaks

_ALIKE = 10**-4.5
"""Channels whose difference is 45 dB below their sum are one: what lossy coding leaves of identical ones."""

_DEAD = 10**-4.5
_INVERTED = 0.1


@dataclass(slots=True)
class Facts:
    """Energies (sums of squares) of left, right, their half sum and half difference, and peaks per cell.

    ``cells`` are sample peaks; ``true_peak`` is a factor, of the whole. Both are of all channels together.
    """

    cell: int
    samples: int = 0
    bad: int = 0
    energy: NDArray[np.float64] = field(default_factory=lambda: np.zeros(4))
    true_peak: float = 0.0
    _cells: list[NDArray[np.float32]] = field(default_factory=list)
    _before: Samples | None = None

    def take(self, block: Samples) -> None:
        """Add a block, whole cells long unless it is the last. Samples that are no numbers count as bad."""
        finite = np.isfinite(block)
        if not finite.all():
            self.bad += int(block.size - np.count_nonzero(finite))
            block = np.where(finite, block, np.float32(0))
        before = self._before if self._before is not None else np.zeros((TAPS, block.shape[1]), np.float32)
        self._cells.append(sample_peaks(block, self.cell))
        self.true_peak = max(self.true_peak, float(true_peaks(block, before, self.cell, self.true_peak).max()))
        self.energy += _energies(block)
        self.samples += len(block)
        self._before = np.concatenate([before, block])[-TAPS:]

    @property
    def cells(self) -> NDArray[np.float32]:
        """Give the sample peak of each cell, in order."""
        return np.concatenate(self._cells) if self._cells else np.zeros(0, np.float32)

    @property
    def identical(self) -> bool:
        """Say whether left and right carry the same sound."""
        return bool(self.energy[3] <= self.energy[2] * _ALIKE)

    @property
    def dead(self) -> int | None:
        """Give the channel that is silent while the other is not: 0 left, 1 right."""
        left, right = self.energy[0], self.energy[1]
        if left <= right * _DEAD:
            return 0
        return 1 if right <= left * _DEAD else None

    @property
    def inverted(self) -> bool:
        """Say whether one channel is the other upside down, so that they cancel on a single loudspeaker."""
        return bool(self.dead is None and self.energy[2] < self.energy[3] * _INVERTED)


def _energies(block: Samples) -> NDArray[np.float64]:
    left, right = block[:, 0], block[:, -1]
    four = (left, right, (left + right) / 2, (left - right) / 2)
    return np.array([float(np.dot(channel, channel)) for channel in four])
