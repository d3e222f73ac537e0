"""A study on a Dask cluster: a real scheduler and two workers on this machine, one of which is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gridgov import Study
from gridgov.cli.shell import run_command_line
from gridgov.study.points import DONE
from gridgov.text.faults import Faults

PLAN = """
scenario = "classroom"
policies = ["before", "five_chiefs"]
replicates = 40
days = 30

[set]
"city.residents" = 1500
"city.streets" = 1
"city.communities_per_street" = 2
"time.warmup_days" = 5
"""
SECONDS = 120  # for a process to begin, on a busy machine


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """The address of a scheduler, and the processes of its two workers."""
    distributed = pytest.importorskip("distributed", reason="Dask comes with the extra `dask`")
    folder = tmp_path_factory.mktemp("cluster")
    file, processes = folder / "scheduler.json", []

    def start(kind: str, *arguments: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
        with open(folder / f"{kind}.log", "a") as log:
            processes.append(subprocess.Popen([*command, *arguments], cwd=folder, stdout=log, stderr=log))

    try:
        start("scheduler", "--port", "0")
        until = time.monotonic() + SECONDS
        while address_in(file) is None:
            assert time.monotonic() < until and processes[0].poll() is None, (folder / "scheduler.log").read_text()
            time.sleep(0.1)
        for _ in range(2):
            start("worker", "--nthreads", "1", "--nworkers", "1", "--no-nanny", "--local-directory", str(folder))
        address = address_in(file)
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=SECONDS)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("gridgov.study.cluster.PATIENCE_SECONDS", SECONDS)
            yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def address_in(file: Path) -> str | None:
    """The address that a scheduler has written, None until it is there whole."""
    try:
        return json.loads(file.read_text())["address"]
    except (FileNotFoundError, json.JSONDecodeError):
        return None


@pytest.fixture
def plan(tmp_path, monkeypatch) -> Path:
    """A small plan in the folder where one works."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "small.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def tables(folder: Path) -> dict[str, bytes]:
    """The bytes of a study's tables."""
    return {name: (folder / name).read_bytes() for name in ("runs.csv", "runs.parquet", "failures.csv")}


def test_workers_with_another_model_are_refused_before_anything_is_sent(cluster):
    from gridgov.study.cluster import cluster_engine

    with pytest.raises(Faults, match=r"the study has ffffffffffff") as found:
        with cluster_engine(cluster[0], "f" * 64, lambda: None):
            pass
    assert len(found.value.faults) == 2 and all("tcp://" in fault.file for fault in found.value.faults)


def test_a_cluster_gives_the_tables_of_one_machine_also_when_a_worker_is_killed(cluster, plan, tmp_path, capsys):
    address, workers = cluster
    with Study.create(plan, tmp_path / "local") as study:
        assert study.run(workers=1) == {DONE: 80}
        study.export()
    killed = []

    def kill_one(runs: int) -> None:
        if not killed:
            os.kill(workers[0].pid, signal.SIGKILL)
            killed.append(workers[0].wait())

    with Study.create(plan, tmp_path / "cluster") as study:
        assert study.run(dask=address, progress=kill_one) == {DONE: 80} and killed
        study.export()
    assert tables(tmp_path / "cluster") == tables(tmp_path / "local")
    # the command line does the same with the worker that is left
    assert run_command_line(["sweep", "small.toml", "--dask", address, "--out", "by_command"]) == 0, capsys.readouterr().err
    assert tables(tmp_path / "by_command") == tables(tmp_path / "local")


def test_a_client_or_its_executor_may_be_lent_and_stays_open(cluster, plan, tmp_path):
    import distributed

    plan.write_text(PLAN.replace("replicates = 40", "replicates = 2"))
    with distributed.Client(cluster[0], set_as_default=False) as client:
        with Study.create(plan, tmp_path / "client") as study:
            assert study.run(dask=client) == {DONE: 4}
        with Study.create(plan, tmp_path / "executor") as study:
            assert study.run(executor=client.get_executor(pure=False), workers=2) == {DONE: 4}
        assert client.submit(int, "7").result() == 7


def test_an_address_where_nobody_answers_is_refused_in_words(plan, monkeypatch, capsys):
    pytest.importorskip("distributed", reason="Dask comes with the extra `dask`")
    monkeypatch.setattr("gridgov.study.cluster.PATIENCE_SECONDS", 1)
    for address in ("tcp://127.0.0.1:1", "nonsense://x", ""):
        assert run_command_line(["sweep", "small.toml", "--dask", address]) == 2
        assert f"no Dask scheduler answers at {address}" in capsys.readouterr().err


def test_without_dask_the_command_says_how_to_get_it_and_workers_do_not_go_with_it(plan, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run_command_line(["sweep", "small.toml", "--dask", "tcp://127.0.0.1:1"]) == 2
    assert 'pip install "gridgov[dask]"' in capsys.readouterr().err
    assert run_command_line(["sweep", "small.toml", "--dask", "tcp://127.0.0.1:1", "--workers", "2"]) == 2
    assert "--workers and --dask do not go together" in capsys.readouterr().err
