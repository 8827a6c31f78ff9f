import itertools
from collections.abc import Iterator

import pytest

from browser import NewPage, Scheme, browser, new_page, violations
from cli.publisher import Publisher
from coursepublish.course import COURSE, SLUG, edit
from pages.site import served
from pipeline.formats.lmssheet import Asked, settings

__all__ = ["browser", "new_page"]


@pytest.fixture
def site(producer: Publisher) -> Iterator[str]:
    producer.run("course", SLUG, "--per-lesson")
    edit(producer, "course.toml", "Et lite kurs.", "Et lite kurs, rettet.")
    producer.run("course", SLUG, "--per-lesson")
    with served(producer.public) as address:
        yield f"{address}elearning/{COURSE}/index.html"


def test_the_page_is_accessible_and_keeps_to_itself(new_page: NewPage, site: str) -> None:
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for width, scheme in itertools.product((320, 1280), schemes):
        page = new_page(width, scheme)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))  # noqa: B023 - of this page
        page.goto(site)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert [url for url in asked if not url.startswith(site.partition("elearning")[0])] == []


def test_a_zip_is_downloaded_from_the_page(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(site)
    with page.expect_download() as download:
        page.get_by_role("link", name="mitt-kurs-scorm12").first.click()
    assert download.value.path().read_bytes()[:2] == b"PK"


def test_the_sheet_fits_the_course() -> None:
    def chosen(asked: Asked) -> dict[str, str]:
        return {one.field: one.choice for one in settings(asked)}

    plain, quiz = chosen(Asked(has_quiz=False, profile="moodle")), chosen(Asked(has_quiz=True, profile="moodle"))
    assert (plain["Grading method"], quiz["Grading method"]) == ("Learning objects", "Highest grade")
    assert quiz["Require status"] == "Completed"
    assert chosen(Asked(has_quiz=True, profile="generic"))["Require status"] == "Completed og Passed"
    assert (quiz["Force completed"], quiz["Force new attempt"]) == ("Nei", "Nei")


def test_the_sheet_names_the_sites_setting_as_the_profile_needs_it() -> None:
    def row(asked: Asked) -> tuple[str, str] | None:
        return next(((one.choice, one.why) for one in settings(asked) if one.field == "SCORM standards mode"), None)

    strict = row(Asked(has_quiz=True, profile="moodle-strict", reflections=True))
    assert strict is not None
    assert (strict[0], "Nordmann, Kari" in strict[1]) == ("Ja", True)
    quiet, sending = (row(Asked(has_quiz=True, profile="moodle", reflections=one)) for one in (False, True))
    assert quiet is not None
    assert sending is not None
    assert (quiet[0], sending[0]) == ("Nei er vanlig", "Nei er vanlig")
    assert ("refleksjoner" in quiet[1], "15 000 tegn refleksjoner" in sending[1]) == (False, True)
    assert row(Asked(has_quiz=True, profile="openedx")) is None


def test_the_page_tells_of_longer_reflections_where_they_are_sent(producer: Publisher) -> None:
    with (producer.root / "elearning" / SLUG / "course.toml").open("a", encoding="utf-8") as told:
        told.write('\n[lms]\nreflections = "lms"\n')
    producer.run("course", SLUG)
    page = producer.public / "elearning" / COURSE / "index.html"
    assert "15 000 tegn refleksjoner" in page.read_text("utf-8")
