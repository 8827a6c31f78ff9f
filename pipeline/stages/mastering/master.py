"""A recording becomes a master: the story, from top to bottom."""

import dataclasses
from pathlib import Path

from pipeline.audio.silence import Cutting
from pipeline.events import Tell
from pipeline.formats.plain import report_to_json
from pipeline.model.audio import Master
from pipeline.model.soundreport import Around
from pipeline.model.timeline import Timeline
from pipeline.stages.mastering import data
from pipeline.stages.mastering.alternates import alternates, codings
from pipeline.stages.mastering.cut import cut
from pipeline.stages.mastering.encode import MP3
from pipeline.stages.mastering.examine import activity, examine
from pipeline.stages.mastering.figures import Worked, report
from pipeline.stages.mastering.job import Bench, MasterJob
from pipeline.stages.mastering.level import levelled
from pipeline.stages.mastering.receive import received
from pipeline.stages.mastering.refuse import check_rest
from pipeline.stages.mastering.render import render
from pipeline.stages.mastering.tracks import NAME as MIX
from pipeline.tools.allocator import give_back
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.files import blob


def master(job: MasterJob, ffmpeg: Ffmpeg, folder: Path, tell: Tell, *, task: str) -> Master:
    """Analyse the recording, find the gain curve, render it, and prove the decoded file.

    Raises:
        ContentError: the recording cannot become an episode that keeps the contract.
        MissingError: ffmpeg lacks an encoder that is asked for.
    """
    bench, profile = Bench(ffmpeg, folder, tell, task), job.profile
    encoders = (MP3, *codings(profile, ffmpeg))
    sound = received(bench, job)
    speech, kept = cut(sound.clean, Cutting(profile.trim, profile.longest_pause, job.keep_pauses), folder)
    check_rest(speech)
    levels = levelled(speech, dataclasses.replace(profile, levelling=0) if sound.tracks else profile)
    whole, timeline, around = speech, Timeline(kept), Around()
    if job.stings.any:
        from pipeline.stages.mastering.assemble import assemble, marked  # noqa: PLC0415 - pydub is slow to import

        made = assemble(bench, speech, levels, job.stings, marked(job.marks, timeline))
        whole = examine(bench, made.programme, speech.seconds)
        levels, timeline, around = made.levels, made.timeline(kept), made.around
    for examined in (sound.clean, speech):
        examined.analysis.rest()
    rendered, *others = render(bench, whole, profile, levels, encoders)
    (folder / MIX).unlink(missing_ok=True)
    beside = tuple(alternates(profile, others, whole.seconds))
    return _told(bench, Worked(sound, speech, levels, rendered, profile, timeline, beside, around))


def _told(bench: Bench, worked: Worked) -> Master:
    """Give the master, with the report and the data beside it."""
    told, curves = bench.folder / "report.json", bench.folder / "data.csv"
    give_back()
    told.write_bytes(report_to_json(report(worked)))
    data.write(worked, curves)
    speech, rendered, profile = worked.speech, worked.rendered, worked.profile
    count = speech.programme.channels
    return Master(
        audio=blob(rendered.path),
        report=blob(told),
        data=blob(curves),
        samples=rendered.samples,
        rate=speech.programme.rate,
        channels=count,
        kbps=profile.mono_kbps if count == 1 else profile.stereo_kbps,
        before=worked.sound.raw.loudness,
        after=rendered.loudness,
        gain=round(rendered.curve.gain, 3),
        limited=round(rendered.limited, 3),
        recorded=worked.sound.raw.seconds,
        shift=worked.timeline.start,
        activity=activity(speech, worked.timeline.joined),
        kept=worked.timeline.kept,
        gaps=worked.timeline.gaps,
        cleaning=worked.sound.steps,
        alternates=worked.alternates,
    )
