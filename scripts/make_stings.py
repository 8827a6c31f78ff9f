"""Synthesise the show's own sounds: a marimba that climbs in the intro, and comes to rest in the outro.

Run as ``.venv/bin/python -m scripts.make_stings``.
"""

from pathlib import Path

import numpy as np

from scripts.sound import Samples, encode

SHOW = Path(__file__).parents[1] / "feeds" / "kommunenes-digitale-fremskritt"
RATE, SECONDS, PEAK = 44100, 3.6, 0.5
"""Hz, the length of each sound, and its highest sample (6 dB below full scale)."""

PARTIALS = ((1.0, 1.0, 0.62), (3.93, 0.22, 0.16), (9.6, 0.06, 0.05))
"""A bar of a marimba: ratio to the fundamental, strength, and decay in seconds for 440 Hz."""

Note = tuple[float, int, float]
"""When it is struck in seconds, its MIDI number, and how hard."""

CLIMB: tuple[Note, ...] = (
    *((0.00, 50, 0.7), (0.00, 62, 0.7), (0.20, 66, 0.7), (0.40, 69, 0.8), (0.60, 74, 0.9)),
    *((0.80, 76, 0.8), (1.00, 78, 1.0), (1.40, 81, 0.9), (1.40, 57, 0.6), (1.40, 66, 0.5)),
)
REST: tuple[Note, ...] = (
    *((0.10, 81, 0.7), (0.45, 78, 0.8), (0.80, 76, 0.8), (1.15, 74, 0.9), (1.50, 69, 0.8)),
    *((1.85, 50, 0.8), (1.85, 62, 0.8), (1.85, 66, 0.6), (1.93, 69, 0.6), (2.01, 74, 0.6)),
)


def strike(midi: int, length: int) -> Samples:
    """Give ``length`` samples of one struck bar; high bars ring shorter, as wood does."""
    hertz = 440.0 * 2.0 ** ((midi - 69) / 12)
    time = np.arange(length) / RATE
    ring = (440.0 / hertz) ** 0.5
    tones = (a * np.sin(2 * np.pi * hertz * r * time) * np.exp(-time / (d * ring)) for r, a, d in PARTIALS)
    attack = np.minimum(time / 0.004, 1.0)
    return np.asarray(sum(tones) * attack, dtype=np.float64)


def play(notes: tuple[Note, ...]) -> Samples:
    """Give the notes as stereo, low ones a little to the left, high ones to the right, ending in silence."""
    total = round(SECONDS * RATE)
    sound = np.zeros((total, 2))
    for start, midi, force in notes:
        first, right = round(start * RATE), 0.5 + (midi - 66) / 80
        struck = force * strike(midi, total - first)
        sound[first:] += np.stack([struck * np.cos(right * np.pi / 2), struck * np.sin(right * np.pi / 2)], axis=1)
    fade = np.minimum((total - 1 - np.arange(total)) / (0.5 * RATE), 1.0)
    return np.asarray(sound * fade[:, None] * PEAK / np.abs(sound).max(), dtype=np.float64)


def main() -> None:
    """Write both sounds beside the show's artwork."""
    for name, notes in (("intro", CLIMB), ("outro", REST)):
        encode(play(notes), RATE, SHOW / f"{name}.flac", "-sample_fmt", "s16", "-compression_level", "12")


if __name__ == "__main__":
    main()
