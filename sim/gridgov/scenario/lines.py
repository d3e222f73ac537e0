"""On which line of a TOML file each table and key stands."""

from __future__ import annotations

import re

Path = tuple[str, ...]

_DEEPEST = 12  # levels that are noted; a file may not have so many
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*""")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"""+|\'\'\'.*?\'\'\'+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_PLAIN = re.compile(r"""[^,\[\]{}"'#\n]+""")


class _Scanner:
    """One pass over a text that is known to be valid TOML."""

    def __init__(self, text: str):
        self.text = text
        self.at = 0
        self.counted = 0
        self.line = 1
        self.lines: dict[Path, int] = {}
        self.items: dict[Path, int] = {}  # of each array of tables, those seen so far

    def scan(self) -> dict[Path, int]:
        """Line of each table and key, by path; the items of an array of tables are called 1, 2, ..."""
        table: Path = ()
        while True:
            self.skip(_BLANK)
            if self.at >= len(self.text):
                return self.lines
            if self.text[self.at] == "[":
                many = self.text.startswith("[[", self.at)
                self.at += 2 if many else 1
                table = self.numbered(self.key(), many)
                self.note(table)
                self.at += 2 if self.text.startswith("]]", self.at) else 1
            else:
                self.assignment(table)

    def numbered(self, key: Path, many: bool) -> Path:
        """The path of a table's header: behind the name of an array of tables stands the number of its last item."""
        path: Path = ()
        for place, part in enumerate(key, 1):
            path = (*path, part)
            if many and place == len(key):
                self.items[path] = self.items.get(path, 0) + 1
            if path in self.items:
                path = (*path, str(self.items[path]))
        return path

    def assignment(self, table: Path) -> None:
        """`key = value`, or an entry of an inline table."""
        path = (*table, *self.key())
        self.note(path)
        self.at += 1  # the equals sign
        self.value(path)

    def key(self) -> Path:
        """A bare, quoted or dotted key."""
        parts = []
        while match := _KEY.match(self.text, self.at):
            self.at = match.end()
            parts.append(next(part for part in match.groups() if part is not None))
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1
        raise ValueError("not a key")

    def value(self, path: Path) -> None:
        """Skip one value; the keys of an inline table are noted, also of one that is an item of an array, but no deeper in arrays."""
        self.skip(_BLANK)
        if self.text.startswith("{", self.at):
            self.at += 1
            while not self.closes("}"):
                self.assignment(path)
        elif self.text.startswith("[", self.at):
            depth = items = 0
            while True:
                self.skip(_BLANK)
                mark = self.text[self.at]
                if mark == "{" and depth == 1:
                    items += 1
                    self.note((*path, str(items)))
                    self.value((*path, str(items)))
                    continue
                if mark in "\"'":
                    self.skip(_STRING)
                    continue
                depth += (mark in "[{") - (mark in "]}")
                self.at += 1
                if depth == 0:
                    return
        else:
            self.skip(_STRING if self.text[self.at] in "\"'" else _PLAIN)

    def closes(self, mark: str) -> bool:
        """Whether the inline table ends here; steps over a comma if not."""
        self.skip(_BLANK)
        if self.text.startswith(",", self.at):
            self.at += 1
            self.skip(_BLANK)
        if self.text.startswith(mark, self.at):
            self.at += 1
            return True
        return False

    def skip(self, pattern: re.Pattern) -> None:
        """Move behind a match."""
        match = pattern.match(self.text, self.at)
        if match is None:
            raise ValueError("not what was expected")
        self.at = match.end()

    def note(self, path: Path) -> None:
        """Remember the present line for a path and for the tables above it."""
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        for length in range(1, min(len(path), _DEEPEST) + 1):
            self.lines.setdefault(path[:length], self.line)


def line_numbers(text: str) -> dict[Path, int]:
    """Line of each table and key of a valid TOML text; whatever could not be found is left out."""
    scanner = _Scanner(text)
    try:
        return scanner.scan()
    except (ValueError, IndexError, RecursionError):
        return scanner.lines
