"""What must hold between parameters: shares that add up, rates below the ceiling, sizes that fit."""

from __future__ import annotations

import math
from collections.abc import Iterable

from gridgov.scenario import ladder, size
from gridgov.scenario.checker import Checker
from gridgov.scenario.layers import ROW_WORDS, State
from gridgov.scenario.schema import Settings
from gridgov.text.faults import Fault

TOLERANCE = 1e-6  # of a sum of shares that are written with a few digits


def cross_faults(state: State, settings: Settings, file: str) -> list[Fault]:
    """Faults between parameters; what rests on a faulty value is left unsaid. `file` is named where nothing was written."""
    checker = Checker(state, settings, file)
    for check in (_rows, _estates, _severities, _learning, _chiefs, _grids, _ceiling, _buildings, _grid_size, _memory, *ladder.CHECKS):
        check(checker, settings)
    return checker.faults


def _rows(checker: Checker, settings: Settings) -> None:
    for table in ("estate", "category", "tier", "channel"):
        if not getattr(settings, table):
            checker.say([path for path in checker.state.origins if path[0] == table] or [(table,)], "no_rows", row=ROW_WORDS[table])


def _adds_up(checker: Checker, paths: Iterable[tuple[str, ...]], code: str) -> None:
    paths = list(paths)
    total = sum(checker.state.values[path] for path in paths)
    if paths and abs(total - 1) > TOLERANCE:
        checker.say(paths, code, total=f"{total:.6g}")


def _estates(checker: Checker, settings: Settings) -> None:
    _adds_up(checker, checker.each("estate", "share"), "shares_estates")


def _learning(checker: Checker, settings: Settings) -> None:
    _adds_up(checker, [("learning", name) for name in ("on_time", "fixed", "informed")], "shares_learning")


def _severities(checker: Checker, settings: Settings) -> None:
    for name, category in settings.category.items():
        total = category.urgent + category.critical
        if total > 1 + TOLERANCE:
            checker.say([("category", name, "urgent"), ("category", name, "critical")], "shares_severity", category=name, total=f"{total:.6g}")


def _chiefs(checker: Checker, settings: Settings) -> None:
    total = settings.chiefs.cadre_share + settings.chiefs.resident_share
    if total > 1 + TOLERANCE:
        checker.say([("chiefs", "cadre_share"), ("chiefs", "resident_share")], "shares_chiefs", total=f"{total:.6g}")


def _grids(checker: Checker, settings: Settings) -> None:
    if settings.grids.balance == "given" and not settings.city.buildings_file:
        checker.say([("grids", "balance"), ("city", "buildings_file")], "grids_no_table")


def _grid_size(checker: Checker, settings: Settings) -> None:
    """Of a synthetic city the mean size of a building is known before it is built; a table of buildings is judged once it is read."""
    city, grids = settings.city, settings.grids
    if city.buildings_file or grids.per_street or grids.balance == "given":
        return
    mean = size.household_count(city) / size.building_count(city)
    if grids.households_per_grid < mean:
        made = ("residents", "persons_per_household", "buildings", "households_per_building", "streets", "communities_per_street")
        paths = [("grids", "households_per_grid"), *(("city", name) for name in made)]
        checker.say(paths, "grids_below_buildings", mean=f"{mean:.1f}", least=math.ceil(mean))


def weekend_peak(weekend: float) -> float:
    """Rate of the busiest day of a week over the week's mean, where Saturday and Sunday are `weekend` times a weekday."""
    weekday = 7 / (5 + 2 * weekend)
    return weekday * max(1.0, weekend)


def _ceiling(checker: Checker, settings: Settings) -> None:
    birth = settings.birth
    room = 1.5 if birth.day_shape > 0 else 1.0  # a day's own factor is cut at what is left; it must not be cut at its mean
    common = [("birth", name) for name in ("ceiling", "season_amplitude", "disorder", "day_shape")]
    for name, category in settings.category.items():
        works = max(1.0, category.works, category.renovated) if settings.renovation.estates_per_year > 0 else 1.0
        busiest = (1 + birth.season_amplitude) * weekend_peak(category.weekend) * (1 + birth.disorder) * works
        if busiest * room > birth.ceiling * (1 + TOLERANCE):
            checker.say(
                [*common, ("category", name, "weekend"), *([("category", name, "works")] if works > 1 else [])],
                "above_ceiling",
                category=name,
                busiest=f"{busiest:.4g}",
                room=f"{room:g}",
                ceiling=f"{birth.ceiling:g}",
            )


def _buildings(checker: Checker, settings: Settings) -> None:
    city = settings.city
    communities = city.streets * city.communities_per_street
    if not city.buildings_file and city.buildings is not None and city.buildings < communities:
        paths = [("city", name) for name in ("buildings", "streets", "communities_per_street")]
        checker.say(paths, "buildings_few", buildings=f"{city.buildings:,.0f}", communities=f"{communities:,}")


def _memory(checker: Checker, settings: Settings) -> None:
    needed, there = size.estimate_bytes(settings), size.available_bytes()
    if there and needed > there:
        # of a city from a table of buildings, the table gives what the other entries would
        made = ("residents", "buildings", "streets", "communities_per_street", "households_per_building")
        paths = [("city", name) for name in (("buildings_file",) if settings.city.buildings_file else made)]
        paths += [("grids", "households_per_grid"), ("grids", "per_street"), ("city", "persons_per_household")]
        paths += [("time", "horizon_days"), ("time", "warmup_days")]
        paths += checker.each("estate", "births")
        paths += [*checker.each("category", "per_1000"), *checker.each("department", "own_work_per_100k"), *checker.each("tier", "slots")]
        problems = size.expected_problems(settings)
        checker.say(
            paths,
            "beyond_memory",
            needed=size.gigabytes(needed),
            there=size.gigabytes(there),
            problems=f"{problems:,.0f}",
            residents=f"{settings.city.residents:,}",
        )
