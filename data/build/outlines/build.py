"""Builds data/policies/areas.geojson: the outlines that rules of the built-in policy sets name.

Usage: build.py [COUNTRIES.geojson [AREAS.geojson]]; without arguments the two files of data/.
Needs Debian's python3 with python3-shapely, as data/build/countries.sh does.
The same input gives the same bytes.

Each outline begins as a sketch of a few points (sketches.py). One that names a
clip is cut to that area of countries.geojson and takes the area's own vertices
along the common border, so that it neither leaves a gap there nor reaches over
a neighbour or the high seas. Where a side of the sketch meets the border it is
bent to the nearest vertex, so that no point is new. The outline is then
checked: valid, and inside its area.
"""
import json
import sys
from pathlib import Path

from shapely.geometry import LineString, MultiPoint, MultiPolygon, Point, Polygon, mapping, shape
from shapely.geometry.polygon import orient
from shapely.ops import nearest_points
from shapely.validation import explain_validity

from sketches import OSM, OURS, SKETCHES

DATA = Path(__file__).resolve().parents[2]
MIN_PIECE_DEGREES2 = 2e-5  # some 0.2 km2: a smaller piece is left out
MAX_OVER_DEGREES2 = 1e-12  # rounding
MAX_ROUNDS = 20
DECIMALS = 4  # those of countries.geojson


def read_areas(path):
    """Returns {id: MultiPolygon} of the areas of countries.geojson."""
    with open(path, encoding="utf-8") as f:
        features = json.load(f)["features"]
    return {x["properties"]["id"]: areal(shape(x["geometry"])) for x in features}


def areal(geometry):
    """Returns the polygons of a geometry as one MultiPolygon."""
    parts = getattr(geometry, "geoms", [geometry])
    return MultiPolygon([p for p in parts if isinstance(p, Polygon) and not p.is_empty])


def vertices(geometry):
    """Returns the set of all points of a geometry."""
    rings = (r for p in geometry.geoms for r in (p.exterior, *p.interiors))
    return {c for r in rings for c in r.coords}


def settle(ring, area):
    """Returns the ring of a sketch with corners added, so that it meets the border of the area at vertices only."""
    lines = area.boundary
    known = vertices(area)
    border = MultiPoint(sorted(known))
    for _ in range(MAX_ROUNDS):
        out, added = [], False
        for a, b in zip(ring, ring[1:] + ring[:1]):
            out.append(a)
            side = LineString([a, b])
            for p in sorted(points(side.intersection(lines)), key=lambda c: side.project(Point(c))):
                v = p if p in known else nearest_points(border, Point(p))[0].coords[0]
                if v not in (out[-1], b):
                    out.append(v)
                    added = True
        ring = out
        if not added:
            return ring
    raise SystemExit(f"outlines: the side near {ring[0]} does not settle on the border: move a corner")


def points(geometry):
    """Returns all points of a geometry of points and lines."""
    return {c for g in getattr(geometry, "geoms", [geometry]) for c in g.coords}


def cut(ring, area):
    """Returns the part of the sketch in the area, on the vertices of both."""
    ring = settle([tuple(map(float, c)) for c in ring], area)
    sketch = Polygon(ring)
    if not sketch.is_valid:
        raise SystemExit(f"outlines: on the border {explain_validity(sketch)}: move a corner")
    inside = areal(sketch.intersection(area))
    new = vertices(inside) - vertices(area) - set(ring)
    if new:
        raise SystemExit(f"outlines: {len(new)} points of neither border nor sketch, such as {min(new)}")
    return MultiPolygon([p for p in inside.geoms if p.area >= MIN_PIECE_DEGREES2])


def check(name, outline, area):
    """Stops the build if the outline is broken or reaches out of its area."""
    if outline.is_empty or not outline.is_valid:
        raise SystemExit(f"outlines: {name}: {explain_validity(outline)}")
    if area is None:
        return
    over = outline.difference(area)
    if over.area > MAX_OVER_DEGREES2:
        at = over.representative_point()
        raise SystemExit(f"outlines: {name} reaches over its area at {at.y:.4f} N {at.x:.4f} E ({over.area:.1e} square degrees): move a corner")


def rounded(coords):
    """Returns nested coordinates with the decimals of the borders."""
    if isinstance(coords[0], (int, float)):
        return [round(c, DECIMALS) + 0.0 for c in coords]
    return [rounded(c) for c in coords]


def feature(sketch, areas):
    """Returns the GeoJSON feature of a sketch."""
    ring = Polygon(sketch["ring"])
    if not ring.is_valid:
        raise SystemExit(f"outlines: the sketch {sketch['id']}: {explain_validity(ring)}")
    area = areas[sketch["clip"]] if "clip" in sketch else None
    outline = cut(sketch["ring"], area) if area is not None else MultiPolygon([ring])
    check(sketch["id"], outline, area)
    pieces = [orient(p) for p in sorted(outline.geoms, key=lambda p: (-p.area, p.bounds))]
    outline = pieces[0] if len(pieces) == 1 else MultiPolygon(pieces)
    properties = {"id": sketch["id"], "name": sketch["name"]}
    for key in ("floor", "ceiling"):
        if key in sketch:
            properties[key] = sketch[key]
    properties |= {
        "source": sketch["source"],
        "approximate": sketch.get("approximate", True),
        "note": sketch["note"],
        "licence": OSM if area is not None else OURS,
    }
    count = sum(len(r.coords) for p in pieces for r in (p.exterior, *p.interiors))
    print(f"{sketch['id']:24} {len(pieces):3} pieces {count:6} points", file=sys.stderr)
    return {"type": "Feature", "properties": properties, "geometry": {"type": outline.geom_type, "coordinates": rounded(mapping(outline)["coordinates"])}}


def main(countries, out):
    """Builds the file out from the file countries."""
    areas = read_areas(countries)
    features = [feature(s, areas) for s in sorted(SKETCHES, key=lambda s: s["id"])]
    head = {
        "type": "FeatureCollection",
        "name": "flightcheck areas",
        "source": "data/build/outlines, on the borders of countries.geojson",
        "date": "2025-12-31",
        "licence": OSM,
    }
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1] + ',"features":[\n' + lines + "\n]}\n"
    Path(out).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*(sys.argv[1:] + [DATA / "countries.geojson", DATA / "policies" / "areas.geojson"][len(sys.argv) - 1:]))
