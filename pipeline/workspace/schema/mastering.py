"""How finished sound is to be: the same keys in ``config/publish.toml``, in a show's file, and in an episode's."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from pipeline.model.audio import Codec, Encoding, Trim, in_order
from pipeline.model.cleaning import STEPS, CleanUp, Step
from pipeline.workspace.schema.base import Kind, Many, Table, WrongValueError

BIT_RATES = (48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""kb/s of MPEG-1 layer III (ISO/IEC 11172-3) that do for speech at 44.1 or 48 kHz."""
SOFTEST, LOUDEST = -31, -12
"""LUFS of integrated loudness: from what cinemas and films ask for to what the loudest podcasts have.

Under them a player's own noise is heard; over them speech with a true peak of -1 dBTP is mostly limiter.
"""


def _bit_rate(value: int) -> int:
    if value not in BIT_RATES:
        raise WrongValueError(f"is no bit rate of MP3 ({value})", f"write one of {', '.join(map(str, BIT_RATES))}")
    return value


def _no_number(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):  # Python holds 1 and true to be the same
        raise WrongValueError(f"is a number ({value})", 'write true, false, "start" or "end"')
    return value


def _in_turn(wanted: Iterable[Step]) -> tuple[Step, ...]:
    """Give steps in the order in which they are done, each once: however they are listed, it is the same wish."""
    asked = set(wanted)
    return tuple(step for step in STEPS if step in asked)


BitRate = Annotated[int, AfterValidator(_bit_rate), Kind(f"one of {', '.join(map(str, BIT_RATES))}")]
Steps = Annotated[Many[Step], AfterValidator(_in_turn)]
Codecs = Annotated[Many[Codec], AfterValidator(in_order)]


class MasteringTable(Table):
    """How finished sound is to be. Of what is left out, nothing is said: ``Profile`` has what holds where nobody does.

    Its keys are those of ``pipeline.model.audio.Overrides``.
    """

    loudness: float | None = Field(
        default=None,
        ge=SOFTEST,
        le=LOUDEST,
        description="Integrated loudness in LUFS, kept within 0.2: -16 for podcasts, -23 for radio (EBU R 128).",
        examples=[-16.0],
    )
    true_peak: float | None = Field(
        default=None, ge=-6, le=-0.5, description="The highest true peak allowed, in dBTP.", examples=[-2.0]
    )
    mono_kbps: BitRate | None = Field(default=None, description="kb/s of a mono file.", examples=[96])
    stereo_kbps: BitRate | None = Field(default=None, description="kb/s of a stereo file.", examples=[128])
    levelling: int | None = Field(
        default=None,
        ge=0,
        le=100,
        description="How much of the difference between speakers is evened out, in per cent; 0 leaves it as it is.",
        examples=[0],
    )
    trim: Annotated[Trim, BeforeValidator(_no_number)] | None = Field(
        default=None,
        description="Whether silence before the first and after the last sound is cut; `start` and `end` cut it there"
        " alone.",
        examples=[False],
    )
    longest_pause: float | None = Field(
        default=None,
        ge=0,
        le=60,
        description="Longer pauses are shortened to this many seconds, 0.5 at least; 0 leaves them as they are.",
        examples=[1.5],
    )
    cleanup: CleanUp | None = Field(
        default=None,
        description="Whether rumble, mains hum, steady noise and a sharp s are treated where they are found.",
        examples=["off"],
    )
    cleanup_skip: Steps | None = Field(default=None, description="What is never treated.", examples=[["noise"]])
    alternates: Codecs | None = Field(
        default=None,
        description="What is made besides MP3: AAC in `.m4a`, Opus in `.opus`; `[]` is MP3 alone. Apps that know of"
        " `podcast:alternateEnclosure` may choose.",
        examples=[["aac", "opus"]],
    )
    encoding: Encoding | None = Field(
        default=None,
        description="How MP3 is encoded: `fast` takes half the time of `fine` and leaves a little more noise, which in"
        " speech is hard to hear; for a whole archive.",
        examples=["fast"],
    )
    gate: bool | None = Field(
        default=None,
        description="(Several tracks) Whether each microphone is turned down while its own speaker is silent, so that"
        " the others are not heard through it.",
        examples=[False],
    )
