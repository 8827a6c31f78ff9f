"""No identifier is ever given to another thing, whatever the producer does in whatever order."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.producer import Item, Producer
from pipeline.workspace.coursematching import Thing, rematch

ACTIONS = sorted(
    name for name in vars(Producer) if not name.startswith("_") and name not in {"do", *Producer.__annotations__}
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from([*ACTIONS, "publish", "publish"]), st.integers(0, 2**32)), min_size=20, max_size=80
    )
)
def test_no_identifier_is_ever_given_to_another_thing(steps: list[tuple[str, int]]) -> None:
    producer = Producer()
    for start in ("add_lesson", "add_question", "add_lesson", "add_question", "publish"):
        producer.do(start, len(start))
    for action, seed in steps:
        producer.do(action, seed)
    producer.do("publish", 0)
    assert producer.owners


SMALL = ["reorder", "rename_folder", "retitle", "film_again", "add_question", "reword_question", "reword_option"]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(st.tuples(st.sampled_from(SMALL), st.integers(0, 2**32)), max_size=20))
def test_small_changes_one_by_one_lose_no_identifier(steps: list[tuple[str, int]]) -> None:
    producer = Producer()
    for seed, start in enumerate(["add_lesson", "add_lesson", *["add_question"] * 6, *["change_reflections"] * 3]):
        producer.do(start, seed)
    producer.do("publish", 0)
    for action, seed in steps:
        producer.do(action, seed)
        producer.do("publish", 0)
        assert len(producer.owners) == len(set(producer.owners.values()))


def things(*texts: str) -> list[Thing]:
    return [Thing(text) for text in texts]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (["Hva er en gevinst?"], ["hva er  en GEVINST?"], (0,)),
        (["Hva er en gevinst?"], ["Hva er en gevnist?"], (0,)),
        (["Hva er en gevinst?"], ["Hvem bestemmer her?"], (None,)),
        (["En", "To", "Tre"], ["Tre", "En", "To"], (2, 0, 1)),
        (["Hva er en gevinst?", "Hvem er brukeren?"], ["Helt nytt", "Hva er en gevnist?", "Hvem er brukeren?"],
         (None, 0, 1)),
        (["Helt gammelt", "Hva er en gevinst?", "Hvem er brukeren?"], ["Hva er en gevnist?", "Hvem er brukeren?"],
         (1, 2)),
        (["Hva er fordelen?", "Hva er ulempen?"], ["Hva er ulempen?", "Hva er fordelen?"], (1, 0)),
        (["Ja", "Nei"], ["Ja", "Vet ikke"], (0, None)),
    ],
    ids=["capitals", "typo", "another", "order", "typo and one before", "typo and one less", "alike", "short"],
)  # fmt: skip
def test_what_is_the_same_is_known_again(before: list[str], after: list[str], found: tuple[int | None, ...]) -> None:
    assert rematch(things(*before), things(*after)) == found


def test_what_is_gone_comes_back_only_in_the_same_words() -> None:
    known = [Thing("Hva er en gevinst?", gone=True), Thing("Hvem er brukeren?")]
    assert rematch(known, things("Hvem er brukeren?", "Hva er en gevinst?")) == (1, 0)
    assert rematch(known, things("Hva er en gevnist?", "Hvem er brukeren?")) == (None, 1)


def test_another_kind_is_another_question() -> None:
    assert rematch([Thing("Hva?", "single")], [Thing("Hva?", "multiple")]) == (None,)


def test_a_question_moved_to_another_lesson_is_a_new_one_there() -> None:
    producer = Producer()
    for seed, start in enumerate(["add_lesson", "add_lesson", "add_question", "publish"]):
        producer.do(start, seed)
    first, second = producer.lessons
    producer.lessons = (
        Item(first.who, first.text, slug=first.slug, video=first.video, items=second.items),
        Item(second.who, second.text, slug=second.slug, video=second.video, items=first.items),
    )
    producer.do("publish", 0)
    assert {name for name in producer.owners if name.startswith("q_") and "." not in name} == {"q_1", "q_2"}
