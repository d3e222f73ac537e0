"""Figures by building and by grid, of the problems born in the measured period: what maps of other programs show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.metrics.ledger import YEAR
from gridgov.metrics.spans import spans_of
from gridgov.tables.dtypes import DAY


@dataclass(frozen=True)
class PlaceColumn:
    """A column of the tables of places: its name, unit and meaning in English and Chinese."""

    name: str
    unit: str
    en: str
    zh: str


#: Figures of a place, after its name and what it belongs to.
FIGURES: tuple[PlaceColumn, ...] = (
    PlaceColumn("buildings", "buildings", "buildings of the place", "楼栋数"),
    PlaceColumn("households", "households", "households", "户数"),
    PlaceColumn("residents", "persons", "residents", "居民人数"),
    PlaceColumn("births", "problems", "problems that arose in the measured period", "观测期内发生的问题"),
    PlaceColumn("registered", "problems", "of these, registered", "其中已登记"),
    PlaceColumn("fixed", "problems", "of these, truly fixed by the end", "其中至期末真正解决"),
    PlaceColumn("reopened", "problems", "of these, reopened at least once", "其中至少重开一次"),
    PlaceColumn("open_at_end", "problems", "of these, still present at the end", "其中期末仍存在"),
    PlaceColumn("problem_days", "days", "days lived with these problems, from birth until gone or the end",
                "与这些问题共处的天数，自发生至消失或期末"),
    PlaceColumn("problem_days_per_1000", "days per 1,000 residents and year", "the same per 1,000 residents and year; none without residents",
                "同上，按每千居民每年计；无居民者为空"),
    PlaceColumn("hidden_share", "share", "part of these days without an open record; none without problem-days",
                "其中没有未结案件的天数占比；无问题日者为空"),
    PlaceColumn("on_time_true", "share", "truly fixed by the service limit, of cases whose limit ended before the end; none without such cases",
                "时限于期末前届满的案件中，在时限内真正解决的占比；无此类案件者为空"),
    PlaceColumn("trust", "index 0 to 1", "mean trust of residents at the end; none without residents", "期末居民的平均信任；无居民者为空"),
    PlaceColumn("satisfaction", "index 0 to 1", "mean satisfaction of residents at the end; none without residents",
                "期末居民的平均满意度；无居民者为空"),
)  # fmt: skip
#: What a building or a grid is called and belongs to.
WHERE: tuple[PlaceColumn, ...] = (
    PlaceColumn("building", "", "building", "楼栋"),
    PlaceColumn("grid", "", "grid; in the table of grids its own name", "网格；在网格表中为其名称"),
    PlaceColumn("community", "", "community; of a grid the one where most of its households are", "社区；网格则取其多数住户所在社区"),
    PlaceColumn("street", "", "street (sub-district)", "街道"),
    PlaceColumn("estate_kind", "", "kind of its estate", "小区类型"),
    PlaceColumn("x_m", "m", "position in the city's own plane, to the east", "城市平面内的位置，向东"),
    PlaceColumn("y_m", "m", "position in the city's own plane, to the north", "城市平面内的位置，向北"),
)  # fmt: skip


def building_table(run):
    """A DataFrame with a row per building: where it is, and its figures."""
    import pandas

    city, labels, world = run.start.city, run.start.labels, run.start.world
    where = {
        "building": city.buildings, "grid": _named(labels.grids, world.building["grid"]), "community": _named(city.communities, city.community),
        "street": _named(city.streets, city.street), "estate_kind": _named(city.kinds, city.kind), "x_m": city.x, "y_m": city.y,
    }  # fmt: skip
    return pandas.DataFrame(where | _figures(run, np.arange(len(city.buildings)), len(city.buildings)))


def grid_table(run):
    """A DataFrame with a row per grid: where it is, and its figures over all its buildings."""
    import pandas

    labels, grids = run.start.labels, len(run.start.labels.grids)
    where = {
        "grid": labels.grids, "community": _named(labels.communities, labels.grid_community),
        "street": _named(labels.streets, labels.community_street[labels.grid_community]),
    }  # fmt: skip
    return pandas.DataFrame(where | _figures(run, run.start.world.building["grid"].astype(np.int64), grids))


def _named(names, places) -> list[str]:
    return [names[place] for place in places]


def _figures(run, place: np.ndarray, places: int) -> dict[str, np.ndarray]:
    """FIGURES by name, (places,); `place` i8 (B,) says where each building counts."""
    world, city, end = run.start.world, run.start.city, int(run.start.world.end)
    rows = run.outcome.cases[run.outcome.cases["born"] >= world.warmup]
    at = place[rows["building"]]

    def count(which: np.ndarray) -> np.ndarray:
        return np.bincount(at, which.astype(np.int64), places).astype(np.int64)

    spans = spans_of(rows, end)
    present_s, hidden_s = count(spans.until - rows["born"]), count(spans.latent + spans.paper)
    residents = np.bincount(place, city.residents, places).astype(np.int64)
    of_resident = np.repeat(place, city.residents)
    mean = {name: _over(np.bincount(of_resident, run.outcome.residents[name], places), residents) for name in ("trust", "satisfaction")}
    years = (end - int(world.warmup)) / YEAR
    return {
        "buildings": np.bincount(place, minlength=places), "households": np.bincount(place, city.households, places).astype(np.int64),
        "residents": residents, "births": np.bincount(at, minlength=places), "registered": count(spans.noticed), "fixed": count(spans.fixed),
        "reopened": count(rows["reopened"] > 0), "open_at_end": count(spans.open_end), "problem_days": present_s / DAY,
        "problem_days_per_1000": _over(present_s / DAY * 1000 / years, residents), "hidden_share": _over(hidden_s, present_s),
        "on_time_true": _over(count(spans.in_time), count(spans.due)), **mean,
    }  # fmt: skip


def _over(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """A ratio, to nine decimals; NaN where there is nothing to divide by."""
    return np.round(np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0), 9)
