"""A figure as a reader sees it: every text within it, none over another."""

from __future__ import annotations

import itertools
import logging
import warnings
from collections.abc import Callable

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from gridgov.charts.style import style


def assert_readable(draw: Callable, caplog) -> None:
    """Draw the figure that `draw` makes, and fail where a glyph or font is missing, or a text leaves the figure or overlaps another."""
    with warnings.catch_warnings(), style(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")  # a missing glyph is a warning
        figure = draw()
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
        ticks = [label for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for label in outside(axis)]
        boxes = [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in texts if text not in ticks]
    # a font that was not found is a logged warning; ours, of characters in no font, is meant
    assert [record for record in caplog.records if not record.name.startswith("gridgov")] == []
    whole = figure.bbox
    for name, box in boxes:
        assert whole.x0 - 1 <= box.x0 and box.x1 <= whole.x1 + 1 and whole.y0 - 1 <= box.y0 and box.y1 <= whole.y1 + 1, name
    for (name, box), (other, another) in itertools.combinations(boxes, 2):
        assert not box.overlaps(another), (name, other)


def outside(axis):
    """Labels of ticks beyond the ends of an axis, which are not drawn."""
    low, high = sorted(axis.get_view_interval())
    return [label for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high for label in (tick.label1, tick.label2)]
