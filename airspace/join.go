package airspace

import (
	"slices"
	"strconv"
)

// maxLayers is how many indexes can be joined.
const maxLayers = 255

// Join returns an index with the areas of both, those of y after those of x;
// neither changes, and nothing is built anew. If an id of y is known in x, "#2",
// "#3" … is put behind it. Source is that of x. Nil or an empty index adds
// nothing.
//
// Areas of x and y that share a border do not share its edges; a leg along it runs
// along both. More than 255 indexes cannot be joined: then Join panics.
func (x *Index) Join(y *Index) *Index {
	if x == nil || len(x.layers) == 0 && len(x.areas) == 0 {
		return y
	}
	if y == nil || len(y.areas) == 0 {
		return x
	}
	if len(x.layers)+len(y.layers) > maxLayers {
		panic("airspace: more than 255 joined indexes")
	}
	z := &Index{
		layers: slices.Clone(x.layers), areas: slices.Concat(x.areas, y.areas), sov: slices.Concat(x.sov, y.sov),
		partArea: slices.Clone(x.partArea), source: x.source, warnings: slices.Concat(x.warnings, y.warnings),
		sets: newSetTable(len(x.areas) + len(y.areas)),
	}
	z.source.Areas = len(z.areas)
	z.nameApart(len(x.areas))
	area, part := AreaID(len(x.areas)), uint32(len(x.partArea))
	for _, l := range y.layers {
		z.layers = append(z.layers, layer{l.atlas, l.firstArea + area, l.firstPart + part})
	}
	for _, a := range y.partArea {
		z.partArea = append(z.partArea, a+uint32(area))
	}
	return z
}

// nameApart gives the areas from one place on ids that those before do not have.
func (x *Index) nameApart(from int) {
	known := make(map[string]bool, len(x.areas))
	for i := range x.areas {
		id := x.areas[i].ID
		for n := 2; i >= from && known[x.areas[i].ID]; n++ {
			x.areas[i].ID = id + "#" + strconv.Itoa(n)
		}
		known[x.areas[i].ID] = true
	}
}
