"""Buildings and grids as GeoJSON (RFC 7946), which QGIS opens: the city's plane of metres is laid on the Earth at an anchor."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gridgov.exports.places import building_table, grid_table
from gridgov.text.faults import Fault, Faults, fault
from gridgov.text.words import LANGUAGES, say

EARTH_M = 6_371_008.8  # mean radius, IUGG 1980
FARTHEST_LONGITUDE = 180.0
FARTHEST_LATITUDE = 85.0  # nearer to a pole a plane of metres is no longer close to degrees
DECIMALS = 7  # of degrees: about a centimetre
ROOM = 12.0  # metres around a building that belong to its grid's outline


@dataclass(frozen=True)
class Anchor:
    """Where the city's south-western corner is laid, degrees of WGS 84. What has no place on Earth lies at 0, 0, which is in the sea."""

    longitude: float = 0.0
    latitude: float = 0.0

    def degrees(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Metres east and north of the anchor, (N,), as longitudes and latitudes, (N, 2).

        On the plane that touches a sphere at the anchor: lengths are within 0.6 % of those on the ellipsoid for cities of some
        tens of kilometres. Raises Faults where a place lies beyond the 180th meridian: a map would show it at the other end of the Earth, or a
        shape around all of it (RFC 7946, section 3.1.9, wants such shapes cut in two).
        """
        latitude = self.latitude + np.degrees(y / EARTH_M)
        longitude = self.longitude + np.degrees(x / (EARTH_M * math.cos(math.radians(self.latitude))))
        if np.abs(longitude).max(initial=0) > FARTHEST_LONGITUDE:
            given = f"{self.longitude},{self.latitude}"
            raise Faults([fault(f"--anchor {given}", None, "", "", Fault.NO_VALUE, "anchor_across")])
        return np.round(np.column_stack([longitude, latitude]), DECIMALS) + 0.0


def write_maps(run, policy: str, anchor: Anchor, buildings: Path, grids: Path) -> None:
    """Write the points of the buildings and the outlines of the grids with their figures."""
    city = run.start.city
    x, y = city.x - city.x.min(), city.y - city.y.min()
    about = _about(run, policy, anchor)
    points = [{"type": "Point", "coordinates": place} for place in anchor.degrees(x, y).tolist()]
    _write(buildings, "buildings", building_table(run), points, about)
    of_building = run.start.world.building["grid"]
    outlines = [_outline(x[of_building == grid], y[of_building == grid], anchor) for grid in range(len(run.start.labels.grids))]
    _write(grids, "grids", grid_table(run), outlines, about)


def anchor_note(run, anchor: Anchor, lang: str) -> str:
    """How the city was laid on the Earth, and whether that place is its own."""
    place = say("export.anchor_given" if run.scenario.settings.city.buildings_file else "export.anchor_synthetic", lang)
    return say("export.anchor_note", lang, longitude=anchor.longitude, latitude=anchor.latitude, place=place)


def _outline(x: np.ndarray, y: np.ndarray, anchor: Anchor) -> dict:
    """The convex hull of a grid's buildings, each with some room around it, counter-clockwise."""
    from scipy.spatial import ConvexHull

    corners = np.concatenate([np.column_stack([x + east, y + north]) for east in (-ROOM, ROOM) for north in (-ROOM, ROOM)])
    ring = corners[ConvexHull(corners).vertices]
    placed = anchor.degrees(ring[:, 0], ring[:, 1]).tolist()
    return {"type": "Polygon", "coordinates": [[*placed, placed[0]]]}


def _about(run, policy: str, anchor: Anchor) -> dict:
    return {
        "scenario": run.scenario.name, "policy": policy, "anchor": [anchor.longitude, anchor.latitude],
        "note": {lang: anchor_note(run, anchor, lang) for lang in LANGUAGES},
        "provenance": {name: run.provenance[name] for name in ("seed", "scenario_sha256", "case_table_sha256", "version")},
    }  # fmt: skip


def _write(path: Path, name: str, table, shapes: list[dict], about: dict) -> None:
    features = [
        {"type": "Feature", "id": place, "geometry": shape, "properties": {key: _plain(value) for key, value in row.items()}}
        for place, (shape, row) in enumerate(zip(shapes, table.to_dict("records")))
    ]
    collection = {"type": "FeatureCollection", "name": name, "gridgov": about, "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")


def _plain(value):
    """A value as JSON has it: null where there is no number."""
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not math.isfinite(value) else value
