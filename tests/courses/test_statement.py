"""The draft of the accessibility statement: what it says, and that everybody can read it."""

from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from browser import NewPage, violations
from pipeline.formats.statement import statement
from pipeline.model.course import Course
from pipeline.workspace.reader import read
from workspace import places

WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def course(name: str = "course-full") -> Course:
    (found,) = read(places.FIXTURES / name).courses
    return found


def text(page: bytes) -> str:
    (main,) = html.document_fromstring(page).iter("main")
    return " ".join(main.text_content().split())


def test_it_says_that_it_is_a_draft_and_where_the_statement_is_made() -> None:
    said = text(statement(course()))
    assert "Dette er et utkast." in said
    assert "uustatus.no" in said
    assert "WCAG 2.1 på nivå A og AA" in said
    assert "post@kommune.example" in said


def test_it_tells_of_each_lesson_its_captions_and_its_decision_with_the_reason() -> None:
    page = html.document_fromstring(statement(course()))
    told = [[" ".join(one.text_content().split()) for one in section.iter("dd")] for section in page.iter("section")]
    assert told == [
        [
            "bokmål",
            "bokmål og nynorsk",
            "ja, følger videoen",
            "Det som er viktig i bildet, blir sagt i videoen. Begrunnelse: Alt som vises på lysbildene, blir sagt.",
        ],
        [
            "sørsamisk",
            "sørsamisk",
            "ja, uten tider",
            (
                "Videoen har et eget spor med synstolking, som kan slås på. "
                "Begrunnelse: Lysbildene er forklart i et eget spor."
            ),
        ],
        [
            "bokmål",
            "bokmål",
            "ja, følger videoen",
            (
                "Det finnes en egen utgave av videoen med synstolking. "
                "Begrunnelse: Det skjer mye i bildet som ikke blir sagt."
            ),
        ],
    ]


def test_it_tells_of_the_shortcomings_that_the_content_shows() -> None:
    page = html.document_fromstring(statement(course()))
    (heading,) = (one for one in page.iter("h2") if one.text == "Kjente mangler")
    listed = heading.getnext()
    assert listed is not None
    assert [one.text_content() for one in listed.iter("li")] == [
        "Leksjonen «Brukeren først»: lenkene går til sider som andre har ansvaret for.",
        (
            "Leksjonen «Buaredh båetedh»: teksten til videoen har ingen tider, og følger derfor ikke med mens videoen "
            "spilles."
        ),
        "Leksjonen «Buaredh båetedh»: synstolkingen blir lest opp av en datastemme, som ikke finnes for alle språk.",
        "Leksjonen «Buaredh båetedh»: synstolkingen er på bokmål, ikke på sørsamisk.",
        "De sørsamiske ordene i menyer og knapper er ikke kontrollert av en som har språket som morsmål.",
    ]


def test_no_shortcoming_is_no_promise() -> None:
    said = text(statement(course("course-minimal")))
    assert "Innholdet viser ingen mangler. Det betyr ikke at kurset er prøvd av mennesker." in said
    assert "1 leksjon med video" in said


def test_the_day_of_the_review_is_told_if_it_is_known() -> None:
    assert "sist gått gjennom" not in text(statement(course()))
    assert "Innholdet ble sist gått gjennom 2. mars 2026." in text(statement(course(), date(2026, 3, 2)))


def test_what_the_producer_wrote_is_text_and_not_markup() -> None:
    page = statement(replace(course(), title="<script>alert(1)</script> & co"))
    assert b"<script>" not in page
    assert "<script>alert(1)</script> & co" in text(page)


def test_the_same_course_gives_the_same_bytes() -> None:
    assert statement(course()) == statement(course())


def test_the_workspace_may_have_a_template_of_its_own() -> None:
    own = (("lms/statement.html", "{% for row in rows %}{{ row.title }};{% endfor %}"),)
    assert statement(course(), templates=own).decode() == "Brukeren først;Buaredh båetedh;Beskrevet;"


@pytest.mark.parametrize("width", [320, 1280])
def test_it_can_be_read_by_everybody(new_page: NewPage, width: int) -> None:
    page = new_page(width)
    page.set_content(statement(course(), date(2026, 3, 2)).decode())
    assert violations(page) == []
    wide, shown = page.evaluate(WIDTHS)
    assert wide <= shown
