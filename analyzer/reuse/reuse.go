// Package reuse finds the passages of a draft that also stand in past
// reports: word for word, edited, or said anew; tells them from what
// everybody writes; and names one likeliest source for each.
//
// The way from a draft to its passages:
//
//  1. grams.go: the draft's comparable characters are hashed in short runs,
//     of which a sparse choice (winnowing) and the rare pairs are looked up
//     in the archive.
//  2. candidates.go, tally.go: for each part of the draft, the few places in
//     past reports that share most of what is rare in it.
//  3. window.go, pairs.go, clause.go: how much of each clause, sentence and
//     paragraph of the draft the best part of each candidate holds.
//  4. convict.go: windows that one family explains clearly better than all
//     others were taken from it; trim.go takes off what it does not explain.
//  5. chain.go: around those, draft and source are laid side by side and
//     the pairs found in both are joined into chains that run forward in
//     both texts.
//  6. attribute.go: every character of the draft goes to the chain that
//     explains it best, or to none; cover.go grows the result to what was
//     found in 4; extend.go and border.go find the exact ends.
//  7. classify.go, formula.go, wording.go: what many families word alike is
//     a set phrase or shared text; what the same unit wrote before is its
//     own history; the rest is verbatim, near or rewritten by how much of it
//     was kept.
//
// RESULTS.md says what was measured.
package reuse

import (
	"context"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// DocID is a report's number in the archive.
type DocID uint32

// Source is a past report as reuse sees it.
type Source struct {
	ID    DocID
	Name  string // the report's name outside the program
	File  string
	Title string
	Unit  string
	Year  int
	Text  string
	// Track is the normalised Text.
	Track *text.Track
}

// NewSource prepares a report for comparison; meta is a Source without Track.
// Cost: O(n).
func NewSource(meta Source) *Source {
	meta.Track = text.Normalize(meta.Text)
	return &meta
}

// Archive is what reuse asks of the past reports. Implementations are safe
// for concurrent use.
type Archive interface {
	// Lookup returns the postings of each hash, in the order asked.
	Lookup(ctx context.Context, hashes []Hash) ([]Posting, error)
	// PairCounts returns in how many reports each pair of characters
	// occurs (see Pair), approximately and never too few.
	PairCounts(ctx context.Context, pairs []Hash) ([]int, error)
	// Sources returns the reports with these numbers, in the order asked.
	Sources(ctx context.Context, ids []DocID) ([]*Source, error)
	// Reports is the number of reports that can be found.
	Reports() int
	// Family returns the family of a report.
	Family(id DocID) DocID
}

// Spot is a part of a report: one block of BlockLength compared characters.
type Spot struct {
	Doc   DocID
	Block uint16
}

// Posting is where a hash occurs.
type Posting struct {
	// Spots are where it stands, ascending by Doc, then by Block, each once;
	// nil where so many reports hold it that it tells nothing.
	Spots []Spot
	// Count is the number of reports that hold it, also where Spots is nil.
	Count int
}

// Kind says what a passage is.
type Kind string

// The kinds of passages.
const (
	Verbatim   Kind = "verbatim"    // kept word for word
	Near       Kind = "near"        // edited
	Rewritten  Kind = "rewritten"   // said anew; weaker evidence, shown apart
	OwnHistory Kind = "own_history" // from the same unit's earlier report
	SetPhrase  Kind = "set_phrase"  // many unrelated families hold it
	SharedText Kind = "shared_text" // long, and several families hold it
	Quotation  Kind = "quotation"   // in quotation marks or a cited title
)

// Copied reports whether the kind counts as text taken from one source.
func (k Kind) Copied() bool {
	return k == Verbatim || k == Near || k == Rewritten || k == OwnHistory
}

// Place is where a passage stands in a source.
type Place struct {
	Report string    `json:"report"`
	File   string    `json:"file"`
	Title  string    `json:"title"`
	Unit   string    `json:"unit"`
	Year   int       `json:"year"`
	Span   text.Span `json:"span"` // bytes of the source's own text
	// RuneStart and RuneEnd are Span in code points, since a result must be
	// readable without the source at hand.
	RuneStart  int     `json:"rs"`
	RuneEnd    int     `json:"re"`
	Similarity float64 `json:"similarity"` // 0…1, see Similarity
}

// Passage is a span of the draft that also stands elsewhere.
type Passage struct {
	ID   string    `json:"id"`
	Span text.Span `json:"span"`
	Kind Kind      `json:"kind"`
	// Own is the kind that the passage would be if no number of families
	// made it common; "" where it would be none, being too short.
	Own Kind `json:"own"`
	// Chars is the number of compared characters.
	Chars      int     `json:"chars"`
	Similarity float64 `json:"similarity"`
	// Sources are where it stands, the likeliest origin first.
	Sources []Place `json:"sources"`
	// Families is how many families hold it, so far as was looked.
	Families int             `json:"families"`
	Evidence Evidence        `json:"evidence"`
	Why      message.Message `json:"why"`
}

// Evidence is what speaks for a passage, in compared characters of it.
type Evidence struct {
	// Kept is how many stand in the first source in the same order.
	Kept int `json:"kept"`
	// Rare is how many of the kept ones belong to words that few families
	// use.
	Rare int `json:"rare"`
	// Formula is how many stand in clauses that several families word alike.
	Formula int `json:"formula"`
	// Clear tells how clearly the first source stands out from the next
	// family, in the units of grains; 0 where it was not measured.
	Clear float64 `json:"clear"`
}

// Result is what reuse found in one draft.
type Result struct {
	// Checked is the number of compared characters of the draft.
	Checked  int            `json:"checked"`
	Ratios   *Ratios        `json:"ratios"` // nil where the draft is too short
	Passages []Passage      `json:"passages"`
	Sources  []SourceShare  `json:"sources"`
	Compared ComparedReport `json:"compared"`
	// Limit is the number of families from which a passage is common, 0
	// where the kinds follow from all that is known (see Limited).
	Limit int `json:"limit"`
}

// ComparedReport says what was looked at, so that an empty result explains
// itself.
type ComparedReport struct {
	Reports    int `json:"reports"`    // in the archive
	Candidates int `json:"candidates"` // laid side by side with the draft
	Parts      int `json:"parts"`      // of the draft, that candidates were looked for
}

// Draft is what is compared.
type Draft struct {
	Text string
	Unit string // "" where unknown
	// Exclude, where not 0, is a report left out: the draft itself, when it
	// is in the archive already.
	Exclude DocID
	// Frame are titles, headings, salutation and closing, in ascending
	// order. Everybody words them alike, so by themselves they are no
	// evidence; inside a longer passage they belong to it.
	Frame []text.Span
}

// Find compares the draft with the archive. Cost: O(n) lookups for a draft
// of n characters, one reading of each candidate's place, and for each window
// and each of its candidates a walk over the pairs they share.
func Find(ctx context.Context, a Archive, d Draft) (*Result, error) {
	f := newFinder(a, d)
	f.res = &Result{Checked: f.track.Len(), Compared: ComparedReport{Reports: a.Reports()}}
	if f.track.Len() < gramLength || a.Reports() == 0 {
		f.res.share()
		return f.res, nil
	}
	if err := f.collect(ctx); err != nil {
		return nil, err
	}
	f.passages(f.attribute())
	f.res.share()
	return f.res, nil
}

func newFinder(a Archive, d Draft) *finder {
	return &finder{archive: a, draft: d, track: text.Normalize(d.Text), res: &Result{}}
}

// collect finds the claims of past reports on parts of the draft.
func (f *finder) collect(ctx context.Context) error {
	if err := f.weigh(ctx); err != nil {
		return err
	}
	if err := f.lookUp(ctx); err != nil {
		return err
	}
	return f.compare(ctx)
}

// finder is the work on one draft.
type finder struct {
	archive Archive
	draft   Draft
	track   *text.Track
	res     *Result

	weights  []float64 // of the pair that begins at each character
	pairs    *draftPairs
	rarities rarities
	pattern  pattern           // working memory
	held     familyTally       // likewise
	inOrder  []Hash            // the pair at each character
	counts   []int             // families that hold it
	grams    []Print           // what is looked up, ascending by At
	postings []Posting         // of grams
	rarest   []int32           // indices of grams, those in fewest reports first
	ranks    []int32           // of grams, among rarest
	borders  []level           // before each character
	windows  []window          // ascending by from
	overall  map[DocID]float64 // by source: the shares of all its windows
	sources  map[DocID]*Source
	verdicts []verdict
	claims   []claim
	quoted   []bool // bytes of the draft in quotation marks
}
