"""A chart as the source of a picture within a page: vector where that is light, else pixels."""

from __future__ import annotations

import base64
from io import BytesIO

from gridgov.charts.chart import Chart
from gridgov.charts.style import PNG_DPI, style

LIGHT = 120_000  # bytes, up to which vector is worth its weight whatever pixels weigh
TINTS = 256  # colours of pixels: a chart has few, and a third of the bytes


def data_uri(chart: Chart) -> str:
    """The chart as a `data:` address; the same figure gives the same text."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    with style():
        figure = chart.draw()
        FigureCanvasSVG(figure)
        vector = BytesIO()
        figure.savefig(vector, format="svg", metadata={"Date": None, "Creator": "gridgov"})
        if len(vector.getvalue()) <= LIGHT:
            return _uri("svg+xml", vector)
        FigureCanvasAgg(figure)
        pixels = BytesIO()
        figure.savefig(pixels, format="png", dpi=PNG_DPI, metadata={"Software": "gridgov"})
    pixels = _fewer_colours(pixels)
    return _uri("png", pixels) if len(pixels.getvalue()) < len(vector.getvalue()) else _uri("svg+xml", vector)


def _fewer_colours(picture: BytesIO) -> BytesIO:
    from PIL import Image

    made = BytesIO()
    Image.open(picture).convert("RGB").quantize(TINTS, dither=Image.Dither.NONE).save(made, format="png", optimize=True)
    return made


def _uri(kind: str, file: BytesIO) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(file.getvalue()).decode('ascii')}"
