"""The benchmarks run, keep their promises about what they print, and compare like with like. No time is judged here."""

import importlib
import json
import math
import time
from types import SimpleNamespace

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import compiling, processes, queueing, report, rows, runs
from benchmarks.rivals import mm10
from benchmarks.sizes import FULL, TINY

KEYS = {
    "twin": {"residents", "events", "cases", "case_table_sha256", "compiled_events_per_s", "agents_events_per_s", "ratio", "ratio_low", "ratio_high"},
    "scale": {"sizes", "flat"},
    "cadres": {"places", "scale"},
    "grids": {"sizes", "flat"},
    "startup": {"python", "import", "help", "run"},
    "memory": {"table_bytes_per_case", "table_bytes_per_resident", "peak_bytes_per_case", "peak_bytes_per_resident", "tables"},
    "studies": {"runs", "rounds", "share", "overhead_s", "runs_per_s", "opened", "parents", "flat"},
    "queue": {"theory_wait_s", "customers", "ours", "simpy", "ciw", "ratio_simpy", "ratio_ciw"},
}
SIZE_KEYS = {"residents", "events", "cases", "ns_per_event", "build_s", "allocate_s", "wall_s", "peak_bytes"}


@pytest.fixture
def tiny(monkeypatch):
    monkeypatch.setattr(benchmarks, "QUICK", TINY)


@pytest.fixture
def here(monkeypatch):
    """What a benchmark asks of a process of its own, done in this one: no time is judged, and a process begins for two seconds."""

    def call(function, environment=None, **arguments):
        return json.loads(json.dumps(function(**json.loads(json.dumps(arguments)))))

    monkeypatch.setattr(processes, "call", call)


def test_the_quick_mode_writes_what_it_promises(tiny, here, tmp_path, capsys):
    found = quick(("twin", "scale", "grids", "cadres", "studies"), tmp_path, capsys)
    assert [set(one) >= SIZE_KEYS for one in found["results"]["scale"]["sizes"]] == [True, True]
    assert [set(one["wishes"]) for one in found["results"]["grids"]["sizes"]] == [{"households", "workload"}] * 2
    assert found["results"]["twin"]["events"] > 0
    for one in found["results"]["cadres"]["places"]:
        assert one["cadres"] == round(0.4703 * one["buildings"]) and one.get("optimum_metres", 0) <= one["metres"] + 1e-9


def test_the_quick_mode_measures_processes_from_outside(tiny, tmp_path, capsys):
    found = quick(("startup", "memory"), tmp_path, capsys)["results"]
    assert all(found["startup"][name]["peak_bytes"] > 1e6 for name in KEYS["startup"]) and found["memory"]["table_bytes_per_resident"] > 0


def quick(names, folder, capsys) -> dict:
    """What these benchmarks write, which is what they promise and what they print."""
    file = folder / "found.json"
    assert benchmarks.main(["--quick", "--json", str(file), *(f"--only={name}" for name in names)]) == 0
    found = json.loads(file.read_text(encoding="utf-8"))
    assert set(found) == {"sizes", "facts", "results", "failures", "rows"} and not found["failures"]
    assert {"cores", "processor", "python", "numba", "mesa", "source_sha256"} <= set(found["facts"])
    assert set(found["results"]) == set(names)
    for name, result in found["results"].items():
        assert KEYS[name] <= set(result), name
    printed = capsys.readouterr().out
    for row in found["rows"]:
        assert row["what"] in printed and row["value"] in printed
    assert [path.name for path in folder.iterdir()] == ["found.json"]
    return found


def test_three_programs_agree_on_one_queue(tiny, capsys):
    for rival in ("simpy", "ciw"):
        pytest.importorskip(rival, reason="the rivals come with the extra `bench`")
    assert benchmarks.main(["--quick", "--only", "queue", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)["results"]["queue"]
    assert KEYS["queue"] <= set(result)
    for name in ("ours", "simpy", "ciw"):
        assert all(abs(off) < queueing.TOLERANCE for off in result[name]["errors_off"]), name


@pytest.mark.parametrize("rival", ["simpy", "ciw"])
def test_a_rival_serves_every_customer_with_the_mean_wait_of_theory(rival):
    pytest.importorskip(rival, reason="the rivals come with the extra `bench`")
    _, waits = importlib.import_module(f"benchmarks.rivals.mm10_{rival}").simulate(customers=30_000, seed=7)
    assert len(waits) == 30_000
    assert abs(mm10.judged(waits)["errors_off"]) < queueing.TOLERANCE


def test_the_theory_of_the_queue_is_erlangs():
    offered = mm10.SERVICE_S / mm10.BETWEEN_S
    terms = [offered**n / math.factorial(n) for n in range(mm10.SERVERS)]
    last = offered**mm10.SERVERS / math.factorial(mm10.SERVERS) * mm10.SERVERS / (mm10.SERVERS - offered)
    waits = last / (sum(terms) + last)
    assert mm10.mean_wait_s() == pytest.approx(waits * mm10.SERVICE_S / (mm10.SERVERS - offered), rel=1e-12)


def test_a_wait_that_is_off_is_seen():
    waits = [mm10.mean_wait_s() * 1.3 + 100 * math.sin(i) for i in range(20_000)]
    assert mm10.judged(waits)["errors_off"] > queueing.TOLERANCE
    with pytest.raises(ValueError, match="too few"):
        mm10.judged(waits[:2000])


def test_a_failed_benchmark_is_said_and_the_others_still_run(tiny, monkeypatch, capsys):
    def fails(sizes, tell):
        raise processes.Failed("no such thing")

    monkeypatch.setattr(benchmarks.BENCHMARKS["twin"], "measure", fails)
    monkeypatch.setattr(benchmarks.BENCHMARKS["startup"], "measure", lambda sizes, tell: {name: _took() for name in KEYS["startup"]})
    assert benchmarks.main(["--quick", "--only", "twin", "--only", "startup"]) == 1
    printed = capsys.readouterr()
    assert "twin failed: no such thing" in printed.err and "gridgov --help" in printed.out


def _took() -> dict:
    return {"wall_s": 0.1, "cpu_s": 0.1, "peak_bytes": 1}


def test_a_process_that_ends_with_an_error_says_why():
    with pytest.raises(processes.Failed, match="ValueError: .* are too few"):
        processes.call(queueing.ours, days=1, seed=1)


def test_engines_that_differ_are_no_measurement():
    from benchmarks.twin import _same

    one, other = (SimpleNamespace(events_handled=3, cases=memoryview(text)) for text in (b"ab", b"ac"))
    _same(one, one)
    with pytest.raises(AssertionError, match="did not do the same"):
        _same(one, other)


def test_compiling_counts_each_file_without_what_it_waited_for(tmp_path):
    import numba

    inner, outer = tmp_path / "inner.py", tmp_path / "outer.py"
    inner.write_text("def work(x):\n    total = 0.0\n    for i in range(10):\n        total += (x + i) ** 0.5 * i - x / (i + 1)\n    return total\n")
    outer.write_text("def call(x):\n    return work(x) + 1\n")
    names = {}
    exec(compile(inner.read_text(), str(inner), "exec"), names)
    names["work"] = numba.njit(names["work"])
    exec(compile(outer.read_text(), str(outer), "exec"), names)
    began = time.perf_counter()
    with compiling.listening() as times:
        numba.njit(names["call"])(1.0)
    took = time.perf_counter() - began
    mine = {path: count for path, count in times.functions.items() if path.startswith(str(tmp_path))}
    assert mine == {str(inner): 1, str(outer): 1}
    assert all(seconds > 0 for seconds in times.seconds.values()) and sum(times.seconds.values()) <= took


def test_the_page_is_written_only_from_everything_in_full():
    for words in (["--quick", "--write"], ["--only", "twin", "--write"]):
        with pytest.raises(SystemExit):
            benchmarks.main(words)


def test_the_page_parts_what_travels_from_what_does_not():
    sections = [("Size", [rows.at_least("ratio of two", 400, 300), rows.Row("time of one", "3 s", False, "under 2 s", False)])]
    facts = processes.machine() | processes.versions() | {"source_sha256": "0", "policies": "`a`", "per_street": runs.PER_STREET, "tolerance": 5}
    ratios, times = report.page(sections, facts).split(report.STAYS)
    assert "| Size | ratio of two | 400 times | at least 300 times | met |" in ratios and "time of one" not in ratios
    assert "| Size | time of one | 3 s | under 2 s | MISSED |" in times


def test_the_full_sizes_are_those_of_the_aims():
    assert FULL.twin_residents == 20_000 and FULL.twin_days == 365
    assert [residents for residents, _ in FULL.scale] == [10_000, 100_000, 600_000, 2_000_000, 10_000_000]
