"""The course of these tests, edited as its producer would, and looked at as an administrator would."""

import re
from pathlib import Path
from typing import Any

from cli.publisher import Publisher, Ran

SLUG, COURSE = "mitt-kurs", "kurs-mitt-kurs"
QUIZ = """
[[questions]]
kind = "single"
prompt = "Hva handler kurset om?"
[[questions.options]]
text = "Digitalisering"
right = true
[[questions.options]]
text = "Fiske"

[[questions]]
kind = "true-false"
prompt = "Kurset er kort."
answer = true
"""


def edit(producer: Publisher, name: str, old: str, new: str) -> None:
    path = producer.root / "elearning" / SLUG / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def zips(producer: Publisher) -> list[str]:
    """Give the names of the zips on the target without their digests, sorted."""
    folder = producer.public / "elearning" / COURSE / "media"
    return sorted(re.sub(r"-[0-9a-f]{12}\.zip$", "", path.name) for path in folder.glob("*.zip"))


def page(producer: Publisher) -> str:
    return (producer.public / "elearning" / COURSE / "index.html").read_text("utf-8")


def only_zip(producer: Publisher) -> Path:
    (found,) = (producer.public / "elearning" / COURSE / "media").glob("*.zip")
    return found


def told(ran: Ran) -> dict[str, Any]:
    """Give what a run with --json says of its only course."""
    courses = ran.summary["courses"]
    assert isinstance(courses, list)
    (course,) = courses
    return dict(course)
