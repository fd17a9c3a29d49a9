"""Reading, measuring and cutting of polygons in longitude and latitude."""
import json
import math

import numpy as np
from shapely.geometry import MultiPolygon, Polygon, box, shape
from shapely.ops import clip_by_rect, unary_union
from shapely.strtree import STRtree
from shapely.validation import make_valid

RADIUS_KM = 6371.0088
NM_KM = 1.852
WORLD = box(-180, -90, 180, 90)
EMPTY = MultiPolygon()


def read_json(path):
    """Returns the JSON value in the file at path."""
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def polygons(g):
    """Returns the polygons of any geometry, lines and points left out."""
    if g.is_empty:
        return []
    if g.geom_type == "Polygon":
        return [g]
    if hasattr(g, "geoms"):
        return [p for part in g.geoms for p in polygons(part)]
    return []


def areal(g):
    """Returns g as one valid MultiPolygon, lines and points left out."""
    parts = [p for p in polygons(g) if p.area > 0]
    if not parts:
        return EMPTY
    m = MultiPolygon(parts)
    if m.is_valid:
        return m
    return areal(unary_union([q for p in parts for q in polygons(make_valid(p))]))


def from_geojson(geometry):
    """Returns a GeoJSON geometry (GeometryCollection too) as one valid MultiPolygon."""
    parts = geometry["geometries"] if geometry["type"] == "GeometryCollection" else [geometry]
    return areal(unary_union([make_valid(shape(p)) for p in parts]))


def ring_km2(coords):
    """Returns the signed area of a closed ring on the sphere, counter-clockwise positive.

    A side is taken as straight in longitude and sine of latitude, which for sides
    under a degree is far below the accuracy of the borders.
    """
    total = 0.0
    for (x1, y1), (x2, y2) in zip(coords[:-1], coords[1:]):
        total += math.radians(x1 - x2) * (math.sin(math.radians(y1)) + math.sin(math.radians(y2)))
    return total / 2 * RADIUS_KM * RADIUS_KM


def km2(g):
    """Returns the area of a geometry on the sphere in square kilometres."""
    total = 0.0
    for p in polygons(g):
        total += abs(ring_km2(list(p.exterior.coords)))
        total -= sum(abs(ring_km2(list(r.coords))) for r in p.interiors)
    return total


def lon_scale(lat):
    """Returns how many degrees of longitude are as long as one of latitude."""
    return 1 / max(math.cos(math.radians(lat)), 1e-6)


def circle(lon, lat, km, sides=72):
    """Returns the vertices of a circle of radius km round a point, on the sphere."""
    d, lat1 = km / RADIUS_KM, math.radians(lat)
    out = []
    for i in range(sides):
        b = 2 * math.pi * i / sides
        s = math.sin(lat1) * math.cos(d) + math.cos(lat1) * math.sin(d) * math.cos(b)
        dx = math.atan2(math.sin(b) * math.sin(d) * math.cos(lat1), math.cos(d) - math.sin(lat1) * s)
        out.append((lon + math.degrees(dx), math.degrees(math.asin(s))))
    return out


def clipped(p, west, south, east, north):
    """Returns the part of a polygon inside a box, as one valid MultiPolygon."""
    try:
        return areal(make_valid(clip_by_rect(p, west, south, east, north)))
    except ValueError:  # GEOS gives up on a ring that touches the box in an awkward way
        return areal(make_valid(p).intersection(box(west, south, east, north)))


def without_specks(g, least_km2):
    """Returns g without its polygons below least_km2."""
    return areal(MultiPolygon([p for p in polygons(g) if km2(p) >= least_km2]))


class Tree:
    """Geometries by place. The same for shapely 1.8 and 2, and always in the order given."""

    def __init__(self, geometries):
        self.geometries = list(geometries)
        self._place = {id(g): i for i, g in enumerate(self.geometries)}
        self._tree = STRtree(self.geometries)

    def query(self, g):
        """Returns the numbers of the geometries whose boxes meet the box of g, ascending."""
        if not self.geometries:
            return []
        found = self._tree.query(g)
        return sorted(int(f) if isinstance(f, (int, np.integer)) else self._place[id(f)] for f in found)
