package generate

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
)

// writeFolder writes the archive, its manifest, the drafts and their labels.
func writeFolder(dir string, archive []Document, drafts []labelledDraft) error {
	for _, sub := range []string{"archive", "drafts"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return err
		}
	}
	for _, d := range archive {
		if err := writeFile(d.Text, dir, "archive", d.Name+".txt"); err != nil {
			return err
		}
	}
	for _, d := range drafts {
		if err := writeFile(d.text, dir, "drafts", d.name+".txt"); err != nil {
			return err
		}
	}
	if err := writeFile(manifestOf(archive), dir, "manifest.csv"); err != nil {
		return err
	}
	truth, err := truthOf(drafts)
	if err != nil {
		return err
	}
	return writeFile(truth, dir, "truth.json")
}

func writeFile(content string, path ...string) error {
	return os.WriteFile(filepath.Join(path...), []byte(content), 0o644)
}

func manifestOf(archive []Document) string {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"file", "unit", "year", "type", "title"}}
	for _, d := range archive {
		rows = append(rows, []string{"archive/" + d.Name + ".txt", d.Unit, strconv.Itoa(d.Year), d.Type, d.Title})
	}
	w.WriteAll(rows) // into memory: it cannot fail
	return b.String()
}

// truthOf renders the labels by the name of the draft.
func truthOf(drafts []labelledDraft) (string, error) {
	type labels struct {
		Unit  string         `json:"unit"`
		Year  int            `json:"year"`
		Cases []labelledCase `json:"cases"`
	}
	truth := map[string]labels{}
	for _, d := range drafts {
		l := labels{d.host.Unit, d.host.Year, d.cases}
		if l.Cases == nil {
			l.Cases = []labelledCase{} // [] and not null
		}
		truth[d.name] = l
	}
	data, err := json.MarshalIndent(truth, "", " ")
	return string(data) + "\n", err
}
