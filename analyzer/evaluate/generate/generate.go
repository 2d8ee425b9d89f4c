// Package generate makes what the quality of the program is measured with:
// invented reports in any number, edits that a person makes to a passage
// while copying it, and folders of labelled cases made from both.
//
// Everything follows from a seed, so that a figure can be measured again.
// No text, name or phrase in it comes from a real report.
//
// A Corpus gives reports by number:
//
//   - data.go, grammar.go, table.go: the words and sentence frames of data/,
//     and how one of many is drawn.
//   - writer.go, figures.go, names.go: one sentence with its names and
//     figures.
//   - lineage.go: which report is a later version or a copy of which.
//   - corpus.go, compose.go, sections.go: whole reports.
//
// Apply edits a passage: edit.go, the files edit_*.go, and for finding words
// and clauses lexicon.go and sentences.go.
//
// WriteCases writes folders of labelled drafts: cases.go says what goes where,
// passage.go takes passages out of the archive, place.go puts them into
// hosts, folder.go writes the files.
package generate
