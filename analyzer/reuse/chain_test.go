package reuse

import (
	"math"
	"slices"
	"testing"

	"hegao/analyzer/text"
)

// pointsOf are the common pairs of two texts, found as the program does.
func pointsOf(draft, source []rune) []point {
	weights := make([]float64, max(len(draft)-1, 0))
	for i := range weights {
		weights[i] = 1
	}
	f := &finder{pairs: newDraftPairs(draft, weights)}
	src := &Source{Track: &text.Track{Runes: source}}
	return f.points(src, 0, len(weights), 0, len(source))
}

func TestPoints(t *testing.T) {
	rng := seeded(10)
	total := 0
	for range 200 {
		draft, source := randomRunes(rng, 4, rng.IntN(20)), randomRunes(rng, 4, rng.IntN(20))
		var want []point
		for i := 0; i+1 < len(draft); i++ {
			for j := 0; j+1 < len(source); j++ {
				if draft[i] == source[j] && draft[i+1] == source[j+1] {
					want = append(want, point{i: int32(i), j: int32(j)})
				}
			}
		}
		total += len(want)
		if got := pointsOf(draft, source); !slices.Equal(got, want) {
			t.Fatalf("%q, %q: %v, want %v", string(draft), string(source), got, want)
		}
	}
	if total == 0 {
		t.Fatal("no common pairs were tried")
	}
}

// bestChain is the slow oracle: the best chain over all pairs of points.
func bestChain(points []point, weights []float64) float64 {
	score := make([]float64, len(points))
	best := 0.0
	for q, p := range points {
		score[q] = weights[p.i]
		for b, o := range points {
			di, dj := p.i-o.i, p.j-o.j
			if di <= 0 || dj <= 0 || di > maxGap || dj > maxGap {
				continue
			}
			skipped, drift := max(di, dj)-1, di-dj
			cost := skipCost*float64(skipped) + driftCost*math.Abs(float64(drift))
			score[q] = max(score[q], score[b]+weights[p.i]-cost)
		}
		best = max(best, score[q])
	}
	return best
}

func TestChainPoints(t *testing.T) {
	rng := seeded(11)
	tried := 0
	for range 3000 {
		draft, source := randomRunes(rng, 2+rng.IntN(5), rng.IntN(maxGap)), randomRunes(rng, 2+rng.IntN(5), rng.IntN(maxGap))
		points := pointsOf(draft, source)
		if len(points) == 0 || len(points) > lookback {
			continue
		}
		tried++
		// A pair weighs the same wherever it stands.
		byPair := map[Hash]float64{}
		weights := make([]float64, len(draft)-1)
		for i := range weights {
			h := Pair(draft[i], draft[i+1])
			if _, ok := byPair[h]; !ok {
				byPair[h] = rng.Float64()
			}
			weights[i] = byPair[h]
		}
		chainPoints(points, weights)
		got := 0.0
		for _, p := range points {
			got = max(got, float64(p.score))
		}
		if want := bestChain(points, weights); math.Abs(got-want) > 1e-4 {
			t.Fatalf("%q, %q: %v, want %v", string(draft), string(source), got, want)
		}
	}
	if tried < 1000 {
		t.Fatalf("only %d inputs were tried", tried)
	}
}

// TestExtract: chains ascend on both sides, share no point, are worth what
// their points and gaps are, and begin with the best.
func TestExtract(t *testing.T) {
	rng := seeded(12)
	claims := 0
	for range 300 {
		source := randomRunes(rng, 300, 150)
		draft := slices.Concat(randomRunes(rng, 300, 20), source[30:60], randomRunes(rng, 300, 10), source[70:90], source[10:20])
		weights := make([]float64, len(draft))
		for i := range weights {
			weights[i] = 0.2 + rng.Float64()
		}
		points := pointsOf(draft, source)
		chainPoints(points, weights)
		best := 0.0
		for _, p := range points {
			best = max(best, float64(p.score))
		}
		taken := map[[2]int32]bool{}
		for n, c := range extract(points, &Source{}) {
			claims++
			if n == 0 && math.Abs(c.score-best) > 1e-4 {
				t.Fatalf("the first chain is worth %v, the best %v", c.score, best)
			}
			worth := 0.0
			for k := range c.at {
				if key := [2]int32{c.at[k], c.sAt[k]}; taken[key] {
					t.Fatalf("point %v is in two chains", key)
				} else {
					taken[key] = true
				}
				worth += weights[c.at[k]]
				if k > 0 {
					di, dj := c.at[k]-c.at[k-1], c.sAt[k]-c.sAt[k-1]
					if di <= 0 || dj <= 0 {
						t.Fatalf("chain %v / %v does not ascend", c.at, c.sAt)
					}
					worth -= float64(gapCost(di, dj))
				}
			}
			if math.Abs(worth-c.score) > 1e-3 || c.score < minChain {
				t.Fatalf("a chain of %v claims to be worth %v", worth, c.score)
			}
			if c.from != int(c.at[0]) || c.to != int(c.at[len(c.at)-1])+2 || c.sFrom != int(c.sAt[0]) || c.sTo != int(c.sAt[len(c.sAt)-1])+2 {
				t.Fatalf("claim %d–%d / %d–%d of %v / %v", c.from, c.to, c.sFrom, c.sTo, c.at, c.sAt)
			}
		}
	}
	if claims < 600 {
		t.Fatalf("only %d chains", claims)
	}
}

func TestExtend(t *testing.T) {
	for _, c := range []struct {
		name, draft, source string
		step, dn, sn        int
	}{
		{"equal", "一二三四", "一二三四", 1, 4, 4},
		{"equal, backwards", "一二三四", "一二三四", -1, 4, 4},
		{"nothing alike", "一二三四", "五六七八", 1, 0, 0},
		{"the draft ends", "一二", "一二三四", 1, 2, 2},
		{"one replaced", "一二三四五六", "一二七四五六", 1, 6, 6},
		{"one added", "一二三四五六", "一二七三四五六", 1, 6, 7},
		{"one left out", "一二三四五六", "一二四五六", 1, 6, 5},
		{"one replaced, backwards", "一二三四五六", "一二三九五六", -1, 6, 6},
		{"given up after other words", "一二三四五六七八九十甲乙丙丁", "一二子丑寅卯辰巳午未申酉丙丁", 1, 2, 2},
		{"empty", "", "一", 1, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if dn, sn := extend([]rune(c.draft), []rune(c.source), c.step); dn != c.dn || sn != c.sn {
				t.Errorf("got %d, %d; want %d, %d", dn, sn, c.dn, c.sn)
			}
		})
	}
}

// slowLCS is the longest common subsequence by the book.
func slowLCS(a, b []rune) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j], above)
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

func TestLCS(t *testing.T) {
	rng := seeded(13)
	for range 300 {
		n := 2 + rng.IntN(20)
		a, b := randomRunes(rng, n, rng.IntN(200)), randomRunes(rng, n, rng.IntN(200))
		if got, want := lcs(a, b), slowLCS(a, b); got != want {
			t.Fatalf("%q, %q: %d, want %d", string(a), string(b), got, want)
		}
	}
	eachRunes(2, 5, func(a []rune) {
		eachRunes(2, 6, func(b []rune) {
			if got, want := lcs(a, b), slowLCS(a, b); got != want {
				t.Fatalf("%q, %q: %d, want %d", string(a), string(b), got, want)
			}
		})
	})
}

func TestSimilarityOf(t *testing.T) {
	rng := seeded(14)
	for range 200 {
		a, b := randomRunes(rng, 30, 1+rng.IntN(80)), randomRunes(rng, 30, 1+rng.IntN(80))
		x := similarityOf(a, b)
		if x < 0 || x > 1 || math.Abs(x-similarityOf(b, a)) > 1e-9 {
			t.Fatalf("%q, %q: %v and %v", string(a), string(b), x, similarityOf(b, a))
		}
		if similarityOf(a, a) != 1 {
			t.Fatalf("%q is %v like itself", string(a), similarityOf(a, a))
		}
	}
	if got := similarityOf([]rune("甲乙丙丁戊己"), []rune("丁戊己甲乙丙")); got < 0.7 {
		t.Errorf("moved clauses are %v alike", got)
	}
	if got := similarityOf([]rune("甲乙丙"), []rune("子丑寅")); got != 0 {
		t.Errorf("nothing alike is %v alike", got)
	}
}
