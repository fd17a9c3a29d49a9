package detour

import "context"

// effort counts work, for the budget and the context.
type effort struct {
	//nolint:containedctx // it lives as long as one call
	ctx         context.Context
	steps, most int
	err         error
}

// more counts steps and tells whether to go on.
func (e *effort) more(n int) bool {
	before := e.steps
	e.steps += n
	if e.err == nil && e.steps > e.most {
		e.err = errBudget
	}
	if e.err == nil && before>>8 != e.steps>>8 {
		e.err = e.ctx.Err()
	}
	return e.err == nil
}

// spent ends a search for its memory.
func (e *effort) spent() {
	if e.err == nil {
		e.err = errBudget
	}
}

// newEffort returns the effort of a search of so many steps; 0 stands for
// DefaultMaxSteps.
func newEffort(ctx context.Context, most int) *effort {
	if most <= 0 {
		most = DefaultMaxSteps
	}
	return &effort{ctx: ctx, most: most}
}
