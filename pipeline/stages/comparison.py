"""Make a recording ready to be heard beside its master: as it was, but for one gain that makes both equally loud."""

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from pipeline.audio.loudness import factor
from pipeline.audio.peaks import Samples
from pipeline.events import Tell
from pipeline.model.comparison import CompareJob, Comparison
from pipeline.model.recording import Tracks
from pipeline.stages.mastering import tracks
from pipeline.stages.mastering.encode import MP3, Order
from pipeline.stages.mastering.examine import blocks, examine
from pipeline.stages.mastering.job import Bench, progress
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.passes import pcm
from pipeline.tools.ffmpeg.probe import probe
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.files import blob

_CEILING = -1.5
"""dBTP that the recording's peaks may reach: nothing is limited, and coding moves peaks up a little."""
_MONO, _STEREO = 96, 128
"""kb/s."""
_STEP = 4
"""Seconds of silence that are written at a time."""


def compare(job: CompareJob, ffmpeg: Ffmpeg, folder: Path, tell: Tell, *, task: str) -> Comparison:
    """Encode the recording at one gain. Where its peaks do not fit at the master's loudness, the master gives way."""
    bench = Bench(ffmpeg, folder, tell, task)
    whole = _whole(bench, job)
    kept = tuple((round(begin * job.rate), round(end * job.rate)) for begin, end in job.timeline.kept)
    plain = dataclasses.replace(whole, parts=(dataclasses.replace(whole.parts[0], kept=kept),))
    found = examine(bench, plain, job.samples / job.rate)
    turned = min(job.loudness - found.loudness.integrated, _CEILING - found.loudness.true_peak)
    target = folder / "before.mp3"
    order = Order(plain, _MONO if plain.channels == 1 else _STEREO, target)
    with progress(bench, "compare", job.samples / job.rate) as advance, pcm(ffmpeg, plain, folder) as output:
        MP3.encode(bench, _placed(blocks(output, plain), job, turned + MP3.turned_down), order, advance)
    with progress(bench, "prove", job.samples / job.rate) as advance:
        got = MP3.prove(bench, order, advance).integrated
    (folder / tracks.NAME).unlink(missing_ok=True)
    least = min(got, job.loudness)
    volumes = (round(factor(least - one), 5) for one in (got, job.loudness))
    return Comparison(blob(target), round(turned, 2), round(least, 2), *volumes)


def _whole(bench: Bench, job: CompareJob) -> Programme:
    """Give the recording; of several tracks their plain sum, as they would be heard if nothing were done."""
    if isinstance(job.recording, Tracks):
        return tracks.summed(
            bench, tracks.plain(bench.ffmpeg, job.recording, job.rate), round(job.timeline.kept[-1][1] * job.rate)
        )
    sound = probe(bench.ffmpeg, job.recording.path)
    return Programme((Part(job.recording.path, sound.stream),), job.rate, 1 if sound.layout == "mono" else 2)


def _placed(sound: Iterable[Samples], job: CompareJob, gain: float) -> Iterator[Samples]:
    """Give the recording under a gain, with silence before and after it, as long as the master."""
    multiplier, done = np.float32(factor(gain)), round(job.timeline.start * job.rate)
    channels = 0
    for block in _parted(sound, job):
        if not channels:
            channels = block.shape[1]
            yield from _silence(done, channels, job.rate)
        kept = block[: max(job.samples - done, 0)]
        done += len(kept)
        if len(kept):
            yield kept * multiplier
    yield from _silence(job.samples - done, channels, job.rate)


def _parted(sound: Iterable[Samples], job: CompareJob) -> Iterator[Samples]:
    """Give the recording with silence where sound was put into the master."""
    gaps = [(round(gap.at * job.rate), round(gap.seconds * job.rate)) for gap in job.timeline.joined.gaps]
    done = 0
    for block in sound:
        rest = block
        while gaps and gaps[0][0] <= done + len(rest):
            place, silent = gaps.pop(0)
            yield rest[: place - done]
            yield from _silence(silent, block.shape[1], job.rate)
            rest, done = rest[place - done :], place
        done += len(rest)
        yield rest


def _silence(samples: int, channels: int, rate: int) -> Iterator[Samples]:
    while samples > 0:
        step = min(samples, _STEP * rate)
        yield np.zeros((step, channels), np.float32)
        samples -= step
