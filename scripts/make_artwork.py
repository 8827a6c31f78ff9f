"""Draw the show's artwork: seven steps, one for each region, rising out of the fjord.

Needs the typeface Inter (SIL Open Font License 1.1), Debian package ``fonts-inter``; only the PNG is shipped.
Run as ``.venv/bin/python -m scripts.make_artwork``.
"""

import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

TARGET = Path(__file__).parents[1] / "feeds" / "kommunenes-digitale-fremskritt" / "artwork.png"
FONTS = Path("/usr/share/fonts/opentype/inter")
SIDE, FINER = 3000, 2
"""Pixels of the finished picture, and how much finer it is drawn, so that edges become smooth."""

SKY, FAR, NEAR, WATER = "#0a2540", "#12375a", "#184a6e", "#071b30"
STEPS = ("#35b0ab", "#4dbb9f", "#66c793", "#87d286", "#aadc77", "#d6e666", "#ffe05c")
SUN, WHITE = "#ff7a59", "#ffffff"
MARGIN, GAP, SHORE = 240, 40, 2480
"""The empty edge, the air between steps, and where land meets water, in pixels of the finished picture."""

TOP = (True, True, False, False)
"""Which corners of a step are round."""

Point = tuple[float, float]


def fine(*points: Point) -> list[Point]:
    """Give points of the finished picture as points of the finer one."""
    return [(x * FINER, y * FINER) for x, y in points]


def ridge(base: float, rise: float, waves: tuple[Point, ...]) -> list[Point]:
    """Give a hill, rising from left to right by ``rise``, with ``waves`` as (height, length in widths)."""
    line = [
        (x, base - rise * x / SIDE - sum(height * math.sin(x / SIDE * math.tau / length) for height, length in waves))
        for x in range(0, SIDE + 1, 10)
    ]
    return [*line, (SIDE, SHORE), (0, SHORE)]


def draw_land(draw: ImageDraw.ImageDraw) -> None:
    """Draw the sun, two hill lines and the fjord."""
    draw.ellipse(fine((2326, 1080), (2766, 1520)), fill=SUN)
    draw.polygon(fine(*ridge(1990, 260, ((70, 0.62), (34, 0.27)))), fill=FAR)
    draw.polygon(fine(*ridge(2200, 190, ((60, 0.9), (26, 0.31)))), fill=NEAR)
    draw.rectangle(fine((0, SHORE), (SIDE, SIDE)), fill=WATER)


def draw_steps(draw: ImageDraw.ImageDraw) -> None:
    """Draw the steps, and their mirror image in the water as shortening bands."""
    width = (SIDE - 2 * MARGIN + GAP) / len(STEPS)
    for index, colour in enumerate(STEPS):
        left, height = MARGIN + index * width, 140 + index * 124
        right = left + width - GAP
        draw.rounded_rectangle(fine((left, SHORE - height), (right, SHORE)), 28 * FINER, colour, corners=TOP)
        for band in range(1 + index // 2):
            top, inset = SHORE + 34 + band * 52, 14 + band * 30
            draw.rounded_rectangle(fine((left + inset, top), (right - inset, top + 18)), 9 * FINER, colour)


def draw_words(draw: ImageDraw.ImageDraw) -> None:
    """Write the title and who makes the show."""
    title = ImageFont.truetype(FONTS / "InterDisplay-ExtraBold.otf", 397 * FINER)
    maker = ImageFont.truetype(FONTS / "InterDisplay-SemiBold.otf", 150 * FINER)
    for line, text in enumerate(("Kommunenes", "digitale", "fremskritt")):
        draw.text((fine((MARGIN - 12, 550 + line * 400))[0]), text, WHITE, title, anchor="ls")
    draw.text(fine((MARGIN, 2860))[0], "DiguT Trøndelag", WHITE, maker, anchor="ls")


def main() -> None:
    """Draw it fine, make it smooth, save it as RGB without alpha."""
    picture = Image.new("RGB", (SIDE * FINER, SIDE * FINER), SKY)
    draw = ImageDraw.Draw(picture)
    draw_land(draw)
    draw_steps(draw)
    draw_words(draw)
    picture.resize((SIDE, SIDE), Image.Resampling.BOX).save(TARGET, optimize=True)
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
