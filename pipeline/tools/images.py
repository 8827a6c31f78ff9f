"""Pictures: what a file really is, and smaller JPEGs made of it. The only user of Pillow."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image, ImageOps, PngImagePlugin

from pipeline.errors import ContentError

SMALLEST, LARGEST = 1400, 3000
"""Width in pixels that Apple Podcasts takes for a show's artwork."""
LARGEST_PIXELS = 36_000_000
"""Pixels of a picture that is decoded at all."""
LARGEST_FILE = 20_000_000
"""Bytes of a picture that we read at all."""

_BROKEN = (OSError, SyntaxError, ValueError, EOFError, OverflowError, Image.DecompressionBombError)
_ENDINGS = {"jpeg": (".jpg", ".jpeg"), "png": (".png",)}
_END_OF_IMAGE = b"\xff\xd9"
_SAVE_AGAIN = "save it again as JPEG or PNG from a picture program"


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What the bytes of a picture say, whatever its name says. ``mode`` as in Pillow: ``RGB``, ``CMYK`` or ``L``."""

    kind: Literal["jpeg", "png"]
    width: int
    height: int
    mode: str
    alpha: bool


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a picture, and what to do about it."""

    what: str
    todo: str


def inspect(path: Path) -> ImageFacts:
    """Read what a JPEG or PNG is without decoding it. Raises ContentError if it is neither, or cut off."""
    with _opened(path) as image:
        facts = ImageFacts(
            "png" if image.format == "PNG" else "jpeg",
            image.width,
            image.height,
            image.mode,
            image.has_transparency_data,
        )
        _refuse_cut(path, image)
    return facts


def artwork_flaws(path: Path) -> tuple[Flaw, ...]:
    """Give everything that Apple Podcasts refuses in a show's artwork, or that makes an app show nothing."""
    try:
        facts = inspect(path)
    except ContentError as error:
        return (Flaw(error.message, error.hint),)
    return tuple(_flaws(facts, path.suffix))


def save_jpeg(source: Path, target: Path, width: int, quality: int) -> None:
    """Write ``source`` as a baseline RGB JPEG ``width`` pixels wide, without what a camera noted (EXIF).

    The same picture gives the same bytes with the same Pillow. Raises ContentError if it cannot be decoded.
    """
    with _opened(source) as image:
        if image.width > LARGEST or image.height > LARGEST:
            raise ContentError(f"{source.name} is {image.width} x {image.height} pixels", f"make it {LARGEST} at most")
        profile = image.info.get("icc_profile")
        image.draft("RGB", (width, width))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    height = round(upright.height * width / upright.width)
    small = upright.resize((width, height), Image.Resampling.LANCZOS)
    small.save(target, "JPEG", quality=quality, optimize=True, subsampling="4:2:0", icc_profile=profile)


def save_cover(source: Path, target: Path, size: tuple[int, int], largest: int) -> None:
    """Write ``source`` as a baseline RGB JPEG that fills ``size``, its edges cut where the shape differs.

    It is as fine as ``largest`` bytes allow. Raises ContentError if it cannot be decoded.
    """
    with _opened(source) as image:
        if image.width * image.height > LARGEST_PIXELS:
            raise ContentError(f"it is {image.width} x {image.height} pixels", "make it 4000 at most")
        upright = ImageOps.exif_transpose(image).convert("RGB")
    filled = ImageOps.fit(upright, size, Image.Resampling.LANCZOS)
    for quality, coarser in (*((q, 1) for q in range(90, 30, -5)), *((50, c) for c in (2, 4, 8))):
        picture = filled.reduce(coarser).resize(size, Image.Resampling.BICUBIC) if coarser > 1 else filled
        picture.save(target, "JPEG", quality=quality, optimize=True, subsampling="4:2:0")
        if target.stat().st_size <= largest:
            break


def _flaws(facts: ImageFacts, suffix: str) -> Iterator[Flaw]:
    size = f"{facts.width} x {facts.height} pixels"
    if facts.width != facts.height:
        yield Flaw(f"it is {size}", "make it square")
    if not all(SMALLEST <= side <= LARGEST for side in (facts.width, facts.height)):
        yield Flaw(f"it is {size}", f"make it {SMALLEST} to {LARGEST} pixels wide; {LARGEST} is best")
    if facts.alpha:
        yield Flaw("it has transparent parts (an alpha channel)", "save it without transparency")
    elif facts.mode != "RGB":
        yield Flaw(f"its colours are {facts.mode}, not RGB", "save it as RGB, 8 bits a channel")
    if suffix.lower() not in _ENDINGS[facts.kind]:
        yield Flaw(f"it is a {facts.kind.upper()} called {suffix or 'nothing'}", f"name it {_ENDINGS[facts.kind][0]}")


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ContentError(f"it is larger than {LARGEST_FILE // 1_000_000} MB", _SAVE_AGAIN)
        with warnings.catch_warnings():
            # Measures are read from the header and judged before a pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(path, formats=("JPEG", "PNG"))
        with image:
            yield image
    except _BROKEN as error:
        raise ContentError(f"it cannot be read as a JPEG or PNG ({_reason(error, path)})", _SAVE_AGAIN) from error


def _refuse_cut(path: Path, image: Image.Image) -> None:
    if isinstance(image, PngImagePlugin.PngImageFile):
        image.verify()  # checks every chunk's length and CRC
        return
    if _END_OF_IMAGE not in path.read_bytes()[-4096:]:  # some cameras add bytes of their own behind the end
        raise ContentError("it is cut off before its end", _SAVE_AGAIN)


def _reason(error: BaseException, path: Path) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text.replace(str(path), path.name)
