package compose

import "strconv"

const (
	header    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	office    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordType  = "application/vnd.openxmlformats-officedocument.wordprocessingml."

	contentTypes = header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
	rootRelations = header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + office + `officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
	mainRelations = header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + office + `styles" Target="styles.xml"/></Relationships>`
)

// The styles, by the ids under which Look names them.
const (
	StyleTitle = "Title"
	StyleSmall = "Small" // of a page that must hold much
)

// headingStyle is the style of a heading, level 1…9.
func headingStyle(level int) string { return "Heading" + strconv.Itoa(min(max(level, 1), 9)) }

// styles are those of GB/T 9704: the title in large Song type, the body in
// Fangsong of 16 points, headings in Hei and Kai. Any can be absent on the
// reader's machine; the program then takes the next it has.
func styles() string {
	s := header + `<w:styles xmlns:w="` + namespace + `"><w:docDefaults><w:rPrDefault><w:rPr>` + fonts("仿宋") +
		`<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		style("Normal", "Normal", `w:default="1"`, `<w:spacing w:line="560" w:lineRule="exact"/><w:jc w:val="both"/>`, "") +
		style(StyleTitle, "Title", "", `<w:spacing w:after="280" w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>`, fonts("宋体")+`<w:b/><w:sz w:val="44"/>`) +
		style(StyleSmall, "Hegao Small", "", `<w:spacing w:line="264" w:lineRule="auto"/><w:jc w:val="left"/>`, fonts("宋体")+`<w:sz w:val="18"/>`)
	for level := 1; level <= 9; level++ {
		face := "仿宋"
		switch level {
		case 1:
			face = "黑体"
		case 2:
			face = "楷体"
		}
		s += style(headingStyle(level), "heading "+strconv.Itoa(level), "",
			`<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="`+strconv.Itoa(level-1)+`"/>`, fonts(face))
	}
	return s + `</w:styles>`
}

func fonts(face string) string {
	return `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="` + face + `"/>`
}

func style(id, name, more, paragraph, run string) string {
	if more != "" {
		more = " " + more
	}
	base := `<w:basedOn w:val="Normal"/>`
	if id == "Normal" {
		base = ""
	}
	return `<w:style w:type="paragraph"` + more + ` w:styleId="` + id + `"><w:name w:val="` + name + `"/>` + base +
		`<w:pPr>` + paragraph + `</w:pPr><w:rPr>` + run + `</w:rPr></w:style>`
}
