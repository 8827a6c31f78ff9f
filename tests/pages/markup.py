"""Reads HTML strictly: every element closed where it was opened, every identifier once."""

from html.parser import HTMLParser

Element = tuple[str, dict[str, str]]
VOID = {"meta", "link", "img", "input", "source", "br", "hr"}


class Strict(HTMLParser):
    """Collects the elements of a page and its data blocks; raises AssertionError on what a browser would mend."""

    def __init__(self, html: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.data: list[str] = []
        self._open: list[str] = []
        text = html.decode("utf-8")
        assert text.startswith("<!DOCTYPE html>\n")
        self.feed(text)
        self.close()
        assert self._open == []
        identifiers = self.values("id")
        assert len(identifiers) == len(set(identifiers))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert "svg" in self._open, f"<{tag}/> closes itself in HTML"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"</{tag}> closes something else, at {self.getpos()}"

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script":
            self.data.append(data)

    def values(self, attribute: str) -> list[str]:
        """Give what an attribute holds, wherever it stands."""
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]

    def named(self, *tags: str) -> list[dict[str, str]]:
        """Give the attributes of the elements with these names."""
        return [attributes for tag, attributes in self.elements if tag in tags]
