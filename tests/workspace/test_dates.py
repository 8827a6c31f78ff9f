"""Dates that a producer may write, in a file and on the command line."""

from pathlib import Path

import pytest

from pipeline.workspace.reader import read
from workspace import places


def _dated(tmp_path: Path, value: str) -> Path:
    root = places.copy("minimal", tmp_path)
    file = root / places.EPISODE / "episode.toml"
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("published")]
    file.write_text(f"published = {value}\n" + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return root


@pytest.mark.parametrize(
    ("value", "todo"),
    [
        ("2026-03-02T07:00", "2026-03-02T07:00:00"),
        ("2026-03-02 07:00 # klokken sju", "2026-03-02T07:00:00"),
        ("2026-03-02T07.30", "2026-03-02T07:30:00"),
        ("02.03.2026", "2026-03-02T06:00:00"),
        ("2. mars 2026", "2026-03-02T06:00:00"),
    ],
)
def test_a_date_that_toml_does_not_know_is_told_how_to_write(tmp_path: Path, value: str, todo: str) -> None:
    (line,) = places.problems(_dated(tmp_path, value))
    assert line.startswith(f"{places.EPISODE}/episode.toml: is no TOML in line 1, column ")
    assert line.endswith(f": write it as published = {todo}")


def test_a_point_between_hours_and_minutes_is_no_fraction_of_an_hour(tmp_path: Path) -> None:
    (line,) = places.problems(_dated(tmp_path, '"2026-03-02T07.30"'))
    told = 'published: is no date and time ("2026-03-02T07.30"): write it as 2026-03-02T07:30:00'
    assert line == f"{places.EPISODE}/episode.toml: {told}"


@pytest.mark.parametrize("value", ["2026-03-02T07:00:00", "2026-03-02 07:00:00", '"2026-03-02T07:00"'])
def test_what_is_right_is_read(tmp_path: Path, value: str) -> None:
    assert read(_dated(tmp_path, value)).episodes[0].published.isoformat() == "2026-03-02T07:00:00+01:00"
