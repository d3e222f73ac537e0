"""What every chart owes its reader: texts apart from each other, axes that name their units, and the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG

from gridgov.charts.style import style
from tests.figures import assert_readable


def assert_chart(draw: Callable, caplog) -> None:
    """Every glyph is there, every text is inside and apart from the others, and every axis of numbers names its unit."""
    kept = []

    def drawn():
        kept.append(draw())
        return kept[-1]

    assert_readable(drawn, caplog)
    assert_axes_named(kept[-1])


def assert_axes_named(figure) -> None:
    """Every axis with numbers on it has a name with its unit in brackets; an axis of words names each of its places."""
    for axes in figure.axes:
        if not axes.axison or not axes.get_visible():
            continue
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks = [tick.label1 for tick in axis.get_major_ticks() if tick.label1.get_visible() and low <= tick.get_loc() <= high]
            words = [label.get_text() for label in ticks if label.get_text().strip()]
            if axis.get_visible() and words and all(map(_is_number, words)):
                name = axis.get_label_text() or figure.get_supxlabel() * (axis is axes.xaxis) or figure.get_supylabel() * (axis is axes.yaxis)
                assert any(bracket in name for bracket in "(（"), (name, words)


def _is_number(text: str) -> bool:
    return not any(letter.isalpha() for letter in text.replace("e", ""))


def texts_of(figure) -> list[str]:
    """Every text of a figure, with the line breaks of wrapping taken out."""
    return [" ".join(text.get_text().split()) for text in figure.findobj(lambda artist: hasattr(artist, "get_text")) if text.get_text().strip()]


def assert_same_bytes(draw: Callable) -> None:
    """Two figures that `draw` makes give the same SVG and the same pixels, and the file names no date."""
    assert _files(draw) == _files(draw)


def _files(draw: Callable) -> tuple[bytes, bytes]:
    with style():
        figure = draw()
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        pixels = bytes(canvas.buffer_rgba())
        FigureCanvasSVG(figure)
        svg = io.BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": "gridgov"})
    assert b"<dc:date>" not in svg.getvalue()
    return svg.getvalue(), pixels
