"""What pages that are one file have in common: the head of their HTML, which lets nothing in from a network, and how templates are read."""

from __future__ import annotations

from pathlib import Path

from gridgov.text.words import LANGUAGES

HERE = Path(__file__).parent


def template(folder: Path):
    """The template `page.html` of a folder, which begins with `head.html`; what it is given is escaped, and must all be given."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader([folder, HERE])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).get_template("page.html")


def head(folder: Path, lang: str, title: str, font: str, scripted: bool = False) -> dict[str, object]:
    """What the head needs: `style` is `page.css` of the folder, `font` as `font_of` gives it; scripts run only where they are let in."""
    from markupsafe import Markup

    style = Markup((folder / "page.css").read_text(encoding="utf-8"))
    return {"lang": "zh-CN" if lang == LANGUAGES[1] else lang, "title": title, "style": style, "font": font, "scripted": scripted}
