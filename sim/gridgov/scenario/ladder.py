"""What must hold along the ladder: orders, areas, powers, calendars, departments, channels, and who pays."""

from __future__ import annotations

from gridgov.scenario.calendars import ALWAYS, CalendarError, parse_days, parse_hours, weekly_hours
from gridgov.scenario.checker import Checker
from gridgov.scenario.hours import community_office, duty_hours, duty_paths, there_share
from gridgov.scenario.layers import ROW_WORDS
from gridgov.scenario.levers import AREAS
from gridgov.scenario.paths import Path
from gridgov.scenario.schema import Settings
from gridgov.text.faults import nearest

MAX_TIERS = 9  # a case's way is kept in single digits
MAX_CHANNELS = 16
WITHIN_A_COMMUNITY = ("building", "estate", "grid", "community")


def _counts(checker: Checker, settings: Settings) -> None:
    for table, most in (("tier", MAX_TIERS), ("channel", MAX_CHANNELS)):
        if len(getattr(settings, table)) > most:
            checker.say(checker.each(table, "order"), "too_many_rows", row=ROW_WORDS[table], most=most, there=len(getattr(settings, table)))


def _orders(checker: Checker, settings: Settings) -> None:
    first: dict[int, str] = {}
    for name, tier in settings.tier.items():
        if tier.order in first:
            checker.say([("tier", name, "order"), ("tier", first[tier.order], "order")], "same_order", one=first[tier.order], two=name)
        first.setdefault(tier.order, name)


def _areas(checker: Checker, settings: Settings) -> None:
    names = list(settings.tier)
    for low, high in zip(names, names[1:], strict=False):
        below, above = settings.tier[low].area, settings.tier[high].area
        paths = [("tier", name, what) for name in (low, high) for what in ("area", "order")]
        if below == "departments":
            checker.say(paths, "departments_not_last", tier=low, last=names[-1])
        elif AREAS.index(above) < AREAS.index(below):
            checker.say(paths, "area_smaller", low=low, high=high, below=below, above=above)


def _names(checker: Checker, settings: Settings) -> None:
    """Names of calendars and tiers are those of rows; where a row was taken away after it was named, the fault lies there."""
    still: dict[Path, list[str]] = {}
    for table, name, known in (
        ("tier", "calendar", "calendar"), ("channel", "calendar", "calendar"), ("category", "service_clock", "calendar"), ("channel", "tier", "tier"),
    ):  # fmt: skip
        names = [*getattr(settings, known), *([ALWAYS] if known == "calendar" else [])]
        for key, row in getattr(settings, table).items():
            value = getattr(row, name)
            if value in names:
                continue
            if removed := checker.removal_after(known, value, (table, key, name)):
                still.setdefault(removed, []).append(f"{table}.{key}.{name}")
            else:
                _unknown(checker, [(table, key, name)], value, names, known)
    for removed, named in still.items():
        _say_removed(checker, removed, named)


def _unknown(checker: Checker, paths: list[Path], value: str, names: list[str], table: str) -> None:
    like = nearest(value, names)
    checker.say(paths, "unknown_row" if like is None else "unknown_row_like", row=ROW_WORDS[table], like=like)


def _say_removed(checker: Checker, removed: Path, named: list[str]) -> None:
    checker.say([removed], "removed_still_named", row=ROW_WORDS[removed[0]], named=", ".join(named))


def _calendars(checker: Checker, settings: Settings) -> None:
    for name, calendar in settings.calendar.items():
        for field, parse, text in (("days", parse_days, calendar.days), ("hours", parse_hours, calendar.hours)):
            try:
                parse(text)
            except CalendarError as error:
                checker.say([("calendar", name, field)], error.code, **error.arguments)


def _hours(checker: Checker, settings: Settings) -> None:
    for name, tier in settings.tier.items():
        paths: list[Path] = [*duty_paths(settings, name), ("tier", name, "present_share"), ("tier", name, "surge_share"), ("tier", name, "calendar")]
        try:
            if tier.calendar == ALWAYS:
                open_hours = 168.0
            else:
                calendar = settings.calendar[tier.calendar]
                open_hours = weekly_hours(calendar.days, calendar.hours)
                paths += [("calendar", tier.calendar, "days"), ("calendar", tier.calendar, "hours")]
        except (CalendarError, KeyError):
            continue  # said elsewhere
        taken, there = sum(duty_hours(settings, name)), there_share(tier) * open_hours
        if taken > there + 1e-9:
            checker.say(
                paths, "hours_taken", tier=name, taken=f"{taken:g}", open=f"{open_hours:g}", there=f"{there:g}", calendar=tier.calendar
            )


def _powers(checker: Checker, settings: Settings) -> None:
    names = list(settings.tier)
    ladder = [name for name in names if settings.tier[name].takes == "ladder"]
    for category, row in settings.category.items():
        for low, high in zip(ladder, ladder[1:], strict=False):
            if row.power[high] < row.power[low]:
                paths = [("category", category, "power", low), ("category", category, "power", high), ("tier", low, "order"), ("tier", high, "order")]
                checker.say(paths, "power_falls", category=category, low=low, high=high, below=f"{row.power[low]:g}", above=f"{row.power[high]:g}")
        if names and row.power[names[-1]] < 1:
            paths = [("category", category, "power", names[-1]), *checker.each("tier", "order"), *checker.removals("tier")]
            checker.say(paths, "power_at_top", category=category, tier=names[-1], power=f"{row.power[names[-1]]:g}")


def _delegation(checker: Checker, settings: Settings) -> None:
    """Powers are handed to a tier that is there."""
    name = settings.delegation.tier
    rows = {key: row.delegated for key, row in settings.category.items()}
    handed = [("category", key, "delegated", severity) for key, shares in rows.items() for severity, share in shares.items() if share]
    if not handed or name in settings.tier:
        return
    if removed := checker.removal_after("tier", name, ("delegation", "tier")):
        _say_removed(checker, removed, ["delegation.tier"])
    else:
        _unknown(checker, [("delegation", "tier"), *handed], name, list(settings.tier), "tier")


def _top(checker: Checker, settings: Settings) -> None:
    """The last tier must take every case that comes to it, everywhere and always."""
    top = next(reversed(settings.tier), None)
    if top is None or settings.tier[top].area == "departments":
        return
    area = settings.tier[top].area
    rest = [*checker.each("tier", "order"), *checker.removals("tier")]
    if area in ("building", "estate"):
        checker.say([("tier", top, "area"), *rest], "top_not_everywhere", tier=top, area=area)
    if settings.tier[top].when_vacant != "wait":
        checker.say([("tier", top, "when_vacant"), ("tier", top, "area"), *rest], "top_climbs", tier=top)


def _on_call(checker: Checker, settings: Settings) -> None:
    """Desks that meet stand off the ladder: cases must be able to pass them by, and go on from them."""
    top = next(reversed(settings.tier), None)
    for name, tier in settings.tier.items():
        if tier.takes == "ladder":
            continue
        takes = ("tier", name, "takes")
        if name == top:
            checker.say([takes, *checker.each("tier", "order"), *checker.removals("tier")], "on_call_at_top", tier=name)
        elif tier.area in ("building", "estate", "departments"):
            checker.say([takes, ("tier", name, "area")], "on_call_area", tier=name, area=tier.area)
        for key, channel in settings.channel.items():
            if channel.tier == name:
                checker.say([takes, ("channel", key, "tier")], "on_call_channel", tier=name, channel=key)


def _sessions(checker: Checker, settings: Settings) -> None:
    """Public sessions take hours of the community's office: without one they would cost nothing."""
    office = community_office(settings)
    if settings.transparency.sessions_per_month > 0 and (office is None or settings.tier[office].slots == 0):
        rest = [*checker.each("tier", "area"), *checker.each("tier", "takes"), *checker.each("tier", "slots"), *checker.removals("tier")]
        checker.say([("transparency", "sessions_per_month"), *rest], "sessions_nobody")


def _departments(checker: Checker, settings: Settings) -> None:
    origins = checker.state.origins
    own = {path for path, origin in origins.items() if origin.file in (checker.file, "--set", "levers")}
    touched = {path[1]: path for path in sorted(own, reverse=True) if path[0] == "department" and path[1] in settings.department}
    touched |= {path[3]: path for path in sorted(own) if path[0] == "category" and path[2] == "departments" and path[3] in settings.department}
    top = next(reversed(settings.tier), None)
    if top is None:
        return
    if all(tier.area != "departments" for tier in settings.tier.values()):
        for name, path in touched.items():
            if path[0] == "department" or checker.state.values.get(path):
                checker.say([path], "no_departments_tier", department=name)
        return
    for category, row in settings.category.items():
        if not any(row.departments.values()):
            paths = [path for path in origins if path[:3] == ("category", category, "departments")]
            checker.say(
                [*paths, ("category", category, "order"), ("tier", top, "area"), *checker.removals("department")],
                "no_department_weight",
                category=category,
                tier=top,
            )
    for name, path in touched.items():
        if not any(row.departments[name] for row in settings.category.values()):
            checker.say([path], "department_unreached", department=name)


def _channels(checker: Checker, settings: Settings) -> None:
    for name, channel in settings.channel.items():
        tier = settings.tier.get(channel.tier)
        if channel.kind == "patrol" and tier is not None and tier.area == "departments":
            checker.say(
                [("channel", name, "tier"), ("channel", name, "kind"), ("tier", channel.tier, "area")],
                "patrol_departments",
                channel=name,
                tier=channel.tier,
            )
        if channel.watch_hours_per_week > 0 and tier is not None and tier.area == "building":
            # a chief keeps no hours that watching could come out of: it would cost nothing
            checker.say(
                [("channel", name, "tier"), ("channel", name, "watch_hours_per_week"), ("tier", channel.tier, "area")],
                "watched_by_chiefs",
                channel=name,
                tier=channel.tier,
            )


def _payers(checker: Checker, settings: Settings) -> None:
    top = next(reversed(settings.tier), None)
    for name, tier in settings.tier.items():
        if tier.repairs_paid_by == "community_fund" and (name == top or tier.area not in WITHIN_A_COMMUNITY):
            paths = [("tier", name, "repairs_paid_by"), ("tier", name, "area"), *checker.each("tier", "order"), *checker.removals("tier")]
            checker.say(paths, "fund_at_top" if name == top else "fund_beyond_community", tier=name, area=tier.area)


CHECKS = (_counts, _orders, _areas, _names, _calendars, _hours, _powers, _delegation, _top, _on_call, _sessions, _departments, _channels, _payers)
