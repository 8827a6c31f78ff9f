"""The sheet that a slide is drawn on: boxes and lines of text, told in pixels of the finished video.

Needs the typeface Inter (SIL Open Font License 1.1), Debian package ``fonts-inter``; only the video is shipped.
"""

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from scripts.make_artwork import FONTS

WIDTH, HEIGHT, FINER = 1280, 720, 2
"""Pixels of the video, and how much finer a slide is drawn, so that edges become smooth."""

LEADING = 1.28
"""From line to line, in sizes of the typeface."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

ALL = (True, True, True, True)
"""Which corners of a box are round."""


@dataclass(frozen=True, slots=True)
class Style:
    """A file of the typeface, its size in pixels, and a colour."""

    face: str
    size: int
    colour: str

    def font(self) -> ImageFont.FreeTypeFont:
        """Give the typeface at its finer size."""
        return ImageFont.truetype(FONTS / self.face, self.size * FINER)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A slide being drawn."""

    picture: Image.Image
    draw: ImageDraw.ImageDraw

    def box(self, box: Box, colour: str, radius: float = 0, corners: tuple[bool, bool, bool, bool] = ALL) -> None:
        """Fill a rectangle, with round corners where ``radius`` is given."""
        fine = [value * FINER for value in box]
        self.draw.rounded_rectangle(fine, radius * FINER, colour, corners=corners)

    def write(self, at: tuple[float, float], text: str, style: Style, anchor: str = "la") -> None:
        """Write one line; ``anchor`` as in Pillow."""
        self.draw.text((at[0] * FINER, at[1] * FINER), text, style.colour, style.font(), anchor=anchor)

    def block(self, at: tuple[float, float], text: str, style: Style, width: float) -> float:
        """Write lines no wider than ``width``, and give the top of the next one."""
        left, top = at
        for line in balanced(text, style.font(), width * FINER):
            self.write((left, top), line, style)
            top += style.size * LEADING
        return top

    def finished(self) -> Image.Image:
        """Give the slide in the size of the video."""
        return self.picture.resize((WIDTH, HEIGHT), Image.Resampling.BOX)


def blank(colour: str) -> Sheet:
    """Give a sheet of one colour."""
    picture = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), colour)
    return Sheet(picture, ImageDraw.Draw(picture))


def height(text: str, style: Style, width: float) -> float:
    """Give how high ``text`` stands in lines no wider than ``width``."""
    return len(wrapped(text, style.font(), width * FINER)) * style.size * LEADING


def balanced(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Break ``text`` into as few lines as ``width`` asks for, about equally long."""
    lines = wrapped(text, font, width)
    while width > 0 and len(narrower := wrapped(text, font, width - 20)) == len(lines):
        lines, width = narrower, width - 20
    return lines


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Break ``text`` into lines no wider than ``width``."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
