"""``config/guids.lock.json``, which ``publish`` writes and the producer commits."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from pipeline.workspace.schema.base import Many, Table, WrongValueError

VERSION = 1


def _guid(value: str) -> str:
    try:
        return str(UUID(value))
    except ValueError:
        raise WrongValueError(f'is no guid ("{value}")', "take it back from an earlier version of the file") from None


Guid = Annotated[str, AfterValidator(_guid)]


class ShowLock(Table):
    """What is kept of a show. A ``provisional`` guid is made anew, once, when the show gets a public address."""

    slug: str = Field(examples=["fremskritt"])
    guid: Guid = Field(examples=["9b024349-ccf0-5f69-a609-6b82873eab3c"])
    title: str = Field(examples=["Kommunenes digitale fremskritt"])
    provisional: bool = False
    former_slugs: Many[str] = ()


class EpisodeLock(Table):
    """What is kept of an episode; ``recording`` is the SHA-256 of the recording it was last published from.

    ``first_slug``, '' for the present one, names its media, so that a renaming, there or back, moves no file.
    """

    slug: str = Field(examples=["digital-ledelse"])
    guid: Guid = Field(examples=["9b024349-ccf0-5f69-a609-6b82873eab3c"])
    show: str = Field(examples=["fremskritt"])
    title: str = Field(examples=["Digital ledelse i praksis"])
    season: int | None = None
    number: int | None = None
    recording: str = Field(examples=["0" * 64])
    former_slugs: Many[str] = ()
    first_slug: str = ""


class Lock(Table):
    """What was assigned once, for good. Episodes that are gone stay, so that no guid is ever used twice."""

    version: int = Field(default=VERSION, ge=VERSION, le=VERSION)
    shows: Many[ShowLock] = ()
    episodes: Many[EpisodeLock] = ()
