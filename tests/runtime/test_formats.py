"""Time, answers and results in the exact forms of SCORM 1.2 and 2004; each refused value is one we never write."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.courses import KINDS, question
from runtime.node import Json, Node

SECONDS = st.floats(0, 9999 * 3600, allow_nan=False)
SPAN12 = re.compile(r"(\d{4}):([0-5]\d):([0-5]\d\.\d\d)")
SPAN2004 = re.compile(r"PT(\d+)H(\d+)M(\d+\.\d\d)S")
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31))  # noqa: DTZ001 - hypothesis adds the zone
DATE = "2026-03-01T08:07:06.999Z"


@given(SECONDS)
def test_spans_have_two_decimals_and_tell_the_time(process: Node, seconds: float) -> None:
    for name, pattern in (("span12", SPAN12), ("span2004", SPAN2004)):
        found = pattern.fullmatch(process.pure(f"formats.{name}", seconds))
        assert found
        hours, minutes, rest = map(float, found.groups())
        assert minutes < 60
        assert rest < 60
        assert abs(hours * 3600 + minutes * 60 + rest - seconds) < 0.006


@pytest.mark.parametrize(
    ("seconds", "old", "new"),
    [
        (0, "0000:00:00.00", "PT0H0M0.00S"),
        (0.5, "0000:00:00.50", "PT0H0M0.50S"),
        (59.999, "0000:01:00.00", "PT0H1M0.00S"),
        (3725.25, "0001:02:05.25", "PT1H2M5.25S"),
        (-3, "0000:00:00.00", "PT0H0M0.00S"),
        (None, "0000:00:00.00", "PT0H0M0.00S"),
        (1e12, "9999:59:59.99", "PT9999H59M59.99S"),
    ],
)
def test_spans_at_their_edges(process: Node, seconds: float | None, old: str, new: str) -> None:
    assert process.pure("formats.span12", seconds) == old
    assert process.pure("formats.span2004", seconds) == new


@given(MOMENTS.map(lambda at: at.replace(tzinfo=UTC)))
def test_moments_never_have_three_decimals(process: Node, moment: datetime) -> None:
    text = process.ask("pure", "date", "time2004", moment.timestamp() * 1000)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\dZ", text)
    assert abs((datetime.fromisoformat(text) - moment).total_seconds()) < 0.011
    assert re.fullmatch(r"[0-2]\d:[0-5]\d:[0-5]\d", process.ask("pure", "date", "time12", moment.timestamp() * 1000))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_scores_are_from_0_to_100_with_at_most_two_decimals(process: Node, raw: float) -> None:
    text = process.pure("formats.score", raw)
    assert re.fullmatch(r"\d{1,3}(\.\d{1,2})?", text)
    assert 0 <= float(text) <= 100


WRONG = {
    "single": ["svar_b"],
    "multiple": ["svar_b", "svar_d"],
    "true-false": ["svar_b"],
    "order": ["svar_b", "svar_a", "svar_d", "svar_c"],
    "match": ["svar_a.svar_b", "svar_b.svar_a", "svar_c.svar_c", "svar_d.svar_d"],
}
TYPES = dict(zip(KINDS, ["choice", "choice", "true-false", "sequencing", "matching"], strict=True))
OLD = {
    "single": ("b", "a"),
    "multiple": ("b,d", "a,c"),
    "true-false": ("f", "t"),
    "order": ("b,a,d,c", "a,b,c,d"),
    "match": ("a.b,b.a,c.c,d.d", "a.a,b.b,c.c,d.d"),
}
NEW = {
    "single": ("svar_b", "svar_a"),
    "multiple": ("svar_b[,]svar_d", "svar_a[,]svar_c"),
    "true-false": ("false", "true"),
    "order": ("svar_b[,]svar_a[,]svar_d[,]svar_c", "svar_a[,]svar_b[,]svar_c[,]svar_d"),
    "match": (
        "svar_a[.]svar_b[,]svar_b[.]svar_a[,]svar_c[.]svar_c[,]svar_d[.]svar_d",
        "svar_a[.]svar_a[,]svar_b[.]svar_b[,]svar_c[.]svar_c[,]svar_d[.]svar_d",
    ),
}


def interaction(node: Node, version: str, kind: str, chosen: list[str]) -> list[list[str]]:
    given = {"question": question(7, kind), "chosen": chosen, "right": False, "seconds": 4.5, "lesson": "leksjon_2"}
    return list(node.ask("pure", "interaction", version, {**given, "date": DATE}))


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_in_scorm_12(process: Node, kind: str) -> None:
    pairs = interaction(process, "1.2", kind, WRONG[kind])
    assert [name for name, _ in pairs][:2] == ["id", "type"]
    values = dict(pairs)
    assert re.fullmatch(r"\d\d:\d\d:06", values.pop("time"))
    assert values == {
        "id": "q_7",
        "type": TYPES[kind],
        "objectives.0.id": "leksjon_2",
        "correct_responses.0.pattern": OLD[kind][1],
        "weighting": "1",
        "student_response": OLD[kind][0],
        "result": "wrong",
        "latency": "0000:00:04.50",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_in_scorm_2004(process: Node, kind: str) -> None:
    pairs = interaction(process, "2004", kind, WRONG[kind])
    assert [name for name, _ in pairs][:2] == ["id", "type"]
    assert dict(pairs) == {
        "id": "q_7",
        "type": TYPES[kind],
        "objectives.0.id": "leksjon_2",
        "timestamp": "2026-03-01T08:07:06.99Z",
        "correct_responses.0.pattern": NEW[kind][1],
        "weighting": "1",
        "learner_response": NEW[kind][0],
        "result": "incorrect",
        "latency": "PT0H0M4.50S",
    }


@pytest.mark.parametrize("version", ["1.2", "2004"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_that_says_nothing_is_no_response_of_another(process: Node, version: str, kind: str) -> None:
    responses = [value for name, value in interaction(process, version, kind, []) if name.endswith("_response")]
    assert responses == ([] if kind == "true-false" else [""])


@given(st.sampled_from(KINDS), st.data())
def test_responses_are_of_letters_that_every_lms_takes(process: Node, kind: str, data: st.DataObject) -> None:
    asked = question(7, kind, 8)
    ids = [one["id"] for one in asked["options"]]
    chosen: Json = data.draw(st.permutations(ids))[: data.draw(st.integers(1, len(ids)))]
    if kind == "match":
        chosen = [f"{one}.{data.draw(st.sampled_from(ids))}" for one in chosen]
    told = {"question": asked, "chosen": chosen, "right": True, "seconds": 1, "lesson": "leksjon_1", "date": DATE}
    old = dict(process.ask("pure", "interaction", "1.2", told))
    new = dict(process.ask("pure", "interaction", "2004", told))
    assert old["result"] == new["result"] == "correct"
    assert re.fullmatch(r"[!-~]+", old["id"] + old["student_response"])
    assert len(old["student_response"]) <= 255
    assert all(re.fullmatch(r"\w+", it) for it in re.split(r"\[,\]|\[\.\]", new["learner_response"]))
