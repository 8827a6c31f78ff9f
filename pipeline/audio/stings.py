"""The show's sounds at head and tail of an episode and between its parts: short windows, in memory, by pydub."""

import warnings
from typing import Literal, TypeAlias

with warnings.catch_warnings():
    # pydub looks for a system ffmpeg when imported; only its in-memory operations are used here.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

Segment: TypeAlias = AudioSegment

WIDTH = 4
"""Bytes in a sample: 32-bit integers, so that nothing is lost to rounding."""

ROOM = 12.0
"""dB by which all windows are turned down while they are integers, so that nothing clips."""


GRAIN = 10
"""Milliseconds in which windows are counted: pydub knows whole ones only, and 10 are whole samples at both rates."""

_SOFT = 50
"""Milliseconds in which a bed comes in where no intro fades into it."""


def segment(pcm: bytes, rate: int, channels: Literal[1, 2]) -> Segment:
    """Take interleaved 32-bit samples, as many as are whole grains."""
    grain = rate * GRAIN // 1000 * WIDTH * channels
    return AudioSegment(data=pcm[: len(pcm) // grain * grain], sample_width=WIDTH, frame_rate=rate, channels=channels)


def opening(intro: Segment, bed: Segment, head: Segment, overlap: int, alone: int) -> Segment:
    """Give the intro, fading out over ``overlap``, the bed, which comes in meanwhile, and ``head`` over both.

    ``head``, the speech's first window, begins ``alone`` after the bed does. Times are in milliseconds; ``overlap`` is
    no longer than the intro, nor than ``alone`` and the head together.
    """
    turn = len(intro) - overlap
    fading = intro.fade_out(overlap) if overlap else intro
    mixed = _silence(turn + alone + len(head), head).overlay(fading)
    mixed = mixed.overlay(_coming(bed, overlap or _SOFT), position=turn)
    return mixed.overlay(head, position=turn + alone)


def between(sting: Segment, before: Segment, after: Segment) -> Segment:
    """Give the sting between two windows of speech, crossfaded with each over the window's whole length."""
    return before.append(sting, crossfade=len(before)).append(after, crossfade=len(after))


def closing(outro: Segment, tail: Segment) -> Segment:
    """Give ``tail``, the speech's last window, with the outro coming up under it."""
    overlap = min(len(tail), len(outro))
    mixed = _silence(len(tail) + len(outro) - overlap, tail).overlay(tail)
    return mixed.overlay(_coming(outro, overlap), position=len(tail) - overlap)


def _coming(sound: Segment, milliseconds: int) -> Segment:
    """Give a sound that fades in; pydub can do nothing over no time."""
    duration = min(milliseconds, len(sound))
    return sound.fade_in(duration) if duration else sound


def _silence(milliseconds: int, like: Segment) -> Segment:
    count = like.frame_rate * milliseconds // 1000
    return segment(bytes(count * WIDTH * like.channels), like.frame_rate, like.channels)
