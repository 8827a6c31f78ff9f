"""``publish bundle`` as it is called: what it prints, and its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

from bundle.packages import FULL, MAKERS, sound, zipped
from samples import ROOT


def publish(*arguments: str | Path, code: int = 0) -> str:
    """Run ``publish bundle`` and give what it prints, errors last."""
    command = [sys.executable, "-m", "pipeline", "bundle", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_sound_zip_is_checked_with_exit_code_0(tmp_path: Path) -> None:
    told = publish("check", zipped(tmp_path / "a.zip", sound()))
    assert told == "0 error(s), 0 warning(s) in 3 file(s)\n"


def test_warnings_alone_are_exit_code_0(tmp_path: Path) -> None:
    told = publish("check", zipped(tmp_path / "a.zip", {**sound(), "Les meg.txt": "x"}))
    assert told.startswith("warning: the zip: has 1 name(s)")
    assert "[name-letters]\n  → name files with" in told
    assert told.endswith("0 error(s), 1 warning(s) in 4 file(s)\n")


def test_errors_come_first_and_are_exit_code_3(tmp_path: Path) -> None:
    files = {**sound(), "A.txt": "x", "a.mjs": "x"}
    told = publish("check", zipped(tmp_path / "a.zip", files), code=3)
    assert told.splitlines()[0].startswith("error: a.mjs: is served by Moodle as a download")


def test_findings_are_json_for_programs(tmp_path: Path) -> None:
    told = json.loads(publish("check", zipped(tmp_path / "a.zip", {**sound(), "a.mjs": "x"}), "--json", code=3))
    assert (told["event"], told["files"]) == ("checked", 4)
    (one,) = told["findings"]
    assert set(one) == {"severity", "rule", "where", "what", "todo"}
    assert (one["severity"], one["rule"], one["where"]) == ("error", "script-mjs", "a.mjs")


def test_a_zip_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    assert "borte.zip: cannot be read" in publish("check", tmp_path / "borte.zip", code=3)


def test_a_safe_replacement_is_exit_code_0(tmp_path: Path) -> None:
    one = zipped(tmp_path / "a.zip", sound())
    assert publish("diff", one, one) == "Safe to replace in place: yes\n"


def test_one_that_costs_learners_their_tracks_is_exit_code_3(tmp_path: Path) -> None:
    old = zipped(tmp_path / "a.zip", sound())
    new = zipped(tmp_path / "b.zip", {**sound(), "imsmanifest.xml": MAKERS["scorm12"](FULL).replace(b"item-a", b"ny")})
    told = publish("diff", old, new, code=3)
    assert told.startswith("Safe to replace in place: NO\nWhy not:\n  - the identifier “item-a” is gone")
    assert "→ import the new zip as an activity of its own" in told


def test_a_comparison_is_json_for_programs(tmp_path: Path) -> None:
    old = zipped(tmp_path / "a.zip", sound("scorm12"))
    told = json.loads(publish("diff", old, zipped(tmp_path / "b.zip", sound("scorm2004")), "--json", code=3))
    assert (told["event"], told["safe"], told["losses"], told["news"]) == ("difference", False, [], [])
    assert told["reasons"][0].startswith("the format is another one")


def test_what_is_no_zip_cannot_be_compared(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("hei", "utf-8")
    told = publish("diff", tmp_path / "a.zip", zipped(tmp_path / "b.zip", sound()), code=3)
    assert "is no zip that can be read" in told
    assert "→ download or export it again" in told


def test_help_tells_of_examples_and_exit_codes() -> None:
    for command in ("check", "diff"):
        told = publish(command, "--help")
        assert f"publish bundle {command} " in told
        assert "Exit codes: 0 " in told


def test_a_missing_argument_is_wrong_usage() -> None:
    assert "Missing argument 'NEW.zip'" in publish("diff", "a.zip", code=2)
