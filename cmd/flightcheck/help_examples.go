package main

import "github.com/flightcheck/flightcheck/internal/manual"

// An example is a command line that help shows. The tests run each.
type example struct {
	line string // without the name of the program
	says string
	exit int
}

// shown is the example as it is typed.
func (e example) shown() string { return "flightcheck " + e.line }

// examples are those of the application (""), and of each command. The files in
// them are made by the tests.
var examples = map[string][]example{
	"": {
		{"moscow budapest", "each way, open or blocked", exitOK},
		{"moscow budapest --grant RO", "what if Romania permitted", exitOK},
		{"map moscow budapest -o map.html", "the same on a map", exitOK},
		{"DEL LHR --registration IN --kind civil", "a civil flight from India", exitOK},
	},
	"routes": {
		{"moscow budapest", "the flight of the built-in set", exitOK},
		{"moscow budapest --grant RO --alternatives 3", "and if one refuses", exitOK},
		{"LHR HND --registration GB --kind civil --date 2024-06-01", "", exitOK},
	},
	"check": {
		{"check moscow 41.5,36 sofia budapest", "by a point in the Black Sea", exitBlocked},
		{"check VKO BUD --basis article", "with the article's rules alone", exitBlocked},
		{"check VKO BUD --depart 2025-10-30T08:00Z --speed 850", "each crossing at its own time", exitBlocked},
	},
	"map": {
		{"map moscow budapest -o map.html", "opens in a browser", exitOK},
		{"map moscow budapest -o map.svg -o map.kml", "two files at once", exitOK},
		{"map moscow budapest --format geojson --grant RO", "on stdout", exitOK},
	},
	"why": {
		{"why poland", "each rule, and the field that failed", exitOK},
		{"why PL moscow budapest --json", "for a flight between these places", exitOK},
		{"why bulgaria --as-of 2025-10-17", "as it was known on that day", exitOK},
	},
	"airspace": {
		{"airspace at 43.36,28.78", "whose airspace it is", exitOK},
		{"airspace list --worldview defacto", "all areas, and whose they are", exitOK},
	},
	"airspace list": {
		{"airspace list", "all areas", exitOK},
		{"airspace list --json --zones fir.geojson", "with the zones of a file", exitOK},
	},
	"airspace at": {
		{"airspace at 43.36,28.78", "over a point, latitude first", exitOK},
		{"airspace at sevastopol --worldview defacto", "in the other world view", exitOK},
	},
	"airspace lint": {
		{"airspace lint my-borders.geojson", "what is wrong, and where", exitOK},
		{"airspace lint my-borders.geojson --min-area 5", "gaps from 5 square km on", exitOK},
	},
	"policy": {
		{"policy show budapest-2025", "all rules of a set", exitOK},
		{"policy lint my-rules.yaml", "what is wrong or strange", exitOK},
		{"policy test", "the cases of the built-in sets", exitOK},
	},
	"policy list": {
		{"policy list", "name, day and number of rules", exitOK},
		{"policy list --json", "the same for a program", exitOK},
	},
	"policy show": {
		{"policy show budapest-2025", "all rules of a set", exitOK},
		{"policy show EU-RU-3D --json", "one rule of the built-in sets", exitOK},
	},
	"policy schema": {
		{"policy schema -o policy.schema.json", "for the editor", exitOK},
	},
	"policy fmt": {
		{"policy fmt --check my-rules.yaml", "is it in canonical form?", exitOK},
		{"policy fmt -w my-rules.yaml", "make it so", exitOK},
	},
	"policy test": {
		{"policy test", "the cases of the built-in sets", exitOK},
		{"policy test my.cases.yaml --threshold 100 --mutate", "", exitOK},
	},
	"policy diff": {
		{"policy diff my-rules.yaml new-rules.yaml", "", exitFindings},
		{"policy diff world-2025 world-2025,my-rules.yaml --pairs 20", "", exitFindings},
	},
	"policy lint": {
		{"policy lint my-rules.yaml", "what is wrong or strange", exitOK},
		{"policy lint world-2025 my-rules.yaml", "as a layer above a set", exitOK},
	},
	"data": {
		{"data", "what is embedded", exitOK},
		{"data --json", "the same for a program", exitOK},
	},
	"serve": {
		{"serve --addr 127.0.0.1:0", "on any free port", exitOK},
		{"serve --addr localhost:0 --policy world-2025", "with one set of rules", exitOK},
	},
	"batch": {
		{"batch pairs.csv -o answers.csv", "a row for a row", exitOK},
		{"batch pairs.csv --mode find --kind civil --registration DE", "the shortest ways", exitOK},
		{"batch pairs.csv --format permits-csv", "what to type into the forms", exitOK},
	},
	"pairs": {
		{"pairs airports.txt -o pairs.csv", "each pair once", exitOK},
		{"pairs airports.txt --both", "there and back", exitOK},
	},
	"audit": {
		{"audit track.csv", "of the flight of the built-in set", exitOK},
		{"audit track.csv --registration RS --kind civil --json", "of another", exitOK},
	},
	"schema": {
		{"schema", "of routes and check", exitOK},
		{"schema report -o report.schema.json", "for an editor or a validator", exitOK},
	},
	"completion": {
		{"completion bash", "print the script; see below where it goes", exitOK},
	},
}

// flagGroups are the groups in which help shows flags.
func flagGroups() []manual.Group {
	return []manual.Group{
		{Title: "The flight", Flags: []string{"registration", "operator", "kind", "scheduled", "type", "person", "level", "date", "owner", "charterer", "base", "mtow", "purpose", "cargo", "depart", "speed"}},
		{Title: "The rules", Flags: []string{"policy", "basis", "as-of"}},
		{Title: "What if", Flags: []string{"grant", "ban", "without", "with"}},
		{Title: "The airspace", Flags: []string{"countries", "zones", "worldview"}},
		{Title: "The ways", Flags: []string{"margin", "alternatives", "max-detour", "corridor-slack"}},
		{Title: manual.Own},
		{Title: "The answer", Flags: []string{"route", "format", "json", "output"}},
		{Title: "Always", Flags: []string{"quiet", "verbose", "help"}},
	}
}

// briefs are the texts that help shows for flags and commands whose own text is
// longer than a line. A key of several words is that of a flag of one command.
var briefs = map[string]string{
	"--registration":          "a whole mark (RA-96022) or its State (RU)",
	"--operator":              "of the operator; else as the registration",
	"--kind":                  "a state aircraft, or a civil one",
	"--type":                  "ICAO designator, IL96",
	"--person":                "on board, as the policy sets list them",
	"--level":                 "FL350, for rules and zones with limits",
	"--date":                  "UTC, 2025-10-30; A..B: the days on which it changes",
	"--owner":                 "of the owner; else as the registration",
	"--charterer":             "of the charterer; else as the registration",
	"--base":                  "in which the aircraft is based",
	"--mtow":                  "take-off mass in tonnes, 250, or 250000kg",
	"--purpose":               "as the rules write it, or ordinary",
	"--cargo":                 "as the rules write it, or ordinary",
	"--depart":                "UTC, 2022-02-24T01:30Z; needs --speed",
	"--speed":                 "over the ground, 850",
	"--policy":                "a built-in set or a file; again: a layer above",
	"--basis":                 "keep the rules of this basis: law, notam, press, …",
	"--as-of":                 "leave out what was said after this day",
	"--grant":                 "suppose that this State permits",
	"--ban":                   "suppose that this State refuses",
	"--without":               "leave out this rule",
	"--with":                  "add the rules of this file",
	"--countries":             "GeoJSON of areas instead of the embedded ones",
	"--zones":                 "GeoJSON of zones, such as FIRs, besides the States",
	"--worldview":             "who is sovereign in disputed areas: un if left out",
	"--margin":                "keep so far from all that is closed, 0 to 1000",
	"--alternatives":          "ways without one of the States, at most 20",
	"--max-detour":            "of an alternative: 2.5, or 1500km more",
	"--corridor-slack":        "how much longer in the corridor: 0.02; 0: none",
	"--route":                 "whose permits: its number, its id, or all",
	"--verbose":               "on stderr: what was read, how long each step took",
	"--help":                  "show this",
	"policy lint --date":      "on which rules must still hold",
	"policy test --threshold": "fail if passing cases name less of the rules",
	"serve --addr":            "where to listen: 127.0.0.1:8421; port 0 is any free one",
	"batch --quiet":           "neither progress nor summary on stderr",
	"batch --mode":            "judge the great circle, or find the shortest open way",
	"batch --workers":         "rows at the same time; else as many as processors",
	"batch --strict":          "stop at the first row that cannot be answered",
	"audit --gap":             "longest time between positions that is no gap: 10m",
	"audit --max-speed":       "greatest speed over the ground that is believed: 1250",
	"serve --quiet":           "no line for each request",
	"policy test --verbose":   "list the cases that pass as well",
	"policy diff --pairs":     "great circles between so many pairs of cities: 200",
	"policy fmt --check":      "exit 3 if a file differs; write nothing",

	"completion bash":       "for ~/.bashrc: source <(flightcheck completion bash)",
	"completion zsh":        "for ~/.zshrc: source <(flightcheck completion zsh)",
	"completion fish":       "flightcheck completion fish | source",
	"completion powershell": "flightcheck completion powershell | Out-String | iex",
	"completion":            "complete words in bash, zsh, fish or PowerShell",
	"routes":                "the ways from FROM to TO, and who blocks them; may be left out",
	"policy":                "the rules: list, show, lint, test, diff, fmt, schema",
	"airspace":              "the areas: list, at, lint",
	"map":                   "the ways on a map: html, svg, png, geojson, kml, gpx, csv",
	"policy lint":           "what is wrong or strange in policy sets",
	"policy test":           "run cases: flight, State and date to status and rule",
	"policy fmt":            "policy files in canonical form, comments kept",
	"policy diff":           "what a policy says otherwise than another",
	"airspace lint":         "what is wrong or strange in a file of borders",
}
