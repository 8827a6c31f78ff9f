"""Decode MP3 in memory, by another decoder than the encoder's: minimp3, as many players have it, in miniaudio."""

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ToolError


def decoded(frames: bytes) -> NDArray[np.float32]:
    """Give the samples of bare frames, shape (samples, channels), full scale being 1; the first ones are settling.

    They are those of a player with 16 bits: rounded to a step of 1/32768, and cut off at full scale.

    Raises:
        ToolError: nothing of it is MP3.
    """
    import miniaudio  # noqa: PLC0415 - only an encode needs it

    try:
        sound = miniaudio.mp3_read_s16(frames)
    except miniaudio.DecodeError as error:
        raise ToolError(f"the encoded file cannot be decoded: {error}") from error
    return np.frombuffer(sound.samples, np.int16).reshape(-1, sound.nchannels).astype(np.float32) / np.float32(32_768)
