"""Packages for manifests, and zips of ours and of strangers', as small as they can be."""

import zipfile
from dataclasses import replace
from pathlib import Path

from pipeline.formats.scorm import scorm12, scorm2004
from pipeline.model.bundle import Package

MAKERS = {"scorm12": scorm12.manifest, "scorm2004": scorm2004.manifest}
LEAST = Package("kurs-a", "item-a", "Kurs", "Et kurs.", "nb", "0123456789ab", ("index.html", "lesson.js"))
FULL = replace(
    LEAST,
    title="Møte om æøå & <ny> teknologi",
    description="To\nlinjer.",
    files=("index.html", "imsmanifest.xml", "video/leksjon_1.mp4", "lesson.js"),
    seconds=3661.4,
    mastery=70,
    objectives=(("leksjon_1", "Første leksjon"), ("leksjon_2", "Andre leksjon")),
)
PAGE = (
    '<!doctype html><html lang="nb"><head><title>Kurs</title></head>'
    '<body><script src="lesson.js"></script></body></html>'
)
SCRIPT = 'API.LMSSetValue("cmi.core.lesson_status", "completed"); API.SetValue("cmi.completion_status", "completed");'

Files = dict[str, str | bytes]


def sound(standard: str = "scorm12") -> Files:
    """Give the files of a bundle without faults."""
    return {"imsmanifest.xml": MAKERS[standard](LEAST), "index.html": PAGE, "lesson.js": SCRIPT}


def zipped(path: Path, files: Files, method: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return path
