"""Mends that need a coast line: the belts that the raw file draws wrongly or not at all."""
from shapely.geometry import Polygon, box
from shapely.ops import unary_union

from belts import belt, share
from geo import NM_KM, areal, circle, polygons
from sources import table

# Where the raw file's belts are rebuilt, as (west, south, east, north). The land is read once for all of them.
AEGEAN = box(22.483, 34.3, 28.6, 41.2)  # Cape Tainaro in the west, the Marmaris peninsula in the east
PACIFIC_EC_PE = [(-93, -19, -69, 3)]
BASES = (32.6, 34.4, 34.0, 35.2)
JERUSALEM = (35.15, 31.72, 35.28, 31.88)
KURILS = (145.2, 43.2, 152.5, 47.0)
NEARER = [(25.5, 58.5, 29, 60.5), (97.5, 9, 99.5, 11)]  # Gulf of Finland, Kawthaung
LAND_BOXES = [AEGEAN.bounds, *PACIFIC_EC_PE, BASES, JERUSALEM, KURILS, *NEARER]
SBA_SEA_NM = 3  # Treaty of Establishment 1960, Annex A, section 3


def breadth(iso, area):
    """Returns the breadth of a territorial sea in nautical miles from territorial-sea.csv."""
    for row in table("territorial-sea.csv"):
        if row["iso"] == iso and row["area"] == area:
            return float(row["airspace_nm"] if row["iso"] in ("EC", "PE") else row["sea_nm"])
    raise SystemExit(f"territorial-sea.csv has no row {iso},{area}: add it")


def clip_to_12_nm(areas, code, coast):
    """Cuts an area that is drawn to 200 NM back to its territorial sea.

    Inland the raw border stays: the land, an older picture of the same source,
    only has to reach it, and is widened by 3 km for that.
    """
    near = [p for p in coast if p.intersects(box(*PACIFIC_EC_PE[0]))]
    inland = unary_union([p.simplify(0.001).buffer(0.03) for p in near])
    kept = unary_union([belt(near, breadth(code, "all")), inland])
    areas[code] = areal(areas[code].intersection(kept))


def widen_aegean(areas, coasts):
    """Draws the Aegean belts of GR and TR at 6 NM; a piece that both reach goes to the nearer coast.

    A belt of the raw file with no land in it is a disc round a rock that the
    land leaves out: it is drawn anew at 6 NM.
    """
    wide = {k: areal(belt([p for p in coasts[k] if p.intersects(AEGEAN)], breadth(k, name)).intersection(AEGEAN))
            for k, name in (("GR", "Aegean Crete Dodecanese"), ("TR", "Aegean"))}
    rocks = [Polygon(circle(p.centroid.x, p.centroid.y, breadth("GR", "Aegean Crete Dodecanese") * NM_KM))
             for p in polygons(areas["GR"]) if p.within(AEGEAN) and not any(q.intersects(p) for q in coasts["GR"])]
    wide["GR"] = areal(unary_union([wide["GR"], *rocks]))
    taken = unary_union([g for k, g in areas.items() if g.intersects(AEGEAN)])
    free = {k: areal(g.difference(taken)) for k, g in wide.items()}
    both = areal(free["GR"].intersection(free["TR"]))
    parts = share(both, coasts, 15)
    for k in ("GR", "TR"):
        mine = [areas[k], free[k].difference(both)] + ([parts[k]] if k in parts else [])
        areas[k] = areal(unary_union(mine))


def senkaku(areas):
    """Returns 12 NM round the Senkaku islands, which the raw file gives to nobody.

    No source has their coasts; each is a circle about the middle of the island.
    """
    rings = [Polygon(circle(float(r["lon"]), float(r["lat"]), float(r["half_length_km"]) + 12 * NM_KM))
             for r in table("senkaku.csv")]
    around = unary_union(rings)
    return areal(around.difference(unary_union([g for g in areas.values() if g.intersects(around)])))


def bases_on_cyprus(areas, coasts, outlines):
    """Returns the land that CY leaves on its own island, and 3 NM of the sea that it leaves off it.

    outlines is Natural Earth's idea of the bases: it tells which gaps are theirs.
    """
    near = outlines.buffer(0.03)
    island = [p for v in coasts.values() for p in v if p.intersects(box(*BASES))]
    gaps = areal(unary_union(island).difference(areas["CY"]).intersection(box(*BASES)))
    shore = [p for p in polygons(gaps) if p.intersects(near)]
    sea = belt(shore, SBA_SEA_NM)
    wedge = [p for p in polygons(sea.difference(areas["CY"])) if p.intersects(near)]
    return areal(unary_union(shore + wedge))


def islands_of(area, where, coast):
    """Returns the part of an area that is nearest to the islands inside a box."""
    inside = [p for p in coast if p.within(box(*where))]
    others = [p for p in coast if not p.within(box(*where))]
    w, s, e, n = where
    near = areal(area.intersection(box(w - 0.6, s - 0.6, e + 0.6, n + 0.6)))
    return share(near, {"in": inside, "out": others}, 40)["in"]


def close_pole(areas):
    """Carries AQ from 85 S, where the raw file's map projection ends, to the pole."""
    cap = box(-180, -90, 180, -85)
    areas["AQ"] = areal(unary_union([areas["AQ"], cap]))


def golan(areas):
    """Returns the part of IL east of the line of 4 June 1967, drawn by hand."""
    line = [(float(r["lon"]), float(r["lat"])) for r in table("golan.csv")]
    return areal(areas["IL"].intersection(Polygon(line)))
