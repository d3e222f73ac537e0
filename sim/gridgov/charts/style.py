"""How every chart looks: fonts that hold Chinese, colours that survive colour blindness and grey, files that are byte-stable."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from gridgov.text.words import LANGUAGES, say

FONT_FILE = Path(__file__).parent / "fonts" / "NotoSansSC-Regular.ttf"

# Okabe and Ito, "Color Universal Design" (2008), in an order whose neighbours also differ in lightness.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
INK, FAINT = "#222222", "#767676"
PNG_DPI = 150
MOST_WIDE = 10.4  # inches of a chart: a page of 1,000 pixels shrinks wider ones until their small text cannot be read

SETTINGS = {
    "font.family": ["DejaVu Sans", "Noto Sans SC"],
    "font.size": 9.0,
    "text.color": INK,
    "text.parse_math": False,  # a policy may be called "$a$"
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "svg.fonttype": "path",  # text as outlines: the reader's machine need not have the fonts
    "svg.hashsalt": "gridgov",
    "pdf.fonttype": 3,
}


@contextmanager
def style() -> Iterator[None]:
    """Within, matplotlib draws as this project does; outside nothing changes."""
    from matplotlib import font_manager, rc_context

    if not any(entry.fname == str(FONT_FILE) for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(str(FONT_FILE))
    with rc_context(SETTINGS):
        yield


@cache
def _characters() -> frozenset[int]:
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    codes: set[int] = set()
    for path in (font_manager.findfont("DejaVu Sans"), str(FONT_FILE)):
        codes.update(FT2Font(path).get_charmap())
    return frozenset(codes)


def drawable(text: str) -> str:
    """A text that the fonts can draw: a question mark, never a box, for what they do not hold, of which one warning tells."""
    missing = {char for char in text if not char.isspace() and ord(char) not in _characters()}
    if not missing:
        return text
    _warn_once()
    return "".join("?" if char in missing else char for char in text)


@cache
def _warn_once() -> None:
    """Tell in the log, which shows warnings on the terminal; a chart does not know its reader's language, so in both."""
    logging.getLogger(__name__).warning("\n".join(say("chart.undrawable", lang) for lang in LANGUAGES))


def save(folder: Path, name: str, draw: Callable[[], object], pdf: bool = False) -> list[Path]:
    """Draw once and write `name.png` and `name.svg`, and `name.pdf` where it is wanted; the same figure gives the same bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    png, svg = folder / f"{name}.png", folder / f"{name}.svg"
    with style():
        figure = draw()
        FigureCanvasSVG(figure)
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": "gridgov"})
        FigureCanvasAgg(figure)
        figure.savefig(png, format="png", dpi=PNG_DPI, metadata={"Software": "gridgov"})
        if not pdf:
            return [png, svg]
        from matplotlib.backends.backend_pdf import FigureCanvasPdf

        FigureCanvasPdf(figure)
        figure.savefig(folder / f"{name}.pdf", format="pdf", metadata={"CreationDate": None, "Creator": "gridgov", "Producer": "gridgov"})
    return [png, svg, folder / f"{name}.pdf"]
