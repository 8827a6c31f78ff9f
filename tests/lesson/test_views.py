"""What the page is given: transcripts by chapters without a word lost, terms in order, languages marked."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as some

from lesson.courses import ready
from pipeline.formats.lesson.page import bundle_files
from pipeline.formats.lesson.views import glossary, parts
from pipeline.model.course import Term
from pipeline.model.episode import Chapter, Cue, Transcript

CUES = some.lists(some.integers(0, 60), max_size=20).map(
    lambda starts: tuple(Cue(start, start + 3, f"Setning {at}.") for at, start in enumerate(sorted(starts)))
)
CHAPTERS = some.lists(some.integers(0, 70), max_size=6, unique=True).map(
    lambda starts: tuple(Chapter(start, f"Kapittel {start}") for start in sorted(starts))
)


@given(CUES, CHAPTERS)
def test_no_cue_is_lost_or_moved(cues: tuple[Cue, ...], chapters: tuple[Chapter, ...]) -> None:
    divided = parts(Transcript(cues, timed=True), chapters)
    assert tuple(cue for part in divided for turn in part.turns for cue in turn.cues) == cues
    assert [part.start for part in divided] == sorted(part.start for part in divided)


def test_a_sentence_that_begins_a_little_early_belongs_to_its_chapter() -> None:
    cues = (Cue(0, 4.6, "Slutten."), Cue(4.7, 8, "Begynnelsen."))
    first, second = parts(Transcript(cues, timed=True), (Chapter(0, "En"), Chapter(5, "To")))
    assert (first.turns[0].text, second.turns[0].text) == ("Slutten.", "Begynnelsen.")


def test_a_term_stands_once_and_the_order_is_norwegian(tmp_path: Path) -> None:
    course, _ = ready(tmp_path)
    words = ("Øy", "zebra", "Ål", "aker", "Ærlig", "AKER")
    first = replace(course.lessons[0], glossary=tuple(Term(word, "x") for word in words))
    listed = glossary(replace(course, lessons=(first,)))
    assert [term.word for term, _ in listed] == ["AKER", "zebra", "Ærlig", "Øy", "Ål"]


def test_a_lesson_in_a_language_without_words_has_its_texts_marked(tmp_path: Path) -> None:
    course, encoded = ready(tmp_path)
    northern = replace(course.lessons[0], language="se")
    files = {file.name: file.body for file in bundle_files(
        replace(course, lessons=(northern, *course.lessons[1:])), encoded, "web")}  # fmt: skip
    page = files["index.html"]
    assert isinstance(page, bytes)
    assert b'data-lesson="1" lang="nb"' in page
    assert b'id="leksjon_1-tittel" tabindex="-1" lang="se"' in page
    assert b'<div data-transcript lang="se">' in page


def test_a_course_in_southern_sami_marks_what_is_norwegian(tmp_path: Path) -> None:
    course, encoded = ready(tmp_path)
    files = {file.name: file.body for file in bundle_files(replace(course, language="sma"), encoded, "web")}
    page = files["index.html"]
    assert isinstance(page, bytes)
    assert b'<html lang="sma">' in page
    assert b'<a href="#innhold">Sisvege</a>' in page
    assert b'<h3><span lang="nb">Personvern</span></h3>' in page
