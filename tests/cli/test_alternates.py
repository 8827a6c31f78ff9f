"""An episode in several codecs, from the setting to what a listener's app is offered, and back again."""

import base64
import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from lxml import etree
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from cli.publisher import SHOW, Publisher
from mastering.sound import FFMPEG
from samples import ROOT

PODCAST = "{https://podcastindex.org/namespace/1.0}"
BASE = "http://127.0.0.1:8000/"
ADA = next(ROOT.glob("episodes/ada-lovelace/recording.*"))
TYPES = ["audio/mpeg", "audio/mp4", "audio/ogg"]


def set_for_all(producer: Publisher, codecs: str) -> None:
    (producer.root / "config").mkdir(exist_ok=True)
    (producer.root / "config/publish.toml").write_text(f"[mastering]\nalternates = {codecs}\n", "utf-8")


def media(producer: Publisher) -> dict[str, Path]:
    """The episode's files by their endings."""
    return {path.suffix: path for path in (producer.public / SHOW / "media").glob("forste-*")}


def offered(producer: Publisher) -> list[etree._Element]:
    return list(etree.fromstring(producer.feed.read_bytes()).iterfind(f".//item/{PODCAST}alternateEnclosure"))


@pytest.fixture
def voice(producer: Publisher) -> Publisher:
    """The workspace with eight seconds of a real voice as its recording."""
    recording = producer.root / "episodes/forste/recording.wav"
    command = [FFMPEG.path, "-v", "error", "-y", "-ss", "2", "-t", "8", "-i", str(ADA), "-map", "0:a", str(recording)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return producer


def test_everything_that_is_offered_can_be_fetched_and_is_what_it_says(voice: Publisher) -> None:
    set_for_all(voice, '["opus", "aac"]')
    ran = voice.run("episode", "--all", "--json")
    assert ran.code == 0, ran.err
    episode = ran.summary["episodes"][0]  # type: ignore[index]
    assert [one["codec"] for one in episode["alternates"]] == ["aac", "opus"]
    found = offered(voice)
    assert [one.get("type") for one in found] == TYPES
    assert [one.get("default") for one in found] == ["true", None, None]
    for one in found:
        data = (voice.public / (one[0].get("uri") or "").removeprefix(BASE)).read_bytes()
        assert one.get("length") == str(len(data))
        assert one[1].get("value") == "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode()
        assert len(data) > int(one.get("bitrate") or 0) / 8 * 7.5
    files = media(voice)
    assert MP4(files[".m4a"]).info.length == pytest.approx(episode["seconds"], abs=0.05)  # type: ignore[no-untyped-call, attr-defined]
    assert OggOpus(files[".opus"]).info.length == pytest.approx(episode["seconds"], abs=0.001)  # type: ignore[no-untyped-call,attr-defined]
    page = (voice.public / SHOW / "episodes/forste/index.html").read_text("utf-8")
    assert all(f'href="../../media/{files[ending].name}"' in page for ending in (".mp3", ".m4a", ".opus"))


def test_a_second_run_writes_nothing(voice: Publisher) -> None:
    set_for_all(voice, '["aac", "opus"]')
    assert voice.run("episode", "--all").code == 0
    before = voice.published()
    ran = voice.run("episode", "--all", "--json")
    assert (ran.summary["files_written"], ran.code) == (0, 0)
    assert voice.published() == before


def test_what_is_asked_for_later_is_added_and_the_mp3_stays(voice: Publisher) -> None:
    voice.run("episode", "--all")
    before, alone = voice.published(), json.loads(next(iter((voice.public / SHOW / "records").iterdir())).read_bytes())
    assert not {"alternates", "bitrate"} & alone.keys()  # such as versions before this one wrote, and read
    assert offered(voice) == []
    assert "forste: published" in voice.run("status").out
    set_for_all(voice, '["aac", "opus"]')
    assert "forste: changed" in voice.run("status").out
    dry = voice.run("episode", "--all", "--dry-run")
    assert "  Opus: -16." in dry.out
    assert "files would be written" in dry.out
    assert voice.published() == before
    assert voice.run("episode", "--all").code == 0
    after = voice.published()
    added = {key.rpartition(".")[2] for key in after.keys() - before.keys()}
    assert added == {"m4a", "opus"}
    changed = {key for key in before if before[key] != after[key]}
    assert not any("/media/" in key for key in changed)
    assert "forste: published" in voice.run("status").out


def test_an_episode_may_want_it_otherwise(voice: Publisher) -> None:
    set_for_all(voice, '["aac", "opus"]')
    voice.edit("forste", "summary", 'alternates = ["opus"]\nsummary')
    assert voice.run("episode", "--all").code == 0
    assert [one.get("type") for one in offered(voice)] == ["audio/mpeg", "audio/ogg"]
    voice.edit("forste", '["opus"]', "[]")
    assert voice.run("episode", "--all").code == 0
    assert offered(voice) == []
    assert "Andre formater" not in (voice.public / SHOW / "episodes/forste/index.html").read_text("utf-8")


def test_what_an_episode_says_itself_does_not_change_with_the_others(voice: Publisher) -> None:
    voice.edit("forste", "summary", 'alternates = ["opus"]\nsummary')
    assert voice.run("episode", "--all").code == 0
    set_for_all(voice, '["aac"]')
    assert "forste: published" in voice.run("status").out
    ran = voice.run("episode", "--all", "--json")
    assert (ran.code, ran.summary["files_written"]) == (0, 0), ran.err


def test_removing_takes_all_of_them(voice: Publisher) -> None:
    set_for_all(voice, '["aac", "opus"]')
    assert voice.run("episode", "--all").code == 0
    assert {".mp3", ".m4a", ".opus"} <= media(voice).keys()
    assert voice.run("remove", "forste").code == 0
    assert media(voice) == {}


def test_what_fails_leaves_what_was_published(voice: Publisher, tmp_path: Path) -> None:
    """An ffmpeg of the producer's own may lack an encoder."""
    voice.run("episode", "--all")
    before = voice.published()
    own = tmp_path / "ffmpeg"
    own.write_text(f'#!/bin/sh\n"{FFMPEG.path}" "$@" | grep -a -v libopus\n', "utf-8")
    own.chmod(0o755)
    set_for_all(voice, '["opus"]')
    ran = voice.run("episode", "--all", environment={"FREMSKRITT_FFMPEG": str(own)})
    assert ran.code == 4
    assert 'cannot make Opus: it was built without libopus → take "opus" out of alternates' in " ".join(ran.err.split())
    assert voice.published() == before
