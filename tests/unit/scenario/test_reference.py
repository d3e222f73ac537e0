"""The baseline file and the list of parameters follow from the declarations."""

from __future__ import annotations

import string
import subprocess
import sys
import tomllib

from gridgov.scenario.data import find_data
from gridgov.scenario.ladder import MAX_CHANNELS, MAX_TIERS
from gridgov.scenario.lever import CITY, LOCAL, WHOLE
from gridgov.scenario.levers import AREAS, LEVERS, PAYERS
from gridgov.scenario.paths import ENTRIES, KEYED, defaults
from gridgov.scenario.reference import baseline_toml, reference_rows
from gridgov.tables import dtypes
from gridgov.text.sentences import SENTENCES
from gridgov.text.units import UNITS


def test_the_baseline_file_is_what_the_declarations_say():
    assert (find_data() / "scenarios" / "baseline.toml").read_bytes() == baseline_toml().encode("utf-8")


def test_the_baseline_states_every_default_once():
    data = tomllib.loads(baseline_toml())
    found = {}
    waiting = [((table,), row) for table, row in data.items() if isinstance(row, dict)]
    while waiting:
        path, row = waiting.pop()
        for key, value in row.items():
            if isinstance(value, dict):
                waiting.append(((*path, key), value))
            else:
                found[*path, key] = value
    assert found == defaults()


def test_the_baseline_gives_unit_source_and_both_languages():
    text = baseline_toml()
    for lever in LEVERS:
        assert lever.en in text and lever.zh in text and f"source: {lever.source}" in text and lever.unit in text


def test_declarations_are_complete():
    paths = [lever.path for lever in LEVERS]
    assert len(set(paths)) == len(paths)
    for lever in LEVERS:
        assert lever.en.endswith(".") and lever.zh and lever.source and lever.unit in UNITS and lever.scope in (CITY, WHOLE, LOCAL), lever.path
        if lever.kind in ("float", "int", "number_or_none", *ENTRIES):
            assert lever.low is not None and lever.high is not None and lever.low < lever.high, lever.path
        if lever.path.split(".")[0] in KEYED and lever.name != "order":
            assert lever.new is not None, lever.path
        if lever.kind == "choice":
            assert len(lever.choices) > 1, lever.path


def test_rows_for_lists_hold_every_parameter():
    rows = reference_rows()
    assert sorted(row["path"] for row in rows) == sorted(lever.path for lever in LEVERS)
    assert all({"path", "kind", "unit", "default", "low", "high", "choices", "off", "scope", "source", "en", "zh"} <= set(row) for row in rows)


def test_words_of_the_declarations_are_those_of_the_tables():
    assert (MAX_TIERS, MAX_CHANNELS) == (dtypes.MAX_TIERS, dtypes.MAX_CHANNELS)
    assert AREAS == dtypes.AREAS and PAYERS == dtypes.PAYERS


def test_both_languages_of_a_sentence_have_the_same_gaps_and_none_that_is_taken():
    for code, texts in SENTENCES.items():
        gaps = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in texts]
        assert gaps[1] <= gaps[0], code
        assert not gaps[0] & {"file", "line", "table", "key", "value", "code"}, code


def test_lists_need_no_pydantic_and_no_numpy():
    program = (
        "import sys; import gridgov.scenario.sources as d, gridgov.scenario.reference as r, gridgov.text.faults; "
        "d.Sources().policies_of('ningjiang'); r.reference_rows(); print(sorted({'pydantic', 'numpy', 'numba', 'mesa'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
