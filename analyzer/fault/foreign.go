package fault

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Another unit's name in the draft. To name another unit is natural: it
// guides, helps, is reported to. It is a leftover where it stands in the
// place of the draft's own name: in title and signature, behind 我院, as the
// subject of what only a report on itself says (将继续…, 高度重视…), and where
// the county or town named as one's superior is another one.

func findForeignNames(r *reading) []Fault {
	f := &foreign{reading: r, own: unitOf(squeeze(r.Unit))}
	f.taken = make(byteSet, len(r.t))
	if f.own.name != "" {
		f.signatures()
		f.names()
		f.places()
		f.copies()
	}
	f.selves()
	f.replaced()
	return f.out
}

type foreign struct {
	*reading
	own   unit
	taken byteSet
	out   []Fault
}

func (f *foreign) add(s text.Span, sev Severity, msg message.Message) {
	if s.Empty() || f.taken.has(s) {
		return
	}
	f.taken.add(s)
	f.out = append(f.out, Fault{Severity: sev, Span: s, Message: msg, Suggestion: message.Say("suggest.foreign_name")})
}

// names judges every name of the roster that the text holds, and the names
// that the roster lacks but that look like the draft's own kind.
func (f *foreign) names() {
	var all []named
	if f.Roster != nil {
		all = f.Roster.find(f.t)
	}
	for _, n := range append(all, f.likeOwn()...) {
		if f.own.isKin(n.unit) || f.quoted.has(n.Span) || f.insideOwn(n.Span) {
			continue
		}
		f.judge(f.whole(n))
	}
}

// whole takes the party committee that follows into the name.
func (f *foreign) whole(n named) named {
	tail := ahead(f.t, n.End, 6)
	for _, word := range []string{"党委", "党组", "党支部", "党总支", "领导班子", "人民政府", "政府"} {
		if strings.HasPrefix(tail, word) {
			n.End += len(word)
			break
		}
	}
	return n
}

// insideOwn: the name is a part of the draft's own, longer one.
func (f *foreign) insideOwn(s text.Span) bool {
	around := back(f.t, s.Start, 12) + s.Of(f.t) + ahead(f.t, s.End, 16)
	return strings.Contains(around, f.own.name) && strings.Contains(f.own.name, s.Of(f.t))
}

func (f *foreign) judge(n named) {
	what := message.New("fault.foreign_name", n.Of(f.t), f.own.name)
	switch {
	case f.titleSpan.Contains(n.Span):
		if f.isTitleOwner(n) {
			f.add(n.Span, Error, what)
		}
	case f.isAfterSelf(n):
		head := back(f.t, n.Start, 4)
		at := strings.LastIndex(head, "我")
		f.add(text.Span{Start: n.Start - len(head) + at, End: n.End}, Error, what)
	case f.isActing(n):
		sev := Warning
		if f.isOpening(n.Span) {
			sev = Error
		}
		f.add(n.Span, sev, what)
	case f.isForeignSuperior(n):
		f.add(n.Span, Warning, what)
	}
}

// isTitleOwner: the title begins with the name (a year or 中共 may stand
// before it), or with 关于 and does not name the draft's own unit.
func (f *foreign) isTitleOwner(n named) bool {
	if n.unit.kind != f.own.kind {
		return false
	}
	head := strings.TrimSpace(f.t[f.titleSpan.Start:n.Start])
	return head == "" || head == "中共" || strings.HasSuffix(head, "年") || strings.HasSuffix(head, "年度")
}

var selfBefore = regexp.MustCompile(`我(?:们|院|局|校|单位|中心|公司|委|办|站|所|厂|园)?[（(]?$`)

// isAfterSelf: 我院青溪县中医院. 我县石桥镇 names a part of one's own county.
func (f *foreign) isAfterSelf(n named) bool {
	head := back(f.t, n.Start, 4)
	if !selfBefore.MatchString(head) || strings.HasSuffix(head, "自我") {
		return false
	}
	return n.unit.kind == f.own.kind
}

// strong: what a unit says of itself in a report, behind its name.
var strong = regexp.MustCompile(`^(?:全体(?:干部|职工|党员|教职工|医务|医护|师生)|领导班子)?(?:将(?:继续|进一步|坚持|以|按照|认真|切实|不断|围绕)|高度重视|始终(?:坚持|把|将|以)|坚持(?:以|把|每|不|党|从|问题)|(?:认真|深入|全面|坚决|严格|积极)(?:贯彻|落实|学习|履行|执行)|(?:进一步|切实|着力|持续|扎实|不断)(?:加强|强化|推进|完善|提升|提高|抓好|做好|落实)|牢固树立|紧紧围绕|以习近平|按照上级|在上级|把.{1,16}(?:作为|摆在|摆上|纳入)|全体(?:干部|职工|党员|教职工|医务|医护))`)

var timeBefore = regexp.MustCompile(`(?:^|[，。；：！？\n　 ]|[一二三四五六七八九十]是)(?:今年|明年|去年|近年来|一年来|下一步|今后|[0-9]{4}年(?:以来|度)?|[0-9]{1,2}月|上半年|下半年|今年以来)?，?$`)

// isActing: the name is the subject of a sentence that a report says of its
// own unit. Superiors and the units below one's own do such things too.
func (f *foreign) isActing(n named) bool {
	if !f.isPeer(n.unit) || !timeBefore.MatchString(back(f.t, n.Start, 14)) {
		return false
	}
	tail := strings.TrimPrefix(ahead(f.t, n.End, 30), "、政府")
	return strong.MatchString(tail) && !strings.HasPrefix(tail, "对我") && !hasAny(headOf(tail, 12), "我院 我局 我校 我镇 我县 我单位")
}

// isPeer: a unit that may have stood where the draft's own stands: of its own
// kind and rank, or of another kind that is neither above nor below it.
func (f *foreign) isPeer(u unit) bool {
	if u.kind == f.own.kind && u.kind != 0 {
		return (u.town == "") == (f.own.town == "") || u.kind == hospital || u.kind == school
	}
	side := func(k unitKind) bool { return k == hospital || k == school || k == company || k == centre }
	return side(u.kind) && side(f.own.kind)
}

// isOpening: s lies in the first two sentences of the text.
func (f *foreign) isOpening(s text.Span) bool {
	seen := 0
	for _, sen := range f.sentences {
		if sen.End <= f.titleSpan.End || f.Outline.Salutation.Contains(sen.Span) {
			continue
		}
		if sen.Contains(s) {
			return true
		}
		if seen++; seen == 2 {
			return false
		}
	}
	return false
}

var (
	obeys = regexp.MustCompile(`(?:按照|根据|依据|遵照|按|落实|贯彻)(?:了)?$`)
	leads = regexp.MustCompile(`^(?:县委|市委|区委|镇党委|党委|党工委|委|政府|县政府|人民政府|[、和]|的|坚强|正确|统一|党组|各级|有力|高度)*(?:领导|指导|部署|关心|支持)(?:和[^，。]{2,8})?下`)
)

// isForeignSuperior: 按照云坪县财政局的规定, 在云坪县委的领导下, in the draft of
// a unit of another county.
func (f *foreign) isForeignSuperior(n named) bool {
	if !f.isElsewhere(n.unit) {
		return false
	}
	head := back(f.t, n.Start, 6)
	tail := ahead(f.t, n.End, 24)
	if strings.HasSuffix(head, "在") && leads.MatchString(tail) {
		return true
	}
	return n.unit.kind == bureau && obeys.MatchString(head) && hasAny(headOf(tail, 10), "规定 要求 部署 安排 通知 文件 意见")
}

// isElsewhere: the unit is of another county, or the draft is a town's and
// the unit of another town.
func (f *foreign) isElsewhere(u unit) bool {
	if u.county != "" && f.own.county != "" {
		return u.county != f.own.county && lastRune(u.county) == lastRune(f.own.county)
	}
	return u.town != "" && f.own.town != "" && u.town != f.own.town
}

var (
	nameLikeOwn = regexp.MustCompile(`^\p{Han}{2,4}(?:县|市|区|镇|乡)\p{Han}{0,6}?(?:人民医院|中医院|妇幼保健院|卫生院|第[一二三四五六七八九十]{1,2}(?:中学|小学|医院)|中心小学|中心学校|实验小学|实验中学|幼儿园)`)
)

// likeOwn finds names of the draft's own kind that no roster knows, at the
// beginning of clauses.
func (f *foreign) likeOwn() []named {
	if f.own.kind != hospital && f.own.kind != school {
		return nil
	}
	var out []named
	for _, sen := range f.sentences {
		for _, c := range clauses(f.t, sen.Span) {
			m := nameLikeOwn.FindStringIndex(c.Of(f.t))
			if m == nil {
				continue
			}
			s := text.Span{Start: c.Start, End: c.Start + m[1]}
			if u := unitOf(s.Of(f.t)); u.kind == f.own.kind {
				out = append(out, named{s, u})
			}
		}
	}
	return out
}

// signatures reports a signature of another unit, where the draft's own is
// not there too.
func (f *foreign) signatures() {
	closing := f.Outline.Closing
	if closing.Empty() || signsAs(closing.Of(f.t), f.own) {
		return
	}
	at := closing.Start
	for line := range strings.SplitSeq(closing.Of(f.t), "\n") {
		s := text.Trim(f.t, text.Span{Start: at, End: at + len(line)})
		at += len(line) + 1
		name := squeeze(s.Of(f.t))
		if utf8.RuneCountInString(name) < 4 || utf8.RuneCountInString(name) > 24 || !isAllHan(name) {
			continue
		}
		u := unitOf(name)
		known := false
		if f.Roster != nil {
			_, known = f.Roster.names[name]
		}
		if u.kind == f.own.kind && u.kind != 0 && (known || u.county != "" || u.town != "") && !f.own.isKin(u) {
			f.add(s, Error, message.New("fault.foreign_name", name, f.own.name))
		}
	}
}

// signsAs: a line of the closing is one of the unit's names, or holds the full
// one.
func signsAs(closing string, u unit) bool {
	for line := range strings.SplitSeq(closing, "\n") {
		line = squeeze(line)
		if strings.Contains(line, u.name) || slices.Contains(u.aliases(), line) {
			return true
		}
	}
	return false
}

// ours: words before a place that make it one's own.
const ours = "爱我 美丽 幸福 平安 法治 数字 魅力 和谐 文明 生态 宜居"

// places finds counties and towns of the roster where a report names its own:
// 爱我云坪, 美丽云坪镇. Cost: O(len(text)), however many places there are.
func (f *foreign) places() {
	if f.Roster == nil {
		return
	}
	for w := range strings.FieldsSeq(ours) {
		for _, s := range occurrences(f.t, w) {
			if place, ok := f.Roster.placeAt(f.t, s.End); ok && f.isElsewhere(placeUnit(place.Of(f.t), f.Roster)) {
				f.add(place, Warning, message.New("fault.foreign_place", place.Of(f.t), f.own.name))
			}
		}
	}
}

// placeUnit is the government of a place, which may be named without its last
// character.
func placeUnit(name string, r *Roster) unit {
	if full, ok := r.stems[name]; ok {
		name = full
	}
	if strings.HasSuffix(name, "镇") || strings.HasSuffix(name, "乡") {
		return unit{name: name, town: name}
	}
	return unit{name: name, county: name}
}

// copies looks closer at what another unit wrote: there its short names and
// its places are leftovers too.
func (f *foreign) copies() {
	for _, c := range f.Copied {
		if c.Span.Start < 0 || c.Span.End > len(f.t) || c.Span.Empty() {
			continue
		}
		source := unitOf(squeeze(c.Unit))
		if source.name == "" || f.own.isKin(source) {
			continue
		}
		for _, name := range source.shortNames() {
			if utf8.RuneCountInString(name) >= minName && !slices.Contains(f.own.aliases(), name) {
				f.leftover(c.Span, name, source, f.isPartner)
			}
		}
		for _, place := range []string{source.town, source.county} {
			if place != "" && place != f.own.town && place != f.own.county {
				f.leftover(c.Span, place, source, f.isVisited)
			}
		}
	}
}

// leftover reports the name where it stands in the passage, unless meant says
// that it stands there on purpose.
func (f *foreign) leftover(passage text.Span, name string, source unit, meant func(text.Span) bool) {
	for _, s := range occurrences(passage.Of(f.t), name) {
		s = s.Shift(passage.Start)
		if !meant(s) && !f.quoted.has(s) {
			f.add(s, Warning, message.New("fault.foreign_copied", s.Of(f.t), source.name))
		}
	}
}

// isVisited: words before a place that make it another one on purpose.
func (f *foreign) isVisited(s text.Span) bool {
	return endsInAny(back(f.t, s.Start, 4), "与 同 和 跟 及 学习 借鉴 参观 考察 、 （ 《")
}

// isPartner: words around a name that make it another unit on purpose.
func (f *foreign) isPartner(s text.Span) bool {
	head, tail := back(f.t, s.Start, 6), ahead(f.t, s.End, 8)
	return endsInAny(head, "在 与 同 和 跟 及 向 由 请 邀请 经 报 对 给 为 从 到 赴 去 联合 会同 协同 配合 协助 按照 根据 学习 借鉴 参观 考察 抄送 委托 接受 通过 支援 来自 、 （ 《") ||
		beginsWithAny(tail, "、 派 来 的指导 的支持 的帮助 指导 支持 帮助 送来 联合 专家")
}
