"""Cues to write and read back, made up and chosen."""

from hypothesis import strategies as st

from pipeline.formats.text import one_line, tidy_lines
from pipeline.model.episode import Cue

CUES = (
    Cue(0.0, 3.2, "Velkommen til\nKommunenes digitale fremskritt.", "Kari Nordmann"),
    Cue(3.2, 7.25, "I dag skal vi til Namdalen.", "Kari Nordmann"),
    Cue(7.5, 12.0, "Takk! 1 < 2 & 3 > 2, sier vi --> 😀", "Ingrid Moen"),
    Cue(12.0, 13.0, "[latter]"),
    Cue(13.0, 14.5, "Gaskelen saemesth soptsestidh.", "Ingrid Moen"),
    Cue(3661.001, 3663.999, "Takk for nå.", "Kari Nordmann"),
)

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
MARKUP = st.lists(
    st.sampled_from(["<", ">", "&", "&lt;", "&amp;", "-->", "\n", " ", "a", "Å", "<i>", "</v>", "<v B>", "5", ":"])
)
WORDS = (ANYTHING | MARKUP.map("".join)).map(tidy_lines).filter(bool)
NAMES = st.sampled_from(["Kari Nordmann", "Ole-Bjørn", "Dr. Å. O'Hara", "Bob"])


@st.composite
def timed(draw: st.DrawFn, speakers: st.SearchStrategy[str]) -> tuple[Cue, ...]:
    """Cues in order, of at least a millisecond."""
    cues, start = [], 0
    for text in draw(st.lists(WORDS, min_size=1, max_size=5)):
        start += draw(st.integers(0, 5_000_000))
        end = start + draw(st.integers(1, 60_000))
        cues.append(Cue(start / 1000, end / 1000, text, one_line(draw(speakers))))
    return tuple(cues)
