"""A policy in and out of its place as words: names of cohorts, their days, and when a difference shows."""

from __future__ import annotations

from collections.abc import Iterable

from gridgov.analysis.pilot import City, Pilot, PlaceEffect
from gridgov.analysis.wording import estimate_texts, scale
from gridgov.organisation.cohorts import OUTSIDE, Cohorts
from gridgov.text.counts import counted
from gridgov.text.layout import decimals_for, number
from gridgov.text.words import say


def place_name(cohorts: Cohorts, k: int, lang: str) -> str:
    """What a cohort is called: the parts that reach it, or outside."""
    return say("pilot.outside", lang) if k == OUTSIDE else cohorts.name(k)


def days_text(cohorts: Cohorts, k: int, lang: str) -> str:
    """On which days of the measured period the policy is in force there; outside: anywhere."""
    first, until = cohorts.first_day(k), cohorts.until_day(k)
    if until is None:
        return say("pilot.days_on", lang, first=first) if first else say("pilot.days_all", lang)
    return say("pilot.days", lang, first=first, last=until - 1)


def shows_text(effect: PlaceEffect, lang: str) -> str:
    """After how many days a difference shows."""
    if effect.difference.estimate.low is None or not effect.weeks:
        return "-"
    return say("pilot.not_shown", lang) if effect.shows_after is None else counted("days", lang, effect.shows_after)


def city_texts(metric: str, city: City | None) -> tuple[str, str]:
    """The difference in differences with its interval, and the interval of a single city."""
    if city is None or city.both.mean is None:
        return "-", "-"
    mean, interval = estimate_texts(metric, city.both)
    if city.one_low is None:
        return mean, "-"
    decimals = decimals_for((city.one_high - city.one_low) / 2 * scale(metric), 2)
    low, high = (number(end * scale(metric), decimals, signed=True) for end in (city.one_low, city.one_high))
    return f"{mean} {interval}", f"[{low}, {high}]"


def notes(pilots: Iterable[Pilot], lang: str) -> list[str]:
    """What the tables of pilots say and do not say; only of what there is to be seen."""
    pilots = list(pilots)
    found = [say("pilot.note_effect", lang)]
    if any(len(pilot.with_policy) > 1 for pilot in pilots):
        found.append(say("pilot.note_shows", lang))
    found.append(say("pilot.note_city", lang))
    for pilot in pilots:
        if OUTSIDE not in pilot.cohorts.some:
            name = "pilot.note_alone" if len(pilot.cohorts.some) == 1 else "pilot.note_no_outside"
            found.append(say(name, lang, policy=pilot.policy))
    return found
