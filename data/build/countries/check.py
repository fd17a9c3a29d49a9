"""Checks the built file and prints a report; exits 1 if a check fails.

Usage: check.py COUNTRIES.geojson FOLDER MENDED.geojson
"""
import hashlib
import sys

import numpy as np
from shapely.geometry import Polygon, shape
from shapely.ops import unary_union

import measure
import planar
import sources
from geo import Tree, km2, polygons, read_json
from planar import GRID

VKO, BUD = (37.2615, 55.5915), (19.2624, 47.4302)
EXPECTED_KM = {"UA": 406.1, "BY": 403.3, "RU": 384.4, "HU": 181.1, "SK": 109.9, "PL": 49.0}
EXPECTED_ORDER = "RU BY RU BY UA PL SK PL SK HU"
MAX_BYTES, MAX_VERTICES = 15_000_000, 650_000
MAX_BARE = 1  # a sandbank of 0.3 km2 in the Caspian, on the very limit of RU in the raw file: 45.237 N 47.730 E
failures = []


def report(name, value, good=True):
    """Prints one line of the report and remembers a failure."""
    print(f"{'ok  ' if good else 'FAIL'} {name}: {value}")
    if not good:
        failures.append(name)


def directed_sides(features):
    """Returns {id: set of directed sides in grid keys, area on the left}."""
    out = {}
    for f in features:
        left = set()
        for poly in f["geometry"]["coordinates"]:
            for r in poly:
                ks = [planar.key(round(x * GRID), round(y * GRID)) for x, y in r]
                left.update(zip(ks[:-1], ks[1:]))
        out[f["properties"]["id"]] = left
    return out


def check_shape(path, doc, areas):
    size = len(open(path, "rb").read())
    vertices = sum(len(r) for f in doc["features"] for p in f["geometry"]["coordinates"] for r in p)
    report("features", len(doc["features"]))
    report("polygons", sum(len(f["geometry"]["coordinates"]) for f in doc["features"]))
    report("vertices", vertices, vertices <= MAX_VERTICES)
    report("bytes", size, size < MAX_BYTES)
    report("sha256", hashlib.sha256(open(path, "rb").read()).hexdigest())
    invalid = [k for k, g in areas.items() if not g.is_valid]
    report("invalid geometries", " ".join(invalid) or 0, not invalid)
    ids = [f["properties"]["id"] for f in doc["features"]]
    report("sorted, no id twice", ids == sorted(set(ids)), ids == sorted(set(ids)))
    wrong = [f["properties"]["id"] for f in doc["features"] for p in f["geometry"]["coordinates"]
             if not Polygon(p[0]).exterior.is_ccw or any(Polygon(r).exterior.is_ccw for r in p[1:])]
    report("wrong winding (RFC 7946)", len(wrong), not wrong)


def check_codes(doc):
    rows = [f["properties"] for f in doc["features"]]
    own = {p["iso_a2"] for p in rows if p["iso_a2"]}
    lost = sorted({c for p in rows for c in [p["sovereign"], p.get("sovereign_defacto", ""),
                                             *p.get("disputed", "").split(",")] if c and c not in own})
    report("codes that no area has", " ".join(lost) or 0, not lost)
    unsorted = [p["id"] for p in rows if p.get("disputed") and p["disputed"].split(",") != sorted(p["disputed"].split(","))]
    report("claimants not sorted", " ".join(unsorted) or 0, not unsorted)


def check_planar(directed, index):
    keys = np.array(sorted({tuple(sorted(s)) for left in directed.values() for s in left}), dtype=np.int64)
    a, b = planar.unique_sides(keys[:, 0], keys[:, 1])
    loose = len(planar.cuts(a, b, np.empty(0, dtype=np.int64)))
    report("T-junctions and crossings", loose, not loose)
    seen, twice = set(), 0
    for left in directed.values():
        twice += len(left & seen)
        seen |= left
    report("sides with two areas on one side", twice, not twice)
    shared = overlap(index)
    report("overlap km2", f"{shared:.4f}", shared < 0.001)
    faults = measure.seam_faults(directed)
    report("sides on 180 that do not cancel", faults or 0, not faults)
    return a, b


def overlap(index):
    """Returns the area that two areas share, in square kilometres."""
    total = 0.0
    for n, (k, p) in enumerate(index.parts):
        for i in index.tree.query(p):
            other, q = index.parts[i]
            if other > k and index.ready[n].intersects(q) and not p.touches(q):
                total += km2(p.intersection(q))
    return total


def check_gaps(areas, folder):
    whole = unary_union([p for g in areas.values() for p in polygons(g)])
    pockets = [Polygon(r) for p in polygons(whole) for r in p.interiors]
    small = [h for h in pockets if km2(h) < 100_000]
    shore = sources.land(folder, [h.bounds for h in small], margin=0.001)
    ground = Tree(p for v in shore.values() for p in v)
    bad = []
    for h in small:
        dry = km2(unary_union([ground.geometries[i].intersection(h) for i in ground.query(h)]))
        at = h.representative_point()
        if dry > 0.02:
            bad.append(f"{dry:.2f} of {km2(h):.2f} km2 at {at.y:.3f} {at.x:.3f}")
    report("pockets of high seas", f"{len(pockets)}, {len(small)} below 100,000 km2")
    for h in sorted(small, key=km2, reverse=True)[:25]:
        print(f"       {km2(h):10.2f} km2 at {h.representative_point().y:.3f} {h.representative_point().x:.3f}")
    report("gaps over land above 0.02 km2", "; ".join(bad) or 0, not bad)


def check_coast(index, folder):
    """Asks at every 200th vertex of all land whether an area is over it."""
    asked, bare = 0, []
    for x, y in sources.land_vertices(folder, 200):
        asked += 1
        if y > -60 and not index.covers(x, y):
            bare.append(f"{y:.3f} {x:.3f}")
    report("coast and border points of OpenStreetMap's land under no area", f"{len(bare)} of {asked} {'; '.join(bare[:9])}",
           len(bare) <= MAX_BARE)


def check_route(index):
    parts = measure.great_circle(VKO, BUD, index)
    order = " ".join(k for k, _ in parts)
    report("VKO-BUD", order, order == EXPECTED_ORDER)
    for k, want in EXPECTED_KM.items():
        got = sum(km for c, km in parts if c == k)
        report(f"VKO-BUD {k} km", f"{got:.2f} (expected {want})", abs(got - want) <= 0.1)


def check_points(index):
    for row in sources.table("points.csv"):
        lat = max(-89.9999, min(89.9999, float(row["lat"])))  # a pole is the end of the plane: ask beside it
        got = ",".join(index.at(float(row["lon"]), lat))
        report(f"{row['lat']:>9} {row['lon']:>9}  {row['place']}", got or "nobody", got == row["area"])


def check_accuracy(folder, mended, sides):
    kept = set()
    for f in read_json(mended)["features"]:
        for p in f["geometry"]["coordinates"]:
            for r in p:
                if km2(Polygon(r)) >= 0.02:
                    kept.update((round(x, 6), round(y, 6)) for x, y in r)
    raw = []
    for g in sources.raw_areas(folder).values():
        for p in polygons(g):
            for r in (p.exterior, *p.interiors):
                if km2(Polygon(r)) < 0.02:
                    continue  # a sliver, closed on purpose
                raw += [c for c in r.coords if (round(c[0], 6), round(c[1], 6)) in kept and abs(c[0]) < 180]
    points = np.array(sorted(set(raw)))[::4]
    d = measure.distances(points, *sides)
    report("raw border to ours, metres: median, p95, p99, max",
           f"{np.median(d):.0f} {np.percentile(d, 95):.0f} {np.percentile(d, 99):.0f} {d.max():.0f} of {len(d)} points",
           np.median(d) < 20 and np.percentile(d, 95) < 120)
    worst = np.argsort(d)[-5:]
    print("       farthest:", "; ".join(f"{points[i, 1]:.3f} {points[i, 0]:.3f} {d[i]:.0f} m" for i in worst))


def main():
    path, folder, mended = sys.argv[1:]
    doc = read_json(path)
    areas = {f["properties"]["id"]: shape(f["geometry"]) for f in doc["features"]}
    index = measure.Index(areas)
    check_shape(path, doc, areas)
    check_codes(doc)
    sides = check_planar(directed_sides(doc["features"]), index)
    check_route(index)
    check_points(index)
    check_accuracy(folder, mended, sides)
    check_gaps(areas, folder)
    check_coast(index, folder)
    print(f"{len(failures)} failed" + (": " + "; ".join(failures) if failures else ""))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
