"""Every class of fault, planted eighty times at a random place: the sentences name the key and the line, and never fail themselves."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from gridgov.scenario import size
from gridgov.scenario.data import policy_names, scenario_names
from gridgov.scenario.levers import CATEGORIES, DEPARTMENTS, LEVERS, TIERS
from gridgov.scenario.load import load_scenario
from gridgov.scenario.paths import KEYED
from gridgov.scenario.sources import Sources
from gridgov.text.faults import Faults

INSTANCES = 80

# Harmless surroundings: whatever is planted must be found among them. None of them touches a table that a fault is planted in.
CHUNKS = (
    "# a comment with [brackets] and key = value",
    "",
    "[travel]\nspeed_kmh = 5.5",
    "[work]\nshared = 0.25",
    "[money]\nfund_yuan_per_year = 150_000",
    '[assumption.decoy]\nwhat = """\n[tier.grid]\nslots = -1\n"""\nvalue = [1,\n  2, # two\n  {a = 3}]\nwhy = "because = 1"',
    "[departments]\nbounce = 0.1\nbounce_hours = 12.0",
    "[policy.harmless]\ntitle_en = 'a # b'\nset.work.shared = 0.5",
)


def write(rng: random.Random, folder: Path, planted: str, top: str = 'extends = "baseline"') -> tuple[Path, int]:
    """A file with `planted` among harmless text, and the line on which it begins."""
    before = rng.sample(CHUNKS, rng.randint(0, len(CHUNKS)))
    after = [chunk for chunk in CHUNKS if chunk not in before]
    head = "\n".join([top, *before]) + "\n"
    path = folder / f"s{rng.randrange(1 << 50)}.toml"
    path.write_text(head + planted + "\n" + "\n".join(after), encoding="utf-8", newline=rng.choice(("\n", "\r\n")))
    return path, head.count("\n") + 1


def misspelt(rng: random.Random, name: str) -> str:
    """The name with one letter gone or two exchanged."""
    at = rng.randrange(len(name) - 1)
    other = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return other if other != name and rng.random() < 0.5 else name[:at] + "qx" + name[at + 1 :]


def pick(rng: random.Random, *kinds: str):
    """A parameter of one of these kinds: (table header, key, declaration)."""
    lever = rng.choice(
        [lever for lever in LEVERS if lever.kind in kinds and lever.path.split(".")[0] not in ("travel", "work", "money", "departments")]
    )
    table = lever.path.split(".")[0]
    if table not in KEYED:
        return table, lever.name, lever
    return f"{table}.{rng.choice(list(lever.default))}", lever.name, lever


# Each class: (rng, folder) -> (file, offset of the faulty line in what is planted, words that the sentence must hold, other arguments)


def unknown_key(rng, folder):
    table, key, _ = pick(rng, "float", "int", "choice", "bool", "text", "number_or_none")
    wrong = misspelt(rng, key)
    return write(rng, folder, f"[{table}]\n{wrong} = 1"), 1, [f"[{table}] {wrong} = 1", "unknown name"], {}


def unknown_table(rng, folder):
    wrong = misspelt(rng, rng.choice(("routing", "learning", "whistle", "feedback", "chiefs", "category")))
    return write(rng, folder, f"[{wrong}]\naccuracy = 0.5"), 0, [f"[{wrong}]", "unknown table"], {}


def wrong_type(rng, folder):
    table, key, lever = pick(rng, "float", "int", "bool", "choice", "number_or_none", "text")
    values = {
        "float": ('"0.5"', "true", "[1]", "{a = 1}", "2020-01-01"),
        "int": ("1.5", '"1"', "true", "[1]"),
        "bool": ("1", '"true"', "0.0"),
        "text": ("1", "true", "['a']"),
    }
    value = rng.choice(values.get(lever.kind, ("[]", "true", "{}")))
    return write(rng, folder, f"[{table}]\n\n{key} = {value}"), 2, [f"[{table}] {key} = ", "must be"], {}


def not_finite(rng, folder):
    table, key, _ = pick(rng, "float", "number_or_none")
    value = rng.choice(("nan", "inf", "-inf", "+nan"))
    return write(rng, folder, f"[{table}]\n{key} = {value}"), 1, [f"[{table}] {key} = {value.strip('+')}", "must be"], {}


def out_of_range(rng, folder):
    table, key, lever = pick(rng, "float", "int", "number_or_none")
    beyond = rng.choice((lever.low - rng.randint(1, 9), lever.high + rng.randint(1, 10**6)))
    value = int(beyond) if lever.kind == "int" else float(beyond)
    return write(rng, folder, f"[{table}]\n{key} = {value}"), 1, [f"[{table}] {key} = {value}", "must be within ["], {}


def out_of_range_in_a_table_of_numbers(rng, folder):
    category, tier = rng.choice(CATEGORIES), rng.choice(TIERS)
    value = round(rng.uniform(1.01, 50), 2)
    form = rng.choice(("[category.{c}]\npower = {{{t} = {v}}}", "[category.{c}]\npower.{t} = {v}", "[category.{c}.power]\n{t} = {v}"))
    return write(rng, folder, form.format(c=category, t=tier, v=value)), 1, [f"[category.{category}.power] {tier} = {value}", "within [0, 1]"], {}


def unknown_row(rng, folder):
    table, key = rng.choice((("tier", "slots"), ("category", "urgent"), ("calendar", "days"), ("channel", "kind"), ("department", "slots_per_100k")))
    known = next(lever for lever in LEVERS if lever.path == f"{table}.*.order").default
    wrong = misspelt(rng, rng.choice(list(known)))
    value = {"slots": "3", "urgent": "0.1", "days": '"Mon"', "kind": '"chief"', "slots_per_100k": "2.0"}[key]
    return write(rng, folder, f"[{table}.{wrong}]\n{key} = {value}"), 1, [f"[{table}.{wrong}]", "must state its order"], {}


def unknown_entry(rng, folder):
    category = rng.choice(CATEGORIES)
    key, known = rng.choice((("power", TIERS), ("departments", DEPARTMENTS), ("service_limit_hours", ("routine", "urgent", "critical"))))
    wrong = misspelt(rng, rng.choice(known))
    return write(rng, folder, f"[category.{category}]\n{key} = {{{wrong} = 1}}"), 1, [f"[category.{category}.{key}] {wrong} = 1", "unknown"], {}


def unknown_word(rng, folder):
    table, key, known = rng.choice(
        (
            ("tier.grid", "calendar", "office"),
            ("channel.patrol", "calendar", "office"),
            ("category.noise", "service_clock", "evenings"),
            ("channel.residents", "tier", "community"),
        )
    )
    wrong = misspelt(rng, known)
    return write(rng, folder, f'[{table}]\n{key} = "{wrong}"'), 1, [f'[{table}] {key} = "{wrong}"', "unknown", f"did you mean {known}?"], {}


def remove_unknown(rng, folder):
    wrong = misspelt(rng, rng.choice(TIERS))
    return write(rng, folder, f"[tier.{wrong}]\nremove = true"), 1, [f"[tier.{wrong}]", "to remove"], {}


def removed_row_that_a_parent_names(rng, folder):
    table, row, named = rng.choice((
        ("tier", "grid", "channel.patrol.tier"), ("tier", "chief", "channel.chief.tier"),
        ("calendar", "office", "category.litter.service_clock, "), ("calendar", "evenings", "tier.chief.calendar, channel.chief.calendar;"),
    ))  # fmt: skip
    form, policies = rng.choice((
        ("[{}.{}]\nremove = true", []), ("[policy.mine]\n[policy.mine.set.{}.{}]\nremove = true", rng.choice(([], ["mine"]))),
    ))  # fmt: skip
    planted = form.format(table, row)
    said = [f"{table}.{row}] remove = true: this {table} is still named by ", named, "remove their rows as well"]
    return write(rng, folder, planted), planted.count("\n"), said, {"policies": policies}


def name_of_a_row_that_the_same_policy_removes(rng, folder):
    planted = '[channel.patrol]\ntier = "grid"\n[policy.mine.set.tier.grid]\nremove = true'
    said = ["[policy.mine.set.tier.grid] remove = true", "still named by channel.patrol.tier"]
    return write(rng, folder, planted), 3, said, {"policies": rng.choice(([], ["mine"]))}


def tier_of_delegation_removed(rng, folder):
    planted = "[category.litter]\ndelegated.routine = 0.5\n[tier.street]\nremove = true"
    return write(rng, folder, planted), 3, ["[tier.street] remove = true", "still named by delegation.tier"], {}


def grids_smaller_than_a_building(rng, folder):
    buildings = rng.randint(10, 18)
    planted = rng.choice((f"[city]\nbuildings = {buildings}", f"[grids]\nhouseholds_per_grid = {rng.randint(20, 39)}"))
    return write(rng, folder, planted), 1, [planted.split("\n")[1], "households on average", "grids.households_per_grid must be at least"], {}


def list_for_a_table(rng, folder):
    key = rng.choice(("power", "work_minutes", "procedure_hours"))
    return write(rng, folder, f"[category.litter]\n{key} = [0.1,\n 0.2]"), 1, [f"[category.litter] {key} = [0.1, 0.2]", "not a list"], {}


def array_of_tables(rng, folder):
    table = rng.choice(("tier", "category", "department"))
    return write(rng, folder, f"[[{table}]]\norder = 1\n[[{table}]]\norder = 2"), 0, [table, "not a list"], {}


def estate_shares(rng, folder):
    kind = rng.choice(("old", "ordinary", "gated"))
    return (
        write(rng, folder, f"[estate.{kind}]\nbirths = 1.0\nshare = {round(rng.uniform(0.5, 1), 3)}"),
        2,
        [f"[estate.{kind}] share = ", "add up to"],
        {},
    )


def learning_shares(rng, folder):
    key = rng.choice(("on_time", "fixed", "informed"))
    return write(rng, folder, f"[learning]\n{key} = {round(rng.uniform(0.6, 1), 3)}"), 1, [f"[learning] {key} = ", "must add up to 1"], {}


def severity_shares(rng, folder):
    category = rng.choice(CATEGORIES)
    return (
        write(rng, folder, f"[category.{category}]\nurgent = 0.6\ncritical = {round(rng.uniform(0.41, 1), 3)}"),
        2,
        [f"[category.{category}] critical = ", "may not exceed 1"],
        {},
    )


def chief_shares(rng, folder):
    return (
        write(rng, folder, f"[chiefs]\nresident_share = 0.5\ncadre_share = {round(rng.uniform(0.51, 1), 3)}"),
        2,
        ["[chiefs] cadre_share = ", "may not exceed 1"],
        {},
    )


def power_at_top(rng, folder):
    category, power = rng.choice(CATEGORIES), round(rng.uniform(0.98, 0.999), 4)
    return write(rng, folder, f"[category.{category}]\npower.departments = {power}"), 1, [f"category {category}", "departments", "must be 1"], {}


def power_falls(rng, folder):
    category = rng.choice([name for name in CATEGORIES if name != "illegal_building"])
    value = round(rng.uniform(0.0, 0.09), 3)
    return (
        write(rng, folder, f"[category.{category}]\npower.community = {value}"),
        1,
        [f"category {category}", f"to {value:g} at tier community", "never fall upward"],
        {},
    )


def ladder_without_its_top(rng, folder):
    return (
        write(rng, folder, "[tier.departments]\nremove = true"),
        1,
        ["the last tier, street", "must be 1", f"category {rng.choice(CATEGORIES[:1])}"],
        {},
    )


def bad_calendar(rng, folder):
    hours, words = rng.choice((
        ("8-12", "not a span"), ("08:30-25:00", "not a span"), ("12:00-08:00", "ends before"), ("08:00-12:00 11:00-13:00", "overlap"),
        ("", "no open hours"), ("08:60-09:00", "not a span"),
    ))  # fmt: skip
    calendar = rng.choice(("office", "evenings", "property"))
    return write(rng, folder, f'[calendar.{calendar}]\nhours = "{hours}"'), 1, [f'[calendar.{calendar}] hours = "{hours}"', words], {}


def bad_days(rng, folder):
    days = rng.choice(("Mo-Fr", "Mon-", "Mon,Mon", "Monday", "", "Mon-Fri-Sun", "Mon-Wed,Tue"))
    calendar = rng.choice(("office", "evenings", "property"))
    return write(rng, folder, f'[calendar.{calendar}]\ndays = "{days}"'), 1, [f'[calendar.{calendar}] days = "{days}"'], {}


def above_the_ceiling(rng, folder):
    key, value = rng.choice((("ceiling", round(rng.uniform(1, 2.5), 2)), ("disorder", 2.0), ("season_amplitude", 1.0)))
    extra = {"ceiling": "", "disorder": "ceiling = 4.5\n", "season_amplitude": "ceiling = 4.0\n"}[key]
    return write(rng, folder, f"[birth]\n{extra}{key} = {value}"), 2 if extra else 1, [f"[birth] {key} = {value}", "birth.ceiling"], {}


def hours_taken(rng, folder):
    tier = rng.choice(("grid", "community", "street"))
    key = rng.choice(("patrol_hours_per_week", "meeting_hours_per_week", "training_hours_per_week"))
    return write(rng, folder, f"[tier.{tier}]\n{key} = {rng.randint(41, 168)}"), 1, [f"[tier.{tier}] {key} = ", "open for"], {}


def watching_hours_taken(rng, folder):
    watched = ("watch_hours_per_week", rng.randint(41, 168))
    walked = ("hours_share", rng.randint(5, 10))
    row, key, value = rng.choice((("channel.residents", *watched), ("channel.patrol", *watched), ("channel.patrol", *walked)))
    return write(rng, folder, f"[{row}]\n{key} = {value}"), 1, [f"[{row}] {key} = ", "watching", "open for"], {}


def watched_by_chiefs(rng, folder):
    hours = rng.choice((0.5, 1, 2))
    return write(rng, folder, f"[channel.chief]\nwatch_hours_per_week = {hours}"), 1, ["[channel.chief] watch_hours_per_week", "keep no hours"], {}
def hours_taken_by_other_duties(rng, folder):
    tier = rng.choice(("grid", "community", "street"))
    planted, key = rng.choice((
        (f"[tier.{tier}]\n\ntask_hours_per_week = {rng.randint(31, 168)}", f"[tier.{tier}] task_hours_per_week"),
        (f"[tier.{tier}]\n\npresent_share = {round(rng.uniform(0, 0.3), 3)}", f"[tier.{tier}] present_share"),
        (f"[assessment]\nweight = 1.0\nreport_hours_per_week = {rng.randint(31, 168)}", "[assessment] report_hours_per_week"),
        (f"[data]\nsharing = 1.0\nupkeep_hours_per_week = {rng.randint(31, 168)}", "[data] upkeep_hours_per_week"),
    ))  # fmt: skip
    return write(rng, folder, planted), 2, [f"{key} = ", "open for"], {}


def same_order(rng, folder):
    one, two = rng.sample(range(6), 2)
    said = [f"[tier.{TIERS[one]}] order = {10 * two + 10}", "the same order"]
    return write(rng, folder, f"[tier.{TIERS[one]}]\norder = {10 * two + 10}"), 1, said, {}


def on_call_where_every_case_or_report_comes(rng, folder):
    takes = rng.choice(("meeting", "project"))
    wrong = {"departments": "is the last", "property": "serves estate", "grid": "channel patrol", "community": "channel residents"}
    tier, said = rng.choice(list(wrong.items()))
    return write(rng, folder, f'[tier.{tier}]\ntakes = "{takes}"'), 1, [f'[tier.{tier}] takes = "{takes}"', said], {}


def sessions_that_nobody_holds(rng, folder):
    sessions = rng.choice((0.5, 1, 3))
    text = f"[tier.community]\nslots = 0\n[transparency]\nsessions_per_month = {sessions}"
    return write(rng, folder, text), 3, ["[transparency] sessions_per_month", "there is nobody in it"], {}


def area_smaller(rng, folder):
    return write(rng, folder, '[tier.street]\narea = "building"'), 1, ['[tier.street] area = "building"', "smaller upward"], {}


def departments_not_last(rng, folder):
    return write(rng, folder, '[tier.street]\narea = "departments"'), 1, ['[tier.street] area = "departments"', "only the last tier"], {}


def too_many_tiers(rng, folder):
    rows = [f"[tier.extra{i}]\norder = {100 + i}\narea = 'departments'" for i in range(4)]
    return write(rng, folder, "\n".join(rows)), 10, ["[tier.extra3] order = 103", "at most 9"], {}


def department_unreached(rng, folder):
    name = rng.choice(("archives", "customs", "railways", "tourism"))
    return write(rng, folder, f"[department.{name}]\norder = {rng.randint(50, 900)}"), 1, [f"[department.{name}] order = ", "nobody can reach it"], {}


def category_without_department(rng, folder):
    name = rng.choice(("graffiti", "stray_dogs", "flooding"))
    return write(rng, folder, f"[category.{name}]\norder = {rng.randint(50, 900)}"), 1, [f"category {name}", "no department has a weight"], {}


def fund_at_top(rng, folder):
    tier = rng.choice(("street", "departments"))
    return write(rng, folder, f'[tier.{tier}]\nrepairs_paid_by = "community_fund"'), 1, [f"[tier.{tier}] repairs_paid_by", "community"], {}


def patrol_of_departments(rng, folder):
    return write(rng, folder, '[channel.patrol]\ntier = "departments"'), 1, ['[channel.patrol] tier = "departments"', "do not patrol"], {}


def missing_parent(rng, folder):
    wrong = misspelt(rng, rng.choice(scenario_names()))
    return write(rng, folder, "", top=f'\nextends = "{wrong}"'), None, [f'extends = "{wrong}"', ":2:", "no such scenario"], {}


def loop_of_parents(rng, folder):
    length = rng.randint(1, 4)
    names = [f"loop{rng.randrange(1 << 40)}" for _ in range(length)]
    for name, parent in zip(names, [*names[1:], names[0]], strict=True):
        (folder / f"{name}.toml").write_text(f'title_en = "x"\nextends = "{parent}.toml"\n', encoding="utf-8")
    return (folder / f"{names[0]}.toml", 2), None, [":2:", f'extends = "{names[0]}.toml"', "loop"], {}


def policy_of_the_city(rng, folder):
    return (
        write(rng, folder, f"[policy.mine.set.city]\nresidents = {rng.randint(1, 9999)}"),
        1,
        ["[policy.mine.set.city] residents = ", "a policy cannot change it"],
        {},
    )


def policy_part_of_the_whole(rng, folder):
    when = rng.choice(("from_day = 30", "where = {share = 0.5}"))
    return (
        write(rng, folder, f"[policy.mine]\n{when}\n[policy.mine.set.chiefs]\norganisations = 3"),
        3,
        ["[policy.mine.set.chiefs] organisations = 3", "cannot change it"],
        {},
    )


def policies_differ(rng, folder):
    one, two = rng.sample(range(2, 9), 2)
    planted = f"[policy.one.set.tier.grid]\nslots = {one}\n[policy.two]\n[policy.two.set.tier]\ngrid.slots = {two}"
    return (
        write(rng, folder, planted),
        4,
        [f"policies one and two set tier.grid.slots differently (the first: {one})"],
        {"policies": [rng.choice(("one+two", "one + harmless + two"))]},
    )


def unknown_policy(rng, folder):
    wrong = misspelt(rng, rng.choice(policy_names()))
    return write(rng, folder, f'[policy.mine]\ninclude = ["{wrong}"]'), 1, [f'include = ["{wrong}"]', f"no policy {wrong}"], {}


def policy_called_none(rng, folder):
    form = rng.choice(("[policy.none]\nset = {work.shared = 0.5}", "[policy.none]\n[policy.none.set]\nwork.shared = 0.5", "[policy]\nnone = 3"))
    return write(rng, folder, form), form.startswith("[policy]") * 1, ["[policy] none", "as it is; choose another"], {}


def loop_of_policies(rng, folder):
    return write(rng, folder, '[policy.one]\ninclude = ["two"]\n[policy.two]\ninclude = ["one"]'), None, ["include = ", "loop", "one -> two"], {}


def policy_that_ends_before_it_begins(rng, folder):
    first = rng.randint(1, 3000)
    last = rng.randint(max(1, first - 20), first)
    return (
        write(rng, folder, f"[policy.mine]\nfrom_day = {first}\nuntil_day = {last}"),
        2,
        [f"[policy.mine] until_day = {last}", f"must be later than from_day, which is {first}"],
        {},
    )


def policy_that_ends_and_changes_the_whole(rng, folder):
    return (
        write(rng, folder, f"[policy.mine]\nuntil_day = {rng.randint(1, 99)}\n[policy.mine.set.chiefs]\norganisations = 3"),
        3,
        ["[policy.mine.set.chiefs] organisations = 3", "cannot change it"],
        {},
    )


def bad_policy_value(rng, folder):
    key, value = rng.choice(
        (
            ("from_day", "-1"),
            ("from_day", "1.5"),
            ("until_day", "0"),
            ("until_day", "true"),
            ("until_day", "99999"),
            ("where", "3"),
            ("where", "{share = 2}"),
            ("where", "{unit = 'city'}"),
            ("include", "'x'"),
            ("frm_day", "3"),
        )
    )
    return write(rng, folder, f"[policy.mine]\n{key} = {value}"), 1, ["[policy.mine", key if key != "where" else "policy.mine"], {}


def duplicate_key(rng, folder):
    table, key, lever = pick(rng, "int")
    value = lever.default if isinstance(lever.default, int) else next(iter(lever.default.values()))
    return write(rng, folder, f"[{table}]\n{key} = {value}\n{key} = {value}"), 2, [f"[{table}] {key}", "not valid TOML"], {}


def not_toml(rng, folder):
    wrong = rng.choice(("accuracy 0.5", "accuracy = ", "accuracy = 0,5", 'accuracy = "0.5', "accuracy = .5", "accuracy = 0.5 0.6"))
    return write(rng, folder, f"[routing]\n{wrong}"), 1, ["[routing]", "not valid TOML"], {}


def too_deep(rng, folder):
    depth = rng.choice((9, 40, 3000))
    form = rng.randrange(3)
    planted = {0: "x = " + "[" * depth + "]" * depth, 1: ".".join(["a"] * (depth + 1)) + " = 1", 2: "x = " + "{a = " * depth + "1" + "}" * depth}[
        form
    ]
    return write(rng, folder, "", top=f"title_en = 'a'\n{planted}"), None, ["deeper than 8 levels", ":2:"], {}


def not_utf8(rng, folder):
    (path, line), *_ = write(rng, folder, "# 网格"), None
    text = path.read_bytes()
    path.write_bytes(text.replace("# 网格".encode(), "# 网格治理".encode("gbk")))
    return (path, line), 0, ["is not UTF-8 text"], {}


def no_buildings_file(rng, folder):
    return write(rng, folder, f'[city]\nbuildings_file = "none{rng.randrange(99)}.csv"'), 1, ["[city] buildings_file = ", "no such file"], {}


def fewer_buildings_than_communities(rng, folder):
    streets = rng.randint(20, 1000)
    return (
        write(rng, folder, f"[city]\nresidents = 1000\nstreets = {streets}\nbuildings = {rng.randint(1, streets)}"),
        3,
        ["[city] buildings = ", f"at least {5 * streets:,}"],
        {},
    )


def unknown_street(rng, folder):
    streets = rng.randint(1, 98)
    forms = ('where = {{streets = ["street-01", "street-{n}"]}}', 'where.streets = ["street-{n}"]', '[policy.mine.where]\nstreets = ["street-{n}"]')
    form = rng.choice(forms)
    planted = f"[city]\nstreets = {streets}\n[policy.mine]\n" + form.format(n=streets + 1 if streets > 8 else f"0{streets + 1}")
    words = ["[policy.mine.where] streets = ", "the city has no street street-", "did you mean street-"]
    return write(rng, folder, planted), planted.count("\n"), words, {}


def beyond_memory(rng, folder):
    return (
        write(rng, folder, f"[city]\nresidents = {rng.randint(15_000_000, 20_000_000)}\n[category.noise]\nper_1000 = 90000.0"),
        3,
        ["per_1000 = 90000.0", "GB of memory"],
        {},
    )


CLASSES = (
    unknown_key, unknown_table, wrong_type, not_finite, out_of_range, out_of_range_in_a_table_of_numbers, unknown_row, unknown_entry, unknown_word,
    remove_unknown, removed_row_that_a_parent_names, name_of_a_row_that_the_same_policy_removes, tier_of_delegation_removed, list_for_a_table,
    grids_smaller_than_a_building,
    array_of_tables, estate_shares, learning_shares, severity_shares, chief_shares, power_at_top, power_falls, ladder_without_its_top, bad_calendar,
    bad_days, above_the_ceiling,
    hours_taken, watching_hours_taken, watched_by_chiefs,
    on_call_where_every_case_or_report_comes, sessions_that_nobody_holds,
    same_order, area_smaller, departments_not_last, too_many_tiers, department_unreached, category_without_department, fund_at_top,
    patrol_of_departments, missing_parent,
    loop_of_parents, policy_of_the_city, policy_part_of_the_whole, policies_differ, unknown_policy, loop_of_policies, bad_policy_value,
    duplicate_key, not_toml, too_deep, not_utf8,
    no_buildings_file, beyond_memory, fewer_buildings_than_communities, unknown_street, policy_called_none,
    hours_taken_by_other_duties, policy_that_ends_before_it_begins, policy_that_ends_and_changes_the_whole,
)  # fmt: skip


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_a_planted_fault_is_named_with_its_key_and_line(kind, tmp_path, monkeypatch):
    monkeypatch.setattr(size, "available_bytes", lambda: 16_000_000_000)
    rng = random.Random(kind.__name__)
    for _ in range(INSTANCES):
        (path, line), offset, words, arguments = kind(rng, tmp_path)
        with pytest.raises(Faults) as caught:
            load_scenario(path, **arguments)
        sentences = caught.value.sentences()
        place = "" if offset is None else f"{path.name}:{line + offset}: "
        assert any(place in sentence and all(word in sentence for word in words) for sentence in sentences), (place, words, sentences)
        for sentence in (*sentences, *caught.value.sentences("zh")):
            assert "Traceback" not in sentence and "\n" not in sentence and len(sentence) < 700


def test_faults_of_all_classes_are_listed_at_once(tmp_path):
    """Fields, names, and what must hold between parameters: nothing hides anything else."""
    path = tmp_path / "many.toml"
    path.write_text(
        'extends = "baseline"\n[city]\nresidents = -3\nstreats = 2\n[estate.old]\nshare = 0.9\n[tier.gird]\nslots = 3\n[routing]\naccuracy = nan\n'
        '[tier.grid]\ncalendar = "ofice"\n[calendar.evenings]\nhours = "21:00-18:00"\n[policy.p.set.whistle]\nseverity = "never"\n',
        encoding="utf-8",
    )
    with pytest.raises(Faults) as caught:
        load_scenario(path, policies=["nobody"], sets=["work.shared=2", "nonsense"], extra={"travel.detour": True})
    lines = {(fault.line, fault.key) for fault in caught.value.faults}
    expected = {
        (3, "residents"),
        (4, "streats"),
        (6, "share"),
        (8, ""),
        (10, "accuracy"),
        (12, "calendar"),
        (14, "hours"),
        (16, "severity"),
        (None, "shared"),
        (None, "detour"),
    }
    assert expected <= lines
    text = str(caught.value)
    assert "nobody" in text and "nonsense" in text
    assert [fault.line for fault in caught.value.faults if fault.line] == sorted(fault.line for fault in caught.value.faults if fault.line)


def test_a_faulty_value_does_not_start_a_second_fault(tmp_path):
    path = tmp_path / "one.toml"
    path.write_text(
        'extends = "baseline"\n[estate]\nold.share = nan\nordinary.share = 0.1\n[birth]\nceiling = "high"\ndisorder = 2.0\n', encoding="utf-8"
    )
    with pytest.raises(Faults) as caught:
        load_scenario(path)
    assert [(fault.line, fault.key) for fault in caught.value.faults] == [(3, "share"), (6, "ceiling")]


def refused(tmp_path, content: str, **arguments) -> list[str]:
    (tmp_path / "odd.toml").write_text('extends = "baseline"\n' + content, encoding="utf-8")
    with pytest.raises(Faults) as caught:
        load_scenario(tmp_path / "odd.toml", **arguments)
    return caught.value.sentences() + caught.value.sentences("zh")


@pytest.mark.parametrize("name", ["\\n\\u0007", "\\u001b[31m", "\\u202e", "\\u2028", "\\r"])
@pytest.mark.parametrize("form", ['[tier."x{}y"]\nslots = 1', '[tier.grid]\n"x{}y" = 1', '["x{}y"]\na = 1', '[policy."x{}y"]\nfrom_day = 1'])
def test_a_name_that_a_terminal_would_obey_is_shown_without_its_marks(tmp_path, name, form):
    for sentence in refused(tmp_path, form.format(name)):
        assert "x?" in sentence and sentence == "".join(letter for letter in sentence if letter.isprintable())


@pytest.mark.parametrize("form", ["[tier.grid]\n{} = 1", "[{}]\na = 1", "[tier.{}]\nslots = 1", "[policy.{}.set.city]\nresidents = 1"])
def test_a_name_of_a_hundred_thousand_letters_is_cut(tmp_path, form):
    for sentence in refused(tmp_path, form.format("a" * 100_000)):
        assert "aaa" in sentence and len(sentence) < 1000


def test_a_number_that_is_too_long_is_named_with_its_line_and_key(tmp_path):
    digits = "1" * 5000
    for content, line in ((f"[city]\n# {digits}\nresidents = {digits}", 4), (f"[city]\nx = [1,\n  -{digits}]", 4)):
        for sentence in refused(tmp_path, content):
            assert f"odd.toml:{line}: [city]" in sentence and len(sentence) < 400


@pytest.mark.parametrize(("name", "words"), [("accuracy", "routing.accuracy"), ("acuracy", "routing.accuracy"), ("a", "with its table, such as")])
def test_a_parameter_without_its_table_is_told_what_to_write(name, words):
    for arguments in ({"extra": {name: 1}}, {"sets": [f"{name}=1"]}):
        with pytest.raises(Faults) as caught:
            load_scenario("classroom", **arguments)
        (sentence,) = caught.value.sentences()
        assert f" {name} = 1: unknown; a parameter is named with its table" in sentence and words in sentence


NO_TOML = (b"a = [", b"a = 1\na = 2", b"[x]\n[x]", b"a b", b"a = 2020-13-01", b'a = "', b"a = 1 2", b"x = {a = 1", b"\x00", b'a = "\\q"')


@pytest.mark.parametrize("content", NO_TOML)
def test_reasons_are_in_the_language_of_the_sentence(tmp_path, content):
    (tmp_path / "odd.toml").write_bytes(content)
    os.mkdir(tmp_path / "shut.toml")
    for name in ("odd.toml", "shut.toml"):
        with pytest.raises(Faults) as caught:
            load_scenario(tmp_path / name)
        (chinese,) = caught.value.sentences("zh")
        said = chinese.split(": ", 1)[-1].replace("TOML", "")
        assert not re.search(r"[A-Za-z]{3,}", said.rpartition("：")[2]), chinese


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"# only\n", "is empty"),
        (b"x" * 2_000_001, "at most 2,000,000"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"\x00", "not valid TOML"),
    ],
)
def test_files_that_are_no_scenarios_are_refused_with_a_sentence(tmp_path, content, words):
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    with pytest.raises(Faults, match=words):
        load_scenario(path)


@pytest.mark.parametrize("name", ["", " ", "nowhere", "no/where.toml", "a\0b", "/", "baselin", "~nobody/x.toml", "x" * 5000, "../" * 50])
def test_a_scenario_that_is_nowhere_is_a_sentence(name):
    with pytest.raises(Faults):
        load_scenario(name)


def test_a_device_without_end_is_read_no_further_than_the_bound():
    with pytest.raises(Faults, match="at most 2,000,000 bytes"):
        load_scenario("/dev/zero")


def test_a_pipe_is_read_once_whatever_is_asked_of_it(tmp_path):
    text = b'extends = "classroom"\n[policy.p.set]\nwork.shared = 0.25\n'
    reading, writing = os.pipe()
    os.write(writing, text)
    os.close(writing)
    try:
        sources = Sources()
        place = f"/dev/fd/{reading}"
        assert load_scenario(place, ["p"], sources=sources).settings.work.shared == 0.25
        assert load_scenario(place, sources=sources).settings.work.shared == 0.5
        assert "p" in sources.policies_of(place)
    finally:
        os.close(reading)


def test_a_faulty_file_is_faulty_each_time_it_is_asked_for(tmp_path):
    (tmp_path / "odd.toml").write_bytes(b"\xff")
    sources = Sources()
    for _ in range(2):
        with pytest.raises(Faults, match="not UTF-8"):
            load_scenario(tmp_path / "odd.toml", sources=sources)
    with pytest.raises(Faults, match="not UTF-8"):
        sources.policies_of(tmp_path / "odd.toml")


def test_random_bytes_never_make_a_traceback(tmp_path):
    rng = random.Random(7)
    text = (Path(__file__).parents[3] / "scenarios" / "ningjiang.toml").read_bytes()
    path = tmp_path / "noise.toml"
    for _ in range(150):
        noisy = bytearray(text)
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(noisy))
            noisy[at : at + rng.randint(0, 3)] = rng.choice((b"", b"[", b"]", b"=", b'"', b"\n", b"{", b".", b"nan", bytes([rng.randrange(256)])))
        path.write_bytes(bytes(noisy))
        try:
            load_scenario(path, policies=["five_chiefs_whistle"])
        except Faults as found:
            assert found.faults and all(found.sentences("zh"))


@pytest.mark.parametrize(
    "text",
    [
        "tier.grid.slots",
        "=3",
        "tier..slots=3",
        "a.b.c.d.e.f.g=1",
        "tier=3",
        "tier.grid=3",
        "city.residents=[",
        "city.residents='",
        "tier.grid.slots=3\nx=1",
        "city.residents.x=1",
    ],
)
def test_a_bad_set_is_a_sentence(text):
    with pytest.raises(Faults):
        load_scenario("classroom", sets=[text])
