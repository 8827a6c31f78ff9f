import pytest

from pipeline.formats.addresses import fragment_seconds, relative, web_address


@pytest.mark.parametrize(
    ("key", "page", "address"),
    [
        ("a/media/x.mp3", "a/episodes/e/index.html", "../../media/x.mp3"),
        ("a/index.html", "a/episodes/e/index.html", "../../index.html"),
        ("a/media/x.mp3", "a/index.html", "media/x.mp3"),
        ("a/index.html", "index.html", "a/index.html"),
    ],
)
def test_relative(key: str, page: str, address: str) -> None:
    assert relative(key, page) == address


@pytest.mark.parametrize("url", ["https://example.no/æ?b=c#d", "http://127.0.0.1:8000/", "mailto:post@example.no"])
def test_addresses_that_a_page_may_link_to(url: str) -> None:
    assert web_address(f" {url} ") == url


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:x", "\x01javascript:x", "vbscript:x",
     "data:text/html,x", "//x.example", "/x", "https:", "http://[", "file:///etc/passwd"],
)  # fmt: skip
def test_addresses_that_it_may_not(url: str) -> None:
    assert web_address(url) == ""


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0"), (83, "83"), (9.5, "9.5"), (3723.125, "3723.125"), (100, "100")]
)
def test_times_in_addresses(seconds: float, text: str) -> None:
    assert fragment_seconds(seconds) == text
