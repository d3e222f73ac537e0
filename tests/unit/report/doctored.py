"""Studies with planted figures, without a simulation, and a reader of what a page tells to programs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np

from gridgov.report.page import report_page
from gridgov.report.reading import material_of
from gridgov.study.plan import load_plan
from gridgov.study.points import run_id
from gridgov.study.study import Study

METRICS = ("problem_days", "cost")
POLICIES = """
title_en = "Do chiefs help?"
title_zh = "楼栋长有没有用？"
scenario = "classroom"
policies = [{policies}]
replicates = {replicates}
metrics = ["problem_days", "cost"]
"""
WORLDS = (
    POLICIES
    + """
[design]
kind = "worlds"
points = 60
at_default = 12
doubts = ["trust_start", "reporting", "life"]
"""
)
#: Figures that every run of a doctored study has, before effects and noise.
LEVELS = {
    "problem_days": 9000.0, "on_time_true": 0.8, "on_time_recorded": 0.9, "satisfaction": 0.6, "cost": 1e6, "cost_per_fixed": 700.0,
    "cost_street": 6e5, "cost_departments": 4e5, "problem_days_old": 14000.0, "problem_days_ordinary": 9000.0, "problem_days_gated": 4000.0,
    "problem_days_of_noise": 500.0, "gap_estate_kinds": 10000.0, "hours_street": 2e4, "gini": 0.25, "backlog_growth": 0.0,
}  # fmt: skip
Effect = Callable[[Any, str], float]


def begun(folder: Path, plan: str = POLICIES, policies=("before", "five_chiefs"), replicates: int = 12) -> Path:
    """A study whose points are checked and none of whose runs is made."""
    path = folder / "planted.toml"
    path.write_text(plan.format(policies=", ".join(f'"{one}"' for one in policies), replicates=replicates), encoding="utf-8")
    Study.create(load_plan(path), folder / "study").close()
    return folder / "study"


def planted(begun: Path, folder: Path, effect: Effect, noise: float = 0.002) -> Path:
    """A copy of it whose runs gave LEVELS, moved by `effect(point, metric)` (a share of the level), with noise that policies partly share.

    The part that they do not share has mean 0 at every point.
    """
    shutil.copytree(begun, folder)
    rng, shared = np.random.default_rng(5), np.random.default_rng(6).normal(size=(2000, len(LEVELS)))
    with Study.open(folder) as study:
        hashes = [row[4] for row in study.store.points()]
        for place, point in enumerate(study.points):
            runs = []
            own = rng.normal(size=(study.plan.replicates_of(point), len(LEVELS)))
            own -= own.mean(axis=0) if len(own) > 1 else 0.0  # equal policies are equal on average, whatever the draw
            for one in range(len(own)):
                seed = study.plan.seed_of(point, one)
                wobble = 5 * shared[one] + own[one]
                figures = {
                    name: level * (1 + effect(point, name) + noise * wobble[number]) for number, (name, level) in enumerate(LEVELS.items())
                }
                runs.append({
                    "id": run_id(hashes[place], seed, "0"), "point": place, "replicate": one, "seed": seed, "status": "done",
                    "case_table_sha256": "x", "error": None, "seconds": 0.0, "series": {}, "metrics": figures,
                })  # fmt: skip
            study.store.add(runs)
    return folder


def by_policy(**effects: dict[str, float]) -> Effect:
    """Effects that depend on the policy alone: `by_policy(five_chiefs={"problem_days": -0.1})`."""
    return lambda point, name: effects.get(point.policy, {}).get(name, 0.0)


def page_of(folder: Path, lang: str = "en") -> str:
    """The page without runs that are made again, and without charts."""
    with material_of(folder, lang) as material:
        return report_page(material, lang)


class Page(HTMLParser):
    """What a page says: `text` without tags, `numbers` as dicts of their attributes and text, `groups` of runs, `tags` in order."""

    def __init__(self, html: str):
        super().__init__()
        self.text, self.numbers, self.tags, self.ids, self.headline = "", [], [], [], ""
        self._open: list[dict] = []
        self._hidden, self._headline = 0, False
        self.feed(html)
        self.groups = json.loads(re.search(r'<script id="run-groups" type="application/json">(.*?)</script>', html, re.DOTALL)[1])

    def handle_starttag(self, tag, attributes):
        about = dict(attributes)
        self.tags.append((tag, about))
        if tag in ("style", "script"):
            self._hidden += 1
        if tag == "data":
            self._open.append(about | {"text": ""})
        self._headline = self._headline or about.get("class") == "headline"
        if "id" in about:
            self.ids.append(about["id"])

    def handle_endtag(self, tag):
        if tag in ("style", "script"):
            self._hidden -= 1
        if tag == "data":
            self.numbers.append(self._open.pop())
        if tag == "p":
            self._headline = False

    def handle_data(self, data):
        if self._hidden:
            return
        self.text += data
        for one in self._open:
            one["text"] += data
        if self._headline:
            self.headline += data
