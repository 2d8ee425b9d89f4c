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
	"slices"
	"strings"

	"hegao/corpus"
)

// formatVersion changes with anything that decides what stands in the files:
// their layout, and how fingerprints are made.
const formatVersion = 1

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
	Version    int      `json:"version"`
	Generation int      `json:"generation"` // counts states; part of new files' names
	Reports    int      `json:"reports"`
	Segments   []string `json:"segments"` // oldest first
	Pairs      string   `json:"pairs,omitempty"`
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
	for _, name := range append(slices.Clone(m.Segments), m.Pairs) {
		if name != filepath.Base(name) && name != "" {
			return manifest{}, damaged("manifest names %q", name)
		}
	}
	return m, nil
}

func (m manifest) advance() manifest {
	m.Generation++
	return m
}

func (m manifest) segmentName() string { return fmt.Sprintf("%08d.segment", m.Generation) }
func (m manifest) pairsName() string   { return fmt.Sprintf("%08d.pairs", m.Generation) }

func (m manifest) write(dir string) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(dir, manifestName), append(append(b, '\n'), checksumLine(b)...))
}

func checksumLine(state []byte) []byte {
	return fmt.Appendf(nil, "%08x\n", crc32.Checksum(state, castagnoli))
}

// writeFile replaces a file as a whole and durably.
func writeFile(path string, data []byte) error {
	tmp := path + ".tmp"
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes a rename durable. Some systems cannot sync a folder and do
// not need it; their refusal is no error.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// removeStale deletes files of earlier states. A file that cannot be deleted
// (still mapped by a reader on some systems) goes the next time.
func removeStale(dir string, m manifest) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		name := e.Name()
		ours := strings.HasSuffix(name, ".segment") || strings.HasSuffix(name, ".pairs") || strings.HasSuffix(name, ".tmp")
		if ours && name != m.Pairs && !slices.Contains(m.Segments, name) {
			_ = os.Remove(filepath.Join(dir, name))
		}
	}
}
