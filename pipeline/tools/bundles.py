"""The bundles of courses in a folder target, and what an LMS would read in their manifests."""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from pipeline.tools.keys import is_key

_LARGEST_MANIFEST = 4_000_000
"""Bytes; a manifest that says to be larger is not unpacked."""


@dataclass(frozen=True, slots=True)
class FoundBundle:
    """A zip below ``elearning/<course>/media/``. ``standard`` is scorm12, scorm2004, web, or '' where none can tell.

    ``href`` is the page to open, ``mastery`` the mastery score (per cent) as it is written, ``threshold`` the
    completion threshold of SCORM 2004; the last two are '' where there is none.
    """

    course: str
    path: Path
    size: int
    title: str
    standard: str
    href: str = "index.html"
    mastery: str = ""
    threshold: str = ""

    @property
    def file(self) -> str:
        """Give the zip's name."""
        return self.path.name

    @property
    def name(self) -> str:
        """Give the name without the digest: a later build of the same bundle has the same."""
        return self.path.stem.rpartition("-")[0] or self.path.stem


def bundles(folder: Path) -> tuple[FoundBundle, ...]:
    """Find every zip of every course, by course and name; of two builds the one written last comes first."""
    zips = [path for path in folder.glob("elearning/*/media/*.zip") if _is_ours(folder, path)]
    ordered = sorted(zips, key=lambda path: -path.stat().st_mtime_ns)
    found = [look(path) for path in ordered]
    return tuple(sorted(found, key=lambda bundle: (bundle.course, bundle.name)))


def bundle(folder: Path, course: str, file: str) -> FoundBundle | None:
    """Find one zip by its course and name."""
    path = folder / "elearning" / course / "media" / file
    known = is_key(course) and is_key(file) and file.endswith(".zip") and path.is_file()
    return look(path) if known and _is_ours(folder, path) else None


def look(path: Path) -> FoundBundle:
    """Read a bundle's manifest as an LMS does; a zip without one is a web copy."""
    course, size = path.parent.parent.name, path.stat().st_size
    try:
        with ZipFile(path) as archive:
            if "imsmanifest.xml" not in archive.namelist():
                return FoundBundle(course, path, size, path.stem, "web")
            if archive.getinfo("imsmanifest.xml").file_size > _LARGEST_MANIFEST:
                return FoundBundle(course, path, size, path.stem, "")
            manifest = archive.read("imsmanifest.xml")
        return _described(course, path, size, manifest)
    except (BadZipFile, OSError, etree.XMLSyntaxError):
        return FoundBundle(course, path, size, path.stem, "")


def _described(course: str, path: Path, size: int, manifest: bytes) -> FoundBundle:
    root = etree.fromstring(manifest, etree.XMLParser(resolve_entities=False, no_network=True))
    item = root.find(".//{*}organization/{*}item")
    resource = None if item is None else _resource(root, item.get("identifierref"))
    if item is None or resource is None:
        return FoundBundle(course, path, size, path.stem, "")
    version = root.findtext(".//{*}schemaversion") or ""
    return FoundBundle(
        course,
        path,
        size,
        root.findtext(".//{*}organization/{*}title") or path.stem,
        "scorm2004" if "2004" in version or "1.3" in version else "scorm12",
        resource.get("href") or "index.html",
        item.findtext("{*}masteryscore") or "",
        item.findtext("{*}completionThreshold") or "",
    )


def _resource(root: etree._Element, identifier: str | None) -> etree._Element | None:
    return next((each for each in root.iterfind(".//{*}resource") if each.get("identifier") == identifier), None)


def _is_ours(folder: Path, path: Path) -> bool:
    """No dot files, and no link that leads out of the folder."""
    inside = path.resolve().is_relative_to(folder.resolve())
    return inside and is_key(path.relative_to(folder).as_posix())
