package main

import (
	"cmp"
	"runtime/debug"
	"strings"
)

// buildVersion is set by the linker in a release:
// -ldflags "-X main.buildVersion=v1.2.3".
var buildVersion string

// version returns the version of this build.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return cmp.Or(buildVersion, "unknown")
	}
	return versionOf(buildVersion, info)
}

// versionOf returns the version that the linker was told, or else that of the
// module, with the commit if it was built from a checkout.
func versionOf(told string, info *debug.BuildInfo) string {
	v := cmp.Or(told, info.Main.Version)
	if v == "" || v == "(devel)" {
		v = "devel"
	}
	commit, changed := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			commit = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", changed"
		}
	}
	if commit == "" || strings.Contains(v, commit) { // go writes it into the version of a checkout
		return v
	}
	return v + " (" + commit + changed + ")"
}
