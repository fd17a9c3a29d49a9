package coast

import (
	"math"
	"testing"

	"github.com/flightcheck/flightcheck/data"
)

// FuzzDecode reads any bytes, as they are and as a body whose sum is right. What
// is read has closed rings on the globe, and is written and read again alike.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(data.Coast()[:200]))
	f.Add([]byte(data.Coast())[len(magic)+sumSize:][:2000])
	f.Add([]byte{1, 1, 3, 0, 0, 2, 0, 0, 2})
	f.Add([]byte{2, 1, 3, 0, 0, 2, 0, 0, 2, 1, 3, 0, 0, 2, 0, 0, 2})
	f.Add([]byte{1, 0})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Add([]byte{1, 1, 3, 0xfe, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, src []byte) {
		if mp, err := Decode(string(src)); err != nil && mp != nil {
			t.Fatal("polygons and an error")
		}
		mp, err := decode(src)
		if err != nil {
			return
		}
		for _, p := range mp {
			if len(p) == 0 {
				t.Fatal("a polygon without a ring")
			}
			for _, r := range p {
				if len(r) < 4 || !r.Closed() {
					t.Fatalf("%v is no closed ring", r)
				}
				for _, c := range r {
					if !(math.Abs(c[0]) <= 180 && math.Abs(c[1]) <= 90) {
						t.Fatalf("%v is no point of the globe", c)
					}
				}
			}
		}
		packed, err := Append(nil, mp)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Decode(string(packed))
		if err != nil || len(again) > len(mp) {
			t.Fatalf("%v became %v, %v", mp, again, err)
		}
	})
}
