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
// of the site, page numbers, codes of the page, words altered by a filter,
// words cut in two, the phrases of a writing program.

var (
	siteWords = newPattern("网详来此本全下点由可好范文如侵cC©aAIi欢更当您责浏推相延版【打关加返扫长分", `(?i)网友投稿|来源[:：]\s{0,4}网络|[此本全]文共[0-9]+字|此处隐藏[0-9]+字|下载后查看|点击(?:下载|这里|此处|链接|查看全文)|详情请?点击|由会员分享|可在线阅读|好?范文(?:网|大全|站|之家|参考)|文秘网|如有侵权.{0,10}删除|侵权[^，。；]{0,8}删除|copyright\s{0,4}©?|©\s{0,4}\S{2,20}|all rights reserved|ICP备\S{4,14}|欢迎(?:品鉴|下载|阅读)|文章[0-9]+篇[，,]?(?:欢迎|供|希望)|更多.{0,8}(?:范文|资料)请|当前位置[:：]|您(?:所在|现在)的位置[:：]?|责任编辑[:：]|浏览次数[:：]|点击(?:数|量|率)?[:：]\s{0,4}[0-9]|(?:推荐|相关|延伸)阅读[:：]|版权所有|本站(?:提供|收集|整理|所有)|【?打印(?:本页|此页)|关闭窗口|加入收藏|返回顶部|扫一扫.{0,8}(?:手机|打开|关注)|长按.{0,6}二维码|分享到[:：]`)
	// piecesNote: (精选3篇) behind a title.
	piecesNote = newPattern("（(", `[（(](?:精选|通用|热门|最新|优选|实用|共|合集|必备|推荐)?[0-9一二三四五六七八九十]{1,3}篇[)）]`)
	// siteLine: what is residue only where it begins a line.
	siteLine = regexp.MustCompile(`^(?:(?:推荐|相关|延伸)阅读|相关(?:推荐|文章|链接|新闻)$|猜你喜欢|为你推荐|热门(?:文章|推荐)|(?:上|下)一篇[:：]|篇[一二三四五六七八九十0-9]{1,3}[:：]|阅读全文$|展开全文$|网站首页|首页\s{0,4}[>＞›»])`)
	// codes of a page or of a word processor, and characters lost in a
	// conversion.
	codes    = newPattern("&<错E\uFFFD锟烫", `&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|#[0-9]{2,5});|</?(?:br|p|div|span|font|strong|td|tr|table|img|a)(?:\s[^<>]{0,80})?/?>|错误[!！]\s{0,2}(?:未找到|未定义|不能识别)[^。，]{0,8}[。.]|Error! [A-Z][a-z ]{4,40}\.|\x{FFFD}+|锟斤拷|烫烫烫`)
	program  = newPattern("作希以当好没请您可如", `作为(?:一个|一名|一款)?(?:AI|人工智能)(?:语言)?(?:模型|助手)|希望(?:以上|这份|这篇|本文|上述).{0,10}对您.{0,4}(?:帮助|启发)|以下是(?:为您|根据您|按照您)|(?:当然可以|当然|好的|没问题)[！!，,。]以下是(?:一|为|根据|按|关于|您|我|这)|(?:请|您可以?|可)根据(?:您的)?(?:实际|具体)(?:情况|需要|需求)(?:进行)?(?:修改|调整|填写|替换|增删)|如(?:需|果您需要)进一步(?:修改|完善|调整).{0,6}告诉我`)
	filtered = newPattern("党（(yw网一*＊总"+letters, `党[wW][（(]|[（(]党[wW][)）]|yq(?:处置|防控|期间)|wh处置|网络a全|一岗[*＊_]责|[*＊]{2,}总书记|总书记总书记|[A-Za-z*＊]{1,3}(?:总书记|新时代中国特色社会主义|谈治国理政)`)
	pageLine = regexp.MustCompile(`^(?:[-—–]{1,2}\s{0,4}[0-9]{1,3}\s{0,4}[-—–]{1,2}|第\s{0,4}[0-9]{1,3}\s{0,4}页(?:[，,]?\s{0,4}共\s{0,4}[0-9]{1,3}\s{0,4}页)?|[0-9]{1,3}\s{0,4}/\s{0,4}[0-9]{1,3})$`)
	// pageInside: a page number that fell into a sentence.
	pageInside = newPattern("第-—–0123456789", `第\s{0,4}[0-9]{1,3}\s{0,4}页[，,]?\s{0,4}共\s{0,4}[0-9]{1,3}\s{0,4}页|[-—–]\s{0,2}[0-9]{1,3}\s{0,2}[-—–]|[0-9]{1,3}、、`)
	hyphen     = newPattern("-‐", `[-‐]`)
)

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func findResidue(r *reading) []Fault {
	x := &residue{t: r.t, taken: make(byteSet, len(r.t))}
	x.all(codes, "fault.residue_code", always)
	x.all(filtered, "fault.residue_filtered", notInWord)
	x.all(program, "fault.residue_program", r.unquoted)
	x.all(siteWords, "fault.residue_site", r.unquoted)
	x.all(piecesNote, "fault.residue_site", r.unquoted)
	for _, b := range r.Doc.Blocks {
		line := b.Of(r.t)
		lead := len(line) - len(strings.TrimLeft(line, ">＞ 　"))
		if m := siteLine.FindStringIndex(line[lead:]); m != nil {
			x.add(text.Span{Start: b.Start + lead, End: b.Start + lead + m[1]}, "fault.residue_site")
		}
		if b.Kind != text.TableRow && len(line) <= maxPageLine && pageLine.MatchString(line) {
			x.add(b.Span, "fault.residue_page")
		}
	}
	x.all(pageInside, "fault.residue_page", isPageNumber)
	hyphen.each(r.t, func(s text.Span) {
		if word, ok := cutWord(r.t, s); ok {
			x.add(word, "fault.residue_hyphen")
		}
	})
	return x.out
}

// PageNumbers are the faults for page numbers that were taken out of t before
// it was checked; left are the spans that were taken out, in order. Cost:
// O(left).
func PageNumbers(t string, left []text.Span, s Settings) []Fault {
	if s.off("residue") {
		return nil
	}
	x := &residue{t: t, taken: make(byteSet, len(t))}
	for _, gone := range left {
		if at := text.Trim(t, gone); !at.Empty() {
			x.add(at, "fault.residue_page")
		}
	}
	for i := range x.out {
		x.out[i].Rule = "residue"
	}
	all := s.apply(t, x.out)
	name(t, all)
	return all
}

// maxPageLine is the longest line that may be a page number, in bytes.
const maxPageLine = 40

type residue struct {
	t     string
	taken byteSet
	out   []Fault
}

// all adds what p finds and real confirms.
func (x *residue) all(p *pattern, key message.Key, real func(string, text.Span) bool) {
	p.each(x.t, func(s text.Span) {
		if real(x.t, s) {
			x.add(s, key)
		}
	})
}

// add reports s unless it was reported already.
func (x *residue) add(s text.Span, key message.Key) {
	if x.taken.has(s) {
		return
	}
	x.taken.add(s)
	x.out = append(x.out, Fault{
		Severity: Error, Span: s, Message: message.New(key, s.Of(x.t)),
		Suggestion: message.Say("suggest.residue"),
	})
}

// unquoted reports whether a phrase is the text's own and no quotation.
func (r *reading) unquoted(_ string, s text.Span) bool { return !r.quoted.has(s) }

// notInWord: a letter before the match belongs to a longer word.
func notInWord(t string, s text.Span) bool {
	prev, _ := neighbours(t, s)
	return !isLatin(prev)
}

// isPageNumber tells a page number in a sentence from 6—8月 and from marks
// that set off a figure.
func isPageNumber(t string, s text.Span) bool {
	prev, next := neighbours(t, s)
	if strings.HasPrefix(s.Of(t), "第") {
		return true
	}
	if strings.HasSuffix(s.Of(t), "、、") {
		return prev != 0 && prev != '\n'
	}
	around := func(r rune) bool { return unicode.Is(unicode.Han, r) || strings.ContainsRune("，。；、 　", r) }
	if !strings.ContainsAny(s.Of(t), " —–") { // 全部-5-上岗
		return unicode.Is(unicode.Han, prev) && unicode.Is(unicode.Han, next) && !strings.ContainsRune("号栋楼第层区组东南西北甲乙丙丁", prev)
	}
	return around(prev) && around(next)
}

// cutWords: words that filters of the web cut in two. Others are recognised
// where the text writes them without a hyphen elsewhere.
const cutWords = "舆论 政治 政府 中央 国家 领导 宣传 思想 意识 形态 群众 人民 干部 党员 组织 民主 法律 社会 经济 文化 教育 安全 网络 信息 工作 建设 发展 管理 服务 学习 精神 制度 责任 监督 检查 纪律 警察 公安 军队 宗教 民族 上访 信访 维权 暴力 色情 赌博 毒品 腐败 贪污 贿赂 疫情 病毒 医院 学校 教师 学生 企业 改革 开放 革命 主席 书记 总理 委员 代表 会议 文件 政策 方针 路线 斗争 敌对 势力 分裂 稳定 和谐 事件 矛盾 纠纷 问题 风险 隐患"

// cutWord takes the two hanzi around a hyphen into s; ok where they make a
// word: one that is often cut, or one that the text writes without a hyphen
// elsewhere. A row of hyphens joins names (省-市-县) and cuts nothing.
func cutWord(t string, s text.Span) (word text.Span, ok bool) {
	first, last := neighbours(t, s)
	if !unicode.Is(unicode.Han, first) || !unicode.Is(unicode.Han, last) {
		return s, false
	}
	word = text.Span{Start: s.Start - utf8.RuneLen(first), End: s.End + utf8.RuneLen(last)}
	if strings.ContainsAny(back(t, word.Start, 4)+ahead(t, word.End, 4), "-‐") {
		return s, false
	}
	joined := string([]rune{first, last})
	return word, hasAny(joined, cutWords) || strings.Contains(t, joined)
}
