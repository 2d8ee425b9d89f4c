package rtf

import (
	"strings"
	"unicode"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/numbering"
	"hegao/analyzer/extract/tables"
	"hegao/analyzer/text"
)

// paragraphWord follows the words about paragraphs and tables.
func (r *reader) paragraphWord(t token) error {
	if r.to != body {
		return nil // the \pard in a list's label is not the paragraph's
	}
	f := r.flow
	switch t.word {
	case "pard":
		f.para = paragraph{outline: -1}
	case "intbl":
		f.para.inTable = true
	case "itap":
		f.para.depth = max(0, t.number)
	case "ls":
		f.para.listed = t.number > 0
	case "s":
		f.para.outline = -1
		if level, ok := r.outlines[t.number]; ok {
			f.para.outline = level
		}
	case "outlinelevel":
		f.para.outline = t.number
	case "dropcapt":
		f.para.initial = t.number > 0
	case "par", "sect":
		r.flush()
		if r.deleted || f.para.initial {
			return nil // it runs on into the next one
		}
		return f.paragraph()
	case "cell":
		r.flush()
		return f.cell(1)
	case "nestcell":
		r.flush()
		return f.cell(max(2, f.para.depth))
	case "row":
		r.flush()
		return f.row(1)
	case "nestrow":
		r.flush()
		return f.row(max(2, f.para.depth))
	}
	return nil
}

func (p paragraph) tables() int {
	if p.depth == 0 && p.inTable {
		return 1
	}
	return p.depth
}

// paragraph ends a paragraph.
func (f *flow) paragraph() error {
	depth := f.para.tables()
	return f.after(depth, f.tables.Paragraph(depth, f.take(depth)))
}

func (f *flow) cell(depth int) error {
	return f.after(depth, f.tables.EndCell(depth, f.takeWithBoxes(depth)))
}

// row ends a row. Text between the last cell and the row's end is none.
func (f *flow) row(depth int) error {
	f.text.Reset()
	f.label.Reset()
	return f.tables.EndRow(depth)
}

// after hands on the text boxes of the paragraph that was handed on with err.
func (f *flow) after(depth int, err error) error {
	if err != nil {
		return err
	}
	boxes := f.boxes
	f.boxes = nil
	for _, box := range boxes {
		if err := f.tables.Paragraph(depth, box); err != nil {
			return err
		}
	}
	return nil
}

// end hands on what no \par ended.
func (f *flow) end() error {
	depth := f.para.tables()
	if err := f.after(depth, f.tables.Paragraph(depth, f.take(depth))); err != nil {
		return err
	}
	return f.tables.End()
}

// takeWithBoxes is take for the last paragraph of a cell, behind which
// nothing more can stand in it.
func (f *flow) takeWithBoxes(depth int) blocks.Piece {
	all := append([]blocks.Piece{f.take(depth)}, f.boxes...)
	f.boxes = nil
	return blocks.Join(all)
}

// take makes a piece of the text collected. A paragraph without text shows
// its number only in a table, where it is the column of serial numbers.
func (f *flow) take(depth int) blocks.Piece {
	p := blocks.Piece{Text: f.text.String(), Kind: text.Paragraph}
	number := strings.TrimSpace(f.label.String())
	drawn := number != "" || f.para.listed
	f.text.Reset()
	f.label.Reset()
	const levels = 9
	if drawn {
		p.Kind = text.ListItem
	}
	if 0 <= f.para.outline && f.para.outline < levels {
		p.Kind, p.Level = text.Heading, f.para.outline+1
	}
	if isNumber(number) && (!p.Blank() || tables.InCell(depth)) {
		p.Text, p.Label = number+numbering.Gap(number)+strings.TrimLeft(p.Text, "\t"), len(number)
	}
	return p
}

// isNumber tells a number from a bullet; Word's own for second levels is
// the letter o.
func isNumber(label string) bool {
	return label != "o" && strings.ContainsFunc(label, func(r rune) bool {
		return unicode.IsLetter(r) && !unicode.Is(unicode.Co, r) || unicode.IsDigit(r) || unicode.Is(unicode.No, r)
	})
}
