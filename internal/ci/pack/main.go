// Command pack puts the files of a folder into an archive that has the same bytes
// each time: sorted, of one owner, all of one instant.
//
//	go run ./internal/ci/pack OUT.tar.gz|OUT.zip FOLDER SECONDS
//
// The names in the archive begin with that of the folder. SECONDS is the instant,
// since 1970. Files that can be run stay so.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func main() {
	if err := pack(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func pack(args []string) (err error) {
	if len(args) != 3 {
		return fmt.Errorf("usage: pack OUT.tar.gz|OUT.zip FOLDER SECONDS")
	}
	seconds, err := strconv.ParseInt(args[2], 10, 64)
	if err != nil {
		return fmt.Errorf("%q is no instant: write seconds since 1970", args[2])
	}
	write, err := writerFor(args[0])
	if err != nil {
		return err
	}
	files, err := filesIn(args[1])
	if err != nil {
		return err
	}
	out, err := os.Create(args[0])
	if err != nil {
		return err
	}
	defer func() {
		if cerr := out.Close(); err == nil {
			err = cerr
		}
	}()
	return write(out, files, time.Unix(seconds, 0).UTC())
}
