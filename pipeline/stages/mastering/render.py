"""Render until the decoded file keeps the contract."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.audio.analysis import Analysis
from pipeline.audio.piece import Slots
from pipeline.audio.shaping import GainCurve, Levels, Shaped, fitted
from pipeline.errors import ContentError
from pipeline.model.audio import Loudness, Profile
from pipeline.stages.mastering.encode import MP3, Coding, Order
from pipeline.stages.mastering.examine import Examined, blocks, figures
from pipeline.stages.mastering.job import Bench, progress
from pipeline.tools.ffmpeg.passes import pcm

_MARGIN = 0.5
"""dB kept below the ceiling, since lossy coding moves peaks up."""

_INNER = 0.75
"""The part of the tolerance that is aimed for: other meters differ by some hundredths. At last, all of it will do."""
_ROUNDS = 6
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


def render(bench: Bench, examined: Examined, profile: Profile, levels: Levels, coding: Coding = MP3) -> Rendered:
    """Encode under a gain curve, measure the decoded file, and correct until the contract holds.

    Raises:
        ContentError: it does not hold after a few rounds; only very peaky sound does that.
    """
    aim, ceiling = profile.loudness + coding.turned_down, profile.true_peak + coding.turned_down - _MARGIN
    analysis = examined.analysis
    for turn in range(_ROUNDS):
        curve = fitted(analysis.powers, analysis.peaks, levels, aim, ceiling)
        rendered = under(curve, bench, examined, profile, coding)
        got = rendered.loudness
        near = profile.tolerance * (_INNER if turn < _ROUNDS - 1 else 1.0)
        if abs(got.integrated - profile.loudness) <= near and got.true_peak <= profile.true_peak:
            return rendered
        aim += (profile.loudness - got.integrated) * (1.0 if turn < _DOUBT else 0.5)
        ceiling -= max(0.0, got.true_peak - profile.true_peak + 0.1)
    raise ContentError(
        f"after {_ROUNDS} tries it is {got.integrated:.2f} LUFS with a true peak of {got.true_peak:.2f} dBTP",
        "the recording has far louder peaks than speech: remove bangs and clicks from it, or record again",
    )


def under(curve: GainCurve, bench: Bench, examined: Examined, profile: Profile, coding: Coding) -> Rendered:
    """Encode once under a gain curve, and measure the decoded file."""
    programme, target = examined.programme, bench.folder / coding.name
    kbps = profile.mono_kbps if programme.channels == 1 else profile.stereo_kbps
    shaped = Shaped(curve, programme.rate, programme.channels)
    with progress(bench, "encode", examined.seconds) as advance, pcm(bench.ffmpeg, programme, bench.folder) as output:
        coding.encode(bench, shaped.blocks(blocks(output, programme)), Order(programme, kbps, target), advance)
    with progress(bench, "prove", examined.seconds) as advance:
        proof = coding.prove(bench, Order(programme, kbps, target), advance)
    return Rendered(target, proof, curve, shaped.limited, shaped.deepest)
