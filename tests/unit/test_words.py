"""The catalogue of words: complete in both languages, used, and drawable with the shipped font."""

import re
import string
from pathlib import Path

import pytest

import gridgov
from gridgov.text.words import LANGUAGES, METRIC_UNITS_ZH, WORDS, metric_unit, say

SOURCE = Path(gridgov.__file__).parent
CHINESE = re.compile(r"[一-鿿]")
SYMBOLS_ONLY = {
    "unit.percent",
    "direction.neither",
    "per",
    "chart.level",
    "fault.file",
    "usage.bad_value",
    "compare.named",
    "label.which",
    "study_chart.optimum.point",
    "film.assumption",
    "film.assumption_bare",
    "list.comma",
    "list.stop",
    "list.sentence",
    "list.semicolon",
    "facts.heading",
    "facts.line",
    "facts.as_it_stands",
    "facts.under",
    "facts.interval",
    "follows.label",
    "against.draw",
    "against.part",
    "column.strength",
    "column.sigma",
    "charts.line",
    "study_chart.differences.share",
    "runs.heading",
    "runs.stages.total",
    "runs.map.count",
    "runs.flow.node",
}


def gaps(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("name", WORDS)
def test_a_sentence_has_the_same_gaps_in_both_languages(name):
    english, chinese = WORDS[name]
    assert gaps(english) == gaps(chinese)
    assert not CHINESE.search(english)
    assert CHINESE.search(chinese) or name in SYMBOLS_ONLY


def test_every_sentence_that_is_said_exists_and_every_one_that_exists_is_said():
    sayers = [path for path in SOURCE.rglob("*.py") if path.parent.name != "text" or not path.name.endswith("words.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sayers)
    assert set(re.findall(r'\bsay\(\s*"([a-z_.]+)"', text)) <= set(WORDS)
    families = set(re.findall(r'say\(\s*f"([a-z_.]+\.)\{', text))
    unsaid = [name for name in WORDS if f'"{name}"' not in text and not name.startswith(tuple(families))]
    assert unsaid == []


def test_values_fill_the_gaps():
    assert say("written", "en", folder="x/y") == "Results: x/y"
    assert say("written", "zh", folder="x/y") == "结果：x/y"


def test_a_value_with_braces_is_shown_as_it_is():
    assert say("written", "en", folder="{folder}") == "Results: {folder}"


def test_every_metric_speaks_both_languages():
    from gridgov.metrics import METRICS

    for metric in METRICS:
        assert metric.en and CHINESE.search(metric.zh), metric.name
        assert metric.unit in METRIC_UNITS_ZH, metric.unit
        assert metric.better in ("lower", "higher", "neither"), metric.name
    assert metric_unit("days", "en") == "days" and metric_unit("days", "zh") == "天"


def test_the_shipped_font_holds_every_word():
    from gridgov.charts.style import drawable
    from gridgov.metrics import METRICS

    texts = (
        [text for both in WORDS.values() for text in both]
        + list(METRIC_UNITS_ZH.values())
        + [text for metric in METRICS for text in (metric.en, metric.zh)]
    )
    for text in texts:
        assert drawable(text) == text


def test_there_are_two_languages():
    assert LANGUAGES == ("en", "zh")
