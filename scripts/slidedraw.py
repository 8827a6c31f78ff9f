"""Draw the slides of a lesson in the show's colours; the lowest sixth is left free for captions."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from scripts.make_artwork import NEAR, SKY, STEPS, TOP, WHITE
from scripts.slidesheet import HEIGHT, WIDTH, Sheet, Style, blank, height
from scripts.slidetext import Slide

PAPER, INK, ACCENT, LINE, QUIET, BRIGHT = "#f6f8f8", "#0d2136", "#075e68", "#c9d6da", "#c5d5e2", "#ffe05c"
LEFT, RIGHT, PANEL = 88, 960, 1016
"""Where text begins and ends, and where the dark panel with the steps begins."""

BOLD, MEDIUM, REGULAR = "InterDisplay-Bold.otf", "Inter-Medium.otf", "Inter-Regular.otf"
KICKER, NAME = Style(MEDIUM, 34, BRIGHT), Style("InterDisplay-ExtraBold.otf", 72, WHITE)
COURSE, VOICE = Style(MEDIUM, 32, QUIET), Style(REGULAR, 26, QUIET)
TITLE, POINT, STATEMENT = Style(BOLD, 56, INK), Style(MEDIUM, 42, INK), Style(BOLD, 64, WHITE)
CARD, HEAD, NUMBER = Style(MEDIUM, 38, INK), Style(BOLD, 32, WHITE), Style(BOLD, 32, WHITE)


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first slide says: where in which course, which lesson, and whose voice."""

    place: str
    title: str
    course: str
    voice: str


def draw(slides: Sequence[Slide], cover: Cover) -> list[Image.Image]:
    """Give a picture for every slide; the steps at the side rise with each."""
    return [_drawn(slide, cover, (index + 1, len(slides))) for index, slide in enumerate(slides)]


def _drawn(slide: Slide, cover: Cover, place: tuple[int, int]) -> Image.Image:
    sheet = blank(SKY if slide.mark in {"", ">"} else PAPER)
    sheet.box((PANEL, 0, WIDTH, HEIGHT), SKY)
    reached, slides = place
    _stairs(sheet, reached if slide.mark else slides, slides)
    if not slide.mark:
        _cover(sheet, cover)
    elif slide.mark == ">":
        _statement(sheet, slide)
    else:
        _points(sheet, slide)
    return sheet.finished()


def _stairs(sheet: Sheet, reached: int, slides: int) -> None:
    inset, gap = 24, 8
    pitch = (WIDTH - PANEL - 2 * inset + gap) / slides
    for index in range(slides):
        left, tall = PANEL + inset + index * pitch, 96 + 520 * (index + 1) / slides
        colour = STEPS[index * (len(STEPS) - 1) // (slides - 1)] if index < reached else NEAR
        sheet.box((left, HEIGHT - tall, left + pitch - gap, HEIGHT), colour, 6, TOP)


def _cover(sheet: Sheet, cover: Cover) -> None:
    sheet.write((LEFT, 120), cover.place, KICKER)
    sheet.block((LEFT, 186), cover.title, NAME, RIGHT - LEFT)
    end = sheet.block((LEFT, 480), cover.course, COURSE, RIGHT - LEFT)
    sheet.write((LEFT, end + 8), cover.voice, VOICE)


def _statement(sheet: Sheet, slide: Slide) -> None:
    sheet.write((LEFT, 96), slide.title, KICKER)
    sheet.block((LEFT, 190), slide.shown[0], STATEMENT, RIGHT - LEFT)


def _points(sheet: Sheet, slide: Slide) -> None:
    sheet.box((LEFT, 84, LEFT + 72, 92), ACCENT, 4)
    sheet.write((LEFT, 112), slide.title, TITLE)
    if slide.mark == "|":
        _compared(sheet, slide.shown)
    elif slide.mark.isdigit():
        _steps(sheet, slide.shown)
    else:
        _bullets(sheet, slide.shown)


def _middles(shown: tuple[str, ...]) -> list[int]:
    """Give how far down each point stands."""
    return [270 + 88 * index for index in range(len(shown))]


def _bullets(sheet: Sheet, shown: tuple[str, ...]) -> None:
    for text, middle in zip(shown, _middles(shown), strict=True):
        sheet.box((LEFT, middle - 8, LEFT + 16, middle + 8), ACCENT, 8)
        sheet.write((LEFT + 48, middle), text, POINT, "lm")


def _steps(sheet: Sheet, shown: tuple[str, ...]) -> None:
    middles = _middles(shown)
    sheet.box((LEFT + 27, middles[0], LEFT + 29, middles[-1]), LINE)
    for number, (text, middle) in enumerate(zip(shown, middles, strict=True), start=1):
        sheet.box((LEFT, middle - 28, LEFT + 56, middle + 28), ACCENT, 28)
        sheet.write((LEFT + 28, middle), str(number), NUMBER, "mm")
        sheet.write((LEFT + 88, middle), text, POINT, "lm")


def _compared(sheet: Sheet, shown: tuple[str, ...]) -> None:
    gap, top, inset = 32, 240, 28
    width = (RIGHT - LEFT - gap) / 2
    cards = [text.split(" | ") for text in shown]
    bottom = top + 104 + max(height(body, CARD, width - 2 * inset) for _, body in cards) + inset
    for (head, body), left, colour in zip(cards, (LEFT, LEFT + width + gap), (INK, ACCENT), strict=True):
        right = left + width
        sheet.box((left, top, right, bottom), LINE, 16)
        sheet.box((left + 2, top + 2, right - 2, bottom - 2), WHITE, 14)
        sheet.box((left, top, right, top + 72), colour, 16, TOP)
        sheet.write((left + inset, top + 37), head, HEAD, "lm")
        sheet.block((left + inset, top + 104), body, CARD, width - 2 * inset)
