"""Stores for tests, without a simulation."""

from gridgov.study.points import Point
from gridgov.study.store import FILE, Store


def filled(folder, runs: int = 300) -> Store:
    """A store with runs of ten figures and a series each."""
    store = Store.create(folder / FILE, {"plan": {"name": "x"}, "source_sha256": "0"})
    store.add_points([(0, Point("before", {"a.b": 1}), "sha")])
    result = {"point": 0, "status": "done", "case_table_sha256": "c", "error": None, "seconds": 0.1}
    figures = {f"m{place}": float(place) for place in range(10)}
    store.add([result | {"id": f"{one:016x}", "replicate": one, "seed": one, "metrics": figures, "series": {"p": range(200)}} for one in range(runs)])
    return store
