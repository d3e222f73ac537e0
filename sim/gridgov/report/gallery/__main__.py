"""`python -m gridgov.report.gallery FOLDER` draws the gallery anew; its studies are kept in a folder, and one that is whole is not run again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from gridgov.charts.chart import Chart
from gridgov.placing import all_or_nothing
from gridgov.report.gallery.entries import ENTRIES, Entry
from gridgov.report.gallery.page import PAGES, page, picture_of
from gridgov.report.gallery.sources import Sources, plan_of
from gridgov.run.hashes import source_sha256
from gridgov.text.faults import Faults
from gridgov.text.words import LANGUAGES, say

WORK = Path("results") / "gallery"
HASH = 12  # digits of the sources' hash that name a folder
COLOURS = 128  # of a picture: text, lines and few areas need no more, and it weighs a third


def gallery(folder: Path, work: Path, entries: Sequence[Entry]) -> None:
    """Sweep what is missing, draw every picture in both languages, and write pictures and pages, all of them or none.

    Studies lie in `work` by the sources that made them: those of other sources are not comparable, and are begun anew. Pictures in `folder`
    that are no longer shown are taken away. Raises Faults where a plan or a study is wrong.
    """
    from tqdm import tqdm

    plans = {plan.name: plan for plan in map(plan_of, entries) if plan is not None}
    sources = Sources(work / source_sha256()[:HASH])
    with all_or_nothing(folder) as stage:
        for plan in plans.values():
            with tqdm(total=plan.runs, desc=plan.name, unit=" runs", leave=False, disable=None) as bar:
                sources.swept(plan, bar.update)
        with tqdm(total=len(entries) * len(LANGUAGES), unit=" pictures", leave=False, disable=None) as bar:
            for entry in entries:
                for lang in LANGUAGES:
                    bar.set_description(entry.name)
                    (stage / picture_of(entry, lang)).write_bytes(pixels(sources.chart(entry, lang)))
                    bar.update()
        for lang, name in PAGES.items():
            (stage / name).write_text(page(entries, sources, lang), encoding="utf-8")
        shown = {path.name for path in stage.iterdir()}
    for path in folder.glob("*.png"):
        if path.name not in shown:
            path.unlink()


def pixels(chart: Chart) -> bytes:
    """The chart as a PNG of few colours; the same figure gives the same bytes."""
    from tempfile import TemporaryDirectory

    from PIL import Image

    from gridgov.charts.style import save

    small = BytesIO()
    with TemporaryDirectory() as there:
        drawn, *_ = save(Path(there), chart.name, chart.draw)
        with Image.open(drawn) as picture:
            few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(small, format="PNG", optimize=True)
    return small.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m gridgov.report.gallery", description=say("gallery.help", "en"))
    parser.add_argument("folder", type=Path, help=say("gallery.folder", "en"))
    parser.add_argument("--work", type=Path, default=WORK, help=say("gallery.work", "en"))
    asked = parser.parse_args(arguments)
    try:
        gallery(asked.folder, asked.work, ENTRIES)
    except Faults as faults:
        print(*dict.fromkeys(faults.sentences("en")), sep="\n", file=sys.stderr)
        return 2
    except OSError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(say("gallery.cut", "en", folder=asked.work), file=sys.stderr)
        return 130
    print(say("written", "en", folder=asked.folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
