"""Who speaks, of several who are heard by several microphones: on levels alone, where the truth is known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.audio.crosstalk import DEPTH, SLOPE, Flags, Microphone, gate, opened, speaking
from pipeline.audio.levelling import FRAMES

NOISE = -70.0
BLEED = -20.0


def talk(*spans: tuple[int, int], frames: int = 1200) -> Flags:
    """Somebody who speaks from and up to some frames."""
    flags = np.zeros(frames, bool)
    for first, last in spans:
        flags[first:last] = True
    return flags


def microphones(
    speech: Flags, gains: list[float], bleed: float = BLEED, voices: NDArray[np.float64] | None = None
) -> list[Microphone]:
    """What microphones hear of voices whose level goes up and down by some dB, as syllables do."""
    generator = np.random.default_rng(1)
    mouths = -25 + generator.normal(0, 3, speech.shape) if voices is None else voices
    powers = np.where(speech, 10 ** (mouths / 10), 0)
    found = []
    for own, gain in enumerate(gains):
        lost = 10 ** ((bleed + generator.normal(0, 1.5, speech.shape)) / 10)
        lost[own] = 1
        heard = gain + 10 * np.log10((powers * lost).sum(axis=0) + 10 ** (NOISE / 10))
        found.append(Microphone(heard.astype(np.float32), NOISE + gain + 8, NOISE + gain))
    return found


THREE = np.stack([
    talk((10, 200), (400, 600), (1000, 1100)),
    talk((220, 380), (560, 700), (1110, 1190)),
    talk((710, 990)),
])  # fmt: skip
"""From 560 to 600 two speak at once."""


@pytest.mark.parametrize("gains", [[0, 0, 0], [0, -14, 6], [-20, 0, -30]])
@pytest.mark.parametrize("bleed", [-30, -20, -10])
def test_each_speaker_is_found_whatever_the_gains(gains: list[float], bleed: float) -> None:
    found = speaking(microphones(THREE, gains, bleed))
    assert (found & THREE).sum() > 0.99 * THREE.sum()
    assert (found & ~THREE).sum() < 0.01 * (~THREE).sum()
    assert opened(found)[:2, 560:600].all()


def test_a_word_in_an_hour_is_found() -> None:
    speech = np.stack([talk((0, 17_000), (17_100, 36_000), frames=36_000), talk((9000, 9012), frames=36_000)])
    found = speaking(microphones(speech, [0, -14]))
    assert found[1, 9000:9012].mean() > 0.9
    assert found[1].sum() < 40
    assert (found[0] & speech[0]).sum() > 0.99 * speech[0].sum()


def test_a_microphone_that_nobody_uses_never_opens() -> None:
    speech = np.vstack([THREE[:2], talk((0, 0)), talk((0, 0))])
    found = speaking(microphones(speech, [0, -14, 10, -6]))
    assert found[2:].mean() < 0.01
    assert (found[:2] & speech[:2]).sum() > 0.99 * speech[:2].sum()
    assert (~opened(found)[2:]).mean() > 0.95


def test_of_two_that_hear_the_same_the_clearer_one_is_used() -> None:
    (clear,) = microphones(THREE[:1], [0])
    other = Microphone(clear.loudness - 10, clear.gate - 4, clear.floor - 4)
    found = speaking([other, clear])
    assert (found[1] & THREE[0]).sum() == THREE[0].sum()
    assert not found[0].any()


def test_a_clap_that_is_shorter_than_a_word_opens_nothing() -> None:
    one, other = microphones(THREE[:2], [0, 0])
    other.loudness[100:102] = -10
    assert not speaking([one, other])[1, 60:150].any()


def test_a_microphone_is_open_before_and_after_its_speaker_and_until_the_next() -> None:
    is_open = opened(THREE)
    assert is_open.any(axis=0).all()
    assert is_open[0, :206].all()
    assert is_open[1, 217:386].all()
    assert not is_open[2, :700].any()
    assert is_open[1, 1107:].all()


def test_where_nobody_is_ever_found_all_are_open() -> None:
    assert opened(np.zeros((3, 50), bool)).all()


def test_the_gate_moves_outside_of_speech_and_no_faster_than_its_slope() -> None:
    is_open = talk((40, 60), (64, 70))
    gains = gate(is_open)
    assert not gains[is_open].any()
    assert gains.min() == DEPTH
    assert gains[60:64].min() > DEPTH  # so short a gap is not worth it
    assert np.abs(np.diff(gains)).max() <= SLOPE / FRAMES + 1e-9
