"""The sound of a video, mastered by the engine of episodes."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.audio.shaping import LEVEL, GainCurve
from pipeline.errors import ContentError
from pipeline.events import Warned
from pipeline.model.audio import Loudness, Profile
from pipeline.stages.mastering.encode import AAC
from pipeline.stages.mastering.examine import Examined, examine
from pipeline.stages.mastering.job import Bench
from pipeline.stages.mastering.level import levelled
from pipeline.stages.mastering.refuse import CUT, SILENCE, settled
from pipeline.stages.mastering.render import Copy, render, under
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.videoprobe import SoundStream

_RATE = 48_000
_NO_CEILING = 100.0
"""dBTP that no sound reaches."""
AGAIN = "copy it again from where it was recorded, or export it again"


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """Finished sound: none, mastered, or left as it is because it is silent (then there are no figures)."""

    path: Path | None = None
    seconds: float = 0.0
    before: Loudness | None = None
    after: Loudness | None = None


def soundtrack(bench: Bench, video: Path, stream: SoundStream | None, profile: Profile, expected: float) -> Soundtrack:
    """Master a video's sound, which begins when the file begins: silence stands where it came in late.

    ``expected`` seconds are for the progress only.

    Raises:
        ContentError: it is cut off, or its samples are no numbers.
    """
    if stream is None:
        bench.tell(Warned(f"{bench.task}: the video has no sound"))
        return Soundtrack()
    part = Part(video, stream.stream, clocked=True)
    heard = examine(bench, Programme((part,), _RATE, 1 if stream.layout == "mono" else 2), expected)
    _check(bench, heard)
    if not heard.analysis.samples:
        bench.tell(Warned(f"{bench.task}: the sound track of the video is empty"))
        return Soundtrack()
    if heard.loudness.integrated < SILENCE:
        bench.tell(Warned(f"{bench.task}: the video is silent; its sound was left as it is"))
        unchanged = GainCurve(0.0, LEVEL, _NO_CEILING)
        (left,) = under(unchanged, bench, heard, profile, (Copy(AAC),))
        return Soundtrack(left.path, heard.seconds)
    speech = settled(bench, heard, "left" if _inverted(bench, heard) else "auto")
    (rendered,) = render(bench, speech, profile, levelled(speech, profile), (AAC,))
    return Soundtrack(rendered.path, speech.seconds, speech.loudness, rendered.loudness)


def _check(bench: Bench, heard: Examined) -> None:
    if any(mark in line for line in heard.complaints for mark in CUT):
        raise ContentError(f"it is cut off: the file ends too early, after {heard.seconds:.1f} s", AGAIN)
    if heard.analysis.bad:
        raise ContentError(
            f"{heard.analysis.bad} samples of its sound are not numbers", "export it again, with AAC sound"
        )
    if heard.complaints:
        words = heard.complaints[-1]
        bench.tell(Warned(f"{bench.task}: parts of the sound are damaged: listen to the result ({words})"))


def _inverted(bench: Bench, heard: Examined) -> bool:
    """Say whether the channels cancel on one loudspeaker; unlike an episode, a lesson has no choice of them to make."""
    if heard.programme.channels == 1 or not heard.analysis.inverted:
        return False
    told = "left and right are each other upside down; the left one was taken for both"
    bench.tell(Warned(f"{bench.task}: {told}"))
    return True
