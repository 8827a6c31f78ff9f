"""A report as mastering makes it, small, with everything that can be shown."""

from pipeline.model.audio import Loudness, Profile
from pipeline.model.soundreport import (
    Blemishes,
    ChannelFacts,
    Heard,
    LevelledPassage,
    Limiting,
    Noise,
    SamplePeak,
    Series,
    SoundReport,
)

COLUMNS = 300
SILENT = float("-inf")


def half(first: float, second: float) -> tuple[float, ...]:
    """A series that jumps in its middle."""
    return (first,) * (COLUMNS // 2) + (second,) * (COLUMNS // 2)


GOOD = SoundReport(
    seconds=30.0,
    recorded=30.0,
    shift=0.0,
    profile=Profile(),
    before=Loudness(-20.0, -6.0, 3.0, -16.0, -18.0),
    after=Loudness(-16.0, -1.5, 3.0, -12.0, -14.0),
    sample_peak=SamplePeak(-6.1, -1.6),
    one_channel=-19.01,
    gain=4.0,
    passages=(LevelledPassage(0.5, 14.0, 12.0, -20.0, 0.0), LevelledPassage(15.0, 29.0, 12.0, -21.0, 0.0)),
    limiting=Limiting(-1.4, -1.2, 0.3, 0.01),
    channels=ChannelFacts(2, 1, identical=True, dead=None, inverted=False, difference=0.0),
    blemishes=Blemishes(0, (), 0.0, ()),
    noise=Noise(-62.0, -58.0, -20.0),
    heard=Heard(24.0, 0.0, 6.0, 0.5, 1.0),
    series=Series(
        peaks_before=half(0.3, 0.2),
        peaks_after=half(0.5, 0.5),
        body_before=half(0.1, 0.05),
        body_after=half(0.2, 0.2),
        loudness_before=(SILENT, *half(-20.0, -28.0)[1:]),
        loudness_after=half(-16.0, -16.0),
        levelling=half(-2.0, 6.0),
        limiter=half(0.0, -1.4),
        activity=(-1, *(int(kind) for kind in half(1, 0)[1:-10]), *(2,) * 10),
    ),
)
