package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"
)

// answerRow is an answer as a row of Parquet: the members of the NDJSON, under the
// same names.
type answerRow struct {
	ID          string         `json:"id"          parquet:"id"`
	From        placeCell      `json:"from"        parquet:"from"`
	To          placeCell      `json:"to"          parquet:"to"`
	Status      *string        `json:"status"      parquet:"status,optional"`
	BlockedBy   []blockCell    `json:"blocked_by"  parquet:"blocked_by,list"`
	Permissions []permitCell   `json:"permissions" parquet:"permissions,list"`
	Unknown     []unknownCell  `json:"unknown"     parquet:"unknown,list"`
	DistanceKm  *float64       `json:"distance_km" parquet:"distance_km,optional"`
	DetourKm    *float64       `json:"detour_km"   parquet:"detour_km,optional"`
	States      []stateLengths `json:"states"      parquet:"states,list"`
	Error       *string        `json:"error"       parquet:"error,optional"`
}

// placeCell is an end of a row; its last three are not there if it was not found.
type placeCell struct {
	Query string   `json:"query" parquet:"query"`
	Name  *string  `json:"name"  parquet:"name,optional"`
	Lat   *float64 `json:"lat"   parquet:"lat,optional"`
	Lon   *float64 `json:"lon"   parquet:"lon,optional"`
}

type blockCell struct {
	State string `json:"state" parquet:"state"`
	Zone  string `json:"zone,omitempty"  parquet:"zone"`
	Scope string `json:"scope,omitempty" parquet:"scope"`
	Rule  string `json:"rule,omitempty"  parquet:"rule"`
}

type permitCell struct {
	State    string `json:"state"    parquet:"state"`
	Zone     string `json:"zone,omitempty"     parquet:"zone"`
	Scope    string `json:"scope,omitempty"    parquet:"scope"`
	Standing string `json:"standing,omitempty" parquet:"standing"`
	Rule     string `json:"rule,omitempty"     parquet:"rule"`
}

type unknownCell struct {
	State   string   `json:"state"   parquet:"state"`
	Area    string   `json:"area,omitempty"    parquet:"area"`
	Scope   string   `json:"scope,omitempty"   parquet:"scope"`
	Missing []string `json:"missing" parquet:"missing,list"`
}

type stateLengths struct {
	State string  `json:"state" parquet:"state"`
	Km    float64 `json:"km"    parquet:"km"`
}

// putParquet writes answers that were given as NDJSON.
func putParquet(w io.Writer, answers [][]byte) error {
	out := parquet.NewGenericWriter[answerRow](w, parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(100_000))
	var one [1]answerRow
	for _, a := range answers {
		row, text := numberOf(a)
		if row == 0 {
			continue
		}
		one[0] = answerRow{}
		if err := json.Unmarshal(text, &one[0]); err != nil {
			return errors.Join(fmt.Errorf("the answer to row %d: %w", row, err), out.Close())
		}
		if _, err := out.Write(one[:]); err != nil {
			return errors.Join(err, out.Close())
		}
	}
	return out.Close()
}
