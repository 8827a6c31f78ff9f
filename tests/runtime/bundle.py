"""A bundle with the runtime and the self-test, and a page that does nothing by itself."""

import subprocess
from pathlib import Path

import imageio_ffmpeg

from lms.sco import MANIFEST, NAMES12, NAMES2004
from pipeline.formats import look
from pipeline.formats.lesson.document import course_js
from pipeline.formats.lesson.page import LINK, RUNTIME
from runtime.courses import small
from runtime.node import Course, Json

PAGE = """<!doctype html>
<html lang="nb">
<meta charset="utf-8">
<title>Kurset</title>
<h1>Kurset</h1>
<p><a href="selvtest.html" target="_blank" rel="opener">Selvtest</a></p>
<script src="course.js"></script>
<script src="lesson.js"></script>
</html>
"""
BEGIN = """
Fremskritt.told = [];
Fremskritt.page = Fremskritt.tracker(Fremskritt.course, window);
Fremskritt.page.on("saved", (outcome) => Fremskritt.told.push(outcome));
Fremskritt.started = Fremskritt.page.start();
"""
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:01.500\nHei og velkommen.\n"


def taken(standard: str) -> Json:
    """Give the small course with files."""
    course = small(standard, version="0123456789ab")
    track = {"kind": "captions", "language": "nb", "label": "Norsk bokmål", "src": "captions/leksjon_1.nb.vtt"}
    for lesson in course["lessons"]:
        lesson.update(video="video/leksjon_1.mp4", described=None, tracks=[track], descriptions=None)
    return course


def write(root: Path, standard: str, launch: str = "index.html", **changes: Json) -> Course:
    """Write the bundle as it lies unpacked; gives its course."""
    course: Json = {**taken(standard), **changes}
    namespaces, version, kind = NAMES2004 if standard == "scorm2004" else NAMES12
    manifest = MANIFEST.format(namespaces=namespaces, version=version, kind=kind, more="")
    texts = {
        "imsmanifest.xml": manifest.replace('href="index.html">', f'href="{launch}">'),
        "index.html": PAGE,
        "course.js": course_js(course).decode(),
        "lesson.js": _source(RUNTIME) + BEGIN,
        "selvtest.html": look.source("lesson/selvtest.html", {}),
        "selftest.js": _source((*LINK, "selftest.js")),
        "lesson.css": look.source("theme.css", {}) + _source(("lesson.css", "selftest.css")),
        "captions/leksjon_1.nb.vtt": CAPTIONS,
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "video").mkdir()
    _film(root / "video" / "leksjon_1.mp4")
    return dict(course)


def _source(names: tuple[str, ...]) -> str:
    return "\n".join(look.source(f"lesson/{name}", {}) for name in names)


def _film(path: Path) -> None:
    sources = ("testsrc=size=320x180:rate=10:duration=2", "sine=frequency=330:duration=2")
    inputs = [part for source in sources for part in ("-f", "lavfi", "-i", source)]
    codecs = (
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-movflags",
        "+faststart",
    )
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *inputs, *codecs, str(path)], check=True, timeout=60
    )
