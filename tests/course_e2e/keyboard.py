"""A learner who has a keyboard and nothing else: Tab, Shift+Tab, Enter, Space and the arrow keys."""

from typing import Any

import pytest
from playwright.sync_api import Frame, Page

MOST = 400
"""Presses of Tab after which something cannot be reached."""


class Fingers:
    """Presses keys on the LMS's page; what has the focus in the course's frame is looked at, never set."""

    def __init__(self, page: Page, frame: Frame) -> None:
        self.page = page
        self.frame = frame

    def take(self, number: int) -> None:
        """Go to a lesson, play it to its end, and answer its questions."""
        self.press_on('.menu a[href="#innhold"]')
        self.press_on(f'[data-entry="{number}"] a')
        self.press_on(f'[data-lesson="{number}"] .controls .row button', "Space")
        self.wait(f"document.querySelector('[data-lesson=\"{number}\"] video').ended")
        lesson = next(each for each in self.ask("Fremskritt.course.lessons") if each["number"] == number)
        for question in lesson["quiz"]["questions"] if lesson["quiz"] else ():
            self.answer(question)

    def answer(self, question: dict[str, Any]) -> None:
        """Answer a question rightly."""
        form = f'[data-question="{question["id"]}"] form'
        right = [option["id"] for option in question["options"] if option["right"]]
        if question["kind"] == "order":
            self._arrange(form, [option["id"] for option in question["options"]])
        elif question["kind"] == "match":
            for option in question["options"]:
                self._choose(f'{form} [data-option="{option["id"]}"] select', option["id"])
        elif question["kind"] == "multiple":
            for option in right:
                self.press_on(f'{form} input[value="{option}"]', "Space")
        else:
            self._choose_radio(form, right[0])
        self.press_on(f'{form} button[type="submit"]')

    def press_on(self, selector: str, key: str = "Enter") -> None:
        """Tab to an element, and press a key on it."""
        self.reach(selector)
        self.page.keyboard.press(key)

    def reach(self, selector: str) -> None:
        """Press Tab until the element has the focus."""
        for _ in range(MOST):
            if self.has_focus(selector):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"Tab never reaches {selector}")

    def has_focus(self, selector: str) -> bool:
        """Say whether the first element that the selector finds has the focus."""
        script = "(selector) => document.hasFocus() && document.activeElement === document.querySelector(selector)"
        return bool(self.frame.evaluate(script, selector))

    def ask(self, expression: str) -> Any:  # noqa: ANN401 - whatever JSON the page has
        """Look at something on the page."""
        return self.frame.evaluate(f"() => {expression}")

    def wait(self, condition: str) -> None:
        """Wait until an expression is true."""
        for _ in range(300):
            if self.ask(condition):
                return
            self.page.wait_for_timeout(100)
        pytest.fail(f"did not come true: {condition}")

    def _choose_radio(self, form: str, wanted: str) -> None:
        self.reach(f"{form} input")
        self.page.keyboard.press("Space")
        for _ in range(10):
            if self.ask("document.activeElement.value") == wanted:
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"the arrow keys never reach {wanted}")

    def _choose(self, menu: str, wanted: str) -> None:
        self.reach(menu)
        for _ in range(10):
            if self.ask("document.activeElement.value") == wanted:
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"the arrow keys never reach {wanted}")

    def _arrange(self, form: str, wanted: list[str]) -> None:
        for place, option in enumerate(wanted):
            while self._order(form).index(option) > place:
                self.press_on(f'{form} [data-option="{option}"] [data-by="-1"]')

    def _order(self, form: str) -> list[str]:
        script = "(form) => [...document.querySelectorAll(`${form} [data-option]`)].map((one) => one.dataset.option)"
        found: list[str] = self.frame.evaluate(script, form)
        return found
