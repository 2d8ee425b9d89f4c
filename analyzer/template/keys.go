package template

// This is the one table of what may be written in a template file: every key
// with its English and its Chinese name, how its value is written, and where
// it goes. The reader, its mistakes and the JSON Schema all come from here.
// What a key means stands in the catalogue under "key." + object + "." + key.

var levels = choice{{"error", "错误", "error"}, {"warning", "提醒", "warning"}, {"info", "提示", "info"}}

var tiers = choice{
	{string(Regulation), "法规", "regulation"}, {string(Reported), "规定转述", "reported"},
	{string(Custom), "惯例", "custom"}, {string(Experience), "经验", "experience"},
}

var templateObject = &object[Template]{name: "template", sound: soundTemplate, keys: []key[Template]{
	{"id", "编号", name{}, func(t *Template) any { return &t.ID }},
	{"name", "名称", line{60}, func(t *Template) any { return &t.Name }},
	{"extends", "继承", name{}, func(t *Template) any { return &t.Extends }},
	{"titles", "题名", one[Titles]{titlesObject}, func(t *Template) any { return &t.Titles }},
	{"subjects", "主题词", words300, func(t *Template) any { return &t.Subjects }},
	{"basis", "依据", one[Basis]{basisObject}, func(t *Template) any { return &t.Basis }},
	{"typical_chars", "通常字数", count{1, 1_000_000}, func(t *Template) any { return &t.TypicalChars }},
	{"fallback", "兜底", flag{}, func(t *Template) any { return &t.Fallback }},
	{"strict_order", "按序", flag{}, func(t *Template) any { return &t.StrictOrder }},
	{"general", "套话", words300, func(t *Template) any { return &t.General }},
	{"examples", "示例", one[Examples]{examplesObject}, func(t *Template) any { return &t.Examples }},
	{"sections", "章节", sectionList, func(t *Template) any { return &t.Sections }},
	{"points", "要点", pointList, func(t *Template) any { return &t.Points }},
}}

var titlesObject = &object[Titles]{name: "titles", keys: []key[Titles]{
	{"any", "含有", words300, func(t *Titles) any { return &t.Any }},
	{"none", "不含", words300, func(t *Titles) any { return &t.None }},
	{"body", "正文常见", words300, func(t *Titles) any { return &t.Body }},
}}

var basisObject = &object[Basis]{name: "basis", sound: soundBasis, keys: []key[Basis]{
	{"tier", "等级", tiers, func(b *Basis) any { return &b.Tier }},
	{"text", "出处", line{300}, func(b *Basis) any { return &b.Text }},
}}

var examplesObject = &object[Examples]{name: "examples", keys: []key[Examples]{
	{"must", "应当", examples{}, func(e *Examples) any { return &e.Must }},
	{"must_not", "不应", examples{}, func(e *Examples) any { return &e.MustNot }},
}}

var sectionList = many[Section]{
	of: sectionObject, max: 60,
	id:   func(s *Section) string { return string(s.ID) },
	edit: func(s *Section) *edit { return &s.edit },
}

var sectionObject = &object[Section]{name: "section", sound: soundSection, keys: []key[Section]{
	{"id", "编号", name{}, func(s *Section) any { return &s.ID }},
	{"name", "名称", line{60}, func(s *Section) any { return &s.Name }},
	{"roles", "要素", roleNames{}, func(s *Section) any { return &s.Roles }},
	{"headings", "标题写法", words300, func(s *Section) any { return &s.Headings }},
	{"pattern", "标题正则", expression{}, func(s *Section) any { return &s.Pattern }},
	{"content", "正文表述", expression{}, func(s *Section) any { return &s.Content }},
	{"opening", "导语", flag{}, func(s *Section) any { return &s.Opening }},
	{"within", "开头字数", count{1, 5000}, func(s *Section) any { return &s.Within }},
	{"required", "必须", flag{}, func(s *Section) any { return &s.Required }},
	{"when", "适用条件", expression{}, func(s *Section) any { return &s.When }},
	{"level", "级别", levels, func(s *Section) any { return &s.Level }},
	{"min_chars", "最少字数", count{0, 100_000}, func(s *Section) any { return &s.MinChars }},
	{"min_items", "最少条数", count{0, 100}, func(s *Section) any { return &s.MinItems }},
	{"need_numbers", "最少数字", count{0, 1000}, func(s *Section) any { return &s.NeedNumbers }},
	{"need_means", "要有抓手", flag{}, func(s *Section) any { return &s.NeedMeans }},
	{"need_content", "要写到", flag{}, func(s *Section) any { return &s.NeedContent }},
	{"flat", "可平铺", flag{}, func(s *Section) any { return &s.Flat }},
	{"empty_ok", "可以写无", expression{}, func(s *Section) any { return &s.EmptyOK }},
	{"basis", "依据", one[Basis]{basisObject}, func(s *Section) any { return &s.Basis }},
	{"examples", "示例", one[Examples]{examplesObject}, func(s *Section) any { return &s.Examples }},
	{"after", "接在", name{}, func(s *Section) any { return &s.edit.after }},
	{"drop", "去掉", flag{}, func(s *Section) any { return &s.edit.drop }},
}}

var pointList = many[Point]{
	of: pointObject, max: 100,
	id:   func(p *Point) string { return string(p.ID) },
	edit: func(p *Point) *edit { return &p.edit },
}

var pointObject = &object[Point]{name: "point", sound: soundPoint, keys: []key[Point]{
	{"id", "编号", name{}, func(p *Point) any { return &p.ID }},
	{"name", "名称", line{60}, func(p *Point) any { return &p.Name }},
	{"required", "必须", flag{}, func(p *Point) any { return &p.Required }},
	{"when", "适用条件", expression{}, func(p *Point) any { return &p.When }},
	{"strong", "关键词", words300, func(p *Point) any { return &p.Strong }},
	{"weak", "相关词", words300, func(p *Point) any { return &p.Weak }},
	{"min_times", "最少次数", count{0, 1000}, func(p *Point) any { return &p.MinTimes }},
	{"empty_ok", "可以写无", expression{}, func(p *Point) any { return &p.EmptyOK }},
	{"basis", "依据", one[Basis]{basisObject}, func(p *Point) any { return &p.Basis }},
	{"examples", "示例", one[Examples]{examplesObject}, func(p *Point) any { return &p.Examples }},
	{"after", "接在", name{}, func(p *Point) any { return &p.edit.after }},
	{"drop", "去掉", flag{}, func(p *Point) any { return &p.edit.drop }},
}}

// rolesObject is the file roles.yaml of a layer.
var rolesObject = &object[roleFile]{name: "roles", keys: []key[roleFile]{
	{"roles", "要素", roleList, func(f *roleFile) any { return &f.Roles }},
}}

type roleFile struct{ Roles []Role }

var roleList = many[Role]{
	of: roleObject, max: 100,
	id:   func(r *Role) string { return string(r.ID) },
	edit: func(r *Role) *edit { return &r.edit },
}

var roleObject = &object[Role]{name: "role", sound: soundRole, keys: []key[Role]{
	{"id", "编号", name{}, func(r *Role) any { return &r.ID }},
	{"name", "名称", line{60}, func(r *Role) any { return &r.Name }},
	{"headings", "标题写法", words300, func(r *Role) any { return &r.Headings }},
	{"pattern", "标题正则", expression{}, func(r *Role) any { return &r.Pattern }},
	{"none", "排除标题", expression{}, func(r *Role) any { return &r.None }},
	{"content", "正文表述", expression{}, func(r *Role) any { return &r.Content }},
	{"not", "排除正文", expression{}, func(r *Role) any { return &r.Not }},
	{"last", "只看末尾", share{}, func(r *Role) any { return &r.Last }},
	{"inside", "小标题也算", flag{}, func(r *Role) any { return &r.Inside }},
}}
