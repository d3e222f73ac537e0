"""`gridgov explain`: the life of one case in plain words, the worst cases of a run, and one case under two policies."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path

import click

from gridgov.cli.run import LARGEST_SEED, LONGEST_DAYS, progress_bar, warm, with_days
from gridgov.cli.words import Refusal, Verb, Whole, option
from gridgov.text.words import say

MOST_WORST = 1000


def verbs(lang: str) -> list[click.Command]:
    """The verbs of this file, in one language."""
    options = [
        click.Argument(["names"], nargs=-1, metavar="[CASE] RUN"),
        option("--policy", lang, "option.policy", "policies", multiple=True, metavar="NAME"),
        option("--set", lang, "option.set", "sets", multiple=True, metavar="PATH=VALUE"),
        option("--days", lang, "option.days", type=Whole(lang, 1, LONGEST_DAYS)),
        option("--seed", lang, "option.seed", type=Whole(lang, 0, LARGEST_SEED)),
        option("--worst", lang, "option.worst", type=Whole(lang, 1, MOST_WORST)),
        option("--against", lang, "option.against", metavar="NAME"),
        option("--study", lang, "option.explain_study", metavar="DIR"),
    ]
    return [Verb("explain", lang, help=say("help.explain", lang), callback=partial(explain, lang), params=options)]


def explain(lang, names, policies, sets, days, seed, worst, against, study) -> None:
    """Run again what is asked about, and tell."""
    if len(names) not in ((1, 2) if worst else (2,)):
        raise Refusal(say("fault.no_run_or_case", lang))
    if against is not None and len(names) < 2:
        raise Refusal(say("fault.against_needs_case", lang))
    source, key = names[-1], None
    if len(names) == 2:
        if not (names[0].isascii() and names[0].isdigit()):
            raise Refusal(say("fault.case_not_number", lang, case=names[0]))
        key = int(names[0])
    settled = [flag for flag, value in (("--policy", policies), ("--set", sets), ("--days", days), ("--seed", seed)) if value not in (None, ())]
    run = _replayed(lang, source, study, settled) or _simulated(lang, source, policies, with_days(sets, days), 1 if seed is None else seed)
    again = " ".join(map(shlex.quote, [source, *_as_given(policies, sets, days, seed, study)]))
    if worst:
        _tell_worst(lang, run, again, worst)
    if key is not None:
        _tell_case(lang, run, again, key, against)


def _as_given(policies, sets, days, seed, study) -> list[str]:
    """The options that name the run, to be written after its source."""
    pairs = [*(("--policy", name) for name in policies), *(("--set", text) for text in sets)]
    pairs += [(flag, value) for flag, value in (("--days", days), ("--seed", seed), ("--study", study)) if value is not None]
    return [str(part) for pair in pairs for part in pair]


def _simulated(lang, scenario, policies, sets, seed):
    from gridgov.organisation.checked import load_checked

    for text in policies:
        if any(not part.strip() for part in text.split("+")):
            raise Refusal(say("fault.empty_policy", lang, option="--policy", text=text))
    return _run(lang, load_checked(scenario, policies=policies, sets=sets), seed)


def _run(lang, loaded, seed):
    from gridgov.run import simulate

    warm(lang)
    with _progress(lang, loaded) as tell:
        return simulate(loaded, seed=seed, events=True, progress=tell)


def _progress(lang, loaded):
    return progress_bar(say("progress.days", lang), loaded.settings.time.warmup_days + loaded.settings.time.horizon_days)


def _replayed(lang, source, study, settled):
    """The run of a study or of a folder, run again and seen to come out as it did; None if `source` is neither."""
    if study is None and not Path(source).is_dir():
        return None
    if settled:
        raise Refusal(say("fault.run_is_settled", lang, run=source, options=say("list.comma", lang).join(settled)))
    if study is not None:
        from gridgov.study.study import Study

        with Study.open(study) as opened:
            warm(lang)
            return opened.replay(source, events=True)
    from gridgov.exemplars import find_exemplars

    found = find_exemplars(source)
    warm(lang)
    with _progress(lang, found.runs[0].scenario) as tell:
        return found.simulate(0, events=True, progress=tell)


def _tell_worst(lang, run, again, count) -> None:
    from gridgov.analysis.life.spans import find_life, worst
    from gridgov.analysis.life.wording import policy_name, worst_table

    keys = worst(run.outcome, run.start.world, count)
    if not keys:
        click.echo(say("explain.no_cases", lang))
        return
    heading = {"scenario": run.scenario.title(lang), "policy": policy_name(run, lang), "seed": run.seed}
    click.echo(say("explain.worst", lang, count=len(keys), **heading))
    click.echo(worst_table(run, [find_life(run.outcome, run.start.world, key) for key in keys], lang))
    click.echo(say("explain.worst_next", lang, case=keys[0], run=again))


def _tell_case(lang, run, again, key, against) -> None:
    from gridgov.analysis.life.against import compare_lives, why_never_born
    from gridgov.analysis.life.spans import find_life
    from gridgov.analysis.life.teller import tell
    from gridgov.analysis.life.wording import against_text, life_text, policy_name

    life = find_life(run.outcome, run.start.world, key)
    if life is None:
        raise Refusal(say("fault.no_case", lang, case=key, run=again))
    if against is None:
        click.echo(life_text(run, life, tell(run.start, life), lang))
        return
    other = _against(lang, run, against)
    twin = find_life(other.outcome, other.start.world, key)
    if twin is None:
        why = {name: f"{value:.4f}" for name, value in why_never_born(run.start, other.start, life).items()}
        click.echo(say("against.never", lang, a=policy_name(run, lang), b=policy_name(other, lang), **why))
        return
    click.echo(say("explain.heading", lang, case=key, scenario=run.scenario.title(lang), policy=policy_name(run, lang), seed=run.seed))
    click.echo(against_text((run, other), compare_lives((run.start, other.start), (life, twin)), lang))


def _against(lang, run, policy):
    """The same scenario, settings and seed under another policy."""
    from gridgov.organisation.checked import load_checked

    names = [] if policy == "none" else [policy]
    if any(not part.strip() for part in policy.split("+")):
        raise Refusal(say("fault.empty_policy", lang, option="--against", text=policy))
    return _run(lang, load_checked(run.scenario.asked, policies=names, extra=dict(run.scenario.sets), asker="--against"), run.seed)
