"""The page of calibration: targets, free parameters, hits and misses, from what the runs of the baseline gave."""

from __future__ import annotations

from collections.abc import Iterable

from gridgov.analysis.targets.free import TIMES, VALUE, Free, free_parameters
from gridgov.analysis.targets.judge import LENGTH, Judged
from gridgov.analysis.targets.table import FIT, GIVEN, HELD_OUT, Target, targets
from gridgov.run.hashes import machine, source_sha256
from gridgov.scenario.paths import defaults

HEAD = "| figure | evidence | tolerance | simulated | verdict | population | source | confidence |\n|---|---:|---|---:|---|---|---|---|"
FREE_HEAD = "| parameter | judgement | now | bounds | number | why evidence leaves it open |\n|---|---|---|---|---:|---|"
GIVEN_HEAD = "| figure | evidence | stated by | population | source | confidence |\n|---|---:|---|---|---|---|"


def page(judged: Iterable[Judged], seeds: int) -> str:
    """The page as Markdown."""
    judged = tuple(judged)
    fit, held = (tuple(one for one in judged if one.target.use == use) for use in (FIT, HELD_OUT))
    free, about = free_parameters(), machine()
    hits = {use: sum(one.hit for one in some) for use, some in ((FIT, fit), (HELD_OUT, held))}
    parts = [
        "# Calibration",
        "Written by `python -m gridgov.analysis.targets --write` (part of `make verify`); do not edit. The targets stand in "
        "`sim/gridgov/analysis/targets/targets.csv`, the free parameters in `free.csv` beside it; where the evidence is from, in "
        "[evidence.md](evidence.md). `tests/laws/test_targets.py` holds every hit and every miss.",
        f"The baseline has **{len(free)} free parameters for {len(fit)} targets**, of which {hits[FIT]} are hit. Of {len(held)} figures "
        f"that were held out, **{hits[HELD_OUT]} hit, {len(held) - hits[HELD_OUT]} missed**.",
        f"Sources of gridgov (SHA-256): `{source_sha256()}`  \nPython {about['python']}, numpy {about['packages']['numpy']}, "
        f"scipy {about['packages']['scipy']}, numba {about['packages']['numba']}; {about['cpu']}; seeds 1 to {seeds}.",
        "**What counts.** Only figures that come out of a run and that no parameter states. They are computed from the case table of the scenario "
        "`baseline`: a district without building chiefs whose grids are patrolled and whose residents report, over "
        f"{LENGTH['time.horizon_days']} days after the warm-up. Simulated figures are those of all seeds together, with the standard error over "
        "seeds (jackknife). A figure is hit if it lies within its tolerance. Tolerances are wide, because the populations are others: one town, "
        "cities abroad, bulletins that measure what had to be entered. A hit says that the baseline is not out of the ordinary; it says "
        "nothing about the effect of a policy.",
        "**How it was fitted.** `python -m gridgov.analysis.calibrate`: bounded least squares in units of tolerance, on the same seeds throughout, "
        "with each parameter weakly held where judgement had put it: what no target speaks of stays. One row says that its number was set by hand, "
        "within the error of the fit. Policies take no part: no shipped policy touches an entry of a free parameter, and nothing is fitted again "
        "under a policy.",
        "## Targets that were fitted",
        "\n".join([HEAD, *map(_row, fit)]),
        "## Targets that were held out",
        "No free parameter was moved for their sake, and none is meant for them. They were chosen before the fit, as what it leaves open: who "
        "reports and when, how days differ, and of what kind the cases are. For some of them it was known that the judgement before missed them.",
        "\n".join([HEAD, *map(_row, held)]),
        "## Why the misses are misses",
        "\n".join(map(_why, (one for one in judged if not one.hit))) or "There are none.",
        "## Free parameters",
        "One number moves all entries of a row together (times: a factor; logit: added on the logit; value: the number itself), so it counts as one. "
        "`learning.trust_step` and `learning.propensity_sd` were chosen by judgement together with two of them; counting these too, parameters are "
        "fewer than targets; and of the targets some hang together, such as cases of staff and of residents with their share. How many troubles "
        "arise (700 per 1,000 residents and year, as declared) was not freed: from what is registered, births and noticing cannot be told apart.",
        "\n".join([FREE_HEAD, *map(_free_row, free)]),
        "## Figures that a parameter states",
        "These are inputs. Meeting them is no success, and a table of targets that holds one of them is refused.",
        "\n".join([GIVEN_HEAD, *map(_given_row, targets(GIVEN))]),
    ]
    return "\n\n".join(parts) + "\n"


def _row(one: Judged) -> str:
    target = one.target
    found = f"{_number(one.value)} ± {one.error:.1g}"
    tolerance = f"{target.low:g} to {target.high:g}: {target.tolerance}"
    what = f"{target.en} ({target.unit})" if target.unit not in ("", "share") else target.en
    verdict = "hit" if one.hit else "**miss**"
    return f"| {what} | {_number(target.value)} | {tolerance} | {found} | {verdict} | {target.population} | {target.source} | {target.confidence} |"


def _why(one: Judged) -> str:
    return f"- **{one.target.en}** ({_number(one.value)} against {_number(one.target.value)}): {one.target.miss}"


def _free_row(one: Free) -> str:
    now = defaults()
    before = _span(one.before.values())
    after = _span(now[tuple(path.split("."))] for path in one.places().values())
    # the numbers of a value are those of the parameter; the others have a neutral one that says how to read them
    how = "" if one.how == VALUE else f" ({'times' if one.how == TIMES else 'logit'}, neutral {one.start:g})"
    place = one.path + (f" ({', '.join(one.rows)})" if one.rows else "") + (f", entry {one.entry}" if one.entry else "")
    return f"| {one.en}: `{place}` | {before} | {after} | {one.low:g} to {one.high:g} | {one.fitted:g}{how} | {one.why} |"


def _given_row(target: Target) -> str:
    stated = ", ".join(f"`{path}`" for path in target.stated_by)
    return f"| {target.en} | {_number(target.value)} | {stated} | {target.population} | {target.source} | {target.confidence} |"


def _span(values: Iterable[float]) -> str:
    values = sorted(values)
    return f"{values[0]:g}" if values[0] == values[-1] else f"{values[0]:g} to {values[-1]:g}"


def _number(value: float) -> str:
    """Three digits are what the tolerances deserve."""
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
