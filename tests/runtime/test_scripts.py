"""The scripts run in the Safari of an old iPad, under one name, and ask for nothing but the bundle's own files."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from runtime.node import Json

LESSON = Path(__file__).resolve().parents[2] / "pipeline" / "templates" / "lesson"
SCRIPTS = sorted(LESSON.rglob("*.js"))
NODE = Path(__file__).parent / "node"
LATER = {"replaceAll", "hasOwn", "findLast", "at", "allSettled", "replaceChildren", "structuredClone", "toSorted"}
"""Functions that Safari 13 does not have, and a syntax check cannot tell."""
NETWORK = {"fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource", "Worker", "eval", "Function"}
OWN_FILES = {"selftest.js": {"fetch", "sendBeacon"}, "reach.js": {"fetch"}}
"""The self-test asks for the bundle's own files, and whether there are beacons; a page, whether its server is there."""


@pytest.fixture(scope="module")
def read() -> dict[str, Json]:
    node = shutil.which("node")
    assert node, "Node.js 20 or later is needed: install it (apt-get install nodejs npm)"
    assert (NODE / "node_modules").is_dir(), "acorn is not installed: run npm ci in tests/runtime/node"
    command = [node, "read.js", *map(str, SCRIPTS)]
    done = subprocess.run(command, cwd=NODE, capture_output=True, check=True, timeout=60)
    return dict(zip((path.name for path in SCRIPTS), json.loads(done.stdout), strict=True))


def test_there_are_no_modules() -> None:
    assert not list(LESSON.rglob("*.mjs"))


def test_each_is_a_classic_script_of_2019_under_one_name(read: dict[str, Json]) -> None:
    words = {path.name for path in (LESSON / "i18n").iterdir()}
    assert {name for name, told in read.items() if not told["strict"]} <= words, "words come after a strict script"
    assert {name: told["declared"] for name, told in read.items() if set(told["declared"]) - {"Fremskritt"}} == {}


def test_none_uses_what_an_old_safari_lacks(read: dict[str, Json]) -> None:
    assert {name: LATER & set(told["calls"]) for name, told in read.items() if LATER & set(told["calls"])} == {}
    assert [name for name, told in read.items() if "globalThis" in told["names"]] == []
    assert [name for name, told in read.items() if any("(?<" in it for it in told["patterns"])] == []


def test_none_asks_for_anything_beyond_the_bundle(read: dict[str, Json]) -> None:
    found = {name: NETWORK & set(told["names"]) for name, told in read.items()}
    assert {name: names for name, names in found.items() if names} == OWN_FILES
    addresses = [text for told in read.values() for text in told["texts"] if "//" in text]
    assert [text for text in addresses if text != "http://www.w3.org/2000/svg"] == []


def test_a_page_asks_for_one_file_of_its_own_in_one_place() -> None:
    code = (LESSON / "reach.js").read_text(encoding="utf-8")
    assert re.findall(r"fetch\([^)]*\)", code) == ['fetch("course.js", { method: "HEAD", cache: "no-store" })']


def test_none_waits_for_the_event_that_browsers_drop(read: dict[str, Json]) -> None:
    assert [name for name, told in read.items() if {"unload", "onunload", "beforeunload"} & set(told["texts"])] == []


def test_each_is_short_enough_to_be_read() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in SCRIPTS}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
