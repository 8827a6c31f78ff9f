"""A lesson on the page as a learner meets it: ``from player.stage import Stage``."""

import json
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from browser import until

READY = "document.querySelector('.shown video').readyState > 1"


@dataclass(frozen=True)
class Stage:
    page: Page
    lesson: str

    @property
    def section(self) -> Locator:
        return self.page.locator(f"#{self.lesson}")

    @property
    def number(self) -> int:
        return int(self.lesson.rsplit("_", 1)[1])

    def button(self, name: str) -> Locator:
        return self.section.get_by_role("button", name=name, exact=True)

    def video(self, expression: str) -> object:
        """Give a value of the video, such as ``paused``."""
        return self.section.locator("video").evaluate(f"(video) => video.{expression}")

    def time(self) -> float:
        return float(str(self.video("currentTime")))

    def ready(self) -> "Stage":
        until(self.page, READY)
        return self

    def fast(self) -> "Stage":
        self.section.get_by_label("Hastighet").or_(self.section.get_by_label("Speed")).select_option("2")
        return self

    def play(self, until_second: float) -> None:
        """Play from where it is until a second of the video, then pause; by the buttons alone."""
        self.section.locator("[data-player] .row button").first.click()
        until(self.page, f"document.querySelector('.shown video').currentTime >= {until_second}")
        if not self.video("paused"):
            self.section.locator("[data-player] .row button").first.click()
        until(self.page, "document.querySelector('.shown video').paused")
        self.page.wait_for_timeout(100)  # the event of it comes a moment later

    def seek(self, seconds: float) -> None:
        """Move the slider, as a hand does."""
        self.section.locator("input.position").evaluate(
            "(slider, to) => { slider.value = to; slider.dispatchEvent(new Event('input', { bubbles: true })); }",
            seconds,
        )
        until(self.page, "!document.querySelector('.shown video').seeking")

    def watched(self) -> list[list[float]]:
        found: list[list[float]] = self.tracker(f"watchedRanges({self.number})")  # type: ignore[assignment]
        return found

    def distinct(self) -> float:
        return sum(stop - start for start, stop in self.watched())

    def share(self) -> float:
        lesson = f"progress().lessons.find((one) => one.number === {self.number})"
        return float(str(self.tracker(f"{lesson}.share")))

    def tracker(self, expression: str) -> object:
        return json.loads(self.page.evaluate(f"JSON.stringify(Fremskritt.page.tracker.{expression})"))

    def question(self, name: str) -> Locator:
        return self.section.locator(f'[data-question="{name}"] form')
