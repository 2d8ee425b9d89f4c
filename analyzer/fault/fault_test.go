package fault

import (
	"context"
	"encoding/json"
	"path"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
	"hegao/testdata"
)

// wantSound holds what all faults promise: places inside the text and in
// order, ids that differ, sentences in both languages.
func wantSound(t testing.TB, source string, all []Fault) {
	t.Helper()
	ids := map[string]bool{}
	for i, f := range all {
		if f.Span.Empty() || f.Span.Start < 0 || f.Span.End > len(source) || !utf8.ValidString(f.Span.Of(source)) {
			t.Fatalf("fault %+v in %d bytes", f, len(source))
		}
		if i > 0 && f.Span.Start < all[i-1].Span.Start {
			t.Fatalf("fault %+v before %+v", f, all[i-1])
		}
		if f.ID == "" || ids[f.ID] {
			t.Fatalf("the id %q is not its own", f.ID)
		}
		ids[f.ID] = true
		if f.Severity != Error && f.Severity != Warning && f.Severity != Info {
			t.Fatalf("severity %q", f.Severity)
		}
		for _, m := range []message.Message{f.Message, f.Suggestion} {
			for _, lang := range []message.Lang{message.Chinese, message.English} {
				if s := m.In(lang); s == "" || s == string(m.Key) {
					t.Fatalf("%s says %q in %s", f.Rule, s, lang)
				}
			}
		}
	}
}

func TestRules(t *testing.T) {
	want := []RuleID{"placeholder", "repeated_words", "numbering", "residue", "unfinished"}
	have := map[RuleID]bool{}
	for _, id := range Rules() {
		if have[id] {
			t.Errorf("%s is listed twice", id)
		}
		have[id] = true
	}
	for _, id := range want {
		if !have[id] {
			t.Errorf("no rule %s", id)
		}
	}
}

const faulty = "工作总结\n一、做法\nXX医院全年落实落实整改，召开会议XX次。\n三、打算\n明年要继续努力，把路灯修到村口，\n"

func TestIDsSurviveEdits(t *testing.T) {
	before := map[string]string{}
	for _, f := range found(t, faulty) {
		before[f.ID] = string(f.Rule) + " " + f.Span.Of(faulty)
	}
	if len(before) < 5 {
		t.Fatalf("found only %v", before)
	}
	for _, c := range []struct{ name, old, new string }{
		{"nothing", "", ""},
		{"a line in front", "工作总结\n", "云坪镇\n2024年工作总结\n"},
		{"a paragraph between", "三、打算\n", whole + "\n三、打算\n"},
		{"a paragraph behind", "村口，\n", "村口，\n" + whole + "\n"},
		{"empty lines", "\n", "\n\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			source := strings.ReplaceAll(faulty, c.old, c.new)
			if c.old == "" {
				source = faulty
			}
			after := map[string]string{}
			for _, f := range found(t, source) {
				after[f.ID] = string(f.Rule) + " " + f.Span.Of(source)
			}
			for id, what := range before {
				if after[id] != what {
					t.Errorf("%s was %s, is %q; now %v", id, what, after[id], after)
				}
			}
		})
	}
}

func TestEqualFaultsDiffer(t *testing.T) {
	source := strings.Repeat(whole+"全年召开会议XX次，各村都到了场。"+whole+"\n", 3)
	faults := faultsIn(t, source, "placeholder")
	if len(faults) != 3 {
		t.Fatalf("%d faults", len(faults))
	}
	// wantSound has held that their ids differ; the first keeps its id when
	// the last is mended.
	again := faultsIn(t, source[:len(source)*2/3], "placeholder")
	if len(again) != 2 || again[0].ID != faults[0].ID || again[1].ID != faults[1].ID {
		t.Errorf("ids changed: %v and %v", again, faults)
	}
}

func TestFindIsDeterministic(t *testing.T) {
	first, _ := json.Marshal(found(t, faulty))
	for range 5 {
		if again, _ := json.Marshal(found(t, faulty)); string(again) != string(first) {
			t.Fatalf("%s, then %s", first, again)
		}
	}
}

func TestTableRowsAreNoProse(t *testing.T) {
	source := "村名\t路灯盏数\t水渠米数\t垃圾桶个数\t养护员人数\t补贴标准\t签字人\t备注"
	d := &text.Document{Text: source, Format: text.FormatDOCX}
	d.Blocks = []text.Block{{Span: text.Span{Start: 0, End: len(source)}, Kind: text.TableRow}}
	for _, f := range Find(d, outline.Parse(d)) {
		t.Errorf("%s in a table: %q", f.Rule, f.Span.Of(source))
	}
}

type draftLabels struct {
	Drafts map[string]struct {
		Faults []struct {
			Rule RuleID
			Text string
		}
	}
}

func draft(t *testing.T, name string) *text.Document {
	t.Helper()
	b, err := testdata.Files.ReadFile(path.Join("drafts", name))
	if err != nil {
		t.Fatal(err)
	}
	d, err := extract.Extract(context.Background(), name, b, extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDrafts: every labelled fault of the sample drafts is found.
func TestDrafts(t *testing.T) {
	b, err := testdata.Files.ReadFile("labels.json")
	if err != nil {
		t.Fatal(err)
	}
	var labels draftLabels
	if err := json.Unmarshal(b, &labels); err != nil {
		t.Fatal(err)
	}
	judged := 0
	for name, want := range labels.Drafts {
		d := draft(t, name)
		all := Find(d, outline.Parse(d))
		wantSound(t, d.Text, all)
		for _, label := range want.Faults {
			if label.Rule == "foreign_name" {
				continue // needs the names of the archive: see package analyzer
			}
			judged++
			if !coveredBy(d.Text, all, label.Rule, label.Text) {
				t.Errorf("%s: no %s at %q", name, label.Rule, label.Text)
			}
		}
	}
	if judged < 8 {
		t.Fatalf("%d labels", judged)
	}
}

// coveredBy reports whether a fault of the rule touches some occurrence of
// the labelled text.
func coveredBy(source string, all []Fault, rule RuleID, label string) bool {
	for at := 0; ; {
		i := strings.Index(source[at:], label)
		if i < 0 {
			return false
		}
		place := text.Span{Start: at + i, End: at + i + len(label)}
		for _, f := range all {
			if f.Rule == rule && f.Span.Overlaps(place) {
				return true
			}
		}
		at = place.End
	}
}

// TestHonestDrafts: drafts whose labels know of no fault have none that is
// grave.
func TestHonestDrafts(t *testing.T) {
	for _, name := range []string{"honest.txt", "patchwork.txt", "resubmitted.txt"} {
		d := draft(t, name)
		for _, f := range Find(d, outline.Parse(d)) {
			if f.Severity == Error {
				t.Errorf("%s: %s at %q", name, f.Rule, f.Span.Of(d.Text))
			}
		}
	}
}

// hostile are short texts whose repetition is all that a text holds.
var hostile = []string{
	"一", "X", "*", "(", "1.", "的", "**甲", "（一）甲。", "×", "＊", "_", "（", "【", "了", "要求", "20", "20XX", "一、", "（一）", "。", "，", "-", "宣-传",
	"\n", "某", "略", "…", " ", "http://", "@", "a", "A", "侵权", "来源", "第3页\n", "1.\n", "一是", "甲、\n", "我", "月", "年", "附件", "1", "“", "”", "《",
	"甲乙，丙丁。", "3项", "三项", "如下：", "共3人，其中", "1、1、", "县", "甲县", "青溪县水务局", "2024年", "2月30日", "3次，", ">", "\t", "|", "&", "<",
	"第一", "第一，", "二、甲\n", "①", "特此报告。", "待", "“\n”\n", "（甲。）乙", "a.doc", "见附件1。", "共3人，其中男1人、女1人。", "总书记",
}

// TestLinear: four times the text takes about four times as long, whatever the
// text is. A quadratic rule would take sixteen times; the margin is for a busy
// machine, and a text that seems slow is measured again.
func TestLinear(t *testing.T) {
	const size, times, tries = 10_000, 4, 5
	roster := NewRoster([]string{"云坪县水务局", "青溪县人民医院"})
	took := func(unit string, size int) time.Duration {
		d, o := typed(strings.Repeat(unit, size/len(unit)))
		start := time.Now()
		Check(Input{Doc: d, Outline: o, Unit: "青溪县水务局", Roster: roster, Last: Last{2023, d.Text}})
		return time.Since(start)
	}
	for _, unit := range hostile {
		var short, long time.Duration
		ok := false
		for range tries {
			short, long = took(unit, size), took(unit, times*size)
			if ok = long < 2*times*short+20*time.Millisecond; ok {
				break
			}
		}
		if !ok {
			t.Errorf("%q: %v for %d bytes, %v for %d", unit, short, size, long, times*size)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	for _, unit := range []string{"一", "X", "*", "(", "1.", "的", "一、学习\n" + whole + "\n"} {
		for _, size := range []int{50_000, 200_000} {
			source := strings.Repeat(unit, size/len(unit))
			d, o := typed(source)
			name := strings.TrimSpace(strings.SplitN(unit, "\n", 2)[0])
			b.Run(name+"/"+map[int]string{50_000: "50k", 200_000: "200k"}[size], func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					Find(d, o)
				}
			})
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add(faulty)
	f.Add("（一）甲。（三）乙。****_X次20XX年\n- 3 -\n要求要求，")
	f.Add("**甲**乙**\n___\n【待补】某某宣-传")
	f.Add("云坪水务局高度重视，云坪县水务局将继续清淤6次、430吨。我院在镇域内组织3次、20人。")
	f.Fuzz(func(t *testing.T, source string) {
		source = strings.ToValidUTF8(source, "")
		if len(source) > 1<<12 {
			return
		}
		found(t, source)
		d, o := typed(source)
		half := len(source) / 2
		for half < len(source) && !utf8.RuneStart(source[half]) {
			half++
		}
		wantSound(t, source, Check(Input{
			Doc: d, Outline: o, Unit: "青溪县水务局", Last: Last{2023, source}, Roster: NewRoster([]string{"云坪县水务局", "石桥镇卫生院"}),
			Copied: []Copied{{text.Span{End: half}, "云坪县水务局"}, {text.Span{Start: half, End: len(source)}, "石桥镇卫生院"}},
		}))
	})
}
