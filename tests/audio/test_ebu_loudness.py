"""EBU Tech 3341 (2023), table 1, and Tech 3342, table 1: every signal of loudness and its range that can be made.

Cases 7 and 8 of 3341 are 5 and 6 of 3342: two programmes of EBU's own, to be had from EBU alone. Each signal here
is a float WAV that goes through ffmpeg and the analysis as a recording does. Cases 11 and 14 are written for meters
that are looked at while they run: the greatest value while each segment lasts is what such a meter shows.
"""

from pathlib import Path

import numpy as np
import pytest

from audio.signals import heard, surround, tone
from pipeline.audio.windows import MOMENTARY, SHORT_TERM

SILENCE = -np.inf
TOLERANCE = 0.1
"""LU, for I, S and M alike."""


@pytest.mark.parametrize(("level", "expected"), [(-23, -23.0), (-33, -33.0)], ids=["1", "2"])
def test_3341_steady(tmp_path: Path, level: float, expected: float) -> None:
    found = heard(tone((level, 20)), tmp_path)
    assert found.integrated == pytest.approx(expected, abs=TOLERANCE)
    for steady in (found.momentary, found.short_term):
        assert steady == pytest.approx(expected, abs=TOLERANCE)


@pytest.mark.parametrize(
    "stretches",
    [
        ((-36, 10), (-23, 60), (-36, 10)),
        ((-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)),
        ((-26, 20), (-20, 20.1), (-26, 20)),
    ],
    ids=["3", "4", "5"],
)
def test_3341_gating(tmp_path: Path, stretches: tuple[tuple[float, float], ...]) -> None:
    assert heard(tone(*stretches), tmp_path).integrated == pytest.approx(-23.0, abs=TOLERANCE)


def test_3341_6_surround(tmp_path: Path) -> None:
    sound = np.concatenate([tone((level, 20), channels=1) for level in (-28, -28, -24, SILENCE, -30, -30)], axis=1)
    assert surround(sound, tmp_path).integrated == pytest.approx(-23.0, abs=TOLERANCE)


def test_3341_9_short_term_is_steady(tmp_path: Path) -> None:
    found = heard(tone(*[(-20, 1.34), (-30, 1.66)] * 5), tmp_path)
    assert found.short_term == pytest.approx(-23.0, abs=TOLERANCE)


def test_3341_12_momentary_is_steady(tmp_path: Path) -> None:
    found = heard(tone(*[(-20, 0.18), (-30, 0.22)] * 25), tmp_path)
    assert found.momentary[100 - MOMENTARY :] == pytest.approx(-23.0, abs=TOLERANCE)


@pytest.mark.parametrize("number", range(20))
def test_3341_10_short_term_max(tmp_path: Path, number: int) -> None:
    found = heard(tone((SILENCE, number * 0.15), (-23, 3), (SILENCE, 1)), tmp_path)
    assert found.short_term_max == pytest.approx(-23.0, abs=TOLERANCE)


@pytest.mark.parametrize("number", range(20))
def test_3341_13_momentary_max(tmp_path: Path, number: int) -> None:
    found = heard(tone((SILENCE, number * 0.02), (-23, 0.4), (SILENCE, 1)), tmp_path)
    assert found.momentary_max == pytest.approx(-23.0, abs=TOLERANCE)


def in_each(values: np.ndarray, window: int) -> list[float]:
    """The greatest of the values whose window ends in each of 20 segments, which are twice the window long."""
    shown = np.concatenate([np.full(window - 1, -200.0), values])
    return [float(part.max()) for part in shown.reshape(20, 2 * window)]


def test_3341_11_short_term_live(tmp_path: Path) -> None:
    segments = [each for i in range(20) for each in ((SILENCE, i * 0.15), (i - 38.0, 3.0), (SILENCE, 3.0 - i * 0.15))]
    shown = in_each(heard(tone(*segments), tmp_path).short_term, SHORT_TERM)
    assert shown == pytest.approx([i - 38.0 for i in range(20)], abs=TOLERANCE)


def test_3341_14_momentary_live(tmp_path: Path) -> None:
    segments = [each for i in range(20) for each in ((SILENCE, i * 0.02), (i - 38.0, 0.4), (SILENCE, 0.4 - i * 0.02))]
    shown = in_each(heard(tone(*segments), tmp_path).momentary, MOMENTARY)
    assert shown == pytest.approx([i - 38.0 for i in range(20)], abs=TOLERANCE)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((-20, -30), 10), ((-20, -15), 5), ((-40, -20), 20), ((-50, -35, -20, -35, -50), 15)],
    ids=["1", "2", "3", "4"],
)
def test_3342_range(tmp_path: Path, levels: tuple[float, ...], expected: float) -> None:
    found = heard(tone(*((level, 20) for level in levels)), tmp_path)
    assert found.range == pytest.approx(expected, abs=1.0)


@pytest.mark.parametrize("rate", [44_100, 22_050, 11_025, 8_000])
def test_other_rates_have_the_same_curve_and_no_drift(tmp_path: Path, rate: int) -> None:
    found = heard(tone((SILENCE, 10.105), (-23, 0.4), (SILENCE, 5), rate=rate), tmp_path, rate)
    assert found.momentary_max == pytest.approx(-23.0, abs=0.2), "no window fits it exactly"
    at = int(np.argmax(found.momentary))
    assert at in (1010, 1011)
    assert heard(tone((-72, 5), rate=rate), tmp_path, rate).momentary_max == pytest.approx(-72.0, abs=TOLERANCE)


def test_one_channel_is_dual_mono(tmp_path: Path) -> None:
    assert heard(tone((-23, 5), channels=1), tmp_path).integrated == pytest.approx(-23.0, abs=0.02)
