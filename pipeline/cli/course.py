"""``publish course``: video lessons become bundles for an LMS."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from pipeline.cache import UNUSED_SECONDS, Cache, default_root
from pipeline.cli import common, completing
from pipeline.coursebuild import CourseKit, Wish
from pipeline.coursepublish import CourseOrder, CourseSummary, publish
from pipeline.events import Tell
from pipeline.model.bundle import BundleFormat, BundleSize, VideoProfile
from pipeline.model.course import Course, LmsProfile
from pipeline.model.workspace import Target, Workspace
from pipeline.report import course as report
from pipeline.report.consumers import json_line, style, telling
from pipeline.tools.dry import DryStorage
from pipeline.workspace.courselock import save_course_lock
from pipeline.workspace.reader import read

_FORMATS = ("scorm12", "scorm2004", "web")
_PROFILES = ("moodle", "moodle-strict", "openedx", "generic")
_MB = 1_000_000


@click.command()
@click.argument("courses", metavar="[SLUG…]", nargs=-1, shell_complete=completing.courses)
@click.option("--all", "everything", is_flag=True, help="Publish every course of the workspace.")
@click.option("--format", "formats", multiple=True, type=click.Choice(_FORMATS), help="The format (else scorm12).")
@click.option("--profile", type=click.Choice(_PROFILES), help="Which LMS it is for (else as course.toml says).")
@click.option("--size", "sizes", multiple=True, type=click.Choice(["small", "full"]), help="How large (else full).")
@click.option("--small-mb", type=click.IntRange(3, 2000), default=45, help="Megabytes of a small zip at most (45).")
@click.option("--per-lesson", is_flag=True, help="Make one zip for each lesson as well.")
@common.to
@click.option("--dry-run", is_flag=True, help="Do everything but publish; say what would be written.")
@common.as_json
@click.option("--force", is_flag=True, help="Publish also what would cost learners their progress.")
@click.option("--fresh", is_flag=True, help="Encode and zip anew, also what has not changed.")
@common.moment
@click.pass_context
def command(  # noqa: PLR0913 - one parameter for each option
    ctx: click.Context,
    /,
    *,
    courses: tuple[str, ...],
    everything: bool,
    formats: tuple[BundleFormat, ...],
    profile: LmsProfile | None,
    sizes: tuple[BundleSize, ...],
    small_mb: int,
    per_lesson: bool,
    target: str | None,
    dry_run: bool,
    as_json: bool,
    force: bool,
    fresh: bool,
    moment: str | None,
) -> None:
    """Make bundles of courses, by their folder names under elearning/, that an LMS such as KS Læring imports.

    The sound of every video is mastered as that of episodes; pictures that fit are copied as they are. The page
    for LMS administrators is written last. Run twice, it does nothing the second time. A build that would cost
    learners their progress is refused.

    \b
    Examples:
      publish course --all
      publish course digital-ledelse --format scorm2004 --per-lesson --size small --small-mb 50
      publish course --all --to s3 --dry-run

    Exit codes: 0 done, 2 usage, 3 content to mend or progress that would be lost, 4 something is missing,
    5 a program failed, 6 publishing failed, 130 interrupted.
    """  # noqa: D301 - \b is Click's mark, not an escape
    if everything == bool(courses):
        raise click.UsageError("--all takes no names" if everything else "name the courses to publish, or say --all")
    wish = Wish(formats or ("scorm12",), sizes or ("full",), per_lesson, profile, small_mb * _MB)
    run = _Run(common.root(ctx), common.read_moment(moment), target, dry_run, force, fresh)
    with telling(style(as_json=as_json)) as tell:
        summary, chosen = _publish(run, courses, wish, tell)
    _print(summary, chosen, as_json=as_json, dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class _Run:
    root: Path
    moment: datetime
    target: str | None
    dry_run: bool
    force: bool
    fresh: bool


def _publish(run: _Run, named: tuple[str, ...], wish: Wish, tell: Tell) -> tuple[CourseSummary, Target]:
    workspace = read(run.root)
    target = common.target_of(workspace, run.target)
    chosen = _chosen(workspace, tuple(name.rstrip("/\\") for name in named))
    if not run.dry_run:
        common.check_moment(run.moment, target)
        common.check_real_courses(chosen, target)
    storage = common.storage(workspace, target)
    if not run.dry_run:
        save_course_lock(workspace, [course.slug for course in chosen])
    kit = _kit(workspace, tell, fresh=run.fresh)
    order = CourseOrder(chosen, wish, run.moment, time.monotonic, run.force)
    summary = publish(order, kit, DryStorage(storage) if run.dry_run else storage)
    kit.cache.prune(time.time() - UNUSED_SECONDS)
    return summary, target


def _kit(workspace: Workspace, tell: Tell, *, fresh: bool) -> CourseKit:
    sound = workspace.settings.profile
    video = VideoProfile(
        loudness=sound.loudness, tolerance=sound.tolerance, true_peak=sound.true_peak, levelling=sound.levelling
    )
    templates = common.templates(workspace)
    return CourseKit(Cache(default_root(), fresh=fresh), common.ffmpeg(workspace), video, templates, tell)


def _chosen(workspace: Workspace, slugs: tuple[str, ...]) -> tuple[Course, ...]:
    there = {course.slug: course for course in workspace.courses}
    unknown = [slug for slug in slugs if slug not in there]
    if unknown:
        raise click.UsageError(f"there is no course “{unknown[0]}”; {_choice(there)}")
    return tuple(there[slug] for slug in dict.fromkeys(slugs)) if slugs else workspace.courses


def _choice(slugs: Iterable[str]) -> str:
    listed = ", ".join(slugs)
    return f"there are: {listed}" if listed else "the workspace has no courses yet"


def _print(summary: CourseSummary, target: Target, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        json_line(report.done(summary, target.base_url, dry_run=dry_run))
        return
    for line in report.lines(summary, target.base_url, dry_run=dry_run):
        click.echo(line)
