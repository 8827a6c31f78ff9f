"""Templates of the workspace's own: they replace or extend ours, and their mistakes are told with file and line."""

import re

import pytest

from pages.markup import Strict
from pages.samples import RECORD, RECORDS, SHOW, TEXT, kit
from pipeline.errors import ContentError
from pipeline.formats.look import RESTYLED
from pipeline.formats.pages import episode_page, show_page, static_assets
from samples import ROOT


def test_a_template_replaces_ours() -> None:
    own = kit(**{"show.html": "<!DOCTYPE html>\n<html lang='nb'><main><h1>{{ show.title }}</h1></main></html>"})
    assert show_page(SHOW, RECORDS, own).endswith(b"<h1>Kommunenes digitale fremskritt</h1></main></html>")


def test_a_template_extends_ours() -> None:
    own = kit(
        **{"episode.html": '{% extends "shipped/episode.html" %}{% block terms %}<p>Vår egen linje</p>{% endblock %}'}
    )
    page = episode_page(SHOW, RECORD, own, TEXT)
    assert "<p>Vår egen linje</p>".encode() in page
    assert len(Strict(page).named("audio")) == 1


def test_own_colours_keep_the_rest_of_the_style() -> None:
    ours, own = static_assets(SHOW)[0], static_assets(SHOW, {"theme.css": ":root { --ink: #000 }\n"})[0]
    assert own.key != ours.key
    assert isinstance(own.body, bytes)
    assert own.body.startswith(b":root { --ink: #000 }\n/* Ground */")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ show.titel }}", "config/templates/show.html: 'pipeline.model.show.Show object' has no attribute 'titel'"),
        ("{{ nothing }}", "config/templates/show.html: 'nothing' is undefined"),
        ("<p>\n{% if %}", "config/templates/show.html: line 2: Expected an expression"),
        ('{% extends "bas.html" %}', "config/templates/show.html: bas.html"),
        ("{{ show.title | upperr }}", "config/templates/show.html: line 1: No filter named 'upperr'."),
    ],
)
def test_a_mistake_is_told_with_its_file(text: str, said: str) -> None:
    with pytest.raises(ContentError) as told:
        show_page(SHOW, RECORDS, kit(**{"show.html": text}))
    assert told.value.message.startswith(said)
    assert told.value.hint == "correct the template, or remove it to use ours"


def test_what_a_template_prints_is_escaped() -> None:
    page = show_page(SHOW, RECORDS, kit(**{"show.html": "{{ '<script>' }}"}))
    assert page == b"&lt;script&gt;"


def test_the_guide_names_every_template_that_may_be_replaced_and_no_other() -> None:
    guide = (ROOT / "docs" / "produsent.md").read_text("utf-8")
    section = guide.partition("## Slik endrer du hvordan sidene ser ut")[2].partition("\n## ")[0]
    table = "".join(line for line in section.splitlines() if line.startswith("|"))
    named = re.findall(r"`([^`]+\.(?:html|css|js))`", table)
    assert sorted(named) == sorted(RESTYLED)
