from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from artwork.pictures import artwork, noise, picture
from pages.samples import SHOW
from pipeline.errors import ContentError
from pipeline.events import Event, Finished, Started, silent
from pipeline.model.blob import Blob
from pipeline.stages.artwork import KIND_TO_APPS, TAG_LIMIT, ArtworkSet, assets, derive, feed_key, kit


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def facts(jpeg: Blob) -> tuple[str | None, tuple[int, int], str, object]:
    with Image.open(jpeg.path) as image:
        image.load()
        return image.format, image.size, image.mode, image.info.get("progressive", 0)


@pytest.fixture
def made(tmp_path: Path) -> ArtworkSet:
    return derive(artwork(picture(tmp_path / "artwork.png")), folder(tmp_path / "made"), silent)


def test_sizes_are_baseline_rgb_jpegs(made: ArtworkSet) -> None:
    sizes = [facts(one) for one in (made.large, made.medium, made.small)]
    assert sizes == [("JPEG", (side, side), "RGB", 0) for side in (1400, 600, 300)]


def test_a_light_original_goes_to_the_feed_untouched(tmp_path: Path, made: ArtworkSet) -> None:
    assert made.feed.path.read_bytes() == (tmp_path / "artwork.png").read_bytes()
    assert made.feed.path.parent == made.large.path.parent


@pytest.mark.parametrize(("side", "sigma", "left"), [(1450, 9, 1450), (1500, 60, 1400)])
def test_a_heavy_original_becomes_a_lighter_jpeg(tmp_path: Path, side: int, sigma: int, left: int) -> None:
    made = derive(artwork(noise(tmp_path / "artwork.png", side, sigma)), folder(tmp_path / "made"), silent)
    assert made.feed.size <= KIND_TO_APPS
    assert facts(made.feed)[1] == (left, left)
    assert made.medium.size <= TAG_LIMIT


def test_same_picture_same_bytes(tmp_path: Path, made: ArtworkSet) -> None:
    again = derive(artwork(tmp_path / "artwork.png"), folder(tmp_path / "again"), silent)
    assert [one.sha256 for one in (again.feed, again.large, again.medium, again.small)] == [
        one.sha256 for one in (made.feed, made.large, made.medium, made.small)
    ]


def test_a_picture_that_cannot_be_decoded_is_told(tmp_path: Path) -> None:
    whole = artwork(picture(tmp_path / "artwork.png"))
    whole.blob.path.write_bytes(whole.blob.path.read_bytes()[: whole.blob.size // 2])
    with pytest.raises(ContentError, match="cannot be read as a JPEG or PNG"):
        derive(whole, folder(tmp_path / "made"), silent)


def test_it_tells_when_it_begins_and_ends(tmp_path: Path) -> None:
    told: list[Event] = []
    derive(artwork(picture(tmp_path / "artwork.png")), folder(tmp_path / "made"), told.append)
    assert [type(event) for event in told] == [Started, Finished]


def test_assets_are_content_addressed_and_typed(tmp_path: Path, made: ArtworkSet) -> None:
    show = replace(SHOW, artwork=artwork(tmp_path / "artwork.png"))
    given = {asset.key: asset for asset in assets(show, made)}
    assert len(given) == 4
    assert given[feed_key(show, made)].content_type == "image/png"
    assert all(key.startswith("fremskritt/media/artwork-") for key in given)
    assert all(picture.key in given for picture in kit(show, made, "https://example.no/").pictures)
