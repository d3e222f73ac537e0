"""Chinese in a page on machines without Chinese fonts: the characters that the page may show, out of the shipped font."""

from __future__ import annotations

import base64
from io import BytesIO

from gridgov.charts.style import FONT_FILE


def font_of(text: str) -> str:
    """The part of the shipped font that a text needs, beside Latin letters, as base64 of a WOFF file; empty if it needs none."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(FONT_FILE, recalcTimestamp=False)
    wanted = {ord(char) for char in set(text) if ord(char) > 0x2E7F} & font.getBestCmap().keys()
    if not wanted:
        return ""
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, flavor="woff")
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(wanted))
    subsetter.subset(font)
    font.flavor = "woff"
    file = BytesIO()
    font.save(file)
    return base64.b64encode(file.getvalue()).decode("ascii")
