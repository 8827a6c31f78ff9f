"""Put the show's stings before and after the recording."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ContentError, StingError
from pipeline.events import silent
from pipeline.model.blob import Blob
from pipeline.model.show import Stings
from pipeline.stages.mastering.examine import Examined, examine
from pipeline.stages.mastering.job import Bench
from pipeline.stages.mastering.refuse import SILENCE
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.passes import integers
from pipeline.tools.ffmpeg.probe import probe

if TYPE_CHECKING:
    from pydub import AudioSegment


def assemble(bench: Bench, speech: Examined, stings: Stings) -> tuple[Programme, float]:
    """Give the programme with its stings, and by how many seconds the speech has moved.

    The windows at head and tail are mixed in memory; everything between them stays in the stream.
    """
    plain = speech.programme
    (part,) = plain.parts
    rate, total = plain.rate, speech.facts.samples
    grain = rate // 100  # 10 ms, see pipeline.audio.stings
    window = min(round(stings.overlap * rate), total // 3) // grain * grain
    parts, shift, start, end = [], 0.0, 0, total
    if stings.intro:
        shift = _mix(bench, speech, plain, stings.intro, dataclasses.replace(part, end=window))
        parts, start = [_window(bench.folder / "opening.wav")], window
    if stings.outro:
        end = total - window
        _mix(bench, speech, plain, stings.outro, dataclasses.replace(part, start=end))
    parts.append(dataclasses.replace(part, start=start, end=end))
    parts += [_window(bench.folder / "closing.wav")] if stings.outro else []
    return dataclasses.replace(plain, parts=tuple(parts)), shift


def _mix(bench: Bench, speech: Examined, plain: Programme, sting: Blob, edge: Part) -> float:
    from pipeline.audio import stings  # noqa: PLC0415 - pydub is slow to import

    opening = edge.end is not None
    gain = speech.loudness.integrated - _loudness(bench, plain, sting, "intro" if opening else "outro")
    jingle, window = (_decoded(bench, plain, p) for p in (Part(sting.path), edge))
    if opening:
        return stings.opening(jingle, window, gain, bench.folder / "opening.wav")
    stings.closing(jingle, window, gain, bench.folder / "closing.wav")
    return 0.0


def _loudness(bench: Bench, plain: Programme, sting: Blob, key: str) -> float:
    """Give a sting's integrated loudness; refuse one that has none, since its gain would have no bound."""
    where = f"feeds/{sting.path.parent.name}/show.toml: stings.{key}"
    try:
        probe(bench.ffmpeg, sting.path)
    except ContentError as error:
        raise StingError(f"{where}: {error.message}", error.hint) from error
    quiet = dataclasses.replace(bench, tell=silent)
    loudness = examine(quiet, dataclasses.replace(plain, parts=(Part(sting.path),))).loudness.integrated
    if loudness < SILENCE:
        raise StingError(
            f"{where}: is silent, or shorter than 0.4 s", "choose a sound that can be heard, of a second or more"
        )
    return loudness


def _decoded(bench: Bench, plain: Programme, part: Part) -> "AudioSegment":
    from pipeline.audio import stings  # noqa: PLC0415 - pydub is slow to import

    turned_down = dataclasses.replace(plain, parts=(dataclasses.replace(part, gain=-stings.ROOM),))
    return stings.segment(integers(bench.ffmpeg, turned_down, bench.folder), plain.rate, plain.channels)


def _window(path: Path) -> Part:
    from pipeline.audio import stings  # noqa: PLC0415 - pydub is slow to import

    return Part(path, gain=stings.ROOM)
