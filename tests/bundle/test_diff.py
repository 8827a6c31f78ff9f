"""Comparing two bundles: what an LMS deletes, what learners lose, what is new."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bundle.packages import sound, zipped
from lesson.courses import ready
from pipeline.formats.bundle.diff import Difference, compare, read
from pipeline.formats.bundle.told import SENTENCES
from pipeline.formats.lesson.document import course_js, document, version
from pipeline.model.bundle import Manifested, ManifestItem

ITEM = ManifestItem("sco", "Kurset", "index.html")
PLAIN = Manifested("scorm12", "kurs", (ITEM,))
Edit = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The document of a whole course, as the browser gets it."""
    course, encoded = ready(tmp_path_factory.mktemp("kurs") / "work")
    by_id = {lesson.id: one for lesson, one in zip(course.lessons, encoded, strict=True)}
    made = document(course, by_id, "scorm12", "course", version(course, {}))
    found: dict[str, Any] = json.loads(json.dumps(made))
    return found


def after(told: dict[str, Any], edit: Edit) -> Difference:
    """Compare the course with itself as ``edit`` leaves it."""
    changed = deepcopy(told)
    edit(changed)
    return compare(bundle(told), bundle(changed), "en")


def bundle(told: object) -> Manifested:
    return replace(PLAIN, document=json.dumps(told))


def quiz(told: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(lesson for lesson in told["lessons"] if lesson["quiz"])["quiz"]
    return found


def single(told: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in quiz(told)["questions"] if one["kind"] == "single")
    return found


def other_right(told: dict[str, Any]) -> None:
    for option in single(told)["options"]:
        option["right"] = not option["right"]


def test_the_same_bundle_is_safe_and_nothing_is_new(told: dict[str, Any]) -> None:
    assert compare(bundle(told), bundle(told)) == Difference(safe=True, reasons=(), losses=(), news=())


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (replace(PLAIN, standard="scorm2004"), "the format is another one"),
        (replace(PLAIN, items=(replace(ITEM, identifier="ny"),)), "“sco” is gone: the LMS deletes"),
        (replace(PLAIN, items=()), "“sco” is gone"),
        (
            replace(PLAIN, items=(replace(ITEM, href="start.html"),)),
            "opens another file (index.html became start.html)",
        ),
        (replace(PLAIN, items=(ITEM, replace(ITEM, identifier="to"))), "more items"),
    ],
)
def test_what_an_lms_goes_by_may_not_change(new: Manifested, reason: str) -> None:
    found = compare(PLAIN, new, "en")
    assert not found.safe
    assert reason in found.reasons[0]


def test_a_title_or_the_manifests_own_identifier_may_change() -> None:
    assert compare(PLAIN, replace(PLAIN, identifier="annet", items=(replace(ITEM, title="Nytt"),))).safe


BREAKS: list[tuple[str, Edit]] = [
    ("is another course", lambda told: told.update(id="kurs-annet")),
    ("is gone, and what learners have done in it", lambda told: told["lessons"].pop(0)),
    ("has another number", lambda told: told["lessons"][0].update(number=9)),
    ("is gone, and the answers to it", lambda told: quiz(told)["questions"].pop(0)),
    ("is of another kind", lambda told: quiz(told)["questions"][0].update(kind="multiple")),
    ("has another number", lambda told: quiz(told)["questions"][0].update(number=99)),
    ("cannot be read (new course.js)", lambda told: told.pop("id")),
]

LOSES: list[tuple[str, Edit]] = [
    ("has lost an option", lambda told: single(told)["options"].pop(0)),
    ("has another right answer", other_right),
    ("has another length", lambda told: told["lessons"][0].update(seconds=60)),
    ("asks for more", lambda told: quiz(told).update({"pass": 100})),
    ("the rule for completion is stricter", lambda told: told["completion"].update(watched=0.99)),
    ("the rule for completion is stricter", lambda told: told["completion"].update(quiz="passed")),
    (
        "and the notes on it",
        lambda told: next(one for one in told["lessons"] if one["reflections"])["reflections"].pop(0),
    ),
]

BRINGS: list[tuple[str, Edit]] = [
    ("new lesson: “Ny”", lambda told: told["lessons"].append({**told["lessons"][0], "id": "leksjon_9", "title": "Ny"})),
    ("the course is now called “Nytt”", lambda told: told.update(title="Nytt")),
    ("is now called “Nytt”", lambda told: told["lessons"][0].update(title="Nytt")),
    ("stand in another order", lambda told: told["lessons"].reverse()),
    ("1 new question(s)", lambda told: quiz(told)["questions"].append({**single(told), "id": "q_99", "number": 99})),
    ("captions in more languages", lambda told: told["lessons"][0]["tracks"].append({"language": "sma"})),
    ("corrections in", lambda told: told["lessons"][0].update(summary="Ny tekst")),
    ("corrections in", lambda told: single(told).update(prompt="Ny tekst?")),
    ("the rule for completion is milder", lambda told: told["completion"].update(watched=0.5)),
]


@pytest.mark.parametrize(("reason", "edit"), BREAKS, ids=range(len(BREAKS)))
def test_what_costs_learners_their_work_is_not_safe(told: dict[str, Any], reason: str, edit: Edit) -> None:
    found = after(told, edit)
    assert not found.safe
    assert any(reason in one for one in found.reasons), found


@pytest.mark.parametrize(("loss", "edit"), LOSES, ids=range(len(LOSES)))
def test_what_some_must_do_again_is_safe_and_told_of(told: dict[str, Any], loss: str, edit: Edit) -> None:
    found = after(told, edit)
    assert found.safe
    assert any(loss in one for one in found.losses), found


@pytest.mark.parametrize(("new", "edit"), BRINGS, ids=range(len(BRINGS)))
def test_what_is_new_is_told_of_and_costs_nothing(told: dict[str, Any], new: str, edit: Edit) -> None:
    found = after(told, edit)
    assert (found.safe, found.losses) == (True, ())
    assert [new in one for one in found.news] == [True], found


def test_what_is_not_shown_to_learners_is_no_news(told: dict[str, Any]) -> None:
    found = after(told, lambda one: (one.update(version="f" * 12, ny=1), quiz(one)["questions"].reverse()))
    assert found == Difference(safe=True, reasons=(), losses=(), news=())


def test_a_question_that_moves_to_another_lesson_keeps_its_answers(told: dict[str, Any]) -> None:
    def move(one: dict[str, Any]) -> None:
        question = quiz(one)["questions"].pop(0)
        other = next(lesson for lesson in one["lessons"] if lesson["quiz"] is not quiz(one))
        other["quiz"] = {"pass": None, "questions": [*(other["quiz"] or {"questions": []})["questions"], question]}

    assert after(told, move).safe


def test_a_change_that_is_stricter_in_one_way_and_milder_in_another_is_told_of_as_stricter(
    told: dict[str, Any],
) -> None:
    found = after(told, lambda one: one["completion"].update(watched=0.5, quiz="passed"))
    assert found.losses == ("the rule for completion is stricter for those who are not done",)
    assert found.news == ()


def test_a_bundle_of_ours_may_not_be_replaced_by_one_that_keeps_another_state(told: dict[str, Any]) -> None:
    found = compare(bundle(told), PLAIN, "en")
    assert not found.safe
    assert "new course.js" in found.reasons[0]


def test_a_bundle_that_was_made_by_an_older_version_can_be_compared(told: dict[str, Any]) -> None:
    def older(one: dict[str, Any]) -> None:
        for lesson in one["lessons"]:
            for key in ("described", "reflections", "chapters", "summary", "minutes"):
                lesson.pop(key)

    changed = deepcopy(told)
    older(changed)
    assert compare(bundle(changed), bundle(told)).safe


def test_every_sentence_is_in_both_languages_with_the_same_places() -> None:
    for norwegian, english in SENTENCES.values():
        assert norwegian != english
        assert [f"{{{place}}}" in norwegian for place in range(4)] == [f"{{{place}}}" in english for place in range(4)]
        assert norwegian.endswith(".")


def test_the_sentences_are_norwegian_for_the_page_of_administrators(told: dict[str, Any]) -> None:
    changed = deepcopy(told)
    changed["lessons"][0]["title"] = "Nytt navn"
    assert compare(bundle(told), bundle(changed)).news[0].endswith("heter nå «Nytt navn».")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "lessons", "quiz", "title"]), inner)
    ),
    max_leaves=8,
)


@given(old=json_values, new=json_values)
def test_whatever_a_document_holds_the_comparison_ends(old: object, new: object) -> None:
    found = compare(bundle(old), bundle(new))
    assert found.safe is not bool(found.reasons)


def test_bundles_are_read_from_zips(told: dict[str, Any], tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {**sound("scorm2004"), "course.js": course_js(told)})
    found = read(path)
    assert (found.standard, found.identifier) == ("scorm2004", "kurs-a")
    assert found.items == (ManifestItem("item-a", "Kurs", "index.html"),)
    assert json.loads(found.document) == told


def test_a_web_copy_has_no_items_but_its_document(told: dict[str, Any], tmp_path: Path) -> None:
    found = read(zipped(tmp_path / "a.zip", {"index.html": "", "course.js": course_js(told)}))
    assert (found.standard, found.items) == ("web", ())
    assert json.loads(found.document) == told


def test_somebody_elses_course_js_is_not_ours(tmp_path: Path) -> None:
    assert read(zipped(tmp_path / "a.zip", {**sound(), "course.js": "var course = {};"})).document == ""
