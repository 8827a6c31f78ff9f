"""Words of the interface: the same in every language, none unused, and honest about what nobody has checked."""

import re
from pathlib import Path

import pytest

from lesson.taking import ask
from pipeline.errors import ContentError
from pipeline.formats.lesson.words import LANGUAGES, primary, self_name, spoken, words

TEMPLATES = Path(__file__).parents[2] / "pipeline" / "templates" / "lesson"
NB = words("nb", {}).own
FILLED = re.compile(r"\{(\w+)\}")
SAID = re.compile(
    r"""\b(?:t|say|speak|words|button)(?:\.part|\.text|\.label|\.back)?\((?:\w+, )?["']([a-z][\w.-]*[\w])["']"""
)


@pytest.mark.parametrize("language", ["nn", "en"])
def test_languages_have_the_same_keys(language: str) -> None:
    assert set(words(language, {}).own) == set(NB)


@pytest.mark.parametrize("language", ["nn", "en", "sma"])
def test_every_word_is_filled_in_with_the_same_values(language: str) -> None:
    own = words(language, {}).own
    assert {key: set(FILLED.findall(text)) for key, text in own.items()} == {
        key: set(FILLED.findall(NB[key])) for key in own
    }


def test_southern_sami_is_part_of_what_there_is_to_say() -> None:
    assert 5 < len(words("sma", {}).own) < len(NB)
    assert set(words("sma", {}).own) <= set(NB)


def test_no_word_is_empty_or_begins_or_ends_in_space() -> None:
    every = [text for language in LANGUAGES for text in words(language, {}).own.values()]
    assert [text for text in every if not text.strip() or text != text.strip()] == []


def test_every_key_that_is_said_exists() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (*TEMPLATES.glob("*.js"), *TEMPLATES.glob("*.html"))]
    asked = {key for text in sources for key in SAID.findall(text) if "." in key or key in NB}
    assert len(asked) > 50
    assert {key for key in asked if key not in NB and f"{key}_one" not in NB} == set()


def test_what_a_language_lacks_is_said_in_bokmal_and_marked() -> None:
    say = words("sma", {})
    assert str(say("contents")) == "Sisvege"
    assert str(say("about.privacy")) == '<span lang="nb">Personvern</span>'
    assert say.text("about.privacy") == "Personvern"
    assert str(say("progress.left", n=1)) == '<span lang="nb">Omtrent 1 minutt igjen</span>'
    assert str(say("minutes", n=1)) == "1 minuhte"


def test_what_names_an_element_leaves_its_content_in_the_language_of_the_page() -> None:
    say = words("sma", {})
    assert (say.label("lesson.around"), say.back("lesson.around")) == (
        ' aria-label="Videre i kurset" lang="nb"',
        ' lang="sma"',
    )
    assert (say.label("course"), say.back("course")) == (' aria-label="Kuvsje"', "")


def test_a_value_of_the_course_stays_in_its_language() -> None:
    said = words("se", {})("about.version", version="3")
    assert said == '<span lang="nb">Versjon <span lang="se">3</span></span>'


def test_values_are_counted_and_escaped() -> None:
    say = words("nb", {})
    assert (str(say("minutes", n=1)), str(say("minutes", n=2))) == ("1 minutt", "2 minutter")
    assert str(say("audience", audience="<alle> & enhver")) == "Målgruppe: &lt;alle&gt; &amp; enhver"


def test_tags_lead_to_languages() -> None:
    assert [primary(tag) for tag in ("nb-NO", "no", "nn", "EN-gb", "sma", "se")] == [
        "nb",
        "nb",
        "nn",
        "en",
        "sma",
        "nb",
    ]
    assert spoken("se") == ""
    assert (self_name("sma"), self_name("en-GB"), self_name("xx")) == ("Åarjelsaemien gïele", "English", "xx")


def test_a_workspace_corrects_words() -> None:
    corrected = 'Fremskritt.words("sma", {"contents": "Sisvegh"});'
    assert words("sma", {"lesson/i18n/sma.js": corrected}).text("contents") == "Sisvegh"


@pytest.mark.parametrize("text", ["", "Fremskritt.words({'contents': 'x'})", '{"contents": '])
def test_words_that_are_none_are_told_of(text: str) -> None:
    with pytest.raises(ContentError, match=re.escape("config/templates/lesson/i18n/nn.js")):
        words("nn", {"lesson/i18n/nn.js": text})


def test_the_browser_says_the_same() -> None:
    assert ask("F.i18n('nn-NO')('minutes', {n: 2})") == "2 minutt"
    assert ask("F.i18n('se')('contents')") == "Innhold"
    assert ask("[F.i18n('sma')('about.privacy'), F.i18n('sma').lang('about.privacy')]") == ["Personvern", "nb"]
    assert ask("[F.i18n('sma')('contents'), F.i18n('sma').lang('contents')]") == ["Sisvege", ""]


def test_what_needs_a_native_speaker_is_listed() -> None:
    review = ask("F.needsReview('sma')")
    assert set(review["check"]) == set(words("sma", {}).own)
    assert set(review["check"]) | set(review["missing"]) == set(NB)
    assert ask("F.needsReview('nn')") == {"check": [], "missing": []}


def test_no_word_waits_to_be_said() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (*TEMPLATES.glob("*.js"), *TEMPLATES.glob("*.html"))
    )
    beginnings = tuple(re.findall(r"""["']([a-z][\w.-]*\.)["'] [~+] """, sources))
    keys = {key.removesuffix("_one").removesuffix("_other") for key in NB}
    assert {key for key in keys if f'"{key}"' not in sources and not key.startswith(beginnings)} == set()
