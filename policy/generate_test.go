package policy

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// choice draws a number from 0 to n-1. All that is drawn here comes from such a
// function: out of random numbers, out of rapid, or out of the bytes of a fuzzer.
// The first of several values is the plainest.
type choice func(n int) int

func one[T any](c choice, values ...T) T { return values[c(len(values))] }

// often is true so many times in ten.
func (c choice) often(times int) bool { return c(10) >= 10-times }

// list writes one or two of the values in flow style.
func (c choice) list(values ...string) string {
	a, b := one(c, values...), one(c, values...)
	if a == b || !c.often(4) {
		return "[" + a + "]"
	}
	return "[" + a + ", " + b + "]"
}

// Days and instants at which rules and memberships begin and end, null first.
var drawnDays = []string{
	"null", "null", "2025-10-01", "2025-10-02", "2025-10-03",
	"2025-10-02T00:00:00Z", "2025-10-02T12:00:00Z", "2025-10-02T23:59:59Z",
}

// span draws two ends in order.
func (c choice) span() (from, to string) {
	from, to = one(c, drawnDays...), one(c, drawnDays...)
	a, errA := ParseWhen(from)
	b, errB := ParseWhen(to)
	if errA == nil && errB == nil && b.End().Before(a.Start()) {
		from, to = to, from
	}
	return from, to
}

// drawnFields write the fields of a subject.
var drawnFields = []struct {
	key   string
	value func(c choice) string
}{
	{"registration", choice.holders},
	{"kind", func(c choice) string { return one(c, "civil", "state") }},
	{"registration_not", choice.holders},
	{"operator_state", choice.holders},
	{"operator_state_not", choice.holders},
	{"owner_state", choice.holders},
	{"scheduled", func(c choice) string { return one(c, "true", "false") }},
	{"type", func(c choice) string { return c.list("IL96", "A320", "B738") }},
	{"mtow", func(c choice) string {
		return one(c, "{from_t: 5.7}", "{to_t: 5.7}", "{from_t: 5.7, to_t: 100}", "{from_t: 100, to_t: 100}", "{from_t: 0}")
	}},
	{"persons", func(c choice) string { return c.list("putin", "lavrov") }},
	{"persons_not", func(c choice) string { return c.list("lavrov", "zakharova", "putin") }},
	{"origin", choice.ends},
	{"destination", choice.ends},
	{"origin_not", choice.ends},
	{"destination_not", choice.ends},
	{"between", func(c choice) string { return "[" + c.ends() + ", " + c.ends() + "]" }},
	{"base", func(c choice) string { return c.list("RW", "RU", `"bloc:EU"`) }},
	{"purpose", func(c choice) string { return c.list("parade", "ordinary", "medical") }},
	{"cargo", func(c choice) string { return c.list("arms", "ordinary") }},
	{"levels", func(c choice) string {
		return one(c, "{from_fl: 205}", "{to_fl: 95}", "{from_fl: 95, to_fl: 205}", "{from_fl: 350, to_fl: 350}", "{from_fl: 351}", "{to_fl: 349}")
	}},
	{"flight_plan_names", choice.ends},
	{"carrier_list", func(choice) string { return "EU-ASL" }},
}

func (c choice) holders() string {
	return c.list("RU", "BG", "flown-over", `"bloc:EU"`, `"bloc:EEA"`, "RS", "GF", `"bloc:transit-agreement"`)
}

func (c choice) ends() string {
	return c.list("RU", "HU", `"bloc:EU"`, `"aerodrome VKO"`, `"aerodrome UUWW"`, `"aerodrome BUD"`, "BG")
}

// subject writes a subject in flow style: up to so many fields, each once.
func (c choice) subject(most int, group bool) string {
	var keys, parts []string
	least := 0
	if group {
		least = 1
	}
	for range least + c(most+1-least) {
		i := c(2 * len(drawnFields)) // half of the time one of the first two
		if i >= len(drawnFields) {
			i %= 2
		}
		f := drawnFields[i]
		if slices.Contains(keys, f.key) {
			continue
		}
		keys = append(keys, f.key)
		parts = append(parts, f.key+": "+f.value(c))
	}
	if !group && c.often(1) {
		parts = append(parts, "any_of: ["+c.subject(2, true)+", "+c.subject(2, true)+"]")
	}
	if len(parts) == 0 {
		return "any"
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// drawnEffects, with the layers in which an effect may stand.
var drawnEffects = []struct {
	effect string
	layers []string
}{
	{"permit", []string{"case", "national", "clearance", "default"}},
	{"permit", []string{"national", "case"}},
	{"require-permission", []string{"case", "national", "clearance", "default"}},
	{"deny", []string{"case", "case", "national", "clearance", "default"}},
	{"ban", []string{"national", "case", "clearance"}},
	{"close", []string{"", "safety", "case", "national"}},
	{"force-landing", []string{"case", "national"}},
	{"notify", []string{"advice"}},
	{"advise", []string{"advice", ""}},
	{"arrest-risk", []string{"advice"}},
}

// plan is what rules are like.
type plan struct {
	zones bool   // the files declare zones, and rules name them
	focus string // most rules meet over BG, or over GF; "" for anywhere
}

// focuses are where rules meet, with who speaks there and of what.
var focuses = map[string]struct{ issuers, territories []string }{
	"BG": {[]string{"BG", "EU", "BG", "EU", "FR", "KFOR"}, []string{"[BG]", `["bloc:EU"]`, "[BG]", `["*"]`, "[BG, PL]"}},
	"GF": {[]string{"GF", "EU", "FR", "GF", "KFOR"}, []string{"[GF]", "[FR]", `["bloc:EU"]`, "[FR, GF]", `["*"]`}},
}

// rule writes a rule; it overrides only rules that were drawn before it, and the
// Convention's.
func (c choice) rule(id string, before []string, p plan) string {
	e, zones, fields := one(c, drawnEffects...), p.zones && p.focus == "", 3
	issuer := one(c, "BG", "BG", "EU", "EU", "PL", "FR", "GF", "RU", "KFOR", "ICAO", "EEA")
	layer := one(c, e.layers...)
	if p.focus != "" {
		issuer = one(c, focuses[p.focus].issuers...)
		if slices.Contains(e.layers, "case") && c.often(6) {
			layer = "case"
		}
	}
	if layer == "national" && !ValidState(issuer) && c.often(5) {
		layer = "bloc"
	}
	onZone := zones && c.often(2)
	territory := c.territory(onZone)
	if p.focus != "" {
		territory, fields = one(c, focuses[p.focus].territories...), 1
	}
	parts := []string{
		"id: " + id, "issuer: " + issuer, "effect: " + e.effect, "territory: " + territory,
		"basis: " + one(c, "law", "press", "article", "notam", "statement", "assumption"),
	}
	add := func(times int, text string) {
		if c.often(times) {
			parts = append(parts, text)
		}
	}
	add(9, "subject: "+c.subject(fields, false))
	if layer != "" {
		parts = append(parts, "layer: "+layer)
	}
	add(5, "standing: "+one(c, "enacted", "announced", "conditional"))
	add(fields, "scope: "+c.list("overflight", "landing", "departure", "technical-stop"))
	add(7, "stated: "+one(c, drawnDays...))
	from, until := c.span()
	if p.focus != "" && c.often(6) {
		from, until = "null", "null"
	}
	add(7, "from: "+from)
	switch {
	case c.often(2) && p.focus == "":
		parts = append(parts, "until: unknown")
	case slices.Contains(parts, "from: "+from):
		add(7, "until: "+until)
	}
	if Effect(e.effect).Refusal() {
		add(3, "grantable: "+one(c, "false", "true"))
	}
	if !onZone && zones {
		add(2, "outline: "+c.list("North", "South"))
	}
	add(2, "except: "+c.list("GF", "FO", "BG", "FR", "DK"))
	if p.focus == "" || len(before) == 0 {
		add(3, "overrides: "+c.list(append([]string{"DEFAULT-5", "DEFAULT-HOME", "DEFAULT-3C"}, slices.Concat(before, before)...)...))
	} else {
		add(4, "overrides: "+c.list(before...))
	}
	if len(before) > 0 {
		add(1, "adds_to: "+one(c, before...))
	}
	add(2, "unless: "+c.list("emergency", "medical", "state-vip"))
	add(1, "says: would allow it, authority: CAA, notice_hours: 48")
	return "{" + strings.Join(parts, ", ") + "}"
}

func (c choice) territory(onZone bool) string {
	if onZone {
		return c.list(`"zone:North"`, `"zone:Zeta FIR"`, `"zone:ZETA"`, "BG")
	}
	return one(c,
		"[BG]", "[BG, PL]", `["bloc:EU"]`, `["*"]`, "[FR]", "[GF]", "[FR, GF]", "[EH, XK, UA]", `["bloc:EEA", HK]`, `["bloc:transit-agreement", RU]`,
		`["bloc:EU"]`, "[RU, GB, DK]")
}

// blocs writes the blocs, with memberships that begin and end.
func (c choice) blocs() string {
	member := func(iso string) string {
		from, to := c.span()
		return "{iso: " + iso + one(c, "", ", from: "+from+", to: "+to) + "}"
	}
	return "blocs:\n" +
		"  - {id: EU, members: [{iso: PL}, {iso: HU}, " + member("FR") + ", " + member("DK") + ", " + member("BG") + ", " + member("GB") + ", " + member("GB") + "]}\n" +
		"  - {id: EEA, members: [" + member(`"bloc:EU"`) + ", {iso: \"NO\"}]}\n" +
		"  - {id: IASTA, members: [{iso: TR}, {iso: HK}, " + member("BG") + ", " + member("RU") + ", " + member("PL") + "]}\n"
}

// drawnFile is a policy file: what stands above its rules, and the rules, one a line.
type drawnFile struct {
	head  string
	rules []string
}

// drawnSet is files that are layers of one set.
type drawnSet struct {
	files  []drawnFile
	extend bool     // each extends the next, in place of being combined
	focus  string   // where most rules meet
	ids    []string // of all rules
}

// set draws the files of a set.
func (c choice) set() drawnSet {
	out := drawnSet{files: make([]drawnFile, one(c, 1, 1, 2, 3)), extend: c.often(3), focus: one(c, "", "BG", "", "GF")}
	n := 0
	for i := range out.files {
		f := &out.files[i]
		f.head = "version: 1\nset: layer" + strconv.Itoa(i) + "\n" + one(c, "", "", "covers: [BG, PL, GF, HK]\n", "covers: [RU, FR, EH, XK]\n")
		if i == 0 {
			f.head += one(c, "transit_agreement: IASTA\n", "", "transit_agreement: EU\n") + c.blocs() +
				"people: [{id: putin}, {id: lavrov}, {id: zakharova}]\nzones: [North, South, Zeta FIR, ZETA]\n"
		}
		for range c(10) / len(out.files) {
			id := fmt.Sprintf("r%d", n)
			f.rules = append(f.rules, c.rule(id, out.ids, plan{zones: true, focus: out.focus}))
			out.ids = append(out.ids, id)
			n++
		}
	}
	if last := len(out.files) - 1; last > 0 && len(out.files[0].rules) > 0 && c.often(3) { // twice the same
		out.files[last].rules = append(out.files[last].rules, out.files[0].rules[0])
	}
	return out
}

func (f drawnFile) text() string { return f.head + "rules:\n" + ruleLines(f.rules) }

func (d drawnSet) String() string {
	var b strings.Builder
	for _, f := range d.files {
		b.WriteString("---\n" + f.text())
	}
	return b.String()
}

// parse reads the files, by Combine or by extend.
func (d drawnSet) parse() (*Set, error) {
	if d.extend {
		return Load("0.yaml", func(path string) ([]byte, error) {
			i, err := strconv.Atoi(strings.TrimSuffix(path, ".yaml"))
			if err != nil || i >= len(d.files) {
				return nil, errors.New("no such file: " + path)
			}
			f := d.files[i]
			if i+1 < len(d.files) {
				f.head += fmt.Sprintf("extend: %d.yaml\n", i+1)
			}
			return []byte(f.text()), nil
		})
	}
	sets := make([]*Set, len(d.files))
	for i, f := range d.files {
		s, err := ParseLayer(fmt.Sprintf("%d.yaml", i), []byte(f.text()))
		if err != nil {
			return nil, err
		}
		sets[i] = s
	}
	return Combine(sets...)
}

// more returns the set with another rule in its first file.
func (d drawnSet) more(rule string) drawnSet {
	d.files = slices.Clone(d.files)
	d.files[0].rules = append(slices.Clone(d.files[0].rules), rule)
	return d
}
