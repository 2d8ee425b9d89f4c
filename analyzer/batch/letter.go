package batch

import (
	"path"
	"strconv"
	"strings"
	"unicode"

	"hegao/analyzer"
	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// mostInLetter bounds how many findings of one class a letter names.
const mostInLetter = 10

// Letter drafts what goes back to the unit of draft k, whose check is r: what
// its report lacks and what is to be looked at again, in plain text that a
// person edits and signs. It quotes the report and judges nothing; shared text
// is named without the names of the other units, who have not agreed to be
// named.
func (b *Batch) Letter(k int, r *analyzer.Report, lang message.Lang) string {
	w := letter{lang: lang}
	w.list("letter.missing", names(r, template.Missing))
	w.list("letter.thin", names(r, template.Thin))
	w.list("letter.faults", w.faults(r))
	w.list("letter.shared", b.sharedIn(k, r, lang))
	w.list("letter.past", past(r, lang))
	head, foot := message.Say("letter.nothing"), ""
	if w.points > 0 {
		head, foot = message.Say("letter.please"), message.Text(lang, "letter.foot")+"\n"
	}
	return salutation(r).In(lang) + "\n" + head.In(lang) + "\n" + w.String() + foot
}

// salutation names the unit, or the file where the unit is unknown, and the
// report.
func salutation(r *analyzer.Report) message.Message {
	to := r.Draft.Unit
	if to == "" {
		to = r.Draft.File
	}
	if r.Draft.Title == "" {
		return message.New("letter.head_untitled", oneLine(to))
	}
	return message.New("letter.head", oneLine(to), r.Draft.Title)
}

// letter is the numbered part of a letter.
type letter struct {
	strings.Builder
	lang   message.Lang
	points int
}

// list writes a numbered point with what belongs to it; nothing where there
// is nothing.
func (w *letter) list(key message.Key, of []string) {
	if len(of) == 0 {
		return
	}
	w.points++
	w.WriteString(strconv.Itoa(w.points) + ". " + message.New(key, len(of)).In(w.lang) + "\n")
	for _, s := range of[:min(len(of), mostInLetter)] {
		w.WriteString("   - " + s + "\n")
	}
	if more := len(of) - mostInLetter; more > 0 {
		w.WriteString("   - " + message.New("letter.more", more).In(w.lang) + "\n")
	}
}

// names are the required sections and points with that status.
func names(r *analyzer.Report, s template.Status) (out []string) {
	for _, sec := range r.Coverage.Sections {
		if sec.Required && sec.Status == s {
			out = append(out, sec.Name)
		}
	}
	for _, p := range r.Coverage.Points {
		if p.Required && p.Status == s {
			out = append(out, p.Name)
		}
	}
	return out
}

// faults are the faults that are more than a note, each with the words around
// it.
func (w *letter) faults(r *analyzer.Report) (out []string) {
	for _, f := range r.Faults {
		if f.Severity != fault.Info {
			out = append(out, quoted(around(r.Text, f.Span))+" "+oneLine(f.Message.In(w.lang)))
		}
	}
	return out
}

// aroundChars is how many characters on either side help to find a place.
const aroundChars = 10

// around is what stands at s with the characters next to it in the same line.
func around(t string, s text.Span) string {
	before := []rune(t[strings.LastIndexByte(t[:s.Start], '\n')+1 : s.Start])
	after, _, _ := strings.Cut(t[s.End:], "\n")
	next := []rune(after)
	return string(before[max(0, len(before)-aroundChars):]) + s.Of(t) + string(next[:min(len(next), aroundChars)])
}

// sharedIn quotes the texts that draft k shares with other units, each once.
func (b *Batch) sharedIn(k int, r *analyzer.Report, lang message.Lang) (out []string) {
	runes := []rune(r.Text)
	for _, g := range b.Groups {
		if g.Common {
			continue
		}
		for _, m := range g.Members {
			if m.Draft == k {
				out = append(out, quoted(string(runes[m.Start:m.End]))+message.New("letter.with", g.Units-1, m.End-m.Start).In(lang))
				break
			}
		}
	}
	return out
}

// past quotes what also stands in other units' past reports.
func past(r *analyzer.Report, lang message.Lang) (out []string) {
	for _, p := range r.Reuse.Passages {
		if p.Kind == reuse.Verbatim || p.Kind == reuse.Near {
			out = append(out, quoted(p.Span.Of(r.Text))+message.New("letter.chars", p.Chars).In(lang))
		}
	}
	return out
}

// quoted is the beginning of a text between quotation marks, in one line.
func quoted(t string) string { return "「" + excerpt(oneLine(t)) + "」" }

func oneLine(t string) string { return strings.Join(strings.Fields(t), " ") }

// FileName is a name for files about a draft: its unit, or the name of its own
// file, without what file systems refuse, and at most 60 characters long.
func FileName(d Summary) string {
	name := d.Unit
	if name == "" {
		base := path.Base(strings.ReplaceAll(d.File, `\`, "/"))
		name = strings.TrimSuffix(base, path.Ext(base))
	}
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name))
	return strings.Trim(string(runes[:min(len(runes), 60)]), ". ")
}
