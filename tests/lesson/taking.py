"""Asking the scripts in Node, and helps for taking the course in a browser."""

import json
import shutil
import subprocess
from typing import Any

from playwright.sync_api import Page

from browser import until
from pipeline.formats import look
from pipeline.formats.lesson.page import SCRIPTS

WINDOW = """const listeners = {};
const document = { documentElement: { classList: { add() {}, remove() {} } }, addEventListener() {} };
const window = globalThis; globalThis.document = document;
"""


def ask(expression: str) -> Any:  # noqa: ANN401 - whatever JSON the scripts answer
    """Give the value of an expression over the scripts, ``F`` being their one global."""
    scripts = "\n".join(look.source(f"lesson/{name}", {}) for name in SCRIPTS)
    program = f"{WINDOW}{scripts}\nconst F = window.Fremskritt; console.log(JSON.stringify({expression}));"
    node = shutil.which("node")
    assert node
    done = subprocess.run(
        [node, "-"], input=program, check=True, timeout=30, capture_output=True, text=True, encoding="utf-8"
    )
    return json.loads(done.stdout)


def complete(page: Page) -> None:
    """Watch and answer everything by the tracker, as the player and the quiz do."""
    page.evaluate(COMPLETE)
    until(page, "document.querySelectorAll('.entry .state.done').length === Fremskritt.course.lessons.length")


COMPLETE = """() => Fremskritt.course.lessons.forEach((lesson) => {
  Fremskritt.page.tracker.watched(lesson.number, 0, lesson.seconds);
  (lesson.quiz ? lesson.quiz.questions : []).forEach((question) =>
    Fremskritt.page.tracker.answer(lesson.number, question.id, rightly(question), 1));
  function rightly(question) {
    if (question.kind === "match") return question.options.map((option) => `${option.id}.${option.id}`);
    return question.options.filter((option) => option.right || question.kind === "order").map((option) => option.id);
  }
})"""
