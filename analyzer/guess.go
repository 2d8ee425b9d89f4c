package analyzer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// Facts is what a text seems to say about itself: proposals for a person to
// correct, never more.
type Facts struct {
	Title string
	Unit  string
	Year  int
}

const unitSuffix = `(?:委员会|办公室|管理局|人民政府|政府|街道办事处|街道|党支部|党总支|党委|党组|中心|医院|保健院|卫生院|学校|中学|小学|幼儿园|大学|学院|公司|集团|银行|局|委|办|厅|院|校|镇|乡|县|市|区|村|社区|站|所|队|馆|处|科|室|部|会|厂|园)`

var (
	yearIn = regexp.MustCompile(`((?:19|20)\d{2})\s*年|((?:19|20)\d{2})年?度|^((?:19|20)\d{2})`)
	// unitInTitle: what stands before the year, 关于, or the subject.
	unitInTitle = regexp.MustCompile(`^([\p{Han}（）()·]{2,30}?` + unitSuffix + `)(?:关于|(?:19|20)\d{2}|上半年|下半年|第[一二三四]季度|年度|落实|贯彻|开展|意识形态|党建|安全|工作|述职|自查|述责|述廉|领导班子)`)
	unitAlone   = regexp.MustCompile(`^[\p{Han}（）()·]{2,28}` + unitSuffix + `$`)
)

// Guess reads title, unit and year off a document.
func Guess(d *text.Document, o *outline.Outline) Facts {
	f := Facts{Title: o.TitleText(d)}
	if f.Title == "" {
		f.Title = d.Meta.Title
	}
	// 关于某县… speaks of a place, which need not be the writer.
	title, about := strings.CutPrefix(f.Title, "关于")
	f.Unit = unitInClosing(d, o)
	if m := unitInTitle.FindStringSubmatch(title); m != nil && (!about || f.Unit == "") {
		f.Unit = m[1]
	}
	f.Year = yearOf(f.Title)
	if f.Year == 0 {
		f.Year = yearOf(head(d.Text, 300))
	}
	return f
}

func unitInClosing(d *text.Document, o *outline.Outline) string {
	for _, line := range strings.Split(o.Closing.Of(d.Text), "\n") {
		line = strings.Join(strings.Fields(line), "")
		if unitAlone.MatchString(line) {
			return line
		}
	}
	return ""
}

func yearOf(t string) int {
	m := yearIn.FindStringSubmatch(t)
	for _, g := range m[min(1, len(m)):] {
		if g != "" {
			y, _ := strconv.Atoi(g)
			return y
		}
	}
	return 0
}

// head is the beginning of t, at most n characters.
func head(t string, n int) string {
	for i := range t {
		if n--; n < 0 {
			return t[:i]
		}
	}
	return t
}

// TitleFor is the title of a report, or its first words where it has none.
func TitleFor(f Facts, t string) string {
	if f.Title != "" {
		return f.Title
	}
	line, _, _ := strings.Cut(strings.TrimSpace(t), "\n")
	line = strings.Trim(line, ">＞ 　\t\r")
	if short := head(line, 30); utf8.RuneCountInString(line) > 30 {
		return short + "…"
	}
	return line
}
