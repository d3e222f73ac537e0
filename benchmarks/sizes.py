"""How large each measurement is: in full, quick for a first look, tiny for the tests."""

from __future__ import annotations

from typing import NamedTuple


class Sizes(NamedTuple):
    """What is run. Rounds alternate between the rivals; residents of `scale` and `grids` are (residents, repetitions)."""

    name: str
    twin_residents: int
    twin_days: int  # of the measured period; the scenario's warm-up comes before it
    twin_rounds: int
    scale: tuple[tuple[int, int], ...]
    scale_days: int
    grids: tuple[tuple[int, int], ...]
    queue_days: int
    queue_rounds: int
    startup_rounds: int
    memory_residents: int
    memory_days: int
    cadre_buildings: tuple[int, ...]
    cadre_rounds: int
    study_rounds: int
    study_replicates: int  # of each of two policies
    study_opened: int  # runs of the study that is opened
    study_parents: tuple[int, ...]  # runs of the studies whose parents' memory is held side by side


FULL = Sizes(
    name="full", twin_residents=20_000, twin_days=365, twin_rounds=5,
    scale=((10_000, 9), (100_000, 5), (600_000, 3), (2_000_000, 2), (10_000_000, 1)), scale_days=365,
    grids=((10_000, 9), (100_000, 5), (600_000, 3), (2_000_000, 2), (10_000_000, 1)),
    queue_days=365, queue_rounds=3, startup_rounds=5, memory_residents=200_000, memory_days=365,
    cadre_buildings=(4040, 96_000, 250_000), cadre_rounds=3,
    study_rounds=9, study_replicates=200, study_opened=100_000, study_parents=(1000, 20_000),
)  # fmt: skip
QUICK = Sizes(
    name="quick", twin_residents=5_000, twin_days=90, twin_rounds=3, scale=((10_000, 5), (100_000, 3), (600_000, 1)), scale_days=90,
    grids=((10_000, 5), (100_000, 3), (600_000, 1)),
    queue_days=60, queue_rounds=1, startup_rounds=2, memory_residents=50_000, memory_days=90, cadre_buildings=(4040, 40_000), cadre_rounds=2,
    study_rounds=3, study_replicates=60, study_opened=20_000, study_parents=(1000, 5000),
)  # fmt: skip
TINY = Sizes(
    name="tiny", twin_residents=300, twin_days=10, twin_rounds=2, scale=((300, 2), (600, 1)), scale_days=10,
    grids=((300, 1), (3000, 2)),
    queue_days=60, queue_rounds=1, startup_rounds=1, memory_residents=2_000, memory_days=10, cadre_buildings=(120,), cadre_rounds=1,
    study_rounds=1, study_replicates=2, study_opened=1000, study_parents=(10, 20),
)  # fmt: skip
