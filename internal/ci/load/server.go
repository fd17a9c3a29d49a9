package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// server is one that this test started.
type server struct {
	cmd *exec.Cmd
	url string
}

// startServer starts the program on a free port and waits until it says where.
func startServer(ctx context.Context, command string) (*server, error) {
	cmd := exec.CommandContext(ctx, command, "serve", "--addr", "127.0.0.1:0", "--quiet")
	said, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if _, after, ok := strings.Cut(lines.Text(), "serving on "); ok {
			address, _, _ := strings.Cut(after, " ")
			go func() { _, _ = io.Copy(os.Stderr, said) }()
			return &server{cmd, address}, nil
		}
		fmt.Fprintln(os.Stderr, lines.Text())
	}
	return nil, errors.Join(errors.New("the server ended without saying where it serves"), cmd.Wait())
}

func (s *server) pid() int { return s.cmd.Process.Pid }

// stop ends the server like Ctrl-C; it must end well.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	if err := s.cmd.Wait(); err != nil {
		return fmt.Errorf("the server did not end well: %w", err)
	}
	return nil
}

// memory is how much of a server is in memory, MB; 0 is not known.
type memory struct{ start, warm, end int }

// What memory may grow after all caches are full: a fifth, and some MB.
const spareMB = 50

func (m memory) flat() bool { return m.warm > 0 && m.end <= m.warm*6/5+spareMB }

func (m memory) words() string {
	words := fmt.Sprintf("memory %d MB at the start, %d MB warm, %d MB at the end", m.start, m.warm, m.end)
	switch {
	case m.warm == 0:
		return "memory not known; say -pid"
	case !m.flat():
		return words + ", which is too much"
	}
	return words
}

// residentMB reads VmRSS of a process, as Linux tells it.
func residentMB(pid int) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kB, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")))
			if err != nil {
				return 0
			}
			return kB / 1024
		}
	}
	return 0
}
