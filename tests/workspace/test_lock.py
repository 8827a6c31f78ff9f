import json
import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import ContentError, PublishError
from pipeline.workspace.lock import FILE, save_lock
from pipeline.workspace.reader import WorkspaceProblems, read
from workspace import places


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = places.copy("minimal", tmp_path)
    save_lock(read(root))
    return root


def test_the_file_is_readable_sorted_and_ends_in_a_line_break(tmp_path: Path) -> None:
    root = places.copy("full", tmp_path)
    save_lock(read(root))
    text = (root / FILE).read_text("utf-8")
    data = json.loads(text)
    assert data["version"] == 1
    assert [episode["slug"] for episode in data["episodes"]] == ["alt-i-en-episode", "enkel-tekst", "i-framtiden"]
    assert [show["slug"] for show in data["shows"]] == ["alt", "enkel"]
    assert text == json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def test_saving_twice_writes_once(root: Path) -> None:
    before = (root / FILE).stat()
    save_lock(read(root))
    assert (root / FILE).stat().st_mtime_ns == before.st_mtime_ns
    assert (root / FILE).stat().st_ino == before.st_ino


def test_the_same_workspace_gives_the_same_file_anywhere(root: Path, tmp_path: Path) -> None:
    other = places.copy("minimal", tmp_path / "elsewhere")
    save_lock(read(other))
    assert (other / FILE).read_bytes() == (root / FILE).read_bytes()


def test_an_episode_that_is_gone_stays_in_the_file(root: Path) -> None:
    for path in (root / places.EPISODE).iterdir():
        path.unlink()
    (root / places.EPISODE).rmdir()
    save_lock(read(root))
    assert [episode["slug"] for episode in json.loads((root / FILE).read_text("utf-8"))["episodes"]] == [
        "forste-episode"
    ]


DAMAGES: dict[str, tuple[Callable[[str], str], str]] = {
    "emptied": (lambda _: "", "is no JSON"),
    "cut": (lambda text: text[: len(text) // 2], "is no JSON"),
    "deep": (lambda _: "[" * 100_000, "is no JSON"),
    "other JSON": (lambda _: "[]", "is not the file that publish wrote"),
    "newer": (lambda text: text.replace('"version": 1', '"version": 2'), "version: is too large (2)"),
    "doubled key": (lambda text: text.replace('"slug"', '"slug": "x", "slug"'), "a key stands twice in one block"),
    "other type": (lambda text: text.replace('"podkast"', "7"), "episodes.1.show: is a whole number (7), not text"),
    "other key": (lambda text: text.replace('"guid"', '"giud"'), "did you mean `guid`?"),
    "merge": (lambda text: "<<<<<<< HEAD\n" + text, "has the marks of an unfinished merge"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_a_problem_and_is_not_written_over(root: Path, damage: str) -> None:
    change, what = DAMAGES[damage]
    workspace = read(root)
    damaged = change((root / FILE).read_text("utf-8"))
    (root / FILE).write_text(damaged, encoding="utf-8", newline="\n")
    lines = places.problems(root)
    assert any(line.startswith(f"{FILE}: ") and what in line for line in lines)
    with pytest.raises(WorkspaceProblems):
        save_lock(workspace)
    assert (root / FILE).read_text("utf-8") == damaged


@pytest.mark.parametrize("key", ["slug", "guid"])
def test_a_block_that_a_merge_doubled_is_a_problem(root: Path, key: str) -> None:
    data = json.loads((root / FILE).read_text("utf-8"))
    (block,) = data["episodes"]
    other = {"slug": "en-annen", "guid": "11111111-1111-5111-8111-111111111111"}
    data["episodes"].append(block | {name: value for name, value in other.items() if name != key})
    (root / FILE).write_text(json.dumps(data), encoding="utf-8")
    assert places.problems(root) == [
        f"{FILE}: episodes: has the {key} {block[key]} twice: keep the older of the two blocks"
    ]


def test_a_file_that_changed_meanwhile_is_not_written_over(root: Path) -> None:
    workspace = read(root)
    data = json.loads((root / FILE).read_text("utf-8"))
    data["episodes"][0]["guid"] = "11111111-1111-5111-8111-111111111111"
    (root / FILE).write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ContentError, match="was changed while this ran: run it again"):
        save_lock(workspace)


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    root = places.copy("minimal", tmp_path)
    workspace = read(root)
    (root / "config").write_bytes(b"")
    with pytest.raises(PublishError, match=r"guids\.lock\.json cannot be written"):
        save_lock(workspace)


def test_a_file_that_may_not_be_opened_is_told_of(tmp_path: Path) -> None:
    root = places.copy("minimal", tmp_path)
    workspace = read(root)
    (root / "config").mkdir(exist_ok=True)
    (root / "config/.guids.lock.part").mkdir()
    with pytest.raises(PublishError, match=r"guids\.lock\.json cannot be written"):
        save_lock(workspace)


def test_a_show_that_becomes_public_keeps_its_former_names(root: Path) -> None:
    (root / places.SHOW).rename(root / "feeds/nytt")
    save_lock(read(root))
    (root / "config/publish.toml").write_text(
        '[targets.nett]\nurl = "s3://podkast"\nbase_url = "https://podkast.example.no/"\n', encoding="utf-8"
    )
    save_lock(read(root))
    (show,) = json.loads((root / FILE).read_text("utf-8"))["shows"]
    assert (show["slug"], show["provisional"], show["former_slugs"]) == ("nytt", False, ["podkast"])


def test_several_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    root = places.copy("full", tmp_path)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_save, args=(root,)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(json.loads((root / FILE).read_text("utf-8"))["episodes"]) == 3


def _save(root: Path) -> None:
    save_lock(read(root))
