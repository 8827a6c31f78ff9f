"""The least bundle without faults, as bytes."""

import io
import zipfile
from collections.abc import Mapping

from pipeline.formats.scorm import scorm12
from pipeline.model.bundle import Package

PACKAGE = Package("kurs-a", "item-a", "Kurs", "Et kurs.", "nb", "0123456789ab", ("index.html", "lesson.js"))
PAGE = '<!doctype html><html lang="nb"><head><title>Kurs</title></head><body><script src="lesson.js"></script></body>'
SCRIPT = 'API.LMSSetValue("cmi.core.lesson_status", "completed");'
FILES: Mapping[str, bytes] = {
    "imsmanifest.xml": scorm12.manifest(PACKAGE),
    "index.html": PAGE.encode(),
    "lesson.js": SCRIPT.encode(),
}


def zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
