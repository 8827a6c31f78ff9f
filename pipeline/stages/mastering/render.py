"""Render until the decoded file keeps the contract."""

import dataclasses
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from pipeline.audio.analysis import Analysis
from pipeline.audio.loudness import factor
from pipeline.audio.peaks import Samples
from pipeline.audio.piece import Slots
from pipeline.audio.series import rest
from pipeline.audio.shaping import GainCurve, Levels, Shaped, fitted
from pipeline.errors import ContentError
from pipeline.model.audio import Loudness, Profile
from pipeline.stages.mastering.encode import LEVELS, Coding, Order
from pipeline.stages.mastering.examine import Examined, blocks, figures
from pipeline.stages.mastering.fan import Take, fan, slowest
from pipeline.stages.mastering.job import Bench, progress
from pipeline.tools.allocator import give_back
from pipeline.tools.ffmpeg.passes import Advance, pcm
from pipeline.tools.files import need_room

_MARGIN = 0.5
"""dB kept below the ceiling, since lossy coding moves peaks up."""

_INNER = 0.75
"""The part of the tolerance that is aimed for: other meters differ by some hundredths. At last, all of it will do."""
_ROOM = 14.0
"""dB from loudness to ceiling in which any speech has room, one less than usual: with less, too much is asked for."""
_ROUNDS = 6
_COPIES = 2
"""Of every file: the master, and the one with tags."""
_DOUBT = 2
"""Rounds after which corrections are halved: where blocks lie at the gate's edge, whole ones go to and fro."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An encoded file, its ``proof`` as a listener's app decodes it, and the curve that made it.

    ``reduced`` are the limiter's least factors in every ten of its cells, about 10 ms; ``limited`` in dB, 0 or less.
    """

    path: Path
    proof: Analysis
    curve: GainCurve
    reduced: Slots
    limited: float

    @property
    def samples(self) -> int:
        """Give the samples per channel."""
        return self.proof.samples

    @property
    def loudness(self) -> Loudness:
        """Give the figures of the decoded file."""
        return figures(self.proof)


@dataclass(slots=True)
class _Aim:
    """What one encoder is given, so that what is decoded of it keeps the contract: LUFS and dBTP."""

    coding: Coding
    loudness: float
    ceiling: float

    @property
    def room(self) -> float:
        """Give the dB from loudness to ceiling: where it is the same, the sound is, but for a static gain."""
        return round(self.ceiling - self.loudness, 9)

    def correct(self, got: Loudness, profile: Profile, turn: int) -> None:
        """Aim better after what came of it."""
        self.loudness += (profile.loudness - got.integrated) * (1.0 if turn < _DOUBT else 0.5)
        self.ceiling -= max(0.0, got.true_peak - profile.true_peak + 0.1)


@dataclass(frozen=True, slots=True)
class Copy:
    """An encoder, and by how many dB more than the curve the sound is turned up for it."""

    coding: Coding
    gain: float = 0.0

    def taken(self, sound: Iterable[Samples]) -> Iterable[Samples]:
        """Give the sound as this encoder is to have it."""
        if not self.gain:
            return sound
        scale = np.float32(factor(self.gain))
        return (block * scale for block in sound)


def render(
    bench: Bench, examined: Examined, profile: Profile, levels: Levels, codings: Sequence[Coding]
) -> tuple[Rendered, ...]:
    """Encode under a gain curve, measure each decoded file, and correct until the contract holds for every one.

    The sound is made once for all encoders that ask for the same but for a static gain, which is so in the first round.

    Raises:
        ContentError: it does not hold after a few rounds; only very peaky sound does that.
        PublishError: the disk has no room for the files and their tagged copies.
    """
    rates = (coding.kbps(profile, examined.programme.channels) for coding in codings)
    need_room(bench.folder, _COPIES * examined.seconds * sum(rates) * 125)
    aims, done = [_first(coding, profile) for coding in codings], dict[str, Rendered]()
    for turn in range(_ROUNDS):
        for _, alike in groupby(sorted(aims, key=lambda aim: aim.room), key=lambda aim: aim.room):
            done |= {one.path.name: one for one in _together(list(alike), bench, examined, profile, levels)}
        near = profile.tolerance * (_INNER if turn < _ROUNDS - 1 else 1.0)
        aims = [aim for aim in aims if not _keeps(done[aim.coding.name].loudness, profile, near)]
        if not aims:
            return tuple(done[coding.name] for coding in codings)
        for aim in aims:
            aim.correct(done[aim.coding.name].loudness, profile, turn)
    raise _hopeless(done[aims[0].coding.name], profile)


def _first(coding: Coding, profile: Profile) -> _Aim:
    down = coding.turned_down
    return _Aim(coding, profile.loudness + down, profile.true_peak + down - _MARGIN)


def _keeps(got: Loudness, profile: Profile, near: float) -> bool:
    return abs(got.integrated - profile.loudness) <= near and got.true_peak <= profile.true_peak


def _hopeless(rendered: Rendered, profile: Profile) -> ContentError:
    got, kind = rendered.loudness, rendered.path.suffix[1:].upper()
    return ContentError(
        f"after {_ROUNDS} tries its {kind} is {got.integrated:.2f} LUFS with a true peak of {got.true_peak:.2f} dBTP",
        _todo(got, profile),
    )


def _todo(got: Loudness, profile: Profile) -> str:
    """Say whether the recording is to blame, or what is asked of it."""
    room = profile.true_peak - profile.loudness
    if room >= _ROOM:
        return "the recording has far louder peaks than speech: remove bangs and clicks from it, or record again"
    asked = f"loudness = {profile.loudness:g} is only {room:g} dB under true_peak = {profile.true_peak:g}"
    lower = math.floor(min(got.integrated, profile.loudness) - 0.5)
    return f"{asked}, too little for this recording: ask for less, such as loudness = {lower}"


def _together(
    alike: Sequence[_Aim], bench: Bench, examined: Examined, profile: Profile, levels: Levels
) -> tuple[Rendered, ...]:
    """Render once for encoders with the same room; the first one's sound is that of the curve itself."""
    first, analysis = alike[0], examined.analysis
    curve = fitted(analysis.powers, analysis.peaks, levels, first.loudness, first.ceiling)
    copies = [Copy(aim.coding, aim.loudness - first.loudness) for aim in alike]
    return under(curve, bench, examined, profile, copies)


def under(
    curve: GainCurve, bench: Bench, examined: Examined, profile: Profile, copies: Sequence[Copy]
) -> tuple[Rendered, ...]:
    """Encode once under a gain curve, with every encoder side by side, and measure the decoded files."""
    programme = examined.programme
    orders = [
        Order(programme, one.kbps(profile, programme.channels), bench.folder / one.name, LEVELS[profile.encoding])
        for one in (copy.coding for copy in copies)
    ]
    shaped = Shaped(curve, programme.rate, programme.channels, bench.folder)
    examined.analysis.rest()
    give_back()
    with progress(bench, "encode", examined.seconds) as advance, pcm(bench.ffmpeg, programme, bench.folder) as output:
        told = slowest(len(copies), advance)
        takers = [_taker(bench, *each) for each in zip(copies, orders, told, strict=True)]
        fan(shaped.blocks(blocks(output, programme)), takers)
    give_back()
    with progress(bench, "prove", examined.seconds * len(copies)) as advance:
        proofs = [
            copy.coding.prove(bench, order, _after(number * examined.seconds, advance))
            for number, (copy, order) in enumerate(zip(copies, orders, strict=True))
        ]  # one after another, since each fills the cores, and their memory adds up
    return tuple(_rendered(*each, shaped) for each in zip(copies, orders, proofs, strict=True))


def _after(seconds: float, advance: Advance) -> Advance:
    return lambda done: advance(seconds + done)


def _taker(bench: Bench, copy: Copy, order: Order, advance: Advance) -> Take:
    return lambda sound: copy.coding.encode(bench, copy.taken(sound), order, advance)


def _rendered(copy: Copy, order: Order, proof: Analysis, shaped: Shaped) -> Rendered:
    curve, deepest = shaped.curve, shaped.deepest
    rest(shaped.limited)
    own = dataclasses.replace(curve, gain=curve.gain + copy.gain, ceiling=curve.ceiling + copy.gain)
    return Rendered(order.target, proof, own, shaped.limited, deepest)
