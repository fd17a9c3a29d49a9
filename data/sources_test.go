package data_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/data"
)

// TestSourcesListEveryFile wants each data file in the table with its hash, in
// README.md as well. go generate brings both up to date.
func TestSourcesListEveryFile(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, s := range data.Sources() {
		listed[s.File] = true
		b, err := os.ReadFile(filepath.FromSlash(s.File))
		if err != nil {
			t.Error(err)
			continue
		}
		sum := sha256.Sum256(b)
		if got := hex.EncodeToString(sum[:]); got != s.SHA256 || !strings.Contains(string(readme), got) {
			t.Errorf("%s has hash %s, the table says %s; run go generate ./data", s.File, got, s.SHA256)
		}
		if s.Content == "" || s.Source == "" || s.Date == "" || s.Licence == "" {
			t.Errorf("%s: the table leaves something out: %+v", s.File, s)
		}
	}
	err = fs.WalkDir(os.DirFS("."), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path == "build":
			return fs.SkipDir
		case d.IsDir() || strings.HasSuffix(path, ".go") || strings.HasSuffix(path, ".md") || path == "sources.csv":
			return nil
		case !listed[path]:
			t.Errorf("sources.csv does not list %s", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPolicies(t *testing.T) {
	if !slices.Contains(data.PolicyNames(), "budapest-2025") {
		t.Errorf("names are %v", data.PolicyNames())
	}
	for _, name := range data.PolicyNames() {
		if text, ok := data.Policy(name); !ok || !strings.Contains(text, "set: "+name) {
			t.Errorf("%s: found %v, and the text names another set", name, ok)
		}
	}
	if _, ok := data.Policy("no-such-set"); ok {
		t.Error("a set that does not exist was found")
	}
}

// What is embedded is what lies here.
func TestEmbeddedIsTheFile(t *testing.T) {
	for file, text := range map[string]string{"countries.geojson": data.Countries(), "ways.geojson": data.Ways(), "policies/areas.geojson": data.Areas()} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(b) != text {
			t.Errorf("%s differs from what is embedded", file)
		}
	}
}
