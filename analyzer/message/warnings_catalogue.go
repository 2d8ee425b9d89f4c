package message

// warningSentences: how a file was read, under "warning." + its code.
var warningSentences = map[Key]entry{
	"warning.several_reports": {"文件里像有 {0} 篇报告，这次当作一篇核。", "The file seems to hold {0} reports; it was read as one."},
	"warning.encoding":        {"按 {0} 编码读取。", "Read as {0}."},
}
