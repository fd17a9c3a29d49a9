"""Belts of sea along a coast, and the sharing of a belt between two coasts."""
import math

from shapely.affinity import scale
from shapely.geometry import MultiPoint, Point, box
from shapely.ops import unary_union, voronoi_diagram

from geo import NM_KM, RADIUS_KM, Tree, areal, lon_scale, polygons

BAND_DEGREES = 0.5  # in a band of this height one scale of longitude serves, within 0.4 % of a belt's breadth at 40 degrees
COAST_DEGREES = 0.001  # coasts are thinned to some 100 m before they are widened
SPECK_DEGREES2 = 1e-6  # some 0.01 km2: not worth sharing, the first coast in the alphabet takes it
SLIVER_DEGREES2 = 2e-3  # some 20 km2: goes whole to the nearest coast


def degrees(nm):
    """Returns nautical miles as degrees of latitude on the sphere."""
    return math.degrees(nm * NM_KM / RADIUS_KM)


def belt(coast, nm):
    """Returns the polygons of a coast widened by nm nautical miles."""
    parts = []
    for p in coast:
        q = p.simplify(COAST_DEGREES)
        west, south, east, north = q.bounds
        steps = range(math.floor(south / BAND_DEGREES), math.floor(north / BAND_DEGREES) + 1)
        for i in steps:
            cut = q if len(steps) == 1 else q.intersection(box(west, i * BAND_DEGREES, east, (i + 1) * BAND_DEGREES))
            if cut.is_empty:
                continue
            x = lon_scale((cut.bounds[1] + cut.bounds[3]) / 2)
            wide = scale(cut, 1 / x, 1, origin=(0, 0)).buffer(degrees(nm), 12)
            parts.append(scale(wide, x, 1, origin=(0, 0)))
    return areal(unary_union(parts))


def coast_points(coast, region, step):
    """Returns points at most step degrees apart on the outlines of a coast inside region."""
    out = set()
    for p in coast:
        if not p.intersects(region):
            continue
        line = p.exterior.intersection(region)
        for part in getattr(line, "geoms", [line]):
            if part.length == 0:
                continue
            n = max(2, math.ceil(part.length / step))
            for i in range(n + 1):
                c = part.interpolate(i / n, normalized=True)
                out.add((round(c.x, 5), round(c.y, 5)))
    return sorted(out)


def share(contested, coasts, reach, step=0.005, divide_slivers=True):
    """Splits an area among the coasts along the line of equal distance.

    coasts maps an id to the polygons of its coast; only coasts within reach
    nautical miles count. Returns {id: part}; the parts cover contested. A piece
    that no coast reaches is left out. With divide_slivers False slivers go undivided to
    the nearest coast.
    """
    got = {k: [] for k in coasts}
    for piece in polygons(contested):
        if piece.area < SPECK_DEGREES2:
            got[min(coasts)].append(piece)
            continue
        if piece.area < SLIVER_DEGREES2 and not divide_slivers:
            got[nearest(piece, coasts)].append(piece)
            continue
        for k, part in _share_piece(piece, coasts, reach, step).items():
            got[k].append(part)
    return {k: areal(unary_union(v)) for k, v in got.items() if v}


def nearest(piece, coasts):
    """Returns the id of the coast nearest to a piece, the first in the alphabet among equals."""
    x = lon_scale(piece.centroid.y)
    at = scale(piece.representative_point(), 1 / x, 1, origin=(0, 0))
    return min((min(scale(p, 1 / x, 1, origin=(0, 0)).distance(at) for p in coast), k) for k, coast in sorted(coasts.items()))[1]


def _share_piece(piece, coasts, reach, step):
    west, south, east, north = piece.bounds
    x = lon_scale((south + north) / 2)
    margin = degrees(reach) * 1.05
    region = box(west - margin * x, south - margin, east + margin * x, north + margin)
    owner = {}
    for k, coast in sorted(coasts.items()):
        for lon, lat in coast_points(coast, region, step):
            owner.setdefault((lon / x, lat), k)
    if len(set(owner.values())) < 2:
        return {k: piece for k in set(owner.values())}
    flat = scale(piece, 1 / x, 1, origin=(0, 0))
    frame = flat.envelope.buffer(margin)  # named, because shapely 1.8 frees a nameless one too early
    cells = polygons(voronoi_diagram(MultiPoint(sorted(owner)), envelope=frame))
    tree = Tree(cells)
    mine = {}
    for p, k in sorted(owner.items()):
        at = Point(p)
        for i in tree.query(at):
            if cells[i].contains(at):
                mine.setdefault(k, []).append(cells[i])
                break
    out = {}
    for k, v in sorted(mine.items()):
        part = areal(unary_union(v).intersection(flat))
        if not part.is_empty:
            out[k] = scale(part, x, 1, origin=(0, 0))
    return out
