"""Rules for the manifest as XML: where it lies, whether it can be read, and how its names are written.

Moodle reads names as they are written, prefix and all, so that a right namespace under another prefix is not seen.
"""

from collections.abc import Iterator
from zipfile import ZipFile, ZipInfo

from lxml import etree

from pipeline.formats.bundle.finding import Finding, error, warning
from pipeline.formats.bundle.reading import (
    DAMAGE,
    LARGEST_TEXT,
    MANIFEST,
    VERSIONS_2004,
    ManifestError,
    local,
    parsed,
    schema_version,
    standard_of,
)
from pipeline.formats.bundle.rules.container import ZIP, readable

PACKAGING = {
    "scorm12": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "scorm2004": "http://www.imsglobal.org/xsd/imscp_v1p1",
}
ADLCP = {
    "scorm12": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    "scorm2004": "http://www.adlnet.org/xsd/adlcp_v1p3",
}
_PREFIXES = {
    **dict.fromkeys(ADLCP.values(), "adlcp"),
    "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq",
    "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav",
    "http://www.imsglobal.org/xsd/imsss": "imsss",
}
_VERSIONS = ("1.2", *VERSIONS_2004)
_OTHERS = {"tincan.xml": "xAPI", "cmi5.xml": "cmi5", "imsdp.xml": "another IMS format"}


def find(entries: list[ZipInfo]) -> tuple[ZipInfo | None, tuple[Finding, ...]]:
    """Give the manifest that is meant, and what is wrong with where it lies."""
    by_name = {entry.filename: entry for entry in entries}
    if MANIFEST in by_name:
        return by_name[MANIFEST], ()
    deeper = [name for name in by_name if name.rpartition("/")[2].lower() == MANIFEST]
    if not deeper:
        return None, (error("manifest-missing", ZIP, _instead(by_name), "export it as SCORM 1.2 or 2004"),)
    name = min(deeper, key=lambda one: (one.count("/"), one))
    if "/" in name:
        what = "lies in a folder: an LMS looks for it at the top of the zip alone"
        return by_name[name], (error("manifest-folder", name, what, "zip what is in the folder, not the folder"),)
    return by_name[name], (error("manifest-case", name, f"is not written {MANIFEST}", "rename it"),)


def load(archive: ZipFile, entry: ZipInfo) -> tuple[etree._Element | None, tuple[Finding, ...]]:
    """Read the manifest, or tell why it cannot be read."""
    if entry.file_size > LARGEST_TEXT or not readable(entry):
        return None, (error("manifest-xml", entry.filename, "is too large, or packed so that it cannot be read"),)
    try:
        with archive.open(entry) as file:
            return parsed(file.read(LARGEST_TEXT)), ()
    except ManifestError as problem:
        todo = "write it anew as plain UTF-8, without <!DOCTYPE"
        return None, (error("manifest-xml", entry.filename, str(problem), todo),)
    except DAMAGE as problem:
        return None, (error("zip-damaged", entry.filename, f"is damaged ({problem})", "export the zip again"),)


def written(root: etree._Element, where: str) -> Iterator[Finding]:
    """Check how the manifest's names are written, and which version it says it is."""
    if local(root) != "manifest":
        yield error("manifest-root", where, f"begins with <{local(root)}>, not with <manifest>", "export it again")
        return
    yield from _version(root, where)
    yield from _default(root, where)
    yield from _prefixes(root, where)


def _instead(names: dict[str, ZipInfo]) -> str:
    other = [kind for name, kind in _OTHERS.items() if name in names]
    return f"has no {MANIFEST}: it is {other[0]}, not SCORM" if other else f"has no {MANIFEST}: it is no SCORM package"


def _version(root: etree._Element, where: str) -> Iterator[Finding]:
    said = schema_version(root)
    if said not in _VERSIONS:
        what = f"has the schema version “{said}”" if said else "has no schema version"
        todo = f"write one of {', '.join(_VERSIONS)}"
        yield error("schema-version", where, f"{what}: Moodle takes it as SCORM 1.2, whatever it is", todo)


def _default(root: etree._Element, where: str) -> Iterator[Finding]:
    spaces = set(PACKAGING.values())
    prefixed = [one for one in root.iter() if one.prefix and isinstance(one.tag, str) and _space(one) in spaces]
    if prefixed:
        what = f"writes <{prefixed[0].prefix}:{local(prefixed[0])}>: Moodle knows such names without a prefix only"
        yield error("manifest-namespace", where, what, "make the content packaging namespace the default one")
    wanted = PACKAGING[standard_of(root)]
    if _space(root) != wanted:
        what = f"is in the namespace “{_space(root)}”, and {standard_of(root)} has {wanted}"
        yield warning("manifest-version", where, what, "let schema version and namespaces be of one SCORM version")


def _prefixes(root: etree._Element, where: str) -> Iterator[Finding]:
    marked = _marked(root)
    for space, prefix in _PREFIXES.items():
        named = any(one.prefix != prefix for one in root.iter(f"{{{space}}}*"))
        if named or any(one.nsmap.get(prefix) != space for one in marked.get(space, ())):
            what = f"writes names of {space} by another prefix than {prefix}:, so that Moodle does not see them"
            yield error("manifest-prefix", where, what, f"bind the prefix {prefix} to that namespace")


def _marked(root: etree._Element) -> dict[str, list[etree._Element]]:
    """Give the elements that have attributes of a namespace, by that namespace."""
    found: dict[str, list[etree._Element]] = {}
    for element in root.iter("*"):
        for key in element.attrib:
            if (name := str(key))[0] == "{":
                found.setdefault(name[1:].partition("}")[0], []).append(element)
    return found


def _space(element: etree._Element) -> str:
    return element.tag[1:].partition("}")[0] if isinstance(element.tag, str) and element.tag[:1] == "{" else ""
