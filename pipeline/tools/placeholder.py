"""A picture for a show that has none yet."""

from io import BytesIO

from PIL import Image, ImageDraw

_SIDE = 1400
_DARK, _LIGHT = (24, 58, 94), (255, 255, 255)
"""A contrast of 11 to 1."""


def placeholder_artwork() -> bytes:
    """Draw a microphone as a PNG of the smallest size that Apple takes: square, 1400 pixels wide, RGB without alpha."""
    image = Image.new("RGB", (_SIDE, _SIDE), _DARK)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((540, 260, 860, 800), 160, _LIGHT)
    draw.arc((430, 380, 970, 920), 0, 180, _LIGHT, 50)
    draw.rectangle((675, 900, 725, 1060), _LIGHT)
    draw.rounded_rectangle((500, 1050, 900, 1100), 25, _LIGHT)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
