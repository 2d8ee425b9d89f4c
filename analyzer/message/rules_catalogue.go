package message

// ruleSentences: the settings of fault rules, and cases with labels.
var ruleSentences = map[Key]entry{
	"suggest.faults_file":    {"写法：“numbering: {level: info, reason: 沿用旧版编号}”，一行一条规则。", "One line a rule, such as “numbering: {level: info, reason: we keep the old numbers}”."},
	"error.faults_long":      {"{0}：文件超过 {1} KB。", "{0}: the file is over {1} KB."},
	"error.faults_encoding":  {"{0}：文件不是 UTF-8。", "{0}: the file is not in UTF-8."},
	"error.faults_syntax":    {"{0}：不是正确的 YAML。", "{0}: not correct YAML."},
	"error.faults_mapping":   {"{0}：应当是“名称: 值”。", "{0}: a “name: value” is due."},
	"error.faults_rule":      {"{0}：没有“{1}”这条规则，可用的有：{2}。", "{0}: there is no rule “{1}”; these are: {2}."},
	"error.faults_twice":     {"{0}：“{1}”写了两遍。", "{0}: “{1}” stands twice."},
	"error.faults_key":       {"{0}：没有“{1}”这一项，可用的有：level、off、reason、except（级别、关闭、理由、例外）。", "{0}: there is no “{1}”; these are: level, off, reason, except."},
	"error.faults_level":     {"{0}：级别不能是“{1}”，可用的有：error、warning、info（错误、警告、提示）。", "{0}: “{1}” is no level; these are: error, warning, info."},
	"error.faults_off":       {"{0}：off 只能是 true 或 false（是、否），不能是“{1}”。", "{0}: off is true or false, not “{1}”."},
	"error.faults_text":      {"{0}：应当是文字。", "{0}: text is due."},
	"error.faults_exception": {"{0}：例外应当写成 [词语, 词语]，不能是空的。", "{0}: exceptions are written [words, words] and never empty."},
	"error.faults_reason":    {"{0}：规则“{1}”的改动没有写理由（reason）。", "{0}: the change to rule “{1}” gives no reason."},

	"error.case_none":     {"文件夹里没有带标注的样例（{0}）。", "The folder holds no labelled cases ({0})."},
	"hint.case_none":      {"样例的写法见 hegao eval 各命令的 --help。", "How to write them: --help of the commands of hegao eval."},
	"error.case_marks":    {"样例 {0} 第 {1} 行起的标注不成对，或者读不懂。", "The case {0}: the marks from line {1} on do not pair or cannot be read."},
	"hint.case_marks":     {"标注的写法见 hegao eval 各命令的 --help。", "How to write marks: --help of the commands of hegao eval."},
	"error.case_large":    {"样例 {0} 过大。", "The case {0} is too large."},
	"hint.case_large":     {"请拆成几个文件。", "Make several files of it."},
	"error.case_encoding": {"样例 {0} 不是 UTF-8。", "The case {0} is not in UTF-8."},
	"hint.case_encoding":  {"请另存为 UTF-8。", "Save it in UTF-8."},

	"cmd.eval_faults": {"找行文问题找得准不准", "how well drafting faults are found"},
	"cmd.eval_faults_long": {`量每条差错规则的准确率和召回率，列出每一处不同。

DIR 里一条规则一个文件夹：规则名/任意名.txt，增加样例只要增加文件。一个文件可以放几段文字，用一行 ==== 隔开。文字里：
  ⟦……⟧        这个文件夹的规则必须报的地方
  ⟦规则名|……⟧  另一条规则必须报的地方
  ⟨……⟩        像问题而不是问题，哪条规则都不许报
没有标注的地方同样不许报。每段文字前可以写：
  @unit: 本单位            @roster: 别的单位、别的单位
  @copied: 单位 | 与该单位报告相同的一段
  @last: 年份 | 本单位那一年报告里的话`,
		`Measures precision and recall of every fault rule and lists every difference.

DIR holds one folder a rule: RULE/NAME.txt; a new case is a new file. A file may hold several texts, parted by lines of ====. In a text
  ⟦…⟧       must be reported by the rule of the folder
  ⟦RULE|…⟧  must be reported by another rule
  ⟨…⟩       looks like a fault and is none: no rule may report it
and what is not marked must stay unreported too. Above a text may stand:
  @unit: the draft's own unit        @roster: other units, parted by 、
  @copied: a unit | a passage that stands in its report
  @last: a year | sentences of the unit's report on it`},
	"cmd.eval_split": {"把合集拆成报告拆得准不准", "how well compendia are split"},
	"cmd.eval_split_long": {`量拆分的准确率和召回率：首尾都对的报告才算对。列出每一处不同。

DIR 里每个 *.txt 是一个合集，增加样例只要增加文件。文字里：
  ⟦report⟧……⟦/report⟧            一篇报告
  ⟦page_number⟧……⟦/page_number⟧  不属于报告的残留；类别名与 hegao split 打印的相同`,
		`Measures precision and recall of splitting: a report is right where both its ends are. Lists every difference.

Every *.txt of DIR is a compendium; a new case is a new file. In it
  ⟦report⟧…⟦/report⟧            is a report
  ⟦page_number⟧…⟦/page_number⟧  is residue; its kinds are those that hegao split prints`},
	"cmd.eval_outline": {"找标题找得准不准", "how well headings are found"},
	"cmd.eval_outline_long": {`量标题、层次和条目的 F1：首尾都对才算对。列出每一处不同。

DIR 里每个 *.txt 是一篇报告，增加样例只要增加文件。文字里：
  ⟦2|（一）水源⟧  二级标题
  ⟨一是⟩          条目的序号`,
		`Measures F1 of headings, their levels and items: both ends must be right. Lists every difference.

Every *.txt of DIR is a report; a new case is a new file. In it
  ⟦2|(1) Water⟧  is a heading of level 2
  ⟨(a)⟩          is the number of an item`},
}
