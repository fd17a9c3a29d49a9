package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// limited prepares the command with a limit of the size of a file in units of a shell.
func limited(t *testing.T, dir string, blocks int, args ...string) *exec.Cmd {
	t.Helper()
	cmd := processOf(t, dir)
	cmd.Args = append([]string{"sh", "-c", fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, blocks), cmd.Path}, args...)
	var err error
	if cmd.Path, err = exec.LookPath("sh"); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// A full disk behind stdout is said, whatever the command.
func TestFaultStdoutFull(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "rows.csv"), someRows(10))
	put(t, filepath.Join(dir, "list.txt"), "VKO\nBUD\n")
	for _, args := range []string{
		"VKO BUD", "check VKO BUD --json", "map VKO BUD --format svg", "VKO BUD --format permits", "why PL", "policy list", "policy show --json", "policy lint",
		"airspace list", "data", "schema", "completion bash", "help", "help man", "--help", "--version", "pairs list.txt", "batch rows.csv",
	} {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		cmd := processOf(t, dir, strings.Fields(args)...)
		cmd.Stdout = full
		howEnded(t, cmd).wants(t, args, exitFailure, "flightcheck: cannot write ", "no space left on device; make room")
		if err := full.Close(); err != nil {
			t.Fatal(err)
		}
	}
	holds(t, "stdout full", dir, "list.txt", "rows.csv")
}

// A device and a pipe are written and stay what they are.
func TestFaultDeviceAndPipe(t *testing.T) {
	dir := t.TempDir()
	runIn(t, dir, "data", "-o", "/dev/full").wants(t, "device", exitFailure, "cannot write /dev/full: no space left on device")
	if info, err := os.Stat("/dev/full"); err != nil || info.Mode().IsRegular() {
		t.Fatalf("the device is %v", info.Mode())
	}
	put(t, filepath.Join(dir, "list.txt"), "VKO\nBUD\n")
	put(t, filepath.Join(dir, "rows.csv"), someRows(10))
	fifo := filepath.Join(dir, "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"data", "-o", "fifo"}, {"pairs", "list.txt", "-o", "fifo"}, {"batch", "rows.csv", "--format", "csv", "-o", "fifo"}, {"map", "VKO", "BUD", "--format", "csv", "-o", "fifo"},
	} {
		want := runIn(t, dir, args[:len(args)-2]...).stdout
		got := make(chan string)
		go func() {
			f, err := os.Open(fifo)
			if err != nil {
				got <- err.Error()
				return
			}
			text, _ := io.ReadAll(f)
			_ = f.Close()
			got <- string(text)
		}()
		e := runIn(t, dir, args...)
		if e.code != exitOK && e.code != exitBlocked {
			t.Errorf("%v: exit %d %s", args, e.code, e.stderr)
		}
		if <-got != want || want == "" {
			t.Errorf("%v: the pipe got another text than stdout", args)
		}
	}
	if info, err := os.Lstat(fifo); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe is %v", info.Mode())
	}
	holds(t, "pipe", dir, "fifo", "list.txt", "rows.csv")
}

// A file that becomes too large leaves the old one, as a full disk does.
func TestFaultFileTooLarge(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "list.txt"), "VKO\nBUD\n")
	unformatted := strings.Replace(textOf(t, filepath.Join("testdata", "..", "..", "..", "data", "policies", "world-2025.yaml")), "version: 1", "version:   1", 1)
	policies := []string{"a.yaml", "b.yaml"}
	for _, p := range policies {
		put(t, filepath.Join(dir, p), unformatted)
	}
	for _, c := range []struct {
		blocks int
		args   string
		files  []string
	}{
		{1, "data -o data.txt", []string{"data.txt"}},
		{8, "map VKO BUD -o small.csv -o large.html", []string{"small.csv", "large.html"}}, // there is room for the first
		{8, "policy fmt -w a.yaml b.yaml", nil},
		{0, "pairs list.txt -o pairs.csv", []string{"pairs.csv"}},
		{0, "audit track.csv --utc -o audit.txt", []string{"audit.txt"}},
	} {
		put(t, filepath.Join(dir, "track.csv"), "time,lat,lon\n2025-10-30T10:00:00Z,50,20\n2025-10-30T10:05:00Z,50.1,20.1\n")
		for _, f := range c.files {
			put(t, filepath.Join(dir, f), "old")
		}
		what := c.args
		howEnded(t, limited(t, dir, c.blocks, strings.Fields(c.args)...)).wants(t, what, exitFailure, "flightcheck: cannot write ", "file too large; allow larger files (ulimit -f), or write to another disk")
		for _, f := range c.files {
			if textOf(t, filepath.Join(dir, f)) != "old" {
				t.Errorf("%s: %s has changed", what, f)
			}
		}
		for _, p := range policies {
			if textOf(t, filepath.Join(dir, p)) != unformatted {
				t.Errorf("%s: %s has changed", what, p)
			}
		}
		holds(t, what, dir, append(append([]string{"list.txt", "track.csv"}, policies...), c.files...)...)
		for _, f := range c.files {
			if err := os.Remove(filepath.Join(dir, f)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// A batch that the disk stopped goes on to the byte.
func TestFaultBatchFull(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out.csv")
	put(t, filepath.Join(dir, "rows.csv"), someRows(2000))
	runIn(t, dir, "batch", "rows.csv", "--quiet", "-o", "want.csv").wants(t, "undisturbed", exitOK)
	want := textOf(t, filepath.Join(dir, "want.csv"))
	put(t, out, "old")
	resume := ""
	for _, blocks := range []int{0, 2, 60, 60, 170} { // 60 twice: no room for a further row
		args := []string{"batch", "rows.csv", "--quiet", "-o", "out.csv"}
		if resume != "" {
			args = append(args, resume)
		}
		e := howEnded(t, limited(t, dir, blocks, args...))
		e.wants(t, fmt.Sprintf("%d blocks", blocks), exitFailure, "file too large")
		if textOf(t, out) != "old" {
			t.Fatalf("%d blocks: the old file has changed", blocks)
		}
		if blocks == 0 { // not even the note could be written
			holds(t, "no room at all", dir, "rows.csv", "want.csv", "out.csv")
			continue
		}
		if !strings.Contains(e.stderr, "in out.csv.part; go on with: flightcheck batch rows.csv --output=out.csv --quiet --resume") {
			t.Errorf("it does not say how to go on: %s", e.stderr)
		}
		holds(t, "stopped", dir, "rows.csv", "want.csv", "out.csv", "out.csv.part", "out.csv.resume")
		resume = "--resume"
	}
	runIn(t, dir, "batch", "rows.csv", "--quiet", "-o", "out.csv", "--resume").wants(t, "resumed", exitOK)
	if textOf(t, out) != want {
		t.Error("the output is another")
	}
	holds(t, "resumed", dir, "rows.csv", "want.csv", "out.csv")
}

// A reader that goes away ends the command without a stack: by the signal, as head and
// grep expect; a batch says how far it came.
func TestFaultBrokenPipe(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "rows.csv"), someRows(2000))
	for _, c := range []struct {
		args string
		code int
	}{
		{"VKO BUD", -1}, {"map VKO BUD --format svg", -1}, {"policy show", -1}, {"help man", -1}, {"batch rows.csv --quiet", exitFailure},
	} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd := processOf(t, dir, strings.Fields(c.args)...)
		cmd.Stdout, cmd.Stderr = w, &bytes.Buffer{}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		e := howEnded(t, cmd)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		switch {
		case c.code < 0 && (e.code != -1 || !strings.Contains(e.signal, "broken pipe") || e.stderr != ""):
			t.Errorf("%s: exit %d%s: %s", c.args, e.code, e.signal, e.stderr)
		case c.code >= 0:
			e.wants(t, c.args, c.code, "cannot write the answers: broken pipe")
		}
	}
	holds(t, "broken pipe", dir, "rows.csv")
}

// unprivileged lets a command run as somebody whom the modes of files bind.
func unprivileged(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := processOf(t, dir, args...)
	if os.Getuid() != 0 {
		return cmd
	}
	const nobody = 65534
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody, NoSetGroups: true}}
	bin, err := os.MkdirTemp("", "flightcheck-bin") //nolint:usetesting // nobody may look below that of the test
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(bin) })
	program := filepath.Join(bin, processName)
	if err := os.Link(cmd.Path, program); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{bin, program} {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd.Path, cmd.Args[0] = program, program
	return cmd
}

// Where nothing can be made, and what may not be replaced, stays as it was.
func TestFaultReadOnly(t *testing.T) {
	dir, err := os.MkdirTemp("", "flightcheck-fault") //nolint:usetesting // nobody may look below that of the test
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "shut"), 0o700); _ = os.RemoveAll(dir) })
	for _, sub := range []string{"open", "shut"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	const policy = "version:   1\nset: x\nrules: []\n"
	for name, text := range map[string]string{
		"rows.csv": someRows(5), "list.txt": "VKO\nBUD\n", "shut/out.csv": "old", "open/kept.csv": "old", "shut/p.yaml": policy, "open/kept.yaml": policy,
	} {
		put(t, filepath.Join(dir, name), text)
		mode := os.FileMode(0o666)
		if strings.Contains(name, "kept") {
			mode = 0o444
		}
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	for name, mode := range map[string]os.FileMode{".": 0o755, "open": 0o777, "shut": 0o555} {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ args, want string }{
		{"data -o shut/out.csv", "cannot write shut/out.csv: no file can be made in the folder shut; name a file in another (permission denied)"},
		{"data -o shut/new.csv", "cannot write shut/new.csv: no file can be made in the folder shut"},
		{"pairs list.txt -o shut/out.csv", "no file can be made in the folder shut"},
		{"map VKO BUD -o open/a.csv -o shut/b.html", "cannot write shut/b.html: no file can be made in the folder shut"},
		{"batch rows.csv -o shut/out.csv", "cannot write shut/out.csv: the answers cannot grow in shut/out.csv.part; name a file in another folder (permission denied)"},
		{"policy fmt -w shut/p.yaml", "cannot write shut/p.yaml: no file can be made in the folder shut"},
		{"data -o open/kept.csv", "cannot write open/kept.csv: it is read-only; make it writable, or name another file"},
		{"pairs list.txt -o open/kept.csv", "it is read-only"},
		{"batch rows.csv -o open/kept.csv", "it is read-only"},
		{"batch rows.csv -o open/kept.csv --resume", "it is read-only"},
		{"policy fmt -w open/kept.yaml", "cannot write open/kept.yaml: it is read-only"},
	} {
		howEnded(t, unprivileged(t, dir, strings.Fields(c.args)...)).wants(t, c.args, exitFailure, c.want)
		holds(t, c.args, filepath.Join(dir, "open"), "kept.csv", "kept.yaml")
		holds(t, c.args, filepath.Join(dir, "shut"), "out.csv", "p.yaml")
	}
	for name, want := range map[string]string{"shut/out.csv": "old", "open/kept.csv": "old", "shut/p.yaml": policy, "open/kept.yaml": policy} {
		if textOf(t, filepath.Join(dir, name)) != want {
			t.Errorf("%s has changed", name)
		}
	}
}
