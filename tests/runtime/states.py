"""Courses and what learners have done in them, whatever it may be."""

from hypothesis import strategies as st

from pipeline.model import limits
from runtime.courses import KINDS, course, lesson, question
from runtime.node import Course, Json

REVISIONS = st.integers(0, 2**20 - 1)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    numbers = draw(st.lists(st.integers(1, limits.NUMBER), min_size=1, max_size=limits.LESSONS, unique=True))
    asked = iter(draw(st.lists(st.integers(1, limits.NUMBER), max_size=limits.QUESTIONS, unique=True)))
    return course(*(draw(_lesson(number, list(_some(asked, draw(st.integers(0, 10)))))) for number in numbers))


@st.composite
def states(draw: st.DrawFn, taken: Course) -> Json:
    """What may have been done: whatever a tracker could make of it."""
    lessons = {
        str(one["number"]): draw(_lesson_state(one["seconds"])) for one in taken["lessons"] if draw(st.booleans())
    }
    asked = [one for it in taken["lessons"] if it["quiz"] for one in it["quiz"]["questions"] if draw(st.booleans())]
    return {
        "revision": draw(REVISIONS),
        "lesson": draw(st.sampled_from([it["number"] for it in taken["lessons"]])),
        "done": draw(st.booleans()),
        "score": draw(st.integers(0, 100)),
        "lessons": lessons,
        "answers": {str(one["number"]): draw(_answer(one)) for one in asked},
    }


@st.composite
def _lesson(draw: st.DrawFn, number: int, asked: list[int]) -> Json:
    seconds = draw(st.integers(100, limits.VIDEO_SECONDS * 100)) / 100
    kinds = [draw(st.sampled_from(KINDS)) for _ in asked]
    options = [draw(st.integers(2, limits.OPTIONS)) for _ in asked]
    return lesson(number, seconds, tuple(question(*it) for it in zip(asked, kinds, options, strict=True)))


@st.composite
def _lesson_state(draw: st.DrawFn, seconds: float) -> Json:
    end = round(seconds * 100)
    edges = sorted(draw(st.sets(st.integers(0, end), max_size=60)))
    pairs = [list(pair) for pair in zip(edges[::2], edges[1::2], strict=False)]
    flags = {name: draw(st.booleans()) for name in ("read", "seen", "done")}
    return {"ranges": pairs, "position": draw(st.integers(0, int(seconds))), **flags}


@st.composite
def _answer(draw: st.DrawFn, asked: Json) -> Json:
    ids = [one["id"] for one in asked["options"]]
    order = draw(st.permutations(ids))
    chosen = order[: draw(st.integers(0, len(ids)))]
    if asked["kind"] == "match":
        chosen = [f"{one}.{draw(st.sampled_from(ids))}" for one in chosen]
    if asked["kind"] in {"single", "true-false"}:
        chosen = chosen[:1]
    right = draw(st.booleans())
    attempts, given = draw(st.integers(1, 255)), draw(REVISIONS)
    return {"chosen": chosen, "right": right, "best": right or draw(st.booleans()), "attempts": attempts, "at": given}


def _some(values: Json, count: int) -> Json:
    return (value for value, _ in zip(values, range(count), strict=False))
