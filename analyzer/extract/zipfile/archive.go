// Package zipfile opens zips that strangers made. It is the only importer of
// archive/zip: whoever unpacks anything, a docx or a folder of reports, does
// it here, under limits that hold whatever the zip says about itself.
package zipfile

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"

	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
)

// Archive is an opened zip. It is not safe for concurrent use.
type Archive struct {
	name   string
	limits limits.Limits
	files  []*zip.File
	out    int64 // bytes unpacked so far, of all parts
	bomb   bool  // a limit was passed that no honest zip comes near
}

// directoryPerEntry is what the directory may take for each entry that is
// allowed: its record, a long name, the extra fields of every system.
const directoryPerEntry = 1024

// Open reads the directory of the zip in data; name is for messages. It
// fails with zip_damaged, and with zip_entries for more entries than
// allowed, without having spent memory on them.
func Open(name string, data []byte, lim limits.Limits) (*Archive, error) {
	source := &budgetReader{r: bytes.NewReader(data), left: directoryPerEntry * int64(lim.ZipEntries+64)}
	r, err := zip.NewReader(source, int64(len(data)))
	switch {
	case source.left < 0:
		return nil, lim.TooManyEntries(name)
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return nil, damaged(name, err)
	case len(r.File) > lim.ZipEntries:
		return nil, lim.TooManyEntries(name)
	}
	source.open = true
	return &Archive{name: name, limits: lim, files: r.File}, nil
}

func damaged(name string, err error) error {
	return message.Errorf(message.Damaged, "zip_damaged", name).Wrap(err)
}

// errBudget ends the reading of a directory that goes on for too long.
var errBudget = errors.New("zip directory over its limit")

// budgetReader bounds what is read until open is set: the directory of a
// hostile zip can hold a million entries, each of which costs memory.
type budgetReader struct {
	r    io.ReaderAt
	left int64
	open bool
}

func (b *budgetReader) ReadAt(p []byte, off int64) (int, error) {
	if !b.open {
		if b.left -= int64(len(p)); b.left < 0 {
			return 0, errBudget
		}
	}
	return b.r.ReadAt(p, off)
}

// Has reports whether the zip has the part, in any case of letters.
func (a *Archive) Has(part string) bool { return a.find(part) != nil }

// Part opens a part for reading; name is relative to the root, with forward
// slashes, in any case of letters. The error is nil and the reader too when
// there is no such part. What is read counts against the limits, and reading
// fails with zip_bomb, encrypted or zip_damaged.
func (a *Archive) Part(part string) (io.ReadCloser, error) {
	f := a.find(part)
	if f == nil {
		return nil, nil
	}
	return a.open(a.name, f)
}

func (a *Archive) find(part string) *zip.File {
	for _, f := range a.files {
		if strings.EqualFold(decodeName(f.Name), part) {
			return f
		}
	}
	return nil
}

// open starts the unpacking of f under the limits; name is for messages.
func (a *Archive) open(name string, f *zip.File) (io.ReadCloser, error) {
	const encryptedFlag = 1
	if f.Flags&encryptedFlag != 0 {
		return nil, message.Errorf(message.Unsupported, "encrypted", name)
	}
	r, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, message.Errorf(message.Unsupported, "zip_method", name).Wrap(err)
	}
	if err != nil {
		return nil, damaged(name, err)
	}
	return &partReader{ReadCloser: r, archive: a, name: name, packed: int64(f.CompressedSize64)}, nil
}

// partReader counts what comes out of one part. The sizes the zip declares
// are not believed; the packed size cannot be larger than the file, and
// declaring it too large only brings the other limits in.
type partReader struct {
	io.ReadCloser
	archive *Archive
	name    string
	packed  int64
	out     int64
}

func (p *partReader) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	p.out += int64(n)
	p.archive.out += int64(n)
	lim := p.archive.limits
	switch {
	case p.out > lim.ZipPart:
		return 0, limits.Bomb(p.name, lim.ZipPart)
	case p.archive.out > lim.ZipTotal:
		p.archive.bomb = true
		return 0, limits.Bomb(p.name, lim.ZipTotal)
	case p.out > lim.ZipRatioFloor && p.out/lim.ZipRatio > p.packed:
		p.archive.bomb = true
		return 0, limits.Bomb(p.name, lim.ZipRatioFloor)
	}
	if err != nil && err != io.EOF {
		return n, damaged(p.name, err)
	}
	return n, err
}
