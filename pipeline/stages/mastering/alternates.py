"""The same sound in other codecs than MP3."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pipeline.errors import MissingError, ToolError
from pipeline.formats.podcast20 import TITLES
from pipeline.model.audio import Alternate, Codec, Profile
from pipeline.stages.mastering.encode import ALTERNATES, Coding
from pipeline.stages.mastering.render import Rendered
from pipeline.tools.ffmpeg.program import Ffmpeg, encodes
from pipeline.tools.files import blob

_EXACT = 0.001
"""Seconds by which a decoded file may be longer or shorter: a sample or two, where it has another rate."""


_ENCODERS: Mapping[Codec, str] = MappingProxyType({"aac": "aac", "opus": "libopus"})


def codings(profile: Profile, ffmpeg: Ffmpeg) -> tuple[Coding, ...]:
    """Give the encoders that a profile asks for besides MP3.

    Raises:
        MissingError: this ffmpeg was built without one of them.
    """
    for codec in profile.alternates:
        if not encodes(ffmpeg, _ENCODERS[codec]):
            raise MissingError(
                f"{ffmpeg.path} cannot make {TITLES[codec]}: it was built without {_ENCODERS[codec]}",
                f'take "{codec}" out of alternates, or remove `ffmpeg` from config/publish.toml to use the shipped one',
            )
    return tuple(ALTERNATES[codec] for codec in profile.alternates)


def alternates(profile: Profile, rendered: Sequence[Rendered], seconds: float) -> Iterator[Alternate]:
    """Tell of what those encoders made of ``seconds`` of sound, in their order.

    Raises:
        ToolError: a file lasts longer or shorter than the sound: chapters and transcript would not fit.
    """
    for codec, one in zip(profile.alternates, rendered, strict=True):
        if abs(one.proof.seconds - seconds) > _EXACT:
            raise _inexact(codec, one.proof.seconds, seconds)
        yield Alternate(codec, blob(one.path), one.samples, one.proof.rate, one.loudness)


def _inexact(codec: Codec, found: float, seconds: float) -> ToolError:
    return ToolError(
        f"this ffmpeg makes {TITLES[codec]} that lasts {found:.3f} s of {seconds:.3f} s of sound",
        "use the ffmpeg that is shipped: remove `ffmpeg` from config/publish.toml",
    )
