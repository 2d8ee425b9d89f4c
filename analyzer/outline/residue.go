package outline

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// Residue is text that came in with the file and is no part of a report.
type Residue struct {
	Span text.Span
	Kind ResidueKind
}

// ResidueKind sorts residue by where it comes from.
type ResidueKind string

// The kinds of residue.
const (
	SiteLine    ResidueKind = "site_line"   // lines of the site it was taken from
	Compendium  ResidueKind = "compendium"  // what speaks of the whole file: "…的文章20篇，欢迎品鉴", its table of contents
	PartMarker  ResidueKind = "part_marker" // 篇一：
	PageNumber  ResidueKind = "page_number" // a line that is a page number
	Transferred ResidueKind = "transferred" // 由会员分享 and the like
)

const count = `[0-9一二三四五六七八九十]{1,3}`

var (
	siteLine = regexp.MustCompile(`(?i)copyright|©|版权所有|all rights reserved|备\d{6,}号|ICP备|公网安备|推荐阅读|相关推荐|点击下载|下载文档|返回首页|上一篇|下一篇|` +
		`扫一扫.{0,6}关注|(扫码|长按|搜索|点击).{0,8}关注|^关注.{0,8}公众号|猜你喜欢|本文来源|文章来源|责任编辑[:：]|https?://|www\.|` +
		`^(热门|相关|延伸|更多)(文章|阅读|推荐|范文|内容)|^(更新|发布)(时间|日期)[:：]|(浏览|阅读|点击)(次数|量)[:：]|^(分享|收藏|转发)(到|本文|本站)|^来源[:：]`)
	transferred = regexp.MustCompile(`会员(上传|分享)|[可供]在线阅读|网友(投稿|上传|分享)|此处隐藏\d+字|[全本此]文共\d+字|仅供参考|侵权.{0,8}删除|范文网|(百度|豆丁|道客|本)文库|下载后(查看|可编辑)`)
	compendium  = regexp.MustCompile(`(为大家|为您|小编).{0,6}(整理|搜集|收集|精心|带来|准备|分享).{0,30}(范文|文章|总结|报告|材料|资料|模板|希望)|文章` + count + `篇.{0,4}(欢迎|供|希望)|` +
		`(范文|精选|合集|集锦|总结|小结|报告|汇报|材料|体会|心得|发言|讲话|作文|征文)[（(【\[]?(精选|通用|合集|共|最新|汇总|优秀)?` + count + `篇[）)】\]]?$|` +
		`(范文|精选)[（(]?(精选|通用|合集)?` + count + `篇|欢迎(品鉴|阅读|大家(阅读|下载|收藏|参考|借鉴))|希望(对大家|对您|能帮)`)
	collection = regexp.MustCompile(`(汇编|选编|合集|集锦|大全|文集)([（(].{0,12}[）)])?$`)
	partMarker = regexp.MustCompile(`^([【\[（(]?(第[一二三四五六七八九十\d]{1,3}篇|(篇|范文|例文|样本)[一二三四五六七八九十\d]{1,3})([】\]）)][：: 　、.]?|[：: 　、.]|$))`)
	pageNumber = regexp.MustCompile(`^[-—–－―·•~\s　]*(\d{1,3}|[-—–－―·•~第]\s*\d{1,4}\s*页?)(\s*页)?([/／]\s*共?\s*\d{1,4}\s*页?|[，,\s　]*共\s*\d+\s*页)?[-—–－―·•~\s　]*$|(?i)^page\s*\d+(\s*of\s*\d+)?$`)
	contents   = regexp.MustCompile(`^目[\s　]*[录次]$`)
	leader     = regexp.MustCompile(`([.…·．。_-]{3,}|…|\t|[\s　]{3,})[\s　]*[（(]?\d{1,3}[）)]?$`)
)

// residueOf tells whether a whole line is residue.
func residueOf(plain string) (ResidueKind, bool) {
	n := utf8.RuneCountInString(plain)
	switch {
	case n > 200:
		return "", false
	case isPageNumber(plain):
		return PageNumber, true
	case n <= 80 && siteLine.MatchString(plain):
		return SiteLine, true
	case containsAny(plain, collected) && compendium.MatchString(plain):
		return Compendium, true
	case n <= 80 && transferred.MatchString(plain):
		return Transferred, true
	}
	return "", false
}

// collected: what every line about a collection holds, to look for first.
var collected = []string{"篇", "小编", "为大家", "为您", "欢迎", "希望"}

// maxPageNumber is the longest page number in bytes.
const maxPageNumber = 48

func isPageNumber(plain string) bool {
	return len(plain) <= maxPageNumber && pageNumber.MatchString(plain)
}

// maxHead is how many lines a table of contents and what stands above it
// may take.
const maxHead = 60

// headMatter marks the blocks at the beginning of a file that speak of the
// whole: the name of the collection and its table of contents. A table of
// contents is known by its heading, by its page numbers, or because the
// first title comes twice before any text.
//
// The entries of the table are the titles of the reports.
func (p *parser) headMatter() (marks []bool, titles map[string]bool) {
	n := p.headLines()
	marks, titles = make([]bool, len(p.doc.Blocks)), map[string]bool{}
	from, to := p.repeatedTitle(n)
	for i := range n {
		raw := p.doc.Blocks[i].Of(p.doc.Text)
		marks[i] = from <= i && i < to || leader.MatchString(raw) || contents.MatchString(raw) ||
			i < 3 && collection.MatchString(p.plain(i))
	}
	last := -1
	for i := range n {
		if marks[i] && !collection.MatchString(p.plain(i)) {
			last = i
		}
	}
	for i := range last + 1 { // what stands above the table belongs to it
		marks[i] = true
		titles[p.entry(i)] = true
	}
	return marks, titles
}

// headLines counts the short lines that the file begins with.
func (p *parser) headLines() int {
	for i := range p.doc.Blocks {
		if i == maxHead || utf8.RuneCountInString(p.plain(i)) > maxTitleLine {
			return i
		}
	}
	return min(len(p.doc.Blocks), maxHead)
}

// repeatedTitle finds the lines from the first of the first n to its second
// occurrence; from and to are 0 where no line comes twice.
func (p *parser) repeatedTitle(n int) (from, to int) {
	seen := map[string]int{}
	for j := range n {
		entry := p.entry(j)
		if utf8.RuneCountInString(entry) < 4 {
			continue
		}
		if i, ok := seen[entry]; ok && j-i >= 2 {
			return i, j
		}
		if _, ok := seen[entry]; !ok {
			seen[entry] = j
		}
	}
	return 0, 0
}

// entry is line i without its number, part marker and page.
func (p *parser) entry(i int) string {
	raw := strings.TrimSpace(p.doc.Blocks[i].Of(p.doc.Text))
	if at := leader.FindStringIndex(raw); at != nil {
		raw = raw[:at[0]]
	}
	plain := strings.Join(strings.Fields(raw), "")
	if _, n := ScanNumber(plain); n > 0 {
		plain = plain[n:]
	}
	plain = plain[len(partMarker.FindString(plain)):]
	return strings.Trim(plain, "《》…. ：:")
}
