"""A guid is assigned once: whatever the producer does to the folder afterwards, listeners keep the episode."""

import json
import shutil
from pathlib import Path

import pytest

from pipeline.formats.guid import podcast_guid
from pipeline.model.episode import Episode
from pipeline.workspace.lock import FILE, save_lock
from pipeline.workspace.reader import read
from workspace import places

NEW = "episodes/nytt-navn"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a workspace whose one episode has a guid already."""
    root = places.copy("minimal", tmp_path)
    save_lock(read(root))
    return root


def _one(root: Path) -> Episode:
    (episode,) = read(root).episodes
    return episode


def _rename(root: Path, old: str = places.EPISODE, new: str = NEW) -> None:
    (root / old).rename(root / new)


def _retitle(root: Path, folder: str, title: str) -> None:
    places.replace(root / folder / "episode.toml", "Den første", title)


def _rerecord(root: Path, folder: str) -> None:
    (root / folder / "recording.opus").write_bytes(b"another recording")


def _number(root: Path, folder: str, number: int) -> None:
    places.append(root / folder / "episode.toml", f"season = 1\nnumber = {number}\n")


def test_reading_writes_nothing_and_gives_the_guid_that_will_be_kept(tmp_path: Path) -> None:
    root = places.copy("minimal", tmp_path)
    before = read(root)
    assert not (root / FILE).exists()
    save_lock(before)
    assert read(root) == before


def test_a_renamed_retitled_or_rerecorded_episode_keeps_its_guid(root: Path) -> None:
    guid = _one(root).guid
    _rename(root)
    assert (_one(root).guid, _one(root).former_slugs) == (guid, ("forste-episode",))
    save_lock(read(root))
    _retitle(root, NEW, "En helt annen tittel")
    save_lock(read(root))
    _rerecord(root, NEW)
    save_lock(read(root))
    assert (_one(root).guid, _one(root).former_slugs) == (guid, ("forste-episode",))


def test_an_episode_renamed_and_rerecorded_is_known_by_its_title(root: Path) -> None:
    guid = _one(root).guid
    _rename(root)
    _rerecord(root, NEW)
    assert _one(root).guid == guid


def test_an_episode_renamed_retitled_and_rerecorded_is_known_by_its_number(root: Path) -> None:
    _number(root, places.EPISODE, 4)
    save_lock(read(root))
    guid = _one(root).guid
    _rename(root)
    _rerecord(root, NEW)
    _retitle(root, NEW, "En helt annen tittel")
    assert _one(root).guid == guid


def test_an_episode_that_has_nothing_in_common_is_new(root: Path) -> None:
    guid = _one(root).guid
    _rename(root)
    _rerecord(root, NEW)
    _retitle(root, NEW, "En helt annen tittel")
    assert _one(root).guid != guid
    assert _one(root).former_slugs == ()


def test_an_episode_renamed_twice_and_back_remembers_every_name(root: Path) -> None:
    guid = _one(root).guid
    for old, new in ((places.EPISODE, "episodes/b"), ("episodes/b", "episodes/c"), ("episodes/c", "episodes/b")):
        _rename(root, old, new)
        save_lock(read(root))
    assert (_one(root).guid, _one(root).former_slugs) == (guid, ("forste-episode", "c"))


def test_a_copied_folder_is_a_new_episode(root: Path) -> None:
    guid = _one(root).guid
    shutil.copytree(root / places.EPISODE, root / NEW)
    guids = {episode.slug: episode.guid for episode in read(root).episodes}
    assert guids["forste-episode"] == guid
    assert guids["nytt-navn"] != guid


def test_a_withdrawn_episode_that_comes_back_has_its_guid(root: Path, tmp_path: Path) -> None:
    guid = _one(root).guid
    (root / places.EPISODE).rename(tmp_path / "aside")
    save_lock(read(root))
    (tmp_path / "aside").rename(root / places.EPISODE)
    assert _one(root).guid == guid


def test_a_guid_is_never_given_twice(root: Path) -> None:
    guid = _one(root).guid
    _rename(root)
    save_lock(read(root))
    shutil.copytree(root / NEW, root / "episodes/forste-episode")
    (line,) = places.problems(root)
    assert "has a folder name that `nytt-navn` had before" in line
    _rename(root, places.EPISODE, "episodes/enda-en")
    assert {episode.slug: episode.guid == guid for episode in read(root).episodes} == {
        "nytt-navn": True,
        "enda-en": False,
    }


def test_two_that_could_be_the_renamed_one_are_asked_about(root: Path) -> None:
    guid = _one(root).guid
    shutil.copytree(root / places.EPISODE, root / "episodes/kopi")
    _rename(root)
    first, second = places.problems(root)
    assert first.startswith("episodes/kopi/episode.toml: renamed_from: is needed: this looks like `forste-episode`")
    assert second.startswith(f"{NEW}/episode.toml: renamed_from: is needed")
    places.append(root / NEW / "episode.toml", 'renamed_from = "forste-episode"\n')
    guids = {episode.slug: episode.guid for episode in read(root).episodes}
    assert guids["nytt-navn"] == guid != guids["kopi"]


def test_what_the_producer_says_goes_before_what_it_looks_like(root: Path) -> None:
    guid = _one(root).guid
    _rename(root)
    places.append(root / NEW / "episode.toml", 'renamed_from = ""\n')
    assert _one(root).guid != guid
    places.replace(root / NEW / "episode.toml", 'renamed_from = ""', 'renamed_from = "forste-episode"')
    _rerecord(root, NEW)
    _retitle(root, NEW, "En helt annen tittel")
    save_lock(read(root))
    assert _one(root).guid == guid


def test_a_folder_that_is_still_there_cannot_be_the_former_name(root: Path) -> None:
    shutil.copytree(root / places.EPISODE, root / NEW)
    places.append(root / NEW / "episode.toml", 'renamed_from = "forste-episode"\n')
    (line,) = places.problems(root)
    assert "renamed_from: names a folder that is still there" in line


def test_folders_that_change_names_are_asked_about(root: Path) -> None:
    shutil.copytree(root / places.EPISODE, root / NEW)
    _rerecord(root, NEW)
    save_lock(read(root))
    _rename(root, places.EPISODE, "episodes/x")
    _rename(root, NEW, places.EPISODE)
    _rename(root, "episodes/x", NEW)
    first, second = places.problems(root)
    assert first.startswith(f"{places.EPISODE}/episode.toml: renamed_from: is needed: this looks like `nytt-navn`")
    assert second.startswith(f"{NEW}/episode.toml: renamed_from: is needed: this looks like `forste-episode`")


def test_a_renamed_show_keeps_its_guid_and_its_episodes(root: Path) -> None:
    before = read(root)
    (root / places.SHOW).rename(root / "feeds/nytt-navn")
    after = read(root)
    assert (after.shows[0].guid, after.episodes[0].guid) == (before.shows[0].guid, before.episodes[0].guid)
    save_lock(after)
    assert read(root) == after
    assert json.loads((root / FILE).read_text("utf-8"))["shows"][0]["former_slugs"] == ["podkast"]


def test_a_show_gets_the_guid_of_its_public_address_once(root: Path) -> None:
    assert json.loads((root / FILE).read_text("utf-8"))["shows"][0]["provisional"] is True
    settings = root / "config/publish.toml"
    target = '[targets.nett]\nurl = "s3://podkast"\nbase_url = "https://podcast.example.no/"\n'
    settings.write_text(target, encoding="utf-8")
    guid = podcast_guid("https://podcast.example.no/podkast/feed.xml")
    assert read(root).shows[0].guid == guid
    save_lock(read(root))
    places.replace(settings, "podcast.example.no", "flyttet.example.no")
    places.append(root / places.SHOW / "show.toml", "")
    assert read(root).shows[0].guid == guid
    save_lock(read(root))
    (entry,) = json.loads((root / FILE).read_text("utf-8"))["shows"]
    assert (entry["guid"], entry["provisional"]) == (guid, False)


def test_the_address_in_show_toml_comes_first(tmp_path: Path) -> None:
    root = places.copy("minimal", tmp_path)
    show = root / places.SHOW / "show.toml"
    places.replace(show, "[owner]", 'feed_url = "https://podnews.net/rss"\n[owner]')
    assert read(root).shows[0].guid == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_episodes_of_two_workspaces_with_the_same_names_differ(tmp_path: Path) -> None:
    one, other = places.copy("minimal", tmp_path / "1"), places.copy("minimal", tmp_path / "2")
    places.replace(other / places.SHOW / "show.toml", "post@example.no", "post@trondheim.example.no")
    assert _one(one).guid != _one(other).guid
