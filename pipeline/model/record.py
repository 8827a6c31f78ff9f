"""What is kept on the target for each published episode; feed and show page are a pure function of these."""

from dataclasses import dataclass
from datetime import datetime

from pipeline.model.audio import Codec
from pipeline.model.episode import Chapter, EpisodeKind
from pipeline.model.show import License, Person


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file on the target that others refer to. ``key`` is relative to the target's root."""

    key: str
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class AlternateFile:
    """The audio of an episode in another codec, of ``bitrate`` bits per second in the mean, tags apart."""

    codec: Codec
    file: MediaFile
    bitrate: int


@dataclass(frozen=True, slots=True)
class EpisodeRecord:
    """A published episode: all that its feed item and its row on the show page need.

    ``inputs`` is the digest of everything the episode was made from, so that "changed since" can be told
    without mastering. ``seconds`` is the audio's duration from decoded samples. One that is ``removed`` is shown
    nowhere; what is left of its record keeps a later run from publishing it again unasked. ``alternates`` are the same
    sound in other codecs; where there are any, ``bitrate`` is that of ``audio`` in bits per second, else 0.
    """

    inputs: str
    guid: str
    slug: str
    former_slugs: tuple[str, ...]
    title: str
    published: datetime
    summary: str
    notes_html: str
    language: str
    explicit: bool
    season: int | None
    number: int | None
    kind: EpisodeKind
    people: tuple[Person, ...]
    chapters: tuple[Chapter, ...]
    license: License | None
    audio: MediaFile
    seconds: float
    chapters_file: MediaFile | None
    transcripts: tuple[MediaFile, ...]
    page: str
    removed: bool = False
    bitrate: int = 0
    alternates: tuple[AlternateFile, ...] = ()
