"""The Mesa engine: one run of the rules on agents, day by day."""

from __future__ import annotations

from gridgov.agents.flat import read_town, town_agents, write_town
from gridgov.agents.outcome import close_books
from gridgov.agents.town import Town
from gridgov.tables.dtypes import DAY, Outcome, World


class AgentEngine:
    """Runs a world as Mesa agents of `model`, by the rules of ``docs/background/rules.md``.

    Parameters
    ----------
    model : mesa.Model
        Owner of the agents; chance comes from ``gridgov.draws`` only, never from the model.
    world : World
        The tables of the start; they are read, never written.
    log_events : bool
        Whether to keep the event log.
    buildings_daily : bool
        Whether to count the present problems of each building at the end of each day.
    """

    def __init__(self, model, world: World, log_events: bool = False, buildings_daily: bool = False):
        self.model = model
        self.world = world
        self.day = 0  # days done
        self.town = Town(model, world, log_events, buildings_daily)
        self.outcome: Outcome | None = None

    def step(self) -> None:
        """Run one day, its tick at the end included."""
        if self.outcome is not None:
            raise RuntimeError("the books of this run are closed")
        if (self.day + 1) * DAY > self.town.end:
            raise RuntimeError(f"the run has ended after {self.day} days")
        self.town.run_day(self.world, self.day)
        self.day += 1

    def finish(self) -> Outcome:
        """Close the books at the end of the days done, and hand back the tables; a second call hands back the same ones."""
        if self.outcome is None:
            self.outcome = close_books(self.town, self.day * DAY)
        return self.outcome

    def __getstate__(self) -> dict:
        town = self.town
        state = {name: value for name, value in vars(self).items() if name != "town"}
        return {
            "plain": state,
            "agents": town_agents(town),
            "problems": len(town.problems),
            "legs": len(town.legs),
            "town": write_town(town),
        }

    def __setstate__(self, state: dict) -> None:
        vars(self).update(state["plain"])
        self.town = read_town(state["town"], state["agents"], state["problems"], state["legs"])
