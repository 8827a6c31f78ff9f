"""What the manifests of both SCORM versions have in common."""

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.formats.text import clean, one_line

XSI = "http://www.w3.org/2001/XMLSchema-instance"
MANIFEST = "imsmanifest.xml"
_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_TITLE, _DESCRIPTION = 200, 2000
"""Characters that every LMS keeps of a title (IMS CP 1.1.2: 200) and of a description (LOM 1.0: 2000)."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The names of one version: its namespaces by prefix, None being the default one, and where schemas lie."""

    spaces: dict[str | None, str]
    locations: str

    def name(self, prefix: str | None, local: str) -> str:
        """Give a name as lxml writes it."""
        return f"{{{self.spaces[prefix]}}}{local}"


def root(dialect: Dialect, identifier: str, version: str) -> etree._Element:
    """Begin a manifest. Raises ValueError for an identifier that is no ASCII NCName."""
    element = etree.Element(dialect.name(None, "manifest"), nsmap={**dialect.spaces, "xsi": XSI})
    element.set("identifier", checked(identifier))
    element.set("version", version)
    element.set(f"{{{XSI}}}schemaLocation", dialect.locations)
    return element


def child(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    """Add an element with text and attributes."""
    element = etree.SubElement(parent, name, dict(attributes))
    element.text = text
    return element


def checked(identifier: str) -> str:
    """Give an identifier back if it is an ASCII NCName, else raise ValueError."""
    if not _NCNAME.fullmatch(identifier):
        raise ValueError(f"{identifier!r} is no ASCII NCName")
    return identifier


def titled(text: str) -> str:
    """Give a title in one line, without what XML forbids, no longer than every LMS keeps."""
    return _cut(one_line(clean(text)), _TITLE)


def described(text: str) -> str:
    """Give a description likewise."""
    return _cut(one_line(clean(text)), _DESCRIPTION)


def duration(seconds: float) -> str:
    """Give a time as ISO 8601 has it and LOM asks for: ``PT1H2M3S``."""
    whole = int(seconds + 0.5)
    hours, rest = divmod(whole, 3600)
    parts = ((hours, "H"), (rest // 60, "M"), (rest % 60, "S"))
    return "PT" + ("".join(f"{count}{unit}" for count, unit in parts if count) or "0S")


def written(manifest: etree._Element) -> bytes:
    """Give the bytes: UTF-8 without a byte order mark."""
    etree.indent(manifest, space=" ")
    return etree.tostring(manifest, xml_declaration=True, encoding="UTF-8") + b"\n"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
