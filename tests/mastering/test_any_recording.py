"""Any recording that can be put together becomes a master that keeps the contract, or is refused with a reason."""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings

from mastering.made import Recording, recordings
from mastering.second import read
from mastering.sound import decoded, mastered
from pipeline.errors import ContentError

BUDGET = 75.0
"""Seconds: where a machine is busy, fewer are tried."""
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
LOSSY = 0.06
"""Seconds by which a lossy encoder may make a recording longer or shorter."""


def kept_or_refused(recording: Recording) -> str:
    """Master it; give the reason if it is refused, else hold the finished file against the contract."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = recording.write(folder)
        try:
            master = mastered(path, folder / "work")
        except ContentError as error:
            return reason(error)
        heard = read(master.audio.path)
        assert heard.keeps(), heard
        assert len(decoded(master.audio.path, form="s16le")) == master.samples * master.channels * 2
        slack = LOSSY if recording.form in {"a.mp3", "variable.mp3", "a.m4a", "a.opus", "a.ogg"} else 0.001
        assert master.recorded == pytest.approx(recording.seconds, abs=slack)
        assert master.seconds == pytest.approx(sum(end - begin for begin, end in master.kept), abs=0.001)
        return ""


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
    """The time since the first one was tried; it stands still once one has failed, so that it can be tried again."""

    def __init__(self) -> None:
        self.begun, self.failed = time.monotonic(), False

    @property
    def all(self) -> bool:
        return not self.failed and time.monotonic() - self.begun > BUDGET


@pytest.fixture(scope="module")
def spent() -> Spent:
    return Spent()


@settings(max_examples=150, derandomize=True, suppress_health_check=SLOW)
@given(recording=recordings())
def test_any_recording_keeps_the_contract_or_is_refused_with_a_reason(recording: Recording, spent: Spent) -> None:
    if spent.all:
        return
    spent.failed = True
    refused = kept_or_refused(recording)
    event(refused.translate(str.maketrans("", "", "0123456789.-")) or "mastered")
    assert not (refused and ordinary(recording))
    spent.failed = False
