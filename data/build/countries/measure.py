"""Measurements on the built file: a great circle's parts, distances to borders, the seam."""
import math

import numpy as np
from shapely.geometry import LineString, Point
from shapely.prepared import prep

import planar
from geo import RADIUS_KM, Tree, polygons
from planar import GRID, SEAM


class Index:
    """Areas by place: polygons in a tree, each with its id."""

    def __init__(self, areas):
        self.parts = [(k, p) for k in sorted(areas) for p in polygons(areas[k])]
        self.tree = Tree(p for _, p in self.parts)
        self.ready = [prep(p) for _, p in self.parts]

    def at(self, lon, lat):
        """Returns the sorted ids of the areas over a point; a point on a border is over none."""
        p = Point(lon, lat)
        return sorted({self.parts[i][0] for i in self.tree.query(p) if self.ready[i].contains(p)})

    def covers(self, lon, lat):
        """Tells whether an area is over a point or borders on it."""
        p = Point(lon, lat)
        return any(self.ready[i].intersects(p) for i in self.tree.query(p))


def vector(lon, lat):
    """Returns the unit vector of a point."""
    lon, lat = math.radians(lon), math.radians(lat)
    return np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])


def great_circle(start, end, index, steps=20_000):
    """Returns [(id, km)] in order along the great circle between two (lon, lat) points.

    The circle is drawn as a chain of steps sides; at 20,000 sides of 77 m the
    chain leaves the circle by less than a millimetre.
    """
    a, b = vector(*start), vector(*end)
    whole = math.acos(float(a @ b))
    t = np.linspace(0, 1, steps + 1)
    v = (np.sin((1 - t) * whole)[:, None] * a + np.sin(t * whole)[:, None] * b) / math.sin(whole)
    lon, lat = np.degrees(np.arctan2(v[:, 1], v[:, 0])), np.degrees(np.arcsin(v[:, 2]))
    line = LineString(np.stack([lon, lat], axis=1))
    found = []
    for i in index.tree.query(line):
        k, p = index.parts[i]
        cut = line.intersection(p)
        for part in getattr(cut, "geoms", [cut]):
            if part.length > 0:
                ends = [math.acos(min(1.0, float(a @ vector(*c)))) for c in (part.coords[0], part.coords[-1])]
                found.append((min(ends), max(ends), k))
    found.sort()
    joined = []
    for s, e, k in found:
        if joined and joined[-1][2] == k and s - joined[-1][1] < 1e-9:
            joined[-1][1] = e
        else:
            joined.append([s, e, k])
    return [(k, (e - s) * RADIUS_KM) for s, e, k in joined]


def distances(points, sides_a, sides_b):
    """Returns the metres from each (lon, lat) point to the nearest side within some 11 km, else infinity.

    The sides are keys of the grid. Distances are plane ones at the point's latitude.
    """
    cells, members = planar.by_cell(sides_a, sides_b)
    (ax, ay), (bx, by) = planar.point(sides_a), planar.point(sides_b)
    home_x, home_y = np.floor(points[:, 0] * GRID / planar.CELL), np.floor(points[:, 1] * GRID / planar.CELL)
    home = planar.cell(home_x, home_y)
    order = np.argsort(home, kind="stable")
    out = np.full(len(points), np.inf)
    bounds = np.flatnonzero(np.r_[True, np.diff(home[order]) != 0, True])
    for i, j in zip(bounds[:-1], bounds[1:]):
        who = order[i:j]
        near = []
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                c = planar.cell(home_x[who[:1]] + dx, home_y[who[:1]] + dy)[0]
                near.append(members[np.searchsorted(cells, c, "left"):np.searchsorted(cells, c, "right")])
        s = np.unique(np.concatenate(near))
        if len(s):
            out[who] = _nearest(points[who], ax[s], ay[s], bx[s], by[s])
    return out


def _nearest(p, ax, ay, bx, by):
    metres = math.radians(1 / GRID) * RADIUS_KM * 1000
    x = math.cos(math.radians(float(p[0, 1]))) * metres
    px, py = p[:, :1] * GRID * x, p[:, 1:] * GRID * metres
    ax, ay, dx, dy = ax * x, ay * metres, (bx - ax) * x, (by - ay) * metres
    t = np.clip(((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy), 0, 1)
    return np.sqrt(((px - ax - t * dx) ** 2 + (py - ay - t * dy) ** 2).min(axis=1))


def seam_faults(directed):
    """Returns [(id, lat, lat)] of the sides on 180 E or W that have no opposite on the other side.

    directed maps an id to its sides, area on the left.
    """
    out = []
    for k, sides in sorted(directed.items()):
        on = set()
        for u, v in sides:
            (x1, y1), (x2, y2) = planar.point(u), planar.point(v)
            if abs(x1) == SEAM and x1 == x2:
                on.add((x1, y1, y2))
        out += [(k, y1 / GRID, y2 / GRID) for x, y1, y2 in sorted(on) if (-x, y2, y1) not in on]
    return out
