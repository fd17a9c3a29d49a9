package chart

import (
	"image"
	"image/png"
	"io"
	"math"

	"github.com/golang/geo/r2"
	"golang.org/x/image/vector"
)

// pngDPI is the resolution of bitmaps.
const pngDPI = 150

const mmPerInch = 25.4

// PNG writes the drawing as a bitmap of 150 dots an inch and at most 256 colours. The
// same drawing gives the same bytes. An error of the writer is handed on as it is.
func (d *Drawing) PNG(w io.Writer) error {
	img, err := d.image()
	if err != nil {
		return err
	}
	return (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(w, reduced(img))
}

// image paints the drawing.
func (d *Drawing) image() (*image.RGBA, error) {
	f, err := loadFonts()
	if err != nil {
		return nil, err
	}
	dots := pngDPI / mmPerInch
	img := image.NewRGBA(image.Rect(0, 0, int(d.Width*dots+0.5), int(d.Height*dots+0.5)))
	for i := range img.Pix { // the paper, where the sheet ends within a dot, too
		img.Pix[i] = 0xff
	}
	b := &bitmap{fonts: f, dots: dots, img: img}
	p := &painter{d: d, unit: d.unit(), to: b}
	p.shapes()
	p.words()
	return img, nil
}

// bitmap paints with a rasterizer that fills. Lines are filled bars and discs.
type bitmap struct {
	fonts  *fonts
	dots   float64 // in a millimetre
	img    *image.RGBA
	raster vector.Rasterizer
}

func (b *bitmap) begin(shape) {}
func (b *bitmap) end(shape)   {}

// shape fills rings in one go. What several cover that are turned the same way is
// filled once, a ring that is turned the other way leaves a hole.
func (b *bitmap) shape(colour string, opacity float64, rings [][]r2.Point) {
	box := r2.EmptyRect()
	for _, ring := range rings {
		for _, q := range ring {
			box = box.AddPoint(q.Mul(b.dots))
		}
	}
	if box.IsEmpty() {
		return
	}
	part := image.Rect(int(math.Floor(box.X.Lo)), int(math.Floor(box.Y.Lo)), int(math.Ceil(box.X.Hi)), int(math.Ceil(box.Y.Hi))).Intersect(b.img.Rect)
	if part.Empty() {
		return
	}
	b.raster.Reset(part.Dx(), part.Dy())
	for _, ring := range rings {
		for i, q := range ring {
			x, y := float32(q.X*b.dots-float64(part.Min.X)), float32(q.Y*b.dots-float64(part.Min.Y))
			if i == 0 {
				b.raster.MoveTo(x, y)
			} else {
				b.raster.LineTo(x, y)
			}
		}
		b.raster.ClosePath()
	}
	b.raster.Draw(b.img, part, image.NewUniform(hexColour(colour, opacity)), image.Point{})
}

// fill fills rings by the even-odd rule: each is turned by how many others it lies in.
func (b *bitmap) fill(rings [][]r2.Point, colour string, opacity float64) {
	b.shape(colour, opacity, turned(rings))
}

func (b *bitmap) line(lines [][]r2.Point, st stroke) {
	var rings [][]r2.Point
	for _, l := range lines {
		for _, part := range dashed(l, st.dash) {
			b.wide(part, st, func(ring []r2.Point) { rings = append(rings, ring) })
		}
	}
	b.shape(st.colour, st.opacity, rings)
}

// wide covers a line with a bar for each side and a disc for each corner, all turned
// the same way, so that what they share is filled once.
func (b *bitmap) wide(l []r2.Point, st stroke, ring func([]r2.Point)) {
	half := st.width / 2
	closed := len(l) > 2 && l[0] == l[len(l)-1]
	for i, q := range l {
		if end := i == 0 || i == len(l)-1; (!end || closed || !st.flat) && b.bends(l, i, half) {
			ring(disc(q, half, b.dots))
		}
		if i == 0 || q == l[i-1] {
			continue
		}
		n := q.Sub(l[i-1]).Normalize().Ortho().Mul(half)
		a := l[i-1]
		ring([]r2.Point{a.Sub(n), q.Sub(n), q.Add(n), a.Add(n), a.Sub(n)})
	}
}

// bends reports whether a gap is seen between the bars that meet at a point.
func (b *bitmap) bends(l []r2.Point, i int, half float64) bool {
	if i == 0 || i == len(l)-1 {
		return true
	}
	u, v := l[i].Sub(l[i-1]).Normalize(), l[i+1].Sub(l[i]).Normalize()
	return math.Abs(u.Cross(v))*half*b.dots > 0.1 || u.Dot(v) < 0
}

// disc returns a circle as a ring, turned as the bars of a line are.
func disc(c r2.Point, radius, dots float64) []r2.Point {
	n := max(8, min(64, int(3*math.Sqrt(radius*dots))*4))
	ring := make([]r2.Point, 0, n+1)
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		ring = append(ring, r2.Point{X: c.X + radius*cos, Y: c.Y + radius*sin})
	}
	return append(ring, ring[0])
}

func (b *bitmap) round(at r2.Point, radius float64, fill string, st stroke) {
	if st.colour != "" {
		b.shape(st.colour, 1, [][]r2.Point{disc(at, radius+st.width/2, b.dots)})
	}
	b.shape(fill, 1, [][]r2.Point{disc(at, radius-st.width/2, b.dots)})
}

func (b *bitmap) words(l caption) {
	letters, err := b.fonts.of(l).outlines(l.Text, l.Size, l.At)
	if err != nil { // a letter that these fonts cannot have
		return
	}
	paint := l.paint()
	if paint.HaloWidth > 0 {
		b.line(letters, stroke{colour: paint.Halo, opacity: 1, width: paint.HaloWidth})
	}
	b.shape(paint.Fill, 1, letters)
}

// dashed cuts a line into dashes.
func dashed(l []r2.Point, dash [2]float64) [][]r2.Point {
	if dash[0] <= 0 || dash[1] <= 0 {
		return [][]r2.Point{l}
	}
	var out [][]r2.Point
	var part []r2.Point
	on, rest := true, dash[0]
	for i := range l {
		if i == 0 {
			part = []r2.Point{l[0]}
			continue
		}
		a, d := l[i-1], l[i].Sub(l[i-1])
		long := d.Norm()
		for at := 0.0; long > 0; {
			if at+rest > long {
				rest -= long - at
				break
			}
			at += rest
			q := a.Add(d.Mul(at / long))
			if on {
				out = append(out, append(part, q))
				part, rest = nil, dash[1]
			} else {
				part, rest = []r2.Point{q}, dash[0]
			}
			on = !on
		}
		if on {
			part = append(part, l[i])
		}
	}
	if on && len(part) > 1 {
		out = append(out, part)
	}
	return out
}
