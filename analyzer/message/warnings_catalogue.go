package message

// warningSentences: how a file was read, under "warning." + its code.
var warningSentences = map[Key]entry{
	"warning.several_reports": {"文件里像有 {0} 篇报告，这次当作一篇核。", "The file seems to hold {0} reports; it was read as one."},
	"warning.encoding":        {"按 {0} 编码读取。", "Read as {0}."},

	"warning.bad_characters":  {"有 {0} 处字符损坏，以 � 代替。", "{0} places could not be decoded and show as �."},
	"warning.tracked_changes": {"文件带有修订，按全部接受后的样子读。", "The file holds tracked changes; it was read as if all were accepted."},
	"warning.hidden_text":     {"文件里有隐藏文字，未读。", "The file holds hidden text, which was not read."},
}
