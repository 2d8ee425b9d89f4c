package template

import (
	"errors"
	stdflag "flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"hegao/analyzer/message"
)

// sound is a small template that reads without a mistake.
const sound = "id: pump\nname: 泵站报告\nbasis: {tier: 惯例, text: 写法}\nsections:\n  - {id: plan, name: 打算, roles: [plan]}\n"

// mistakeCases are files with one kind of mistake each. FuzzRead begins with
// them, and the schema is held against them too.
var mistakeCases = []struct {
	name, source string
	want         string // place and key, several joined with a blank
}{
	{"none", sound, ""},
	{"none, with a byte order mark and Windows line ends", "\ufeff" + strings.ReplaceAll(sound, "\n", "\r\n"), ""},
	{"nothing", "", "1:1 template.empty"},
	{"remarks alone", "# 没有写\n", "1:1 template.empty"},
	{"two documents", sound + "---\nid: b\n", "7:1 template.several"},
	{"a list", "- id: a\n", "1:1 template.not_mapping"},
	{"not UTF-8", "id: \xff\xfe", "1:1 template.encoding"},
	{"too long", sound + "# " + strings.Repeat("长", 100_000), "1:1 template.too_long"},
	{"too deep", "id: " + strings.Repeat("[", 20) + "a" + strings.Repeat("]", 20), "1:5 template.want_text 1:17 template.too_deep"},
	{"a tab", "id: a\nsections:\n\t- id: b\n", "3:1 template.tab"},
	{"an open quotation mark", "id: 'abc\nname: 泵站\n", "1:5 template.quote_open"},
	{"an open bracket", "id: a\ntitles: {any: [甲, 乙}\n", "2:20 template.bracket_open"},
	{"a full-width colon", "id: a\nname：泵站\n", "2:1 template.wide_colon"},
	{"other YAML trouble", "id: a\n  name: b\n", "1:5 template.syntax"},
	{"an anchor", sound + "subjects: &x [甲]\n", "6:11 template.yaml_extra"},
	{"an alias", sound + "subjects: *x\n", "6:11 template.yaml_extra"},
	{"a tag", sound + "subjects: !!str 甲\n", "6:11 template.yaml_extra"},
	{"an unknown key", sound + "colour: red\n", "6:1 template.unknown_key"},
	{"a misspelt key", sound + "subject: [甲]\n", "6:1 template.unknown_key_near"},
	{"a misspelt Chinese key", sound + "主题: [甲]\n", "6:1 template.unknown_key_near"},
	{"a key twice", sound + "id: b\n", "6:1 template.key_twice"},
	{"a key in both languages", sound + "编号: b\n", "6:1 template.key_twice"},
	{"no id", strings.TrimPrefix(sound, "id: pump\n"), "1:1 template.key_missing"},
	{"no name", strings.Replace(sound, "name: 泵站报告\n", "", 1), "1:1 template.key_missing"},
	{"no basis", strings.Replace(sound, "basis: {tier: 惯例, text: 写法}\n", "", 1), "1:1 template.key_missing"},
	{"no sections", "id: a\nname: 甲\nbasis: {tier: 惯例, text: 写法}\n", "1:1 template.key_missing"},
	{"no tier", strings.Replace(sound, "tier: 惯例, ", "", 1), "3:8 template.key_missing_of"},
	{"no source", strings.Replace(sound, ", text: 写法", "", 1), "3:8 template.key_missing"},
	{"an id with a blank", strings.Replace(sound, "id: pump", "id: pump one", 1), "1:5 template.id_bad"},
	{"a long id", strings.Replace(sound, "id: pump", "id: "+strings.Repeat("a", 65), 1), "1:5 template.id_bad"},
	{"an empty name", strings.Replace(sound, "name: 泵站报告", "name:", 1), "2:6 template.want_text"},
	{"a list for a name", strings.Replace(sound, "name: 泵站报告", "name: [甲]", 1), "2:7 template.want_text"},
	{"a long name", strings.Replace(sound, "泵站报告", strings.Repeat("长", 61), 1), "2:7 template.text_long"},
	{"a mapping for words", sound + "subjects: {a: b}\n", "6:11 template.want_words"},
	{"many words", sound + "subjects: [" + strings.Repeat("甲, ", 301) + "乙]\n", "6:11 template.words_many"},
	{"a word twice", sound + "subjects: [甲, 乙, 甲]\n", "6:18 template.word_twice"},
	{"no flag", sound + "strict_order: 对\n", "6:15 template.want_flag"},
	{"a word for a number", sound + "typical_chars: 两千\n", "6:16 template.want_count"},
	{"a negative number", sound + "typical_chars: -2\n", "6:16 template.want_count"},
	{"a broken number", sound + "typical_chars: 2.5\n", "6:16 template.want_count"},
	{"a number in quotation marks", sound + "typical_chars: '2000'\n", "6:16 template.want_count"},
	{"a huge number", sound + "typical_chars: 99999999999999999999\n", "6:16 template.want_count"},
	{"no such tier", strings.Replace(sound, "惯例", "规矩", 1), "3:15 template.want_choice"},
	{"a word for a basis", strings.Replace(sound, "{tier: 惯例, text: 写法}", "惯例", 1), "3:8 template.want_mapping"},
	{"a word for sections", "id: a\nname: 甲\nbasis: {tier: 惯例, text: 写法}\nsections: plan\n", "4:11 template.want_list"},
	{"a word for a section", sound + "  - plan\n", "6:5 template.want_mapping"},
	{"a section without an id", sound + "  - {name: 甲, roles: [plan]}\n", "6:5 template.id_missing"},
	{"a section without a name", sound + "  - {id: a, roles: [plan]}\n", "6:5 template.key_missing"},
	{"a section's id twice", sound + "  - {id: plan, name: 甲, roles: [plan]}\n", "6:10 template.id_twice"},
	{"a section's id twice, and more", sound + "  - {id: plan, name: 甲, roles: [plam]}\n", "6:10 template.id_twice 6:33 template.unknown_role_near"},
	{"nothing to look for", sound + "  - {id: a, name: 甲}\n", "6:5 template.section_nothing"},
	{"a place and nothing to look for", sound + "  - {id: a, name: 甲, headings: 甲, within: 100}\n", "6:5 template.within_nothing"},
	{"content asked for and none given", sound + "  - {id: a, name: 甲, headings: 甲, need_content: true}\n", "6:5 template.content_nothing"},
	{"an unknown role", sound + "  - {id: a, name: 甲, roles: weather}\n", "6:29 template.unknown_role"},
	{"a misspelt role", sound + "  - {id: a, name: 甲, roles: [problem, 存在问提]}\n", "6:30 template.unknown_role_near 6:39 template.unknown_role_near"},
	{"a section to follow that is not there", sound + "  - {id: a, name: 甲, headings: 甲, after: plans}\n", "6:42 template.after_unknown_near"},
	{"a section that follows itself", sound + "  - {id: a, name: 甲, headings: 甲, after: a}\n", "6:42 template.after_unknown"},
	{"a section to drop that is not there", sound + "  - {id: a, drop: true}\n", "6:10 template.drop_nothing"},
	{"an open parenthesis", sound + "  - {id: a, name: 甲, pattern: '甲|(乙'}\n", "6:32 template.pattern_paren"},
	{"an open square bracket", sound + "  - {id: a, name: 甲, pattern: '[甲'}\n", "6:32 template.pattern_bracket"},
	{"nothing to repeat", sound + "  - {id: a, name: 甲, pattern: '*甲'}\n", "6:32 template.pattern_repeat"},
	{"too many repeats", sound + "  - {id: a, name: 甲, pattern: '甲{2000}'}\n", "6:33 template.pattern_large"},
	{"look-ahead", sound + "  - {id: a, name: 甲, pattern: '甲(?=乙)'}\n", "6:33 template.pattern_look"},
	{"a wrong escape", sound + "  - {id: a, name: 甲, pattern: '\\y'}\n", "6:32 template.pattern_escape"},
	{"a wrong range", sound + "  - {id: a, name: 甲, pattern: '[z-a]'}\n", "6:33 template.pattern_bad"},
	{"a pattern that matches anything", sound + "  - {id: a, name: 甲, pattern: '甲|'}\n", "6:31 template.pattern_empty"},
	{"a long pattern", sound + "  - {id: a, name: 甲, pattern: '" + strings.Repeat("甲", 1001) + "'}\n", "6:31 template.pattern_long"},
	{"many sections", sound + manySections(), "5:3 template.entries_many"},
	{"a point without words", sound + "points:\n  - {id: a, name: 甲}\n", "7:5 template.key_missing"},
	{"several at once", "id: a b\nname: [甲]\ncolour: red\nbasis: {tier: 规矩}\nsections:\n  - {id: plan, name: 打算, roles: plam, min_chars: x}\n",
		"1:5 template.id_bad 2:7 template.want_text 3:1 template.unknown_key 4:15 template.want_choice 6:33 template.unknown_role_near 6:50 template.want_count"},
}

func TestMistakes(t *testing.T) {
	for _, c := range mistakeCases {
		t.Run(c.name, func(t *testing.T) {
			_, err := library(t).With(Layer{Name: GivenLayer, Files: files(c.source)})
			var mistakes Mistakes
			if !errors.As(err, &mistakes) && err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range mistakes {
				got = append(got, strings.TrimPrefix(m.Place(), "t1.yaml:")+" "+string(m.What.Key))
				checkMistake(t, m)
			}
			if joined := strings.Join(got, " "); joined != c.want {
				t.Errorf("\n got %s\nwant %s\n%v", joined, c.want, err)
			}
		})
	}
}

// manySections are more entries of a list than a template may have.
func manySections() string {
	var b strings.Builder
	for i := range sectionList.max {
		fmt.Fprintf(&b, "  - {id: s%d, name: 甲, headings: 甲}\n", i)
	}
	return b.String()
}

// golden is what is said of every kind of mistake; -update writes it anew.
const golden = "testdata/mistakes.golden"

var update = stdflag.Bool("update", false, "write the golden file of mistakes anew")

// TestMistakesAreTold holds the whole of what is said of every mistake: the
// place, the line, and what to write instead.
func TestMistakesAreTold(t *testing.T) {
	var b strings.Builder
	tell := func(name string, err error) {
		fmt.Fprintf(&b, "# %s\n", name)
		var mistakes Mistakes
		errors.As(err, &mistakes)
		for _, m := range mistakes {
			fmt.Fprintf(&b, "%s\n%s\n", m.In(message.Chinese), m.What.In(message.English))
		}
		b.WriteByte('\n')
	}
	for _, c := range mistakeCases {
		_, err := library(t).With(Layer{Name: GivenLayer, Files: files(c.source)})
		tell(c.name, err)
	}
	for _, c := range layerMistakeCases {
		_, err := Load(folder(UnitLayer, c.files))
		tell(c.name, err)
	}
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("mistakes are told otherwise (-want +got); -update takes it over:\n%s", diff)
	}
}

// TestEveryMistakeHasACase: a mistake that the reader knows and no case makes
// is one that nobody has seen.
func TestEveryMistakeHasACase(t *testing.T) {
	made := map[string]bool{}
	note := func(wants string) {
		for _, w := range strings.Fields(wants) {
			made[w] = true
		}
	}
	for _, c := range mistakeCases {
		note(c.want)
	}
	for _, c := range layerMistakeCases {
		note(c.want)
	}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	known := 0
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range mistakeKey.FindAllStringSubmatch(string(source), -1) {
			if known++; !strings.HasSuffix(name, "_test.go") && !made[m[1]] {
				t.Errorf("%s: no case makes %s", name, m[1])
			}
		}
	}
	if known < 60 {
		t.Errorf("only %d keys: the test looks in the wrong place", known)
	}
}

// mistakeKey is the key of a mistake in the source: all but what is found
// instead, examples that fail, and words of proposals and of the schema.
var mistakeKey = regexp.MustCompile(`"(template\.(?:after|bracket|content|drop|empty|encoding|entries|extends|id|key|not|pattern|quote|section|several|syntax|tab|template|text|too|unknown|want|wide|within|word|words|yaml)[a-z_]*)"`)

// checkMistake holds what every mistake promises: a place inside its line,
// and a sentence in both languages.
func checkMistake(t testing.TB, m Mistake) {
	t.Helper()
	if m.Line < 1 || m.Column < 1 || m.Column > utf8.RuneCountInString(m.Text)+1 {
		t.Errorf("%s lies outside of %q", m.Place(), m.Text)
	}
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		if s := m.What.In(lang); s == string(m.What.Key) || strings.Contains(s, "@template") {
			t.Errorf("%s says %q", m.What.Key, s)
		}
		if lines := strings.Split(m.In(lang), "\n"); len(lines) != 3 || !strings.HasSuffix(lines[2], "^") {
			t.Errorf("%s is shown as %q", m.What.Key, m.In(lang))
		}
	}
}

func TestMistakeIn(t *testing.T) {
	_, err := library(t).With(Layer{Name: GivenLayer, Files: files("编号: 泵站\n名称: 泵站报告\n依据: {等级: 规矩, 出处: 写法}\n")})
	var mistakes Mistakes
	if !errors.As(err, &mistakes) || len(mistakes) != 1 {
		t.Fatal(err)
	}
	want := `t1.yaml:3:10: 不能写“规矩”。可以写：法规/regulation、规定转述/reported、惯例/custom、经验/experience。
  3 | 依据: {等级: 规矩, 出处: 写法}
    | 　　   　　  ^`
	if got := mistakes[0].In(message.Chinese); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var e *message.Error
	if !errors.As(err, &e) || message.CodeOf(err) != message.Invalid || !strings.Contains(e.In(message.Chinese), "t1.yaml:3:10") {
		t.Errorf("as an error it is %v", e)
	}
}

// TestMistakeInALongLine: only the part around the place is shown.
func TestMistakeInALongLine(t *testing.T) {
	m := Mistake{"a.yaml", 7, 151, strings.Repeat("甲", 150) + "x" + strings.Repeat("乙", 150), message.Say("template.tab")}
	lines := strings.Split(m.In(message.Chinese), "\n")
	shown, caret := []rune(lines[1]), []rune(lines[2])
	if len(shown) > 100 || shown[len(caret)-1] != 'x' || !strings.Contains(lines[1], "…") {
		t.Errorf("shown as\n%s\n%s", lines[1], lines[2])
	}
}

func TestNearest(t *testing.T) {
	names := []string{"min_chars", "最少字数", "min_items", "最少条数", "roles", "要素"}
	for _, c := range []struct{ given, want string }{
		{"min_char", "min_chars"}, {"Min_Chars", "min_chars"}, {"minchars", "min_chars"}, {"最少字书", "最少字数"},
		{"字数", "最少字数"}, {"role", "roles"}, {"colour", ""}, {"颜色", ""}, {"", ""},
	} {
		if got := nearest(c.given, names); got != c.want {
			t.Errorf("%q: %q, want %q", c.given, got, c.want)
		}
	}
}

// FuzzRead: whatever a file holds, it is a template or its mistakes have
// places inside it.
func FuzzRead(f *testing.F) {
	for _, c := range mistakeCases {
		f.Add(c.source)
	}
	f.Add(everyKey)
	f.Add("a: &x [*x]\n? b\n: c\n")
	f.Add("id: a\nsections:\n  - {id: b, pattern: '(', min_chars: 1e9}\n\t")
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 1<<12 {
			return
		}
		l, err := library(t).With(Layer{Name: GivenLayer, Files: files(source)})
		var mistakes Mistakes
		if err != nil && !errors.As(err, &mistakes) {
			t.Fatal(err)
		}
		if got := len(l.Of(GivenLayer)); err == nil && got != 1 || err != nil && got != 0 {
			t.Fatalf("%d templates, %v", got, err)
		}
		lines := strings.Split(strings.TrimPrefix(source, "\ufeff"), "\n")
		for _, m := range mistakes {
			checkMistake(t, m)
			if m.Line > len(lines) || m.Text != strings.TrimRight(lines[m.Line-1], "\r") {
				t.Fatalf("%s shows %q", m.Place(), m.Text)
			}
		}
	})
}
