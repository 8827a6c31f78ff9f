"""``config/publish.toml``."""

from typing import Annotated

from pydantic import AfterValidator, Field

from pipeline.model.audio import Codec, Encoding, Trim
from pipeline.model.cleaning import CleanUp, Step
from pipeline.workspace.schema.addresses import BaseUrl, OptionalUrl, StorageUrl
from pipeline.workspace.schema.base import Kind, Many, Table, WrongValueError
from pipeline.workspace.schema.text import OptionalLine

BIT_RATES = (48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""kb/s of MPEG-1 layer III (ISO/IEC 11172-3) that do for speech at 44.1 or 48 kHz."""


def _bit_rate(value: int) -> int:
    if value not in BIT_RATES:
        raise WrongValueError(f"is no bit rate of MP3 ({value})", f"write one of {', '.join(map(str, BIT_RATES))}")
    return value


BitRate = Annotated[int, AfterValidator(_bit_rate), Kind(f"one of {', '.join(map(str, BIT_RATES))}")]


class MasteringTable(Table):
    """The contract of every finished sound file."""

    loudness: float = Field(default=-16.0, ge=-24, le=-14, description="Integrated loudness in LUFS, kept within 0.2.")
    true_peak: float = Field(default=-1.0, ge=-6, le=-0.5, description="The highest true peak allowed, in dBTP.")
    mono_kbps: BitRate = Field(default=96, description="kb/s of a mono file.")
    stereo_kbps: BitRate = Field(default=128, description="kb/s of a stereo file.")
    levelling: int = Field(
        default=100,
        ge=0,
        le=100,
        description="How much of the difference between speakers is evened out, in per cent; 0 leaves it as it is.",
    )
    trim: Trim = Field(
        default=True,
        description="Whether silence before the first and after the last sound is cut; `start` and `end` cut it there"
        " alone.",
    )
    longest_pause: float = Field(
        default=0,
        ge=0,
        le=60,
        description="Longer pauses are shortened to this many seconds, 0.5 at least; 0 leaves them as they are.",
        examples=[1.5],
    )
    cleanup: CleanUp = Field(
        default="auto",
        description="Whether rumble, mains hum, steady noise and a sharp s are treated where they are found.",
    )
    cleanup_skip: Many[Step] = Field(default=(), description="What is never treated.", examples=[["noise"]])
    alternates: Many[Codec] = Field(
        default=(),
        description="What every episode is made in besides MP3: AAC in `.m4a`, Opus in `.opus`. Apps that know of"
        " `podcast:alternateEnclosure` may choose.",
        examples=[["aac", "opus"]],
    )
    encoding: Encoding = Field(
        default="fine",
        description="How MP3 is encoded: `fast` takes half the time of `fine` and leaves a little more noise, which in"
        " speech is hard to hear; for a whole archive.",
        examples=["fast"],
    )


class TargetTable(Table):
    """A place to publish to."""

    url: StorageUrl = Field(
        description="A folder (relative to the workspace), or `s3://bucket/prefix`.", examples=["s3://podkast/arkiv"]
    )
    base_url: BaseUrl = Field(
        description="Where listeners find what lies there; a key such as `show/feed.xml` is added to it.",
        examples=["https://podkast.example.no/"],
    )
    endpoint: OptionalUrl = Field(
        default="",
        description="S3 only: the server's address, if it is not Amazon's.",
        examples=["https://s3.example.no"],
    )
    region: OptionalLine = Field(default="", description="S3 only: the region.", examples=["eu-north-1"])
    path_style: bool = Field(
        default=False, description="S3 only: whether the bucket stands in the path, not in the host name."
    )


LOCAL = TargetTable(url="public", base_url="http://127.0.0.1:8000/")


class SettingsTable(Table):
    """The settings of a workspace. The whole file may be left out."""

    default_target: str = Field(default="local", description="Where to publish when no `--to` is given.")
    ffmpeg: str = Field(
        default="",
        description="The path of an ffmpeg of your own; if left out, the one that is shipped.",
        examples=["/usr/bin/ffmpeg"],
    )
    mastering: MasteringTable = Field(
        default=MasteringTable(), description="The contract of every finished sound file."
    )
    targets: dict[str, TargetTable] = Field(
        default={"local": LOCAL},
        description="The places to publish to, by name; `local` is there also when it is not written.",
        examples=[{"local": {"url": "public", "base_url": "http://127.0.0.1:8000/"}}],
    )
