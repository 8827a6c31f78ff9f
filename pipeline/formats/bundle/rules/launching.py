"""Rules for resources: what an item opens, whether it is a SCO, and whether its files are there."""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import etree

from pipeline.formats.bundle.finding import Finding, error, warning
from pipeline.formats.bundle.reading import local, standard_of
from pipeline.formats.bundle.rules.manifest import ADLCP

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_TYPE = {"scorm12": "scormtype", "scorm2004": "scormType"}


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource: the ``base`` its addresses begin with, what it launches, and the attribute that says what it is."""

    identifier: str
    href: str
    base: str
    files: tuple[str, ...]
    kind_name: str
    kind: str


def resources(root: etree._Element) -> dict[str, Resource]:
    """Give the resources of a manifest by their identifiers."""
    return {one.identifier: one for one in map(_resource, root.iter()) if one}


def launched(
    root: etree._Element, found: dict[str, Resource], names: frozenset[str], folder: str, where: str
) -> Iterator[Finding]:
    """Check the resources that items launch."""
    targets = [one.get("identifierref", "") for one in root.iter() if local(one) == "item"]
    opened = [found[target] for target in dict.fromkeys(targets) if target in found]
    standard, alike = standard_of(root), _alike(names)
    for resource in opened:
        yield from _kind(resource, standard, where)
        yield from _opens(resource, alike, folder, where)
    scos = [target for target in targets if target in found and found[target].kind == "sco"]
    if len(scos) > 1:
        what = f"has {len(scos)} SCOs: Moodle may count the course as completed when the first one is"
        todo = "let the activity ask for all of them, or make one SCO of them"
        yield warning("several-scos", where, what, todo)


def missing_files(found: dict[str, Resource], names: frozenset[str], folder: str, where: str) -> Iterator[Finding]:
    """Check that every file that is listed is there."""
    for resource in found.values():
        for href in resource.files:
            name = _name(folder, resource.base, href)
            if not _is_remote(href) and name not in names:
                yield warning(
                    "file-missing", where, f"lists {name}, which is not in the zip", "add it, or leave it out"
                )


def _resource(element: etree._Element) -> Resource | None:
    if local(element) != "resource":
        return None
    parent = element.getparent()
    bases = (parent.get(_BASE, "") if parent is not None else "", element.get(_BASE, ""))
    files = tuple(one.get("href", "") for one in element if local(one) == "file")
    kinds = [str(key) for key in element.attrib if str(key).rpartition("}")[2].lower() == "scormtype"]
    kind = element.get(kinds[0], "") if kinds else ""
    href = element.get("href", "")
    return Resource(element.get("identifier", ""), href, "".join(bases), files, kinds[0] if kinds else "", kind)


def _kind(resource: Resource, standard: str, where: str) -> Iterator[Finding]:
    wanted, said = f"{{{ADLCP[standard]}}}{_TYPE[standard]}", resource.kind_name
    which = f"has the resource “{resource.identifier}”"
    todo = f'write adlcp:{_TYPE[standard]}="sco"'
    if not said:
        what = f"{which} without adlcp:{_TYPE[standard]}: it is completed as soon as it is opened"
        yield error("scormtype-missing", where, what, todo)
    elif said != wanted:
        what = f"{which} with “{said}”, which is not how {standard} writes it: some LMSs then take it as an asset"
        yield error("scormtype-name", where, what, todo)
    elif resource.kind == "asset":
        what = f"{which} as an asset: it is completed as soon as it is opened, and keeps nothing"
        yield warning("scormtype-asset", where, what, f"{todo} if it reports to the LMS")
    elif resource.kind != "sco":
        yield error("scormtype-value", where, f"{which} of the kind “{resource.kind}”", todo)


def _opens(resource: Resource, alike: dict[str, str], folder: str, where: str) -> Iterator[Finding]:
    which = f"has the resource “{resource.identifier}”"
    if not resource.href:
        yield error("href-none", where, f"{which} without href: there is nothing to open", "name its start page")
    elif _is_remote(resource.href):
        what = f"{which}, which opens {resource.href}: it cannot reach the LMS from another server"
        yield error("href-remote", where, what, "put the page in the zip")
    else:
        yield from _is_there(_name(folder, resource.base, resource.href), alike, which, where)


def _is_there(name: str, alike: dict[str, str], which: str, where: str) -> Iterator[Finding]:
    there = alike.get(name) or alike.get(name.lower())
    if there is None:
        yield error("href-missing", where, f"{which}, which opens {name}: there is no such file", "add it")
    elif there != name:
        what = f"{which}, which opens {name}, but the file is {there}: most servers tell capital letters apart"
        yield error("href-case", where, what, "write it as the file is named")


def _alike(names: frozenset[str]) -> dict[str, str]:
    """Give the names by themselves, and by their lower case where that is no other name."""
    ordered = sorted(names)
    return {**{name.lower(): name for name in ordered}, **{name: name for name in ordered}}


def _is_remote(href: str) -> bool:
    try:
        parts = urlsplit(href)
    except ValueError:  # such as an unfinished IPv6 address
        return True
    return bool(parts.scheme or parts.netloc)


def _name(folder: str, base: str, href: str) -> str:
    """Give the name in the zip that an address means."""
    path = href.partition("?")[0].partition("#")[0]
    return normpath(folder + unquote(base + path))
