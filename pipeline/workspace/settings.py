"""``config/publish.toml`` → ``Settings``."""

import re
from pathlib import Path

from pipeline.model.audio import Profile, in_order
from pipeline.model.workspace import Settings, Target
from pipeline.workspace.hints import did_you_mean
from pipeline.workspace.paths import is_inside
from pipeline.workspace.problems import Report
from pipeline.workspace.schema.settings import LOCAL, SettingsTable, TargetTable
from pipeline.workspace.tables import read_table

FILE = "config/publish.toml"
CONTENT = ("config", "elearning", "episodes", "feeds")
"""The folders that hold what the producer wrote."""

REPORTS = "reports"
"""The folder of the pages on the sound, which are for the producer alone: nothing in it is ever published."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_S3_ONLY = ("endpoint", "region", "path_style")


def read_settings(root: Path, report: Report) -> Settings:
    """Give the settings of the workspace; the defaults where the file is missing or wrong."""
    path = root / FILE
    if not path.exists():
        return _settings(SettingsTable())
    if not is_inside(root, path):
        report.add("", "leads out of the workspace", "put the file itself in the workspace")
        return _settings(SettingsTable())
    table = read_table(path, SettingsTable, report) or SettingsTable()
    _check(root, table, report)
    return _settings(table)


def _settings(table: SettingsTable) -> Settings:
    mastering = table.mastering
    return Settings(
        default_target=table.default_target,
        targets=tuple(_target(name, target) for name, target in sorted(_targets(table).items())),
        profile=Profile(
            loudness=mastering.loudness,
            true_peak=mastering.true_peak,
            mono_kbps=mastering.mono_kbps,
            stereo_kbps=mastering.stereo_kbps,
            levelling=mastering.levelling,
            trim=mastering.trim,
            longest_pause=mastering.longest_pause,
            cleanup=mastering.cleanup,
            cleanup_skip=mastering.cleanup_skip,
            alternates=in_order(mastering.alternates),
            encoding=mastering.encoding,
        ),
        ffmpeg=table.ffmpeg,
    )


def _targets(table: SettingsTable) -> dict[str, TargetTable]:
    return {"local": LOCAL} | table.targets


def _target(name: str, table: TargetTable) -> Target:
    return Target(name, table.url, table.base_url, table.endpoint, table.region, table.path_style)


def _check(root: Path, table: SettingsTable, report: Report) -> None:
    names = _targets(table)
    if table.default_target not in names and not report.mentions("targets"):
        todo = did_you_mean(table.default_target, names) or f"write one of {', '.join(sorted(names))}"
        report.add("default_target", f'names no target ("{table.default_target}")', todo)
    for name, target in table.targets.items():
        _check_target(root, name, target, report)


def _check_target(root: Path, name: str, target: TargetTable, report: Report) -> None:
    if not _NAME.fullmatch(name):
        report.append(f"targets.{name}", "is no name for a target", "use letters a to z, digits, - and _")
    if target.url.startswith("s3://"):
        return
    for key in _S3_ONLY:
        if getattr(target, key):
            report.add(f"targets.{name}.{key}", "is only for S3, and this target is a folder", "remove it")
    if _in_the_way(root, target.url):
        todo = 'choose a folder that holds nothing else, such as "public"'
        report.add(f"targets.{name}.url", f'would mix what is published with the content ("{target.url}")', todo)


def _in_the_way(root: Path, url: str) -> bool:
    try:
        folder = (root / url).resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, or a name that no system takes
        return True
    content = [(root / name).resolve() for name in (*CONTENT, REPORTS, ".git")]
    return root.is_relative_to(folder) or any(folder.is_relative_to(path) for path in content)
