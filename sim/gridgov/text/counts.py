"""Numbers of things in words that agree with them: one day, two days."""

from __future__ import annotations

from gridgov.text.words import say


def counted(name: str, lang: str, count: int) -> str:
    """So many of something: replicates, pairs or days."""
    return say(f"count.{name}.{'one' if count == 1 else 'many'}", lang, count=f"{count:,}")
