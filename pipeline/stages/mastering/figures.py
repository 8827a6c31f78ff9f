"""Gather what is known of a mastering into the report on it."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, inf
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import activity
from pipeline.audio.analysis import Analysis
from pipeline.audio.columns import Columns, during, mean_loudness, most_common, parted, root_mean, short_term
from pipeline.audio.excerpt import excerpt
from pipeline.audio.levelling import FRAMES, Passage, steepest
from pipeline.audio.loudness import DUAL_MONO
from pipeline.audio.peaks import cell_length
from pipeline.audio.piece import PER_SECOND
from pipeline.audio.series import rest
from pipeline.audio.shaping import Levels
from pipeline.model import soundreport as told
from pipeline.model.audio import Alternate, Loudness, Profile
from pipeline.model.timeline import Timeline
from pipeline.stages.mastering.encode import MP3
from pipeline.stages.mastering.examine import Examined
from pipeline.stages.mastering.receive import Received
from pipeline.stages.mastering.render import Rendered

_HARD = 10 ** (-1 / 20)
"""The factor under which the limiter's work counts: 1 dB."""
_CELLS = 10
"""Of the limiter's cells that each of ``Rendered.reduced`` stands for."""
_ABSENT = -1
_NO_KIND = len(activity.Heard)
"""Stands for ``_ABSENT`` while the most common kind is counted, which must be from 0 on."""
_ROUNDING = 1e-6
_Drawn = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """What mastering had at its end: the recording as it came, and what became of it.

    ``speech`` is what was received, cleaned up and cut; ``timeline`` tells where its moments are heard, and ``around``
    when the show's sounds are.
    """

    sound: Received
    speech: Examined
    levels: Levels
    rendered: Rendered
    profile: Profile
    timeline: Timeline
    alternates: tuple[Alternate, ...]
    around: told.Around

    @property
    def before(self) -> Analysis:
        """Give what is known of what was kept of the recording, as it came."""
        raw = self.sound.raw
        if self.speech.seconds == raw.seconds:
            return raw.analysis
        kept = [(round(begin * PER_SECOND), ceil(end * PER_SECOND - _ROUNDING)) for begin, end in self.timeline.kept]
        return excerpt(raw.analysis, kept)

    @property
    def place(self) -> "_Placing":
        """Give where on the time line of the published file something is drawn."""
        return _Placing(Columns.over(self.rendered.proof.seconds), self.timeline)


def report(worked: Worked) -> told.SoundReport:
    """Give the report, on the time line of the published file."""
    sound, speech, rendered, around = worked.sound, worked.speech, worked.rendered, worked.around
    heard, heard_at = speech.analysis.activity, worked.timeline.joined
    speech.analysis.rest()
    return told.SoundReport(
        seconds=round(rendered.proof.seconds, 3),
        recorded=round(sound.raw.seconds, 3),
        shift=round(worked.timeline.start, 3),
        profile=worked.profile,
        before=_rounded(sound.raw.loudness),
        after=_rounded(rendered.loudness),
        sample_peak=told.SamplePeak(_sample_peak(sound.raw.analysis), _sample_peak(rendered.proof)),
        one_channel=round(rendered.loudness.integrated - DUAL_MONO, 2) if speech.programme.channels == 1 else None,
        gain=round(rendered.curve.gain - MP3.turned_down, 2),  # what is heard: LAME takes that away again
        passages=tuple(_passage(one, heard_at) for one in worked.levels.passages),
        limiting=_limiting(rendered),
        channels=_channels(sound.recorded.analysis, speech.programme.channels),
        blemishes=_blemishes(sound.recorded.analysis, worked.timeline),
        noise=_noise(worked.before, rendered.proof, heard == activity.Heard.SPEECH),
        heard=_heard(speech.analysis, heard),
        series=_series(worked, heard),
        cuts=tuple(_cuts(worked.timeline, sound.raw.seconds)),
        cleaned=sound.steps,
        untreated=sound.untreated,
        beside=tuple(map(_beside, worked.alternates)),
        tracks=tuple(_tracks(worked)),
        gated=sound.gated,
        stings=tuple(_stings(worked.timeline)),
        bed=around.bed and (round(around.bed[0], 2), round(around.bed[1], 2)),
        intro=around.intro,
        outro=around.outro,
        steepest=round(steepest(worked.levels.decibels), 1),
    )


def _beside(made: Alternate) -> told.Beside:
    return told.Beside(made.codec, round(made.after.integrated, 2), round(made.after.true_peak, 2))


def _rounded(found: Loudness) -> Loudness:
    return Loudness(*(round(figure, 2) for figure in dataclasses.astuple(found)))


def _sample_peak(found: Analysis) -> float:
    peak = round(found.sample_peak, 2)
    found.rest()
    return peak


def _passage(found: Passage, heard_at: Timeline) -> told.LevelledPassage:
    begin, end = round(heard_at.at(found.start / FRAMES), 2), round(heard_at.until(found.end / FRAMES), 2)
    return told.LevelledPassage(begin, end, found.spoken / FRAMES, round(found.loudness, 2), round(found.gain, 2) + 0.0)


def slot(rendered: Rendered) -> float:
    """Give the seconds that each of the limiter's values stands for: 10 ms at 48 kHz, a little more at 44.1."""
    rate = rendered.proof.rate
    return _CELLS * cell_length(rate) / rate


def _limiting(rendered: Rendered) -> told.Limiting:
    hard = rendered.reduced[rendered.reduced < _HARD].astype(np.float64)
    rest(rendered.reduced)
    seconds = len(hard) * slot(rendered)
    mean = float(np.mean(20 * np.log10(hard))) if hard.size else 0.0
    share = seconds / rendered.proof.seconds
    return told.Limiting(round(rendered.limited, 2), round(mean, 2), round(seconds, 2), round(share, 5))


def _channels(found: Analysis, published: int) -> told.ChannelFacts:
    stereo = found.channels > 1
    difference = round(found.difference, 2) if np.isfinite(found.difference) else None
    return told.ChannelFacts(
        recorded=found.channels,
        published=published,
        identical=stereo and found.identical,
        dead=found.dead if stereo else None,
        inverted=stereo and found.inverted,
        difference=difference if stereo else 0.0,
    )


def _cuts(timeline: Timeline, recorded: float) -> Iterator[told.Cut]:
    """Give what was cut where, but for what rounding leaves at the ends."""
    (first, _), (_, last) = timeline.kept[0], timeline.kept[-1]
    pauses = [_cut(timeline, begin, end, "pause") for begin, end in timeline.cuts]
    every = (_cut(timeline, 0.0, first, "head"), *pauses, _cut(timeline, last, recorded, "tail"))
    return (cut for cut in every if cut.seconds > 1 / PER_SECOND)


def _cut(timeline: Timeline, begin: float, end: float, where: Literal["head", "pause", "tail"]) -> told.Cut:
    return told.Cut(round(timeline.at(begin), 2), round(end - begin, 2), where, round(begin, 2))


def _stings(timeline: Timeline) -> Iterator[told.Stretch]:
    """Give from when to when each sound is heard that was put in."""
    for gap in timeline.gaps:
        begin = timeline.until(gap.at)
        yield round(begin - gap.lead, 2), round(begin + gap.seconds + gap.lead, 2)


def _blemishes(found: Analysis, timeline: Timeline) -> told.Blemishes:
    return told.Blemishes(
        clipped=found.clipped,
        clips=tuple(round(timeline.at(at), 2) for at in found.clips),
        offset=round(max(map(abs, found.offset)), 5),
        dropouts=tuple((round(timeline.at(a), 3), round(timeline.at(b), 3)) for a, b in found.dropouts),
    )


def _noise(before: Analysis, after: Analysis, spoken: NDArray[np.bool_]) -> told.Noise:
    slots = before.powers[: len(spoken) * activity.FRAME].reshape(-1, activity.FRAME)[spoken]
    level = mean_loudness(slots) if slots.size else before.integrated
    floors = []
    for one in (before, after):
        floors.append(round(one.noise_floor, 1))
        one.rest()
    return told.Noise(floors[0], floors[1], round(level, 1))


def _heard(found: Analysis, heard: NDArray[np.uint8]) -> told.Heard:
    pause, speech, music = (np.bincount(heard, minlength=3)[:3] * activity.FRAME / PER_SECOND).tolist()
    silence = found.leading_silence, found.trailing_silence
    found.rest()
    return told.Heard(speech, music, pause, *silence)


def _tracks(worked: Worked) -> Iterator[told.TrackReport]:
    """Give what was done to each track, with its fader and its gate as they were."""
    place, moves = worked.place, iter(worked.sound.moves)
    for track in worked.sound.tracks:
        if track.silent:
            yield track
            continue
        one = next(moves)
        fader, gate = (
            place.of(during(values, FRAMES, worked.timeline.kept), FRAMES, np.mean, fill=-inf)
            for values in (one.fader, one.gate)
        )
        rest(one.fader, one.gate)
        yield dataclasses.replace(track, fader=fader, gate=gate)


def _series(worked: Worked, heard: NDArray[np.uint8]) -> told.Series:
    before, after, rendered = worked.before, worked.rendered.proof, worked.rendered
    place, columns = worked.place, worked.place.columns
    whole = np.append(heard, heard[-1:])  # what is left of the last frame is as the one before
    kinds = place.of(whole, PER_SECOND / activity.FRAME, most_common, fill=_NO_KIND)
    reduced = columns.of(rendered.reduced, 1 / slot(rendered), np.min, digits=5)
    rest(rendered.reduced)
    peaks_before, body_before, loudness_before = _drawn(before, place.of)
    peaks_after, body_after, loudness_after = _drawn(after, columns.of)
    return told.Series(
        peaks_before=peaks_before,
        peaks_after=peaks_after,
        body_before=body_before,
        body_after=body_after,
        loudness_before=loudness_before,
        loudness_after=loudness_after,
        levelling=_silent_as_0(place.of(worked.levels.decibels, FRAMES, np.mean)),
        limiter=tuple(round(20 * float(np.log10(one)), 2) if 0 < one < 1 else 0.0 for one in reduced),
        activity=tuple(int(kind) if 0 <= kind < _NO_KIND else _ABSENT for kind in kinds),
    )


def _drawn(found: Analysis, put: Callable[..., _Drawn]) -> tuple[_Drawn, _Drawn, _Drawn]:
    """Give peaks, body and loudness in columns, and let go of the slots: at ten hours both sides together are 58 MB."""
    peaks = put(found.peaks, PER_SECOND, np.max, digits=4)
    body = put(found.powers, PER_SECOND, root_mean, digits=4)
    loudness = put(short_term(found.powers), PER_SECOND, mean_loudness, digits=1)
    found.rest()
    return _silent_as_0(peaks), _silent_as_0(body), loudness


@dataclass(frozen=True, slots=True)
class _Placing:
    """Puts series of what was kept of the recording where it is heard."""

    columns: Columns
    timeline: Timeline

    def of(
        self,
        series: NDArray[Any],
        rate: float,
        reduce: Callable[[NDArray[Any]], float],
        *,
        fill: float = 0.0,
        digits: int = 2,
    ) -> tuple[float, ...]:
        gaps = ((gap.at, gap.seconds) for gap in self.timeline.joined.gaps)
        whole = parted(series, rate, gaps, fill)
        return self.columns.of(whole, rate, reduce, shift=self.timeline.start, digits=digits)


def _silent_as_0(values: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(value if np.isfinite(value) else 0.0 for value in values)
