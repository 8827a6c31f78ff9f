"""A show and what belongs to it: the values of a ``show.toml``."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from pipeline.model.audio import AS_USUAL, Overrides
from pipeline.model.blob import Blob


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody heard in, or behind, an episode. Roles and groups: the Podcast Taxonomy Project."""

    name: str
    role: str = "host"
    group: str = "cast"
    link: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A category of Apple's 2019 list, with its subcategory or ''."""

    name: str
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A named address: where to subscribe, or where to support the show."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class License:
    """An SPDX identifier or a name, with the address of the text (``podcast:license``)."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Txt:
    """A free record of the feed (``podcast:txt``), such as a proof of ownership."""

    value: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for the feed; the address is used by directories to verify it."""

    name: str
    email: str


StingName = Literal["intro", "outro", "between", "bed"]
STING_NAMES: tuple[StingName, ...] = ("intro", "outro", "between", "bed")
"""The show's own sounds, as they are called in its file."""

LONGEST_BETWEEN = 15.0
"""Seconds that a sound between two parts may last: all of it is held in memory while it is mixed."""


@dataclass(frozen=True, slots=True)
class Bed:
    """Music that goes on under the first words: ``alone`` seconds before them, and ``seconds`` from then on.

    It is at least ``under`` dB weaker than the words.
    """

    sound: Blob
    under: float = 16.0
    seconds: float = 20.0
    alone: float = 2.0


@dataclass(frozen=True, slots=True)
class Stings:
    """The show's own sounds: before and after an episode, overlapping speech by ``overlap`` seconds.

    ``between`` stands where chapters ask for it.
    """

    intro: Blob | None = None
    outro: Blob | None = None
    overlap: float = 1.0
    between: Blob | None = None
    bed: Bed | None = None

    @property
    def any(self) -> bool:
        """Say whether there is any sound."""
        return any((self.intro, self.outro, self.between, self.bed))

    def only(self, names: Collection[StingName]) -> "Stings":
        """Give those of these names."""
        intro, outro = self.intro if "intro" in names else None, self.outro if "outro" in names else None
        between, bed = self.between if "between" in names else None, self.bed if "bed" in names else None
        kept = Stings(intro, outro, self.overlap, between, bed)
        return kept if kept.any else Stings()


@dataclass(frozen=True, slots=True)
class Artwork:
    """A picture with its text alternative; ``kind`` is what the bytes are, not what the name says."""

    blob: Blob
    alt: str
    kind: Literal["jpeg", "png"]
    width: int


@dataclass(frozen=True, slots=True)
class Show:
    """A podcast. ``guid`` is the ``podcast:guid``: assigned once, kept in the lock file.

    ``former_slugs`` are the names that its folder had before, under which its subscribers still look.
    """

    slug: str
    guid: str
    title: str
    description: str
    language: str
    author: str
    owner: Owner
    categories: tuple[Category, ...]
    explicit: bool
    artwork: Artwork
    link: str
    timezone: str
    kind: Literal["episodic", "serial"] = "episodic"
    copyright: str = ""
    medium: str = "podcast"
    locked: bool = True
    people: tuple[Person, ...] = ()
    funding: tuple[Link, ...] = ()
    license: License | None = None
    subscribe: tuple[Link, ...] = ()
    txt: tuple[Txt, ...] = ()
    stings: Stings = Stings()
    mastering: Overrides = AS_USUAL
    former_slugs: tuple[str, ...] = ()
