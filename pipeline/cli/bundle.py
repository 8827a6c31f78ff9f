"""``publish bundle``: look into zips for an LMS, ours and anybody's."""

from collections.abc import Iterable
from pathlib import Path

import click

from pipeline.cli.common import as_json
from pipeline.report.consumers import json_line

FAULTS = 3
"""Exit code: the zip is to be mended, or may not replace the other one."""


@click.group()
def command() -> None:
    """Check a SCORM zip, or say whether one may replace another.

    \b
    Examples:
      publish bundle check kurs.zip
      publish bundle diff gammelt.zip nytt.zip
    """  # noqa: D301 - \b is Click's mark, not an escape


@command.command()
@click.argument("bundle", metavar="ZIP", type=click.Path(path_type=Path))
@as_json
@click.pass_context
def check(ctx: click.Context, /, *, bundle: Path, as_json: bool) -> None:
    """Find what an LMS would take without a word, and learners then suffer from; any maker's SCORM zip will do.

    Looks at the zip, its manifest, pages, scripts and videos; writes nothing and unpacks nothing. Errors keep a
    course from working or from counting; warnings are worth a look. A zip without a manifest is an error.

    \b
    Examples:
      publish bundle check kurs.zip
      publish bundle check kurs.zip --json

    Exit codes: 0 no errors (there may be warnings), 3 errors, or no zip that can be read.
    """  # noqa: D301 - \b is Click's mark, not an escape
    from pipeline.formats.bundle.lint import check as checked  # noqa: PLC0415 - help comes at once
    from pipeline.report.bundle import findings  # noqa: PLC0415

    found = checked(bundle)
    _tell(found, findings(found), as_json=as_json)
    ctx.exit(FAULTS if found.count("error") else 0)


@command.command()
@click.argument("old", metavar="OLD.zip", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW.zip", type=click.Path(path_type=Path))
@as_json
@click.pass_context
def diff(ctx: click.Context, /, *, old: Path, new: Path, as_json: bool) -> None:
    """Say whether NEW.zip may be put in OLD.zip's place in an LMS, and what learners would lose.

    An LMS keeps what learners have done by the identifiers in the manifest; one that is renamed or gone deletes it
    without a warning. Of zips that this program made, lessons, questions and rules are compared as well.

    \b
    Examples:
      publish bundle diff gammelt.zip nytt.zip
      publish bundle diff gammelt.zip nytt.zip --json

    Exit codes: 0 safe to replace in place, 3 not safe, or a zip that cannot be read.
    """  # noqa: D301 - \b is Click's mark, not an escape
    from pipeline.formats.bundle.diff import compare, read  # noqa: PLC0415 - help comes at once
    from pipeline.report.bundle import difference  # noqa: PLC0415

    found = compare(read(old), read(new), "en")
    _tell(found, difference(found), as_json=as_json)
    ctx.exit(0 if found.safe else FAULTS)


def _tell(found: object, lines: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        json_line(found)
        return
    for line in lines:
        click.echo(line)
