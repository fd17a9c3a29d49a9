package strictyaml

import (
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
)

const treeText = `# of the sea
year: 1986
countries:
  - {code: PT, capital: "Lisboa", sea: true, people: 10.3}
  - code: CZ
    capital: >-
      Praha,
      on the Vltava
    sea: false
    rivers: [Vltava, Labe]   # and more
    king: ~
  -
    from: 1918-10-28
    "": [[], {}]
`

// bare takes from nodes what a tree does not keep: comments, and the form in which they
// are written.
func bare(n *yaml.Node) *yaml.Node {
	out := &yaml.Node{Kind: n.Kind, Tag: n.Tag, Value: n.Value, Line: n.Line, Column: n.Column}
	for _, c := range n.Content {
		out.Content = append(out.Content, bare(c))
	}
	return out
}

// nodes reads a text by its tree, and without it.
func nodes(tb rapid.TB, src, tree string) (byTree, plain *yaml.Node) {
	tb.Helper()
	faults := &list{most: 9}
	r := &Reader{Language: &atlases, Faults: faults}
	byTree, plain = r.LoadTree([]byte(src), tree), r.Load([]byte(src))
	if len(faults.all) > 0 {
		tb.Fatal(faults.lines())
	}
	return byTree, plain
}

func TestTreeIsTheText(t *testing.T) {
	tree, err := EncodeTree([]byte(treeText))
	if err != nil {
		t.Fatal(err)
	}
	byTree, plain := nodes(t, treeText, string(tree))
	if diff := gocmp.Diff(bare(plain), byTree); diff != "" {
		t.Error(diff)
	}
	if plain.Content[0].HeadComment == "" || byTree.Content[0].HeadComment != "" {
		t.Error("a tree keeps no comments, so this one was not used")
	}
}

// A tree that is not that of the text is not used, nor is one that is damaged.
func TestTreeOfAnotherText(t *testing.T) {
	tree, err := EncodeTree([]byte(treeText))
	if err != nil {
		t.Fatal(err)
	}
	other := strings.Replace(treeText, "Lisboa", "Porto", 1)
	byTree, plain := nodes(t, other, string(tree))
	if diff := gocmp.Diff(plain, byTree); diff != "" {
		t.Error(diff)
	}
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(len(treeMagic)+32, len(tree)).Draw(t, "cut")
		byTree, plain := nodes(t, treeText, string(tree[:at]))
		if at < len(tree) && !gocmp.Equal(plain, byTree) {
			t.Errorf("a tree of %d bytes of %d was used", at, len(tree))
		}
	})
}

func TestTreeThatIsNone(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "no document"},
		{"a: b: c", "mapping"},
		{"a: &x 1\nb: *x", "line 1, column 4"},
		{"a: !sea 1", `the tag "!sea"`},
	} {
		if _, err := EncodeTree([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}

// Damage is seen, and what is read holds together.
func FuzzTree(f *testing.F) {
	whole, err := EncodeTree([]byte(treeText))
	if err != nil {
		f.Fatal(err)
	}
	body := string(whole[len(treeMagic)+32:])
	for _, s := range []string{"", "\x00", "\x01\x00\x02\x01\x00", body, body[:len(body)/2], "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", "\x02\x20\x00\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		root := decodeTree(src)
		if root == nil {
			return
		}
		var all func(n *yaml.Node) int
		all = func(n *yaml.Node) int {
			count := 1
			for _, c := range n.Content {
				if c == nil || n.Kind == yaml.ScalarNode {
					t.Fatalf("%+v holds %v", n, c)
				}
				count += all(c)
			}
			return count
		}
		if n := all(root); n > len(src) {
			t.Errorf("%d nodes of %d bytes", n, len(src))
		}
	})
}
