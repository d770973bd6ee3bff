"""Where in a TOML text something stands, so that a refusal can name the line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"(?P<skip>[ \t\r]+|\#[^\n]*)|(?P<newline>\n)"
    r'|(?P<text>"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<mark>[\[\]{},=.])|(?P<bare>[^\s\[\]{},=.#\"']+)",
    re.DOTALL,
)


def line_of(text: str, place: str) -> int:
    """Return the line of a place such as `milestones[0].stages[1].limit`, or of what it would stand in.

    The text has to be valid TOML.
    """
    lines = _Places(list(_tokens(text))).read()
    while place and place not in lines:
        place = place[: max(place.rfind("."), place.rfind("["), 0)]
    return lines.get(place, 1)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yield marks, names and line ends, each with its line."""
    line = 1
    for found in TOKEN.finditer(text):
        if found.lastgroup != "skip":
            yield (found[0].strip("\"'") if found.lastgroup == "text" else found[0]), line
        line += found[0].count("\n")
    yield "\n", line


@dataclass
class _Places:
    """A walk over the tokens that notes the line of each table, key and element."""

    tokens: list[tuple[str, int]]
    at: int = 0
    lines: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def read(self) -> dict[str, int]:
        """Walk to the end."""
        table = ""
        while self.at < len(self.tokens):
            found, line = self.tokens[self.at]
            if found == "\n":
                self.at += 1
            elif found == "[":
                table = self._header()
                self.lines.setdefault(table, line)
            else:
                self._pair(table)
        return self.lines

    def _header(self) -> str:
        """Read `[a.b]` or `[[a.b]]`; what was an array before goes on in its last element."""
        is_element = self.tokens[self.at + 1][0] == "["
        self.at += 2 if is_element else 1
        place = ""
        for name in self._key("]"):
            if place in self.sizes:
                place = f"{place}[{self.sizes[place] - 1}]"
            place = f"{place}.{name}" if place else name
        self.at += 2 if is_element else 1
        if not is_element:
            return place
        self.sizes[place] = self.sizes.get(place, 0) + 1
        return f"{place}[{self.sizes[place] - 1}]"

    def _key(self, end: str) -> list[str]:
        names = []
        while self.tokens[self.at][0] != end:
            if self.tokens[self.at][0] != ".":
                names.append(self.tokens[self.at][0])
            self.at += 1
        return names

    def _pair(self, table: str) -> None:
        line = self.tokens[self.at][1]
        place = ".".join([*([table] if table else []), *self._key("=")])
        self.at += 1
        self.lines.setdefault(place, line)
        self._value(place)

    def _value(self, place: str) -> None:
        """Pass one value, and note what lies in it."""
        opening = self.tokens[self.at][0]
        if opening == "[":
            self._inside("]", place, is_array=True)
        elif opening == "{":
            self._inside("}", place, is_array=False)
        else:
            while self.tokens[self.at][0] not in {",", "]", "}", "\n"}:
                self.at += 1

    def _inside(self, closing: str, place: str, *, is_array: bool) -> None:
        self.at += 1
        number = 0
        while (token := self.tokens[self.at])[0] != closing:
            if token[0] in {",", "\n"}:
                self.at += 1
            elif is_array:
                self.lines[f"{place}[{number}]"] = token[1]
                self._value(f"{place}[{number}]")
                number += 1
            else:
                self._pair(place)
        self.at += 1
