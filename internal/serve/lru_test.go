package serve

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A list that is searched from its end keeps the same answers.
func TestLRU(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most, bytes := rapid.IntRange(0, 4).Draw(t, "most"), rapid.IntRange(0, 40).Draw(t, "bytes")
		l := newLRU(most, bytes)
		var slow []*keptAnswer // the last used at the end
		at := func(key string) int { return slices.IndexFunc(slow, func(k *keptAnswer) bool { return k.key == key }) }
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			key := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f"}).Draw(t, "key")
			i := at(key)
			if rapid.Bool().Draw(t, "get") {
				got, ok := l.get(key)
				if ok != (i >= 0) || ok && got != slow[i].answer {
					t.Fatalf("%s: %v, want it kept: %v", key, ok, i >= 0)
				}
				if ok {
					k := slow[i]
					slow = append(slices.Delete(slow, i, i+1), k)
				}
				continue
			}
			if i >= 0 {
				slow = slices.Delete(slow, i, i+1)
			}
			k := &keptAnswer{key, &finished{body: make([]byte, rapid.IntRange(0, 20).Draw(t, "size"))}}
			l.add(key, k.answer)
			if k.size() <= bytes && most > 0 {
				slow = append(slow, k)
			}
			for sizes(slow) > bytes || len(slow) > most {
				slow = slow[1:]
			}
		}
		if l.bytes != sizes(slow) || l.order.Len() != len(slow) || len(l.byKey) != len(slow) {
			t.Fatalf("%d answers with %d bytes, want %d with %d", l.order.Len(), l.bytes, len(slow), sizes(slow))
		}
	})
}

func sizes(list []*keptAnswer) int {
	n := 0
	for _, k := range list {
		n += k.size()
	}
	return n
}
