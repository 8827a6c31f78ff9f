"""Rules for web pages: what they fetch, whether they can be heard and read, and whether they stay in their frame."""

from collections.abc import Iterator

from lxml import etree

from pipeline.formats.bundle.finding import Finding, warning
from pipeline.formats.bundle.rules.scripts import requests, scripts, styles

_LOADING = {
    "script": ("src",),
    "img": ("src", "data-src"),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "source": ("src",),
    "track": ("src",),
    "image": ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href"),
    "use": ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href"),
    "base": ("href",),
    "a": ("ping",),
    "input": ("src",),
    "form": ("action",),
    "body": ("background",),
}
"""What a browser fetches, or sends to, without being asked to follow a link."""

_NO_FETCH = {"canonical", "license", "author", "alternate", "help", "next", "prev", "search"}
_CAPTIONS = {"captions", "subtitles"}


def pages(name: str, root: etree._Element, *, whole: bool) -> Iterator[Finding]:
    """Check a page; one that is not ``whole`` is a part of another one and need not say its language."""
    yield from requests(name, [url for element in root.iter("*") for url in _fetched(element)])
    for element in root.iter("*"):
        yield from _element(name, element)
    if whole and not (root.get("lang") or root.get("xml:lang")):
        what = "does not say its language, so that screen readers may choose a wrong voice"
        yield warning("language", name, what, 'write <html lang="nb">')
    yield from _within(name, root)


def has_captions(root: etree._Element) -> bool:
    """Say whether a page gives captions to some video."""
    return any(_captioned(video) for video in root.iter("video"))


def parsed(data: bytes) -> etree._Element | None:
    """Read a page as forgivingly as browsers do; None where there is nothing to read."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, recover=True, encoding="utf-8")
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:  # an empty file, say
        return None


def _fetched(element: etree._Element) -> Iterator[str]:
    tag = element.tag
    if not isinstance(tag, str):
        return
    yield from (url for key in _LOADING.get(tag, ()) if (url := element.get(key)))
    yield from (part.split()[0] for part in element.get("srcset", "").split(",") if part.split())
    if tag == "link" and not _NO_FETCH & set(element.get("rel", "").lower().split()):
        yield element.get("href", "")
    if tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
        yield element.get("content", "").partition("=")[2].strip(" '\"")


def _element(name: str, element: etree._Element) -> Iterator[Finding]:
    tag = element.tag
    if element.get("target", "").lower() in {"_top", "_parent"}:
        yield warning("target-top", name, "has a link that replaces the LMS's own page", "open it in a new tab")
    if tag in {"video", "audio"} and "autoplay" in element.attrib:
        yield warning("autoplay", name, "starts sound or pictures by itself", "leave autoplay out")
    if tag == "body" and "onunload" in element.attrib:
        what = "waits for “unload”, which browsers no longer send: what was done last is not saved"
        yield warning("unload", name, what, "listen for pagehide and visibilitychange")
    if tag == "video" and not _captioned(element):
        what = "has a video without captions (WCAG 2.1, 1.2.2)"
        yield warning("captions", name, what, 'give it <track kind="captions">')


def _captioned(video: etree._Element) -> bool:
    return any(track.get("kind", "subtitles").lower() in _CAPTIONS for track in video.iter("track"))


def _within(name: str, root: etree._Element) -> Iterator[Finding]:
    """Check the scripts and styles that stand in the page."""
    for element in root.iter("script", "style"):
        rule = scripts if element.tag == "script" else styles
        yield from rule(name, element.text or "")
    for element in root.iter("*"):
        if style := element.get("style"):
            yield from styles(name, style)
        for key, value in element.attrib.items():
            if str(key).startswith("on"):
                yield from scripts(name, str(value))
