package main

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/urfave/cli/v2"
)

// terminal takes what a watch shows, while its clock goes on in another goroutine.
type terminal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (x *terminal) Write(p []byte) (int, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.b.Write(p)
}

func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.b.String()
}

const clearLine = "\x1b[2K\r"

// What is shown is there, and gone at the end.
func TestWatchVanishes(t *testing.T) {
	t.Setenv("TERM", "xterm")
	screen := &terminal{}
	w := &watch{out: screen, what: "searching ways"}
	w.show()
	if got := screen.text(); !strings.Contains(got, "searching ways") {
		t.Errorf("it shows %q", got)
	}
	w.end()
	if got := screen.text(); !strings.HasSuffix(got, clearLine) {
		t.Errorf("at the end there is %q", got)
	}
	n := len(screen.text())
	w.show()
	if got := screen.text(); len(got) != n {
		t.Errorf("after the end it shows %q", got[n:])
	}
}

// The answer comes to a clean line, and nothing is shown after it.
func TestAnswerComesToACleanLine(t *testing.T) {
	t.Setenv("TERM", "xterm")
	screen := &terminal{}
	w := &watch{out: screen, what: "searching ways"}
	w.show()
	if _, err := io.WriteString(&aside{w: w, to: screen, last: true}, "open\n"); err != nil {
		t.Fatal(err)
	}
	w.show()
	w.end()
	if got := screen.text(); !strings.HasSuffix(got, clearLine+"open\n") {
		t.Errorf("the screen has %q", got)
	}
}

// A command without a terminal shows nothing, keeps its writers, and hands its
// error on.
func TestWatchedWithoutATerminal(t *testing.T) {
	var out, errs bytes.Buffer
	failed := errors.New("no way")
	for _, c := range []struct {
		args   []string
		stderr string
	}{
		{[]string{"flightcheck", "act"}, "a remark\n"},
		{[]string{"flightcheck", "--quiet", "act"}, ""},
	} {
		out.Reset()
		errs.Reset()
		app := &cli.App{
			Name: "flightcheck", HelpName: "flightcheck", Writer: &out, ErrWriter: &errs, Flags: everywhereFlags(), ExitErrHandler: func(*cli.Context, error) {},
			Commands: []*cli.Command{{Name: "act", Action: watched(func(c *cli.Context) error {
				step(c, "looking")("nothing")
				_, _ = io.WriteString(c.App.ErrWriter, "a remark\n")
				_, _ = io.WriteString(c.App.Writer, "an answer\n")
				return failed
			})}},
		}
		if err := app.Run(c.args); !errors.Is(err, failed) || out.String() != "an answer\n" || errs.String() != c.stderr {
			t.Errorf("%q: %v, stdout %q, stderr %q", c.args, err, out.String(), errs.String())
		}
	}
}

// With --verbose each step is told, and the whole.
func TestVerbose(t *testing.T) {
	var errs bytes.Buffer
	app := &cli.App{
		Name: "flightcheck", HelpName: "flightcheck", Writer: io.Discard, ErrWriter: &errs, Flags: everywhereFlags(),
		Commands: []*cli.Command{{Name: "act", Action: watched(func(c *cli.Context) error {
			step(c, "reading the rules")("2 sets")
			return nil
		})}},
	}
	if err := app.Run([]string{"flightcheck", "--verbose", "act"}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(errs.String(), "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[0], "flightcheck: reading the rules: 2 sets, ") || !strings.HasPrefix(lines[1], "flightcheck: all of it, ") {
		t.Errorf("it told %q", errs.String())
	}
}

func TestIsTerminal(t *testing.T) {
	if isTerminal(&bytes.Buffer{}) {
		t.Error("a buffer is no terminal")
	}
}
