package reuse

import (
	"github.com/sergi/go-diff/diffmatchpatch"
)

// EditOp says what became of a piece of text on its way from source to draft.
type EditOp string

// The operations.
const (
	Same    EditOp = "same"
	Removed EditOp = "removed" // in the source only
	Added   EditOp = "added"   // in the draft only
)

// Edit is a piece of text and what became of it.
type Edit struct {
	Op   EditOp `json:"op"`
	Text string `json:"text"`
}

// Diff tells which characters of source were changed to make draft, in whole
// characters and in pieces that a person can read. Cost: O(n · changes)
// (Myers, "An O(ND) difference algorithm", 1986, by go-diff).
func Diff(source, draft string) []Edit {
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // the same texts always give the same answer
	diffs := d.DiffMainRunes([]rune(source), []rune(draft), false)
	edits := make([]Edit, 0, len(diffs))
	for _, x := range diffs {
		op := Same
		switch x.Type {
		case diffmatchpatch.DiffDelete:
			op = Removed
		case diffmatchpatch.DiffInsert:
			op = Added
		}
		edits = append(edits, Edit{op, x.Text})
	}
	return edits
}
