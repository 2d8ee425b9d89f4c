package corpus

import (
	"context"
	"errors"

	"hegao/analyzer/reuse"
)

// ErrDamaged marks a fingerprint index that cannot be used any more and must
// be made anew.
var ErrDamaged = errors.New("index damaged")

// Store is the truth of the archive. What Add has acknowledged is on disk.
// All methods may be called from several goroutines.
type Store interface {
	// Add writes the entries in one transaction. Where a text with the same
	// Identity is there already, no report is added: the entry becomes a
	// Sighting of it. The result has one element per entry, in order. The
	// same entry seen twice (same identity, file and part) leaves one
	// sighting.
	Add(ctx context.Context, entries []Entry) ([]Added, error)
	// Report returns one report; a message.Error with code NotFound where
	// there is none.
	Report(ctx context.Context, id ReportID) (*Report, error)
	// Reports returns the reports with these ids, in the order asked;
	// unknown ids are left out.
	Reports(ctx context.Context, ids []ReportID) ([]*Report, error)
	// ByName finds a report by Report.Name.
	ByName(ctx context.Context, name string) (*Report, error)
	// Entries returns the reports with these ids together with their texts,
	// in the order asked; a message.Error with code NotFound where one is
	// not there.
	Entries(ctx context.Context, ids []ReportID) ([]Entry, error)
	// Text returns a report's own text.
	Text(ctx context.Context, id ReportID) (string, error)
	// Sightings lists where a report's text was seen, the first one first.
	Sightings(ctx context.Context, id ReportID) ([]Sighting, error)
	// Count is the number of reports.
	Count(ctx context.Context) (int, error)
	// Units lists the units of the archive with their number of reports.
	Units(ctx context.Context) ([]Count, error)
	// UnitNames lists at most limit units of the archive, by name. Cost: one
	// step in an index for each, however many reports they wrote.
	UnitNames(ctx context.Context, limit int) ([]Unit, error)
	// SetFacts corrects what is known about a report: title, unit, year and
	// kind of k, as they are. The report is pending again. A
	// message.Error with code NotFound where there is none.
	SetFacts(ctx context.Context, id ReportID, k Known) error
	// Delete hides reports: no method but Deleted, Entries, Text and those
	// about indexes knows them any more. Restore brings them back; so does
	// Add where a text comes again. Unknown ids are passed over.
	Delete(ctx context.Context, ids []ReportID) error
	Restore(ctx context.Context, ids []ReportID) error
	// Deleted lists the reports that are hidden, the latest first, at most
	// limit of them; 0 for all.
	Deleted(ctx context.Context, limit int) ([]*Report, error)
	// Last lists, newest first, at most limit reports with a number below
	// before; 0 begins at the newest.
	Last(ctx context.Context, before ReportID, limit int) ([]*Report, error)
	// Latest returns the newest report of a unit and a kind that is about a
	// year before the one given, with its text; nil where there is none.
	Latest(ctx context.Context, unit Unit, kind Kind, before int) (*Entry, error)
	// Newest returns the texts of the newest reports of a kind, at most
	// limit.
	Newest(ctx context.Context, kind Kind, limit int) ([]string, error)

	// Pending lists, in ascending order, at most limit reports that are not
	// yet marked as indexed.
	Pending(ctx context.Context, limit int) ([]ReportID, error)
	// MarkIndexed records that the derived indexes hold these reports and
	// which families they belong to. A family that a new report joins
	// together with another is renamed everywhere (merged: from -> to).
	MarkIndexed(ctx context.Context, ids []ReportID, families map[ReportID]FamilyID, merged map[FamilyID]FamilyID) error
	// MarkAllPending undoes MarkIndexed for every report: the derived
	// indexes are to be made anew.
	MarkAllPending(ctx context.Context) error
	// Indexed is the number of reports marked as indexed.
	Indexed(ctx context.Context) (int, error)
	// Families returns the family of every indexed report whose family is
	// named after another.
	Families(ctx context.Context) (map[ReportID]FamilyID, error)

	// PutOriginal keeps the bytes of a file under their SHA-256, which it
	// returns in hexadecimal. On return they are on disk. Keeping the same
	// bytes twice costs nothing.
	PutOriginal(ctx context.Context, data []byte) (string, error)
	// Original returns the bytes of a kept file.
	Original(ctx context.Context, address string) ([]byte, error)

	// SaveRecord keeps a JSON record (a finished check, say) under a kind
	// and an id; LoadRecord returns it. Kinds keep their newest 1,000
	// records, and those that a job came to.
	SaveRecord(ctx context.Context, kind, id string, json []byte) error
	LoadRecord(ctx context.Context, kind, id string) ([]byte, error)
	// KeepRecord is SaveRecord for kinds of which nothing is dropped.
	KeepRecord(ctx context.Context, kind, id string, json []byte) error

	Jobs

	Close() error
}

// Added tells what became of one entry.
type Added struct {
	Report ReportID
	// Linked is true where the text was in the archive already; a deleted
	// report that came back by it is not linked but added.
	Linked bool
}

// FullText is the full-text index. It is derived from the store and can be
// thrown away and made anew.
type FullText interface {
	// Put indexes the entries in one batch; an id that is there is replaced.
	// On return they can be found and are on disk.
	Put(ctx context.Context, entries []Entry) error
	// Remove takes reports out of the index; unknown ids are passed over.
	Remove(ctx context.Context, ids []ReportID) error
	// Find returns matches in descending score, the number of all matches,
	// and facets over all of them. Phrases are not verified here: a match
	// holds all words of a phrase, not always side by side.
	Find(ctx context.Context, q Query) (matches []Match, total int, facets Facets, err error)
	// Terms returns the distinct words outside quotation marks and the
	// distinct phrases, as they would stand in a normalised text.
	Terms(query string) (words, phrases []string)
	Close() error
}

// Fingerprinted is a report's fingerprints: the chosen grams of its text and
// the distinct pairs of characters in it that are new in its family.
type Fingerprinted struct {
	ID     ReportID
	Prints []reuse.Print // ascending by At
	Pairs  []reuse.Hash
}

// Fingerprints is the index from fingerprints to reports. It is derived from
// the store and can be thrown away and made anew.
type Fingerprints interface {
	// Add indexes a batch; on return it can be found and is on disk. A
	// report that is there already is left alone.
	Add(batch []Fingerprinted) error
	// Lookup returns the postings of each hash; those of more than limit
	// reports come with their count only, which costs no more than a rare
	// one. Damage is an error that wraps ErrDamaged, never an answer; so it
	// is in Add.
	Lookup(hashes []reuse.Hash, limit int) ([]reuse.Posting, error)
	// PairCounts returns in how many families each pair occurs, rarely too
	// many and never too few.
	PairCounts(pairs []reuse.Hash) []int
	// Has reports whether a report is indexed.
	Has(id ReportID) bool
	// Reports is the number of reports indexed.
	Reports() int
	// Reset empties the index.
	Reset() error
	// Refresh sees what another process has written.
	Refresh() error
	Close() error
}
