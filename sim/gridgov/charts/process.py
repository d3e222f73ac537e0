"""The picture of the reference process: which entry may directly follow which, in the places of the map of a log."""

from __future__ import annotations

import sys
from pathlib import Path

from gridgov.charts.follows import draw_arrow, draw_box, empty_map
from gridgov.charts.style import save
from gridgov.run.process import causes, known
from gridgov.tables.dtypes import ACTIVITIES
from gridgov.text.words import say


def write_process(folder: Path, lang: str) -> list[Path]:
    """Write `process.png`, `process.svg` and `process.pdf`."""
    return save(folder, "process", lambda: process_figure(lang), pdf=True)


def process_figure(lang: str):
    """The figure; to be drawn within `style()`."""
    figure, axes, _ = empty_map(say("process.title", lang), say("process.notes", lang))
    steps = sorted((ACTIVITIES.index(one), ACTIVITIES.index(other)) for one, other in causes())
    for step in steps:
        draw_arrow(axes, step, steps, 1.0)
    for name in ACTIVITIES:
        if name in known():
            draw_box(axes, name, "", lang)
    return figure


if __name__ == "__main__":
    write_process(Path(sys.argv[1]), "en")
