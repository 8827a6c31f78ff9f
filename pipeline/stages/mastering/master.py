"""A recording becomes a master: the story, from top to bottom."""

from pathlib import Path

from pipeline.audio.silence import Cutting
from pipeline.events import Tell, Warned
from pipeline.formats.plain import report_to_json
from pipeline.model.audio import Master
from pipeline.model.timeline import Timeline
from pipeline.stages.mastering.assemble import assemble
from pipeline.stages.mastering.clean import cleaned
from pipeline.stages.mastering.cut import cut
from pipeline.stages.mastering.examine import Examined, activity, examine
from pipeline.stages.mastering.figures import Worked, report
from pipeline.stages.mastering.job import Bench, MasterJob
from pipeline.stages.mastering.level import levelled
from pipeline.stages.mastering.refuse import check, check_rest, settled
from pipeline.stages.mastering.render import render
from pipeline.tools.declared import declared_seconds, is_cut_off
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.probe import probe
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.files import blob


def master(job: MasterJob, ffmpeg: Ffmpeg, folder: Path, tell: Tell, *, task: str) -> Master:
    """Analyse the recording, find the gain curve, render it, and prove the decoded file.

    Raises:
        ContentError: the recording cannot become an episode that keeps the contract.
    """
    bench, profile = Bench(ffmpeg, folder, tell, task), job.profile
    found = _examined(bench, job.recording.path)
    raw = settled(bench, found, job.channels)
    clean, steps = cleaned(bench, raw, profile.steps)
    speech, kept = cut(clean, Cutting(profile.trim, profile.longest_pause, job.keep_pauses))
    check_rest(speech)
    whole, levels = speech, levelled(speech, profile)
    if job.stings.intro or job.stings.outro:
        programme, levels = assemble(bench, speech, levels, job.stings)
        whole = examine(bench, programme, speech.seconds)
    rendered = render(bench, whole, profile, levels)
    timeline = Timeline(kept, levels.shift)
    return _told(bench, Worked(found, raw, speech, levels, rendered, profile, timeline, steps))


def _examined(bench: Bench, recording: Path) -> Examined:
    """Find out what the recording is, and refuse it if it cannot become an episode."""
    sound, declared = probe(bench.ffmpeg, recording), declared_seconds(recording)
    rate = 44_100 if sound.rate % 11_025 == 0 else 48_000
    source = Programme((Part(recording, sound.stream),), rate, 1 if sound.layout == "mono" else 2)
    found = examine(bench, source, declared, faults=True)
    check(found, declared, cut_off=is_cut_off(recording))
    if found.complaints:
        told = f"parts of the recording are damaged: listen to the result ({found.complaints[-1]})"
        bench.tell(Warned(f"{bench.task}: {told}"))
    return found


def _told(bench: Bench, worked: Worked) -> Master:
    """Give the master, with the report beside it."""
    told = bench.folder / "report.json"
    told.write_bytes(report_to_json(report(worked)))
    speech, rendered, profile = worked.speech, worked.rendered, worked.profile
    count = speech.programme.channels
    return Master(
        audio=blob(rendered.path),
        report=blob(told),
        samples=rendered.samples,
        rate=speech.programme.rate,
        channels=count,
        kbps=profile.mono_kbps if count == 1 else profile.stereo_kbps,
        before=worked.raw.loudness,
        after=rendered.loudness,
        gain=round(rendered.curve.gain, 3),
        limited=round(rendered.limited, 3),
        recorded=worked.raw.seconds,
        shift=worked.timeline.start,
        activity=activity(speech, worked.timeline.start),
        kept=worked.timeline.kept,
        cleaning=worked.steps,
    )
