"""Rules for scripts and styles, read as text: no script is run, so they are signs and not proofs."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pipeline.formats.bundle.finding import Finding, info, warning

_CSS_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^\s"')]{1,500})""", re.IGNORECASE)
_JS_LOADS = re.compile(
    r"""(?:\bfetch\(|\bimportScripts\(|\bimport\(|\bimport\s|\bfrom\s|\.src\s*=|\.open\(\s*["']\w{1,7}["']\s*,|"""
    r"""sendBeacon\(|new\s+(?:WebSocket|EventSource|Worker)\()\s*["'`]((?:https?:|wss?:)?//[^\s"'`]{1,500})"""
)
_JS_NAMES = re.compile(r"""["'`](https?://[^\s"'`<>\\]{4,500})["'`]""")
_UNLOAD = re.compile(
    r"""\bonunload\b|(?:addEventListener|\.on|\.bind|\.one)\(\s*["']unload\b|\.unload\(\s*(?:function|\()"""
)
_TOP = re.compile(r"""\btop\.location\b|\.target\s*=\s*["']_(?:top|parent)["']""")
_AUTOPLAY = re.compile(r"""\.autoplay\s*=\s*(?:true|!0)\b|setAttribute\(\s*["']autoplay["']""")

_NAMESPACES = re.compile(
    r"(?:^|\.)(?:w3\.org|adlnet\.(?:org|gov)|imsglobal\.org|imsproject\.org|ieee\.org|purl\.org|schema\.org|xmlsoap\.org"
    r"|oasis-open\.org|openxmlformats\.org|sodipodi\.sourceforge\.net|inkscape\.org|ns\.adobe\.com|example\.(?:com|org))$"
)


def styles(name: str, text: str) -> Iterator[Finding]:
    """Check what styles fetch."""
    yield from requests(name, _CSS_URL.findall(text))


def scripts(name: str, text: str) -> Iterator[Finding]:
    """Check what a script fetches, and how it ends and leaves."""
    loaded = _JS_LOADS.findall(text)
    yield from requests(name, loaded)
    hosts = {host(url) for url in _JS_NAMES.findall(text)} - {host(url) for url in loaded}
    for one in sorted(hosts):
        if one and not _NAMESPACES.search(one):
            yield info("external-name", name, f"names {one}", "see that nothing is fetched from there")
    yield from _manners(name, text)


def requests(name: str, urls: list[str]) -> Iterator[Finding]:
    """Tell of each server that is asked for something."""
    for one in sorted({host(url) for url in urls}):
        if one and not _NAMESPACES.search(one):
            what = f"fetches from {one}: learners are seen there, and without it the course is not whole"
            yield warning("external-request", name, what, "put the file in the zip")


def host(url: str) -> str:
    """Give the server of an absolute or protocol-relative address, '' where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # such as an unfinished IPv6 address
        return ""


def _manners(name: str, text: str) -> Iterator[Finding]:
    if _UNLOAD.search(text):
        what = "waits for “unload”, which browsers no longer send: what was done last is not saved"
        yield warning("unload", name, what, "listen for pagehide and visibilitychange")
    if _TOP.search(text):
        yield warning("target-top", name, "takes the learner out of the LMS's own page", "stay in the frame")
    if _AUTOPLAY.search(text):
        yield warning("autoplay", name, "starts sound or pictures by itself", "let the learner start them")
