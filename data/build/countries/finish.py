"""Second half of the build: the simplified areas become the file that is shipped.

Usage: finish.py SIMPLIFIED.geojson OUT.geojson
"""
import json
import sys

import numpy as np
from shapely.geometry import Polygon, shape
from shapely.validation import make_valid

import planar
import sources
from geo import Tree, km2, polygons, read_json
from planar import GRID, SEAM

SLIVER_KM2 = 0.02
HEAD = {
    "type": "FeatureCollection",
    "name": "flightcheck countries: sovereign airspace, land and territorial sea",
    "source": "OpenStreetMap by npm @osm_borders/maritime_10m 1.1.0, mended (see README.md beside this file)",
    "version": "1",
    "date": "2022-04",
    "licence": "ODbL-1.0",
    "attribution": "© OpenStreetMap contributors",
}


def load(path):
    """Returns [(id, polygon in degrees)] of the simplified file."""
    out = []
    for f in read_json(path)["features"]:
        if f["geometry"] is None:
            raise SystemExit(f"{f['properties']['id']} lost its shape in simplification; keep-shapes should prevent it")
        out += [(f["properties"]["id"], p) for p in polygons(shape(f["geometry"]))]
    return out


def on_grid(coords):
    """Returns a ring's points as integers, those within a grid step of the seam on it."""
    xy = np.rint(np.asarray(coords) * GRID).astype(np.int64)
    near = np.abs(np.abs(xy[:, 0]) - SEAM) <= 1
    xy[near, 0] = np.sign(xy[near, 0]) * SEAM
    return xy


def matched_seam(ringset):
    """Moves the vertices at 180 W to those at 180 E where both are within 100 m of each other."""
    east = np.unique(np.concatenate([r[r[:, 0] == SEAM, 1] for r in ringset]))
    west = np.unique(np.concatenate([r[r[:, 0] == -SEAM, 1] for r in ringset]))
    move = {}
    for y in west:
        i = np.abs(east - y).argmin()
        if east[i] != y and abs(east[i] - y) <= 10 and east[i] not in west:
            move[int(y)] = int(east[i])
    for r in ringset:
        for i in np.flatnonzero(r[:, 0] == -SEAM):
            r[i, 1] = move.get(int(r[i, 1]), r[i, 1])
    return ringset


def sides_of(parts):
    """Returns the sides of all rings as two arrays of keys."""
    ringset = [on_grid(r.coords) for _, p in parts for r in (p.exterior, *p.interiors)]
    ringset = matched_seam(ringset)
    keys = [planar.key(r[:, 0], r[:, 1]) for r in ringset]
    return np.concatenate([k[:-1] for k in keys]), np.concatenate([k[1:] for k in keys])


def label(faces, parts):
    """Returns {id: [face]} and the faces that no area covers; a face in two areas goes to the first id."""
    valid = [(k, q) for k, p in parts for q in polygons(make_valid(p))]
    tree = Tree(p for _, p in valid)
    mine, nobody = {}, []
    for f in faces:
        at = _degrees(f).representative_point()
        over = sorted({valid[i][0] for i in tree.query(at) if valid[i][1].contains(at)})
        if over:
            mine.setdefault(over[0], []).append(f)
        else:
            nobody.append(f)
    return mine, nobody


def _degrees(face):
    return Polygon([(x / GRID, y / GRID) for x, y in face.exterior.coords],
                   [[(x / GRID, y / GRID) for x, y in r.coords] for r in face.interiors])


def fill_slivers(mine, nobody):
    """Gives the pockets below SLIVER_KM2 to the neighbour with the longest border; returns how many."""
    side_of = {}
    for k, fs in sorted(mine.items()):
        for side in planar.boundary(fs):
            side_of[side] = k
    filled = 0
    for f in sorted(nobody, key=lambda f: f.bounds):
        if km2(_degrees(f)) >= SLIVER_KM2:
            continue
        length = {}
        for u, v in planar.boundary([f]):
            k = side_of.get((v, u))
            if k:
                (x1, y1), (x2, y2) = planar.point(u), planar.point(v)
                length[k] = length.get(k, 0) + np.hypot(x2 - x1, y2 - y1)
        if length:
            mine[max(sorted(length), key=length.get)].append(f)
            filled += 1
    return filled


def assemble(fs):
    """Returns the faces of one area as GeoJSON coordinates of a MultiPolygon, in grid units."""
    rings = [rotate(r) for r in planar.rings(planar.boundary(fs))]
    shells = sorted(r for r in rings if planar.twice_area(r) > 0)
    outer = [Polygon(r) for r in shells]
    found = [[r] for r in shells]
    tree = Tree(outer)
    for hole in sorted(r for r in rings if planar.twice_area(r) < 0):
        inner = Polygon(hole)
        at = inner.representative_point()
        around = [i for i in tree.query(at) if outer[i].contains(at)]
        found[min(around, key=lambda i: outer[i].area)].append(hole)
    return found


def rotate(ring):
    """Returns a ring that begins at its smallest point."""
    i = ring.index(min(ring))
    return ring[i:] + ring[:i]


def properties():
    """Returns {id: properties} from areas.csv, disputed.csv and notes.csv."""
    notes = {r["id"]: r["note"] for r in sources.table("notes.csv")}
    out = {}
    for r in sources.table("areas.csv"):
        out[r["id"]] = {"id": r["id"], "iso_a2": r["id"], "iso_a3": r["iso_a3"], "name": r["name"],
                        "sovereign": r["sovereign"]}
    for r in sources.table("disputed.csv"):
        p = {c: r[c] for c in ("id", "iso_a2", "iso_a3", "name", "sovereign")}
        p.update({c: r[c] for c in ("sovereign_defacto", "disputed") if r[c]})
        out[r["id"]] = p
    for k, text in notes.items():
        out[k]["note"] = text
    return out


def number(v):
    """Returns a grid coordinate as text in degrees."""
    text = f"{abs(v) // GRID}.{abs(v) % GRID:04d}".rstrip("0").rstrip(".")
    return "-" + text if v < 0 and text != "0" else text


def write(shapes, path):
    """Writes the shapes with their properties, one feature a line."""
    props = properties()
    lines = []
    for k in sorted(shapes):
        polys = ",".join(
            "[" + ",".join("[" + ",".join(f"[{number(x)},{number(y)}]" for x, y in [*r, r[0]]) + "]" for r in p) + "]"
            for p in shapes[k])
        lines.append('{"type":"Feature","properties":' + json.dumps(props[k], ensure_ascii=False, separators=(",", ":"))
                     + ',"geometry":{"type":"MultiPolygon","coordinates":[' + polys + "]}}")
    head = json.dumps(HEAD, ensure_ascii=False, separators=(",", ":"))[:-1]
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(head + ',"features":[\n' + ",\n".join(lines) + "\n]}\n")


def main():
    source, out = sys.argv[1:]
    parts = load(source)
    a, b = planar.node(*sides_of(parts))
    mine, nobody = label(planar.faces(a, b), parts)
    filled = fill_slivers(mine, nobody)
    print(f"{len(a)} sides, {sum(map(len, mine.values()))} faces, {filled} slivers closed", file=sys.stderr)
    write({k: assemble(fs) for k, fs in mine.items()}, out)


if __name__ == "__main__":
    main()
