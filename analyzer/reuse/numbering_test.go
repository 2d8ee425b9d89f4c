package reuse

import "testing"

// TestNumbering holds the table against a map, over several growths and with
// hashes that collide in their low and high bits.
func TestNumbering(t *testing.T) {
	rng := seeded(7)
	var table numbering
	want := map[Hash]int32{}
	if _, ok := table.find(0); ok {
		t.Fatal("an empty table holds something")
	}
	for range 20000 {
		h := Hash(rng.Uint64N(6000)) << (8 * rng.IntN(4))
		n, known := want[h]
		if !known {
			n = int32(len(want))
			want[h] = n
		}
		if found, ok := table.find(h); ok != known || known && found != n {
			t.Fatalf("find(%x) = %d, %v, want %d, %v", h, found, ok, n, known)
		}
		if got := table.give(h); got != n {
			t.Fatalf("give(%x) = %d, want %d", h, got, n)
		}
	}
	if len(want) < 4*leastTable {
		t.Fatalf("only %d hashes", len(want))
	}
}
