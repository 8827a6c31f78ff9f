"""Names and files of what a lesson plays: video, poster, captions, description."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.formats.lesson.words import self_name
from pipeline.formats.transcript import to_vtt
from pipeline.model.bundle import BundleFile, EncodedLesson
from pipeline.model.course import Captions, Lesson


@dataclass(frozen=True, slots=True)
class Track:
    """Timed text beside a video, as the ``track`` element has it (HTML, section 4.8.6)."""

    kind: str
    language: str
    label: str
    src: str


@dataclass(frozen=True, slots=True)
class Media:
    """Where a lesson's files lie in the bundle; ``described`` is '' and ``descriptions`` None where there is none."""

    video: str
    poster: str
    described: str
    captions: tuple[Track, ...]
    descriptions: Track | None


def media(lesson: Lesson, encoded: EncodedLesson) -> Media:
    """Give the names of a lesson's files."""
    track = lesson.audio_description.track
    return Media(
        video=f"video/{lesson.id}.mp4",
        poster=f"video/{lesson.id}.jpg",
        described=f"video/{lesson.id}.described.mp4" if encoded.described else "",
        captions=tuple(_track(lesson, one, "captions") for one in lesson.captions),
        descriptions=_track(lesson, track, "descriptions") if track else None,
    )


def media_files(lesson: Lesson, encoded: EncodedLesson) -> Iterator[BundleFile]:
    """Give a lesson's files; timed text is written anew as WebVTT."""
    names = media(lesson, encoded)
    yield BundleFile(names.video, encoded.main.video)
    yield BundleFile(names.poster, encoded.main.poster)
    if encoded.described:
        yield BundleFile(names.described, encoded.described.video)
    for track, captions in zip(names.captions, lesson.captions, strict=True):
        yield _timed(track, captions)
    if names.descriptions and lesson.audio_description.track:
        yield _timed(names.descriptions, lesson.audio_description.track)


def _track(lesson: Lesson, captions: Captions, kind: str) -> Track:
    language = captions.language
    middle = "" if kind == "captions" else f".{kind}"
    name = f"captions/{lesson.id}{middle}.{language.lower().replace('_', '-')}.vtt"
    return Track(kind, language, self_name(language), name)


def _timed(track: Track, captions: Captions) -> BundleFile:
    return BundleFile(track.src, to_vtt(captions.cues, captions.language, estimated=False).encode())
