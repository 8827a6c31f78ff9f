"""``feeds/<show>/`` → ``Show``."""

from pipeline.formats import categories
from pipeline.model.show import STING_NAMES, Artwork, Bed, Link, Owner, Show, StingName, Stings, Txt
from pipeline.tools import images
from pipeline.workspace import paths
from pipeline.workspace.folder import Folder
from pipeline.workspace.mastering import overrides_of
from pipeline.workspace.people import license_of, people_of
from pipeline.workspace.schema.show import ShowTable


def show_of(folder: Folder, table: ShowTable) -> Show | None:
    """Give the show, still without its guid; None if a file of it is missing or wrong."""
    artwork, stings = _artwork(folder, table), _stings(folder, table)
    if artwork is None or stings is None:
        return None
    return Show(
        slug=folder.slug,
        guid="",
        title=table.title,
        description=table.description,
        language=table.language,
        author=table.author,
        owner=Owner(table.owner.name, table.owner.email),
        categories=tuple(categories.parse(name) for name in table.categories),
        explicit=table.explicit,
        artwork=artwork,
        link=table.link,
        timezone=table.timezone,
        kind=table.type,
        copyright=table.copyright,
        medium=table.medium,
        locked=table.locked,
        people=people_of(table.people),
        funding=tuple(Link(link.title, link.url) for link in table.funding),
        license=license_of(table.license, folder.report),
        subscribe=tuple(Link(link.title, link.url) for link in table.subscribe),
        txt=tuple(Txt(txt.value, txt.purpose) for txt in table.txt),
        stings=stings,
        mastering=overrides_of(table.mastering),
    )


def sounds_of(table: ShowTable) -> dict[StingName, str]:
    """Give the names of the files of the show's own sounds."""
    stings, bed = table.stings, table.bed
    named: dict[StingName, str] = {"intro": stings.intro, "outro": stings.outro, "between": stings.between}
    return {name: file for name, file in (named | {"bed": bed.sound if bed else ""}).items() if file}


def _artwork(folder: Folder, table: ShowTable) -> Artwork | None:
    if folder.report.mentions("artwork"):
        return None
    path = paths.file_in(folder.root, folder.path, table.artwork, "artwork", folder.report)
    if path is None:
        return None
    flaws = images.artwork_flaws(path)
    for flaw in flaws:
        folder.report.append("artwork", f"cannot be used ({table.artwork}): {flaw.what}", flaw.todo)
    blob = None if flaws else folder.blob(table.artwork, "artwork")
    if blob is None:
        return None
    facts = images.inspect(path)
    return Artwork(blob, table.artwork_alt, facts.kind, facts.width)


def _stings(folder: Folder, table: ShowTable) -> Stings | None:
    files = sounds_of(table).items()
    blobs = {name: folder.blob(file, "bed.sound" if name == "bed" else f"stings.{name}") for name, file in files}
    if None in blobs.values():
        return None
    intro, outro, between, music = (blobs.get(name) for name in STING_NAMES)
    bed = Bed(music, table.bed.under, table.bed.seconds, table.bed.alone) if table.bed and music else None
    return Stings(intro, outro, table.stings.overlap, between, bed)
