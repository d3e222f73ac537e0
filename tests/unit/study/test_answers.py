"""What a study's own `compare` says is what its runs say."""

import pytest

from gridgov import Study
from gridgov.analysis.paired import mean_interval
from gridgov.study.points import Point
from gridgov.study.store import FILE, Store
from gridgov.text.faults import Faults

PLAN = {
    "name": "x", "scenario": "classroom", "replicates": 3, "seed": 1, "days": None, "metrics": ["problem_days"], "series": [], "titles": ["", ""],
    "design": "factorial", "sets": {}, "folder": ".",
}  # fmt: skip
POINTS = [Point(policy, {"a.b": workers}, {"workers": workers}) for workers in (1, 2) for policy in ("before", "after")]


def level(point: int, replicate: int) -> float:
    """A figure that every point has of its own, with the same chance in all of them."""
    return 100.0 - 10 * point + replicate**2 + 0.5 * point * replicate


@pytest.fixture
def study(tmp_path):
    """Four points with three runs each, of which one lacks its figure."""
    store = Store.create(tmp_path / FILE, {"plan": PLAN, "source_sha256": "0"})
    store.add_points((number, point, str(number)) for number, point in enumerate(POINTS))
    result = {"status": "done", "case_table_sha256": "c", "error": None, "seconds": 0.1, "series": {}}
    for point in range(4):
        for replicate in range(3):
            value = None if (point, replicate) == (3, 2) else level(point, replicate)
            row = {"id": f"{point}-{replicate}", "point": point, "replicate": replicate, "seed": 1 + replicate, "metrics": {"problem_days": value}}
            store.add([result | row])
    store.close()
    with Study.open(tmp_path) as opened:
        yield opened


def test_policies_are_compared_at_the_same_values_over_the_seeds_that_both_have(study):
    found = study.compare()
    assert list(found["policy"]) == ["after", "after"] and list(found["workers"]) == [1, 2] and list(found["pairs"]) == [3, 2]
    expected = mean_interval([level(1, one) - level(0, one) for one in range(3)])
    first = found.iloc[0]
    assert (first["difference"], first["low"], first["high"]) == (expected.mean, expected.low, expected.high)
    assert first["reference"] == pytest.approx(sum(level(0, one) for one in range(3)) / 3) and first["verdict"] == "better"
    assert study.compare("before").equals(found)


def test_values_are_compared_under_the_same_policy_and_both_together_with_one_point(study):
    found = study.compare({"workers": 1})
    assert list(found["point"]) == [2, 3] and list(found["policy"]) == ["before", "after"] and set(found["workers"]) == {2}
    assert found["difference"][0] == pytest.approx(sum(level(2, one) - level(0, one) for one in range(3)) / 3)
    assert list(study.compare({"policy": "before", "workers": 1})["point"]) == [1, 2, 3]


def test_a_reference_that_no_point_has_is_refused_with_those_that_there_are(study):
    with pytest.raises(Faults, match=r'workers = 7: no point of the study has it; there are 1, 2'):
        study.compare({"workers": 7})
    with pytest.raises(Faults, match=r'policy = "befor": no point of the study has it; there are "before", "after"'):
        study.compare("befor")
    with pytest.raises(Faults, match="colour"):
        study.compare({"colour": "red"})


def test_metrics_that_no_run_gave_are_refused_by_all_that_read_them(study):
    for ask in (study.table, lambda metrics: study.compare(metrics=metrics)):
        with pytest.raises(Faults, match="gave a figure problem_dayz; did you mean problem_days") as found:
            ask(("problem_dayz", "colour"))
        assert len(found.value.faults) == 2 and all(fault.message_zh for fault in found.value.faults)
    with pytest.raises(Faults, match="no metric is named"):
        study.compare(metrics=())
    assert "problem_days" not in study.table(())  # the keys alone are an answer
