"""LAME in our own process, by the interface of its C library (``lame.h``), as the package lameenc brings it.

lameenc's own class can neither turn the bit reservoir off nor take float samples, so that its library is spoken to
instead. Where that does not show LAME's functions (Windows), ffmpeg encodes.
"""

import ctypes
from collections.abc import Iterable, Iterator
from ctypes import POINTER, c_char_p, c_int, c_ubyte, c_void_p
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ToolError

_JOINT_STEREO, _MONO = 1, 3
"""MPEG_mode of lame.h."""
_STRETCH = 8_192
"""Samples per channel that LAME gets at a time: some milliseconds of work, after which it can be stopped."""
_ROOM = _STRETCH * 5 // 4 + 7_200
"""Bytes that they may become (lame.h, lame_encode_buffer)."""
_FLUSHED = 7_200
_LOUDEST = 1e4
"""LAME ends the whole process on samples of 1e9 and on what is no number; at this it still works."""


@dataclass(frozen=True, slots=True)
class Mp3Coding:
    """``rate`` in Hz; ``kbps`` in kb/s, constant; ``level`` is LAME's quality, 0 (best, slow) to 9."""

    rate: int
    channels: Literal[1, 2]
    kbps: int
    level: int = 3


_SETTINGS = (
    "num_channels",
    "mode",
    "in_samplerate",
    "out_samplerate",
    "brate",
    "quality",
    "disable_reservoir",
    "bWriteVbrTag",
)


@cache
def library() -> ctypes.CDLL | None:
    """Give LAME's library, with the types of what we call; None where it cannot be called."""
    import lameenc  # noqa: PLC0415 - only an encode needs it

    try:
        lame = ctypes.CDLL(lameenc.__file__)
        lame.lame_init.restype, lame.get_lame_very_short_version.restype = c_void_p, c_char_p
        for name in _SETTINGS:
            getattr(lame, f"lame_set_{name}").argtypes = (c_void_p, c_int)
        lame.lame_init_params.argtypes = lame.lame_close.argtypes = (c_void_p,)
        room = POINTER(c_ubyte), c_int
        lame.lame_encode_buffer_ieee_float.argtypes = (c_void_p, c_void_p, c_void_p, c_int, *room)
        lame.lame_encode_buffer_interleaved_ieee_float.argtypes = (c_void_p, c_void_p, c_int, *room)
        lame.lame_encode_flush.argtypes = (c_void_p, POINTER(c_ubyte), c_int)
    except (AttributeError, OSError):
        return None
    return lame


def name() -> bytes:
    """Give what the encoder that is used calls itself in a file's header; ffmpeg's LAME has long been 3.100."""
    lame = library()
    return b"LAME3.100" if lame is None else bytes(lame.get_lame_very_short_version())


def frames(lame: ctypes.CDLL, feed: Iterable[bytes | memoryview], coding: Mp3Coding) -> Iterator[bytes]:
    """Encode interleaved little-endian float32 to bare frames, without reservoir or header, some at a time.

    Other threads work meanwhile.

    Raises:
        ToolError: LAME takes neither this ``coding`` nor, for one, samples that are no numbers.
    """
    handle = lame.lame_init()
    try:
        _prepare(lame, handle, coding)
        buffer = (c_ubyte * _ROOM)()
        for data in feed:
            sound = np.frombuffer(data, np.float32).reshape(-1, coding.channels)
            for start in range(0, len(sound), _STRETCH):
                stretch = sound[start : start + _STRETCH]
                _check(stretch)
                yield _taken(buffer, _encode(lame, handle, stretch, buffer))
        yield _taken(buffer, lame.lame_encode_flush(handle, buffer, _FLUSHED))
    finally:
        lame.lame_close(handle)


def _prepare(lame: ctypes.CDLL, handle: int, coding: Mp3Coding) -> None:
    mode = _MONO if coding.channels == 1 else _JOINT_STEREO
    values = (coding.channels, mode, coding.rate, coding.rate, coding.kbps, coding.level, 1, 0)
    refused = [name for name, value in zip(_SETTINGS, values, strict=True) if _set(lame, handle, name, value) < 0]
    if refused or lame.lame_init_params(handle) < 0:
        raise ToolError(f"LAME cannot encode {coding.rate} Hz at {coding.kbps} kb/s with {coding.channels} channels")


def _set(lame: ctypes.CDLL, handle: int, name: str, value: int) -> int:
    return int(getattr(lame, f"lame_set_{name}")(handle, value))


def _encode(lame: ctypes.CDLL, handle: int, sound: NDArray[np.float32], buffer: "ctypes.Array[c_ubyte]") -> int:
    pointer, count = sound.ctypes.data, len(sound)  # `data_as` leaves circles, for the garbage collector
    if sound.shape[1] == 1:  # the other function would take every second sample
        return int(lame.lame_encode_buffer_ieee_float(handle, pointer, pointer, count, buffer, _ROOM))
    return int(lame.lame_encode_buffer_interleaved_ieee_float(handle, pointer, count, buffer, _ROOM))


def _check(sound: NDArray[np.float32]) -> None:
    """Raise ToolError for samples that LAME would end the process on; no number compares with NaN."""
    if not (sound.min() > -_LOUDEST and sound.max() < _LOUDEST):
        raise ToolError("samples that are no sound were to be encoded: not numbers, or far over full scale")


def _taken(buffer: "ctypes.Array[c_ubyte]", count: int) -> bytes:
    if count < 0:
        raise ToolError(f"LAME failed with its code {count}")
    return bytes(memoryview(buffer)[:count])
