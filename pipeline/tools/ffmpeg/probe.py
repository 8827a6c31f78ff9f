"""Ask ffmpeg what the sound of a file is. No ffprobe is needed: ``framecrc`` tells it in a fixed form."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ContentError, ToolError
from pipeline.tools import process
from pipeline.tools.chunks import refuse_uncounted
from pipeline.tools.ffmpeg.program import Ffmpeg, quiet, reading


@dataclass(frozen=True, slots=True)
class Sound:
    """An audio stream: its number among them, sampling rate in Hz and ffmpeg's name of the channel layout."""

    stream: int
    rate: int
    layout: str


def probe(ffmpeg: Ffmpeg, path: Path) -> Sound:
    """Decode the first frame of every audio stream, and give the finest one, of equals the first.

    Raises:
        ContentError: nothing in the file can be decoded as sound, or its header does not count all of it.
    """
    refuse_uncounted(path)
    command = [*quiet(ffmpeg), *reading(path), "-map", "0:a", "-frames:a", "1", "-f", "framecrc", "-"]
    try:
        header = process.run(command)
    except ToolError as error:
        said = error.message.splitlines()[-1].strip()
        hint = "export the recording again, as WAV or FLAC"
        raise ContentError(f"no sound can be read from it ({said})", hint) from error
    facts = {(name, int(stream)): value for name, stream, value in _FACT.findall(header)}
    rates = {stream: int(value) for (name, stream), value in facts.items() if name == "sample_rate"}
    if not rates:
        raise ContentError("it holds no sound", "choose a recording with an audio track")
    best = max(sorted(rates), key=lambda stream: rates[stream])
    return Sound(best, rates[best], facts.get(("channel_layout_name", best), "mono"))


def packets(ffmpeg: Ffmpeg, path: Path) -> str:
    """Give the digest (hex) of a file's coded sound: every packet with its times, and the samples that are not played.

    Nothing is decoded. Two files that have the same one are decoded to the same samples, whatever is around them.
    """
    digest = hashlib.sha256()
    command = [*quiet(ffmpeg), *reading(path), "-map", "0:a", "-c", "copy", "-f", "framecrc", "-"]
    with process.running(command) as output:
        for line in output.lines():
            digest.update(b"" if line.startswith("#") else line.encode())
    return digest.hexdigest()


_FACT = re.compile(r"^#(\w+) (\d+): (.+)$", re.MULTILINE)
