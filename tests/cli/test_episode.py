"""The main job through the command itself: what a producer does, and what a listener gets."""

import shlex
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from mutagen.id3 import ID3

from cli.publisher import SHOW, VTT, Publisher
from pipeline import __version__

TITLE = "Første episode 🎙 på Snåsa"


def test_a_recording_becomes_an_episode_that_can_be_fetched(producer: Publisher) -> None:
    ran = producer.run("episode", "--all")
    assert ran.code == 0, ran.err
    assert "→ -16.0 LUFS" in ran.out
    assert f"Feed: http://127.0.0.1:8000/{SHOW}/feed.xml" in ran.out
    entry = producer.entries()[TITLE]
    key = entry.enclosures[0].href.removeprefix("http://127.0.0.1:8000/")
    audio = producer.public / key
    assert audio.stat().st_size == int(entry.enclosures[0].length)
    tags = ID3(audio)  # type: ignore[no-untyped-call]
    assert (str(tags["TIT2"]), str(tags["TCON"])) == (TITLE, "Podcast")
    page = (producer.public / SHOW / "episodes/forste/index.html").read_text("utf-8")
    assert TITLE in page
    assert "Velkommen til Snåsa og Røros." in page


def test_a_second_run_writes_nothing(producer: Publisher) -> None:
    producer.run("episode", "--all")
    before = {path: path.stat().st_mtime_ns for path in producer.public.rglob("*.*")}
    ran = producer.run("episode", "--all", "--json")
    assert (ran.summary["files_written"], ran.code) == (0, 0)
    assert "encode" not in ran.out
    assert {path: path.stat().st_mtime_ns for path in producer.public.rglob("*.*")} == before


def test_two_workspaces_give_the_same_bytes(producer: Publisher, tmp_path: Path) -> None:
    other = Publisher(tmp_path / "kopi", tmp_path / "annen cache")
    shutil.copytree(producer.root, other.root)
    for one in (producer, other):
        assert one.run("episode", "--all", "--moment", "2026-02-01T00:00Z").code == 0
    assert producer.published() == other.published()


def test_an_episode_of_the_future_is_nowhere_until_due(producer: Publisher) -> None:
    producer.add("senere", title="Hemmelig", published="2031-05-05T06:00:00")
    ran = producer.run("episode", "--all", "--moment", "2031-05-05T03:59:59Z")
    assert ran.code == 0
    assert "due 2031-05-05 06:00" in ran.out
    assert '"Hemmelig' not in producer.feed.read_text("utf-8")
    assert not any("senere" in key or b"Hemmelig" in data for key, data in producer.published().items())
    ran = producer.run("episode", "senere", "--moment", "2031-05-05T04:00:00Z")
    assert set(producer.entries()) == {TITLE, "Hemmelig"}


def test_a_published_episode_cannot_slip_into_the_future(producer: Publisher) -> None:
    producer.run("episode", "--all")
    before = producer.published()
    producer.edit("forste", "2026-01-05", "2041-01-05")
    ran = producer.run("episode", "forste")
    assert ran.code == 3
    assert "episodes/forste/episode.toml: published: lies ahead" in ran.err
    assert producer.published() == before


def test_correcting_keeps_the_guid_and_changes_the_address(producer: Publisher) -> None:
    producer.run("episode", "--all")
    first = producer.entries()[TITLE]
    producer.edit("forste", TITLE, "Ny tittel")
    (producer.root / "episodes/forste").rename(producer.root / "episodes/omdopt")
    producer.run("episode", "--all")
    second = producer.entries()["Ny tittel"]
    assert (second.id, len(producer.entries())) == (first.id, 1)
    redirect = (producer.public / SHOW / "episodes/forste/index.html").read_text("utf-8")
    assert "../omdopt/" in redirect
    shutil.rmtree(producer.root / "episodes/omdopt")
    producer.add("omdopt", title="Ny tittel", rate=44_100, seconds=7)
    producer.run("episode", "omdopt")
    third = producer.entries()["Ny tittel"]
    assert third.id == first.id
    assert third.enclosures[0].href != second.enclosures[0].href


def test_renaming_alone_moves_no_audio(producer: Publisher) -> None:
    producer.run("episode", "--all")
    first = producer.entries()[TITLE]
    (producer.root / "episodes/forste").rename(producer.root / "episodes/omdopt")
    producer.run("episode", "--all")
    second = producer.entries()[TITLE]
    assert (second.id, second.enclosures) == (first.id, first.enclosures)
    assert second.link != first.link


def test_a_dry_run_changes_nothing(producer: Publisher) -> None:
    ran = producer.run("episode", "--all", "--dry-run")
    assert ran.code == 0
    assert "would be written" in ran.out
    assert not producer.public.exists()
    assert not (producer.root / "config/guids.lock.json").exists()


def test_json_lines(producer: Publisher) -> None:
    ran = producer.run("episode", "forste", "--json")
    episode = ran.summary["episodes"][0]  # type: ignore[index]
    assert episode["loudness_after"] == pytest.approx(-16.0, abs=0.2)
    assert episode["true_peak"] <= -1.0
    assert (episode["slug"], episode["became"]) == ("forste", "published")
    assert episode["seconds"] == pytest.approx(4.9, abs=0.05)  # of 6, the last of which are silent
    assert '"event": "advanced"' in ran.out


def test_force_does_it_all_again(producer: Publisher) -> None:
    producer.run("episode", "--all")
    ran = producer.run("episode", "--all", "--force", "--json")
    assert "encode" in ran.out
    assert ran.summary["files_unchanged"] <= 2  # type: ignore[operator] # show page and feed are compared in any case


def test_a_recording_from_outside(producer: Publisher, tmp_path: Path) -> None:
    recording = tmp_path / "opptak fra møtet.wav"
    shutil.copy(producer.root / "episodes/forste/recording.wav", recording)
    with recording.open("ab") as file:
        file.write(bytes(400))  # else it is the recording of the first episode, and taken for it
    text = tmp_path / "tekst.vtt"
    text.write_text(VTT, "utf-8")
    told = (
        "--title",
        "Nytt «i høst»",
        "--summary",
        "Kort",
        "--transcript",
        str(text),
        "--published",
        "2026-02-02T06:00",
    )
    ran = producer.run("episode", str(recording), *told)
    assert ran.code == 0, ran.err
    assert recording.exists()
    assert (producer.root / "episodes/nytt-i-host/recording.wav").read_bytes() == recording.read_bytes()
    assert "Nytt «i høst»" in producer.entries()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("episode",), "name the episodes to publish, or say --all"),
        (("episode", "finnes-ikke"), "there is no episode or recording “finnes-ikke”"),
        (("episode", "--all", "forste"), "--all takes no names"),
        (("episode", "--all", "--title", "x"), "--title describes a new recording"),
        (("episode", "--all", "--moment", "i går"), "is no time such as"),
        (("episode", "--all", "--moment", "2026-01-01T07:00"), "lacks an offset"),
        (("episod",), "episod"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], said: str, producer: Publisher) -> None:
    ran = producer.run(*arguments)
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_an_unknown_target_is_named(producer: Publisher) -> None:
    ran = producer.run("episode", "--all", "--to", "månen")
    assert ran.code == 3
    assert "there is no “månen”: choose one of local" in ran.err.replace("\n  → ", ": ")


def test_check_status_and_remove(producer: Publisher) -> None:
    assert producer.run("check").out == "No problems: 1 show(s), 1 episode(s)\n"
    assert "forste: due, not published yet" in producer.run("status").out
    producer.run("episode", "--all")
    assert "forste: published" in producer.run("status").out
    producer.edit("forste", "Om ", "Mer om ")
    assert "forste: changed since" in producer.run("status").out
    first = producer.entries()[TITLE].id
    assert producer.run("remove", "forste", "--dry-run").code == 0
    assert producer.entries()
    ran = producer.run("remove", "forste")
    assert (ran.code, producer.entries()) == (0, {})
    assert not [key for key in producer.published() if "forste" in key]
    assert producer.run("remove", "forste").code == 3
    assert "forste: removed" in producer.run("status").out
    ran = producer.run("episode", "--all")
    assert (ran.code, producer.entries()) == (0, {})
    assert "name it to publish it again" in ran.err
    producer.run("episode", "forste")
    assert producer.entries()[TITLE].id == first


def test_removing_takes_earlier_versions_too_and_tells_nothing(producer: Publisher) -> None:
    producer.add("forste-del", title="Annen", published="2026-01-06T06:00:00")
    producer.run("episode", "--all")
    shutil.rmtree(producer.root / "episodes/forste")
    producer.add("forste", title=TITLE, seconds=7, more='credit = "Hemmelig kilde"')
    producer.run("episode", "--all")
    assert len(list((producer.public / SHOW / "media").glob("forste-????????????.mp3"))) == 2
    assert producer.run("remove", "forste").code == 0
    left = producer.published()
    assert not [key for key in left if "/forste-" in key and "/forste-del" not in key]
    assert len([key for key in left if "/forste-del" in key]) == 5
    assert not [key for key, data in left.items() if TITLE.encode() in data]


@pytest.mark.parametrize("wait", [0.35, 0.5, 0.65, 0.8])
def test_a_removal_that_was_killed_can_be_finished(wait: float, producer: Publisher) -> None:
    producer.add("andre", title="Andre")
    producer.run("episode", "--all")
    process = subprocess.Popen(
        producer.command("remove", "forste"), env=producer.environment(), stderr=subprocess.DEVNULL
    )
    time.sleep(wait)
    process.kill()
    process.wait(10)
    assert producer.run("episode", "andre").code == 0
    assert producer.run("remove", "forste").code in {0, 3}  # 3: it was already done
    assert set(producer.entries()) == {"Andre"}
    assert not [key for key in producer.published() if "forste" in key]


def test_the_future_is_published_to_nobody_else(producer: Publisher) -> None:
    (producer.root / "config").mkdir()
    settings = '[targets.ute]\nurl = "ute"\nbase_url = "https://lyd.example.no/"\n'
    (producer.root / "config/publish.toml").write_text(settings, "utf-8")
    ran = producer.run("episode", "--all", "--to", "ute", "--moment", "2091-01-01T00:00Z")
    assert (ran.code, "--moment lies ahead" in ran.err) == (2, True)
    assert producer.run("episode", "--all", "--to", "ute", "--moment", "2091-01-01T00:00Z", "--dry-run").code == 0


def test_a_first_name_that_comes_back_moves_no_audio(producer: Publisher) -> None:
    producer.run("episode", "--all")
    first = producer.entries()[TITLE].enclosures
    for old, new in (("forste", "annet"), ("annet", "forste")):
        (producer.root / "episodes" / old).rename(producer.root / "episodes" / new)
        assert producer.run("episode", "--all").code == 0
        assert producer.entries()[TITLE].enclosures == first


def test_output_that_nobody_reads_to_the_end(producer: Publisher) -> None:
    command = " ".join(shlex.quote(part) for part in producer.command("episode", "--all", "--json"))
    subprocess.run(f"{command} | head -n 1", shell=True, env=producer.environment(), check=True)  # noqa: S602 - a pipe
    assert producer.run("status").code == 0


def test_what_is_gone_from_the_workspace_stays_published(producer: Publisher) -> None:
    producer.add("andre", title="Andre")
    producer.run("episode", "--all")
    shutil.rmtree(producer.root / "episodes/andre")
    producer.run("episode", "--all")
    assert set(producer.entries()) == {TITLE, "Andre"}
    assert "andre: published, but no longer in the workspace" in producer.run("status").out


def test_version_and_help(producer: Publisher) -> None:
    assert producer.run("--version").out.strip() == f"fremskritt, version {__version__}"
    help_text = producer.run("--help").out
    assert all(command in help_text for command in ("episode", "check", "status", "remove", "preview", "init"))
    for command in ("episode", "check", "status", "remove", "preview", "init"):
        ran = producer.run(command, "--help")
        assert ran.code == 0
        assert "Examples:" in ran.out
        assert "Exit codes:" in ran.out


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion(shell: str, producer: Publisher) -> None:
    ran = producer.run("completion", shell)
    assert ran.code == 0
    assert "_PUBLISH_COMPLETE" in ran.out


def test_completion_knows_the_commands(producer: Publisher) -> None:
    asked = {"_PUBLISH_COMPLETE": "fish_complete", "COMP_WORDS": "publish st", "COMP_CWORD": "st"}
    assert "status" in producer.run(environment=asked).out


def test_completion_knows_the_episodes(producer: Publisher) -> None:
    words = f"publish -C {producer.root} episode f"
    asked = {"_PUBLISH_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "4"}
    assert "plain,forste" in producer.run(environment=asked).out


def test_a_placeholder_show_is_not_published_to_others(producer: Publisher) -> None:
    (producer.root / "config").mkdir()
    settings = '[targets.ute]\nurl = "ute"\nbase_url = "https://lyd.kommunen.no/"\n'
    (producer.root / "config/publish.toml").write_text(settings, "utf-8")
    ran = producer.run("episode", "--all", "--to", "ute")
    assert ran.code == 3
    assert f"feeds/{SHOW}/show.toml: owner.email: is an example" in ran.err
    assert not (producer.root / "ute").exists()


def test_a_recording_without_sound_makes_no_folder(producer: Publisher, tmp_path: Path) -> None:
    recording = tmp_path / "opptak.wav"
    recording.write_bytes(b"hei" * 99)
    told = ("--title", "Ny", "--transcript-exception", "prøve")
    ran = producer.run("episode", str(recording), *told)
    assert ran.code == 3
    assert f"{recording}: no sound can be read from it" in ran.err
    assert not (producer.root / "episodes/ny").exists()


def test_subscribers_of_a_renamed_show_are_led_on(producer: Publisher) -> None:
    producer.run("episode", "--all")
    before = producer.entries()[TITLE].id
    (producer.root / "feeds" / SHOW).rename(producer.root / "feeds/nytt-navn")
    assert producer.run("episode", "--all").code == 0
    old, new = producer.feed, producer.public / "nytt-navn/feed.xml"
    assert old.read_bytes() == new.read_bytes()
    assert "<itunes:new-feed-url>http://127.0.0.1:8000/nytt-navn/feed.xml</itunes:new-feed-url>" in old.read_text(
        "utf-8"
    )
    assert producer.entries()[TITLE].id == before
    assert "../nytt-navn/" in (producer.public / SHOW / "index.html").read_text("utf-8")
    again = producer.run("episode", "--all", "--json")
    assert again.summary["files_written"] == 0
