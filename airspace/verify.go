package airspace

import (
	"errors"
	"fmt"
)

// verify checks that no place in the lists lies outside of the list that it is
// meant for, so that no query can fail. It does not check that the map is right:
// that is what the sum of a snapshot is for.
func (a *atlas) verify(areas int) error {
	if len(a.coords)%cornerSize != 0 || len(a.chainFirst) == 0 || len(a.borderFirst)%2 == 0 ||
		len(a.occupied) != allTiles/64 || len(a.tiles) != allTiles+1 {
		return errors.New("a list has a wrong length")
	}
	borders := (len(a.borderFirst) - 1) / 2
	parts := len(a.partArea)
	return errors.Join(
		rising("chains", a.chainFirst, -1, a.points()),
		sized("borders of chains", len(a.chainBorder), len(a.chainFirst)-1),
		sized("nodes", len(a.chainNodes), 2*len(a.chainBorder)),
		below("borders of chains", a.chainBorder, borders),
		rising("borders", a.borderFirst, len(a.borderParts), 0),
		below("parts of borders", a.borderParts, parts),
		below("areas of parts", a.partArea, areas),
		rising("labels", a.labelFirst, len(a.labelParts), 0),
		below("parts of labels", a.labelParts, parts),
		below("labels", a.cellLabel, len(a.labelFirst)-1),
		a.verifyTiles(borders),
		a.verifyRings(),
	)
}

func sized(what string, n, want int) error {
	if n != want {
		return fmt.Errorf("%s: there are %d, not %d", what, n, want)
	}
	return nil
}

// rising checks a list of places that never falls. It ends with end, or if that
// is negative at most with limit.
func rising(what string, list []uint32, end, limit int) error {
	if len(list) == 0 || list[0] != 0 {
		return fmt.Errorf("%s: the list does not begin with 0", what)
	}
	for i := 1; i < len(list); i++ {
		if list[i] < list[i-1] {
			return fmt.Errorf("%s: place %d comes after %d", what, list[i], list[i-1])
		}
	}
	last := int64(list[len(list)-1])
	if end >= 0 && last != int64(end) || end < 0 && last > int64(limit) {
		return fmt.Errorf("%s: the list ends with %d", what, last)
	}
	return nil
}

func below(what string, list []uint32, limit int) error {
	most := uint32(0)
	for _, n := range list {
		most = max(most, n)
	}
	if len(list) > 0 && int64(most) >= int64(limit) {
		return fmt.Errorf("%s: %d is not below %d", what, most, limit)
	}
	return nil
}

func (a *atlas) verifyTiles(borders int) error {
	if err := sized("masks", len(a.masks), len(a.pieces)); err != nil {
		return err
	}
	for i := range a.pieces {
		if !a.isWithin(&a.pieces[i], borders) {
			return fmt.Errorf("piece %d of the tiles lies outside of the map", i)
		}
	}
	if a.tiles[0].First != 0 || int(a.tiles[allTiles].First) != len(a.pieces) {
		return errors.New("the tiles do not have all pieces")
	}
	for t := range allTiles {
		h, next := &a.tiles[t], a.tiles[t+1].First
		limit := int64(len(a.labelFirst) - 1)
		if a.isOccupied(t) {
			limit = int64(len(a.cellLabel)) - tileCells + 1
		}
		if h.First > next || (h.First < next) != a.isOccupied(t) || int64(h.Label) >= limit {
			return fmt.Errorf("tile %d lies outside of the map", t)
		}
	}
	return nil
}

// isWithin tells whether a piece has its row, and its row its points.
func (a *atlas) isWithin(p *tilePiece, borders int) bool {
	row := uint64(p.Row) + 2
	if p.Far == 0 {
		row += uint64(p.Count) + 1
	}
	return row <= uint64(len(a.rows)) && p.Count > 0 && (p.Far == 0 || p.Count == 1) &&
		uint64(a.rows[p.Row])+uint64(p.Count) < uint64(a.points()) && uint64(a.rows[p.Row+1]) < uint64(borders)
}

func (a *atlas) verifyRings() error {
	if err := rising("rings of parts", a.partRings, len(a.ringHole), 0); err != nil {
		return err
	}
	if err := sized("parts with rings", len(a.partRings), len(a.partArea)+1); err != nil {
		return err
	}
	if err := sized("rings", len(a.ringFirst), len(a.ringHole)+1); err != nil {
		return err
	}
	if err := rising("rings", a.ringFirst, len(a.spans), 0); err != nil {
		return err
	}
	for i := 1; i < len(a.ringFirst); i++ {
		if a.ringFirst[i] == a.ringFirst[i-1] {
			return fmt.Errorf("ring %d has no points", i)
		}
	}
	points := 0
	for _, s := range a.spans {
		last := int64(s.First) + int64(s.Count)
		if s.Count < 0 {
			last++
		} else {
			last--
		}
		if s.Count == 0 || int64(s.First) >= int64(a.points()) || last < 0 || last >= int64(a.points()) {
			return fmt.Errorf("a ring has points outside of the map")
		}
		points += int(max(s.Count, -s.Count))
	}
	// An edge has two sides; an outline of much more than that is made up.
	if points > 64*a.points() {
		return fmt.Errorf("the rings have %d points, and the map only %d", points, a.points())
	}
	return nil
}
