"""Tables that stand both in a show's file and in an episode's."""

from pydantic import Field

from pipeline.workspace.schema.addresses import OptionalUrl, WebUrl
from pipeline.workspace.schema.base import Table
from pipeline.workspace.schema.text import Line


class PersonTable(Table):
    """Somebody heard in an episode, or behind it."""

    name: Line = Field(description="The person's name as listeners see it.", examples=["Kari Nordmann"])
    role: Line = Field(
        default="host", description="What the person does, in English as in the Podcast Taxonomy: host, guest, editor …"
    )
    group: Line = Field(
        default="cast", description="The taxonomy's group the role belongs to: cast, writing, audio post-production …"
    )
    link: OptionalUrl = Field(
        default="", description="A page about the person.", examples=["https://www.example.no/kari"]
    )
    image: OptionalUrl = Field(
        default="", description="The address of a picture of the person.", examples=["https://www.example.no/kari.jpg"]
    )


class LicenseTable(Table):
    """What others may do with the sound and the texts."""

    name: Line = Field(description="An SPDX identifier, or the licence's name.", examples=["CC-BY-4.0"])
    url: OptionalUrl = Field(
        default="",
        description="The address of the licence's text; must be there unless the name begins with `CC-` or `CC0-`.",
        examples=["https://creativecommons.org/licenses/by/4.0/deed.no"],
    )


class LinkTable(Table):
    """An address with a name."""

    title: Line = Field(description="What listeners see.", examples=["Nettsiden vår"])
    url: WebUrl = Field(description="Where it leads.", examples=["https://www.example.no/podkast"])
