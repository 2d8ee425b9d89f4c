package reuse

// A verdict names a window, and a window may begin or end with clauses that
// its source does not account for: a sentence of one's own before the one
// that was copied. These are taken off.
const (
	// trimAround is how far around the part that holds most of a window its
	// source is searched for the clauses, in characters.
	trimAround = 40
	// trimRun is the length over which the best kept run is looked for, in
	// characters, and trimShare what a clause must hold to speak for the
	// passage, relative to that run: beside a run kept word for word a clause
	// with a third of its pairs is somebody's own, beside one that was said
	// anew it belongs to it.
	trimRun   = 40
	trimShare = 0.25
)

// clause is a part of a window between two borders.
type clause struct {
	from, to     int     // characters of the draft
	weight, held float64 // of its pairs; of those that the source has there
}

// trim narrows the verdict to the run of clauses with the greatest sum of the
// weight held less what an indifferent clause would hold (Kadane's maximal
// subarray). Cost: O(window).
func (f *finder) trim(v verdict) verdict {
	clauses := f.clauses(v.from, v.to, f.pairsNear(v.source, v.sFrom, v.sTo))
	level := trimShare * bestRun(clauses)
	sum, best, start := 0.0, 0.0, 0
	from, to := v.from, v.to
	for i, c := range clauses {
		if sum <= 0 {
			sum, start = 0, i
		}
		if sum += c.held - level*c.weight; sum > best {
			best, from, to = sum, clauses[start].from, c.to
		}
	}
	v.from, v.to = from, to
	return v
}

// clauses cuts characters [from, to) at their borders.
func (f *finder) clauses(from, to int, here pairSet) []clause {
	var out []clause
	for at := from; at < to; {
		c := clause{from: at, to: f.clauseEnd(at, to)}
		c.weight, c.held = f.weightOf(here, at, c.to)
		out = append(out, c)
		at = c.to
	}
	return out
}

// clauseEnd is the end of the clause that holds character at, to at most.
func (f *finder) clauseEnd(at, to int) int {
	end := at + 1
	for end < to && f.borders[end] == inside {
		end++
	}
	return end
}

// weightOf sums the weight of the pairs of characters [from, to) of the draft,
// and of those among them that are in the set.
func (f *finder) weightOf(set pairSet, from, to int) (total, held float64) {
	for i := from; i < min(to, len(f.pairs.ids)); i++ {
		if id := f.pairs.ids[i]; id >= 0 {
			total += f.pairs.weight[id]
			if set[id] {
				held += f.pairs.weight[id]
			}
		}
	}
	return total, held
}

// bestRun is the greatest share held by neighbouring clauses of trimRun
// characters together, or by all where they are fewer.
func bestRun(clauses []clause) float64 {
	best, first := 0.0, 0
	weight, held := 0.0, 0.0
	for _, c := range clauses {
		weight, held = weight+c.weight, held+c.held
		for o := clauses[first]; c.to-o.to >= trimRun; o = clauses[first] {
			weight, held, first = weight-o.weight, held-o.held, first+1
		}
		if (c.to-clauses[first].from >= trimRun || c.to == clauses[len(clauses)-1].to) && weight >= lightest {
			best = max(best, held/weight)
		}
	}
	return best
}
