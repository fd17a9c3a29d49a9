"""A partition of the plane on a grid: shared borders share their vertices, and nothing overlaps.

Coordinates are integers, ten-thousandths of a degree. The steps: every side is
cut where another side crosses or touches it (snap rounding: what passes through
the square of a grid point goes through that point), the sides are closed to
faces, each face gets one area, and equal and opposite sides cancel.
"""
import math

import numpy as np
from shapely.geometry import LineString
from shapely.ops import polygonize

GRID = 10_000
SEAM = 180 * GRID
CELL = 1_000  # side of the cells that bring sides and vertices together, in grid units


def key(x, y):
    """Returns one integer for each grid point."""
    return (x + 2_000_000) * 4_000_000 + (y + 2_000_000)


def point(k):
    """Returns the grid point of a key."""
    return k // 4_000_000 - 2_000_000, k % 4_000_000 - 2_000_000


def unique_sides(a, b):
    """Returns the sides between two arrays of keys, each once, ends in order, none of length zero."""
    lo, hi = np.minimum(a, b), np.maximum(a, b)
    sides = np.unique(np.stack([lo, hi], axis=1)[lo != hi], axis=0)
    return sides[:, 0], sides[:, 1]


def by_cell(sides_a, sides_b):
    """Returns (cells, side numbers), sorted by cell, for every cell that a side comes near."""
    (ax, ay), (bx, by) = point(sides_a), point(sides_b)
    n = np.maximum(1, -(-np.maximum(abs(bx - ax), abs(by - ay)) // CELL))
    side = np.repeat(np.arange(len(n)), n)
    i = np.arange(len(side)) - np.repeat(np.cumsum(n) - n, n)
    t0, t1 = i / n[side], (i + 1) / n[side]
    x0, x1 = ax[side] + t0 * (bx - ax)[side], ax[side] + t1 * (bx - ax)[side]
    y0, y1 = ay[side] + t0 * (by - ay)[side], ay[side] + t1 * (by - ay)[side]
    found = []
    west, east = np.floor((np.minimum(x0, x1) - 1) / CELL), np.floor((np.maximum(x0, x1) + 1) / CELL)
    south, north = np.floor((np.minimum(y0, y1) - 1) / CELL), np.floor((np.maximum(y0, y1) + 1) / CELL)
    for cx in (west, east):
        for cy in (south, north):
            found.append(np.stack([cell(cx, cy), side], axis=1))
    pairs = np.unique(np.concatenate(found), axis=0)
    return pairs[:, 0], pairs[:, 1]


def cell(cx, cy):
    """Returns one integer for each cell."""
    return ((cx + 10_000) * 100_000 + cy + 10_000).astype(np.int64)


def cuts(sides_a, sides_b, extra):
    """Returns (side, key) pairs: the grid points at which each side has to be cut."""
    cells, members = by_cell(sides_a, sides_b)
    vertices = np.unique(np.concatenate([sides_a, sides_b, extra]))
    vx, vy = point(vertices)
    home = cell(np.floor(vx / CELL), np.floor(vy / CELL))
    order = np.argsort(home, kind="stable")
    home, vx, vy = home[order], vx[order], vy[order]
    starts = np.flatnonzero(np.r_[True, cells[1:] != cells[:-1]])
    ends = np.r_[starts[1:], len(cells)]
    first, last = np.searchsorted(home, cells[starts], "left"), np.searchsorted(home, cells[starts], "right")
    (ax, ay), (bx, by) = point(sides_a), point(sides_b)
    out = []
    for s, e, f, g in zip(starts, ends, first, last):
        m = members[s:e]
        box = ax[m], ay[m], bx[m], by[m]
        if g > f:
            hit, at = touches(*box, vx[f:g], vy[f:g])
            if len(hit):
                out.append(np.stack([m[hit], key(vx[f:g][at], vy[f:g][at])], axis=1))
        if len(m) > 1:
            i, j, x, y = crossings(*box)
            if len(i):
                k = key(x, y)
                out += [np.stack([m[i], k], axis=1), np.stack([m[j], k], axis=1)]
    if not out:
        return np.empty((0, 2), dtype=np.int64)
    found = np.unique(np.concatenate(out), axis=0)
    own = (found[:, 1] == sides_a[found[:, 0]]) | (found[:, 1] == sides_b[found[:, 0]])
    return found[~own]


def touches(ax, ay, bx, by, vx, vy):
    """Returns the pairs (side, vertex) where the side passes through the vertex's grid square."""
    dx, dy = (bx - ax)[:, None], (by - ay)[:, None]
    px, py = vx[None, :] - ax[:, None], vy[None, :] - ay[:, None]
    cross = np.abs(dx * py - dy * px)
    along = dx * px + dy * py
    near = (2 * cross < np.abs(dx) + np.abs(dy)) & (along > 0) & (along < dx * dx + dy * dy)
    return np.nonzero(near)


def crossings(ax, ay, bx, by):
    """Returns the pairs of sides that cross inside both, and the nearest grid points."""
    dx, dy = bx - ax, by - ay
    a = np.sign(dx[:, None] * (ay[None, :] - ay[:, None]) - dy[:, None] * (ax[None, :] - ax[:, None]))
    b = np.sign(dx[:, None] * (by[None, :] - ay[:, None]) - dy[:, None] * (bx[None, :] - ax[:, None]))
    parted = a * b < 0
    i, j = np.nonzero(np.triu(parted & parted.T, 1))
    if not len(i):
        return i, j, i, j
    over = (dx[i] * dy[j] - dy[i] * dx[j]).astype(float)
    t = ((ax[j] - ax[i]) * dy[j] - (ay[j] - ay[i]) * dx[j]) / over
    return i, j, np.rint(ax[i] + t * dx[i]).astype(np.int64), np.rint(ay[i] + t * dy[i]).astype(np.int64)


def split(sides_a, sides_b, found):
    """Returns the sides cut at the points found."""
    cut = np.unique(found[:, 0])
    whole = np.ones(len(sides_a), dtype=bool)
    whole[cut] = False
    new_a, new_b = [sides_a[whole]], [sides_b[whole]]
    (ax, ay), (bx, by) = point(sides_a), point(sides_b)
    px, py = point(found[:, 1])
    s = found[:, 0]
    along = (px - ax[s]) * (bx - ax)[s] + (py - ay[s]) * (by - ay)[s]
    order = np.lexsort((found[:, 1], along, s))
    s, k = s[order], found[order, 1]
    bounds = np.flatnonzero(np.r_[True, s[1:] != s[:-1], True])
    for i, j in zip(bounds[:-1], bounds[1:]):
        chain = np.r_[sides_a[s[i]], k[i:j], sides_b[s[i]]]
        new_a.append(chain[:-1])
        new_b.append(chain[1:])
    return unique_sides(np.concatenate(new_a), np.concatenate(new_b))


def mirrored(sides_a, sides_b):
    """Returns the keys at 180 W of the vertices at 180 E, and the other way round."""
    x, y = point(np.unique(np.concatenate([sides_a, sides_b])))
    on = np.abs(x) == SEAM
    return key(-x[on], y[on])


def node(sides_a, sides_b):
    """Cuts the sides at each other until none crosses or touches another between its ends."""
    a, b = unique_sides(sides_a, sides_b)
    rounds = 0
    while True:
        found = cuts(a, b, mirrored(a, b))
        if not len(found):
            return a, b
        a, b = split(a, b, found)
        rounds += 1
        if rounds > 30:
            raise SystemExit("the sides do not settle on the grid after 30 rounds; the input crosses itself too often")


def faces(sides_a, sides_b):
    """Returns the bounded faces between the sides, as polygons in grid units."""
    to = {}
    for u, v in zip(sides_a.tolist(), sides_b.tolist()):
        to.setdefault(u, []).append(v)
        to.setdefault(v, []).append(u)
    lines, done = [], set()

    def walk(u, v):
        chain = [u, v]
        done.add((u, v))
        while len(to[v]) == 2 and v != chain[0]:
            w = to[v][0] if to[v][0] != u else to[v][1]
            u, v = v, w
            chain.append(v)
            done.add((u, v))
        done.add((v, u))
        done.update(zip(chain[1:], chain[:-1]))
        lines.append(LineString([point(k) for k in chain]))

    for nodes_only in (True, False):
        for u in sorted(to):
            if nodes_only and len(to[u]) == 2:
                continue
            for v in to[u]:
                if (u, v) not in done:
                    walk(u, v)
    return list(polygonize(lines))


def boundary(polygons_of_area):
    """Returns the directed sides, area on the left, that remain when equal and opposite sides cancel."""
    left = set()
    for p in polygons_of_area:
        for ring, outer in [(p.exterior, True)] + [(r, False) for r in p.interiors]:
            ks = [key(int(x), int(y)) for x, y in ring.coords]
            if ring.is_ccw != outer:
                ks.reverse()
            for u, v in zip(ks[:-1], ks[1:]):
                if (v, u) in left:
                    left.remove((v, u))
                else:
                    left.add((u, v))
    return left


def rings(left):
    """Returns simple rings of grid points (not closed) from directed sides, area on the left."""
    out = {}
    for u, v in sorted(left):
        out.setdefault(u, []).append(v)
    found = []
    for start in sorted(out):
        while out[start]:
            path, where = [start], {start: 0}
            u, v = start, out[start].pop(0)
            while True:
                if v in where:  # a loop is closed: it is a ring of its own, and the walk goes on from v
                    i = where[v]
                    found.append([point(k) for k in path[i:]])
                    for k in path[i + 1:]:
                        del where[k]
                    path = path[:i + 1]
                    if v == start:
                        break
                else:
                    where[v] = len(path)
                    path.append(v)
                u, v = v, leftmost(out, u, v)
    return found


def leftmost(out, u, v):
    """Takes from out the end of the side from v that turns most to the left of u to v."""
    ends = out[v]
    if len(ends) == 1:
        return ends.pop()
    (ux, uy), (vx, vy) = point(u), point(v)
    back = math.atan2(uy - vy, ux - vx)

    def clockwise(k):
        x, y = point(k)
        return (back - math.atan2(y - vy, x - vx)) % (2 * math.pi)

    best = min(ends, key=clockwise)
    ends.remove(best)
    return best


def twice_area(ring):
    """Returns twice the signed area of a ring of grid points, counter-clockwise positive."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1]))
