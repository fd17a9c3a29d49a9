"""First half of the build: mends the raw file and writes one polygon set per area.

Usage: build.py FOLDER NATURAL_EARTH.gz OUT.geojson. FOLDER holds node_modules.
What was done to which overlap and gap is printed.
"""
import json
import sys
import time

from shapely.ops import unary_union

import coasts
import mends
import sources
from geo import Tree, areal, box, km2, polygons
from outlines import carve

A3 = {"EC": "ECU", "PE": "PER", "GR": "GRC", "TR": "TUR", "EE": "EST", "RU": "RUS", "MM": "MMR", "TH": "THA"}
SPECK_KM2 = 1.0  # a pocket below this is a fault of two borders that should meet, land or sea
START = time.time()


def say(text):
    """Prints a line with the seconds since the start, on stderr."""
    print(f"{time.time() - START:6.0f} s  {text}", file=sys.stderr)


def parents():
    """Returns {territory: parent} for the territories that the raw file has twice."""
    own = {r["id"]: r["sovereign"] for r in sources.table("areas.csv")}
    twice = "PF NC GF TF YT WF PM RE BL GP MQ MF SJ BV PR AS MP VI GU AX BQ CW AW SX HM CC CX NF HK MO EH".split()
    return {t: own[t] or "MA" for t in twice}


def mend(folder, natural_earth):
    """Returns {id: MultiPolygon} with every mend made, and the land that was read for them."""
    areas = sources.raw_areas(folder)
    say(f"raw file read: {len(areas)} areas")
    shore = sources.land(folder, coasts.LAND_BOXES)
    by_code = {code: shore[a3] for code, a3 in A3.items()}
    outlines = sources.natural_earth(natural_earth)
    provinces = sources.provinces(folder, sources.wanted_provinces())
    say("coasts and outlines read")
    mends.part_territories(areas, parents())
    say("territories taken out of their parents")
    coasts.close_pole(areas)
    for code in ("EC", "PE"):
        coasts.clip_to_12_nm(areas, code, by_code[code])
    say("EC and PE cut to 12 NM")
    give_ilemi_to_kenya(areas)
    carve(areas, sources.table("disputed.csv"), shore, outlines, provinces)
    say("disputed areas taken out")
    coasts.widen_aegean(areas, by_code)
    say("Aegean at 6 NM")
    winners = {(r["a"], r["b"]): r["keeps"] for r in sources.table("overlaps.csv")}
    for line in mends.flatten(areas, winners, by_code):
        say("overlap " + line)
    return areas


def give_ilemi_to_kenya(areas):
    """Gives KE the two gaps north of the line of 1914, and what SS has of the triangle south of 5.02 N.

    Kenya administers the triangle up to its provisional line; the raw file leaves
    that line out between 35.3 E and the border of Ethiopia, where a parallel
    stands for it.
    """
    frame = box(34.3, 4.5, 36.1, 5.6)
    near = {k: areas[k] for k in ("ET", "KE", "SS", "UG")}
    gaps = [h for h in mends.holes(near) if h.intersects(frame) and km2(h) > 1]
    lobe = areas["SS"].intersection(box(35.30, 4.55, 36.1, 5.02))
    areas["KE"] = areal(unary_union([areas["KE"], *gaps, lobe]))
    areas["SS"] = areal(areas["SS"].difference(areas["KE"]))


def close(areas, folder):
    """Gives the gaps over land to a neighbour."""
    pockets = mends.holes(areas)
    large = [h for h in pockets if SPECK_KM2 < km2(h) < 100_000]
    shore = sources.land(folder, [h.bounds for h in large], margin=0.001)
    ground = Tree(p for v in shore.values() for p in v)

    def is_land(hole):
        if km2(hole) < SPECK_KM2:
            return True
        over = unary_union([ground.geometries[i].intersection(hole) for i in ground.query(hole)])
        return over.area > hole.area / 2

    given = [(float(r["lon"]), float(r["lat"]), r["id"]) for r in sources.table("gaps.csv")]
    for line in mends.close_gaps(areas, pockets, is_land, given):
        say("gap " + line)


def write(areas, path):
    """Writes the areas as a FeatureCollection with seven decimals."""
    with open(path, "w", encoding="utf-8") as f:
        f.write('{"type":"FeatureCollection","features":[\n')
        rows = []
        for k, g in sorted(areas.items()):
            shape = {"type": "MultiPolygon", "coordinates": [
                [[[round(x, 7), round(y, 7)] for x, y in r.coords] for r in (p.exterior, *p.interiors)]
                for p in polygons(g)]}
            rows.append(json.dumps({"type": "Feature", "properties": {"id": k}, "geometry": shape}, separators=(",", ":")))
        f.write(",\n".join(rows) + "\n]}\n")


def main():
    folder, natural_earth, out = sys.argv[1:]
    areas = mend(folder, natural_earth)
    close(areas, folder)
    say("gaps over land closed")
    write(areas, out)
    say(f"{len(areas)} areas written")


if __name__ == "__main__":
    main()
