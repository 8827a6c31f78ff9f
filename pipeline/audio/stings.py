"""The show's sounds at the head and the tail of an episode: short windows, in memory, by pydub."""

import warnings
from pathlib import Path
from typing import Literal

with warnings.catch_warnings():
    # pydub looks for a system ffmpeg when imported; only its in-memory operations are used here.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

WIDTH = 4
"""Bytes in a sample: 32-bit integers, so that nothing is lost to rounding."""

ROOM = 12.0
"""dB by which all windows are turned down while they are integers, so that nothing clips."""


GRAIN = 10
"""Milliseconds in which windows are counted: pydub knows whole ones only, and 10 are whole samples at both rates."""


def segment(pcm: bytes, rate: int, channels: Literal[1, 2]) -> AudioSegment:
    """Take interleaved 32-bit samples, as many as are whole grains."""
    grain = rate * GRAIN // 1000 * WIDTH * channels
    return AudioSegment(data=pcm[: len(pcm) // grain * grain], sample_width=WIDTH, frame_rate=rate, channels=channels)


def opening(intro: AudioSegment, head: AudioSegment, gain: float, target: Path) -> float:
    """Write the intro (times ``gain`` in dB), fading out under ``head``, which is the speech's first window.

    Gives the seconds by which the speech has moved.
    """
    overlap = min(len(head), len(intro))
    sting = (intro + gain).fade_out(overlap)
    start = len(intro) - overlap
    bed = sting + AudioSegment.silent(len(head) - overlap, intro.frame_rate).set_channels(intro.channels)
    bed.overlay(head, position=start).export(str(target), format="wav").close()
    return start / 1000


def closing(outro: AudioSegment, tail: AudioSegment, gain: float, target: Path) -> None:
    """Write ``tail``, the speech's last window, with the outro (times ``gain`` in dB) coming up under it."""
    overlap = min(len(tail), len(outro))
    sting = (outro + gain).fade_in(overlap)
    rest = AudioSegment.silent(len(outro) - overlap, outro.frame_rate).set_channels(outro.channels)
    (tail + rest).overlay(sting, position=len(tail) - overlap).export(str(target), format="wav").close()
