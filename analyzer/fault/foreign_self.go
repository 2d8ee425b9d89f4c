package fault

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// What a report calls its own unit says what sort of unit wrote it: a
// hospital's report that says 我局 was a bureau's. Where the unit is not
// known, the words themselves vote.

// selfWords: 我 and one of these names the writer's own unit.
const selfWords = "院 局 校 镇 乡 村 街道 社区 公司 集团 委 厅"

// otherWords: what makes of 我局 something else (我局限于, 我委托).
var otherWords = map[string]string{
	"局": "限 部 面 促 势 外", "院": "外 子", "校": "对 正 验 园 准", "委": "托 派 任 屈 婉 员", "村": "官", "乡": "愁 音", "公司": "", "集团": "军", "镇": "静 定 痛", "厅": "堂",
}

// selfNamed is a place where the writer names his own unit.
type selfNamed struct {
	text.Span
	word string
}

func (f *foreign) selfNames() []selfNamed {
	var out []selfNamed
	for at := 0; ; {
		i := strings.Index(f.t[at:], "我")
		if i < 0 {
			return out
		}
		start := at + i
		at = start + len("我")
		prev, _ := utf8.DecodeLastRuneInString(f.t[:start])
		if strings.ContainsRune("自忘唯敌小大", prev) || f.quoted.has(text.Span{Start: start, End: at}) {
			continue
		}
		for w := range strings.FieldsSeq(selfWords) {
			if rest, ok := strings.CutPrefix(f.t[at:], w); ok && (otherWords[w] == "" || !beginsWithAny(rest, otherWords[w])) {
				out = append(out, selfNamed{text.Span{Start: start, End: at + len(w)}, w})
				break
			}
		}
	}
}

// minVotes: from how many uses on the words decide what the writer is, and
// how many uses of another word are too many to be slips.
const (
	minVotes = 3
	maxSlips = 3
)

func (f *foreign) selves() {
	all := f.selfNames()
	allowed := f.allowedSelves()
	if allowed == "" {
		allowed = f.voted(all)
	}
	if allowed != "" {
		count := 0
		for _, s := range all {
			if !strings.Contains(allowed, s.word) {
				count++
			}
		}
		for _, s := range all {
			if !strings.Contains(allowed, s.word) && count <= maxSlips {
				f.add(s.Span, Warning, message.New("fault.foreign_self", s.Of(f.t)))
			}
		}
	}
	f.territory(all)
}

// allowedSelves lists what a unit of the draft's kind may call itself and the
// places it belongs to; "" where its name does not say.
func (f *foreign) allowedSelves() string {
	own := ""
	switch f.own.kind {
	case bureau:
		for w := range strings.FieldsSeq("局 委 厅") {
			if strings.HasSuffix(f.own.name, w) {
				own = w
			}
		}
		if own == "" {
			return ""
		}
	case hospital:
		own = "院"
	case school:
		own = "校 院"
	case village:
		return "村 社区 镇 乡 街道"
	case company:
		own = "公司 集团 院"
	default:
		return ""
	}
	if f.own.town != "" || f.own.county == "" {
		own += " 镇 乡 街道 村 社区"
	}
	return own
}

// single: kinds of unit that exclude one another.
const exclusive = "院 局 校 公司 厅"

// voted is the word that most uses agree on; it allows all but the words that
// exclude it.
func (f *foreign) voted(all []selfNamed) string {
	votes := map[string]int{}
	for _, s := range all {
		votes[s.word]++
	}
	for w := range strings.FieldsSeq(exclusive) {
		others := 0
		for o := range strings.FieldsSeq(exclusive) {
			if o != w {
				others += votes[o]
			}
		}
		if votes[w] >= minVotes && others > 0 && 4*others <= votes[w]+1 {
			allowed := w + " 镇 乡 村 街道 社区 委 集团"
			if w == "校" {
				allowed += " 院"
			}
			return allowed
		}
	}
	return ""
}

var townLand = regexp.MustCompile(`(镇|乡|村)域(?:内|范围)`)

// territory: a hospital, a school or a company has no 镇域, and a draft whose
// unit nobody knows has none where it calls itself 我院 and speaks of no town
// anywhere else.
func (f *foreign) territory(all []selfNamed) {
	side := f.own.kind == hospital || f.own.kind == school || f.own.kind == company
	if f.own.town != "" || !side && (f.own.kind != 0 || !sideCalled(all)) {
		return
	}
	found := townLand.FindAllStringSubmatchIndex(f.t, -1)
	if !side && len(found) < townsIn(f.t) {
		return
	}
	for _, at := range found {
		s := text.Span{Start: at[0], End: at[1]}
		if !f.quoted.has(s) {
			f.add(s, Warning, message.New("fault.foreign_self", s.Of(f.t)))
		}
	}
}

// sideCalled reports whether the words for oneself are those of a hospital, a
// school or a company, and never those of a place.
func sideCalled(all []selfNamed) bool {
	votes := 0
	for _, s := range all {
		switch s.word {
		case "院", "校", "公司", "集团":
			votes++
		case "镇", "乡", "村", "街道", "社区":
			return false
		}
	}
	return votes >= minSide
}

// minSide is how often a draft must call itself so.
const minSide = 2

// townsIn counts the places where a town or a village is spoken of: not 城镇,
// 乡镇, 城乡 and 乡村, which are no place.
func townsIn(t string) int {
	t = noTown.Replace(t)
	return strings.Count(t, "镇") + strings.Count(t, "乡") + strings.Count(t, "村")
}

var noTown = strings.NewReplacer("城镇", "", "乡镇", "", "城乡", "", "乡村", "", "农村", "", "镇静", "", "镇痛", "", "坐镇", "", "家乡", "", "故乡", "")
