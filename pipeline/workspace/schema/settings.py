"""``config/publish.toml``."""

from pydantic import Field

from pipeline.workspace.schema.addresses import BaseUrl, OptionalUrl, StorageUrl
from pipeline.workspace.schema.base import Table
from pipeline.workspace.schema.mastering import MasteringTable
from pipeline.workspace.schema.text import OptionalLine


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
        default=MasteringTable(),
        description="How finished sound is to be. A show may say otherwise for itself in its `show.toml`, under"
        " `[mastering]` too, and an episode in its `episode.toml`, under no heading.",
    )
    targets: dict[str, TargetTable] = Field(
        default={"local": LOCAL},
        description="The places to publish to, by name; `local` is there also when it is not written.",
        examples=[{"local": {"url": "public", "base_url": "http://127.0.0.1:8000/"}}],
    )
