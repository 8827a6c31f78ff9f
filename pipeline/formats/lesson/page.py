"""All the files of a bundle but its manifest, and what the manifest tells of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.formats import look
from pipeline.formats.lesson.document import course_js, document, read_course_js, version
from pipeline.formats.lesson.media import media_files
from pipeline.formats.lesson.profiles import profile
from pipeline.formats.lesson.views import glossary, lesson_view
from pipeline.formats.lesson.words import LANGUAGES, words
from pipeline.formats.statement import NAME, statement
from pipeline.model.bundle import BundleFile, BundleFormat, EncodedLesson, Package
from pipeline.model.course import Course

PAGE, DOCUMENT, SCRIPT, STYLE = "index.html", "course.js", "lesson.js", "lesson.css"
SELFTEST, SELFTEST_SCRIPT = "selvtest.html", "selftest.js"
LINK = ("formats.js", "scorm.js")
RUNTIME = (
    *LINK,
    *("bits.js", "state.js", "progress.js", "codec.js", "record.js"),
    *("comments.js", "journal.js", "saver.js", "reach.js", "exchange.js", "tracker.js"),
)
SHELL = (
    "player.js",
    "places.js",
    "looks.js",
    "controls.js",
    "describing.js",
    "transcript.js",
    "answers.js",
    "quiz.js",
    "notes.js",
    "certificate.js",
    "shell.js",
)
SCRIPTS = ("i18n.js", *(f"i18n/{language}.js" for language in LANGUAGES), *RUNTIME, "dom.js", *SHELL)
"""What ``lesson.js`` is put together of, in this order."""
STYLES = (
    *("theme.css", "lesson/lesson.css", "lesson/player.css", "lesson/quiz.css", "lesson/selftest.css"),
    "lesson/print.css",
)


def bundle_files(
    course: Course,
    encoded: tuple[EncodedLesson, ...],
    standard: BundleFormat,
    lesson: str = "",
    templates: tuple[tuple[str, str], ...] = (),
) -> tuple[BundleFile, ...]:
    """Give every file of a bundle but ``imsmanifest.xml``, in order of their names.

    ``encoded`` belongs to the course's lessons, one to one; ``lesson`` is the id of the only lesson of the bundle, or
    '' for the whole course; ``templates`` are the workspace's own. Raises ContentError if one of those is wrong.
    """
    own = dict(templates)
    shown, videos = _scoped(course, encoded, lesson)
    code, style = _code(own), _joined(STYLES, own)
    told = document(shown, videos, standard, "lesson" if lesson else "course", mark(course, templates))
    files = (
        BundleFile(PAGE, _page(shown, videos, standard, told, templates)),
        BundleFile(DOCUMENT, course_js(told)),
        BundleFile(SCRIPT, code.encode()),
        BundleFile(STYLE, style.encode()),
        BundleFile(NAME, statement(shown, templates=templates)),
        *_selftest(standard, own),
        *(file for one in shown.lessons for file in media_files(one, videos[one.id])),
    )
    return tuple(sorted(files, key=lambda file: file.name))


def mark(course: Course, templates: tuple[tuple[str, str], ...] = ()) -> str:
    """Give the version that bundles of the course carry: the same for each of them, and known before any is made."""
    own = dict(templates)
    pages = {name: look.source(name, own) for name in look.LESSON if name.endswith(".html")}
    return version(course, {SCRIPT: _code(own), STYLE: _joined(STYLES, own), **pages})


def package(
    course: Course, encoded: tuple[EncodedLesson, ...], files: tuple[BundleFile, ...], lesson: str = ""
) -> Package:
    """Give what the manifest tells of a bundle with ``files``, which ``bundle_files`` gave for the same arguments."""
    shown, _ = _scoped(course, encoded, lesson)
    identifier = f"{course.id}-{lesson}" if lesson else course.id
    only = shown.lessons[0] if lesson else None
    return Package(
        identifier=identifier,
        item=f"item-{identifier}",
        title=f"{course.title}: {only.title}" if only else course.title,
        description=only.summary if only else course.description,
        language=only.language if only else course.language,
        version=_version_of(files),
        files=tuple(file.name for file in files),
        launch=PAGE,
        seconds=sum(one.minutes * 60.0 for one in shown.lessons),
        mastery=profile(course.profile).mastery,
        objectives=tuple((one.id, one.title) for one in shown.lessons),
    )


def _scoped(
    course: Course, encoded: tuple[EncodedLesson, ...], lesson: str
) -> tuple[Course, Mapping[str, EncodedLesson]]:
    pairs = [pair for pair in zip(course.lessons, encoded, strict=True) if not lesson or pair[0].id == lesson]
    if not pairs:
        raise ValueError(f"{course.id} has no lesson {lesson}")
    rule = replace(course.completion, lessons=None) if lesson else course.completion
    return replace(course, lessons=tuple(one for one, _ in pairs), completion=rule), {one.id: it for one, it in pairs}


def _page(
    course: Course,
    encoded: Mapping[str, EncodedLesson],
    standard: BundleFormat,
    told: Mapping[str, object],
    templates: tuple[tuple[str, str], ...],
) -> bytes:
    own = dict(templates)
    views = tuple(lesson_view(course, lesson, encoded[lesson.id]) for lesson in course.lessons)
    return look.render(
        "lesson/course.html",
        templates,
        course=course,
        standard=standard,
        version=told["version"],
        scope=told["scope"],
        minutes=sum(lesson.minutes for lesson in course.lessons),
        views=views,
        glossary=glossary(course),
        say=words(course.language, own),
        says={language: words(language, own) for language in {course.language, *(view.language for view in views)}},
        reflecting=any(lesson.reflections for lesson in course.lessons),
    )


def _selftest(standard: BundleFormat, own: Mapping[str, str]) -> Iterator[BundleFile]:
    if standard != "web":
        yield BundleFile(SELFTEST, look.source(f"lesson/{SELFTEST}", own).encode())
        script = _joined(tuple(f"lesson/{name}" for name in (*LINK, SELFTEST_SCRIPT)), own)
        yield BundleFile(SELFTEST_SCRIPT, script.encode())


def _code(own: Mapping[str, str]) -> str:
    return _joined(tuple(f"lesson/{name}" for name in SCRIPTS), own)


def _joined(names: tuple[str, ...], own: Mapping[str, str]) -> str:
    return "\n".join(look.source(name, own).rstrip("\n") + "\n" for name in names)


def _version_of(files: tuple[BundleFile, ...]) -> str:
    bodies = {file.name: file.body for file in files}
    script = bodies[DOCUMENT]
    if not isinstance(script, bytes):
        raise TypeError(f"{DOCUMENT} is made, not copied")
    return str(read_course_js(script)["version"])
