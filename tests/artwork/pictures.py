"""Pictures made on the fly: right ones, and each wrong in one way."""

import struct
import zlib
from pathlib import Path

from PIL import Image, ImageDraw

from pipeline.model.show import Artwork
from pipeline.tools.files import blob

RED = (200, 40, 40)


def picture(path: Path, size: tuple[int, int] = (1400, 1400), mode: str = "RGB", kind: str = "PNG") -> Path:
    """Draw a disc on a ground."""
    image = Image.new("RGB", size, (14, 53, 65))
    ImageDraw.Draw(image).ellipse((size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4), RED)
    image.convert(mode).save(path, kind)
    return path


def noise(path: Path, side: int, sigma: int) -> Path:
    """Make a picture that is hard to compress, the harder the larger ``sigma`` is."""
    Image.effect_noise((side, side), sigma).convert("RGB").save(path, "PNG", compress_level=1)
    return path


def bomb(path: Path, side: int) -> Path:
    """Write a PNG of a few bytes that claims to be ``side`` pixels each way."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(bytes(4096))), (b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, *zip(*chunks, strict=True))))
    return path


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def artwork(path: Path) -> Artwork:
    """Give the picture as a show has it."""
    with Image.open(path) as image:
        return Artwork(blob(path), "En skive", "png" if image.format == "PNG" else "jpeg", image.width)
