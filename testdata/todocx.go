//go:build ignore

// Todocx makes a Word file of a report in plain text, for the cases here:
//
//	go run testdata/todocx.go -auto report.txt report.docx
//
// With -auto the numbers 一、 and （一） are left to Word's own numbering,
// borne by two styles; without it they are typed.
package main

import (
	"flag"
	"log"
	"os"
	"strings"

	"hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/outline"
)

func main() {
	auto := flag.Bool("auto", false, "leave the outer numbers to Word")
	flag.Parse()
	in, err := os.ReadFile(flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(flag.Arg(1), convert(string(in), *auto), 0o644); err != nil {
		log.Fatal(err)
	}
}

func convert(t string, auto bool) []byte {
	d := docxtest.Doc{
		Styles: docxtest.ParagraphStyle("Part", "公文一级", "", "<w:pPr>"+docxtest.Num(1, 0)+"</w:pPr>") +
			docxtest.ParagraphStyle("Clause", "公文二级", "", "<w:pPr>"+docxtest.Num(1, 1)+"</w:pPr>"),
		Numbering: docxtest.Abstract(1,
			docxtest.Level(0, "japaneseCounting", "%1、", `<w:pStyle w:val="Part"/>`, `<w:suff w:val="nothing"/>`),
			docxtest.Level(1, "chineseCounting", "（%2）", `<w:pStyle w:val="Clause"/>`, `<w:suff w:val="nothing"/>`),
		) + docxtest.Use(1, 1),
	}
	var body strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(t), "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		num, n := outline.ScanNumber(line)
		switch {
		case i == 0:
			d.Title = line
			body.WriteString(docxtest.P(line, `<w:jc w:val="center"/>`))
		case auto && num.Style == outline.Hanzi:
			body.WriteString(docxtest.P(line[n:], docxtest.Style("Part")))
		case auto && num.Style == outline.ParenHanzi:
			body.WriteString(docxtest.P(line[n:], docxtest.Style("Clause")))
		default:
			body.WriteString(docxtest.P(line))
		}
	}
	d.Body = body.String()
	return docxtest.Build(d)
}
