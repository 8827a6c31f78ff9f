"""A small published site in a folder, with real audio and pictures, served as ``publish preview`` serves it."""

import asyncio
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import imageio_ffmpeg
import uvicorn

from artwork.pictures import artwork, picture
from pages.samples import ESTIMATED, FOREIGN, PLACED, PLACED_TEXT, RECORD, RECORDS, SHOW, TEXT
from pipeline.events import silent
from pipeline.formats.pages import (
    PageText,
    episode_page,
    page_asset,
    redirect_asset,
    show_key,
    show_page,
    static_assets,
)
from pipeline.formats.transcript import to_html
from pipeline.model.release import Asset
from pipeline.stages.artwork import assets, derive, kit
from pipeline.tools.listening import Hall
from pipeline.tools.serve import app

SHOW_PATH = show_key(SHOW)
EPISODE_PATH = RECORD.page
FOREIGN_PATH = FOREIGN.page
PLACED_PATH = PLACED.page
TRANSCRIPT_PATH = "fremskritt/media/uten-tider-0123456789ab.html"
MOVED_PATH = "fremskritt/episodes/gammelt-navn/index.html"
PATHS = (SHOW_PATH, EPISODE_PATH, FOREIGN_PATH, PLACED_PATH)


def publish(root: Path, work: Path, base_url: str) -> None:
    """Write the site's files to ``root``, deriving them in the empty folder ``work``."""
    show = replace(SHOW, artwork=artwork(picture(work / "artwork.png")))
    pictures = derive(show.artwork, work, silent)
    dress = kit(show, pictures, base_url)
    foreign = PageText(transcript_exception="Opptaket er uten tale.")
    pages = (
        page_asset(SHOW_PATH, show_page(show, RECORDS, dress)),
        page_asset(EPISODE_PATH, episode_page(show, RECORD, dress, TEXT)),
        page_asset(FOREIGN_PATH, episode_page(show, FOREIGN, dress, foreign)),
        page_asset(PLACED_PATH, episode_page(show, PLACED, dress, PLACED_TEXT)),
        page_asset(TRANSCRIPT_PATH, to_html(ESTIMATED, "nb", PLACED.title, estimated=True).encode()),
        redirect_asset(show, "gammelt-navn", RECORD),
    )
    for asset in (*pages, *static_assets(show), *assets(show, pictures)):
        _write(root, asset)
    for file in (RECORD.audio, *(one.file for one in RECORD.alternates)):
        tone(root / file.key, RECORD.seconds)


def tone(path: Path, seconds: float) -> None:
    """Make a file of a quiet tone, of the kind that its name says."""
    source = f"sine=frequency=220:duration={seconds}"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", source, "-b:a", "96k", str(path)]
    subprocess.run(command, check=True, timeout=30)


@contextmanager
def served(root: Path, rooms: Hall | None = None) -> Iterator[str]:
    """Serve a folder, and rooms for listening, on a free port of 127.0.0.1; gives the base URL."""
    config = uvicorn.Config(app(root, rooms), host="127.0.0.1", port=0, ws="none", lifespan="off", log_level="error")
    server = uvicorn.Server(config)
    socket = server.config.bind_socket()
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([socket])))
    thread.start()
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join(10)
        socket.close()


def _write(root: Path, asset: Asset) -> None:
    path = root / asset.key
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(asset.body if isinstance(asset.body, bytes) else asset.body.path.read_bytes())
