"""A course with the bundle's own runtime and no page around it: what is tracked, without what is seen."""

import json
from pathlib import Path
from zipfile import ZipFile

from lms.sco import MANIFEST, NAMES12, NAMES2004
from pipeline.formats import look
from pipeline.formats.lesson.page import RUNTIME
from runtime.courses import small

PAGE = """<!doctype html>
<html lang="nb">
<meta charset="utf-8">
<title>Et kurs til prøve</title>
<p id="lagret" role="status"></p>
<script src="course.js"></script>
<script src="lesson.js"></script>
<script src="start.js"></script>
</html>
"""

START = """"use strict";
const tracker = Fremskritt.tracker(Fremskritt.course, window);
const told = [];
tracker.on("saved", (event) => {
  told.push(event);
  const not = event.reason === "checking" ? "lagrer" : "ikke lagret";
  document.getElementById("lagret").textContent = event.saved ? "lagret" : not;
});
const started = tracker.start();
"""


def write_course(path: Path, standard: str, **more: object) -> Path:
    """Write a zip with two lessons, the first with a question of each kind."""
    document = small(standard, **more)
    namespaces, version, kind = NAMES2004 if standard == "scorm2004" else NAMES12
    with ZipFile(path, "w") as archive:
        archive.writestr("imsmanifest.xml", MANIFEST.format(namespaces=namespaces, version=version, kind=kind, more=""))
        archive.writestr("index.html", PAGE)
        archive.writestr("course.js", f"var Fremskritt = {{}};\nFremskritt.course = {json.dumps(document)};\n")
        archive.writestr("lesson.js", "\n".join(look.source(f"lesson/{name}", {}) for name in RUNTIME))
        archive.writestr("start.js", START)
    return path
