package message

// explainSentences: what speaks for a passage, and what was looked at where
// there is none.
var explainSentences = map[Key]entry{
	"explain.kept":          {"{1} 字中有 {0} 字在来源里按同样的顺序出现。", "{0} of its {1} characters stand in the source in the same order."},
	"explain.kept_all":      {"{0} 字全部在来源里按同样的顺序出现。", "All its {0} characters stand in the source in the same order."},
	"explain.rare":          {"{0} 字属于很少有别家用的词语，来源里也有。", "{0} belong to words that few families use and the source has too."},
	"explain.rare_none":     {"没有与来源相同的少见词语。", "None belong to words that few families use."},
	"explain.formula":       {"{0} 字所在的分句，好几家都写得差不多。", "{0} stand in clauses that several families word alike."},
	"explain.clear_plainly": {"来源比其次的一家明显更像（{0}）。", "The source stands out plainly from the next family ({0})."},
	"explain.clear_clearly": {"来源比其次的一家更像，分得清楚（{0}）。", "The source stands out clearly from the next family ({0})."},
	"explain.clear_barely":  {"来源与其次的一家勉强分得开（{0}）。", "The source barely stands out from the next family ({0})."},
	"explain.family":        {"就查到的看，只有来源这一家有。", "As far as was looked, only the source’s family holds it."},
	"explain.families":      {"就查到的看，至少 {0} 家有。", "As far as was looked, at least {0} families hold it."},
	"explain.own":           {"不按家数归为公共表述的话，这段是“{0}”。", "Were families not counted, it would be “{0}”."},
	"explain.own_none":      {"不按家数归为公共表述的话，这段太短，不会列出。", "Were families not counted, it would be too short to be listed."},
	"explain.compared":      {"报告库有 {0} 篇，其中 {1} 篇与送检稿并排比对；送检稿分 {2} 个部分查找；不足 {3} 字的相同文字不在查找之列。", "Reports in the archive: {0}; laid beside the draft: {1}; parts of the draft looked at: {2}. Shared runs of fewer than {3} characters are not looked for."},
	"explain.limit":         {"公共表述从 {0} 家起算，够不上这个家数又太短的文字没有列出。", "Text is common from {0} families on; what fewer hold and is too short by itself is not listed."},
	"explain.archive_empty": {"报告库是空的，没有可比对的报告。", "The archive is empty: there was nothing to compare with."},
}
