"""Look into a bundle, anybody's, without trusting it: no entity is resolved, nothing is unpacked to the disk."""

import zipfile
from pathlib import Path

from lxml import etree

from pipeline.errors import ContentError
from pipeline.formats.lesson.document import read_course_js_text
from pipeline.model.bundle import Manifested, ManifestItem

MANIFEST, DOCUMENT = "imsmanifest.xml", "course.js"
LARGEST_TEXT = 8_000_000
"""Bytes of a manifest or script that are read at most."""


def read(path: Path) -> Manifested:
    """Give what matters of a bundle for those who have begun it.

    Raises:
        ContentError: it is no zip, or a damaged one.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            document = _document(archive) if DOCUMENT in names else ""
            if MANIFEST not in names:
                return Manifested("web", "", (), document)
            return _manifested(parsed(text(archive, MANIFEST)), document)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise ContentError(f"{path}: is no zip that can be read ({error})", "download or export it again") from error
    except etree.XMLSyntaxError as error:
        raise ContentError(f"{path}: {MANIFEST} is no XML ({error.msg})", "ask its maker for a new one") from error
    except OSError as error:
        raise ContentError(f"{path}: cannot be read ({error.strerror})", "check its name and folder") from error


def text(archive: zipfile.ZipFile, name: str) -> bytes:
    """Give a file of the zip, at most ``LARGEST_TEXT`` bytes of it, however large it says it is."""
    with archive.open(name) as file:
        return file.read(LARGEST_TEXT)


def parsed(data: bytes) -> etree._Element:
    """Parse XML of a stranger's: no entities, no network, no DTD. Raises XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def local(element: etree._Element) -> str:
    """Give an element's name without its namespace; '' for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def standard_of(manifest: etree._Element) -> str:
    """Give ``scorm12`` or ``scorm2004`` by the schema version, which Moodle goes by as well."""
    found = [element.text or "" for element in manifest.iter() if local(element) == "schemaversion"]
    return "scorm2004" if found and any(mark in found[0] for mark in ("2004", "CAM 1.3", "1.3")) else "scorm12"


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


def _document(archive: zipfile.ZipFile) -> str:
    return read_course_js_text(text(archive, DOCUMENT))
