package doc

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"
)

// signature begins every OLE2 compound file.
const signature = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

const mainStream = "WordDocument"

// entriesMax is how many entries the directory of a container may hold,
// more or less. A document has ten, and ten more for every embedded object;
// opening costs the square of their depth.
const entriesMax = 4096

// directoryBytes is what opening a container may read: its directory and the
// chains of sectors that lead to it.
const directoryBytes = entriesMax * 160

var errEntries = errors.New("directory of the container over its limit")

// container is an opened OLE2 compound file.
type container struct {
	size int64
	// streams are those at the root, by their names in small letters: names
	// are compared without regard to case.
	streams map[string]*mscfb.File
}

func openContainer(data []byte) (*container, error) {
	source := &budgetReader{r: bytes.NewReader(data), left: directoryBytes}
	r, err := mscfb.New(source)
	if source.left < 0 {
		return nil, errEntries
	}
	if err != nil {
		return nil, err
	}
	source.open = true
	c := &container{size: int64(len(data)), streams: map[string]*mscfb.File{}}
	for _, f := range r.File {
		key := strings.ToLower(f.Name)
		if _, taken := c.streams[key]; !taken && len(f.Path) == 0 {
			c.streams[key] = f
		}
	}
	return c, nil
}

// budgetReader bounds what is read until open is set.
type budgetReader struct {
	r    io.ReaderAt
	left int
	open bool
}

func (b *budgetReader) ReadAt(p []byte, off int64) (int, error) {
	if !b.open {
		if b.left -= len(p); b.left < 0 {
			return 0, errEntries
		}
	}
	return b.r.ReadAt(p, off)
}

func (c *container) has(name string) bool { return c.streams[strings.ToLower(name)] != nil }

// isWorks tells the files of Microsoft Works, whose .wps is not that of WPS.
func (c *container) isWorks() bool { return c.has("MatOST") || c.has("CONTENTS") && !c.has("Workbook") }

// stream returns what can be read of a stream, nil where there is none.
func (c *container) stream(name string) buffer {
	f := c.streams[strings.ToLower(name)]
	if f == nil || f.Size > c.size {
		return nil
	}
	data := make([]byte, f.Size)
	n, _ := io.ReadFull(f, data)
	return data[:n]
}

// buffer is bytes whose offsets come from the file: reading outside gives
// zero or nothing, and never panics.
type buffer []byte

func (b buffer) u8(at int) int {
	if at < 0 || at >= len(b) {
		return 0
	}
	return int(b[at])
}

func (b buffer) u16(at int) int {
	if at < 0 || at > len(b)-2 {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

// i32 reads a signed number; offsets and counts that do not fit are negative
// and so refused like all others that make no sense.
func (b buffer) i32(at int) int {
	if at < 0 || at > len(b)-4 {
		return 0
	}
	return int(int32(binary.LittleEndian.Uint32(b[at:])))
}

// slice returns n bytes from at, fewer where they end, nil outside.
func (b buffer) slice(at, n int) buffer {
	if at < 0 || n <= 0 || at >= len(b) {
		return nil
	}
	return b[at:min(len(b), at+n)]
}
