"""Past ten hours: cuts, times, columns of the report and the file's header are those of a short recording, later.

Nor does memory grow much.

The whole chain over ten hours is a benchmark, `benchmarks/length.py`.
"""

import dataclasses
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from mutagen.mp3 import MP3, MPEGInfo

from mastering.sound import FFMPEG
from mastering.test_faults import ADA
from memory import SMAPS, most_mapped
from mp3.lame import in_one_piece, speech
from pipeline.audio import levelling
from pipeline.audio.analysis import WEIGHTS, Analysis
from pipeline.audio.columns import Columns, short_term
from pipeline.audio.excerpt import excerpt
from pipeline.audio.limiting import Least
from pipeline.audio.piece import Gathered, Meter, Piece, nothing
from pipeline.audio.series import Growing
from pipeline.audio.shaping import LEVEL, GainCurve, Levels, fitted
from pipeline.audio.silence import Cutting
from pipeline.events import silent
from pipeline.formats.mp3 import read_xing
from pipeline.formats.mp3frames import frame_header
from pipeline.formats.mp3info import Sound, info_frame
from pipeline.model.audio import Profile
from pipeline.model.soundreport import Around, TrackReport
from pipeline.model.timeline import Timeline
from pipeline.stages.mastering.cut import cut
from pipeline.stages.mastering.data import write
from pipeline.stages.mastering.examine import Examined, activity, examine
from pipeline.stages.mastering.figures import Worked, report
from pipeline.stages.mastering.job import Bench
from pipeline.stages.mastering.receive import Received
from pipeline.stages.mastering.render import Rendered
from pipeline.stages.mastering.tracks import Moves
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.lame import Mp3Coding

STILL, RATE = 20.0, 48_000
"""Seconds of digital silence in each round."""


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    """A real voice of 40 s and silence, again and again, known as if it had been heard for more than ten hours."""
    bench = Bench(FFMPEG, tmp_path_factory.mktemp("long"), silent, "long")
    one = examine(bench, Programme((Part(ADA, end=40 * RATE),), RATE, 1))
    known, rounds, still = one.analysis, 640, np.zeros(round(STILL * 100), np.float32)
    whole = dataclasses.replace(
        known,
        samples=round(rounds * (known.samples + STILL * RATE)),
        powers=np.tile(np.concatenate([known.powers, still]), rounds),
        peaks=np.tile(np.concatenate([known.peaks, still]), rounds),
    )
    return dataclasses.replace(one, analysis=whole)


def test_pauses_are_cut_where_they_are(long: Examined) -> None:
    assert long.seconds > 10 * 3600
    left, kept = cut(long, Cutting(longest=2.0))
    assert len(kept) == 640
    starts = np.array([begin for begin, _ in kept])
    np.testing.assert_allclose(np.diff(starts)[1:], 60.0, atol=1e-6)
    timeline = Timeline(kept)
    assert timeline.at(long.seconds) == pytest.approx(left.seconds, abs=1e-6)
    assert left.loudness.integrated == pytest.approx(long.loudness.integrated, abs=0.05)  # its gate sees silence


def test_what_is_heard_is_told_in_its_place(long: Examined) -> None:
    spoken = activity(long, Timeline(((0.0, long.seconds),)))
    first = [begin for begin, _ in spoken if begin < 60]
    last = [begin for begin, _ in spoken if begin >= 639 * 60]
    np.testing.assert_allclose(np.array(last) - 639 * 60, first, atol=0.11)
    columns = Columns.over(long.seconds)
    assert len(columns.of(long.analysis.peaks, 100, np.max)) == columns.count == 1000


def test_the_header_tells_of_it() -> None:
    """Readers take the length from the Info frame: 1.4 million frames, and 454 MB."""
    frames = in_one_piece(speech(RATE, 1, 1.0), Mp3Coding(RATE, 1, 96, 7))
    samples, header = round(10.5 * 3600 * RATE), frame_header(frames[:4])
    count = -(-(samples + 1105) // 1152)
    data = info_frame(Sound(header, count, count * 288, 0, samples, 5, b"LAME4.0")) + frames
    xing = read_xing(data)
    assert (xing.samples, xing.frames) == (samples, count)
    info = MP3(io.BytesIO(data)).info  # type: ignore[no-untyped-call]
    assert isinstance(info, MPEGInfo)
    assert info.length == pytest.approx(10.5 * 3600, abs=0.05)


def peak(work: Callable[[], object]) -> float:
    """MB that a piece of work takes at its most, with what comes of it; files do not count."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def test_no_work_takes_a_copy_of_all_values(long: Examined) -> None:
    """Powers and peaks are 15 MB each; a few values for every 100 ms are 3 MB each."""
    powers, peaks = long.analysis.powers, long.analysis.peaks
    loudness = levelling.momentary(powers)
    levels = Levels(np.where(np.arange(len(loudness)) % 600 < 300, 1.0, -1.0))
    assert peak(lambda: levelling.speech(loudness, levelling.moving(powers))) < 15
    assert peak(lambda: fitted(powers, peaks, levels, -16.0, -1.5)) < 20
    assert peak(lambda: levels.at(np.arange(400) / 100 + 36_000)) < 0.1
    assert peak(lambda: long.analysis.noise_floor) < 8
    assert peak(lambda: long.loudness) < 15
    assert peak(lambda: short_term(powers)) < 4 * len(powers) / 1e6 + 4


def test_the_data_is_written_a_few_minutes_at_a_time(long: Examined, tmp_path: Path, figures: list[str]) -> None:
    """With an intro, a cut, and a track's moves."""
    count, whole = len(long.analysis.powers), long.seconds
    kept = ((20.0, 1000.0), (2000.0, whole - 3000.0))
    left = excerpt(long.analysis, [(round(a * 100), round(b * 100)) for a, b in kept], tmp_path)
    speech, moves = dataclasses.replace(long, analysis=left), Growing(tmp_path)
    moves.add(np.tile(np.array([0.0, -24.0], np.float32), count // 20))
    reduced = Growing(tmp_path)
    reduced.add(np.ones(len(left.powers), np.float32))
    anne = TrackReport("Anne", whole, 0.0, None, 0.0, silent=False, clipped=0, cleaned=())
    sound = Received(long, long, long, (), (anne,), moves=(Moves(moves.whole, moves.whole),))
    curve = GainCurve(3.0, LEVEL, -1.5)
    rendered = Rendered(tmp_path / "x.mp3", left, curve, reduced.whole, 0.0)
    timeline = Timeline(kept, 5.0)
    worked = Worked(sound, speech, LEVEL, rendered, Profile(), timeline, (), Around())
    taken = peak(lambda: write(worked, tmp_path / "data.csv"))
    size = (tmp_path / "data.csv").stat().st_size / 1e6
    figures.append(f"data of {left.seconds / 3600:.1f} h: {size:.0f} MB, taking {taken:.0f} MB to write")
    assert taken < 30
    with (tmp_path / "data.csv").open("rb") as file:
        assert sum(1 for _ in file) == len(left.powers) // 10 + 1


@pytest.mark.skipif(not SMAPS.exists(), reason="tells of memory on Linux")
@pytest.mark.parametrize("cut_out", [False, True])
def test_of_what_lies_in_files_little_is_in_memory(
    long: Examined, tmp_path: Path, figures: list[str], *, cut_out: bool
) -> None:
    """All of it, of the recording, of what is left of it and of the finished file, is 72 to 101 MB."""
    raw, proof = (dataclasses.replace(long, analysis=in_files(long, tmp_path)) for _ in range(2))
    left, kept = cut(raw, Cutting(longest=2.0), tmp_path) if cut_out else (raw, ((0.0, long.seconds),))
    reduced = Growing(tmp_path)
    reduced.add(np.full(len(raw.analysis.powers), 0.8, np.float32))
    rendered = Rendered(tmp_path / "x.mp3", proof.analysis, GainCurve(3.0, LEVEL, -1.5), reduced.whole, 0.0)
    worked = Worked(Received(raw, raw, raw, ()), left, LEVEL, rendered, Profile(), Timeline(kept), (), Around())
    for work in (lambda: report(worked), lambda: write(worked, tmp_path / "data.csv")):
        taken = most_mapped(work)
        figures.append(f"of what is known of {long.seconds / 3600:.1f} h at most {taken:.0f} MB are in memory")
        assert taken < 40


def in_files(known: Examined, folder: Path) -> Analysis:
    powers, peaks = Growing(folder), Growing(folder)
    powers.add(known.analysis.powers)
    peaks.add(known.analysis.peaks)
    return dataclasses.replace(known.analysis, powers=powers.whole, peaks=peaks.whole)


def test_nothing_piles_up_while_it_is_heard(tmp_path: Path) -> None:
    meter, few = Meter(RATE, WEIGHTS[2]), np.ones(500, np.float32)
    gathered, least = Gathered(meter, tmp_path), Least(tmp_path)
    some = dataclasses.replace(nothing(meter), samples=5 * RATE, powers=few, peaks=few, sums=np.zeros((1, 5)))

    def ten_hours() -> None:
        for number in range(7200):
            gathered.take([dataclasses.replace(some, start=number * 5 * RATE, powers=few.copy(), peaks=few.copy())])
            least.take(np.ones(5000))

    assert peak(ten_hours) < 2
    whole: list[Piece] = []
    assert peak(lambda: whole.append(gathered.whole)) < 2
    assert len(whole[0].powers) == len(whole[0].peaks) == len(least.found()) == 3_600_000


def test_a_cut_recording_is_no_copy(long: Examined, tmp_path: Path) -> None:
    count = long.analysis.samples * 100 // RATE
    halves = [(0, count // 2), (count // 2 + 500, count)]
    assert peak(lambda: excerpt(long.analysis, halves, tmp_path)) < 1
    assert np.shares_memory(excerpt(long.analysis, [(10, count)]).powers, long.analysis.powers)
