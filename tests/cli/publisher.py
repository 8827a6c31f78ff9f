"""A workspace of one's own and the command to use on it, as a producer would."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import feedparser

from mastering.sound import synthesise
from samples import ROOT

SHOW = "podkast"
VTT = """WEBVTT

00:00.500 --> 00:03.000
<v Kari>Velkommen til Snåsa og Røros.

00:03.500 --> 00:05.500
<v Ola>Takk!
"""
TOML = """
title = "{title}"
published = {published}
summary = "Om {title}"
{more}
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def summary(self) -> dict[str, object]:
        """The last line of a run with --json."""
        found: dict[str, object] = json.loads(self.out.splitlines()[-1])
        return found


@dataclass(frozen=True)
class Publisher:
    """A workspace folder, a cache of its own, and the environment that commands run in."""

    root: Path
    cache: Path

    @property
    def public(self) -> Path:
        return self.root / "public"

    @property
    def feed(self) -> Path:
        return self.public / SHOW / "feed.xml"

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, "FREMSKRITT_CACHE": str(self.cache), "PYTHONPATH": str(ROOT), **(more or {})}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "pipeline", "-C", str(self.root), *arguments]

    def run(self, *arguments: str, environment: Mapping[str, str] | None = None) -> Ran:
        """Run ``publish`` to its end in a process of its own."""
        done = subprocess.run(
            self.command(*arguments),
            env=self.environment(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def add(
        self, slug: str, *, title: str = "", published: str = "2026-01-05T06:00:00", more: str = "", **sound: object
    ) -> Path:
        """Write an episode with a recording of six seconds and a transcript, unless ``more`` says otherwise."""
        folder = self.root / "episodes" / slug
        folder.mkdir(parents=True)
        synthesise(folder / "recording.wav", **sound)  # type: ignore[arg-type]
        if "transcript" not in more:
            (folder / "transcript.vtt").write_text(VTT, "utf-8")
        text = TOML.format(title=title or slug.title(), published=published, more=more)
        (folder / "episode.toml").write_text(text, "utf-8")
        return folder

    def edit(self, slug: str, old: str, new: str) -> None:
        """Change an episode.toml as its producer would."""
        path = self.root / "episodes" / slug / "episode.toml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def entries(self) -> dict[str, feedparser.FeedParserDict]:
        """The episodes in the feed, by title."""
        return {entry.title: entry for entry in feedparser.parse(self.feed.read_bytes()).entries}

    def published(self) -> dict[str, bytes]:
        """Every file on the target."""
        files = (path for path in self.public.rglob("*") if path.is_file() and not path.name.startswith("."))
        return {path.relative_to(self.public).as_posix(): path.read_bytes() for path in files}


def publisher(folder: Path) -> Publisher:
    """Make a workspace with a show and no episodes."""
    root = folder / "verksted"
    shutil.copytree(ROOT / "tests" / "workspaces" / "minimal" / "feeds", root / "feeds")
    (root / "episodes").mkdir()
    return Publisher(root, folder / "cache")
