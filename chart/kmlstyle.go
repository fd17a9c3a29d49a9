package chart

import (
	"cmp"
	"fmt"
	"html"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb/geojson"
	"github.com/twpayne/go-kml/v3"

	"github.com/flightcheck/flightcheck/route"
)

// kmlStyle is a style that features share. The colours are not multiplied by their
// opacity, as KML has them: color.NRGBA would come out dark.
type kmlStyle struct {
	id                 string
	line, fill, marker color.RGBA
	width, scale       float64
}

// style returns the id of the style of a feature: "crossing-open".
func (b *kmlBook) style(f *geojson.Feature) string {
	s := kmlStyle{
		id:   fileText(f, "kind"),
		line: kmlColour(f, "stroke", "stroke-opacity"), fill: kmlColour(f, "fill", "fill-opacity"), marker: kmlColour(f, "marker-color", ""),
		width: kmlNumber(f, "stroke-width"), scale: 1,
	}
	if status, ok := f.Properties["status"]; ok {
		s.id += fmt.Sprintf("-%v", status)
	}
	if fileText(f, "marker-size") == "small" {
		s.scale = 0.6
	}
	name := s.id
	for n := 2; ; n++ {
		i := slices.IndexFunc(b.styles, func(o kmlStyle) bool { return o.id == s.id })
		switch {
		case i < 0:
			b.styles = append(b.styles, s)
			return s.id
		case b.styles[i] == s:
			return s.id
		}
		s.id = name + "-" + strconv.Itoa(n)
	}
}

func (s *kmlStyle) element() kml.Element {
	e := kml.SharedStyle(s.id)
	if s.marker.A > 0 {
		e.Append(kml.IconStyle(kml.Color(s.marker), kml.Scale(s.scale)), kml.LabelStyle(kml.Scale(s.scale)))
	}
	if s.line.A > 0 {
		e.Append(kml.LineStyle(kml.Color(s.line), kml.Width(s.width)))
	}
	if s.fill.A > 0 {
		e.Append(kml.PolyStyle(kml.Color(s.fill)))
	}
	return e
}

// kmlColour returns a colour of a feature, "#rrggbb" in the simplestyle convention,
// with its opacity, which is 1 if it is not given. Without a colour it is transparent.
func kmlColour(f *geojson.Feature, key, opacity string) color.RGBA {
	rgb, err := strconv.ParseUint(strings.TrimPrefix(fileText(f, key), "#"), 16, 24)
	if err != nil {
		return color.RGBA{}
	}
	alpha := 1.0
	if _, ok := f.Properties[opacity]; ok {
		alpha = kmlNumber(f, opacity)
	}
	return color.RGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: uint8(math.Round(255 * min(max(alpha, 0), 1)))}
}

// kmlNumber returns a property of a feature that is a number, 0 if it is not.
func kmlNumber(f *geojson.Feature, key string) float64 {
	switch v := f.Properties[key].(type) {
	case int:
		return float64(v)
	case float64:
		return v
	default:
		return 0
	}
}

// kmlBalloon writes the HTML of a balloon. All words are escaped: names may come from
// a file of the asker.
type kmlBalloon struct{ strings.Builder }

// paragraphs adds one for each text that is not empty.
func (b *kmlBalloon) paragraphs(texts ...string) {
	for _, t := range texts {
		if t != "" {
			b.WriteString("<p>" + html.EscapeString(t) + "</p>")
		}
	}
}

// sources cites rules, each once, with links to where they were published.
func (b *kmlBalloon) sources(r *route.Report, rules []string) {
	var cited []string
	for _, id := range rules {
		rule, ok := r.Rules[id]
		if !ok || slices.Contains(cited, id) {
			continue
		}
		cited = append(cited, id)
		standing := rule.Basis + ", " + rule.Standing
		if rule.Stated != "" {
			standing += ", of " + rule.Stated
		}
		b.WriteString("<p>" + html.EscapeString(fmt.Sprintf("%s (%s): %s", id, standing, rule.Summary)))
		for _, s := range rule.Sources {
			b.WriteString("<br>" + kmlSource(s))
		}
		b.WriteString("</p>")
	}
}

// kmlSource names a publication. Only links to the web become links.
func kmlSource(s route.SourceOfRule) string {
	name := html.EscapeString(cmp.Or(s.Publisher, s.Link))
	if strings.HasPrefix(s.Link, "https://") || strings.HasPrefix(s.Link, "http://") {
		name = `<a href="` + html.EscapeString(s.Link) + `">` + name + "</a>"
	}
	if s.Date != "" {
		name += ", " + html.EscapeString(s.Date)
	}
	if s.Mirror {
		name += " (copy)"
	}
	return name
}
