"""The disputed areas: each row of disputed.csv is taken out of the areas it lies in."""
from shapely.geometry import Point
from shapely.ops import unary_union

import coasts
import mends
import sources
from belts import share
from geo import areal, box, polygons, without_specks

# Two sources laid over each other leave slivers along their common border: pieces below this are no area.
SPECK_KM2 = 3.0


def carve(areas, rows, shore, outlines, provinces):
    """Makes every area of disputed.csv that is not a whole area of the raw file."""
    for row in rows:
        if row["kind"] == "whole":
            continue
        owners = row["of"].split()
        outline, taken_from = outline_of(areas, row, owners, shore, outlines, provinces)
        if outline.is_empty:
            raise SystemExit(f"disputed.csv: {row['id']} has no outline; see its kind, of and where")
        mends.take_out(areas, outline, taken_from)
        areas[row["id"]] = outline


def outline_of(areas, row, owners, shore, outlines, provinces):
    """Returns the outline of a row and the ids that it is taken from."""
    where = [float(v) for v in row["where"].split()]
    kind, first = row["kind"], owners[0] if owners else ""
    if kind == "overlap":
        return mends.overlap_of(areas, owners, where), owners
    if kind == "pieces":
        return mends.pieces_of(areas[first], where), owners
    if kind == "inside":
        return inside(areas[first], unary_union(shore[owners[1]]), where), [first]
    if kind == "provinces":
        west, east = [provinces[p] for p in owners[1:]], [provinces[p] for p in sources.EAST_OF_ESSEQUIBO]
        return west_of_essequibo(areas[first], west, east), [first]
    if kind == "islands":
        return coasts.islands_of(areas[first], where, shore["RUS"]), [first]
    if kind == "golan":
        return coasts.golan(areas), [first]
    if kind == "senkaku":
        return coasts.senkaku(areas), []
    if kind == "gap":
        return pocket(areas, where), []
    if kind == "bases":
        return coasts.bases_on_cyprus(areas, shore, unary_union([outlines["ESB"], outlines["WSB"]])), []
    raise SystemExit(f"disputed.csv: {row['id']}: unknown kind {kind!r}; one of whole, overlap, pieces, inside, "
                     "provinces, islands, golan, senkaku, gap, bases")


def inside(area, other, where):
    """Returns the pieces of an area, slivers left out, that another source gives to another State."""
    return without_specks(mends.pieces_of(areal(area.intersection(other)), where), SPECK_KM2)


def west_of_essequibo(area, west, east):
    """Returns the western provinces' part of an area, with the sea that is nearer to them."""
    core = areal(area.intersection(unary_union(west)))
    rest = areal(area.difference(unary_union([*west, *east])))
    parts = share(rest, {"west": [q for p in west for q in polygons(p)], "east": [q for p in east for q in polygons(p)]}, 40,
                  divide_slivers=False)
    return areal(unary_union([core, parts["west"]]))


def pocket(areas, where):
    """Returns the pocket that no area covers round a point."""
    at = Point(*where)
    near = {k: g for k, g in areas.items() if g.intersects(at.buffer(2))}
    for h in mends.holes(near):
        if h.contains(at):
            return areal(h)
    raise SystemExit(f"no gap at {where[1]} {where[0]}: the raw file is not the one that this script mends")
