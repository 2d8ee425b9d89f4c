package service_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
	"hegao/server/service"
	"hegao/server/servicetest"
)

// towns are units whose drafts share a paragraph, with a blank in it.
var towns = []string{"云坪镇人民政府", "沙口镇人民政府", "石梁镇人民政府", "白鹭镇人民政府", "柳塘镇人民政府", "青岩镇人民政府"}

const townShare = "建立“早看天、晚看河、夜里听预警”的办法，村干部分组住到堤上，每两小时巡查一次，查到渗水、裂缝先报后处置，全年共出动巡查人员XX人次，排除险情十九处。"

// townDraft is the draft of one town.
func townDraft(n int) service.Upload {
	body := fmt.Sprintf("%s2024年防汛工作总结\n\n一、工作开展情况\n第%d号堤段加固完毕，用去石料%d方，沿河%d户装上了预警喇叭，试响的日子定在每月头一个集日。\n%s\n",
		towns[n], n+1, 120+7*n, 31+5*n, townShare)
	return service.Upload{Name: fmt.Sprintf("%d.txt", n+1), Data: []byte(body)}
}

func townDrafts() []service.Upload {
	out := make([]service.Upload, len(towns))
	for n := range towns {
		out[n] = townDraft(n)
	}
	return out
}

func zipOf(t testing.TB, files []service.Upload) service.Upload {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.Name)
		must(t, err)
		_, err = w.Write(f.Data)
		must(t, err)
	}
	must(t, z.Close())
	return service.Upload{Name: "各镇.zip", Data: b.Bytes()}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ended waits until a batch has ended and returns it.
func ended(t testing.TB, s *service.Service, id string) *service.Batch {
	t.Helper()
	must(t, s.Watch(context.Background(), id, func(service.Job) bool { return true }))
	b, err := s.Batch(context.Background(), id)
	must(t, err)
	return b
}

func wantError(t testing.TB, err error, key message.Key) {
	t.Helper()
	var e *message.Error
	if !errors.As(err, &e) || e.Message.Key != key {
		t.Errorf("error %v, want %s", err, key)
	}
}

func broken() service.Upload {
	return service.Upload{Name: "坏的.docx", Data: []byte("PK\x03\x04 no zip")}
}

func TestBatch(t *testing.T) {
	s := servicetest.New(t)
	ctx := t.Context()
	roster := "序号\t单位\n" + "1\t云坪镇人民政府\t云坪镇\n2\t沙口镇人民政府\n3\t石梁镇人民政府\n4\t柳塘镇人民政府\n5\t双桥镇人民政府\n"
	made, err := s.CreateBatch(ctx, service.BatchInput{
		Files: []service.Upload{zipOf(t, townDrafts()[:3]), broken(), townDraft(4)}, Roster: service.Upload{Name: "名册", Data: []byte(roster)},
	})
	must(t, err)
	if made.Name != "各镇" || made.Items != 5 || made.Stopped {
		t.Errorf("%+v", made)
	}
	b := ended(t, s, made.ID)
	if want := (service.BatchCounts{Drafts: 4, Failed: 1, Expected: 5, Missing: 1}); b.State != service.JobDone || b.Counts == nil || *b.Counts != want {
		t.Fatalf("%+v, counts %+v", b, b.Counts)
	}
	if f := b.Files[3]; f.Name != "坏的.docx" || f.Err == nil || f.Check != "" {
		t.Errorf("%+v", f)
	}
	result, err := s.BatchResult(ctx, b.ID)
	must(t, err)
	if got := result.Roster.Missing(); !slices.Equal(got, []string{"双桥镇人民政府"}) {
		t.Errorf("missing %v", got)
	}
	if len(result.Groups) == 0 || result.Groups[0].Units != 4 || len(result.Mistakes) == 0 || len(result.Failed) != 1 {
		t.Errorf("%+v", result)
	}
	for k, f := range []int{0, 1, 2, 4} {
		if result.Drafts[k].Check != b.Files[f].Check {
			t.Errorf("draft %d is not file %d", k, f)
		}
		c, err := s.LoadCheck(ctx, result.Drafts[k].Check)
		must(t, err)
		if c.Report.Draft.Unit != towns[f] {
			t.Errorf("unit %q", c.Report.Draft.Unit)
		}
	}
	list, total, err := s.Batches(ctx, 10, 0)
	must(t, err)
	if total != 1 || list[0].ID != b.ID || list[0].Finished != 5 {
		t.Errorf("%d: %+v", total, list)
	}
}

func TestLetters(t *testing.T) {
	s := servicetest.New(t)
	ctx := t.Context()
	made, err := s.CreateBatch(ctx, service.BatchInput{Files: append([]service.Upload{broken()}, townDrafts()[:2]...)})
	must(t, err)
	id := ended(t, s, made.ID).ID
	drawn, err := s.Letter(ctx, id, 1, message.Chinese)
	must(t, err)
	if drawn.Edited || !strings.Contains(drawn.Text, towns[1]) || drawn.Of != 2 {
		t.Errorf("%+v", drawn)
	}
	must(t, s.SaveLetter(ctx, id, 1, "请改。\r\n谢谢\x00。"))
	kept, err := s.Letter(ctx, id, 1, message.English)
	must(t, err)
	if !kept.Edited || kept.Text != "请改。\n谢谢。" {
		t.Errorf("%+v", kept)
	}
	all, err := s.Letters(ctx, id, message.Chinese)
	must(t, err)
	if len(all) != 2 || all[0].Edited || all[1].Text != kept.Text || !strings.Contains(all[0].Text, towns[0]) {
		t.Errorf("%+v", all)
	}
	must(t, s.ResetLetter(ctx, id, 1))
	if again, err := s.Letter(ctx, id, 1, message.Chinese); err != nil || again.Text != drawn.Text {
		t.Errorf("%+v, %v", again, err)
	}
	wantError(t, s.SaveLetter(ctx, id, 1, " \n"), "error.letter_empty")
	wantError(t, s.SaveLetter(ctx, id, 1, strings.Repeat("长", service.MaxLetter+1)), "error.letter_too_long")
	for _, n := range []int{-1, 2} {
		_, err := s.Letter(ctx, id, n, message.Chinese)
		wantError(t, err, "error.letter_missing")
		wantError(t, s.SaveLetter(ctx, id, n, "x"), "error.letter_missing")
	}
}

// gate is an extraction that lets some files pass and then holds the rest
// until it is opened or the caller gives up.
type gate struct {
	mu     sync.Mutex
	passes int
	held   chan struct{} // closed when one is held
	once   sync.Once
	open   chan struct{}
	read   map[string]int
}

func newGate(passes int) *gate {
	return &gate{passes: passes, held: make(chan struct{}), open: make(chan struct{}), read: map[string]int{}}
}

func (g *gate) extract(ctx context.Context, name string, data []byte, lim extract.Limits) (*text.Document, error) {
	g.mu.Lock()
	g.passes--
	pass := g.passes >= 0
	g.mu.Unlock()
	if !pass {
		g.once.Do(func() { close(g.held) })
		select {
		case <-g.open:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	g.mu.Lock()
	g.read[name]++
	g.mu.Unlock()
	return extract.Extract(ctx, name, data, lim)
}

// Guards: a batch that the end of the process interrupts goes on in the next,
// and no draft is checked twice.
func TestBatchGoesOnAfterARestart(t *testing.T) {
	dir, first := t.TempDir(), newGate(2)
	s, end := servicetest.Open(t, dir, func(d *service.Deps) { d.Extract = first.extract })
	made, err := s.CreateBatch(t.Context(), service.BatchInput{Files: townDrafts()})
	must(t, err)
	must(t, s.Watch(t.Context(), made.ID, func(j service.Job) bool { return j.Files < 2 }))
	<-first.held
	end()
	second := newGate(len(towns))
	s, end = servicetest.Open(t, dir, func(d *service.Deps) { d.Extract = second.extract })
	before, err := s.Batch(t.Context(), made.ID)
	must(t, err)
	if !before.Stopped || before.State != service.JobRunning || before.Finished != 2 {
		t.Fatalf("%+v", before)
	}
	must(t, s.ResumeBatches(t.Context()))
	b := ended(t, s, made.ID)
	if b.State != service.JobDone || b.Counts.Drafts != len(towns) || b.Counts.Failed != 0 {
		t.Fatalf("%+v", b)
	}
	onceEach(t, before, b, second.read)
	if s.Checks() != int64(len(towns)-before.Finished) {
		t.Errorf("%d checked after %d", s.Checks(), before.Finished)
	}
	// What has ended stays as it is.
	must(t, s.ResumeBatches(t.Context()))
	if s.Running() != 0 {
		t.Error("a finished batch was begun again")
	}
	// Its job can be asked for in a third process too.
	end()
	s, _ = servicetest.Open(t, dir, nil)
	if j, err := s.Job(made.ID); err != nil || j.State != service.JobDone || j.Files != len(towns) || j.Kind != "batch" {
		t.Errorf("%+v, %v", j, err)
	}
	if b := ended(t, s, made.ID); b.State != service.JobDone {
		t.Errorf("%+v", b)
	}
}

// onceEach fails unless what was checked before was not read after, and all
// else was.
func onceEach(t *testing.T, before, after *service.Batch, read map[string]int) {
	t.Helper()
	for n, f := range before.Files {
		if again := read[f.Name]; (f.Check != "") != (again == 0) || f.Check != "" && after.Files[n].Check != f.Check {
			t.Errorf("%s: check %q, read %d times after", f.Name, f.Check, again)
		}
	}
}

// Guards: a draft that breaks the program stops neither its batch nor, after
// some tries, the next start.
func TestBatchWithPoison(t *testing.T) {
	var begun atomic.Int32
	s, _ := servicetest.Open(t, t.TempDir(), func(d *service.Deps) {
		d.Extract = func(ctx context.Context, name string, data []byte, lim extract.Limits) (*text.Document, error) {
			begun.Add(1)
			if name == townDraft(1).Name {
				panic("poison")
			}
			return extract.Extract(ctx, name, data, lim)
		}
	})
	made, err := s.CreateBatch(t.Context(), service.BatchInput{Files: townDrafts()[:3]})
	must(t, err)
	b := ended(t, s, made.ID)
	if b.State != service.JobDone || b.Counts.Failed != 1 || b.Files[1].Err == nil || begun.Load() != 3 {
		t.Errorf("%+v", b)
	}
	if strings.Contains(b.Files[1].Err.In(message.Chinese), "poison") {
		t.Error("a cause was shown")
	}
}

// manyUnits is a roster of n units.
func manyUnits(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "第%d单位\n", i)
	}
	return b.String()
}

func TestBatchRefused(t *testing.T) {
	s := servicetest.New(t)
	many := make([]service.Upload, service.MaxBatch+1)
	for i := range many {
		many[i] = service.Upload{Name: fmt.Sprint(i), Data: []byte("x")}
	}
	one := []service.Upload{townDraft(0)}
	for key, in := range map[message.Key]service.BatchInput{
		"error.batch_no_files":   {},
		"error.batch_too_large":  {Files: []service.Upload{zipOf(t, many)}},
		"error.zip_damaged":      {Files: []service.Upload{brokenZip()}},
		"error.roster_empty":     {Files: one, Roster: service.Upload{Name: "r", Data: []byte("序号,单位\n1,\n")}},
		"error.roster_too_long":  {Files: one, Roster: service.Upload{Name: "r", Data: []byte(manyUnits(10_001))}},
		"error.file_too_large":   {Files: one, Roster: service.Upload{Name: "r", Data: make([]byte, service.MaxRoster+1)}},
		"error.template_unknown": {Files: one, Kind: "no-such"},
		"error.file_empty":       {Files: []service.Upload{zipOf(t, nil)}},
	} {
		_, err := s.CreateBatch(t.Context(), in)
		wantError(t, err, key)
	}
	if _, total, err := s.Batches(t.Context(), 10, 0); total != 0 || err != nil || s.Running() != 0 {
		t.Errorf("%d batches, %v", total, err)
	}
	_, err := s.Batch(t.Context(), "none")
	wantError(t, err, "error.batch_missing")
	_, err = s.BatchResult(t.Context(), "none")
	wantError(t, err, "error.batch_missing")
}

// brokenZip begins as a zip of files and is none.
func brokenZip() service.Upload {
	return service.Upload{Name: "坏的.zip", Data: []byte("PK\x03\x04" + strings.Repeat("\x00", 40))}
}

// Guards: a batch that is deleted while it runs stops, and goes on when it is
// brought back.
func TestDeleteAndRestore(t *testing.T) {
	g := newGate(1)
	s, _ := servicetest.Open(t, t.TempDir(), func(d *service.Deps) { d.Extract = g.extract })
	made, err := s.CreateBatch(t.Context(), service.BatchInput{Files: townDrafts()[:3]})
	must(t, err)
	_, err = s.BatchResult(t.Context(), made.ID)
	wantError(t, err, "error.batch_unfinished")
	<-g.held
	must(t, s.DeleteBatch(t.Context(), made.ID))
	must(t, s.Watch(t.Context(), made.ID, func(service.Job) bool { return true }))
	_, err = s.Batch(t.Context(), made.ID)
	wantError(t, err, "error.batch_missing")
	wantError(t, s.DeleteBatch(t.Context(), made.ID), "error.batch_missing")
	if _, total, _ := s.Batches(t.Context(), 10, 0); total != 0 {
		t.Errorf("%d batches", total)
	}
	close(g.open)
	b, err := s.RestoreBatch(t.Context(), made.ID)
	must(t, err)
	if b.Stopped {
		t.Error("it did not go on")
	}
	if b = ended(t, s, made.ID); b.State != service.JobDone || b.Counts.Drafts != 3 {
		t.Errorf("%+v", b)
	}
	must(t, s.ResumeBatches(t.Context())) // purges nothing that was deleted today
}

// Guards: names from outside come out harmless and short.
func TestHostileNames(t *testing.T) {
	s := servicetest.New(t)
	names := []string{"<script>alert(1)</script>.txt", "总结\u202etxt.exe", strings.Repeat("长", 10_000) + ".txt", "a\x00b.txt", "😀/../😀.txt", "\xff\xfe.txt"}
	var files []service.Upload
	for i, name := range names {
		f := townDraft(i)
		f.Name = name
		files = append(files, f)
	}
	roster := "\u202e反的名字\n<b>粗</b>\n" + strings.Repeat("长", 10_000) + "\n"
	made, err := s.CreateBatch(t.Context(), service.BatchInput{Name: "甲\u202e乙\x00" + strings.Repeat("丙", 10_000), Files: files, Roster: service.Upload{Data: []byte(roster)}})
	must(t, err)
	b := ended(t, s, made.ID)
	if b.State != service.JobDone || b.Counts.Drafts != len(names) || len([]rune(b.Name)) > 120 {
		t.Errorf("%+v", b.Counts)
	}
	for _, f := range b.Files {
		if strings.ContainsAny(f.Name, "\u202e\x00") || len([]rune(f.Name)) > 200 {
			t.Errorf("%q", f.Name)
		}
	}
	result, err := s.BatchResult(t.Context(), b.ID)
	must(t, err)
	for _, l := range result.Roster.Lines {
		if strings.ContainsAny(l.Name, "\u202e\x00") || len([]rune(l.Name)) > 80 {
			t.Errorf("%q", l.Name)
		}
	}
}

// Guards: batches that come, go and are looked at all at once (with -race).
func TestBatchesAtOnce(t *testing.T) {
	s := servicetest.New(t)
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			made, err := s.CreateBatch(t.Context(), service.BatchInput{Files: townDrafts()[:2]})
			if err != nil {
				t.Error(err)
				return
			}
			if i%2 == 1 {
				if err := s.DeleteBatch(t.Context(), made.ID); err != nil {
					t.Error(err)
				}
				return
			}
			if b := ended(t, s, made.ID); b.State != service.JobDone || b.Counts.Drafts != 2 {
				t.Errorf("%+v", b)
			}
		})
		all.Go(func() {
			if _, _, err := s.Batches(t.Context(), 10, 0); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if _, total, err := s.Batches(t.Context(), 10, 0); total != 2 || err != nil {
		t.Errorf("%d batches, %v", total, err)
	}
}

// Guards: where no draft can be read at last, there is still a result.
func TestBatchOfNothing(t *testing.T) {
	s, _ := servicetest.Open(t, t.TempDir(), func(d *service.Deps) {
		d.Extract = func(context.Context, string, []byte, extract.Limits) (*text.Document, error) {
			return nil, message.Errorf(message.Damaged, "docx_damaged", "x")
		}
	})
	made, err := s.CreateBatch(t.Context(), service.BatchInput{Files: townDrafts()[:2]})
	must(t, err)
	b := ended(t, s, made.ID)
	result, err := s.BatchResult(t.Context(), b.ID)
	must(t, err)
	if len(result.Drafts) != 0 || len(result.Failed) != 2 || b.Counts.Failed != 2 {
		t.Errorf("%+v", result)
	}
	all, err := s.Letters(t.Context(), b.ID, message.Chinese)
	if err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}
