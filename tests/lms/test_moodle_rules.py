from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import NewPage
from lms.harness import Moodle, Visit, moodle
from lms.sco import write_sco

LONG = "x" * 64_000


@pytest.fixture(scope="module")
def zips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("zips")
    mastery = "<adlcp:masteryscore>80</adlcp:masteryscore>"
    threshold = "<adlcp:completionThreshold>0.9</adlcp:completionThreshold>"
    return {
        "scorm12": write_sco(folder / "12.zip"),
        "scorm2004": write_sco(folder / "2004.zip", "scorm2004"),
        "mastery": write_sco(folder / "mastery.zip", more=mastery),
        "threshold": write_sco(folder / "threshold.zip", "scorm2004", threshold),
    }


@pytest.fixture
def old(zips: dict[str, Path], tmp_path: Path) -> Iterator[Moodle]:
    with moodle(zips["scorm12"], tmp_path / "12") as lms:
        yield lms


@pytest.fixture
def new(zips: dict[str, Path], tmp_path: Path) -> Iterator[Moodle]:
    with moodle(zips["scorm2004"], tmp_path / "2004") as lms:
        yield lms


def do(visit: Visit, *calls: tuple[str, ...]) -> list[str]:
    """Give `answer error` for each call."""
    script = "calls => calls.map(([name, ...given]) => `${call(name, ...given)} ${error()}`)"
    answers: list[str] = visit.sco.evaluate(script, [list(call) for call in calls])
    return answers


def put(visit: Visit, *pairs: tuple[str, str]) -> list[str]:
    return do(visit, *(("SetValue", element, value) for element, value in pairs))


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ("cmi.suspend_data", LONG + "x"),
        ("cmi.interactions.0.id", "spørsmål_1"),
        ("cmi.interactions.0.id", "q 1"),
        ("cmi.interactions.0.result", "incorrect"),
        ("cmi.interactions.0.time", "12:00:00.123"),
        ("cmi.interactions.0.latency", "00:00:01.123"),
        ("cmi.core.session_time", "00:00:01.123"),
        ("cmi.core.session_time", "1:00:00"),
        ("cmi.core.exit", "normal"),
        ("cmi.core.lesson_status", "not attempted"),
        ("cmi.core.lesson_status", "unknown"),
        ("cmi.core.score.raw", "101"),
        ("cmi.core.score.raw", "-1"),
        ("cmi.core.score.raw", "mye"),
    ],
)
def test_scorm_12_refuses(old: Moodle, new_page: NewPage, element: str, value: str) -> None:
    visit = old.launch(new_page())
    assert do(visit, ("Initialize", ""), ("SetValue", element, value)) == ["true 0", "false 405"]
    assert do(visit, ("Commit", "")) == ["true 0"]
    assert old.stored() == {}


@pytest.mark.parametrize(
    ("element", "value", "code"),
    [
        ("cmi.suspend_data", LONG + "x", "406"),
        ("cmi.interactions.0.id", "q 1", "406"),
        ("cmi.interactions.0.result", "wrong", "406"),
        ("cmi.interactions.0.learner_response", "svar-a", "406"),
        ("cmi.interactions.0.learner_response", "svar_a,svar_b", "406"),
        ("cmi.interactions.0.learner_response", "svar_a[,]svar_a", "406"),
        ("cmi.interactions.0.correct_responses.0.pattern", "svar-a", "406"),
        ("cmi.interactions.0.correct_responses.1.pattern", "svar_a", "351"),
        ("cmi.interactions.0.timestamp", "2026-03-02T07:00:00.123Z", "406"),
        ("cmi.interactions.0.timestamp", "2026-03-02T07:00:00Z", "406"),
        ("cmi.interactions.0.latency", "PT1.123S", "406"),
        ("cmi.interactions.2.id", "q_2", "351"),
        ("cmi.interactions.1.type", "choice", "408"),
        ("cmi.objectives.1.id", "leksjon_1", "351"),
        ("cmi.objectives.0.id", "leksjon_2", "351"),
        ("cmi.completion_status", "passed", "406"),
        ("cmi.success_status", "completed", "406"),
        ("cmi.score.scaled", "1.01", "407"),
        ("cmi.mode", "normal", "404"),
        ("cmi.ukjent", "1", "401"),
    ],
)
def test_scorm_2004_refuses(new: Moodle, new_page: NewPage, element: str, value: str, code: str) -> None:
    visit = new.launch(new_page())
    ready = (
        ("cmi.interactions.0.id", "q_1"),
        ("cmi.interactions.0.type", "choice"),
        ("cmi.objectives.0.id", "leksjon_1"),
    )
    do(visit, ("Initialize", ""))
    assert put(visit, *ready) == ["true 0"] * 3
    assert put(visit, (element, value)) == [f"false {code}"]


def test_scorm_12_takes_what_is_written_right(old: Moodle, new_page: NewPage) -> None:
    visit = old.launch(new_page())
    pairs = (
        ("cmi.suspend_data", LONG),
        ("cmi.core.lesson_location", "x" * 300),
        ("cmi.core.lesson_status", "incomplete"),
        ("cmi.core.score.raw", "66.67"),
        ("cmi.core.session_time", "0001:02:03.04"),
        ("cmi.core.exit", "suspend"),
        ("cmi.objectives.0.id", "leksjon_1"),
        ("cmi.objectives.0.status", "not attempted"),
        ("cmi.interactions.0.id", "q_1"),
        ("cmi.interactions.0.time", "12:00:00.50"),
        ("cmi.interactions.0.result", "wrong"),
        ("cmi.interactions.0.student_response", "svar-a"),
        ("cmi.comments", "En. "),
        ("cmi.comments", "To."),
    )
    assert do(visit, ("Initialize", "")) == ["true 0"]
    assert put(visit, *pairs) == ["true 0"] * len(pairs)
    assert do(visit, ("Commit", "")) == ["true 0"]
    wanted = {**dict(pairs), "cmi.comments": "En. To."}
    del wanted["cmi.core.session_time"]
    assert old.stored() == wanted


def test_scorm_2004_takes_what_is_written_right(new: Moodle, new_page: NewPage) -> None:
    visit = new.launch(new_page())
    pairs = (
        ("cmi.suspend_data", LONG),
        ("cmi.completion_status", "incomplete"),
        ("cmi.score.raw", "66.67"),
        ("cmi.score.scaled", "0.6667"),
        ("cmi.session_time", "PT1H2M3.04S"),
        ("cmi.exit", "normal"),
        ("cmi.interactions.0.id", "spørsmål_1"),
        ("cmi.interactions.0.type", "matching"),
        ("cmi.interactions.0.timestamp", "2026-03-02T07:00:00.00Z"),
        ("cmi.interactions.0.learner_response", "svar_a[.]svar_b[,]svar_b[.]svar_a"),
        ("cmi.interactions.0.correct_responses.0.pattern", "svar_a[.]svar_a[,]svar_b[.]svar_b"),
        ("cmi.interactions.0.result", "incorrect"),
        ("cmi.interactions.0.latency", "PT1.5S"),
        ("cmi.interactions.1.id", "q_2"),
        ("cmi.interactions.1.type", "true-false"),
        ("cmi.interactions.1.learner_response", "true"),
    )
    do(visit, ("Initialize", ""))
    assert put(visit, *pairs) == ["true 0"] * len(pairs)
    assert do(visit, ("Commit", "")) == ["true 0"]
    assert new.stored() == dict(pairs)


def test_the_strict_setting_holds_texts_to_the_standard(
    zips: dict[str, Path], tmp_path: Path, new_page: NewPage
) -> None:
    with moodle(zips["scorm12"], tmp_path / "strict", strict=True) as lms:
        visit = lms.launch(new_page())
        do(visit, ("Initialize", ""))
        assert put(
            visit,
            ("cmi.suspend_data", "x" * 4096),
            ("cmi.suspend_data", "x" * 4097),
            ("cmi.core.lesson_location", "x" * 255),
            ("cmi.core.lesson_location", "x" * 256),
        ) == ["true 0", "false 405", "true 0", "false 405"]


def test_reading_scorm_12(old: Moodle, new_page: NewPage) -> None:
    visit = old.launch(new_page())
    read = [
        *("cmi.core.student_name", "cmi.core.entry", "cmi.core.lesson_status", "cmi.objectives._count"),
        *("cmi.core.exit", "cmi.core._count", "cmi.ukjent", "cmi.suspend_data"),
    ]
    assert do(visit, ("GetValue", "cmi.core.entry")) == [" 301"]
    do(visit, ("Initialize", ""))
    assert do(visit, *(("GetValue", element) for element in read)) == [
        *("Nordmann, Kari 0", "ab-initio 0", "not attempted 0", "0 0", " 404", " 201", " 201", " 0"),
    ]


def test_reading_scorm_2004(new: Moodle, new_page: NewPage) -> None:
    visit = new.launch(new_page())
    read = ["cmi.learner_name", "cmi.entry", "cmi.score.raw", "cmi.exit", "cmi.objectives.0.id", "cmi.ukjent"]
    assert do(visit, ("GetValue", "cmi.entry")) == [" 122"]
    do(visit, ("Initialize", ""))
    assert do(visit, *(("GetValue", element) for element in read)) == [
        *("Nordmann, Kari 0", "ab-initio 0", " 403", " 405", " 301", " 401"),
    ]


def test_the_life_of_a_launch(old: Moodle, new: Moodle, new_page: NewPage) -> None:
    calls = (("Commit", ""), ("Initialize", ""), ("Initialize", ""), ("Commit", "x"), ("Finish", ""), ("Finish", ""))
    assert do(old.launch(new_page()), *calls) == [
        *("false 301", "true 0", "false 101", "false 201", "true 0", "false 301"),
    ]
    assert do(new.launch(new_page()), *calls, ("Commit", ""), ("Initialize", "")) == [
        *("false 142", "true 0", "false 103", "false 201", "true 0", "false 113", "false 143", "false 104"),
    ]


def test_initialize_after_finish_throws_where_objectives_exist(old: Moodle, new_page: NewPage) -> None:
    visit = old.launch(new_page())
    do(visit, ("Initialize", ""), ("SetValue", "cmi.objectives.0.id", "leksjon_1"), ("Finish", ""))
    again = "() => { try { return call('Initialize', '') } catch (thrown) { return thrown.name } }"
    assert visit.sco.evaluate(again) == "TypeError"


def test_a_sco_that_never_set_a_status_is_completed_when_it_ends(old: Moodle, new_page: NewPage) -> None:
    do(old.launch(new_page()), ("Initialize", ""), ("Finish", ""))
    assert old.stored()["cmi.core.lesson_status"] == "completed"


def test_total_time_is_added_only_when_it_ends(old: Moodle, new_page: NewPage) -> None:
    visit = old.launch(new_page())
    do(visit, ("Initialize", ""), ("SetValue", "cmi.core.session_time", "00:10:00.50"), ("Commit", ""))
    assert old.stored() == {}
    do(visit, ("SetValue", "cmi.core.lesson_status", "incomplete"), ("Finish", ""))
    assert old.stored()["cmi.core.total_time"] == "00:10:00.50"
    visit.reload()
    do(visit, ("Initialize", ""), ("SetValue", "cmi.core.session_time", "00:00:59.5"), ("Finish", ""))
    assert old.stored()["cmi.core.total_time"] == "00:10:59.55", "a single digit is read as hundredths"


def test_total_time_of_scorm_2004(new: Moodle, new_page: NewPage) -> None:
    visit = new.launch(new_page())
    for _ in range(2):
        do(visit, ("Initialize", ""), ("SetValue", "cmi.session_time", "PT40M30.25S"), ("Finish", ""))
        visit.reload()
    assert new.stored()["cmi.total_time"] == "PT1H21M0.5S"


def test_a_mastery_score_overwrites_the_status(zips: dict[str, Path], tmp_path: Path, new_page: NewPage) -> None:
    with moodle(zips["mastery"], tmp_path / "mastery") as lms:
        visit = lms.launch(new_page())
        do(visit, ("Initialize", ""))
        put(visit, ("cmi.core.lesson_status", "completed"), ("cmi.core.score.raw", "70"))
        do(visit, ("Commit", ""))
        assert lms.stored()["cmi.core.lesson_status"] == "completed"
        do(visit, ("Finish", ""))
        assert lms.stored()["cmi.core.lesson_status"] == "failed"


def test_a_threshold_takes_completed_away(zips: dict[str, Path], tmp_path: Path, new_page: NewPage) -> None:
    with moodle(zips["threshold"], tmp_path / "threshold") as lms:
        visit = lms.launch(new_page())
        do(visit, ("Initialize", ""))
        put(visit, ("cmi.completion_status", "completed"), ("cmi.progress_measure", "0.8"))
        do(visit, ("Finish", ""))
        assert lms.stored()["cmi.completion_status"] == "incomplete"


def test_what_was_stored_is_read_at_the_next_launch(old: Moodle, new_page: NewPage) -> None:
    page = new_page()
    visit = old.launch(page)
    do(visit, ("Initialize", ""))
    put(visit, ("cmi.suspend_data", "1;æøå"), ("cmi.core.lesson_status", "incomplete"), ("cmi.core.exit", "suspend"))
    put(visit, ("cmi.interactions.0.id", "q_1"))
    do(visit, ("Finish", ""))
    visit.close_tab()
    again = old.launch(new_page())
    read = ["cmi.suspend_data", "cmi.core.entry", "cmi.core.lesson_status", "cmi.interactions._count"]
    do(again, ("Initialize", ""))
    assert do(again, *(("GetValue", element) for element in read)) == ["1;æøå 0", "resume 0", "incomplete 0", "1 0"]


def test_offline_the_answer_is_true_and_nothing_is_kept(old: Moodle, new_page: NewPage) -> None:
    visit = old.launch(new_page())
    do(visit, ("Initialize", ""))
    visit.cut_network()
    put(visit, ("cmi.suspend_data", "1"), ("cmi.core.lesson_status", "completed"))
    assert do(visit, ("Commit", "")) == ["true 0"]
    assert visit.sco.evaluate("() => navigator.onLine") is False
    visit.restore_network()
    put(visit, ("cmi.suspend_data", "2"))
    assert do(visit, ("Commit", "")) == ["true 0"]
    assert old.stored() == {"cmi.suspend_data": "2"}, "the status is not sent again"


def test_an_expired_session_is_false_and_the_same_values_are_not_sent_again(old: Moodle, new_page: NewPage) -> None:
    visit = old.launch(new_page())
    do(visit, ("Initialize", ""))
    visit.expire_session()
    put(visit, ("cmi.suspend_data", "1"))
    assert do(visit, ("Commit", "")) == ["false 101"]
    visit.renew_session()
    put(visit, ("cmi.suspend_data", "1"))
    assert do(visit, ("Commit", "")) == ["true 0"]
    assert old.stored() == {}
    put(visit, ("cmi.suspend_data", "2"))
    assert do(visit, ("Commit", "")) == ["true 0"]
    assert old.stored() == {"cmi.suspend_data": "2"}


def test_scorm_2004_sends_everything_every_time(new: Moodle, new_page: NewPage) -> None:
    visit = new.launch(new_page())
    do(visit, ("Initialize", ""))
    visit.expire_session()
    put(visit, ("cmi.suspend_data", "1"))
    assert do(visit, ("Commit", "")) == ["false 101"]
    visit.renew_session()
    assert do(visit, ("Commit", "")) == ["true 0"]
    assert new.stored() == {"cmi.suspend_data": "1"}


def test_a_slow_server_holds_the_page(old: Moodle, new_page: NewPage) -> None:
    visit = old.launch(new_page())
    do(visit, ("Initialize", ""))
    old.slow(0.3)
    timed = "() => { const from = performance.now(); call('Commit', ''); return performance.now() - from }"
    assert visit.sco.evaluate(timed) >= 300


def test_browse_mode_keeps_nothing(old: Moodle, new_page: NewPage) -> None:
    old.keep({"cmi.suspend_data": "1", "cmi.core.lesson_status": "incomplete"})
    visit = old.launch(new_page(), "browse")
    do(visit, ("Initialize", ""))
    assert do(visit, ("GetValue", "cmi.core.lesson_mode"), ("GetValue", "cmi.core.credit")) == [
        "browse 0",
        "no-credit 0",
    ]
    put(visit, ("cmi.suspend_data", "2"))
    assert do(visit, ("Commit", ""), ("Finish", "")) == ["true 0", "true 0"]
    assert old.stored() == {"cmi.suspend_data": "1", "cmi.core.lesson_status": "incomplete"}


def test_a_completed_attempt_opens_in_review_and_can_be_lowered(old: Moodle, new_page: NewPage) -> None:
    old.keep({"cmi.core.lesson_status": "completed"})
    visit = old.launch(new_page())
    do(visit, ("Initialize", ""))
    assert do(visit, ("GetValue", "cmi.core.lesson_mode")) == ["review 0"]
    put(visit, ("cmi.core.lesson_status", "incomplete"))
    do(visit, ("Commit", ""))
    assert old.stored() == {"cmi.core.lesson_status": "incomplete"}


ON_HIDE = """(size) => window.addEventListener("pagehide", () => {
  call("SetValue", "cmi.suspend_data", "x".repeat(size)); call("Commit", "");
})"""


@pytest.mark.parametrize(("size", "kept"), [(4096, 4096), (63_000, 63_000)])
def test_a_page_that_goes_away_sends_a_beacon(old: Moodle, new_page: NewPage, size: int, kept: int) -> None:
    visit = old.launch(new_page())
    do(visit, ("Initialize", ""))
    visit.sco.evaluate(ON_HIDE, size)
    visit.leave()
    visit.page.wait_for_timeout(300)
    assert len(old.stored()["cmi.suspend_data"]) == kept


def test_a_beacon_of_more_than_64_kib_is_lost_whole(new: Moodle, new_page: NewPage) -> None:
    visit = new.launch(new_page())
    do(visit, ("Initialize", ""))
    put(visit, ("cmi.location", "æ" * 1000), ("cmi.completion_status", "incomplete"))
    visit.sco.evaluate(ON_HIDE, 64_000)
    visit.leave()
    visit.page.wait_for_timeout(300)
    assert new.stored() == {}


def test_a_closed_tab_sends_a_beacon(old: Moodle, new_page: NewPage) -> None:
    page = new_page()
    visit = old.launch(page)
    do(visit, ("Initialize", ""))
    visit.sco.evaluate(ON_HIDE, 10)
    other = page.context.new_page()
    visit.close_tab()
    other.wait_for_timeout(300)
    assert old.stored() == {"cmi.suspend_data": "x" * 10}


def test_a_window_of_its_own_finds_the_api_in_its_opener(old: Moodle, new_page: NewPage) -> None:
    visit = old.launch_window(new_page())
    assert do(visit, ("Initialize", "")) == ["true 0"]
    assert [call.name for call in visit.calls()] == ["LMSInitialize", "LMSGetLastError"]


def test_calls_and_errors_are_kept(old: Moodle, new_page: NewPage) -> None:
    visit = old.launch(new_page())
    do(visit, ("Initialize", ""), ("SetValue", "cmi.core.exit", "normal"))
    assert [(call.name, call.arguments, call.answer, call.error) for call in visit.errors()] == [
        ("LMSSetValue", ("cmi.core.exit", "normal"), "false", "405")
    ]
