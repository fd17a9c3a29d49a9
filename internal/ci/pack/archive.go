package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// A file is one entry of an archive.
type file struct {
	name string // with slashes, from the name of the folder on
	path string
	mode fs.FileMode
	size int64
}

// filesIn lists the files of a folder, sorted.
func filesIn(folder string) ([]file, error) {
	var out []file
	base := filepath.Base(filepath.Clean(folder))
	err := filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s is no plain file", p)
		}
		rel, err := filepath.Rel(folder, p)
		if err != nil {
			return err
		}
		mode := fs.FileMode(0o644)
		if info.Mode()&0o100 != 0 {
			mode = 0o755
		}
		out = append(out, file{path.Join(base, filepath.ToSlash(rel)), p, mode, info.Size()})
		return nil
	})
	return out, err // WalkDir goes in lexical order
}

// writerFor chooses the form by the ending of the archive.
func writerFor(name string) (func(io.Writer, []file, time.Time) error, error) {
	switch {
	case strings.HasSuffix(name, ".tar.gz"):
		return writeTar, nil
	case strings.HasSuffix(name, ".zip"):
		return writeZip, nil
	}
	return nil, fmt.Errorf("%s: an archive ends in .tar.gz or .zip", name)
}

func writeTar(w io.Writer, files []file, at time.Time) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Mode: int64(f.mode), Size: f.size, ModTime: at, Format: tar.FormatUSTAR, Typeflag: tar.TypeReg}
		if err := t.WriteHeader(h); err != nil {
			return err
		}
		if err := copyFile(t, f.path); err != nil {
			return err
		}
	}
	if err := t.Close(); err != nil {
		return err
	}
	return z.Close()
}

func writeZip(w io.Writer, files []file, at time.Time) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: at}
		h.SetMode(f.mode)
		e, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		if err := copyFile(e, f.path); err != nil {
			return err
		}
	}
	return z.Close()
}

func copyFile(w io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}
