"""``feeds/<show>/show.toml``."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from pipeline.workspace.schema.addresses import Email, Language, OptionalUrl, WebUrl
from pipeline.workspace.schema.base import Many, Table, WrongValueError
from pipeline.workspace.schema.mastering import MasteringTable
from pipeline.workspace.schema.shared import LicenseTable, LinkTable, PersonTable
from pipeline.workspace.schema.text import Line, OptionalLine, Prose
from pipeline.workspace.schema.values import CategoryName, FileName, ZoneName

Medium = Literal["podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course", "mixed"]


class OwnerTable(Table):
    """Who answers for the feed; never shown to listeners."""

    name: Line = Field(description="The organisation or person that owns the show.", examples=["Trondheim kommune"])
    email: Email = Field(
        description="Where directories write to check that the show is yours.", examples=["post@example.no"]
    )


class TxtTable(Table):
    """A free record of the feed, such as a proof of ownership."""

    value: Line = Field(description="The text a directory asked you to put in the feed.", examples=["abc123"])
    purpose: OptionalLine = Field(
        default="",
        description="What it is for, such as a check of who owns the feed.",
        examples=["applepodcastsverify"],
    )


class StingsTable(Table):
    """The show's own sounds before, between the parts of, and after each episode."""

    intro: FileName = Field(
        default="", description="A sound file in the show's folder, played first.", examples=["intro.wav"]
    )
    outro: FileName = Field(
        default="", description="A sound file in the show's folder, played last.", examples=["outro.wav"]
    )
    between: FileName = Field(
        default="",
        description="A short sound file in the show's folder, at most 15 s, played before each chapter that says"
        " `sting = true`.",
        examples=["skille.wav"],
    )
    overlap: float = Field(
        default=1.0,
        ge=0,
        le=10,
        description="Seconds of speech that play over the end of the intro and the start of the outro.",
    )


class BedTable(Table):
    """Music under the first words of each episode, after the intro."""

    sound: FileName = Field(
        description="A sound file in the show's folder. It is not repeated: if it is too short, it ends.",
        examples=["teppe.wav"],
    )
    under: float = Field(
        default=16.0, ge=6, le=40, description="By how many dB it is weaker than the words while somebody speaks."
    )
    seconds: float = Field(
        default=20.0,
        ge=1,
        le=30,
        description="For how long it goes on after the recording has begun, faded out at the end.",
    )
    alone: float = Field(default=2.0, ge=0, le=10, description="For how long it is heard before the recording begins.")


def _at_least_one(values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        raise WrongValueError("is empty", 'write at least one, such as categories = ["Government"]')
    if len(set(values)) != len(values):
        raise WrongValueError("names a category twice", "remove one of them")
    return values


class ShowTable(Table):
    """A show."""

    title: Line = Field(description="The show's name.", examples=["Kommunenes digitale fremskritt"])
    description: Prose = Field(
        description="What the show is about; at most 4000 bytes.", examples=["Samtaler om digitalisering i kommunene."]
    )
    language: Language = Field(
        default="nb", description="The language spoken, as a BCP 47 tag: `nb`, `nn`, `en`, `se`, `sma` …"
    )
    author: Line = Field(description="Who makes the show, as listeners see it.", examples=["Trondheim kommune"])
    link: WebUrl = Field(description="The show's own web page.", examples=["https://www.example.no/podkast"])
    timezone: ZoneName = Field(default="Europe/Oslo", description="The zone in which times without an offset are read.")
    explicit: bool = Field(default=False, description="Whether the show has words or topics not fit for children.")
    type: Literal["episodic", "serial"] = Field(
        default="episodic", description="`episodic`: newest first. `serial`: meant to be heard in order."
    )
    artwork: FileName = Field(
        default="artwork.png",
        description="The show's picture, in its folder: a square JPEG or PNG, 1400 to 3000 pixels, RGB without alpha.",
    )
    artwork_alt: Line = Field(
        description="What the picture shows, for those who do not see it (WCAG 1.1.1).",
        examples=["To personer i samtale foran et rådhus"],
    )
    copyright: OptionalLine = Field(
        default="", description="Who has the rights.", examples=["© 2026 Trondheim kommune"]
    )
    medium: Medium = Field(default="podcast", description="What kind of content it is (podcast:medium).")
    locked: bool = Field(default=True, description="Whether other platforms must ask before they import the feed.")
    feed_url: OptionalUrl = Field(
        default="",
        description="The feed's public address, if it has one already: the show's `podcast:guid` is made from it once.",
        examples=["https://www.example.no/podkast/feed.xml"],
    )
    renamed_from: str | None = Field(
        default=None,
        description='What the show\'s folder was called before, if `publish` cannot tell; `""`: the show is new.',
        examples=["gammelt-navn"],
    )
    categories: Annotated[Many[CategoryName], AfterValidator(_at_least_one)] = Field(
        description="Apple's categories, the most important first; a subcategory as `Parent > Sub`.",
        examples=[["Government", "Technology"]],
    )
    owner: OwnerTable = Field(
        description="Who answers for the feed.", examples=[{"name": "Trondheim kommune", "email": "post@example.no"}]
    )
    license: LicenseTable | None = Field(default=None, description="What others may do with the episodes.")
    funding: Many[LinkTable] = Field(default=(), description="Where listeners can support the show.")
    people: Many[PersonTable] = Field(
        default=(), description="Who takes part in every episode that names nobody itself."
    )
    subscribe: Many[LinkTable] = Field(default=(), description="Where the show is found, for the show's page.")
    txt: Many[TxtTable] = Field(default=(), description="Free records of the feed (podcast:txt).")
    stings: StingsTable = Field(default=StingsTable(), description="The show's own sounds.")
    bed: BedTable | None = Field(default=None, description="Music under the first words.")
    mastering: MasteringTable = Field(
        default=MasteringTable(),
        description="How the sound of this show is to be, where it is not as in `config/publish.toml`; an episode may"
        " still say otherwise for itself.",
    )
