"""Who was how loud, by the names in the transcript."""

from dataclasses import replace

import pytest

from cli.publisher import Publisher
from mastering.sound import synthesise
from pipeline.formats.sound.advice import advice
from pipeline.formats.sound.page import About, report_page
from pipeline.formats.sound.story import steps
from pipeline.formats.sound.voices import voices
from pipeline.model.cleaning import CleanStep
from pipeline.model.episode import Cue
from pipeline.model.soundreport import LevelledPassage, SoundReport, TrackReport
from report.samples import GOOD
from report.test_figures import ADA

KARI, GUEST = "Kari", "Gjest 2"


def talk(weaker: float) -> tuple[SoundReport, tuple[Cue, ...]]:
    """Two who take turns, the guest ``weaker`` dB below, from 5 s into the file on."""
    turns = [(KARI, 0, 20), (GUEST, 20, 40), (KARI, 40, 60), (GUEST, 60, 80)]
    level = {KARI: -18.0, GUEST: -18.0 - weaker}
    passages = tuple(LevelledPassage(a + 5.0, b + 5.0, b - a, level[who], weaker) for who, a, b in turns)
    return replace(GOOD, passages=passages), tuple(Cue(a + 5, b + 5, "…", who) for who, a, b in turns)


def test_each_has_their_own_loudness() -> None:
    kari, guest = voices(*talk(14))
    assert (kari.name, kari.spoken, kari.loudness) == (KARI, 40, -18)
    assert (guest.name, guest.spoken, guest.over, guest.gain) == (GUEST, 40, -14, 14)


@pytest.mark.parametrize(
    ("weaker", "told"),
    [
        (14, ["Mikrofonen til Gjest 2 var 14\u00a0dB svakere enn de andre."]),
        (-6.1, ["Mikrofonen til Kari var 6\u00a0dB svakere enn de andre."]),
        (5.9, []),
    ],
)
def test_of_two_the_weaker_microphone_is_named_instead_of_the_places(weaker: float, told: list[str]) -> None:
    report, cues = talk(weaker)
    assert [one.heard for one in advice(report, voices(report, cues))] == told


def test_of_three_the_one_who_is_furthest() -> None:
    report, cues = talk(0)
    loud = LevelledPassage(85, 105, 20, -9, -9)
    found = voices(replace(report, passages=(*report.passages, loud)), (*cues, Cue(85, 105, "…", "Ola")))
    assert [one.heard for one in advice(GOOD, found)] == ["Mikrofonen til Ola var 9\u00a0dB sterkere enn de andre."]


def test_a_cue_over_a_change_counts_for_both_passages() -> None:
    report, _ = talk(10)
    cues = (Cue(15, 35, "…", KARI), Cue(47, 63, "…", GUEST))
    kari, guest = voices(report, cues)
    assert kari.loudness == pytest.approx(-23)
    assert guest.loudness == -18


@pytest.mark.parametrize("names", [("", ""), (KARI, KARI), (KARI, "")])
def test_nobody_is_compared_where_less_than_two_are_named(names: tuple[str, str]) -> None:
    report, cues = talk(14)
    renamed = tuple(replace(cue, speaker=names[cue.speaker == GUEST]) for cue in cues)
    assert voices(report, renamed) == ()
    assert [one.rule for one in advice(report, ())] == ["weak"]


def test_who_says_little_is_left_out() -> None:
    report, cues = talk(14)
    assert voices(report, (cues[0], Cue(25, 29, "…", GUEST))) == ()


def test_they_stand_on_the_page() -> None:
    report, cues = talk(14)
    html = report_page(report, About("Tittel", "nb", "Serie", cues)).decode()
    assert "Mikrofonen til Gjest 2 var 14\u00a0dB svakere" in html
    assert '<th scope="row">Gjest 2</th>' in html


def test_names_move_with_the_sound_where_silence_was_cut(producer: Publisher) -> None:
    folder = producer.root / "episodes" / "forste"
    weaker = "volume='if(gt(t,12),0.2,1)':eval=frame"
    source = f"amovie='{ADA.as_posix()}',atrim=0:24,{weaker},adelay=9000:all=1"
    synthesise(folder / "recording.wav", source=source)
    (folder / "transcript.vtt").write_text(
        "WEBVTT\n\n00:09.000 --> 00:21.000\n<v Kari>Hei.\n\n00:21.000 --> 00:33.000\n<v Ola>Hei.\n", "utf-8"
    )
    ran = producer.run("report", "forste")
    assert "s of silence at the beginning" in ran.out
    assert "the microphone of Ola was 14 dB weaker than the others" in ran.out


def track(speaker: str, loudness: float | None, **more: object) -> TrackReport:
    plain = TrackReport(speaker, 30.0, 12.0, loudness, 0.0, silent=False, clipped=0, cleaned=())
    return replace(plain, **more)  # type: ignore[arg-type]


def test_tracks_tell_exactly_whatever_the_transcript_says() -> None:
    _, cues = talk(3)
    report = replace(GOOD, tracks=(track(GUEST, -32.0), track(KARI, -18.0), track("Ola", None)), gated=True)
    guest, kari = voices(report, cues)
    assert (guest.name, guest.over, guest.spoken) == (GUEST, -14, 12)
    assert kari.over == 14
    assert advice(report, (guest, kari))[0].heard == "Mikrofonen til Gjest 2 var 14\u00a0dB svakere enn de andre."


def test_what_was_done_to_each_track_is_told() -> None:
    hum = CleanStep("hum", -50.0, (50.0, 100.0), 20.0)
    tracks = (
        track(KARI, -18.0, gain=-3.0, cleaned=(hum,)),
        track("Ola", None),
        track("Reserve", None, silent=True),
    )
    assert [step.norwegian for step in steps(replace(GOOD, tracks=tracks, gated=True))][:6] == [
        "2 spor ble satt sammen til ett.",
        "Mikrofonen til den som tier, ble skrudd ned, så de andre ikke høres gjennom den.",
        "Kari snakket 40\u00a0% av tiden, med \N{MINUS SIGN}18,0\u00a0LUFS, og ble skrudd \N{MINUS SIGN}3,0\u00a0dB.",
        "Kari: Brum fra strømnettet (50-100 Hz) ble dempet.",
        "Ola sa for lite til å jevnes ut.",
        "Sporet til Reserve var stumt, og ble utelatt.",
    ]


def test_the_speaker_whose_track_was_clipped_is_named() -> None:
    told = advice(replace(GOOD, tracks=(track(KARI, -18.0, clipped=3), track(GUEST, -18.0))))
    assert [one.heard for one in told] == ["Lyden til Kari ble klippet 3 ganger. Det som er klippet, kan ikke reddes."]


def test_what_levelling_did_is_what_was_done_to_the_tracks() -> None:
    report = replace(GOOD, tracks=(track(KARI, -18.0, gain=-4.0), track(GUEST, -32.0, gain=10.0), track("Ola", None)))
    assert report.levelled == (-4.0, 10.0)
    assert report.levelled_by == 3.0
