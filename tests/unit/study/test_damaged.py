"""A study whose file is damaged in its middle opens, and every verb that reads further says so in a sentence."""

import random
from pathlib import Path

import pytest

from gridgov.cli.shell import run_command_line
from gridgov.exemplars import find_exemplars
from gridgov.study.plan import load_plan
from gridgov.study.store import FILE, Store
from gridgov.study.study import Study
from gridgov.text.faults import Faults
from tests.unit.study.stores import filled

PLAN = """
scenario = "classroom"
policies = ["before", "five_chiefs"]
replicates = 2
metrics = ["problem_days"]
series = ["present"]
[design]
kind = "{kind}"
points = 4
{levers}
"""
LEVERS = '[lever.a]\npath = "learning.trust"\nlow = 0.2\nhigh = 0.8\n[lever.b]\npath = "routing.accuracy"\nlow = 0.6\nhigh = 0.9\n'
VERBS = {"worlds": ["verdict", "discover", "film", "export"], "morris": ["sensitivity"]}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of a study's file by its design; its figures are made up."""
    found = {}
    for kind, levers in (("worlds", "at_default = 4"), ("morris", LEVERS)):
        folder = tmp_path_factory.mktemp(kind)
        (folder / "plan.toml").write_text(PLAN.format(kind=kind, levers=levers), encoding="utf-8")
        with Study.create(load_plan(folder / "plan.toml"), folder / "study") as study:
            rng = random.Random(2)
            kept = {"present": range(300)} if kind == "worlds" else {}  # sensitivity reads none: damage there would not be seen
            study.store.add([
                {"id": f"{place}-{one}", "point": place, "replicate": one, "seed": study.plan.seed_of(point, one), "status": "done", "error": None,
                 "case_table_sha256": "x", "seconds": 0.0, "metrics": {"problem_days": rng.random(), "cost": 1.0}, "series": kept}
                for place, point in enumerate(study.points) for one in range(study.plan.replicates_of(point))
            ])  # fmt: skip
        found[kind] = (folder / "study" / FILE).read_bytes()
    return found


def damaged(raw: bytes, way: str, rng: random.Random) -> bytes:
    """The file with its end or a part of its middle gone; the first page, by which it opens, stays."""
    at = rng.randrange(4096, len(raw))
    if way == "cut":
        return raw[:at]
    length = min(rng.choice([1, 50, 4096, 40_000]), len(raw) - at)
    return raw[:at] + (rng.randbytes(length) if way == "noise" else {"zero": b"\0", "ones": b"\xff"}[way] * length) + raw[at + length :]


@pytest.mark.parametrize("way", ["cut", "noise", "zero", "ones"])
@pytest.mark.parametrize("kind", VERBS)
def test_a_file_damaged_anywhere_gives_an_answer_or_sentences_and_never_a_traceback(tmp_path, whole, capsys, kind, way):
    rng, refused = random.Random(f"{kind} {way}"), 0
    for number in range(12):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / FILE).write_bytes(damaged(whole[kind], way, rng))
        for verb in VERBS[kind]:
            code = run_command_line([verb, str(folder), "--lang", ("en", "zh")[number % 2]])
            told = capsys.readouterr().err
            assert code in (0, 2) and "Traceback" not in told and (code == 0 or told.strip())
            refused += "is damaged (" in told or "已损坏（" in told
        assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == []
    assert refused


def test_a_study_of_worlds_is_shown_by_the_world_at_default_assumptions_whose_seeds_are_shared(tmp_path, whole):
    (tmp_path / FILE).write_bytes(whole["worlds"])
    found = find_exemplars(str(tmp_path))
    assert [one.label for one in found.runs] == ["before", "five_chiefs"] and found.replicates == 4


READERS = {
    "runs": Store.runs, "counts": Store.counts, "figure": lambda store: store.figure("m3"),
    "values_of": lambda store: store.values_of("m3"), "figures_of": lambda store: store.figures_of(range(300)),
    "series": lambda store: list(store.series()), "series_days": Store.series_days, "find": lambda store: store.find(f"{7:016x}"),
}  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_whatever_is_read_of_a_damaged_file_it_is_named(tmp_path, name):
    filled(tmp_path).close()
    raw = bytearray((tmp_path / FILE).read_bytes())
    pages = range(8 * 4096, len(raw), 4096)  # those before hold the schema, what the study is about, and its point
    for page in pages:
        raw[page : page + 200] = b"\xff" * 200
    Path(tmp_path / FILE).write_bytes(raw)
    with pytest.raises(Faults, match=f"{FILE}: is damaged"):
        READERS[name](Store.open(tmp_path / FILE))


def test_what_a_study_says_of_itself_is_set_aside_by_the_next_sweep_where_it_says_nothing(tmp_path):
    from gridgov.study.salvage import is_whole

    store = filled(tmp_path)
    assert is_whole(tmp_path / FILE)
    store._db.execute("UPDATE about SET value = '{\"na' WHERE name = 'plan'")
    store._db.commit()
    store.close()
    with pytest.raises(Faults, match="is damaged"):
        Study.open(tmp_path)
    assert not is_whole(tmp_path / FILE)
