"""``elearning/<course>/<lesson>/`` → ``Lesson``, still without its number and those of its questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ContentError
from pipeline.formats import chapters as chapter_format
from pipeline.model.blob import Blob
from pipeline.model.course import Captions, Lesson, Term
from pipeline.model.episode import Chapter
from pipeline.model.show import Link
from pipeline.tools import images
from pipeline.workspace import paths
from pipeline.workspace.folder import Folder
from pipeline.workspace.found import Found
from pipeline.workspace.lessoncaptions import captions_of, only_named, transcript_of
from pipeline.workspace.lessondescription import audio_description_of
from pipeline.workspace.lessontext import parted
from pipeline.workspace.matching import Identity
from pipeline.workspace.naming import Draft
from pipeline.workspace.quizrules import repeated
from pipeline.workspace.quizzes import quiz_of, reflections_of
from pipeline.workspace.schema.lesson import LessonTable, poster_time
from pipeline.workspace.schema.write import as_toml


@dataclass(frozen=True, slots=True)
class LessonDraft(Draft):
    """A lesson; ``lesson`` is None where something of it is missing or wrong."""

    lesson: Lesson | None


def lesson_draft(found: Found[LessonTable], table: LessonTable, course_language: str) -> LessonDraft:
    """Make the lesson of a folder, as far as it goes."""
    folder = found.folder
    video = _video(folder, table)
    lesson = _lesson(folder, table, video, table.language or course_language)
    digest = video.sha256 if video else ""
    return LessonDraft(
        Identity(folder.slug, table.title, digest=digest, renamed_from=table.renamed_from), folder.report, lesson
    )


def _lesson(folder: Folder, table: LessonTable, video: Blob | None, language: str) -> Lesson | None:
    captions = captions_of(folder, language)
    transcript = transcript_of(folder, captions, language)
    description = audio_description_of(folder, table, language)
    poster, chapters = _poster(folder, table), _chapters(folder, table)
    _refuse_repeated_words(folder, table)
    before, after = parted(folder.text("text.md"))
    quiz, reflections = quiz_of(folder, language), reflections_of(folder)
    if video is None or transcript is None or description is None or not _begins_with(captions, language):
        return None
    return Lesson(
        id="",
        number=0,
        slug=folder.slug,
        title=table.title,
        summary=table.summary,
        language=language,
        minutes=table.minutes,
        video=video,
        captions=captions,
        transcript=transcript,
        audio_description=description,
        poster=poster,
        poster_at=poster_time(table.poster),
        chapters=chapters,
        links=tuple(Link(link.title, link.url) for link in table.links),
        glossary=tuple(Term(one.word, one.meaning) for one in table.glossary),
        before=before,
        after=after,
        reflections=reflections,
        quiz=quiz,
        credit=table.credit,
    )


def _begins_with(captions: Sequence[Captions], language: str) -> bool:
    return bool(captions) and captions[0].language == language


def _video(folder: Folder, table: LessonTable) -> Blob | None:
    if folder.report.mentions("video"):
        return None
    name = table.video or only_named(folder, "video", "video")
    if not name:
        folder.report.add("video", "is missing", _instead(paths.sounds(folder.path)))
    return folder.blob(name, "video") if name else None


def _instead(others: Sequence[str]) -> str:
    """Say how to name the video where there are ``others`` than ``video.*``."""
    if not others:
        return "copy the video there as video.mp4, .mov, .mkv …"
    first = others[0]
    return f"there is {first}: rename it to video{Path(first).suffix}, or write video = {as_toml(first)}"


def _poster(folder: Folder, table: LessonTable) -> Blob | None:
    if folder.report.mentions("poster") or poster_time(table.poster) is not None:
        return None
    name = table.poster or only_named(folder, "poster", "poster")
    blob = folder.blob(name, "poster") if name else None
    if blob is None:
        return None
    try:
        images.inspect(blob.path)
    except ContentError as error:
        folder.report.add("poster", f'cannot be used ("{name}"): {error.message}', error.hint)
        return None
    return blob


def _chapters(folder: Folder, table: LessonTable) -> tuple[Chapter, ...]:
    chapters = tuple(Chapter(one.start, one.title) for one in table.chapters)
    for problem in chapter_format.problems(chapters):
        folder.report.add(f"chapters.{problem.index + 1}.{problem.key}", problem.what, problem.todo)
    return chapters


def _refuse_repeated_words(folder: Folder, table: LessonTable) -> None:
    for number in repeated(one.word for one in table.glossary):
        folder.report.add(f"glossary.{number}.word", "stands further up too", "put the meanings together")
