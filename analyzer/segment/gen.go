//go:build ignore

// Command gen writes dict.txt.gz: the words of gse's simplified Chinese
// dictionary that are common enough, with their frequencies. The same gse and
// the same Go give the same bytes.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// minFrequency cuts the list to less than a third: what is rarer are names of
// people and places, which cost load time and memory and are found as well
// by their parts.
const minFrequency = 10

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-ego/gse").Output()
	if err != nil {
		return fmt.Errorf("finding gse: %w", err)
	}
	source := filepath.Join(strings.TrimSpace(string(dir)), "data", "dict", "zh", "s_1.txt")
	list, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	kept, err := trim(list)
	if err != nil {
		return fmt.Errorf("%s: %w", source, err)
	}
	packed, err := pack(kept)
	if err != nil {
		return err
	}
	return os.WriteFile("dict.txt.gz", packed, 0o644)
}

// trim keeps "word frequency" of the common lines, in the order of the list.
func trim(list []byte) ([]byte, error) {
	var kept bytes.Buffer
	lines := bufio.NewScanner(bytes.NewReader(list))
	for n := 1; lines.Scan(); n++ {
		fields := strings.Fields(lines.Text())
		if len(fields) < 2 {
			continue
		}
		frequency, err := strconv.Atoi(fields[1])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if frequency >= minFrequency {
			fmt.Fprintf(&kept, "%s %d\n", fields[0], frequency)
		}
	}
	return kept.Bytes(), lines.Err()
}

// pack leaves the time and the name out of the gzip header: they would make
// every run different.
func pack(plain []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
