package main

import (
	"runtime/debug"
	"testing"
)

func TestVersionOf(t *testing.T) {
	vcs := func(modified string) []debug.BuildSetting {
		return []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef0123"}, {Key: "vcs.modified", Value: modified}}
	}
	for name, c := range map[string]struct {
		told, module string
		settings     []debug.BuildSetting
		want         string
	}{
		"go install of a version":    {"", "v1.2.3", nil, "v1.2.3"},
		"go build in a checkout":     {"", "v0.0.0-20251024000000-0123456789ab", vcs("false"), "v0.0.0-20251024000000-0123456789ab"},
		"go build of changed files":  {"", "v0.0.0-20251024000000-0123456789ab+dirty", vcs("true"), "v0.0.0-20251024000000-0123456789ab+dirty"},
		"changed files of a release": {"v2.0.0", "(devel)", vcs("true"), "v2.0.0 (0123456789ab, changed)"},
		"go run":                     {"", "(devel)", nil, "devel"},
		"a release, by the linker":   {"v2.0.0", "(devel)", vcs("false"), "v2.0.0 (0123456789ab)"},
		"no module":                  {"", "", nil, "devel"},
		"a revision that is too odd": {"", "", []debug.BuildSetting{{Key: "vcs.revision", Value: "1"}}, "devel"},
	} {
		info := &debug.BuildInfo{Main: debug.Module{Version: c.module}, Settings: c.settings}
		if got := versionOf(c.told, info); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
