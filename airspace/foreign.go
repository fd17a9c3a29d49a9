package airspace

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
)

// foreignForm is a form of file that people give in place of GeoJSON.
type foreignForm struct {
	begins []string // any of these, in small letters if it is text
	text   bool     // compare without regard to case
	what   string
	hint   string
}

// foreignForms is in the order in which it is tried.
var foreignForms = []foreignForm{
	{
		[]string{"version https://git-lfs.github.com/spec/"},
		true, "a pointer of Git LFS: the file itself was not downloaded",
		"run git lfs pull in its repository, or download the file itself",
	},
	{[]string{"\x1f\x8b"}, false, "a file compressed by gzip", "unpack it first: gunzip FILE"},
	{[]string{"BZh"}, false, "a file compressed by bzip2", "unpack it first: bunzip2 FILE"},
	{[]string{"\xfd7zXZ"}, false, "a file compressed by xz", "unpack it first: unxz FILE"},
	{[]string{"\x28\xb5\x2f\xfd"}, false, "a file compressed by zstd", "unpack it first: unzstd FILE"},
	{[]string{"\x00\x00\x27\x0a"}, false, "the .shp part of a shapefile", "convert it with ogr2ogr -f GeoJSON OUT.geojson FILE.shp, the .dbf and .prj beside it"},
	{[]string{"sqlite format 3"}, true, "a database of SQLite, such as a GeoPackage", "convert a layer of it with ogr2ogr -f GeoJSON OUT.geojson FILE LAYER"},
	{[]string{"fgb"}, false, "FlatGeobuf", "convert it with ogr2ogr -f GeoJSON OUT.geojson FILE"},
	{[]string{"\xff\xfe", "\xfe\xff"}, false, "text in UTF-16", "save it in UTF-8"},
	{[]string{"\x1e"}, false, "a sequence of GeoJSON texts (RFC 8142)", "make one FeatureCollection of it: ogr2ogr -f GeoJSON OUT.geojson FILE"},
	{
		[]string{"<!doctype html", "<html"},
		true, "a web page (HTML)",
		"the address gave a page and not the file: download the raw file, and look whether it asks for a login",
	},
	{[]string{"["}, false, "a JSON list: the file does not begin with {", `put the features into {"type": "FeatureCollection", "features": […]}`},
}

// foreign says what a text that is no JSON object is instead, and the way out.
func foreign(src []byte) (what, hint string, ok bool) {
	const most = 1024
	head := string(src[:min(len(src), most)])
	small := strings.ToLower(head)
	for _, f := range foreignForms {
		text := head
		if f.text {
			text = small
		}
		if slices.ContainsFunc(f.begins, func(s string) bool { return strings.HasPrefix(text, s) }) {
			return f.what, f.hint, true
		}
	}
	switch {
	case strings.HasPrefix(head, "PK\x03\x04"):
		what, hint = foreignZip(src)
		return what, hint, true
	case strings.HasPrefix(head, "<"):
		return foreignXML(small), "convert it with ogr2ogr -f GeoJSON OUT.geojson FILE", true
	}
	return "", "", false
}

// foreignXML says which XML a text is, by its beginning in small letters.
func foreignXML(small string) string {
	for _, x := range [...][2]string{
		{"<kml", "KML"},
		{"aixm", "AIXM"},
		{"<gpx", "GPX"},
		{"opengis.net/gml", "GML"},
		{"<html", "a web page (HTML)"},
	} {
		if strings.Contains(small, x[0]) {
			return x[1]
		}
	}
	return "XML, such as KML or GML"
}

// foreignZip says what an archive holds.
func foreignZip(src []byte) (what, hint string) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return "a zip archive that is damaged or truncated", "download it again, and unpack it first"
	}
	for _, x := range [...]struct{ ext, what, hint string }{
		{".shp", "a zip archive with a shapefile (%q)", "unpack it first, then convert it with ogr2ogr -f GeoJSON OUT.geojson FILE.shp"},
		{".gdb", "a zip archive with a File Geodatabase (%q)", "unpack it first, then convert a layer with ogr2ogr -f GeoJSON OUT.geojson FILE.gdb LAYER"},
		{".gpkg", "a zip archive with a GeoPackage (%q)", "unpack it first, then convert a layer with ogr2ogr -f GeoJSON OUT.geojson FILE LAYER"},
		{".kml", "a zip archive with KML (%q)", "convert it with ogr2ogr -f GeoJSON OUT.geojson FILE"},
		{".geojson", "a zip archive with %q", "unpack it first: unzip FILE"},
		{".json", "a zip archive with %q", "unpack it first: unzip FILE"},
	} {
		for _, f := range z.File {
			if strings.EqualFold(path.Ext(strings.TrimSuffix(f.Name, "/")), x.ext) {
				return fmt.Sprintf(x.what, clip([]byte(path.Base(f.Name)))), x.hint
			}
		}
	}
	return "a zip archive", "unpack it first, and give the GeoJSON file in it"
}
