"""Numbers as people read them, and columns that line up under Chinese."""

import math
import random

import pytest

from gridgov.text.layout import balanced, decimals_for, headed, number, pad, table, width, wrapped


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (5251.3, "5,251"),
        (61.53, "61.5"),
        (0.5219, "0.522"),
        (0.00012345, "0.000123"),
        (-7.42, "-7.42"),
        (None, "-"),
        (math.nan, "-"),
        (math.inf, "-"),
        (100.0, "100"),
    ],
)
def test_a_number_shows_three_digits_or_all_before_the_point(value, text):
    assert number(value) == text


def test_a_rounded_zero_has_no_sign():
    assert number(-0.0001, 2) == "0.00"
    assert number(0.0001, 2, signed=True) == "0.00"
    assert number(1234.5, 1, signed=True) == "+1,234.5"


def test_decimals_show_the_digits_asked_for():
    assert [decimals_for(value, 2) for value in (0, 0.0123, 0.5, 3.4, 27, 1e-12)] == [0, 3, 2, 1, 0, 6]


def test_chinese_takes_two_columns():
    assert width("按期 ab") == 7
    assert pad("按期", 6) == "按期  " and pad("ab", 4, right=True) == "  ab"


def test_the_columns_of_a_table_line_up_under_chinese():
    lines = table(["指标", "n"], [["按期办结率", "1"], ["days", "22"]], right=[1]).split("\n")
    assert len({width(line) for line in lines}) == 1


def test_a_wrapped_line_is_never_too_long_and_loses_nothing():
    for text in ("one two three four five six seven " * 5, "较好：问题日低 89 至 170、限定平均天数低 0.054 至 0.106；" * 5):
        lines = wrapped(text, 30, "  ").split("\n")
        assert all(width(line) <= 30 for line in lines)
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert not any(line.strip()[0] in "，。；：、" for line in lines)


def test_a_heading_after_a_question_has_no_colon_and_any_other_keeps_it():
    assert headed("Does it help?: 12 runs") == "Does it help? – 12 runs" and headed("有用吗？：12 次") == "有用吗？——12 次"
    assert headed("Town: how long") == "Town: how long" and headed("a?:b") == "a?:b"


def test_a_balanced_text_is_as_narrow_as_its_lines_allow():
    draw = random.Random(4)
    for _ in range(200):
        text = " ".join("字" * draw.randrange(9) if draw.random() < 0.3 else "w" * draw.randrange(1, 9) for _ in range(draw.randrange(1, 30))).strip()
        columns = draw.randrange(1, 60)
        lines = wrapped(text, columns).count("\n")
        narrowest = next(one for one in range(1, columns + 1) if wrapped(text, one).count("\n") == lines)
        assert balanced(text, columns) == wrapped(text, narrowest)
