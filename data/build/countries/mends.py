"""Mends of the raw file that need nothing but the file itself."""
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import unary_union

from belts import share
from geo import Tree, areal, clipped, km2, polygons

# Territories that lie inside or against their parent's own land: the parent keeps what they leave.
# Every other territory takes what its parent's outline has round it (the sea up to 12 NM).
ATTACHED = {"AX", "EH", "HK", "MO"}
REACH_NM = 40
LEAST_GAP_KM2 = 0.01  # smaller ones are closed with the borders' thinning
NOTHING_DEGREES2 = 1e-10  # a square metre


def part_territories(areas, parent_of):
    """Takes each territory out of its parent; mends the overlap of parents and territories."""
    for parent in sorted(set(parent_of.values())):
        theirs = [t for t, p in sorted(parent_of.items()) if p == parent and t in areas]
        keep, more = [], {t: [] for t in theirs}
        for piece in polygons(areas[parent]):
            frame = piece.envelope
            near = [t for t in theirs if areas[t].intersects(frame) and areas[t].intersects(piece)]
            rest = piece
            for t in near:
                rest = rest.difference(areas[t])
            loose = [t for t in near if t not in ATTACHED]
            if not loose:
                keep += polygons(rest)
                continue
            if len(loose) == 1:
                parts = {loose[0]: rest}
            else:
                parts = share(rest, {t: polygons(areas[t]) for t in loose}, REACH_NM)
            for t, part in parts.items():
                more[t] += [p for p in polygons(part) if p.area > 1e-9]
        for t in theirs:
            areas[t] = areal(unary_union([areas[t], *more[t]]))
        areas[parent] = areal(unary_union(keep))


def pieces_of(g, where):
    """Returns the polygons of g that meet the box (west, south, east, north)."""
    return areal(unary_union([p for p in polygons(g) if p.intersects(box(*where))]))


def overlap_of(areas, codes, where):
    """Returns the pieces that all the areas in codes cover and that meet the box."""
    common = areas[codes[0]]
    for c in codes[1:]:
        common = areal(common.intersection(areas[c]))
    return pieces_of(common, where)


def take_out(areas, outline, owners):
    """Takes an outline out of the areas of its owners."""
    for o in owners:
        areas[o] = areal(areas[o].difference(outline))


def pairs(areas):
    """Yields the pairs of ids whose polygons meet, sorted."""
    parts = [(k, p) for k in sorted(areas) for p in polygons(areas[k])]
    tree = Tree(p for _, p in parts)
    found = set()
    for k, p in parts:
        for i in tree.query(p):
            other, q = parts[i]
            if other > k and (k, other) not in found and p.intersects(q):
                found.add((k, other))
    return sorted(found)


def flatten(areas, winners, coasts):
    """Gives every remaining overlap to one area; returns lines that say which.

    winners maps a pair of ids to the id that keeps the overlap, or to "nearer"
    for the nearer coast; a pair that is not named goes to the first in the alphabet.
    """
    said = []
    for a, b in pairs(areas):
        common = areal(areas[a].intersection(areas[b]))
        if common.area < NOTHING_DEGREES2:
            continue
        winner = winners.get((a, b), a)
        if winner == "nearer":
            parts = share(common, {a: coasts[a], b: coasts[b]}, REACH_NM)
        else:
            parts = {winner: common}
        for k, part in parts.items():
            loser = b if k == a else a
            areas[loser] = areal(areas[loser].difference(part))
        if km2(common) > 1:
            said.append(f"{a}/{b} {km2(common):.1f} km2 to {winner}")
    return said


def holes(areas):
    """Returns the pockets that no area covers, largest first."""
    whole = unary_union([p for g in areas.values() for p in polygons(g)])
    found = [Polygon(r) for p in polygons(whole) for r in p.interiors]
    return sorted(found, key=lambda h: (-km2(h), h.bounds))


def longest_neighbour(parts, tree, hole):
    """Returns the id with the longest border on a hole, the first in the alphabet among equals."""
    ring = LineString(hole.exterior.coords).buffer(1e-7)
    w, s, e, n = ring.bounds
    length = {}
    for i in tree.query(ring):
        k, p = parts[i]
        near = clipped(p, w - 1e-3, s - 1e-3, e + 1e-3, n + 1e-3)
        length[k] = length.get(k, 0.0) + near.intersection(ring).area
    return max(sorted(length), key=length.get)


def close_gaps(areas, pockets, is_land, given):
    """Gives every one of the pockets that is over land to a neighbour; returns lines that say which.

    given is a list of (lon, lat, id) for the pockets that are closed in any case,
    and not left to the neighbour with the longest border.
    """
    parts = [(k, p) for k in sorted(areas) for p in polygons(areas[k])]
    tree = Tree(p for _, p in parts)
    said, more = [], {}
    for h in pockets:
        size = km2(h)
        named = [k for lon, lat, k in given if h.contains(Point(lon, lat))]
        if not LEAST_GAP_KM2 < size < 100_000 or not (named or is_land(h)):
            continue
        k = named[0] if named else longest_neighbour(parts, tree, h)
        more.setdefault(k, []).append(h)
        if size > 1:
            at = h.representative_point()
            said.append(f"{size:.1f} km2 at {at.y:.3f} {at.x:.3f} to {k}")
    for k, found in more.items():
        areas[k] = areal(unary_union([areas[k], *found]))
    return said
