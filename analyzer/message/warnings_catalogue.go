package message

// warningSentences: how a file was read, under "warning." + its code.
var warningSentences = map[Key]entry{
	"warning.several_reports": {"文件里像有 {0} 篇报告，这次当作一篇核。", "The file seems to hold {0} reports; it was read as one."},
	"warning.encoding":        {"按 {0} 编码读取。", "Read as {0}."},

	"warning.bad_characters":  {"有 {0} 处字符损坏，以 � 代替。", "{0} places could not be decoded and show as �."},
	"warning.scanned":         {"扫描件，无文字层，读不到文字；请用有文字的原文件送检。", "A scan without a text layer: there is no text to read; hand in the file it was made from."},
	"warning.scanned_pages":   {"有 {0} 页是扫描图片，没有文字，未读。", "{0} pages are scanned pictures without text and were not read."},
	"warning.unread_pages":    {"有 {0} 页已损坏，未读。", "{0} pages are damaged and were not read."},
	"warning.tracked_changes": {"文件带有修订，按全部接受后的样子读。", "The file holds tracked changes; it was read as if all were accepted."},
	"warning.hidden_text":     {"文件里有隐藏文字，未读。", "The file holds hidden text, which was not read."},

	"warning.docx_protected": {"文件设了编辑保护，别人可能改不了、删不了批注。", "The file is protected against editing: others may not be able to answer or delete the comments."},
	"warning.docx_signed":    {"文件带数字签名，加批注后签名失效。", "The file is digitally signed; with comments in it the signature no longer holds."},
	"warning.docx_rebuilt":   {"批注写在按文字重新生成的 Word 文件里，版式不是原件的。", "The comments stand in a Word file made from the text; its layout is not that of the original."},
}
