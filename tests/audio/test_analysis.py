"""One pass finds what is wrong with a recording, and finds the same however it is shared out."""

import math
from collections.abc import Iterator
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.signals import RATE, heard, measured, programme, tone
from pipeline.audio.analysis import WEIGHTS, Analysis, analysed
from pipeline.audio.loudness import SILENT
from pipeline.audio.peaks import TAPS, Samples
from pipeline.audio.piece import Meter, Piece, joined, measure
from pipeline.audio.spectra import Spectra
from samples import shipped

STEREO = Meter(RATE, WEIGHTS[2])


def contents(value: Analysis | Piece | Spectra) -> Iterator[bytes]:
    """Every field's bytes."""
    for field in fields(value):
        one = getattr(value, field.name)
        if isinstance(one, Spectra):
            yield from contents(one)
            continue
        yield one.tobytes() if isinstance(one, np.ndarray) else repr(one).encode()


def speechlike(seconds: float, seed: int = 1) -> Samples:
    random = np.random.default_rng(seed)
    syllables = np.abs(np.sin(2 * np.pi * 4 * np.arange(round(seconds * RATE)) / RATE))
    return (random.standard_normal((len(syllables), 2)) * 0.05 * syllables[:, None]).astype(np.float32)


def unweighted(sound: Samples, meter: Meter = STEREO, threads: int = 1) -> Analysis:
    """Analyse without ffmpeg and without K-weighting."""
    return analysed(BytesIO(sound.astype("<f4").tobytes()).read, replace(meter, flat=True), threads=threads)


@pytest.mark.parametrize("recording", shipped()[:2], ids=lambda path: path.parent.name)
def test_the_bytes_are_the_same_on_any_number_of_threads(tmp_path: Path, recording: Path) -> None:
    whole = programme(recording)
    one, eight = (measured(whole, tmp_path, threads) for threads in (1, 8))
    assert list(contents(one)) == list(contents(eight))


@settings(max_examples=40)
@given(st.data())
def test_joining_is_associative_to_the_bit(data: st.DataObject) -> None:
    values = [0.0, 0.25, -0.25, 0.7, 1.0, -1.0]
    lengths = data.draw(st.lists(st.integers(1, 6), min_size=3, max_size=3))
    drawn = data.draw(st.lists(st.sampled_from(values), min_size=sum(lengths) * 4, max_size=sum(lengths) * 4))
    sound = np.repeat(np.array(drawn, np.float32), RATE // 400).reshape(-1, 1)
    block, before, pieces, at = np.repeat(sound, 2, axis=1), np.zeros((2, TAPS), np.float32), [], 0
    for length in lengths:
        end = at + length * RATE // 100
        pieces.append(measure(block[at:end], before, at, STEREO))
        before, at = block[end - TAPS : end].T, end
    a, b, c = pieces
    left, right = joined([joined([a, b], STEREO), c], STEREO), joined([a, joined([b, c], STEREO)], STEREO)
    assert list(contents(left)) == list(contents(right)) == list(contents(joined(pieces, STEREO)))


def test_channels_are_known() -> None:
    sound = speechlike(3)
    left, right = sound[:, :1], sound[:, 1:]
    twice = unweighted(np.repeat(left, 2, axis=1))
    assert twice.identical
    assert not twice.inverted
    assert twice.dead is None
    assert twice.difference == 0.0
    upside_down = unweighted(np.concatenate([left, -left], axis=1))
    assert upside_down.inverted
    assert not upside_down.identical
    quieter = unweighted(np.concatenate([left, right / 2], axis=1))
    assert quieter.difference == pytest.approx(6.0, abs=0.2)
    assert not quieter.identical
    assert not quieter.inverted
    half = unweighted(np.concatenate([0 * left, right], axis=1))
    assert half.dead == 0
    assert half.difference == -math.inf
    assert unweighted(np.concatenate([left, right * 0.001], axis=1)).dead == 1


def test_dropouts_are_found_to_the_sample_across_blocks() -> None:
    sound = speechlike(12) + np.float32(1e-4)
    gaps = [(4800, 5760), (239_500, 241_000), (300_000, 300_959)]  # 20 ms; over a block's edge; a sample short of 20 ms
    for begin, end in gaps:
        sound[begin:end] = 0
    sound[:1500], sound[-1500:] = 0, 0
    assert unweighted(sound).dropouts == tuple((begin / RATE, end / RATE) for begin, end in gaps[:2])


def test_clipping_is_found_at_full_scale_and_at_a_ceiling_of_its_own() -> None:
    loud = np.clip(speechlike(6) * 30, -1, 1)
    found = unweighted(loud)
    runs = sum(
        int(np.count_nonzero(np.diff(np.r_[0, top[:-2] & top[1:-1] & top[2:]].astype(int)) == 1))
        for channel in loud.T
        for top in (channel == 1, channel == -1)
    )
    assert found.clipped == runs > 100
    assert len(found.clips) == 5
    assert list(found.clips) == sorted(found.clips)
    turned_down = unweighted(loud * np.float32(0.3))
    assert turned_down.clipped == runs, "the ceiling went down with it"
    assert unweighted(speechlike(6)).clipped == 0


def test_a_run_of_three_counts_over_a_block_edge_and_one_of_two_does_not() -> None:
    sound = speechlike(6)
    sound[239_998:240_001, 0] = 1
    sound[100:102, 1] = 1
    assert unweighted(sound).clips == (239_998 / RATE,)
    assert unweighted(sound).clipped == 1


def test_levels_of_other_kinds(tmp_path: Path) -> None:
    quiet, rate = np.full((RATE, 2), 1e-3, np.float32) * np.random.default_rng(1).choice([-1, 1], (RATE, 2)), RATE
    sound = np.concatenate([quiet, tone((-20, 4)), quiet, np.zeros((rate // 2, 2), np.float32)]).astype(np.float32)
    found = heard(sound, tmp_path)
    assert found.seconds == 6.5
    assert found.sample_peak == pytest.approx(-20, abs=0.01)
    assert found.leading_silence == pytest.approx(1.0, abs=0.011)
    assert found.trailing_silence == pytest.approx(1.5, abs=0.05)
    assert found.noise_floor == pytest.approx(-54.0, abs=3.0), (
        "white noise at -57 dBFS in both, which K-weights to more"
    )
    assert found.dropouts == ()


def test_a_constant_offset_is_told_of_each_channel() -> None:
    offset = np.array([0.01, -0.02], np.float32)
    assert unweighted(speechlike(6) + offset).offset == pytest.approx((0.01, -0.02), abs=2e-4)


def test_silence_and_next_to_nothing(tmp_path: Path) -> None:
    still = heard(np.zeros((RATE, 2), np.float32), tmp_path)
    assert still.integrated == still.momentary_max == still.true_peak == still.noise_floor == SILENT
    assert still.leading_silence == still.trailing_silence == 1.0
    assert (still.activity == 0).all()
    brief = heard(tone((-20, 0.05)), tmp_path)
    assert brief.integrated == brief.short_term_max == SILENT
    assert brief.range == 0.0
    assert brief.sample_peak == pytest.approx(-20, abs=0.01)
    empty = unweighted(np.zeros((0, 2), np.float32))
    assert empty.seconds == empty.leading_silence == 0.0
    assert empty.integrated == empty.noise_floor == SILENT
    assert not len(empty.activity)


def test_samples_that_are_no_numbers_are_counted(tmp_path: Path) -> None:
    sound = speechlike(1)
    sound[5, 0], sound[500, 1], sound[501, 1], sound[9, 0] = np.nan, np.inf, -np.inf, 1e30
    found = heard(sound, tmp_path)
    assert found.bad == 4
    assert math.isfinite(found.true_peak)


def test_ten_hours_stay_small() -> None:
    """Eight bytes for each 10 ms, and little else."""
    found = unweighted(speechlike(60))
    assert found.powers.nbytes + found.peaks.nbytes == 60 * 100 * 8
