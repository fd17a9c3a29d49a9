package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/batch"
	"github.com/flightcheck/flightcheck/policy"
)

// Question is what the flags say. It travels to the workers, who make the rules of it.
type Question struct {
	Mode, Format                             string
	Registration, Operator, Kind, Type, Date string
	Policy                                   string // names joined by "|"
}

// questions are those that this process was asked, each made once.
var questions sync.Map

// open makes the question that package batch answers.
func (q Question) open() (*batch.Question, error) {
	key, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	once, _ := questions.LoadOrStore(string(key), sync.OnceValues(q.build))
	open, ok := once.(func() (*batch.Question, error))
	if !ok {
		return nil, errors.New("a question is kept that cannot be asked")
	}
	return open()
}

func (q Question) build() (*batch.Question, error) {
	out := &batch.Question{}
	var err error
	if out.Mode, err = batch.ParseMode(q.Mode); err != nil {
		return nil, fmt.Errorf("--mode: %w", err)
	}
	if out.Format, err = batch.ParseFormat(q.Format); err != nil {
		return nil, err
	}
	var names []string
	if q.Policy != "" {
		names = strings.Split(q.Policy, batch.ViaSeparator)
	}
	if out.Base, err = q.base(names); err != nil {
		return nil, err
	}
	if err := errors.Join(out.Base.Policy.Validate(out.Base.Flight), out.Base.Policy.ValidateLoad(out.Base.Flight)); err != nil {
		return nil, err
	}
	out.Checker.Policy = out.Base.Policy
	out.Sets = (&rowSets{question: q, known: map[string]func() (batch.Base, error){}}).of
	out.Checker.Airspace, err = airspace.World()
	return out, err
}

// base makes the rules of built-in sets, and the flight that a row leaves to them.
func (q Question) base(names []string) (b batch.Base, err error) {
	for _, n := range names {
		if !slices.Contains(policy.BuiltinNames(), n) {
			return b, fmt.Errorf("policy: there is no built-in set %q; there are %s. A file is named by --policy",
				shorten(n), strings.Join(policy.BuiltinNames(), ", "))
		}
	}
	if b.Policy, err = readLayers(names); err != nil {
		return b, err
	}
	b.Plain = policy.Flight{Date: b.Policy.Date(), GivenBy: policy.GivenByQuestion}
	if q.Date != "" {
		if b.Plain.Date, err = policy.ParseWhen(q.Date); err != nil {
			return b, fmt.Errorf("--date: %w", err)
		}
	}
	if q.Registration != "" {
		if b.Plain.Registration, err = policy.ParseRegistration(q.Registration); err != nil {
			return b, err
		}
	}
	if q.Operator != "" {
		if b.Plain.OperatorState, err = policy.StateNamed(q.Operator); err != nil {
			return b, fmt.Errorf("--operator: %w", err)
		}
	}
	b.Plain.Kind, b.Plain.Type = policy.Kind(q.Kind), strings.ToUpper(q.Type)
	b.Flight = b.Plain
	if own, ok := b.Policy.Flight(); ok && q.Registration+q.Operator+q.Kind+q.Type == "" {
		b.Flight = own
		if q.Date != "" {
			b.Flight.Date = b.Plain.Date
		}
		b.Plain.Date = b.Flight.Date
	}
	if b.Flight.Date.IsZero() {
		return b, errors.New("the policy sets name no date; say --date 2025-10-30")
	}
	return b, nil
}

// readLayers reads one built-in set, or several as layers of one; without a name,
// those that answer when none is named.
func readLayers(names []string) (*policy.Set, error) {
	switch len(names) {
	case 0:
		return policy.Default()
	case 1:
		return policy.Load(names[0], noFile)
	}
	sets := make([]*policy.Set, len(names))
	for i, n := range names {
		s, err := policy.LoadLayer(n, noFile)
		if err != nil {
			return nil, err
		}
		sets[i] = s
	}
	return policy.Combine(sets...)
}

// noFile refuses to read: files are not there on the machines of the workers.
func noFile(name string) ([]byte, error) {
	return nil, fmt.Errorf("%s is a file; only built-in sets are read here", name)
}

// rowSets makes the rules that rows name, each once.
type rowSets struct {
	question Question
	mu       sync.Mutex
	known    map[string]func() (batch.Base, error)
}

// maxRowSets is how many are kept: layers of the built-in sets in some order.
const maxRowSets = 64

func (s *rowSets) of(names []string) (batch.Base, error) {
	key := strings.Join(names, batch.ViaSeparator)
	s.mu.Lock()
	base, ok := s.known[key]
	if !ok {
		if len(s.known) >= maxRowSets {
			clear(s.known)
		}
		base = sync.OnceValues(func() (batch.Base, error) { return s.question.base(strings.Split(key, batch.ViaSeparator)) })
		s.known[key] = base
	}
	s.mu.Unlock()
	return base()
}

// shorten shows so much of a text that it can be found.
func shorten(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}
