package serve

import "container/list"

// lru keeps the answers that were asked for last, within a count and a number of
// bytes. It is not safe for use by several goroutines.
type lru struct {
	most, mostBytes int
	bytes           int
	order           *list.List // of *keptAnswer, the last used first
	byKey           map[string]*list.Element
}

// keptAnswer is one answer with its key.
type keptAnswer struct {
	key    string
	answer *finished
}

func (k *keptAnswer) size() int { return len(k.key) + k.answer.size() }

func newLRU(most, mostBytes int) *lru {
	return &lru{most: most, mostBytes: mostBytes, order: list.New(), byKey: map[string]*list.Element{}}
}

// get returns a kept answer, which becomes the last used.
func (l *lru) get(key string) (*finished, bool) {
	e, ok := l.byKey[key]
	if !ok {
		return nil, false
	}
	l.order.MoveToFront(e)
	k, ok := e.Value.(*keptAnswer)
	if !ok {
		return nil, false
	}
	return k.answer, true
}

// add keeps an answer and lets go of those that were used longest ago. One that is
// larger than all that may be kept is not kept.
func (l *lru) add(key string, answer *finished) {
	if e, ok := l.byKey[key]; ok {
		l.drop(e)
	}
	k := &keptAnswer{key, answer}
	if k.size() > l.mostBytes || l.most < 1 {
		return
	}
	l.byKey[key] = l.order.PushFront(k)
	l.bytes += k.size()
	for l.order.Len() > l.most || l.bytes > l.mostBytes {
		l.drop(l.order.Back())
	}
}

func (l *lru) drop(e *list.Element) {
	if k, ok := l.order.Remove(e).(*keptAnswer); ok {
		delete(l.byKey, k.key)
		l.bytes -= k.size()
	}
}
