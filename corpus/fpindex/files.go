package fpindex

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// removeStale deletes files that are not part of the index: of earlier
// states, of another format, or left by a crash; growing is spared. Only the
// writer may call it. A file that cannot be deleted (still mapped by a reader
// on some systems) goes the next time.
func removeStale(dir string, m manifest, growing string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		name := e.Name()
		ours := strings.HasSuffix(name, ".segment") || strings.HasSuffix(name, ".pairs") || strings.HasSuffix(name, ".tmp")
		if ours && name != growing && !slices.Contains(m.Segments, name) {
			_ = os.Remove(filepath.Join(dir, name))
		}
	}
}
