"""What all agents of the town share: a Mesa agent that knows its town and can be pickled without its links."""

from __future__ import annotations

import mesa


class TownAgent(mesa.Agent):
    """A Mesa agent of a town.

    A town is deeply linked (a worker leads to a desk, the desk to its cases, these to buildings and residents), and a
    plain pickle would follow the links until Python's stack ends. An agent therefore gives only its name; the engine
    writes what it holds, flat, with names in place of links (``gridgov.agents.flat``).
    """

    def __init__(self, model: mesa.Model, town):
        super().__init__(model)
        self.town = town

    def __getstate__(self) -> dict:
        return {"model": self.model, "unique_id": self.unique_id, "pos": None}
