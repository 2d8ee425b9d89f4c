package analyzer

import (
	"cmp"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/outline"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// Origin is where a proposal was read; see template.Origin.
type Origin = template.Origin

// Facts is what a document seems to say about itself: proposals for a person
// to correct, never more.
type Facts struct {
	Title string
	Unit  string
	Year  int
	// From says where each was read; "" where nothing was found.
	From Origins
}

// Origins is where the fields of Facts were read.
type Origins struct{ Title, Unit, Year Origin }

const (
	unitSuffix = `(?:委员会|办公室|管理局|人民政府|政府|街道办事处|街道|党支部|党总支|党委|党组|中心|医院|保健院|卫生院|学校|中学|小学|幼儿园|大学|学院|公司|集团|银行|局|委|办|厅|院|校|镇|乡|县|市|区|村|社区|站|所|队|馆|处|科|室|部|会|厂|园)`
	// houseSuffix ends a unit that has parts of its own, which a place is
	// not.
	houseSuffix = `(?:医院|保健院|卫生院|学校|中学|小学|幼儿园|大学|学院|中心|公司|集团|银行|局|厅|委员会|院|所|站|馆)`
	part        = `[\p{Han}]{1,8}(?:科|股|室|处|部|办|组|站)`
	post        = `(?:党委|党组|党总支|党支部)?(?:第一)?(?:常务)?副?(?:书记|主任|局长|厅长|院长|校长|园长|镇长|乡长|县长|区长|市长|所长|站长|队长|馆长|科长|股长|处长|部长|行长|会长|主席|经理|总经理|董事长|负责人)`
)

var (
	yearIn = regexp.MustCompile(`((?:19|20)\d{2})\s*年|((?:19|20)\d{2})年?度|^((?:19|20)\d{2})|([一二][九〇○零0][〇○零一二三四五六七八九]{2})年`)
	// yearInName: a year that is no part of a longer number.
	yearInName = regexp.MustCompile(`(?:^|\D)((?:19|20)\d{2})(?:\D|$)`)
	dateIn     = regexp.MustCompile(`((?:19|20)\d{2})\s*[年.\-/]\s*(\d{1,2})`)
	// unitInTitle: what stands before the year, 关于, or the subject.
	unitInTitle = regexp.MustCompile(`^([\p{Han}（）()·]{2,30}?` + unitSuffix + `)(?:关于|(?:19|20)\d{2}|二[〇○零]|上半年|下半年|第[一二三四]季度|年度|落实|贯彻|开展|意识形态|党建|安全|工作|述职|自查|述责|述廉|领导班子)`)
	// unitLine is a unit in a line of its own; fewer words end one than in a
	// title, where more speaks for it.
	unitLine  = regexp.MustCompile(`^[\p{Han}（）()·]{2,28}(?:` + houseSuffix + `|人民政府|政府|办公室|街道|街道办事处|镇|乡|村委会|居委会|社区)$`)
	organ     = regexp.MustCompile(`(?:党支部|党总支|党委|党组)$`)
	unitAlone = regexp.MustCompile(`^[\p{Han}（）()·]{2,28}` + unitSuffix + `$`)
	// unitOfPost: the unit before somebody's post, 某县某局局长; first the one
	// before a part of it as well, 某县某院某科主任.
	unitOfPost = []*regexp.Regexp{
		regexp.MustCompile(`^([\p{Han}（）()·]{2,28}?` + houseSuffix + `)` + part + post + `(?:\P{Han}|述|$)`),
		regexp.MustCompile(`^([\p{Han}（）()·]{2,28}?` + unitSuffix + `)` + post + `(?:\P{Han}|述|$)`),
	}
)

// Guess reads title, unit and year off a document: what its text says goes
// before the name of its file, and that before what the file says of itself.
// Cost: O(len(d.Text)).
func Guess(d *text.Document, o *outline.Outline, file string) Facts {
	name := nameOf(file)
	f := Facts{Title: o.TitleText(d)}
	if f.Title != "" {
		f.From.Title = template.FromTitle
	} else if f.Title = d.Meta.Title; f.Title != "" {
		f.From.Title = template.FromMeta
	}
	title := o.TitleText(d)
	// 关于某县… speaks of a place, which need not be the writer.
	_, about := strings.CutPrefix(title, "关于")
	closing := unitInClosing(d, o)
	opening := unitInOpening(d)
	if unit := unitOf(title); !about && unit != "" {
		if full := organ.ReplaceAllString(closing, ""); full != unit && strings.HasSuffix(full, unit) {
			f.say(full, template.FromText) // the same, in full
		}
		f.say(unit, template.FromTitle)
	}
	f.say(closing, template.FromText)
	f.say(opening, template.FromText)
	f.say(unitOf(title), template.FromTitle)
	f.say(cmp.Or(unitOf(name), unitIn(name)), template.FromFile)
	f.say(unitInMeta(d.Meta), template.FromMeta)
	f.date(yearOf(title), template.FromTitle)
	f.date(yearInFile(name), template.FromFile)
	f.date(yearOf(head(beforeClosing(d, o), 300)), template.FromText)
	f.date(yearInClosing(d, o), template.FromText)
	f.date(cmp.Or(yearOf(d.Meta.Title), yearOfDay(d.Meta, f.Title+name)), template.FromMeta)
	return f
}

// say takes a unit where none is known.
func (f *Facts) say(unit string, from Origin) {
	if f.Unit == "" && unit != "" {
		f.Unit, f.From.Unit = unit, from
	}
}

// date takes a year where none is known.
func (f *Facts) date(year int, from Origin) {
	if f.Year == 0 && year != 0 {
		f.Year, f.From.Year = year, from
	}
}

// nameOf is what people wrote into a file's name: no folder, no ending, no
// number in front.
func nameOf(file string) string {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	if rest := strings.TrimLeft(base, "0123456789.、_-—()（）[]【】 \u3000"); rest != "" && !strings.HasPrefix(rest, "年") {
		if n := len(base) - len(rest); yearInFile(base[:n]) == 0 {
			return rest
		}
	}
	return base
}

// unitOf is the unit that a title begins with.
func unitOf(title string) string {
	title, _ = strings.CutPrefix(title, "关于")
	if m := unitInTitle.FindStringSubmatch(title); m != nil {
		return m[1]
	}
	return unitBefore(title)
}

// unitBefore is the unit whose post a text begins with.
func unitBefore(t string) string {
	for _, re := range unitOfPost {
		if m := re.FindStringSubmatch(t); m != nil {
			return m[1]
		}
	}
	return ""
}

// unitIn is the first piece of a name that is a unit and nothing else.
func unitIn(name string) string {
	for _, piece := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("-_—+ \u3000,，、:：", r) || '0' <= r && r <= '9' }) {
		if unitAlone.MatchString(piece) {
			return piece
		}
	}
	return ""
}

func unitInClosing(d *text.Document, o *outline.Outline) string {
	for _, line := range strings.Split(o.Closing.Of(d.Text), "\n") {
		line = strings.Join(strings.Fields(line), "")
		if unitAlone.MatchString(line) {
			return line
		}
	}
	for _, b := range d.Blocks[max(0, len(d.Blocks)-signedLines):] {
		line := strings.Join(strings.Fields(b.Of(d.Text)), "")
		if _, who, ok := strings.Cut(line, "人："); ok && utf8.RuneCountInString(line) <= 40 && unitBefore(who) != "" {
			return unitBefore(who)
		}
	}
	return ""
}

// beforeClosing is the text without what is below the last sentence.
func beforeClosing(d *text.Document, o *outline.Outline) string {
	if o.Closing.Empty() {
		return d.Text
	}
	return d.Text[:o.Closing.Start]
}

// signedLines is how far from the end 述职人：… may stand.
const signedLines = 3

// openingLines is how far down a line that names the writer may stand.
const openingLines = 5

// unitInOpening is the unit of a line below the title that says who writes:
// its name alone, or the writer's post.
func unitInOpening(d *text.Document) string {
	for _, b := range d.Blocks[:min(len(d.Blocks), openingLines)] {
		line := b.Of(d.Text)
		fields := strings.Fields(line)
		if len(fields) == 0 || len(fields) > 2 || utf8.RuneCountInString(line) > 40 {
			continue
		}
		who := strings.Trim(fields[0], "（）()")
		if len(fields) == 1 && unitLine.MatchString(who) {
			return who
		}
		if unit := unitBefore(who); unit != "" {
			return unit
		}
	}
	return ""
}

func yearOf(t string) int {
	m := yearIn.FindStringSubmatch(t)
	for _, g := range m[min(1, len(m)):] {
		if g != "" {
			return number(g)
		}
	}
	return 0
}

// number reads a year in figures or in hanzi.
func number(g string) int {
	y, err := strconv.Atoi(strings.NewReplacer("〇", "0", "○", "0", "零", "0", "一", "1", "二", "2", "三", "3", "四", "4",
		"五", "5", "六", "6", "七", "7", "八", "8", "九", "9").Replace(g))
	if err != nil || y < 1900 || y > 2099 {
		return 0
	}
	return y
}

func yearInFile(name string) int {
	if m := yearInName.FindStringSubmatch(name); m != nil {
		return number(m[1])
	}
	return yearOf(name)
}

// yearInClosing is the year that a report was signed in; that before, where it
// was signed in January or February, when people report on the year that is
// over.
func yearInClosing(d *text.Document, o *outline.Outline) int {
	m := dateIn.FindStringSubmatch(o.Closing.Of(d.Text))
	if m == nil {
		return 0
	}
	if month, _ := strconv.Atoi(m[2]); month <= 2 {
		return number(m[1]) - 1
	}
	return number(m[1])
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
