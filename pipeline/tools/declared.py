"""How long a recording says that it is, to tell a whole file from one that was cut off."""

from pathlib import Path

import mutagen
from mutagen.mp3 import BitrateMode, MPEGInfo
from mutagen.wave import WAVE

_STREAMED = 0xFFFF_F000
"""A WAV written to a pipe has no length: its header says about 4 GiB, or nothing."""


def declared_seconds(path: Path) -> float | None:
    """Give the duration in the file's own header, or None if it has none that can be trusted."""
    try:
        media = mutagen.File(path)
    except (mutagen.MutagenError, ValueError, OverflowError):
        return None
    info = getattr(media, "info", None)
    length = getattr(info, "length", None)
    if not length or (isinstance(info, MPEGInfo) and info.bitrate_mode is BitrateMode.UNKNOWN):
        return None  # an MP3 without a Xing header: mutagen only guesses
    if isinstance(media, WAVE) and _wav_data_size(path) >= _STREAMED:
        return None
    return float(length)


def _wav_data_size(path: Path) -> int:
    """Give the size in the header of the ``data`` chunk, as it stands."""
    with path.open("rb") as file:
        file.seek(12)
        while len(head := file.read(8)) == 8:  # noqa: PLR2004 - a RIFF chunk's name and size
            size = int.from_bytes(head[4:], "little")
            if head[:4] == b"data":
                return size
            file.seek(size + size % 2, 1)
    return 0
