package main

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/google/licensecheck"
)

// licence is a file with a licence.
type licence struct {
	name string // in its module
	text string
	ids  []string // SPDX, or [unknownText]
}

// The words for what has no name.
const (
	noFile      = "no licence file"
	unknownText = "unknown text"
)

// minKnown is how much of a text must be that of known licences, in percent.
const minKnown = 75

// licenceName matches the names of files with licences; program text and texts about
// licences are none.
var licenceName = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying)|[-_.](licen[cs]e|copying)([-_.].*)?$`)

var noText = regexp.MustCompile(`(?i)\.(go|py|sh|js|json|ya?ml|html|csv)$`)

// read reads the licences of a module, in all folders that are used.
func (m *module) read() error {
	for _, dir := range m.folders() {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if !e.Type().IsRegular() || !licenceName.MatchString(e.Name()) || noText.MatchString(e.Name()) {
				continue
			}
			text, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				return err
			}
			name, err := filepath.Rel(m.dir, filepath.Join(dir, e.Name()))
			if err != nil {
				return err
			}
			m.texts = append(m.texts, licence{filepath.ToSlash(name), string(text), identify(text)})
		}
	}
	return nil
}

// identify names the licences in a text.
func identify(text []byte) (ids []string) {
	c := licensecheck.Scan(text)
	for _, m := range c.Match {
		if !slices.Contains(ids, m.ID) {
			ids = append(ids, m.ID)
		}
	}
	if c.Percent < minKnown {
		ids = append(ids, unknownText)
	}
	return ids
}

// licences returns the names of all licences of a module.
func (m *module) licences() []string {
	var out []string
	for _, t := range m.texts {
		out = append(out, t.ids...)
	}
	if out == nil {
		return []string{noFile}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hash tells the licences of a module from others; a dash stands for none.
func (m *module) hash() string {
	if len(m.texts) == 0 {
		return "-"
	}
	h := sha256.New()
	for _, t := range m.texts {
		_, _ = h.Write([]byte(t.text)) // cannot fail
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}
