package fpindex

import "hegao/analyzer/reuse"

// Lookup returns the postings of each hash, in the order asked; those of more
// than limit reports come with their count only. The same hash asked twice
// gets the same Spots. Cost: for each hash, two or three places of each
// segment, and its spots where they are not too many.
func (x *Index) Lookup(hashes []reuse.Hash, limit int) ([]reuse.Posting, error) {
	v := x.acquire()
	defer v.release()
	defer x.resident.looked(v, len(hashes))
	if err := v.pairs.failure(); err != nil {
		return nil, err
	}
	out := make([]reuse.Posting, len(hashes))
	q := query{segments: v.segments, limit: limit}
	asked := ascending(hashes) // neighbours in a segment are read together
	defer x.ahead.announce(v, asked)()
	for i, a := range asked {
		if i%touched == 0 {
			q.touch(asked[i:min(i+touched, len(asked))])
		}
		if i > 0 && a.key == asked[i-1].key {
			out[a.value] = out[asked[i-1].value]
			continue
		}
		var err error
		if out[a.value], err = q.posting(a.key); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ascending returns the hashes that a segment can hold in ascending order,
// with their indexes.
func ascending(hashes []reuse.Hash) []entry {
	asked := make([]entry, 0, len(hashes))
	for i, h := range hashes {
		if h < 1<<hashBits {
			asked = append(asked, entry{uint64(h), uint64(i)})
		}
	}
	return sortByKey(asked, hashBits)
}

// query is one call of Lookup.
type query struct {
	segments []*segment
	limit    int
	lists    []list       // of the present hash
	spots    []reuse.Spot // a piece of memory that several postings share
	sink     byte         // keeps touch from being optimised away
}

// sharedSpots is how many spots are allocated at a time.
const sharedSpots = 1 << 13

// touched is how many hashes are touched at a time: few enough for their
// bytes to stay in the processor's cache until they are read.
const touched = 32

func (q *query) touch(asked []entry) {
	for _, s := range q.segments {
		q.sink += s.touch(asked)
	}
}

func (q *query) posting(hash uint64) (reuse.Posting, error) {
	count, size := 0, 0
	q.lists = q.lists[:0]
	for _, s := range q.segments {
		l, err := s.find(hash)
		if err != nil {
			return reuse.Posting{}, err
		}
		if l.count > 0 {
			count += l.count
			size += l.to - l.from
			q.lists = append(q.lists, l)
		}
	}
	if count == 0 || count > q.limit {
		return reuse.Posting{Count: count}, nil
	}
	spots, err := q.decode(size)
	return reuse.Posting{Spots: spots, Count: count}, err
}

// decode returns the spots of the present lists, which are size bytes and
// hence no more than size spots.
func (q *query) decode(size int) ([]reuse.Spot, error) {
	if cap(q.spots)-len(q.spots) < size {
		q.spots = make([]reuse.Spot, 0, max(size, sharedSpots))
	}
	start := len(q.spots)
	for _, l := range q.lists {
		b, err := l.bytes()
		if err != nil {
			return nil, err
		}
		if q.spots, err = joinSpots(q.spots, start, b, l.count); err != nil {
			return nil, err
		}
	}
	return q.spots[start:len(q.spots):len(q.spots)], nil
}
