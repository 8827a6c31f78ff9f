"""A learner who takes a course by what is seen on the page: plays, reads, answers, and looks at what is said."""

from typing import Any

import pytest
from playwright.sync_api import Frame, Locator

SECONDS = 180
"""How long anything may take."""

READ_ON = """(box) => {
  const end = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
  box.scrollTop = end ? 0 : box.scrollTop + box.clientHeight / 8;
}"""
"""Scroll as one reads; what was missed is gone back to."""


class Learner:
    """Takes a course in the frame of an LMS, with mouse or finger. ``frame`` shows a bundle of ours."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.wait("() => Boolean(window.Fremskritt && Fremskritt.page)")

    @property
    def course(self) -> dict[str, Any]:
        """Give the course's document."""
        found: dict[str, Any] = self.frame.evaluate("() => Fremskritt.course")
        return found

    def wait(self, condition: str) -> None:
        """Wait for a function of the page to give something true."""
        for _ in range(SECONDS * 10):
            if self.frame.evaluate(condition):
                return
            self.frame.wait_for_timeout(100)
        pytest.fail(f"did not come true: {condition}")

    def contents(self) -> None:
        """Go to the contents."""
        self.frame.click('.menu a[href="#innhold"]')

    def open(self, number: int) -> Locator:
        """Open a lesson from the contents, and give its section."""
        self.contents()
        self.frame.click(f'[data-entry="{number}"] a')
        section = self.frame.locator(f'section[data-lesson="{number}"]')
        section.wait_for()
        return section

    def watch(self, number: int) -> None:
        """Play the lesson's video to its end at double speed."""
        section = self.open(number)
        section.locator('select:has(option[value="2"])').first.select_option("2")
        section.locator(".controls .row button").first.click()
        self.wait(f"() => document.querySelector('[data-lesson=\"{number}\"] video').ended")

    def read(self, number: int) -> None:
        """Read the lesson's transcript to its end, and say so."""
        section = self.open(number)
        button = section.locator(".whole button")
        box = section.locator(".box")
        box.evaluate("(box) => box.scrollIntoView({ block: 'center' })")
        for _ in range(SECONDS * 2):
            self.frame.wait_for_timeout(500)
            if button.get_attribute("aria-disabled") == "false":
                break
            box.evaluate(READ_ON)
        button.click()

    def answer(self, number: int, *, wrong: tuple[str, ...] = ()) -> None:
        """Answer the lesson's questions; those in ``wrong`` (single choice) not rightly."""
        section = self.open(number)
        for question in self._questions(number):
            form = section.locator(f'[data-question="{question["id"]}"] form')
            self._fill(form, question, right=question["id"] not in wrong)
            form.locator('button[type="submit"]').click()

    def take(self, *, wrong: tuple[str, ...] = (), read: tuple[int, ...] = ()) -> None:
        """Take the whole course; the lessons in ``read`` are read, the others watched."""
        for lesson in self.course["lessons"]:
            number = lesson["number"]
            if number in read:
                self.read(number)
            else:
                self.watch(number)
            if lesson["quiz"]:
                self.answer(number, wrong=wrong)

    def done(self) -> list[bool]:
        """Say of each lesson whether the contents call it done."""
        self.frame.wait_for_timeout(50)
        return [
            bool(entry.evaluate("(state) => state.classList.contains('done')"))
            for entry in self.frame.locator("[data-entry] [data-state]").all()
        ]

    def saved(self) -> str:
        """Give what the page says of saving."""
        return self.frame.locator("[data-saved]").inner_text()

    def wait_saved(self, text: str) -> None:
        """Wait until the page says this of saving."""
        self.wait(f"() => document.querySelector('[data-saved]').textContent.includes({text!r})")

    def _questions(self, number: int) -> list[dict[str, Any]]:
        lesson = next(each for each in self.course["lessons"] if each["number"] == number)
        return list(lesson["quiz"]["questions"])

    def _fill(self, form: Locator, question: dict[str, Any], *, right: bool) -> None:
        options = question["options"]
        if question["kind"] == "order":
            self._arrange(form, [option["id"] for option in options])
        elif question["kind"] == "match":
            for option in options:
                form.locator(f'[data-option="{option["id"]}"] select').select_option(option["id"])
        else:
            for option in options:
                if option["right"] is right:
                    form.locator(f'input[value="{option["id"]}"]').check()

    def _arrange(self, form: Locator, wanted: list[str]) -> None:
        for place, option in enumerate(wanted):
            while self._order(form).index(option) > place:
                form.locator(f'[data-option="{option}"] [data-by="-1"]').click()

    def _order(self, form: Locator) -> list[str]:
        found: list[str] = form.locator("[data-option]").evaluate_all("(all) => all.map((one) => one.dataset.option)")
        return found
