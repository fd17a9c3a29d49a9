package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/serve"
	"github.com/flightcheck/flightcheck/policy"
)

// askWeb asks a server that was started with some flags.
func askWeb(t *testing.T, a *asker, target string) (status int, body string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, http.NoBody)
	r.Host = "localhost"
	w := httptest.NewRecorder()
	serve.New(a, serve.Options{}).ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// The API gives the bytes of the command, and its words where the question is wrong.
func TestServeAnswersLikeTheCommand(t *testing.T) {
	for _, x := range []struct {
		base    *asker
		target  string
		command string
	}{
		{nil, "/api/v1/check?from=moscow&to=budapest", "moscow budapest"},
		{nil, "/api/v1/check?from=SVO&to=47.4,19.25&grant=PL,SK&ban=UA", "SVO 47.4,19.25 --grant PL --grant SK --ban UA"},
		{nil, "/api/v1/check?from=-33.9,151.2&to=santiago&registration=VH-ABC&kind=civil&type=B789&scheduled=no", "-33.9,151.2 santiago --registration VH-ABC --kind civil --type B789 --scheduled=false"},
		{nil, "/api/v1/check?from=moscow&to=sofia&date=2022-03-01&as-of=2022-03-01&level=FL350&margin=10", "moscow sofia --date 2022-03-01 --as-of 2022-03-01 --level FL350 --margin 10"},
		{nil, "/api/v1/check?from=moscow&to=minsk&depart=2025-10-30T06:00Z&speed=850&worldview=defacto", "moscow minsk --depart 2025-10-30T06:00Z --speed 850 --worldview defacto"},
		{nil, "/api/v1/check?from=moscow&to=minsk&date=2025-10-23..2025-10-25", "moscow minsk --date 2025-10-23..2025-10-25"},
		{nil, "/api/v1/check?from=london&to=paris&policy=world-2025&basis=law&owner=GB&charterer=FR&base=GB&mtow=70&purpose=ordinary&cargo=ordinary&registration=GB&kind=civil", "london paris --policy world-2025 --basis law --owner GB --charterer FR --base GB --mtow 70 --purpose ordinary --cargo ordinary --registration GB --kind civil"},
		{nil, "/api/v1/check?from=moscow&to=minsk&person=putin,lavrov&registration=RU&operator=RU&kind=state&scheduled=0", "moscow minsk --person putin --person lavrov --registration RU --operator RU --kind state --scheduled=false"},
		{nil, "/api/v1/why?state=poland", "why poland"},
		{nil, "/api/v1/why?state=PL&from=moscow&to=budapest&registration=RU&kind=state", "why PL moscow budapest --registration RU --kind state"},
		{nil, "/api/v1/check?from=moscov&to=budapest", "moscov budapest"},
		{nil, "/api/v1/check?from=--countries&to=-o", "routes -- --countries -o"},
		{nil, "/api/v1/check?from=moscow", "moscow"},
		{nil, "/api/v1/check", "routes"},
		{nil, "/api/v1/check?from=moscow&to=minsk&grant=atlantis", "moscow minsk --grant atlantis"},
		{nil, "/api/v1/check?from=moscow&to=minsk&mtow=much", "moscow minsk --mtow much"},
		{nil, "/api/v1/check?from=moscow&to=minsk&date=yesterday", "moscow minsk --date yesterday"},
		{nil, "/api/v1/check?from=moscow&to=minsk&without=none", "moscow minsk --without none"},
		{nil, "/api/v1/why?state=atlantis", "why atlantis"},
		{nil, "/api/v1/why", "why"},
		{nil, "/api/v1/why?state=PL&from=moscow", "why PL moscow"},
		{&asker{base: []baseFlag{{"policy", []string{"world-2025"}}, {"worldview", []string{"defacto"}}}}, "/api/v1/why?state=UA&registration=RU&kind=state", "why UA --policy world-2025 --worldview defacto --registration RU --kind state"},
		{&asker{base: []baseFlag{{"policy", []string{"world-2025"}}}}, "/api/v1/why?state=UA&policy=budapest-2025", "why UA --policy budapest-2025"},
	} {
		base := x.base
		if base == nil {
			base = &asker{}
		}
		status, body := askWeb(t, base, x.target)
		var out, said bytes.Buffer
		code := run(t.Context(), append([]string{"flightcheck", "--json"}, strings.Fields(x.command)...), &out, &said)
		switch code {
		case exitUsage:
			lines := strings.Split(strings.TrimSpace(said.String()), "\n")
			want := strings.TrimPrefix(lines[len(lines)-1], "flightcheck: ")
			if status != http.StatusBadRequest || !strings.Contains(body, jsonWord(want)) {
				t.Errorf("%s: %d %s, want %s", x.target, status, body, want)
			}
		case exitFailure:
			t.Errorf("%s: %s", x.command, &said)
		default:
			if status != http.StatusOK || body != out.String() {
				t.Errorf("%s: %d with %d bytes, want the %d of flightcheck %s", x.target, status, len(body), out.Len(), x.command)
			}
		}
	}
}

// jsonWord writes words as they stand in JSON.
func jsonWord(words string) string { return strings.ReplaceAll(words, `"`, `\"`) }

// The page shows what the command finds.
func TestServeReport(t *testing.T) {
	a := &asker{}
	answer, err := a.Report(t.Context(), url.Values{"from": {"moscow"}, "to": {"budapest"}, "grant": {"PL", "SK"}})
	if err != nil {
		t.Fatal(err)
	}
	if best := answer.Report.Best(); best.Corridor == nil || best.DistanceKm < 1590 || best.DistanceKm > 1600 {
		t.Errorf("the best way has %v km, corridor %v", best.DistanceKm, best.Corridor != nil)
	}
	if len(answer.Notes) != 1 || !strings.HasPrefix(answer.Notes[0], "Moscow, Russia; also") {
		t.Errorf("%q", answer.Notes)
	}
	for _, q := range []url.Values{
		{"from": {"moscow"}},
		{"from": {"moscow"}, "to": {"nowhere at all"}},
		{"from": {"moscow"}, "to": {"budapest"}, "date": {"2025-10-01..2025-10-30"}},
	} {
		var wrong *serve.WrongError
		if _, err := a.Report(t.Context(), q); !errors.As(err, &wrong) {
			t.Errorf("%v: %v", q, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Report(ctx, url.Values{"from": {"moscow"}, "to": {"budapest"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("a question that was withdrawn: %v", err)
	}
}

// No address reads or writes a file, whatever name it gives.
func TestServeReachesNoFile(t *testing.T) {
	dir := t.TempDir()
	set, ok := "version: 1\nset: mine\nrules: []\n", filepath.Join(dir, "mine.yaml")
	if err := os.WriteFile(ok, []byte(set), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	out := filepath.Join(dir, "out.json")
	for _, name := range []string{"countries", "zones", "with", "o", "output", "format", "json", "config", "addr", "quiet", "help", "version"} {
		for _, path := range []string{"/api/v1/check", "/"} {
			status, body := askWeb(t, &asker{}, path+"?from=moscow&to=minsk&"+name+"="+url.QueryEscape(out))
			if status != http.StatusBadRequest || !strings.Contains(body, "unknown parameter") {
				t.Errorf("%s at %s: %d %.200s", name, path, status, body)
			}
		}
	}
	for _, name := range []string{ok, "mine.yaml", "./mine.yaml", "mine", "budapest-2025,./mine.yaml", "../" + filepath.Base(dir) + "/mine.yaml", "-", "/dev/stdin"} {
		status, body := askWeb(t, &asker{}, "/api/v1/check?from=moscow&to=minsk&policy="+url.QueryEscape(name))
		if status != http.StatusBadRequest || !strings.Contains(body, "there is no built-in set") {
			t.Errorf("policy %s: %d %.200s", name, status, body)
		}
	}
	for _, word := range []string{"--output=" + out, "-o=" + out, "--countries=" + ok} {
		if status, body := askWeb(t, &asker{}, "/api/v1/check?from=moscow&to="+url.QueryEscape(word)); status != http.StatusBadRequest || !strings.Contains(body, "no place") {
			t.Errorf("to %s: %d %.200s", word, status, body)
		}
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v %v", files, err)
	}
}

// What the command can read or write is no part of a question.
func TestServeParamsAreNoFiles(t *testing.T) {
	app := newApp(io.Discard, io.Discard)
	known := map[string]cli.Flag{}
	for _, c := range app.Commands {
		if c.Name != "routes" && c.Name != "why" {
			continue
		}
		for _, f := range c.Flags {
			for _, n := range f.Names() {
				known[n] = f
			}
		}
	}
	for _, p := range slices.Concat(serve.Params(false), serve.Params(true)) {
		f, ok := known[p.Name]
		if p.Place {
			continue
		}
		if !ok {
			t.Errorf("%s is no flag of the command", p.Name)
			continue
		}
		if d, isDoc := f.(cli.DocGenerationFlag); p.Name != "policy" && (!isDoc || strings.Contains(strings.ToLower(d.GetUsage()), "file")) {
			t.Errorf("%s reads or writes a file", p.Name)
		}
		if _, many := f.(*cli.StringSliceFlag); many != p.Many {
			t.Errorf("%s may be repeated: %v, of the command %v", p.Name, p.Many, many)
		}
	}
}

// Files that the server was started with may not change under the answers it keeps.
func TestServeFilesChange(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.yaml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("version: 1\nset: mine\nrules: []\n")
	a := &asker{base: []baseFlag{{"policy", []string{file}}}}
	a.stamp([]string{file, "world-2025"})
	target := "/api/v1/why?state=PL&registration=RU&kind=state&date=2025-10-30"
	if status, body := askWeb(t, a, target); status != http.StatusOK || strings.Contains(body, "rule\": \"pl") {
		t.Fatalf("%d %s", status, body)
	}
	write("version: 1\nset: other\nrules: []\n")
	if status, body := askWeb(t, a, target); status != http.StatusInternalServerError || strings.Contains(body, file) {
		t.Errorf("%d %s", status, body)
	}
	if _, err := a.Report(t.Context(), url.Values{"from": {"moscow"}, "to": {"minsk"}}); err == nil || !strings.Contains(err.Error(), "start it again") {
		t.Errorf("%v", err)
	}
}

// The command serves until it is told to stop, and says where.
func TestServeRuns(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	said, w := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"flightcheck", "serve", "--addr", "127.0.0.1:0", "--policy", "world-2025"}, io.Discard, w)
		w.Close()
	}()
	lines := bufio.NewScanner(said)
	if !lines.Scan() {
		t.Fatal("nothing said")
	}
	address := strings.TrimSuffix(strings.TrimPrefix(lines.Text(), "flightcheck: serving on "), " until you press Ctrl-C")
	rest := make(chan string, 1)
	go func() {
		var b strings.Builder
		for lines.Scan() {
			b.WriteString(lines.Text() + "\n")
		}
		rest <- b.String()
	}()
	r, err := http.Get(address + "api/v1/why?state=PL")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	r.Body.Close()
	if err != nil || r.StatusCode != http.StatusOK || !bytes.Contains(body, []byte(`"state": "PL"`)) {
		t.Errorf("%d %s %v", r.StatusCode, body, err)
	}
	stop()
	if code := <-done; code != exitOK {
		t.Errorf("exit status %d", code)
	}
	if got := <-rest; !strings.Contains(got, "path=/api/v1/why status=200") || !strings.Contains(got, "flightcheck: stopped") {
		t.Errorf("said %s", got)
	}
}

// Whoever listens for other machines is warned.
func TestServeLoopback(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:8421": true, "127.9.9.9:1": true, "[::1]:8421": true,
		"0.0.0.0:8421": false, "[::]:8421": false, "192.0.2.1:8421": false, "[2001:db8::1]:8421": false,
	} {
		a, err := net.ResolveTCPAddr("tcp", address)
		if err != nil || isLoopback(a) != want {
			t.Errorf("%s: %v %v", address, !want, err)
		}
	}
	taken, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	var said bytes.Buffer
	code := run(t.Context(), []string{"flightcheck", "serve", "--addr", taken.Addr().String()}, io.Discard, &said)
	if code != exitFailure || !strings.Contains(said.String(), "in use; choose another address with --addr") {
		t.Errorf("an address that is taken: %d %s", code, &said)
	}
}

// FuzzServeArgs turns any address into a command line and demands that it asks what
// is allowed, and nothing that names a file.
func FuzzServeArgs(f *testing.F) {
	for _, seed := range []string{
		"from=moscow&to=budapest", "policy=../../etc/passwd", "policy=budapest-2025,/etc/passwd", "countries=/etc/passwd", "from=--countries%3Dx&to=-o",
		"grant=--output%3Dx", "person=x,--with%3Dy", "scheduled=--zones", "type=x%20--with%20y", "state=--countries&from=-&to=--", "without=-o,--json",
		"from=help&to=-h", "kind=-o%3Dx", "policy=sl:::1:::[%22x%22]", "basis=sl:::1:::[%22x%22]", "from=a&to=b&grant=%22",
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, query string, why bool) {
		q, err := serve.Parse(query, serve.Params(why))
		if err != nil {
			return
		}
		command, places := "routes", []string{"from", "to"}
		if why {
			command, places = "why", []string{"state", "from", "to"}
		}
		args, err := (&asker{}).args(q, command, places...)
		if err != nil {
			return
		}
		p, err := parseLine(t.Context(), args, io.Discard, io.Discard)
		if err != nil {
			if _, ok := errors.AsType[*serve.WrongError](verdictOf(t.Context(), err)); !ok {
				t.Fatalf("%q became %q: %v", query, args, err)
			}
			return
		}
		checkReached(t, p.c, q, command)
	})
}

// checkReached holds what the command understood against the question.
func checkReached(t *testing.T, c *cli.Context, q url.Values, command string) {
	t.Helper()
	if c.Command.Name != command || !c.Bool("json") {
		t.Fatalf("%v became %s", q, c.Command.Name)
	}
	for _, name := range []string{"with", "countries", "zones", "output", "o", "format"} {
		if c.IsSet(name) {
			t.Fatalf("%v sets --%s", q, name)
		}
	}
	for _, name := range c.StringSlice("policy") {
		if !slices.Contains(policy.BuiltinNames(), name) {
			t.Fatalf("%v reads the policy %q", q, name)
		}
	}
	if got, want := c.NArg(), len(q["from"])+len(q["to"])+len(q["state"]); got != want {
		t.Fatalf("%v has %d places, want %d: %q", q, got, want, c.Args().Slice())
	}
}
