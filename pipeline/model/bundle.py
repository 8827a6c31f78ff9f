"""A course made ready for learners: encoded lessons, the files of a bundle, and the bundle itself."""

from dataclasses import dataclass
from typing import Literal

from pipeline.model.audio import Loudness
from pipeline.model.blob import Blob

BundleFormat = Literal["scorm12", "scorm2004", "web"]
BundleSize = Literal["small", "full"]


@dataclass(frozen=True, slots=True)
class VideoProfile:
    """The contract of an encoded video. ``target_bytes`` bounds it (None: quality decides).

    ``height`` bounds the picture's shorter side; ``loudness`` (LUFS) and ``true_peak`` (dBTP) hold on the decoded file.
    """

    height: int = 1080
    target_bytes: int | None = None
    loudness: float = -16.0
    tolerance: float = 0.2
    true_peak: float = -1.0
    audio_kbps: int = 128
    levelling: int = 100


@dataclass(frozen=True, slots=True)
class EncodedVideo:
    """An H.264/AAC MP4, faststart, with its poster (JPEG). ``seconds`` are those of its pictures as decoded.

    ``copied``: the pictures are the source's own stream. ``before`` and ``after`` are None where there is no sound.
    """

    video: Blob
    poster: Blob
    seconds: float
    width: int
    height: int
    copied: bool
    before: Loudness | None = None
    after: Loudness | None = None


@dataclass(frozen=True, slots=True)
class EncodedLesson:
    """A lesson's video, and the described version of it where there is one."""

    main: EncodedVideo
    described: EncodedVideo | None = None


@dataclass(frozen=True, slots=True)
class BundleFile:
    """A file in a bundle: its name, ``[a-z0-9._-]`` in folders, and its content."""

    name: str
    body: Blob | bytes


@dataclass(frozen=True, slots=True)
class Package:
    """What a manifest tells of a single-SCO bundle.

    ``identifier`` is the manifest's, an ASCII NCName; ``item`` the one of the item whose tracks an LMS keeps. Neither
    changes from build to build. ``mastery`` is a mastery score in per cent, where the profile has one.
    ``objectives`` are (identifier, text) of what the item reports on. ``files`` are all the names beside the manifest.
    """

    identifier: str
    item: str
    title: str
    description: str
    language: str
    version: str
    files: tuple[str, ...]
    launch: str = "index.html"
    seconds: float = 0.0
    mastery: int | None = None
    objectives: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """A finished zip; ``seconds`` of video are in it."""

    name: str
    blob: Blob
    format: BundleFormat
    size: BundleSize
    identifier: str
    title: str
    seconds: float
    lesson: str = ""
    """The lesson's id, or '' for the whole course."""


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """What an LMS keeps a learner's tracks under: an item's identifier, and the file it launches."""

    identifier: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Manifested:
    """What matters of a bundle for those who have begun it.

    ``document`` is the JSON of our own ``course.js``, or '' for other makers' bundles.
    """

    standard: str
    identifier: str
    items: tuple[ManifestItem, ...]
    document: str = ""
