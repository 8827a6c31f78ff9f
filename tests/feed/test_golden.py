import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.record import EpisodeRecord
from pipeline.model.show import Show

GOLDEN = Path(__file__).parent / "golden"
Render = Callable[..., bytes]


def keeps(name: str, feed: bytes) -> None:
    """Compare with the golden file, byte for byte; FREMSKRITT_RENEW=1 writes it anew."""
    path = GOLDEN / name
    if os.environ.get("FREMSKRITT_RENEW"):
        path.write_bytes(feed)
    assert feed == path.read_bytes(), f"{name} has changed; if that is right, renew it with FREMSKRITT_RENEW=1"


def test_everything(full: bytes) -> None:
    keeps("full.xml", full)


def test_the_least(render: Render, bare_show: Show, bare: EpisodeRecord) -> None:
    keeps("least.xml", render(bare_show, (bare,)))


def test_no_episode_yet(render: Render, bare_show: Show) -> None:
    keeps("empty.xml", render(bare_show, ()))


@pytest.mark.parametrize("name", ["full.xml", "least.xml", "empty.xml"])
def test_is_utf8_with_line_feeds(name: str) -> None:
    text = (GOLDEN / name).read_bytes().decode("utf-8")
    assert text.endswith("</rss>\n")
    assert "\r" not in text
