"""A damaged study is set aside, and what is whole of it is kept."""

import pytest

from gridgov.study.salvage import is_whole, set_aside
from gridgov.study.store import FILE, FORMAT, Store
from gridgov.text.faults import Faults
from tests.unit.study.stores import filled


def test_a_sound_file_is_whole_and_gives_back_what_was_put_in(tmp_path):
    store = filled(tmp_path)
    assert store.counts() == {"done": 300} and store.figure("m3").tolist()[1:] == [3.0] * 300
    assert store.points() == [(0, "before", {"a.b": 1}, {}, "sha")] and store.metric_names() == sorted(f"m{place}" for place in range(10))
    assert store.figures_of([9, 2])["m7"].tolist() == [7.0, 7.0] and list(store.figures_of([1])) == sorted(f"m{place}" for place in range(10))
    assert next(store.series())[3].tolist() == list(range(200))
    store.close()
    assert is_whole(tmp_path / FILE)


@pytest.mark.parametrize("damage", ["truncated", "overwritten"])
def test_of_a_damaged_file_the_whole_runs_are_kept_and_the_file_is_set_aside(tmp_path, damage):
    store = filled(tmp_path)
    store.close()
    path = tmp_path / FILE
    raw = bytearray(path.read_bytes())
    if damage == "truncated":
        raw = raw[: int(len(raw) * 0.6)]
    else:
        raw[len(raw) // 2 : len(raw) // 2 + 8192] = b"\xff" * 8192
    path.write_bytes(raw)
    assert not is_whole(path)
    aside, kept = set_aside(path)
    assert aside.read_bytes() == bytes(raw) and aside.name == f"{FILE}.damaged-1"
    if path.exists():  # otherwise not even the points could be read, and the study begins anew
        rest = Store.open(path)
        assert is_whole(path) and sum(rest.counts().values()) == kept
        rows = [row for row, *_ in rest.runs()]
        assert all(rest.figure(f"m{place}")[rows].tolist() == [float(place)] * kept for place in range(10)) and len(list(rest.series())) == kept
        # of 300 runs those are lost whose series, or one of whose figures, lay in the two pages that were overwritten
        assert damage == "truncated" or 0 < kept < 300
        rest.close()


def test_a_file_that_is_no_database_and_one_of_another_version_are_refused_in_words(tmp_path):
    (tmp_path / FILE).write_text("not a database, and long enough to be looked at " * 100)
    with pytest.raises(Faults, match="is damaged"):
        Store.open(tmp_path / FILE)
    (tmp_path / FILE).unlink()
    store = filled(tmp_path, 1)
    store.note("format", FORMAT + 1)
    store.close()
    with pytest.raises(Faults, match="another version"):
        Store.open(tmp_path / FILE)
    with pytest.raises(Faults, match="no study here"):
        Store.open(tmp_path / "elsewhere" / FILE)
