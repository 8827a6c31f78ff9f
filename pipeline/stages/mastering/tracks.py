"""The tracks of several speakers become one sound: each cleaned and levelled, and turned down while others speak."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import crosstalk, levelling, mixing
from pipeline.audio.activity import gate
from pipeline.audio.crosstalk import Microphone
from pipeline.audio.mixing import Fader, Heard
from pipeline.audio.peaks import Samples
from pipeline.audio.series import Growing
from pipeline.errors import ContentError, TrackError
from pipeline.events import Tell, Warned
from pipeline.lanes import in_lanes
from pipeline.model.audio import Profile
from pipeline.model.cleaning import CleanStep, Untreated
from pipeline.model.episode import ChannelChoice
from pipeline.model.recording import FOLDER, Track, Tracks
from pipeline.model.soundreport import TrackReport
from pipeline.stages.mastering.clean import cleaned
from pipeline.stages.mastering.examine import Examined, examine
from pipeline.stages.mastering.job import Bench, progress
from pipeline.stages.mastering.refuse import check, settled, silent
from pipeline.tools.declared import declared_seconds, is_cut_off
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.passes import write
from pipeline.tools.ffmpeg.probe import Sound, probe
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.ffmpeg.sidebyside import side_by_side, w64
from pipeline.tools.files import need_room

_T = TypeVar("_T")

NAME = "mix.w64"
"""The mix while it is mastered, 4 bytes a sample: 0.7 GB for an hour in mono. It goes when the master is made."""

_VOLUME = "check that the right tracks were exported, with their volume up"

_AT_ONCE = 2
"""Tracks that are measured at a time, each on all cores: more would only take memory."""
_APART = 30.0
"""Seconds by which a track may be shorter than the longest before it is told of."""


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """What was done to a track in dB at each frame's middle, by ``fader`` and ``gate``, which lie in files."""

    fader: NDArray[np.float32]
    gate: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Listened:
    """A track that was measured and cleaned: what is left of its analysis is ten values a second."""

    track: Track
    programme: Programme
    samples: int
    clipped: int
    steps: tuple[CleanStep, ...] = ()
    untreated: tuple[Untreated, ...] = ()
    heard: Heard | None = None
    """None where it is silent."""

    @property
    def seconds(self) -> float:
        """Give the duration."""
        return self.samples / self.programme.rate


@dataclass(frozen=True, slots=True, eq=False)
class Mixed:
    """A mix of tracks, what was done to each, and the moves of those that are in it, in their order."""

    examined: Examined
    told: tuple[TrackReport, ...]
    moves: tuple[Moves, ...]


def mixed(bench: Bench, tracks: Tracks, choice: ChannelChoice, profile: Profile) -> Mixed:
    """Give the mix of all tracks, examined, and what was done to each.

    Raises:
        TrackError: names each track that cannot be used.
    """
    known = listened(bench, tracks, choice, profile)
    sounding = [one for one in known if one.heard]
    if not sounding:
        raise TrackError(f"{_place(tracks.each[0]).rpartition('/')[0]}: {FOLDER}: all of them are silent", _VOLUME)
    _warn(bench, known)
    heard = _even([one.heard for one in sounding if one.heard])
    found = mixing.faders(heard, profile.levelling / 100, gated=profile.gate)
    mix = summed(bench, [one.programme for one in sounding], max(one.samples for one in sounding), found)
    done = iter(found)
    told = tuple(_told(one, next(done) if one.heard else None) for one in known)
    moves = tuple(_moves(one, bench.folder) for one in found)
    return Mixed(examine(bench, mix, max(one.seconds for one in sounding)), told, moves)


def _moves(fader: Fader, folder: Path) -> Moves:
    """Put what a track's fader and gate did aside: of 20 tracks of ten hours it is 58 MB."""
    kept, gate = [], crosstalk.gate(fader.is_open).astype(np.float32)
    for values in (fader.curve - gate, gate):
        growing = Growing(folder)
        growing.add(values)
        kept.append(growing.whole)
    return Moves(*kept)


def plain(ffmpeg: Ffmpeg, tracks: Tracks, rate: int) -> list[Programme]:
    """Give the tracks as they are, at one rate."""
    return [_source(track, probe(ffmpeg, track.sound.path), rate) for track in tracks.each]


def summed(bench: Bench, tracks: list[Programme], samples: int, found: Sequence[Fader] = ()) -> Programme:
    """Write the sum of tracks to the bench's folder, under their faders where there are any.

    In one stream, in flat memory, and the same bytes on any number of cores.
    """
    rate, channels = tracks[0].rate, max((track.channels for track in tracks), key=int)
    curves = [one.curve for one in found] or [np.zeros(1, np.float32)] * len(tracks)
    target, seconds = bench.folder / NAME, samples / rate
    need_room(bench.folder, 4 * samples * channels)
    with (
        progress(bench, "mix", seconds) as advance,
        side_by_side(bench.ffmpeg, tracks, channels, samples, bench.folder) as output,
    ):
        sound = _blocks(output.read, rate, len(tracks) * channels)
        feed = (block.astype("<f4").tobytes() for block in mixing.mixed(sound, curves, rate, channels))
        write(w64(bench.ffmpeg, rate, channels), target, advance, feed=feed)
    return Programme((Part(target),), rate, channels)


def listened(bench: Bench, tracks: Tracks, choice: ChannelChoice, profile: Profile) -> list[Listened]:
    """Measure and clean all tracks, some at a time."""

    def one(sound: tuple[Track, Sound], tell: Tell) -> Listened:
        track = sound[0]
        own = dataclasses.replace(bench, tell=tell, task=f"{bench.task}: {track.speaker}")
        return _naming(track, lambda: _examined(own, track, _source(*sound, rate), choice, profile))

    try:
        sounds = in_lanes(
            tracks.each, lambda track, _: _naming(track, lambda: probe(bench.ffmpeg, track.sound.path)), bench.tell
        )
        rate = 44_100 if all(sound.rate % 11_025 == 0 for sound in sounds) else 48_000
        return in_lanes(zip(tracks.each, sounds, strict=True), one, bench.tell, lanes=_AT_ONCE)
    except ContentError as error:
        raise TrackError(error.message, error.hint) from error


def _source(track: Track, sound: Sound, rate: int) -> Programme:
    return Programme((Part(track.sound.path, sound.stream),), rate, 1 if sound.layout == "mono" else 2)


def _examined(bench: Bench, track: Track, source: Programme, choice: ChannelChoice, profile: Profile) -> Listened:
    path = track.sound.path
    declared = declared_seconds(path)
    found = examine(bench, source, declared, faults=True)
    check(found, declared, cut_off=is_cut_off(path), silence=True)
    silence = Listened(track, source, found.analysis.samples, found.analysis.clipped)
    if silent(found):
        bench.tell(Warned(f"{bench.task}: the track is silent, and is left out"))
        return silence
    if found.complaints:
        told = f"parts of the track are damaged: listen to the result ({found.complaints[-1]})"
        bench.tell(Warned(f"{bench.task}: {told}"))
    raw = settled(bench, found, choice)
    done = cleaned(bench, raw, profile)
    track_cleaned = dataclasses.replace(silence, steps=done.steps, untreated=done.untreated)
    return dataclasses.replace(track_cleaned, programme=done.sound.programme, heard=_heard(done.sound))


def _heard(clean: Examined) -> Heard:
    analysis = clean.analysis
    loudness = levelling.momentary(analysis.powers)
    lively = levelling.speech(loudness, levelling.moving(analysis.powers))
    least = gate(analysis.powers, analysis.peaks, analysis.integrated)
    return Heard(Microphone(loudness.astype(np.float32), least, analysis.noise_floor), lively)


def _even(tracks: list[Heard]) -> list[Heard]:
    """Give tracks of one length, with silence after those that are shorter."""
    longest = max(len(one.lively) for one in tracks)
    return [_longer(one, longest - len(one.lively)) for one in tracks]


def _longer(one: Heard, by: int) -> Heard:
    loudness = np.pad(one.microphone.loudness, (0, by), constant_values=-200.0)
    return Heard(dataclasses.replace(one.microphone, loudness=loudness), np.pad(one.lively, (0, by)))


def _warn(bench: Bench, listened: list[Listened]) -> None:
    longest = max(one.seconds for one in listened)
    for one in listened:
        if one.seconds < longest - _APART:
            told = f"the track ends {longest - one.seconds:.0f} s before the longest one: do all begin together?"
            bench.tell(Warned(f"{bench.task}: {one.track.speaker}: {told}"))


def _told(one: Listened, fader: Fader | None) -> TrackReport:
    level = fader.loudness if fader else None
    return TrackReport(
        speaker=one.track.speaker,
        seconds=round(one.seconds, 3),
        spoken=fader.spoken / levelling.FRAMES if fader else 0.0,
        loudness=None if level is None else round(level, 2),
        gain=fader.gain if fader else 0.0,
        silent=fader is None,
        clipped=one.clipped,
        cleaned=one.steps,
        untreated=one.untreated,
    )


def _blocks(read: Callable[[int], bytes], rate: int, width: int) -> Iterator[Samples]:
    """Give the samples a second at a time, shape (samples, width)."""
    while data := read(rate * width * 4):
        whole = len(data) - len(data) % (4 * width)
        yield np.frombuffer(data[:whole], "<f4").reshape(-1, width)


def _naming(track: Track, work: Callable[[], _T]) -> _T:
    """Do the work; a content error is told with the file and key it is about."""
    try:
        return work()
    except ContentError as error:
        raise ContentError(f"{_place(track)}: {FOLDER}: {error.message}", error.hint) from error


def _place(track: Track) -> str:
    path: Path = track.sound.path
    return f"episodes/{path.parent.parent.name}/{FOLDER}/{path.name}"
