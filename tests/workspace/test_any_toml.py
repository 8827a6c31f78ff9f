"""Whatever stands in the files: a workspace, or its problems; never another error."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model.workspace import Workspace
from pipeline.workspace.problems import Report, WorkspaceProblems
from pipeline.workspace.reader import read
from pipeline.workspace.reference import FILES
from pipeline.workspace.schema.base import Table
from pipeline.workspace.tables import checked
from workspace import places

SLOW = [HealthCheck.too_slow]  # two cores, shared
SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.sampled_from(["", "0", "00:01:23", "nb", "Europe/Oslo", "s3://bøtte", "https://[", "../..", "\0", "a" * 5000]),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


def _tables(model: type[Table]) -> st.SearchStrategy[dict[str, Any]]:
    """Give tables with right keys and any values, and examples for some."""
    fields = {
        key: VALUES | st.just(field.examples[0]) if field.examples else VALUES
        for key, field in model.model_fields.items()
    }
    return st.fixed_dictionaries({}, optional=fields)


@pytest.mark.parametrize(("name", "model"), FILES, ids=[name for name, _ in FILES])
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(data=st.data())
def test_any_values_of_known_keys_give_a_table_and_problems(name: str, model: type[Table], data: st.DataObject) -> None:
    values = data.draw(_tables(model))
    report = Report(name)
    table = checked(model, values, report)
    assert isinstance(table, model)
    for problem in report.problems:
        assert problem.key or "" in values
        assert problem.what
        assert problem.todo
        assert len(str(problem).splitlines()) == 1


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return places.copy("full", tmp_path_factory.mktemp("any"))


PLACES = ["config/publish.toml", "feeds/alt/show.toml", "episodes/alt-i-en-episode/episode.toml"]


@pytest.mark.parametrize("file", PLACES)
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(data=st.data())
def test_any_change_of_a_value_gives_a_workspace_or_its_problems(root: Path, file: str, data: st.DataObject) -> None:
    path = root / file
    original = path.read_text("utf-8")
    document = tomlkit.parse(original)
    key = data.draw(st.sampled_from(sorted(document)))
    value = data.draw(VALUES)
    try:
        document[key] = value
        text = tomlkit.dumps(document)
    except Exception:  # noqa: BLE001 - what cannot be written as TOML cannot stand in a file
        return
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    try:
        assert isinstance(_read(root), Workspace | WorkspaceProblems)
    finally:
        path.write_text(original, encoding="utf-8", newline="\n")


@pytest.mark.parametrize("file", PLACES)
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(junk=st.binary(max_size=60), at=st.integers(0, 400))
def test_any_damage_of_a_file_gives_a_workspace_or_its_problems(root: Path, file: str, junk: bytes, at: int) -> None:
    path = root / file
    original = path.read_bytes()
    path.write_bytes(original[:at] + junk + original[at + len(junk) :])
    try:
        assert isinstance(_read(root), Workspace | WorkspaceProblems)
    finally:
        path.write_bytes(original)


ODD = {
    "deep": "a = " + "[" * 5000,
    "long": "a = " + "9" * 5000,
    "huge": "title = 0x" + "f" * 5000,
    "dotted": "a.b.c = 1\na = 2",
    "twice": "[[people]]\n[people]\n",
    "nul": "\0",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_toml_is_a_problem(tmp_path: Path, text: str) -> None:
    root = places.copy("minimal", tmp_path)
    (root / places.EPISODE / "episode.toml").write_text(text, encoding="utf-8")
    lines = places.problems(root)
    assert lines
    assert all(line.startswith(f"{places.EPISODE}/episode.toml: ") for line in lines)
    assert all(len(line) < 1000 for line in lines)


def _read(root: Path) -> Workspace | WorkspaceProblems:
    try:
        return read(root)
    except WorkspaceProblems as error:
        return error


def test_text_can_stand_for_a_moment_and_a_time() -> None:
    report = Report("episode.toml")
    model = FILES[2][1]
    for value in ("2026-03-02T06:00:00", "2026-03-02 06:00", "2026-03-02T06:00:00+01:00"):
        table = checked(model, {"title": "x", "summary": "x", "published": value}, report)
        assert table.model_dump()["published"].replace(tzinfo=None) == datetime(2026, 3, 2, 6)  # noqa: DTZ001 - local
    assert report.problems == []
    for wrong in (date(2026, 3, 2), time(6), "2026-03-02", "06:00", "", 20260302):
        checked(model, {"title": "x", "summary": "x", "published": wrong}, report)
    assert len(report.problems) == 6
