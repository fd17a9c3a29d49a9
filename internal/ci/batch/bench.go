//go:build unix

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// bench runs the command again and again.
type bench struct {
	options
	w          io.Writer
	dir, input string
}

// command is a run of the command with an output.
func (b *bench) command(ctx context.Context, out string, more ...string) (*exec.Cmd, *bytes.Buffer) {
	args := append([]string{"batch", b.input, "--mode", b.mode, "-o", out, "--summary", out + ".json"}, strings.Fields(b.flags)...)
	c := exec.CommandContext(ctx, b.binary, append(args, more...)...) //nolint:gosec // the command that the caller names
	said := &bytes.Buffer{}
	c.Stderr = said
	return c, said
}

// workers compares the bytes of 1, 2 and 8 workers.
func (b *bench) workers(ctx context.Context) error {
	sum := ""
	for _, n := range []int{1, 2, 8} {
		out := filepath.Join(b.dir, fmt.Sprintf("out%d.csv", n))
		c, said := b.command(ctx, out, "--workers", fmt.Sprint(n))
		begun := time.Now()
		if err := c.Run(); err != nil {
			return fmt.Errorf("%d workers: %w: %s", n, err, said)
		}
		took := time.Since(begun)
		got, err := hashOf(out, out+".json")
		if err != nil {
			return err
		}
		fmt.Fprintf(b.w, "%d workers: %.0f rows/s, %.1f s, processor %.1f s (%.1f us a row), peak %.0f MB, sha256 %.12s\n", n, float64(b.n)/took.Seconds(), took.Seconds(),
			processor(c).Seconds(), processor(c).Seconds()*1e6/float64(b.n), peakMB(c), got)
		if sum == "" {
			sum = got
		}
		if got != sum {
			return fmt.Errorf("%d workers give other bytes than one", n)
		}
		if b.mode == "check" && peakMB(c) > b.megabytes {
			return fmt.Errorf("%d workers need %.0f MB", n, peakMB(c))
		}
		if err := errors.Join(os.Remove(out), os.Remove(out+".json")); err != nil {
			return err
		}
	}
	fmt.Fprintln(b.w, "1, 2 and 8 workers give the same bytes")
	return nil
}

// processor is what a run took of all processors.
func processor(c *exec.Cmd) time.Duration {
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
}

// peakMB is the most memory that a run had at once.
func peakMB(c *exec.Cmd) float64 {
	use, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" { // bytes there
		return float64(use.Maxrss) / (1 << 20)
	}
	return float64(use.Maxrss) / 1024
}

// hashOf hashes files, one after the other.
func hashOf(names ...string) (string, error) {
	h := sha256.New()
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return "", err
		}
		_, err = io.Copy(h, f)
		if err := errors.Join(err, f.Close()); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// killed kills a run at random moments, goes on with it, and compares the end with an
// undisturbed run.
func (b *bench) killed(ctx context.Context, r *rand.Rand) error {
	whole := filepath.Join(b.dir, "whole.csv")
	c, said := b.command(ctx, whole)
	begun := time.Now()
	if err := c.Run(); err != nil {
		return fmt.Errorf("the undisturbed run: %w: %s", err, said)
	}
	fmt.Fprintf(b.w, "undisturbed: %.1f s\n", time.Since(begun).Seconds())
	out := filepath.Join(b.dir, "out.csv")
	moments := make([]int64, b.kill)
	for i := range moments {
		moments[i] = r.Int64N(size(whole) + 1)
	}
	slices.Sort(moments)
	for kills := 0; kills < b.kill; {
		ended, err := b.killOnce(ctx, out, moments[kills], time.Duration(r.Int64N(int64(20*time.Millisecond))))
		if err != nil {
			return err
		}
		if ended { // it was faster than the moment: begin anew
			if err := errors.Join(same(whole, out), os.Remove(out), os.Remove(out+".json")); err != nil {
				return err
			}
			continue
		}
		kills++
		fmt.Fprintf(b.w, "kill %d, %d bytes written\n", kills, size(out+".part"))
	}
	c, said = b.command(ctx, out, "--resume")
	if err := c.Run(); err != nil {
		return fmt.Errorf("gone on with: %w: %s", err, said)
	}
	if err := same(whole, out); err != nil {
		return err
	}
	if left, err := filepath.Glob(out + ".*"); err != nil || len(left) != 1 { // the summary
		return fmt.Errorf("beside the output lie %v, %w", left, err)
	}
	fmt.Fprintf(b.w, "after %d kills the output and its summary are those of the undisturbed run, %d bytes\n", b.kill, size(whole))
	return nil
}

// killOnce begins or goes on with a run, and kills it a while after its output has a
// size. It tells whether the run was over before.
func (b *bench) killOnce(ctx context.Context, out string, at int64, after time.Duration) (ended bool, err error) {
	c, said := b.command(ctx, out, "--resume")
	if err := c.Start(); err != nil {
		return false, err
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	for waits := true; waits; {
		wait := time.Millisecond
		if size(out+".part") >= at {
			wait, waits = after, false
		}
		select {
		case err := <-done:
			if err != nil {
				err = fmt.Errorf("gone on with: %w: %s", err, said)
			}
			return true, err
		case <-time.After(wait):
		}
	}
	_ = c.Process.Kill() // it may be over by now
	return <-done == nil, nil
}

// same compares two outputs and their summaries.
func same(whole, out string) error {
	want, err := hashOf(whole, whole+".json")
	if err != nil {
		return err
	}
	got, err := hashOf(out, out+".json")
	if err != nil {
		return err
	}
	if got != want {
		return errors.New("the output that was gone on with differs from the undisturbed one")
	}
	return nil
}

// size is that of a file, 0 if it is not there.
func size(name string) int64 {
	info, err := os.Stat(name)
	if err != nil {
		return 0
	}
	return info.Size()
}
