"""The zip of a course as ``publish course`` makes it, of short videos made for the tests."""

from pathlib import Path

from lesson.courses import ready
from pipeline.formats.bundle.zipping import write_zip
from pipeline.formats.lesson.page import bundle_files, package
from pipeline.formats.scorm import scorm12, scorm2004
from pipeline.model.bundle import BundleFile, BundleFormat

MAKERS = {"scorm12": scorm12.manifest, "scorm2004": scorm2004.manifest}


def make_course(folder: Path, standard: BundleFormat, **changes: object) -> Path:
    """Make the bundle in ``folder``; ``changes`` are fields of the course."""
    course, encoded = ready(folder / "work", **changes)
    files = bundle_files(course, encoded, standard)
    if standard in MAKERS:
        manifest = MAKERS[standard](package(course, encoded, files))
        files = (*files, BundleFile("imsmanifest.xml", manifest))
    write_zip(folder / f"{standard}.zip", files)
    return folder / f"{standard}.zip"
