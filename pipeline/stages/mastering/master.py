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
from pipeline.stages.mastering.examine import activity, examine
from pipeline.stages.mastering.figures import Worked, report
from pipeline.stages.mastering.job import Bench, MasterJob
from pipeline.stages.mastering.level import levelled
from pipeline.stages.mastering.refuse import check, settled
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
    bench = Bench(ffmpeg, folder, tell, task)
    sound = probe(ffmpeg, job.recording.path)
    rate = 44_100 if sound.rate % 11_025 == 0 else 48_000
    declared = declared_seconds(job.recording.path)
    source = Programme((Part(job.recording.path, sound.stream),), rate, 1 if sound.layout == "mono" else 2)
    found = examine(bench, source, declared, faults=True)
    check(found, declared, cut_off=is_cut_off(job.recording.path))
    if found.complaints:
        tell(Warned(f"{task}: parts of the recording are damaged: listen to the result ({found.complaints[-1]})"))
    raw = settled(bench, found, job.channels)
    speech, steps = cleaned(bench, raw, job.profile.steps)
    speech, kept = cut(speech, Cutting(job.profile.trim, job.profile.longest_pause, job.keep_pauses))
    count = speech.programme.channels
    whole, levels = speech, levelled(speech, job.profile)
    if job.stings.intro or job.stings.outro:
        programme, levels = assemble(bench, speech, levels, job.stings)
        whole = examine(bench, programme, speech.seconds)
    rendered = render(bench, whole, job.profile, levels)
    told = folder / "report.json"
    timeline = Timeline(kept, levels.shift)
    told.write_bytes(report_to_json(report(Worked(found, raw, speech, levels, rendered, job.profile, timeline, steps))))
    return Master(
        audio=blob(rendered.path),
        report=blob(told),
        samples=rendered.samples,
        rate=rate,
        channels=count,
        kbps=job.profile.mono_kbps if count == 1 else job.profile.stereo_kbps,
        before=raw.loudness,
        after=rendered.loudness,
        gain=round(rendered.curve.gain, 3),
        limited=round(rendered.limited, 3),
        recorded=raw.seconds,
        shift=levels.shift,
        activity=activity(speech, levels.shift),
        kept=kept,
        cleaning=steps,
    )
