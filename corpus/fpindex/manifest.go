package fpindex

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"

	"hegao/corpus"
	"hegao/corpus/durable"
)

// formatVersion changes with anything that decides what stands in the files:
// their layout, and how fingerprints are made.
const formatVersion = 2

const manifestName = "MANIFEST"

// ErrDamaged marks an index that cannot be used and must be made anew.
var ErrDamaged = fmt.Errorf("fingerprint %w", corpus.ErrDamaged)

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

// manifest names the files of one state of the index. On disk it is a line of
// JSON and a line with the CRC-32C of the first: a name or a number that was
// changed by damage would otherwise be believed.
type manifest struct {
	Version  int      `json:"version"`
	Serial   int      `json:"serial"`   // number of the newest file
	Segments []string `json:"segments"` // oldest first
}

func readManifest(dir string) (manifest, error) {
	b, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{Version: formatVersion}, nil
	}
	if err != nil {
		return manifest{}, err
	}
	state, sum, _ := bytes.Cut(b, []byte("\n"))
	if !bytes.Equal(sum, checksumLine(state)) {
		return manifest{}, damaged("the manifest has a wrong checksum")
	}
	var m manifest
	if err := json.Unmarshal(state, &m); err != nil {
		return manifest{}, damaged("manifest: %v", err)
	}
	if m.Version != formatVersion {
		return manifest{}, damaged("version %d, not %d", m.Version, formatVersion)
	}
	for _, name := range m.Segments {
		if name != filepath.Base(name) {
			return manifest{}, damaged("manifest names %q", name)
		}
	}
	return m, nil
}

func (m manifest) write(dir string) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return durable.Replace(filepath.Join(dir, manifestName), append(append(b, '\n'), checksumLine(b)...))
}

func checksumLine(state []byte) []byte {
	return fmt.Appendf(nil, "%08x\n", crc32.Checksum(state, castagnoli))
}
