"""What is given to be mastered: one recording, or the tracks of several speakers, which become one first."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.events import Warned
from pipeline.model.cleaning import CleanStep, Untreated
from pipeline.model.recording import Tracks
from pipeline.model.soundreport import TrackReport
from pipeline.stages.mastering.clean import cleaned
from pipeline.stages.mastering.examine import Examined, examine
from pipeline.stages.mastering.job import Bench, MasterJob
from pipeline.stages.mastering.refuse import check, settled
from pipeline.stages.mastering.tracks import Moves, mixed
from pipeline.tools.declared import declared_seconds, is_cut_off
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.probe import probe


@dataclass(frozen=True, slots=True)
class Received:
    """A recording as it came, in the channels that its master will have, and cleaned up by ``steps``.

    Where it is a mix of ``tracks``, ``moves`` are what was done to those that are not silent, in their order.
    ``untreated`` are the faults that were found and left.
    """

    recorded: Examined
    raw: Examined
    clean: Examined
    steps: tuple[CleanStep, ...]
    tracks: tuple[TrackReport, ...] = ()
    gated: bool = False
    moves: tuple[Moves, ...] = ()
    untreated: tuple[Untreated, ...] = ()


def received(bench: Bench, job: MasterJob) -> Received:
    """Find out what was recorded, choose its channels, and treat its faults.

    Raises:
        ContentError: it cannot become an episode.
    """
    if isinstance(job.recording, Tracks):
        mix = mixed(bench, job.recording, job.channels, job.profile)
        sound = mix.examined
        return Received(sound, sound, sound, (), mix.told, job.profile.gate, mix.moves)
    found = _examined(bench, job.recording.path)
    raw = settled(bench, found, job.channels)
    done = cleaned(bench, raw, job.profile)
    return Received(found, raw, done.sound, done.steps, untreated=done.untreated)


def _examined(bench: Bench, recording: Path) -> Examined:
    """Find out what the recording is, and refuse it if it cannot become an episode."""
    sound, declared = probe(bench.ffmpeg, recording), declared_seconds(recording)
    rate = 44_100 if sound.rate % 11_025 == 0 else 48_000
    source = Programme((Part(recording, sound.stream),), rate, 1 if sound.layout == "mono" else 2)
    found = examine(bench, source, declared, faults=True)
    check(found, declared, cut_off=is_cut_off(recording))
    if found.complaints:
        told = f"parts of the recording are damaged: listen to the result ({found.complaints[-1]})"
        bench.tell(Warned(f"{bench.task}: {told}"))
    return found
