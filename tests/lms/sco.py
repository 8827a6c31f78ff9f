"""Tiny SCOs for the tests of the LMS side: a page that does nothing by itself, and its manifest."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

PAGE = """<!doctype html>
<html lang="nb">
<meta charset="utf-8">
<title>En liten leksjon</title>
<link rel="stylesheet" href="stil.css">
<h1>En liten leksjon</h1>
<p id="svar" role="status">Ikke startet</p>
<video src="video.mp4" controls preload="metadata"></video>
<script src="sco.js"></script>
</html>
"""

SCRIPT = """"use strict";
const found = (name) => {
  for (let at = window; ; at = at.parent) {
    if (at[name]) return at[name];
    if (at.parent === at) break;
  }
  return window.opener && window.opener[name];
};
const old = found("API");
const api = old || found("API_1484_11");
const named = (name) => (old ? `LMS${name}` : name === "Finish" ? "Terminate" : name);
const call = (name, ...given) => (api ? api[named(name)](...given) : "");
const error = () => String(call("GetLastError"));
document.getElementById("svar").textContent = api ? "Fant LMS-et" : "Fant ikke noe LMS";
"""

NAMES12 = (
    'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"',
    "1.2",
    "scormtype",
)
NAMES2004 = (
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"',
    "2004 4th Edition",
    "scormType",
)

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="liten" version="1" {namespaces}>
  <metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>
  <organizations default="org"><organization identifier="org"><title>En liten leksjon</title>
    <item identifier="item" identifierref="sco"><title>En liten leksjon</title>{more}</item>
  </organization></organizations>
  <resources><resource identifier="sco" type="webcontent" adlcp:{kind}="sco" href="index.html">
    <file href="index.html"/>
  </resource></resources>
</manifest>
"""

VIDEO = bytes(range(256)) * 400


def write_sco(path: Path, standard: str = "scorm12", more: str = "", script: str = SCRIPT) -> Path:
    """Write a zip with one SCO; ``more`` goes into the manifest's item. Standard ``web`` has no manifest."""
    namespaces, version, kind = NAMES2004 if standard == "scorm2004" else NAMES12
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        if standard != "web":
            manifest = MANIFEST.format(namespaces=namespaces, version=version, kind=kind, more=more)
            archive.writestr("imsmanifest.xml", manifest)
        archive.writestr("index.html", PAGE)
        archive.writestr("stil.css", "body { font-family: sans-serif }\n" * 40)
        archive.writestr("sco.js", script)
        archive.writestr("video.mp4", VIDEO, ZIP_STORED)
    return path
