// Package testdata embeds the invented reports and drafts, for the demo and
// for tests in other rooms. copies.csv says which report copies which, and
// how; labels.json what a check of the drafts must find.
package testdata

import "embed"

// Files holds manifest.csv, reports/, drafts/, rewrites/, compendium.txt, copies.csv and
// labels.json.
//
//go:embed manifest.csv copies.csv labels.json compendium.txt reports drafts rewrites
var Files embed.FS
