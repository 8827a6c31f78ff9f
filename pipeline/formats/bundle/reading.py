"""Look into a bundle, anybody's, without trusting it: no entity is resolved, nothing is unpacked to the disk."""

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from pipeline.errors import ContentError
from pipeline.formats.lesson.document import read_course_js_text
from pipeline.model.bundle import Manifested, ManifestItem

MANIFEST, DOCUMENT = "imsmanifest.xml", "course.js"
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What ``zipfile`` raises for a zip that is broken, encrypted, or packed in a way it does not know."""

LARGEST_TEXT = 8_000_000
"""Bytes of a manifest or script that are read at most."""

VERSIONS_2004 = ("1.3", "CAM 1.3", "2004 3rd Edition", "2004 4th Edition")
"""What Moodle takes as SCORM 2004; any other schema version is SCORM 1.2 to it."""

_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


class ManifestError(ValueError):
    """A manifest that nobody should read: no XML, or with a document type of its own, or no UTF-8."""


def read(path: Path) -> Manifested:
    """Give what matters of a bundle for those who have begun it.

    Raises:
        ContentError: it is no zip, or a damaged one, or its manifest cannot be read.
    """
    try:
        with opened(path) as archive:
            names = set(archive.namelist())
            document = read_course_js_text(text(archive, DOCUMENT)) if DOCUMENT in names else ""
            if MANIFEST not in names:
                return Manifested("web", "", (), document)
            return _manifested(parsed(text(archive, MANIFEST)), document)
    except ManifestError as error:
        raise ContentError(f"{path}: {MANIFEST} {error}", "publish bundle check tells more") from error
    except DAMAGE as error:
        raise ContentError(f"{path}: is no zip that can be read ({error})", "download or export it again") from error
    except OSError as error:
        raise ContentError(f"{path}: cannot be read ({error.strerror})", "check its name and folder") from error


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip. Raises one of ``DAMAGE`` for a broken one, and OSError for a file that cannot be opened."""
    with zipfile.ZipFile(path) as archive:
        if any(entry.header_offset < 0 or not entry.filename for entry in archive.infolist()):
            raise zipfile.BadZipFile("its list of files has one without a place or a name")
        yield archive


def text(archive: zipfile.ZipFile, name: str) -> bytes:
    """Give a file of the zip, at most ``LARGEST_TEXT`` bytes of it, however large it says it is."""
    try:
        with archive.open(name) as file:
            return file.read(LARGEST_TEXT)
    except OSError as error:  # bzip2's word for damage
        raise zipfile.BadZipFile(f"{name} cannot be unpacked: {error}") from error


def parsed(data: bytes) -> etree._Element:
    """Parse XML of a stranger's: UTF-8, no document type, no entities, no network. Raises ManifestError."""
    if b"\0" in data[:4] or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise ManifestError("is not UTF-8")
    if _DOCTYPE.search(data):
        raise ManifestError("has a document type or entities of its own, which may read files or fill memory")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ManifestError(f"is no XML ({error.msg})") from error


def local(element: etree._Element) -> str:
    """Give an element's name without its namespace; '' for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def standard_of(manifest: etree._Element) -> str:
    """Give ``scorm12`` or ``scorm2004`` by the schema version, which Moodle goes by as well."""
    return "scorm2004" if schema_version(manifest) in VERSIONS_2004 else "scorm12"


def schema_version(manifest: etree._Element) -> str:
    """Give the first schema version there is, or ''."""
    found = [(element.text or "").strip() for element in manifest.iter() if local(element) == "schemaversion"]
    return found[0] if found else ""


def _manifested(manifest: etree._Element, document: str) -> Manifested:
    hrefs = {
        element.get("identifier", ""): element.get("href", "")
        for element in manifest.iter()
        if local(element) == "resource"
    }
    items = tuple(
        ManifestItem(element.get("identifier", ""), _title(element), hrefs.get(element.get("identifierref", ""), ""))
        for element in manifest.iter()
        if local(element) == "item" and element.get("identifierref")
    )
    return Manifested(standard_of(manifest), manifest.get("identifier", ""), items, document)


def _title(item: etree._Element) -> str:
    return next((child.text or "" for child in item if local(child) == "title"), "")
