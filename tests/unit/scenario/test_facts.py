"""The numbers of the five documents: each in its place, read and checked like everything else, and none put in by another door."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

from gridgov.analysis.facts import documented
from gridgov.metrics import FIGURES, METRICS
from gridgov.model.rehearsal import refused_facts
from gridgov.scenario.facts import CONTEXT, EMERGENT, GIVEN
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import DOCUMENTS
from gridgov.scenario.sources import Sources
from gridgov.text.faults import Faults

TOP = Path(__file__).resolve().parents[3]
SCENARIOS = ("ningjiang", "daan", "shangluo", "shuangshan", "songyuan")
CHINESE = re.compile(r"[一-鿿]")

each_scenario = pytest.mark.parametrize("name", SCENARIOS)


@cache
def loaded(name, policy=None):
    return load_scenario(name, [policy] if policy else [])


def leaves(tree, path=()):
    """Every single value by dotted path."""
    if isinstance(tree, dict):
        return {name: value for key, row in tree.items() for name, value in leaves(row, (*path, key)).items()}
    return {".".join(path): tree}


def facts():
    return [(name, one) for name in SCENARIOS for one in loaded(name).facts]


# ---- the five documents


def test_the_five_scenarios_are_those_that_state_facts():
    assert documented() == SCENARIOS


def test_every_one_of_the_ninety_facts_stands_exactly_once_and_in_the_scenario_of_its_document():
    assert [one.number for _, one in facts()] == list(range(1, 91))
    for name, document in zip(SCENARIOS, DOCUMENTS, strict=True):
        assert [one.number for one in loaded(name).facts] == list(DOCUMENTS[document])
        assert {one.document for one in loaded(name).facts} == {document}


@each_scenario
def test_every_fact_and_assumption_speaks_both_languages(name):
    for one in loaded(name).facts:
        assert not CHINESE.search(one.what + one.why + one.miss), one.name
        for zh, en in ((one.what_zh, one.what), (one.why_zh, one.why), (one.miss_zh, one.miss)):
            assert bool(zh) == bool(en) and (not zh or CHINESE.search(zh)), one.name
    for row in loaded(name).assumptions:
        assert row.what and row.why and CHINESE.search(row.what_zh) and CHINESE.search(row.why_zh) and row.value is not None


@each_scenario
def test_what_is_given_is_held_by_the_parameters_it_names_and_what_emerges_has_its_metric(name):
    assert refused_facts(name, loaded(name), Sources()) == []


@each_scenario
def test_what_should_emerge_has_a_tolerance_and_an_explanation_ready(name):
    for one in loaded(name).facts:
        if one.kind == EMERGENT:
            assert one.why and (one.low is None or one.high is None or one.low < one.high)
            assert one.miss, f"{one.name} may miss, and nobody says why"
        if one.kind == CONTEXT:
            assert one.why and not one.sets and not one.metric


def test_no_parameter_of_a_document_states_a_number_that_should_emerge():
    for name, one in facts():
        if one.kind != EMERGENT:
            continue
        stated = {float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", str(one.value))}
        for policy in Sources().own_policies(name):
            held = dict(leaves(loaded(name, policy).settings.model_dump()).items() - leaves(loaded("baseline").settings.model_dump()).items())
            found = [path for path, value in held.items() if isinstance(value, int | float) and not isinstance(value, bool) and value in stated]
            assert not found, f"fact {one.number} of {name} is said to emerge, and under {policy} it stands in {found}"


@each_scenario
def test_before_and_after_differ_only_in_what_facts_state_and_assumptions_name(name):
    before, after = (leaves(loaded(name, policy).settings.model_dump()) for policy in ("before", "after"))
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    stated = {path for one in loaded(name).facts for _, path, _ in one.sets}
    assumed = {pattern for row in loaded(name).assumptions for pattern in row.paths}

    unsaid = {path for path in changed if path not in stated and not _named(path, assumed)}
    assert changed and not unsaid, f"neither a fact nor an assumption speaks of {sorted(unsaid)}"


def _named(path, patterns):
    return any(fnmatchcase(path, pattern) or fnmatchcase(path, pattern + ".*") for pattern in patterns)


@each_scenario
def test_what_assumptions_name_is_there(name):
    held = {path for policy in Sources().own_policies(name) for path in leaves(loaded(name, policy).settings.model_dump())}
    for row in loaded(name).assumptions:
        for pattern in row.paths:
            assert any(_named(path, (pattern,)) for path in held), f"{row.name}: nothing is called {pattern}"


def test_a_scenario_that_extends_a_document_does_not_inherit_its_facts(tmp_path):
    path = tmp_path / "half.toml"
    path.write_text('extends = "ningjiang"\ncity.buildings = 2020\n', encoding="utf-8")
    assert load_scenario(path).facts == () and load_scenario(path).assumptions


def test_facts_change_nothing_of_what_is_simulated(tmp_path):
    text = (TOP / "scenarios" / "shuangshan.toml").read_text(encoding="utf-8")
    path = tmp_path / "shuangshan.toml"
    path.write_text(re.sub(r"(?ms)^\[fact\..*?(?=^# ----|^\[assumption)", "", text), encoding="utf-8")
    assert not load_scenario(path).facts and load_scenario(path).sha256 == loaded("shuangshan").sha256


# ---- what the loader refuses

GOOD = """
[fact.buildings]
number = 9
what = "Buildings"
what_zh = "楼栋"
kind = "given"
value = 30
set.none.city.buildings = 30.0
"""
TOWN = 'extends = "baseline"\n[city]\nresidents = 3000\nbuildings = 30\nstreets = 1\ncommunities_per_street = 2\n'


def faults_of(tmp_path, text, load=load_scenario):
    path = tmp_path / "town.toml"
    path.write_text(TOWN + text, encoding="utf-8")
    with pytest.raises(Faults) as found:
        load(path)
    return path, found.value.sentences()


def rehearse(path):
    from gridgov.model.rehearsal import load_rehearsed

    return load_rehearsed(path, Sources())


def test_all_faults_of_facts_are_listed_at_once_with_their_lines(tmp_path):
    wrong = GOOD.replace("number = 9", "nummer = 9\nnumber = 91").replace('kind = "given"', 'kind = "gven"') + (
        '[fact.events]\nnumber = 40\nwhat = "Events"\nwhat_zh = "事件"\nkind = "emergent"\nvalue = 16000\npolicy = "befor"\nlow = true\n'
        '[fact.context]\nnumber = 41\nwhat = "x"\nkind = "context"\nvalue = 1\nmetric = "gini"\nset.none.chiefs.cadre_shar = 0.5\n'
    )
    path, sentences = faults_of(tmp_path, wrong)
    text = "\n".join(sentences)
    for words in (
        "[fact.buildings] nummer = 9: unknown name; did you mean number?",
        "[fact.buildings] number = 91: must be a whole number within [1, 90]",
        '[fact.buildings] kind = "gven": must be one of given, emergent, arithmetic, context',
        "[fact.events] metric: is missing",
        "[fact.events] why: is missing",
        "[fact.events] low = true: must be a number",
        "[fact.events] policy: there is no policy befor; did you mean before?",
        "[fact.context] what_zh: is missing",
        '[fact.context] metric = "gini": does not belong to a fact of kind context',
        "[fact.context.set.none.chiefs] cadre_shar = 0.5: unknown name; did you mean cadre_share?",
    ):
        assert words in text, words
    assert all(sentence.startswith(f"{path}:") or ".toml:" in sentence for sentence in sentences)


@pytest.mark.parametrize("wrong", ["fact = 3", "fact = {x = 3}", "[fact.x]\nset = 3\nnumber = 1", "[fact.x]\nset.none = 3\nnumber = 1",
                                   "[fact.x]\nset.none.rows = 3\nnumber = 1", "[fact.x]\nset.none.rows.departmen = 3\nnumber = 1",
                                   "[fact.x]\nset.none.rows.department = 1.5\nnumber = 1", '[fact."1x"]\nnumber = 1'])  # fmt: skip
def test_facts_of_any_other_form_are_refused_in_a_sentence(tmp_path, wrong):
    path = tmp_path / "town.toml"
    path.write_text(TOWN + wrong if wrong.startswith("[") else f"{wrong}\n{TOWN}", encoding="utf-8")
    with pytest.raises(Faults) as found:
        load_scenario(path)
    assert all("fact" in sentence for sentence in found.value.sentences())


def test_one_number_cannot_be_two_facts(tmp_path):
    _, sentences = faults_of(tmp_path, GOOD + GOOD.replace("fact.buildings", "fact.again"))
    assert len(sentences) == 1 and "[fact.again] number = 9: is the number of the fact buildings already" in sentences[0]


def test_a_fact_that_says_to_be_given_and_is_not_is_refused_by_check(tmp_path):
    _, sentences = faults_of(tmp_path, GOOD.replace("buildings = 30.0", "buildings = 31.0"), rehearse)
    assert len(sentences) == 1 and "set.none.city] buildings = 31.0: a fact says that it is given, and under none it is 30" in sentences[0]


def test_a_count_of_rows_is_held_too(tmp_path):
    rows = GOOD.replace("city.buildings = 30.0", "rows.department = 21")
    _, sentences = faults_of(tmp_path, rows, rehearse)
    assert len(sentences) == 1 and "rows] department = 21: a fact says that it is given, and under none it is 22" in sentences[0]


def test_a_metric_that_there_is_not_is_refused_by_check_with_the_nearest(tmp_path):
    emergent = GOOD.replace('"given"', '"emergent"\nlow = 1\npolicy = "before"\nwhy = "x"\nwhy_zh = "因"\nmetric = "grid_event"')
    _, sentences = faults_of(tmp_path, emergent.replace("set.none.city.buildings = 30.0", ""), rehearse)
    assert len(sentences) == 1 and 'metric = "grid_event": there is no metric of this name; did you mean grid_events?' in sentences[0]


def test_figures_and_metrics_do_not_share_names():
    assert not {metric.name for metric in FIGURES} & {metric.name for metric in METRICS}
    assert GIVEN == "given"
