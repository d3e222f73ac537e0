"""What has to be said before the figures of policies that change nothing, or that leave no place as it was."""

from __future__ import annotations

from collections.abc import Iterable

from gridgov.organisation.idle import find_idle
from gridgov.scenario.scenario import Scenario
from gridgov.text.counts import counted
from gridgov.text.layout import number
from gridgov.text.words import say


def idle_sentences(scenarios: Iterable[Scenario], lang: str) -> list[str]:
    """One sentence for each policy of some scenarios that never acts or acts everywhere, each once."""
    return list(dict.fromkeys(_sentence(idle, lang) for scenario in scenarios for idle in find_idle(scenario)))


def _sentence(idle, lang: str) -> str:
    days = counted("days", lang, idle.days)
    there = counted(idle.unit, lang, idle.there) if idle.unit else ""
    share = number(100 * idle.share, 0 if (100 * idle.share).is_integer() else 1)
    return say(f"idle.{idle.how}", lang, policy=idle.policy, first=idle.first, days=days, stage=idle.stage, share=share, there=there)
