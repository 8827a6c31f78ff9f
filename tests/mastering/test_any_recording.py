"""Any recording that can be put together becomes a master that keeps the contract, or is refused with a reason."""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from mastering.made import Recording, profiles, recordings
from mastering.second import read
from mastering.sound import FFMPEG, decoded, finished
from pipeline.errors import ContentError
from pipeline.events import silent
from pipeline.model.audio import Master, Profile
from pipeline.model.show import Stings
from pipeline.stages.mastering.job import MasterJob
from pipeline.tools.files import blob
from samples import ROOT

LEAST = 25
BUDGET = 60.0
"""Seconds after which no more than the least are tried: where a machine is busy."""
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
LOSSY = 0.06
"""Seconds by which a lossy encoder may make a recording longer or shorter."""
USUAL = Profile()
INTRO, OUTRO = (blob(next(ROOT.glob(f"feeds/*/{name}.flac"))) for name in ("intro", "outro"))


def kept_or_refused(recording: Recording, profile: Profile = USUAL, *, framed: bool = False) -> str:
    """Master it; give the reason if it is refused, else hold the finished files against the contract."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sounds = Stings(INTRO, OUTRO) if framed else Stings()
        job = MasterJob(blob(recording.write(folder)), "auto", sounds, profile, FFMPEG.version)
        try:
            master = finished(job, folder / "work", silent)
        except ContentError as error:
            return reason(error)
        for path in (master.audio.path, *(made.audio.path for made in master.alternates)):
            heard = read(path)
            assert heard.keeps(profile.loudness, profile.true_peak), (path.suffix, heard)
        assert [made.codec for made in master.alternates] == list(profile.alternates)
        assert_lengths(master, recording, framed=framed)
        return ""


def assert_lengths(master: Master, recording: Recording, *, framed: bool) -> None:
    assert len(decoded(master.audio.path, form="s16le")) == master.samples * master.channels * 2
    slack = LOSSY if recording.form in {"a.mp3", "variable.mp3", "a.m4a", "a.opus", "a.ogg"} else 0.001
    assert master.recorded == pytest.approx(recording.seconds, abs=slack)
    kept = sum(end - begin for begin, end in master.kept)
    assert master.seconds > kept if framed else master.seconds == pytest.approx(kept, abs=0.001)


def reason(error: ContentError) -> str:
    assert error.message
    assert error.hint
    return error.message


def ordinary(recording: Recording) -> bool:
    """Say whether it is what people record: loud enough, with nothing but voices and noise in it."""
    plain = {"speech", "clipped", "noise"}
    first, length = recording.pieces[0], recording.seconds - LOSSY
    return (
        length > 1
        and first.gain > -25
        and recording.layout != "inverted"
        and {one.kind for one in recording.pieces} <= plain
    )


class Spent:
    """How many were tried and for how long; it stands still once one failed, so that it can be tried again."""

    def __init__(self) -> None:
        self.begun, self.tried, self.mastered, self.failed = time.monotonic(), 0, 0, False

    @property
    def all(self) -> bool:
        return not self.failed and self.tried >= LEAST and time.monotonic() - self.begun > BUDGET

    def hold(self, recording: Recording, profile: Profile = USUAL, *, framed: bool = False) -> str:
        """Try one; give why it was refused."""
        self.failed = True
        refused = kept_or_refused(recording, profile, framed=framed)
        event(refused.translate(str.maketrans("", "", "0123456789.-")) or "mastered")
        assert not (refused and ordinary(recording))
        self.failed = False
        self.tried += 1
        self.mastered += not refused
        return refused

    def figures(self, what: str) -> str:
        return f"{what}: {self.mastered} of {self.tried} kept the contract, the others were refused with a reason"


def test_any_recording_keeps_the_contract_or_is_refused_with_a_reason(figures: list[str]) -> None:
    spent = Spent()

    @settings(max_examples=120, derandomize=True, suppress_health_check=SLOW)
    @given(recording=recordings())
    def hold(recording: Recording) -> None:
        if not spent.all:
            spent.hold(recording)

    hold()
    assert spent.tried >= LEAST
    figures.append(spent.figures("recordings made at random"))


def test_so_does_any_recording_under_any_profile(figures: list[str]) -> None:
    spent = Spent()

    @settings(max_examples=60, derandomize=True, suppress_health_check=SLOW)
    @given(recording=recordings(), profile=profiles(), framed=st.booleans())
    def hold(recording: Recording, profile: Profile, *, framed: bool) -> None:
        if not spent.all:
            spent.hold(recording, profile, framed=framed)

    hold()
    assert spent.tried >= LEAST
    figures.append(spent.figures("recordings and profiles made at random"))
