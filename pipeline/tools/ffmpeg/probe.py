"""Ask ffmpeg what the sound of a file is. No ffprobe is needed: ``framecrc`` tells it in a fixed form."""

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ContentError, ToolError
from pipeline.tools import process
from pipeline.tools.ffmpeg.program import Ffmpeg, quiet, reading


@dataclass(frozen=True, slots=True)
class Sound:
    """The first audio stream of a file: sampling rate in Hz and ffmpeg's name of the channel layout."""

    rate: int
    layout: str


def probe(ffmpeg: Ffmpeg, path: Path) -> Sound:
    """Decode the first frame of the first audio stream.

    Raises:
        ContentError: nothing in the file can be decoded as sound.
    """
    command = [*quiet(ffmpeg), *reading(path), "-map", "0:a:0", "-frames:a", "1", "-f", "framecrc", "-"]
    try:
        header = process.run(command)
    except ToolError as error:
        said = error.message.splitlines()[-1].strip()
        raise ContentError(
            f"no sound can be read from it ({said})", "export the recording again, as WAV or FLAC"
        ) from error
    facts = dict(re.findall(r"^#(\w+) 0: (.+)$", header, re.MULTILINE))
    if "sample_rate" not in facts:
        raise ContentError("it holds no sound", "choose a recording with an audio track")
    return Sound(int(facts["sample_rate"]), facts.get("channel_layout_name", "mono"))
