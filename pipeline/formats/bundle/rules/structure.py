"""Rules for what a manifest says: items, the resources they launch, and the files that these are made of."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from pipeline.formats.bundle.finding import Finding, error, info, warning
from pipeline.formats.bundle.reading import local, standard_of
from pipeline.formats.bundle.rules.launching import Resource, launched, missing_files, resources

_NCNAME = re.compile(r"[^\W\d][\w.-]*")
_ORDER = {
    "manifest": ("metadata", "organizations", "resources", "manifest"),
    "organization": ("title", "item", "metadata"),
    "item": ("title", "item", "metadata"),
}
_ORDER_12 = {
    "item": (*_ORDER["item"], "prerequisites", "maxtimeallowed", "timelimitaction", "datafromlms", "masteryscore"),
}
"""SCORM 1.2 has an order for the elements of its own as well."""


def structure(root: etree._Element, names: frozenset[str], folder: str, where: str) -> Iterator[Finding]:
    """Check a manifest that lies in ``folder`` ('' or with a slash at its end) of a zip with these ``names``."""
    standard = standard_of(root)
    yield from _identifiers(root, where)
    yield from _organizations(root, where)
    found = resources(root)
    yield from _items(root, found, where)
    yield from _order(root, standard, where)
    yield from _promises(root, where)
    yield from launched(root, found, names, folder, where)
    yield from missing_files(found, names, folder, where)


def _identifiers(root: etree._Element, where: str) -> Iterator[Finding]:
    marked = ("manifest", "organization", "item", "resource")
    given = [one.get("identifier", "") for one in root.iter() if local(one) in marked]
    for identifier, count in Counter(given).items():
        if not identifier:
            what = f"has {count} element(s) without an identifier, by which an LMS keeps what learners have done"
            yield error("identifier-missing", where, what, "give each one of its own")
            continue
        if count > 1:
            yield error(
                "identifier-twice", where, f"uses the identifier “{identifier}” {count} times", "rename all but one"
            )
        if not (identifier.isascii() and _NCNAME.fullmatch(identifier)):
            what = f"has the identifier “{identifier}”, which is no plain XML name"
            yield warning("identifier-form", where, what, "begin with a letter; use a to z, 0 to 9, '.', '_' and '-'")


def _organizations(root: etree._Element, where: str) -> Iterator[Finding]:
    found = [one for one in root.iter() if local(one) == "organization"]
    default = next((one.get("default") for one in root.iter() if local(one) == "organizations"), None)
    if not found:
        yield error("organization-missing", where, "has no organization: there is nothing to launch", "export it again")
    elif default and default not in {one.get("identifier") for one in found}:
        yield error(
            "organization-default", where, f"has “{default}” as its default, which is nowhere", "name one of its own"
        )
    if len(found) > 1:
        yield info("organization-several", where, f"has {len(found)} organizations: an LMS shows one", "keep one")


def _items(root: etree._Element, found: dict[str, Resource], where: str) -> Iterator[Finding]:
    items = [one for one in root.iter() if local(one) == "item"]
    for item in items:
        name = item.get("identifier", "")
        if not any(local(one) == "title" and (one.text or "").strip() for one in item):
            yield warning("item-title", where, f"has the item “{name}” without a title", "give it one")
        target = item.get("identifierref")
        if target is not None and target not in found:
            what = f"has the item “{name}”, whose resource “{target}” is nowhere: an LMS takes it, and opens nothing"
            yield error("item-ref", where, what, "let identifierref name a resource")
        elif target is None and not any(local(one) == "item" for one in item):
            yield warning("item-empty", where, f"has the item “{name}”, which opens nothing", "leave it out")
    if items and not any(item.get("identifierref") for item in items):
        yield error("item-none", where, "has no item that launches something", "export it again")


def _order(root: etree._Element, standard: str, where: str) -> Iterator[Finding]:
    tables = {**_ORDER, **_ORDER_12} if standard == "scorm12" else _ORDER
    for element in root.iter():
        order = tables.get(local(element), ())
        places = [order.index(local(one)) for one in element if local(one) in order]
        if places != sorted(places):
            what = (
                f"has the children of <{local(element)} identifier=“{element.get('identifier', '')}”> in another order"
            )
            yield error("order", where, what, f"put them in the order {', '.join(order)}")


def _promises(root: etree._Element, where: str) -> Iterator[Finding]:
    """Check what an LMS does by itself, against what the content then says."""
    here = Counter(local(one) for one in root.iter())
    if here["masteryscore"]:
        what = "has a mastery score: the LMS replaces the course's own status by passed or failed"
        yield warning(
            "mastery-score", where, what, "see that the activity counts “passed” as completed, or leave it out"
        )
    if here["completionThreshold"]:
        what = "has a completion threshold: progress below it turns a completed course back to incomplete"
        yield warning("completion-threshold", where, what, "leave it out")
