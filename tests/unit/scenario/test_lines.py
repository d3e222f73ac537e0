"""The scanner finds the line of every key that tomllib finds, in whatever form it is written."""

from __future__ import annotations

import random
import tomllib

from gridgov.scenario.data import find_data
from gridgov.scenario.lines import line_numbers


def paths_of(data, path=()):
    for key, value in data.items():
        yield (*path, key)
        if isinstance(value, dict):
            yield from paths_of(value, (*path, key))


def test_every_key_of_the_shipped_files_has_a_line_on_which_it_stands():
    for file in find_data().glob("scenarios/**/*.toml"):
        text = file.read_text(encoding="utf-8")
        lines, rows = line_numbers(text), text.split("\n")
        for path in paths_of(tomllib.loads(text)):
            assert path[-1] in rows[lines[path] - 1], (file.name, path)


def test_odd_forms_are_followed():
    text = '''a.b . "c d" = 1 # x = 2
"quo\\"ted" = """
[not.a.table]
x = 1 \\""" """
'lit' = \'\'\'
y = 2\'\'\'

[ t . 'u' ]   # comment ]
list = [ # [
  "]", {k = "}"}, [1, 2], # ]
]
in = {p = 1, q.r = [1, {z = 2}], s = {t = """}"""}, u = '#'}
[[arr]]
n = 1
[[arr]]
n = 2
[last]
d = 1979-05-27 07:32:00
'''
    tomllib.loads(text)
    lines = line_numbers(text)
    expected = {
        ("a", "b", "c d"): 1, ("lit",): 5, ("t", "u"): 8, ("t", "u", "list"): 9, ("t", "u", "in"): 12, ("t", "u", "in", "q", "r"): 12,
        ("t", "u", "in", "s", "t"): 12,
        ("t", "u", "in", "u"): 12, ("arr",): 13, ("arr", "1", "n"): 14, ("arr", "2"): 15, ("arr", "2", "n"): 16, ("last",): 17, ("last", "d"): 18,
    }  # fmt: skip
    assert {path: lines.get(path) for path in expected} == expected


def test_the_items_of_an_array_are_numbered_in_both_its_forms():
    text = """p.s = [
  {day = 1},
  {day = 2, where = {a = [1, {b = 2}, [
     3]], c = 3}},
]
[[q.s]]
day = 1
[[q.s]]
day = 2
[q.s.where]
c = 3
"""
    tomllib.loads(text)
    lines = line_numbers(text)
    expected = {
        ("p", "s"): 1, ("p", "s", "1", "day"): 2, ("p", "s", "2", "day"): 3, ("p", "s", "2", "where", "c"): 4,
        ("q", "s"): 6, ("q", "s", "1", "day"): 7, ("q", "s", "2"): 8, ("q", "s", "2", "day"): 9, ("q", "s", "2", "where", "c"): 11,
    }  # fmt: skip
    assert {path: lines.get(path) for path in expected} == expected


def test_a_text_that_is_not_toml_ends_without_a_fault():
    rng = random.Random(3)
    for _ in range(500):
        line_numbers("".join(rng.choice("ab.=[]{}\"'#\n \\1,") for _ in range(rng.randint(0, 60))))
