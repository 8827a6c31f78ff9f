"""``publish report`` and what ``publish episode`` says of the sound."""

import http.client
import json
import re
import signal
import subprocess
from contextlib import ExitStack, closing
from http import HTTPStatus

import pytest

from cli.publisher import Publisher, Ran


def test_a_page_and_the_same_in_a_few_lines(producer: Publisher) -> None:
    ran = producer.run("report", "forste")
    assert ran.code == 0, ran.err
    page = producer.root / "reports" / "forste.html"
    assert page.as_uri() in ran.out
    assert "→ -16.0 LUFS" in ran.out
    assert "turned up by" in ran.out
    assert "Første episode" in page.read_text("utf-8")
    assert "forste: encode: done" in ran.err
    assert not producer.public.exists()
    again = producer.run("report", "--all")
    assert (again.out, again.err) == (ran.out, "")


def test_the_curves_are_written_for_a_spreadsheet_where_they_are_asked_for(producer: Publisher) -> None:
    assert producer.run("report", "forste").code == 0
    sheet = producer.root / "reports" / "forste.csv"
    assert not sheet.exists()
    ran = producer.run("report", "forste", "--data")
    assert str(sheet) in ran.out
    first, *rest = sheet.read_text("utf-8-sig").splitlines()
    assert first.startswith("Sekund;Opptak øyeblikk (LUFS);")
    assert rest[9].startswith("1,0;")
    for_programs = producer.run("report", "forste", "--data", "--json")
    assert json.loads(for_programs.out)["slug"] == "forste"
    assert producer.run("check").code == 0


def test_json_is_one_line_for_each_episode(producer: Publisher) -> None:
    producer.add("andre", title="Andre", seconds=8)
    ran = producer.run("report", "--all", "--json")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    seconds = {line["slug"]: line["seconds"] + sum(cut["seconds"] for cut in line["cuts"]) for line in lines}
    assert seconds == {"forste": pytest.approx(6, abs=0.05), "andre": pytest.approx(8, abs=0.05)}
    assert not (producer.root / "reports").exists()


def test_what_is_reported_is_what_is_published(producer: Publisher) -> None:
    ran = producer.run("episode", "--all", "--explain")
    assert ran.code == 0, ran.err
    page = producer.root / "reports" / "forste.html"
    assert f"  sound report: {page.as_uri()}\n" in ran.out
    assert "Første episode" in page.read_text("utf-8")
    explained = [line for line in ran.out.splitlines() if "turned up by" in line]
    assert len(explained) == 1
    told = producer.run("report", "forste")
    assert explained[0] in told.out.splitlines()
    assert "encode" not in told.err
    assert explained[0] in producer.run("episode", "--all", "--explain").out.splitlines()  # unchanged, and told again
    assert not [key for key in producer.published() if "report" in key]


def reports(ran: Ran) -> list[str]:
    """What a run with --json says of where the pages lie."""
    return [episode["report"] for episode in json.loads(ran.out.splitlines()[-1])["episodes"]]


def test_the_summary_leads_to_the_pages(producer: Publisher) -> None:
    dry = producer.run("episode", "forste", "--dry-run")
    assert "What was done to the sound: publish report forste" in dry.out
    assert reports(producer.run("episode", "forste", "--dry-run", "--json")) == [""]
    assert not (producer.root / "reports").exists()
    page = producer.root / "reports" / "forste.html"
    assert reports(producer.run("episode", "--all", "--json")) == [str(page)]
    written = page.stat().st_mtime_ns
    assert producer.run("episode", "forste").code == 0
    assert page.stat().st_mtime_ns == written
    page.write_text("an older one", "utf-8")
    producer.add("andre", title="Andre")
    ran = producer.run("episode", "--all")
    other = page.with_name("andre.html")
    assert f"  sound report: {other.as_uri()}\n" in ran.out  # below what was made
    assert f"Unchanged: forste\nSound report: {page.as_uri()}\n" in ran.out
    assert f"Sound reports: {page.parent.as_uri()}\n" in producer.run("episode", "--all").out
    assert "Første episode" in page.read_text("utf-8")
    assert other.is_file()


def test_where_no_page_can_be_written_the_episode_is_published_all_the_same(producer: Publisher) -> None:
    (producer.root / "reports").write_text("", "utf-8")
    ran = producer.run("episode", "forste")
    assert (ran.code, "sound report" in ran.out) == (0, False)
    assert "forste: " in ran.err
    assert "reports cannot be written" in ran.err or "forste.html cannot be written" in ran.err
    assert producer.feed.is_file()


def test_nothing_is_published_among_the_reports(producer: Publisher) -> None:
    (producer.root / "config").mkdir(exist_ok=True)
    (producer.root / "config" / "publish.toml").write_text(
        '[targets.local]\nurl = "reports"\nbase_url = "http://127.0.0.1:8000/"\n', "utf-8"
    )
    ran = producer.run("check")
    assert (ran.code, "would mix what is published with the content" in ran.err) == (3, True)


def test_wrong_usage(producer: Publisher) -> None:
    for arguments, said in (
        (("report",), "name the episodes to report on, or say --all"),
        (("report", "--all", "forste"), "--all takes no names"),
        (("report", "borte"), "there is no episode or recording “borte”; there are: forste"),
        (("episode", "--all", "--explain", "--json"), "publish report --json"),
    ):
        ran = producer.run(*arguments)
        assert (ran.code, said in ran.err) == (2, True), ran.err


def test_reports_are_not_content(producer: Publisher) -> None:
    producer.run("report", "forste")
    assert producer.run("check").code == 0


def test_listen_serves_both_and_publishes_nothing(producer: Publisher) -> None:
    command, environment = producer.command("listen", "forste"), producer.environment()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:
        assert running.stdout
        told = running.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)(/lytt/forste/) ", told)
        assert found, told
        with closing(http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=10)) as connection:

            def get(name: str, **headers: str) -> tuple[int, bytes]:
                connection.request("GET", found[2] + name, headers=headers)
                answer = connection.getresponse()
                return answer.status, answer.read()

            status, page = get("")
            assert (status, b"Hva du h\xc3\xb8rer" in page) == (HTTPStatus.OK, True)
            for name in ("for.mp3", "etter.mp3"):
                assert get(name, Range="bytes=0-3") == (HTTPStatus.PARTIAL_CONTENT, get(name)[1][:4])
            assert get("result.json")[0] == HTTPStatus.NOT_FOUND
        running.send_signal(signal.SIGINT)
        assert running.wait(10) in {0, 130}
    assert not producer.public.exists()
    again = producer.run("report", "forste")
    assert again.err == ""


def test_the_preview_leads_to_rooms_that_are_made_when_they_are_entered(producer: Publisher) -> None:
    assert producer.run("episode", "forste").code == 0
    published = producer.published()
    producer.add("andre", title="Andre <b>", seconds=8)
    command, environment = producer.command("preview", "--port", "0"), producer.environment()
    with (
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
        ) as running,
        ExitStack() as stack,
    ):
        stack.callback(running.kill)
        assert running.stdout
        told = next(line for line in running.stdout if line.startswith("Hear before and after at "))
        found = re.search(r"http://127\.0\.0\.1:(\d+)/lytt/$", told.strip())
        assert found, told
        port = int(found[1])

        def get(path: str, **headers: str) -> tuple[int, str]:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                return answer.status, answer.read().decode("utf-8", "replace")

        assert 'href="/lytt/"' in get("/")[1]
        assert '<a href="/lytt/forste/">Første episode' in get("/lytt/")[1]
        assert "andre" not in get("/lytt/")[1]
        assert get("/lytt/andre/")[0] == get("/lytt/andre/for.mp3")[0] == HTTPStatus.NOT_FOUND
        status, page = get("/lytt/forste/")
        assert (status, "Hva du hører" in page) == (HTTPStatus.OK, True)
        assert get("/lytt/forste/for.mp3", Range="bytes=0-3")[0] == HTTPStatus.PARTIAL_CONTENT
        assert producer.run("report", "andre").code == 0  # which masters it
        assert '<a href="/lytt/andre/">Andre &lt;b&gt;</a>' in get("/lytt/")[1]
        producer.edit("forste", 'title = "', 'tittel = "')
        status, page = get("/lytt/")
        assert (status, "tittel" in page) == (HTTPStatus.INTERNAL_SERVER_ERROR, True)
        assert get("/podkast/")[0] == HTTPStatus.OK
        running.send_signal(signal.SIGINT)
        assert running.wait(10) in {0, 130}
    assert producer.published() == published
