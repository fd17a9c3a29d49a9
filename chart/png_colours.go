package chart

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// mostColours is how many colours a bitmap has: with more, its file is three times as
// large, and the eye sees no difference.
const mostColours = 256

// shade is a colour of a picture and how often it occurs.
type shade struct {
	rgb   [3]uint8
	count int
}

// reduced returns a picture with at most 256 colours, by the median cut: the box of
// colours that spreads most is halved until there are enough.
func reduced(img *image.RGBA) *image.Paletted {
	counts := map[[3]uint8]int{}
	for i := 0; i < len(img.Pix); i += 4 {
		counts[[3]uint8(img.Pix[i:i+3])]++
	}
	all := make([]shade, 0, len(counts))
	for rgb, n := range counts {
		all = append(all, shade{rgb, n})
	}
	slices.SortFunc(all, func(a, b shade) int { return slices.Compare(a.rgb[:], b.rgb[:]) })
	boxes := [][]shade{all}
	for len(boxes) < mostColours {
		i := widest(boxes)
		if i < 0 {
			break
		}
		a, b := halves(boxes[i])
		boxes[i] = a
		boxes = append(boxes, b)
	}
	out := image.NewPaletted(img.Rect, nil)
	index := map[[3]uint8]uint8{}
	for i, b := range boxes {
		out.Palette = append(out.Palette, mean(b))
		for _, s := range b {
			index[s.rgb] = uint8(i)
		}
	}
	for i := range out.Pix {
		out.Pix[i] = index[[3]uint8(img.Pix[4*i:4*i+3])]
	}
	return out
}

// widest returns the box to be halved next, -1 if all are of one colour.
func widest(boxes [][]shade) int {
	best, most := -1, 0.0
	for i, b := range boxes {
		if len(b) < 2 {
			continue
		}
		_, spread := spreadOf(b)
		if spread > most {
			best, most = i, spread
		}
	}
	return best
}

// spreadOf returns the channel in which the shades of a box differ most, and the sum
// of the squares of the differences from their mean there.
func spreadOf(b []shade) (channel int, spread float64) {
	for c := range 3 {
		n, sum, squares := 0.0, 0.0, 0.0
		for _, s := range b {
			v, w := float64(s.rgb[c]), float64(s.count)
			n, sum, squares = n+w, sum+v*w, squares+v*v*w
		}
		if d := squares - sum*sum/n; d > spread {
			channel, spread = c, d
		}
	}
	return channel, spread
}

// halves cuts a box at the mean of its widest channel.
func halves(b []shade) (low, high []shade) {
	c, _ := spreadOf(b)
	n, sum := 0, 0
	for _, s := range b {
		n, sum = n+s.count, sum+int(s.rgb[c])*s.count
	}
	slices.SortStableFunc(b, func(x, y shade) int { return cmp.Compare(x.rgb[c], y.rgb[c]) })
	at := max(1, min(len(b)-1, slices.IndexFunc(b, func(s shade) bool { return int(s.rgb[c])*n > sum })))
	return b[:at:at], b[at:]
}

// mean returns the mean colour of a box; one that covers most of it stays as it is.
func mean(b []shade) color.RGBA {
	var sum [3]int
	n := 0
	top := b[0]
	for _, s := range b {
		n += s.count
		for c := range sum {
			sum[c] += int(s.rgb[c]) * s.count
		}
		if s.count > top.count {
			top = s
		}
	}
	if 2*top.count > n {
		return color.RGBA{top.rgb[0], top.rgb[1], top.rgb[2], 255}
	}
	half := n / 2
	return color.RGBA{uint8((sum[0] + half) / n), uint8((sum[1] + half) / n), uint8((sum[2] + half) / n), 255}
}
