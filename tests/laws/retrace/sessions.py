"""Public sessions, read from the log (section 10, at the end): what is on record moves what residents think of the service."""

from __future__ import annotations

from gridgov.tables.dtypes import DAY, FAR, MONTH


class Sessions:
    """Part of the reader: records closed since the last sessions, by community."""

    def begin_sessions(self) -> None:
        """Nothing is on record yet; the days with which sessions come, as seconds."""
        world = self.run.world
        self.on_record = [[0, 0] for _ in range(world.fund_fen.shape[1])]
        months = [t for t in range(world.warmup % MONTH, world.end, MONTH) if t > 0]
        days = [-(-t // DAY) * DAY for t in months]
        self.sessions = [t for t in days if t < world.end] + [FAR]

    def enter_record(self, building: int, on_time: bool) -> None:
        """A record is closed, truly or on paper."""
        record = self.on_record[int(self.run.world.building["community"][building])]
        record[0] += 1
        record[1] += bool(on_time)

    def hold_sessions(self) -> None:
        """Reputations move towards the share closed in time, where sessions are held; then communities count afresh."""
        self.sessions.pop(0)
        for b, community in enumerate(self.run.world.building["community"]):
            closed, on_time = self.on_record[int(community)]
            if closed:
                self.reputation[b] += float(self.town.rules(b)["session_weight"]) * (on_time / closed - self.reputation[b])
        self.on_record = [[0, 0] for _ in self.on_record]
