import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from formats.keeping import GOLDEN, keeps
from pipeline.formats import notes

RUBBISH = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" &#14; java&#9;script:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x) <javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x"onerror="alert(1)](https://x.example/a.png"onerror="alert(1))',
    "<iframe src=https://x.example></iframe>",
    "<style>*{display:none}</style>",
    '<p style="position:fixed" class="x" id="y" onclick="x()">a</p>',
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form action=https://x.example><input name=a><button>b</button></form>",
    "<meta http-equiv=refresh content='0;url=https://x.example'><base href=https://x.example>",
    "<object data=x></object><embed src=x><link rel=stylesheet href=x>",
    "<a href='//x.example'>x</a> [x](/rel) [x](#y)",
    "<!-- <script>alert(1)</script> --><!DOCTYPE x [<!ENTITY e 'x'>]><?php x ?>",
    "\x00<\x00script>alert(1)</script>",
]
ALLOWED = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "h5", "h6", "hr",
    "i", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "strong", "sub", "sup", "u", "ul",
}  # fmt: skip


def looks_safe(markup: str) -> None:
    page = html.fragment_fromstring(markup, create_parent="main")
    for element in page.iterdescendants():
        assert element.tag in ALLOWED
        assert set(element.attrib) <= {"href", "title", "hreflang", "rel", "start"}
        if "href" in element.attrib:
            assert re.match(r"(?i)https?://|mailto:", element.attrib["href"])
            assert element.attrib["rel"] == "noopener"


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_nothing_that_runs_loads_or_styles_comes_through(rubbish: str) -> None:
    markup = notes.to_html(f"før {rubbish} etter\n\n{rubbish}\n\nslutt")
    looks_safe(markup)
    assert "alert(1)" not in re.sub(r'href="[^"]*"|>[^<]*<', "", markup)


@given(st.lists(st.sampled_from([*RUBBISH, "\n", "\n\n", "*", "# ", "- ", "`", "<", ">", '"', "](", "å"]), max_size=12))
def test_no_mixture_comes_through(parts: list[str]) -> None:
    looks_safe(notes.to_html("".join(parts)))


@pytest.fixture
def markup() -> str:
    return notes.to_html((GOLDEN / "notes.md").read_text(encoding="utf-8"))


def test_html_is_golden(markup: str) -> None:
    keeps("notes.html", (markup + "\n").encode())


def test_text_is_golden(markup: str) -> None:
    keeps("notes.txt", (notes.to_text(markup) + "\n").encode())


@pytest.mark.parametrize(
    ("markdown", "levels"),
    [
        ("# a\n\n## b\n\n# c", [3, 4, 3]),
        ("### a\n\n# b", [3, 3]),
        ("# a\n\n#### b\n\n##### c", [3, 4, 5]),
        ("# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5", [3, 4, 5, 6, 6]),
        ("<h1>a</h1>\n\n<h2>b</h2>", [3, 4]),
    ],
)
def test_headings_fit_below_those_of_the_page(markdown: str, levels: list[int]) -> None:
    assert [int(level) for level in re.findall(r"<h(\d)>", notes.to_html(markdown))] == levels


def test_a_picture_is_a_link() -> None:
    assert notes.to_html("![En *fin* graf](https://example.no/g.png)") == (
        '<p><a href="https://example.no/g.png" rel="noopener">En fin graf</a></p>'
    )


def test_plain_words_stay_as_they_are() -> None:
    assert notes.to_html("1 < 2 & 3 > 2, example.no 😀") == "<p>1 &lt; 2 &amp; 3 &gt; 2, example.no 😀</p>"
    assert notes.to_text("<p>1 &lt; 2 &amp; 3</p>") == "1 < 2 & 3"


def test_nothing_gives_nothing() -> None:
    assert notes.to_html(" \n") == ""
    assert notes.to_text("") == ""
