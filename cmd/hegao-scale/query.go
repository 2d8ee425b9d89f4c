package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"hegao/analyzer/evaluate/generate"
	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
	"hegao/corpus"
)

// draftChars is the length of a draft in compared characters.
const draftChars = 5000

// drafter makes drafts: text of a series that is not in the archive, with
// three paragraphs taken from reports that are, edited as people do.
type drafter struct {
	archive, own *generate.Corpus
	reports      int // in the archive
	chars        int // of a draft
	cut          int // what a report of the archive is cut to, 0 for nothing
}

// source is the text of a report of the archive.
func (d *drafter) source(i int) string {
	t := d.archive.Report(i).Text
	if d.cut > 0 {
		t = front(t, d.cut)
	}
	return t
}

func newDrafter(s settings, reports, chars int) *drafter {
	return &drafter{generate.NewCorpus(s.seed, whole), generate.NewCorpus(s.seed+1000, whole), reports, chars, 0}
}

// draft returns a draft and the numbers of the reports it took from.
func (d *drafter) draft(k int) (string, []int) {
	rng := rand.New(rand.NewPCG(uint64(k), 3))
	var lines []string
	chars := 0
	for i := 0; chars < d.chars*4/5; i++ {
		for _, line := range strings.Split(d.own.Report(k*3+i).Text, "\n") {
			if n := text.Chars(line); chars < d.chars*4/5 {
				lines, chars = append(lines, line), chars+n
			}
		}
	}
	var from []int
	edits := generate.Edits()
	for chars < d.chars && d.reports > 0 {
		i := rng.IntN(d.reports)
		passage := paragraph(d.source(i), rng)
		passage = generate.Apply(edits[rng.IntN(len(edits))], rng, passage)
		at := rng.IntN(len(lines))
		lines = append(lines[:at], append([]string{passage}, lines[at:]...)...)
		chars += text.Chars(passage)
		from = append(from, i)
	}
	return strings.Join(lines, "\n"), from
}

// paragraph picks a paragraph of at least a hundred characters.
func paragraph(t string, rng *rand.Rand) string {
	lines := strings.Split(t, "\n")
	for range 50 {
		if line := lines[rng.IntN(len(lines))]; text.Chars(line) >= 100 {
			return line
		}
	}
	return lines[len(lines)/2]
}

// query checks drafts against the archive: the first after opening it, some
// to warm up, and those that count.
func query(ctx context.Context, s settings, out io.Writer) error {
	cpu, wall := spent(), time.Now()
	a, err := open(ctx, s.dir)
	if err != nil {
		return err
	}
	if err := a.CatchUp(ctx, nil); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d reports; open in %.0f ms of CPU, %.0f ms wall\n", a.Reports(), ms(spent()-cpu), ms(time.Since(wall)))
	d := newDrafter(s, a.Reports(), draftChars)
	const warmUp = 20
	var counted times
	var sum found
	for k := range s.drafts + warmUp {
		t, from := d.draft(k)
		cpu, wall := spent(), time.Now()
		r, err := reuse.Find(ctx, a, reuse.Draft{Text: t})
		if err != nil {
			return err
		}
		took := spent() - cpu
		switch {
		case k == 0:
			fmt.Fprintf(out, "first query: %.0f ms of CPU, %.0f ms wall\n", ms(took), ms(time.Since(wall)))
		case k >= warmUp:
			counted = append(counted, took)
			sum.add(r, from, d.archive)
		}
	}
	fmt.Fprintf(out, "reuse stage, %d characters: %s; %s\n", draftChars, counted, memory())
	fmt.Fprintln(out, sum)
	return a.Close()
}

// found sums up what was found of what was put in.
type found struct{ copied, right, kin, passages, candidates, drafts int }

func (f *found) add(r *reuse.Result, from []int, archive *generate.Corpus) {
	f.drafts++
	f.candidates += r.Compared.Candidates
	files, families := map[int]bool{}, map[int]bool{}
	for _, p := range r.Passages {
		f.passages++
		if p.Kind.Copied() {
			var n int
			if _, err := fmt.Sscanf(p.Sources[0].File, "%d.txt", &n); err == nil && n < archive.Size() {
				files[n], families[archive.FamilyOf(n)] = true, true
			}
		}
	}
	for _, i := range from {
		f.copied++
		switch {
		case files[i]:
			f.right++
		case families[archive.FamilyOf(i)]:
			f.kin++
		}
	}
}

func (f found) String() string {
	return fmt.Sprintf("of %d paragraphs taken from one report each, %d have it as first source of a passage, %d another of its family; %.1f passages and %.0f reports compared a draft",
		f.copied, f.right, f.kin, float64(f.passages)/float64(f.drafts), float64(f.candidates)/float64(f.drafts))
}

// add adds reports one by one and checks that each is found at once.
func add(ctx context.Context, s settings, out io.Writer) error {
	a, err := open(ctx, s.dir)
	if err != nil {
		return err
	}
	if err := a.CatchUp(ctx, nil); err != nil {
		return err
	}
	before := a.Reports()
	fresh := generate.NewCorpus(s.seed+2000, whole)
	var cpu, wall times
	for k := range s.drafts {
		e := entry(fresh.Report(before+k), whole+before+k)
		c, w := spent(), time.Now()
		if _, err := a.store.Add(ctx, []corpus.Entry{e}); err != nil {
			return err
		}
		if err := a.CatchUp(ctx, nil); err != nil {
			return err
		}
		cpu, wall = append(cpu, spent()-c), append(wall, time.Since(w))
		r, err := reuse.Find(ctx, a, reuse.Draft{Text: e.Text})
		if err != nil {
			return err
		}
		if len(r.Sources) == 0 || r.Sources[0].File != e.File {
			return fmt.Errorf("%s is not found by its own text", e.File)
		}
	}
	fmt.Fprintf(out, "%d reports; adding one: CPU %s; wall %s\n", before, cpu, wall)
	return a.Close()
}

// pairChars is the length of the drafts of pairs.
const pairChars = 1800

// front is the beginning of t in whole lines, up to n compared characters.
func front(t string, n int) string {
	end := 0
	for _, line := range strings.SplitAfter(t, "\n") {
		if n -= text.Chars(line); n < 0 {
			break
		}
		end += len(line)
	}
	return t[:end]
}

// pairs compares drafts with one another.
func pairs(ctx context.Context, s settings, out io.Writer) error {
	// Half of the drafts take from the reports that the other half are.
	series := generate.NewCorpus(s.seed, whole)
	d := newDrafter(s, s.drafts/2, pairChars)
	d.cut = pairChars
	drafts, names := make([]reuse.Draft, s.drafts), make([]string, s.drafts)
	var taken [][]int
	for k := range drafts {
		names[k] = fmt.Sprintf("%07d.txt", k)
		t := front(series.Report(k).Text, pairChars)
		if k >= s.drafts/2 {
			var from []int
			t, from = d.draft(k)
			taken = append(taken, from)
		}
		drafts[k].Text = t
	}
	cpu, wall := spent(), time.Now()
	results, err := reuse.Between(ctx, drafts, names)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "all pairs of %d drafts: %.1f s of CPU, %.1f s wall, %s\n", s.drafts, (spent() - cpu).Seconds(), time.Since(wall).Seconds(), memory())
	var sum found
	for k, from := range taken {
		for i := range results[s.drafts/2+k].Passages {
			p := &results[s.drafts/2+k].Passages[i]
			p.Sources[0].File = p.Sources[0].Report
		}
		sum.add(results[s.drafts/2+k], from, series)
	}
	fmt.Fprintln(out, sum)
	return nil
}
