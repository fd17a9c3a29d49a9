package main

import (
	"encoding/json"
	"errors"
	"fmt"
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
	sets := batch.NewSets(q.base)
	if out.Base, err = sets.Of(names); err != nil {
		return nil, err
	}
	if err := errors.Join(out.Base.Policy.Validate(out.Base.Flight), out.Base.Policy.ValidateLoad(out.Base.Flight)); err != nil {
		return nil, err
	}
	out.Checker.Policy = out.Base.Policy
	out.Sets = sets.Of
	out.Checker.Airspace, err = airspace.World()
	return out, err
}

// base makes the rules of built-in sets, and the flight that a row leaves to them.
func (q Question) base(names []string) (batch.Base, error) {
	set, err := batch.ReadSets(names, noFile)
	if err != nil {
		return batch.Base{}, err
	}
	return batch.NewBase(set, q.Registration+q.Operator+q.Kind+q.Type != "", q.tell)
}

// tell notes in a flight what the flags say of it.
func (q Question) tell(flight *policy.Flight) (err error) {
	if q.Date != "" {
		if flight.Date, err = policy.ParseWhen(q.Date); err != nil {
			return fmt.Errorf("--date: %w", err)
		}
	}
	if q.Registration != "" {
		if flight.Registration, err = policy.ParseRegistration(q.Registration); err != nil {
			return err
		}
	}
	if q.Operator != "" {
		if flight.OperatorState, err = policy.StateNamed(q.Operator); err != nil {
			return fmt.Errorf("--operator: %w", err)
		}
	}
	if q.Kind != "" {
		flight.Kind = policy.Kind(q.Kind)
	}
	if q.Type != "" {
		flight.Type = strings.ToUpper(q.Type)
	}
	return nil
}

// noFile refuses to read: files are not there on the machines of the workers.
func noFile(name string) ([]byte, error) {
	return nil, fmt.Errorf("%s is a file; only built-in sets are read here", name)
}
