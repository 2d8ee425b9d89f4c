package fpindex

import (
	"slices"
	"testing"

	"hegao/analyzer/reuse"
)

// TestAnnounce: an index whose pages were named answers as before.
func TestAnnounce(t *testing.T) {
	x := open(t, t.TempDir())
	mustAdd(t, x, printed(1, 3, 5), printed(2, 5), printed(3, 7))
	v := x.acquire()
	defer v.release()
	asked := ascending([]reuse.Hash{9, 3, 5, 7})
	for _, s := range v.segments {
		s.announceTable()
		s.announceBuckets(asked)
	}
	postings, err := x.Lookup([]reuse.Hash{3, 5, 7, 9}, 10)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{1, 2, 1, 0} {
		if postings[i].Count != want {
			t.Errorf("hash %d is in %d reports, want %d", i, postings[i].Count, want)
		}
	}
}

// TestGiveBack: an index whose pages were given back answers as before.
func TestGiveBack(t *testing.T) {
	x := open(t, t.TempDir())
	mustAdd(t, x, printed(1, 3, 5), printed(2, 5), printed(3, 7))
	hashes := []reuse.Hash{3, 5, 7, 9}
	before, err := x.Lookup(hashes, 10)
	if err != nil {
		t.Fatal(err)
	}
	v := x.acquire()
	if v.size() == 0 {
		t.Error("an index with three reports takes no room")
	}
	v.giveBack()
	v.release()
	after, err := x.Lookup(hashes, 10)
	if err != nil {
		t.Fatal(err)
	}
	for i := range hashes {
		if before[i].Count != after[i].Count || !slices.Equal(before[i].Spots, after[i].Spots) {
			t.Errorf("hash %d: %+v, before %+v", hashes[i], after[i], before[i])
		}
	}
}
