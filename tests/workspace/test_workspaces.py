from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.build import profile_of
from pipeline.errors import ContentError
from pipeline.model.audio import Profile
from pipeline.model.show import Category, License, Person
from pipeline.model.workspace import Target
from pipeline.workspace.lock import save_lock
from pipeline.workspace.reader import WorkspaceProblems, read
from samples import ROOT
from workspace import places


@pytest.mark.parametrize("root", places.VALID, ids=lambda path: path.name)
def test_a_valid_workspace_is_read_and_not_written_to(root: Path) -> None:
    before = places.contents(root)
    workspace = read(root)
    assert workspace.shows or workspace.courses
    assert workspace.episodes or workspace.courses
    assert read(root) == workspace
    assert places.contents(root) == before


def test_the_workspace_of_this_repository_is_valid() -> None:
    workspace = read(ROOT)
    assert [show.slug for show in workspace.shows] == ["kommunenes-digitale-fremskritt"]
    assert len(workspace.episodes) >= 4
    assert [episode.published for episode in workspace.episodes] == sorted(
        episode.published for episode in workspace.episodes
    )


@pytest.mark.parametrize("root", places.BROKEN, ids=lambda path: path.name)
def test_every_problem_of_a_broken_workspace_is_told_at_once(root: Path) -> None:
    expected = (root / "expected-problems.txt").read_text("utf-8").splitlines()
    with pytest.raises(WorkspaceProblems) as caught:
        read(root)
    assert str(caught.value).splitlines() == expected
    assert caught.value.exit_code == 3
    assert [str(problem) for problem in caught.value.problems] == expected


@pytest.mark.parametrize("root", places.BROKEN, ids=lambda path: path.name)
def test_every_problem_names_an_existing_place_and_says_what_to_do(root: Path) -> None:
    with pytest.raises(WorkspaceProblems) as caught:
        read(root)
    for problem in caught.value.problems:
        assert (root / problem.file).parent.is_dir()
        assert problem.what
        assert problem.todo


def test_all_that_may_stand_in_a_workspace_reaches_its_value() -> None:
    workspace = read(places.FIXTURES / "full")
    show, plain = workspace.show("alt"), workspace.show("enkel")
    episode = workspace.episodes[0]
    assert workspace.settings.profile == Profile(
        -18,
        0.2,
        -1.5,
        64,
        192,
        trim="start",
        longest_pause=2,
        cleanup_skip=("de-ess",),
        alternates=("aac", "opus"),
        encoding="fast",
    )
    assert workspace.settings.targets == (
        Target("local", "public", "http://127.0.0.1:8000/"),
        Target(
            "nett",
            "s3://podkast/arkiv",
            "https://podkast.example.no/lyd/",
            "https://s3.example.no",
            "eu-north-1",
            path_style=True,
        ),
    )
    assert show.description == "Første avsnitt.\n\nAndre avsnitt, med «sitat» og & og <tegn>."
    assert show.categories == (Category("Government"), Category("Education", "Courses"))
    assert (show.language, show.kind, show.locked) == ("nn-NO", "serial", False)
    assert show.people[1] == Person("Ola Nordmann")
    assert show.stings.intro is not None
    assert show.stings.overlap == 0.5
    assert plain.artwork.kind == "png"
    assert (episode.slug, episode.kind, episode.channels, episode.use_stings) == (
        "alt-i-en-episode",
        "bonus",
        "left",
        False,
    )
    assert episode.license == License("Egne vilkår", "https://www.example.no/vilkaar")
    assert [chapter.start for chapter in episode.chapters] == [0, 1, 2]
    assert episode.recording.path.parts[-2:] == ("opptak", "samtale.opus")
    assert episode.notes.startswith("# Notater")


def test_an_episode_takes_over_what_it_does_not_say_from_its_show() -> None:
    episodes = {episode.slug: episode for episode in read(places.FIXTURES / "full").episodes}
    assert (episodes["i-framtiden"].language, episodes["alt-i-en-episode"].language) == ("nn-NO", "se")
    assert (episodes["i-framtiden"].explicit, episodes["alt-i-en-episode"].explicit) == (False, True)


def test_times_without_an_offset_are_those_of_the_show_summer_and_winter() -> None:
    episodes = {episode.slug: episode for episode in read(places.FIXTURES / "full").episodes}
    assert episodes["enkel-tekst"].published.utcoffset() == timedelta(hours=2)
    assert episodes["i-framtiden"].published.utcoffset() == timedelta(hours=1)


def test_control_characters_are_cleaned_away() -> None:
    workspace = read(places.FIXTURES / "ünïcode")
    assert workspace.episodes[0].title == "Blåbær & «rødgrøt» 🫐 med fløte"
    assert "\x07" not in workspace.shows[0].description


def test_nothing_but_a_show_is_needed(tmp_path: Path) -> None:
    root = places.copy("minimal", tmp_path)
    for path in (root / places.EPISODE).iterdir():
        path.unlink()
    (root / places.EPISODE).rmdir()
    (root / "episodes").rmdir()
    workspace = read(root)
    assert workspace.episodes == ()
    save_lock(workspace)
    assert read(root) == workspace


def test_a_folder_that_is_no_workspace_is_said_to_be_none(tmp_path: Path) -> None:
    (line,) = places.problems(tmp_path)
    assert "is no workspace: go to the workspace, name it with -C, or make one with publish init" in line
    (line,) = places.problems(tmp_path / "borte")
    assert "is no folder" in line


def test_a_workspace_without_shows_says_how_to_get_one(tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    assert places.problems(tmp_path) == [
        "feeds: has no show: make a folder for it there, with a show.toml, or run publish init"
    ]


def test_what_cannot_be_listed_is_an_error_with_a_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = places.copy("minimal", tmp_path)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(ContentError, match=r"episodes|feeds") as caught:
        read(root)
    assert caught.value.hint == "allow your user to read it"


@pytest.mark.parametrize(
    "name", [f"{places.EPISODE}/notes.md", f"{places.EPISODE}/episode.toml", "config/publish.toml"]
)
def test_a_text_that_is_not_utf8_is_a_problem(tmp_path: Path, name: str) -> None:
    root = places.copy("minimal", tmp_path)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_bytes("# En linje\n# Blåbær\n".encode("latin-1"))
    assert places.problems(root) == [f"{name}: is not UTF-8 (line 2): save it as UTF-8 in your editor"]


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"\r\n"], ids=["byte order mark", "Windows line breaks"])
def test_what_windows_editors_write_is_read(tmp_path: Path, start: bytes) -> None:
    root = places.copy("minimal", tmp_path)
    file = root / places.EPISODE / "episode.toml"
    file.write_bytes(start + file.read_bytes().replace(b"\n", b"\r\n"))
    assert read(root).episodes[0].title == "Den første"


def test_an_episode_says_for_itself_how_it_is_mastered_and_is_as_the_others_where_it_does_not() -> None:
    workspace = read(places.FIXTURES / "full")
    usual, own = workspace.settings.profile, workspace.episodes[0]
    assert own.keep_pauses == (70.0, 90.5)
    profile = profile_of(own, usual)
    assert (profile.levelling, profile.trim, profile.longest_pause, profile.steps) == (50, True, 1.5, ())
    assert profile.cleanup_skip == ("hum", "noise")
    assert profile.loudness == usual.loudness
    plain = next(one for one in workspace.episodes if one.slug == "enkel-tekst")
    assert profile_of(plain, usual) == usual
    assert usual.steps == ("offset", "high-pass", "hum", "noise")
