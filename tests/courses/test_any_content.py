"""Whatever stands in the files of a course: a workspace, or its problems; never another error."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model.workspace import Workspace
from pipeline.workspace.problems import WorkspaceProblems
from pipeline.workspace.reader import read
from workspace import places

SLOW = [HealthCheck.too_slow]  # two cores, shared
LESSON = "elearning/alt-i-ett-kurs/brukeren-forst"
TABLES = [
    "elearning/alt-i-ett-kurs/course.toml",
    *(f"{LESSON}/{name}.toml" for name in ("lesson", "quiz", "reflection")),
]
FILES = [*TABLES, f"{LESSON}/captions.nb.vtt", f"{LESSON}/text.md", "config/courses.lock.json"]
VALUES = st.recursive(
    st.one_of(
        st.text(max_size=30),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.times(),
        st.sampled_from(["", "00:01:23", "nb", "../..", "\0", "a" * 5000, "single", "match", "true-false", "order"]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return places.copy("course-full", tmp_path_factory.mktemp("any"))


def spots(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the place of everything in a document, however deep."""
    if path:
        yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from spots(inner, (*path, key))


def changed(document: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    result = copy.deepcopy(document)
    place: Any = result
    for key in path[:-1]:
        place = place[key]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return result


@pytest.mark.parametrize("file", TABLES)
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(data=st.data())
def test_any_change_of_a_value_gives_a_workspace_or_its_problems(root: Path, file: str, data: st.DataObject) -> None:
    path = root / file
    original = path.read_text("utf-8")
    document = tomlkit.parse(original).unwrap()
    place = data.draw(st.sampled_from(list(spots(document))))
    value = data.draw(st.none() | VALUES)
    try:
        text = tomlkit.dumps(changed(document, place, value))
    except Exception:  # noqa: BLE001 - what cannot be written as TOML cannot stand in a file
        return
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    try:
        told(root)
    finally:
        path.write_text(original, encoding="utf-8", newline="\n")


@pytest.mark.parametrize("file", FILES)
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(junk=st.binary(max_size=60), at=st.integers(0, 400))
def test_any_damage_of_a_file_gives_a_workspace_or_its_problems(root: Path, file: str, junk: bytes, at: int) -> None:
    path = root / file
    original = path.read_bytes()
    path.write_bytes(original[:at] + junk + original[at + len(junk) :])
    try:
        told(root)
    finally:
        path.write_bytes(original)


def told(root: Path) -> None:
    """Read the workspace; each of its problems is a line that says what to do."""
    try:
        assert isinstance(read(root), Workspace)
    except WorkspaceProblems as error:
        for problem in error.problems:
            assert problem.what
            assert problem.todo
            assert len(str(problem).splitlines()) == 1
