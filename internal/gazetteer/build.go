package gazetteer

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// Entry is a place with the keys that lead to it.
type Entry struct {
	Place
	// Keys are folded names, and codes as [CodeKey] makes them. A key that is
	// given twice keeps its best class.
	Keys map[string]Class
}

// CodeKey returns the key of a code. No name has such a key.
func CodeKey(code string) string { return "\x01" + code }

// IsCodeKey reports whether a key stands for a code.
func IsCodeKey(key []byte) bool { return len(key) > 0 && key[0] == 1 }

// Build returns the table of the entries, which Open reads. Places are numbered
// in the order given: the most important first. The same entries give the same
// bytes.
func Build(entries []Entry) (string, error) {
	records, texts, err := encodePlaces(entries)
	if err != nil {
		return "", err
	}
	keys, lists := collect(entries)
	index, blocks := encodeKeys(keys, lists)

	atTexts := headerSize + len(records)
	atIndex := atTexts + len(texts)
	atBlocks := atIndex + len(index)
	out := []byte(magic)
	for _, n := range []int{
		len(entries), len(keys), len(index) / 4,
		headerSize, atTexts, atIndex, atBlocks, atBlocks + len(blocks),
	} {
		out = appendU32(out, n)
	}
	return string(slices.Concat(out, records, texts, index, blocks)), nil
}

func encodePlaces(entries []Entry) (records, texts []byte, err error) {
	for i := range entries {
		p := &entries[i].Place
		records = binary.LittleEndian.AppendUint32(records, fixed(p.Lat))
		records = binary.LittleEndian.AppendUint32(records, fixed(p.Lon))
		records = appendU32(records, p.Population)
		records = appendU32(records, len(texts))
		for j, f := range p.texts() {
			if strings.ContainsAny(*f, "\t\n") {
				return nil, nil, fmt.Errorf("%s: a tab or a newline in %q", p.Name, *f)
			}
			if j > 0 {
				texts = append(texts, '\t')
			}
			texts = append(texts, *f...)
		}
		texts = append(texts, '\n')
	}
	return records, texts, nil
}

// collect returns the keys of all entries, sorted, and the list of each: place
// times four plus class, ascending.
func collect(entries []Entry) ([]string, map[string][]int) {
	lists := map[string][]int{}
	for i, e := range entries {
		for k, class := range e.Keys {
			if k != "" {
				lists[k] = append(lists[k], 4*i+int(class))
			}
		}
	}
	keys := make([]string, 0, len(lists))
	for k := range lists {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys, lists
}

func encodeKeys(keys []string, lists map[string][]int) (index, blocks []byte) {
	before := ""
	for i, k := range keys {
		if i%blockSize == 0 {
			index = appendU32(index, len(blocks))
			before = ""
		}
		n := shared(before, k)
		before = k
		blocks = binary.AppendUvarint(blocks, uint64(n))
		blocks = binary.AppendUvarint(blocks, uint64(len(k)-n))
		blocks = append(blocks, k[n:]...)
		list := lists[k]
		blocks = binary.AppendUvarint(blocks, uint64(len(list)))
		last := 0
		for _, v := range list {
			blocks = binary.AppendUvarint(blocks, uint64(v-last))
			last = v
		}
	}
	return index, blocks
}

// shared returns the length of the longest common beginning.
func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
