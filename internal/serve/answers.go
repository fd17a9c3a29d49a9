package serve

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// errBusy is a question that found no free search in time.
var errBusy = errors.New("all searches are busy; ask again in a second")

// errTimeout is a question whose search took too long.
var errTimeout = errors.New("the search took too long and was stopped; ask for less, for example one day instead of a range")

// panicError is a panic of a search, with where it was.
type panicError struct {
	value any
	stack []byte
}

func (p *panicError) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// finished is what is kept of an answer.
type finished struct {
	title  string // of a page
	said   string // the answer in a sentence
	states []byte // the list of States of a page
	body   []byte
	etag   string
}

func (f *finished) size() int {
	return len(f.title) + len(f.said) + len(f.states) + len(f.body) + len(f.etag)
}

// pending is a question that is being answered.
type pending struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int // how many wait for it; guarded by answers.mu
	answer  *finished
	err     error
}

// answers makes each answer once, few at the same time, and keeps the last.
type answers struct {
	mu      sync.Mutex
	kept    *lru
	pending map[string]*pending
	queued  int

	slots   chan struct{}
	queue   int
	wait    time.Duration
	timeout time.Duration
}

func newAnswers(o Options) *answers {
	return &answers{
		kept: newLRU(o.Answers, o.Bytes), pending: map[string]*pending{},
		slots: make(chan struct{}, o.Searches), queue: o.Queue, wait: o.Wait, timeout: o.Timeout,
	}
}

// get returns the answer with that key: a kept one, the one that somebody else is
// waiting for, or a new one. An answer that nobody waits for any more is stopped.
func (a *answers) get(ctx context.Context, key string, search func(context.Context) (*finished, error)) (*finished, error) {
	a.mu.Lock()
	if f, ok := a.kept.get(key); ok {
		a.mu.Unlock()
		return f, nil
	}
	f, ok := a.pending[key]
	if !ok {
		own, cancel := context.WithCancel(context.WithoutCancel(ctx))
		f = &pending{done: make(chan struct{}), cancel: cancel}
		a.pending[key] = f
		go a.answer(own, key, f, search)
	}
	f.waiting++
	a.mu.Unlock()

	select {
	case <-f.done:
		return f.answer, f.err
	case <-ctx.Done():
		a.leave(key, f)
		return nil, ctx.Err()
	}
}

// leave counts one less who waits; the last stops the search.
func (a *answers) leave(key string, f *pending) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if f.waiting--; f.waiting > 0 {
		return
	}
	f.cancel()
	a.land(key, f)
}

// land takes a question out of the list, unless another has taken its place.
func (a *answers) land(key string, f *pending) {
	if a.pending[key] == f {
		delete(a.pending, key)
	}
}

// answer answers one question and tells all who wait.
func (a *answers) answer(ctx context.Context, key string, f *pending, search func(context.Context) (*finished, error)) {
	defer f.cancel()
	f.answer, f.err = a.searched(ctx, search)
	a.mu.Lock()
	if f.err == nil {
		a.kept.add(key, f.answer)
	}
	a.land(key, f)
	a.mu.Unlock()
	close(f.done)
}

// searched waits for a free search and does it, within the time that it may take.
func (a *answers) searched(ctx context.Context, search func(context.Context) (*finished, error)) (out *finished, err error) {
	if err := a.enter(ctx); err != nil {
		return nil, err
	}
	defer func() { <-a.slots }()
	defer func() {
		if v := recover(); v != nil {
			out, err = nil, &panicError{v, debug.Stack()}
		}
	}()
	timed, cancel := context.WithTimeoutCause(ctx, a.timeout, errTimeout)
	defer cancel()
	out, err = search(timed)
	if err != nil && timed.Err() != nil {
		return nil, context.Cause(timed)
	}
	return out, err
}

// enter takes a free search, or waits for one for a short while.
func (a *answers) enter(ctx context.Context) error {
	select {
	case a.slots <- struct{}{}:
		return nil
	default:
	}
	if !a.line(1) {
		return errBusy
	}
	defer a.line(-1)
	timer := time.NewTimer(a.wait)
	defer timer.Stop()
	select {
	case a.slots <- struct{}{}:
		return nil
	case <-timer.C:
		return errBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

// line counts who waits for a free search; false if too many do.
func (a *answers) line(n int) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if n > 0 && a.queued >= a.queue {
		return false
	}
	a.queued += n
	return true
}
