// Package outfile writes files whole or not at all: what stood under a name stays as
// it was until the new text is complete and on the disk.
//
//	f, err := outfile.Create(name)
//	_, err = f.Write(text)
//	err = f.Commit() // or f.Discard()
//
// The new text grows in a file beside the old one, and takes its name by a rename. A
// symbolic link stays, and what it leads to is replaced. What is no regular file, a
// pipe or a device, is written as it is. A folder and a file that is marked read-only
// are refused. A process that is killed by kill -9 or loses its power may leave the
// file that grew; its name begins with [Prefix] and nothing ever reads it.
package outfile
