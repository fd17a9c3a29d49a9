package main

import (
	"time"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// auditMapJSON is an audit as a map: a FeatureCollection of RFC 7946, cut at 180
// degrees, with colours after the simplestyle convention.
type auditMapJSON struct {
	Type   string `json:"type"`
	Schema string `json:"schema"`
	// Answer says in a sentence or two what was entered.
	Answer   string             `json:"answer"`
	Airspace route.Source       `json:"airspace"`
	Features []auditFeatureJSON `json:"features"`
	// Attribution is what the publisher of the borders wants to be said.
	Attribution string `json:"attribution"`
}

// auditFeatureJSON is one thing on the map; what it is, its property kind says.
type auditFeatureJSON struct {
	Type       string          `json:"type"`
	Geometry   trackGeometry   `json:"geometry"`
	Properties trackProperties `json:"properties"`
}

// trackGeometry and trackProperties stand for those of GeoJSON, which on the map of an
// audit are of other kinds than on that of a report.
type (
	trackGeometry   struct{}
	trackProperties struct{}
)

// trackEntryProperties are those of a part of the track. What is bridged is a feature
// of its own.
type trackEntryProperties struct {
	Kind string `json:"kind"`
	// Entry is the number of the entry, from 1.
	Entry       int           `json:"entry"`
	State       string        `json:"state"`
	Areas       []string      `json:"areas"`
	Title       string        `json:"title"`
	Description string        `json:"description"`
	Status      policy.Status `json:"status"`
	EnterTime   time.Time     `json:"enter_time"`
	ExitTime    time.Time     `json:"exit_time"`
	// Km is the length of the whole entry in kilometres.
	Km float64 `json:"km"`
	// Minutes is how long the whole entry lasts.
	Minutes float64  `json:"minutes"`
	Reasons []string `json:"reasons"`
	// Bridged says that nobody saw this part of the track.
	Bridged       bool    `json:"bridged,omitempty"`
	Stroke        string  `json:"stroke"`
	StrokeWidth   float64 `json:"stroke-width"`
	StrokeOpacity float64 `json:"stroke-opacity"`
	// StrokeDasharray says how the line is broken: the lengths of a dash and of the space
	// after it, in pixels.
	StrokeDasharray string `json:"stroke-dasharray,omitempty"`
}

// trackGapProperties are those of the two positions beside a stretch of which nothing
// is known.
type trackGapProperties struct {
	Kind string `json:"kind"`
	// Entry is the number of the entry, from 1.
	Entry       int           `json:"entry"`
	State       string        `json:"state"`
	Areas       []string      `json:"areas"`
	Title       string        `json:"title"`
	Description string        `json:"description"`
	Status      policy.Status `json:"status"`
	EnterTime   time.Time     `json:"enter_time"`
	ExitTime    time.Time     `json:"exit_time"`
	// Km is the length of the great circle between the two positions, in kilometres.
	Km float64 `json:"km"`
	// Minutes is how long the gap lasts.
	Minutes       float64 `json:"minutes"`
	Stroke        string  `json:"stroke"`
	StrokeWidth   float64 `json:"stroke-width"`
	StrokeOpacity float64 `json:"stroke-opacity"`
	MarkerColor   string  `json:"marker-color"`
	MarkerSize    string  `json:"marker-size"`
}

// trackPointProperties are those of a place where the flight entered a State's
// airspace, or a zone.
type trackPointProperties struct {
	Kind string `json:"kind"`
	// Entry is the number of the entry, from 1.
	Entry  int           `json:"entry"`
	State  string        `json:"state"`
	Status policy.Status `json:"status"`
	// Time is when that was.
	Time        time.Time `json:"time"`
	Title       string    `json:"title"`
	MarkerColor string    `json:"marker-color"`
	MarkerSize  string    `json:"marker-size"`
}

// trackDroppedProperties are those of a position that was left out.
type trackDroppedProperties struct {
	Kind  string `json:"kind"`
	Title string `json:"title"`
	// Line is where it stands in the source: the line, or in GeoJSON the number of the
	// position; 0 if that is not known.
	Line        int    `json:"line"`
	MarkerColor string `json:"marker-color"`
	MarkerSize  string `json:"marker-size"`
}

// kindsOfTrack are the kinds of features on the map of an audit.
var kindsOfTrack = []any{"entry", "gap", "point", "dropped"}
