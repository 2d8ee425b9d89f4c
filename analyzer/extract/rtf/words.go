package rtf

import (
	"fmt"
	"strconv"
	"strings"

	"hegao/analyzer/extract/meta"
	"hegao/analyzer/text"
)

// destination says what becomes of the text of a group.
type destination int

const (
	body destination = iota
	nowhere
	fontTable
	styleSheet
	info   // nothing but the groups inside
	shape  // nothing but the text boxes, or the Unicode text, inside
	label  // the number of a list paragraph
	title  // of the document
	author // of the document
	company
	created  // nothing but the words that say when
	modified // likewise
)

// infos are the destinations inside info that are read.
var infos = map[string]destination{
	"title": title, "author": author, "company": company, "creatim": created, "revtim": modified,
}

// word follows a control word.
func (r *reader) word(t token) error {
	first := r.fresh
	star := r.star
	r.fresh = false
	if r.skip > 0 && t.word != "u" {
		r.skip-- // a word counts as one character
		return nil
	}
	if t.word == "*" {
		r.star, r.fresh = true, first
		return nil
	}
	r.star = false
	if first && r.begins(t, star) {
		return nil
	}
	switch r.to {
	case nowhere, info, shape:
		return nil
	case fontTable:
		r.defineFont(t)
		return nil
	case styleSheet:
		r.defineStyle(t)
		return nil
	case created:
		r.created.word(t)
		return nil
	case modified:
		r.modified.word(t)
		return nil
	}
	if s, ok := signOf(t.word); ok {
		r.sign(s)
		return nil
	}
	if r.character(t) {
		return nil
	}
	return r.paragraphWord(t)
}

// begins takes the first word of a group, which says where its text goes.
// What \* stands before and is not known here is not shown.
func (r *reader) begins(t token, star bool) bool {
	if r.to == nowhere {
		return true
	}
	switch t.word {
	case "shptxt", "dptxbxtext":
		r.openFlow(false)
		return true
	case "footnote":
		if r.to == body {
			r.openFlow(true)
		}
		return true
	case "upr":
		r.under, r.to = r.to, shape
		return true
	case "ud":
		r.to = r.under
		return true
	}
	if to, ok := infos[t.word]; ok {
		if r.to == info {
			r.to = to
		}
		return true
	}
	if to, ok := destinationOf(t.word); ok {
		r.to = to
		return true
	}
	if star && !isTransparent(t.word) || r.to == info {
		r.to = nowhere
		return true
	}
	return false
}

// destinationOf knows the words that begin text which is no body text.
func destinationOf(word string) (destination, bool) {
	switch word {
	case "fonttbl":
		return fontTable, true
	case "stylesheet":
		return styleSheet, true
	case "info":
		return info, true
	case "listtext", "pntext":
		return label, true
	case "shp", "shpinst", "do", "shpgrp":
		return shape, true
	case "colortbl", "pict", "nonshppict", "shprslt", "fldinst", "annotation", "atnid", "atnauthor",
		"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
		"ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "nonesttables", "xe", "tc", "tcn", "rxe", "txe",
		"filetbl", "revtbl", "rsidtbl", "listtable", "listoverridetable", "pgdsctbl", "objdata", "objclass", "objname",
		"bkmkstart", "bkmkend", "pn", "sn", "sv", "sp", "themedata", "mmathPr", "background", "template", "falt", "panose":
		return nowhere, true
	}
	return 0, false
}

// isTransparent knows the words behind \* whose text is shown.
func isTransparent(word string) bool {
	switch word {
	case "nesttableprops", "moMath", "moMathPara", "sectspecifyl":
		return true
	}
	return false
}

// day is the day that the words of a group name.
type day struct{ year, month, of int }

func (d *day) word(t token) {
	switch t.word {
	case "yr":
		d.year = t.number
	case "mo":
		d.month = t.number
	case "dy":
		d.of = t.number
	}
}

func (d day) date() text.Date {
	return meta.Date(fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.of))
}

// defineFont follows the font table.
func (r *reader) defineFont(t token) {
	switch t.word {
	case "f":
		r.added = t.number
	case "fcharset":
		if page := charset(t.number); page != 0 {
			r.fonts[r.added] = page
		}
	case "cpg":
		r.fonts[r.added] = t.number
	}
}

// defineStyle follows the style sheet, in which a style is a group.
func (r *reader) defineStyle(t token) {
	switch t.word {
	case "s":
		r.style = t.number
	case "outlinelevel":
		r.outlines[r.style] = t.number
	}
}

// nameStyle takes the name of the style that was defined. The names of the
// heading styles say their level.
func (r *reader) nameStyle() {
	name := strings.ToLower(strings.TrimSpace(r.named.String()))
	r.named.Reset()
	rest, ok := strings.CutPrefix(strings.TrimSuffix(name, ";"), "heading ")
	if level, err := strconv.Atoi(rest); ok && err == nil {
		if _, said := r.outlines[r.style]; !said {
			r.outlines[r.style] = level - 1
		}
	}
}

// signOf returns what a word draws.
func signOf(word string) (string, bool) {
	switch word {
	case "tab":
		return "\t", true
	case "line", "lbr", "page", "column":
		return "\n", true
	case "emdash":
		return "—", true
	case "endash":
		return "–", true
	case "lquote":
		return "‘", true
	case "rquote":
		return "’", true
	case "ldblquote":
		return "“", true
	case "rdblquote":
		return "”", true
	case "bullet":
		return "•", true
	case "emspace", "enspace", "qmspace", "~":
		return "\u00a0", true
	case "_":
		return "-", true
	}
	return "", false
}

// character follows the words about characters.
func (r *reader) character(t token) bool {
	on := !t.has || t.number != 0
	switch t.word {
	case "u":
		r.unicode(t.number)
		return true
	case "uc":
		r.uc = min(max(0, t.number), 16)
		return true
	}
	switch t.word {
	case "ansi", "mac", "pc", "pca", "ansicpg", "deff", "plain", "f", "af", "loch", "hich", "dbch", "v", "deleted", "revised":
		r.flush()
	}
	switch t.word {
	case "mac":
		r.page = 10000
	case "pc":
		r.page = 437
	case "pca":
		r.page = 850
	case "ansicpg":
		if t.number != 0 {
			r.page = t.number
		}
	case "deff":
		r.font0, r.font = t.number, t.number
	case "plain":
		r.font, r.far, r.isFar = r.font0, -1, false
		r.hide, r.deleted = false, false
	case "f":
		if r.isFar {
			r.far = t.number
		} else {
			r.font = t.number
		}
	case "af":
		if r.isFar {
			r.far = t.number
		}
	case "loch", "hich":
		r.isFar = false
	case "dbch":
		r.isFar = true
	case "v":
		r.hide = on
	case "deleted":
		r.deleted = on
		r.tracked = r.tracked || on
	case "revised":
		r.tracked = r.tracked || on
	default:
		return false
	}
	return true
}
