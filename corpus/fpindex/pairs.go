package fpindex

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"

	mmap "github.com/blevesearch/mmap-go"

	"hegao/analyzer/reuse"
	"hegao/corpus"
)

// A pairs file holds pairSlots counters of 4 bytes, little-endian, and the
// CRC-32C of them. A pair counts in the slot that the low bits of its hash
// name; Chinese has some hundred thousand pairs in use, so that few share
// one.
const (
	pairSlots = 1 << 19
	pairsSize = pairSlots*4 + 4
)

type pairTable struct{ data mmap.MMap }

// openPairs opens the table and verifies its checksum, since a count that is
// too small would go unseen; with no name it is a table of zeroes. Cost: one
// walk over its 2 MB, under a millisecond.
func openPairs(dir, name string) (*pairTable, error) {
	if name == "" {
		return &pairTable{}, nil
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() != pairsSize {
		return nil, damaged("%s has a wrong size", name)
	}
	data, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, err
	}
	if crc32.Checksum(data[:pairSlots*4], castagnoli) != binary.LittleEndian.Uint32(data[pairSlots*4:]) {
		return nil, errors.Join(damaged("%s has a wrong checksum", name), data.Unmap())
	}
	return &pairTable{data}, nil
}

func (t *pairTable) count(h reuse.Hash) int {
	if t.data == nil {
		return 0
	}
	return int(binary.LittleEndian.Uint32(t.data[uint64(h)%pairSlots*4:]))
}

func (t *pairTable) close() error {
	if t.data == nil {
		return nil
	}
	return t.data.Unmap()
}

// writePairs writes the counts of old and of the new reports.
func writePairs(path string, old *pairTable, docs []corpus.Fingerprinted) error {
	data := make([]byte, pairsSize)
	if old.data != nil {
		copy(data, old.data)
		if crc32.Checksum(data[:pairSlots*4], castagnoli) != binary.LittleEndian.Uint32(data[pairSlots*4:]) {
			return damaged("the pair counts have a wrong checksum")
		}
	}
	for _, d := range docs {
		for _, p := range d.Pairs {
			slot := data[uint64(p)%pairSlots*4:]
			binary.LittleEndian.PutUint32(slot, binary.LittleEndian.Uint32(slot)+1)
		}
	}
	binary.LittleEndian.PutUint32(data[pairSlots*4:], crc32.Checksum(data[:pairSlots*4], castagnoli))
	return writeFile(path, data)
}
