"""What the hours of a desk are for, and who pays them, as the tables of a phase say."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gridgov.scenario.hours import duty_hours
from gridgov.tables.dtypes import AREA_BUILDING, PAYERS, RESIDENT_CHIEF, World

HOUR = 3600
#: Uses of an hour. The first seven make up a shift; inspection and intake are worked beside it; watching is what volunteers give to channels,
#: mediation what they give to matters among neighbours.
USES = ("cases", "travel", "patrol", "meeting", "training", "surge", "idle", "inspection", "intake", "watching", "mediation")
CASES, TRAVEL, PATROL, MEETING, TRAINING, SURGE, IDLE, INSPECTION, INTAKE, WATCHING, MEDIATION = range(len(USES))
SHIFT = INSPECTION
DUTIES = SURGE + 1 - TRAVEL  # uses that take a fixed share of the week
VOLUNTEERS = PAYERS.index("volunteers")


class Duties(NamedTuple):
    """What the tables say of the desks in every phase."""

    shares: np.ndarray  # f8 (P, D, DUTIES): `duty_shares` of each phase
    payer: np.ndarray  # i8 (P, D): `payer_of_desks`


def duties_of(world: World, labels) -> Duties:
    """The duties of all desks and who pays them; they hold for every month of a run."""
    return Duties(np.stack([duty_shares(world, labels, phase) for phase in range(len(world.phase_start))]), payer_of_desks(world, labels))


def duty_shares(world: World, labels, phase: int) -> np.ndarray:
    """Shares of each desk's open time in a phase for its duties, f8 (D, DUTIES).

    They are ways from home, patrol and watching (or looking), meetings (with them the care of buildings by name), training and a surge.
    """
    out = np.zeros((len(world.desk), DUTIES))
    tier, regime = world.desk["tier"], world.desk_phase["regime"][phase]
    open_h = world.calendar.open[world.desk["calendar"]] / HOUR
    for g, settings in enumerate(labels.regimes):
        for k, (name, row) in enumerate(settings.tier.items()):
            here = (regime == g) & (tier == k)
            out[here] = 0.0, *duty_hours(settings, name), 0.0
            out[here, SURGE - TRAVEL] = row.present_share * row.surge_share * open_h[here]
    out[:, MEETING - TRAVEL] += labels.owner_hours[phase]
    for k in np.flatnonzero(world.tier["area"] == AREA_BUILDING):
        served = np.flatnonzero(world.desk_of[k] >= 0)
        out[world.desk_of[k][served]] = 0.0
        time = labels.chief_time
        for use, hours in ((TRAVEL, time.way), (PATROL, time.look), (SURGE, time.surge)):
            out[world.desk_of[k][served], use - TRAVEL] = hours[phase, served]
    out = np.divide(out, open_h[:, None], out=np.zeros_like(out), where=open_h[:, None] > 0)
    # duties that fill more than the week leave no time for cases, and what is over cannot be done
    return out / np.maximum(1.0, out.sum(axis=1))[:, None]


def chief_of_desks(world: World, labels) -> np.ndarray:
    """Kind of chief at each desk of a tier of buildings, i8 (P, D), 0 elsewhere."""
    out = np.zeros(world.desk_phase.shape, np.int64)
    for k in np.flatnonzero(world.tier["area"] == AREA_BUILDING):
        served = np.flatnonzero(world.desk_of[k] >= 0)
        out[:, world.desk_of[k][served]] = labels.chief_kind[:, served]
    return out


def payer_of_desks(world: World, labels) -> np.ndarray:
    """Payer of each desk's hours, i8 (P, D): the tier's; volunteers where the chief is a resident."""
    payer = np.broadcast_to(labels.payer[world.desk["tier"]].astype(np.int64), world.desk_phase.shape)
    return np.where(chief_of_desks(world, labels) == RESIDENT_CHIEF, VOLUNTEERS, payer)


def desk_of_worker(world: World) -> np.ndarray:
    """Row of the desk of each worker, i8 (W,)."""
    return np.repeat(np.arange(len(world.desk)), world.desk["workers"])
