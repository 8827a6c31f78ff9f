"""Spectra lie in a file like all that grows with a recording, and are the same when they are read again."""

import mmap
from pathlib import Path

import numpy as np
import pytest

from pipeline.audio import spectra
from pipeline.audio.analysis import BLOCK, WEIGHTS, analysed
from pipeline.audio.piece import Meter
from pipeline.audio.spectra import Spectra, laid_out, of_block, read

SECONDS = 4 * BLOCK + 2


def noise(rate: int) -> np.ndarray:
    return np.random.default_rng(3).normal(0, 0.1, (SECONDS * rate, 2)).astype(np.float32)


def columns(found: Spectra) -> list[np.ndarray]:
    return [found.low, found.deep, found.quiet, found.loud, found.sharp]


def analysed_spectra(rate: int, folder: Path) -> Spectra:
    data = noise(rate).tobytes()
    parts = iter([data[at : at + BLOCK * rate * 8] for at in range(0, len(data), BLOCK * rate * 8)])
    return analysed(lambda _: next(parts, b""), Meter(rate, WEIGHTS[2], faults=True), threads=2, folder=folder).spectra


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_what_is_laid_out_is_read_again(rate: int) -> None:
    powers = np.random.default_rng(4).random(BLOCK * 100).astype(np.float32)
    rows = [of_block(noise(rate)[at : at + BLOCK * rate].T, powers, rate) for at in (0, rate)]
    both = read(np.concatenate([laid_out(one).reshape(-1) for one in rows]), rate)
    for again, *parts in zip(columns(both), *map(columns, rows), strict=True):
        np.testing.assert_array_equal(again, np.concatenate(parts))
    assert [one.shape for one in columns(read(np.zeros(0, np.float32), rate))] == [
        one.shape for one in columns(spectra.none(rate))
    ]


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_those_of_a_recording_lie_in_a_file(rate: int, tmp_path: Path) -> None:
    found = analysed_spectra(rate, tmp_path)
    assert [len(one) for one in columns(found)] == [SECONDS // BLOCK + 1] * 5
    for one in columns(found):
        whole: object = one
        while isinstance(whole, np.ndarray):
            whole = whole.base
        assert isinstance(whole, memoryview)
        assert isinstance(whole.obj, mmap.mmap)
