"""The same recording and settings give the same bytes, on one core or many, with all of mastering turned on."""

import os
import subprocess
from pathlib import Path

import pytest

from mastering.sound import FFMPEG, finished, synthesise
from mastering.test_contract import assert_contract
from mastering.test_faults import ADA, TELESCOPE
from pipeline.events import silent
from pipeline.model.audio import Master, Profile
from pipeline.model.show import Stings
from pipeline.stages.mastering import prove as proving
from pipeline.stages.mastering.job import MasterJob
from pipeline.tools.files import blob
from samples import ROOT

VOICES = (
    "[0:a:0]aformat=channel_layouts=mono,aresample=48000,adelay=3000,apad=pad_dur=4,asplit[a][c];"
    "[1:a:0]aformat=channel_layouts=mono,aresample=48000,atrim=end=12,apad=pad_dur=3,volume=-16dB[b];"
    "[c]volume=-9dB[d];[a][b][d]concat=n=3:v=0:a=1,asplit[x][y];[y]adelay=3,volume=-2dB[z];[x][z]join=inputs=2[v];"
    "anoisesrc=a=0.0006:c=pink:r=48000:seed=3[n];[n]asplit[n1][n2];[n1][n2]join=inputs=2[m];"
    "[v][m]amix=duration=first:normalize=0"
)
"""Two real voices 16 and 9 dB apart, in stereo, with pauses and the hum of the first, in a room that hisses."""


def held_to(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)


def test_neither_cores_nor_their_number_decide_a_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = tmp_path / "panel.flac"
    inputs = ["-i", str(ADA), "-i", str(TELESCOPE), "-filter_complex", VOICES, str(recording)]
    subprocess.run([FFMPEG.path, "-v", "error", *inputs], check=True, stdin=subprocess.DEVNULL)
    intro, outro = (blob(next(ROOT.glob(f"feeds/*/{name}.flac"))) for name in ("intro", "outro"))
    job = MasterJob(blob(recording), "auto", Stings(intro, outro), Profile(longest_pause=1.0), FFMPEG.version)
    monkeypatch.setattr(proving, "_STRETCH", 10)  # so that there are many

    def on(cores: int) -> Master:
        held_to(cores, monkeypatch)
        return finished(job, tmp_path / str(cores), silent)

    one = on(1)
    assert_contract(one)
    assert one.cleaning
    assert len(one.kept) > 2
    assert one.shift > 0
    assert {(made.audio.sha256, made.report.sha256) for made in (on(2), on(3))} == {
        (one.audio.sha256, one.report.sha256)
    }


def test_nor_a_byte_of_other_codecs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On real cores, one and all, a whole episode is compared by `benchmarks/cores.py`."""
    recording = synthesise(tmp_path / "a.wav")
    job = MasterJob(blob(recording), "auto", Stings(), Profile(alternates=("aac", "opus")), FFMPEG.version)
    digests = []
    for cores in (1, 3):
        held_to(cores, monkeypatch)
        made = finished(job, tmp_path / str(cores), silent)
        digests.append([one.audio.sha256 for one in made.alternates] + [made.audio.sha256, made.report.sha256])
    assert len(digests[0]) == 4
    assert digests[0] == digests[1]
