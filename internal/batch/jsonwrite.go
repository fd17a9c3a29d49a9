package batch

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/flightcheck/flightcheck/route"
)

// noError ends an answer to a row that could be answered.
const noError = `,"error":null}` + "\n"

// appendObject appends an answer as a line of NDJSON. All its keys are always there;
// what is not known is null or an empty list.
func appendObject(dst []byte, o *outcome) []byte {
	dst = appendText(append(dst, `{"id":`...), o.row.ID)
	dst = appendPlace(append(dst, `,"from":`...), o.row.From, o.from)
	dst = appendPlace(append(dst, `,"to":`...), o.row.To, o.to)
	dst = append(dst, `,"status":`...)
	if o.err != "" {
		dst = append(dst, `null,"blocked_by":[],"permissions":[],"unknown":[],"distance_km":null,"detour_km":null,"states":[],"error":`...)
		return append(appendText(dst, o.err), '}', '\n')
	}
	dst = appendText(dst, o.status.String())
	dst = append(dst, `,"blocked_by":[`...)
	for i := range o.blocked {
		b := &o.blocked[i]
		dst = appendMembers(dst, i, member{"state", b.State}, member{"zone", b.Zone}, member{"scope", b.Scope}, member{"rule", b.Rule})
	}
	dst = append(dst, `],"permissions":[`...)
	for i := range o.allowed {
		p := &o.allowed[i]
		dst = appendMembers(dst, i, member{"state", p.State}, member{"zone", p.Zone}, member{"scope", p.Scope}, member{"standing", p.Standing}, member{"rule", p.Rule})
	}
	dst = append(dst, `],"unknown":[`...)
	for i := range o.unknown {
		g := &o.unknown[i]
		dst = appendMembers(dst, i, member{"state", g.State}, member{"area", g.Area}, member{"scope", g.Scope})
		dst = append(dst[:len(dst)-1], `,"missing":[`...)
		for k, fact := range g.Missing {
			if k > 0 {
				dst = append(dst, ',')
			}
			dst = appendText(dst, fact)
		}
		dst = append(dst, ']', '}')
	}
	dst = appendNumber(append(dst, `],"distance_km":`...), o.metres)
	dst = appendNumber(append(dst, `,"detour_km":`...), o.detour)
	dst = append(dst, `,"states":[`...)
	for i, s := range o.states {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendText(append(dst, `{"state":`...), s.State)
		dst = append(appendKm(append(dst, `,"km":`...), metres(s.Km)), '}')
	}
	return append(append(dst, ']'), noError...)
}

// appendPlace appends a place as it was asked for, and where it is, if that is known.
func appendPlace(dst []byte, query string, s *route.Stop) []byte {
	dst = appendText(append(dst, `{"query":`...), query)
	if s != nil {
		dst = appendText(append(dst, `,"name":`...), s.Name)
		dst = appendDegrees(append(dst, `,"lat":`...), s.Point[1])
		dst = appendDegrees(append(dst, `,"lon":`...), s.Point[0])
	}
	return append(dst, '}')
}

func appendDegrees(dst []byte, v float64) []byte {
	return strconv.AppendFloat(dst, math.Round(v*1e6)/1e6+0, 'f', -1, 64)
}

func appendNumber(dst []byte, m int64) []byte {
	if m < 0 {
		return append(dst, "null"...)
	}
	return appendKm(dst, m)
}

type member struct{ name, value string }

// appendMembers appends the i-th object of a list. Members without a value are left
// out, but the first.
func appendMembers(dst []byte, i int, members ...member) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	for k, m := range members {
		if k > 0 && m.value == "" {
			continue
		}
		dst = append(append(dst, "{,"[min(k, 1)], '"'), m.name...)
		dst = appendText(append(dst, '"', ':'), m.value)
	}
	return append(dst, '}')
}

// appendText appends a text of JSON.
func appendText(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				dst = append(append(dst, s[from:i]...), "\uFFFD"...)
				from = i + 1
			}
			i += n
			continue
		}
		dst = append(dst, s[from:i]...)
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i++
		from = i
	}
	return append(append(dst, s[from:]...), '"')
}
