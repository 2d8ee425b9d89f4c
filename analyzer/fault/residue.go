package fault

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Residue is what came in with a text that was taken from somewhere: lines
// of the site, page numbers, words altered by a filter, words cut in two.

var (
	siteWords = regexp.MustCompile(`(?i)网友投稿|来源[:：]\s*网络|[此本全]文共[0-9]+字|此处隐藏[0-9]+字|下载后查看|点击下载|(?m:^[>＞\s　]*(推荐|相关|延伸)阅读)|(推荐|相关|延伸)阅读[:：]|由会员分享|可在线阅读|好?范文(网|大全|站|之家|参考)|如有侵权.{0,10}删除|侵权[^，。；]{0,8}删除|copyright\s*©?|©\s*\S{2,20}|all rights reserved|ICP备\S{4,14}|欢迎(品鉴|下载|阅读)|文章[0-9]+篇[，,]?(欢迎|供|希望)|更多.{0,8}(范文|资料)请`)
	filtered  = regexp.MustCompile(`党[wW][（(]|[（(]党[wW][)）]|yq(处置|防控|期间)|wh处置|网络a全|一岗[*＊_]责|[*＊]{2,}总书记|总书记总书记`)
	pageLine  = regexp.MustCompile(`^(?:[-—–]\s*[0-9]{1,3}\s*[-—–]|第\s*[0-9]{1,3}\s*页(?:\s*共\s*[0-9]{1,3}\s*页)?|[0-9]{1,3}\s*/\s*[0-9]{1,3})$`)
	hyphen    = regexp.MustCompile(`\p{Han}[-‐]\p{Han}`)
)

func findResidue(in *Input) []Fault {
	t := in.Doc.Text
	var out []Fault
	add := func(s text.Span, key message.Key) {
		out = append(out, Fault{
			Severity: Error, Span: s, Message: message.New(key, s.Of(t)),
			Suggestion: message.Say("suggest.residue"),
		})
	}
	for _, at := range siteWords.FindAllStringIndex(t, -1) {
		add(text.Span{Start: at[0], End: at[1]}, "fault.residue_site")
	}
	for _, at := range filtered.FindAllStringIndex(t, -1) {
		add(text.Span{Start: at[0], End: at[1]}, "fault.residue_filtered")
	}
	for _, b := range in.Doc.Blocks {
		if pageLine.MatchString(b.Of(t)) {
			add(b.Span, "fault.residue_page")
		}
	}
	for _, at := range hyphen.FindAllStringIndex(t, -1) {
		s := text.Span{Start: at[0], End: at[1]}
		if cutsWord(t, s) {
			add(s, "fault.residue_hyphen")
		}
	}
	return out
}

// cutsWord reports whether the two hanzi around a hyphen make a word that
// the text writes without one elsewhere (宣-传 and 宣传). A row of hyphens
// joins names (省-市-县) and cuts nothing.
func cutsWord(t string, s text.Span) bool {
	first, n := utf8.DecodeRuneInString(t[s.Start:s.End])
	last, _ := utf8.DecodeLastRuneInString(t[s.Start:s.End])
	if !unicode.Is(unicode.Han, first) || n == 0 {
		return false
	}
	if prev, next := neighbours(t, s); isHyphen(prev) || isHyphen(next) {
		return false
	}
	around := t[max(0, s.Start-8):s.Start] + t[s.End:min(len(t), s.End+8)]
	return !strings.ContainsAny(around, "-‐") && strings.Contains(t, string([]rune{first, last}))
}

func isHyphen(r rune) bool { return r == '-' || r == '‐' }
