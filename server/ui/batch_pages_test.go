package ui

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hegao/server/service"
	"hegao/server/servicetest"
)

// clinics are the units of the batches here; the last ones do not hand in.
var clinics = []string{"云坪镇卫生院", "沙口镇卫生院", "石梁镇卫生院", "白鹭镇卫生院", "柳塘镇卫生院", "青溪县中医院", "青溪县疗养院", "北岸社区卫生服务中心"}

const clinicsShare = "建立“日巡查、周调度、月通报”的办法，全年出动检查人员XX人次，查出用电、用氧、用气隐患六十三处，当场改的四十八处，限期改的十五处已全部销号，重点部位张贴了责任牌。"

// clinicTexts are what each of the first five did by itself.
var clinicTexts = []string{
	"三月把老门诊的配电箱全部换成带漏电保护的，走廊里堆了多年的旧病床清走十一车。给二十三名护工讲了怎样用灭火毯、怎样背着行动不便的老人下楼，人人上手试过一遍。锅炉房由四人轮班，压力表两小时抄一次。药库的除湿机坏了半年，八月换新，换之前每天由药剂师开窗两次并记录。",
	"山洪季前把住院部后墙的排水沟挖深半米，沙袋堆到后门两侧。院里两台发电机每月试机，六月停电那一夜，产房用上了，孩子平安。护士站添了应急灯十四盏，挂在顺手的高处。救护车的轮胎、急救箱由司机班长签字交接，少一样当场补。",
	"食堂改烧电，液化气瓶退回供气站，灶台边装了断电按钮。请县消防队来讲了两课，讲完就在院坝里用油盆练。值夜班的医生开了一个小本，记哪扇防火门关不上、哪盏灯不亮，总务科三天内修好，全年修了五十七件。",
	"新楼封顶后，工地与病区之间砌了隔墙，吊车作业避开探视时间。电梯换了两部，旧的停用贴封条。把化验室的酒精分成小瓶领用，用多少领多少，柜子上两把锁，钥匙分在两人手里。院长每周五下午带着工程科走一圈，走到哪里问到哪里。",
	"中药房的晾晒棚拆了，改到楼顶平台，避开高压线。制剂室的蒸汽管包上了隔热层，原来烫伤过人的那一段围了栏杆。骨伤科的牵引架逐个查过，换掉锈死的滑轮六个。和隔壁小学约定，早晚上学放学的时候，救护车从北门出。教职工和我们的保安一起认了路。",
}

// clinicDrafts are drafts of the first six: four share a paragraph with a
// blank in it, the last two are the same but for the name.
func clinicDrafts() []service.Upload {
	var out []service.Upload
	for n, unit := range clinics[:6] {
		own := min(n, 4)
		body := unit + "2025年度安全生产工作总结\n\n一、工作开展情况\n" + clinicTexts[own] + "\n"
		if n < 4 {
			body += clinicsShare + "\n"
		}
		// Words that nobody else has, so that the rest is long enough for figures.
		body += servicetest.Nonsense(uint64(10+own), 420)
		if n == 3 {
			body += "二、存在的问题\n" + servicetest.Nonsense(77, 80)
		}
		body += fmt.Sprintf("三、下一步打算\n%s\n%s\n2025年12月%d日\n", servicetest.Nonsense(uint64(30+own), 60), unit, own+3)
		out = append(out, service.Upload{Name: unit + "总结.txt", Data: []byte(body)})
	}
	return out
}

func clinicZip(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range append(clinicDrafts(), service.Upload{Name: "坏的.docx", Data: []byte("PK\x03\x04 no zip")}) {
		w, err := z.Create(f.Name)
		check(t, err)
		_, err = w.Write(f.Data)
		check(t, err)
	}
	check(t, z.Close())
	return b.Bytes()
}

// batched runs a batch to its end and returns its id.
func (h *house) batched(in service.BatchInput) string {
	h.t.Helper()
	b, err := h.service.CreateBatch(h.t.Context(), in)
	check(h.t, err)
	check(h.t, h.service.Watch(context.Background(), b.ID, func(service.Job) bool { return true }))
	return b.ID
}

func (h *house) clinicBatch() string {
	h.t.Helper()
	return h.batched(service.BatchInput{
		Name:   "2025年度安全生产工作总结·全县医疗卫生机构",
		Files:  []service.Upload{{Name: "全县.zip", Data: clinicZip(h.t)}},
		Roster: service.Upload{Name: "名册", Data: []byte(strings.Join(clinics, "\n"))},
	})
}

func TestBatchForm(t *testing.T) {
	h := newHouse(t, Options{})
	h.get("/batches").has(t, "还没有批次", `name="roster"`, `aria-current="page">批次</a>`)
	req := uploadOf(t, "/batches", map[string][]byte{"全县.zip": clinicZip(t)}, map[string]string{"roster": strings.Join(clinics, "\r\n"), "name": "安全<b>"})
	sent := h.do(req)
	sent.is(t, http.StatusSeeOther)
	id := strings.TrimPrefix(sent.header.Get("Location"), "/batches/")
	check(t, h.service.Watch(t.Context(), id, func(service.Job) bool { return true }))
	h.get("/batches/"+id).has(t, "安全&lt;b&gt;", "青溪县疗养院")
	h.get("/batches").has(t, "安全&lt;b&gt;", "应报 8 家，未报 2 家")

	scripted := uploadOf(t, "/batches", map[string][]byte{"一.txt": clinicDrafts()[0].Data}, nil)
	scripted.Header.Set("Accept", "application/json")
	started := h.do(scripted)
	started.is(t, http.StatusAccepted)
	started.has(t, `"location":"/batches/`)
}

func TestBatchFormRefuses(t *testing.T) {
	h := newHouse(t, Options{})
	none := h.do(uploadOf(t, "/batches", nil, map[string]string{"roster": "甲县乙局"}))
	none.is(t, http.StatusBadRequest)
	none.has(t, "请先选", "甲县乙局")
	bad := h.do(uploadOf(t, "/batches", map[string][]byte{"坏的.zip": []byte("PK\x03\x04" + strings.Repeat("\x00", 40))}, nil))
	bad.is(t, http.StatusUnprocessableEntity)
	bad.has(t, "坏的.zip")
	h.get("/batches/none").is(t, http.StatusNotFound)
	h.get("/batches/none/letters").is(t, http.StatusNotFound)
	h.get("/batches/none/letters/0").is(t, http.StatusNotFound)
	h.post("/batches/none/delete", nil).is(t, http.StatusNotFound)
	h.post("/batches/none/restore", nil).is(t, http.StatusNotFound)
}

func TestBatchPage(t *testing.T) {
	h := newHouse(t, Options{})
	id := h.clinicBatch()
	page := h.get("/batches/" + id)
	page.is(t, http.StatusOK)
	page.has(t, "<strong>8</strong><span>应报", `<strong>2</strong><span>未报`, "<bdi>北岸社区卫生服务中心</bdi>",
		`<th scope="row" class="u">`, `<caption class="sr">`, `<td class="miss">缺</td>`, "可能是通知没有写清楚",
		"4 家共用", "同样的错处", "坏的.docx", "同批重复分布", "/letters/0", "workbook.xlsx?lang=zh", "相同")
	if strings.Contains(page.body, "style=") || strings.Contains(page.body, "<no value>") {
		t.Error("inline style or an empty value")
	}
	h.get("/batches/"+id+"?lang=en").has(t, "not handed in", "units share", "lang=en", "the notice may not have asked")
	// All links lead somewhere.
	links := 0
	for _, m := range regexp.MustCompile(`href="(/[^"#]*)`).FindAllStringSubmatch(page.body, -1) {
		if got := h.get(strings.ReplaceAll(m[1], "&amp;", "&")); got.status != http.StatusOK {
			t.Errorf("%s: %d", m[1], got.status)
		}
		links++
	}
	if links < 30 {
		t.Errorf("%d links", links)
	}
}

// Guards: a member of a group leads to its place in the draft.
func TestPlaceOfAMember(t *testing.T) {
	h := newHouse(t, Options{})
	page := h.get("/batches/" + h.clinicBatch())
	m := regexp.MustCompile(`href="(/checks/[^"]+\?at=[^"#]+)#here"><bdi>云坪镇卫生院`).FindStringSubmatch(page.body)
	if m == nil {
		t.Fatal("no link to a place")
	}
	draft := h.get(m[1])
	draft.is(t, http.StatusOK)
	if !regexp.MustCompile(`<mark class="hit" id="here"[^>]*>`).MatchString(draft.body) {
		t.Error("the place is not marked")
	}
	for _, at := range []string{"", "x", "5", "5-5", "-1-4", "3-99999999", "9-2"} {
		wrong := h.get(strings.Split(m[1], "?")[0] + "?at=" + at)
		wrong.is(t, http.StatusOK)
		if strings.Contains(wrong.body, `id="here"`) {
			t.Errorf("%q marks a place", at)
		}
	}
}

func TestLetterPage(t *testing.T) {
	h := newHouse(t, Options{})
	id := h.clinicBatch()
	path := "/batches/" + id + "/letters/1"
	h.get(path).has(t, "沙口镇卫生院", "自动拟的", "第 2 封，共 6 封", `href="/batches/`+id+`/letters/2"`)
	h.post(path, url.Values{"text": {"请补写<b>存在问题</b>。"}}).is(t, http.StatusSeeOther)
	saved := h.get(path)
	saved.has(t, "请补写&lt;b&gt;存在问题&lt;/b&gt;。", "您改过的", `name="reset"`)
	h.get("/batches/"+id).has(t, "已改")
	h.get("/batches/"+id+"/letters").has(t, "请补写&lt;b&gt;", "云坪镇卫生院")
	empty := h.post(path, url.Values{"text": {" "}})
	empty.is(t, http.StatusBadRequest)
	empty.has(t, "退回信是空的")
	h.post(path, url.Values{"reset": {"1"}}).is(t, http.StatusSeeOther)
	h.get(path).has(t, "自动拟的")
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(url.Values{"text": {""}}.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	scripted := h.do(req)
	scripted.is(t, http.StatusBadRequest)
	scripted.has(t, `"error":`)
	for _, bad := range []string{"/6", "/-1", "/x"} {
		h.get("/batches/"+id+"/letters"+bad).is(t, http.StatusNotFound)
	}
}

func TestDeleteBatchAndUndo(t *testing.T) {
	h := newHouse(t, Options{})
	id := h.clinicBatch()
	gone := h.post("/batches/"+id+"/delete", nil)
	gone.is(t, http.StatusSeeOther)
	list := h.get(gone.header.Get("Location"))
	list.has(t, "已删除批次", "/batches/"+id+"/restore", "还没有批次")
	h.get("/batches/"+id).is(t, http.StatusNotFound)
	back := h.post("/batches/"+id+"/restore", nil)
	back.is(t, http.StatusSeeOther)
	h.get(back.header.Get("Location")).has(t, "未报")
}

// Guards: what strangers call files and units is text on every page.
func TestHostileBatch(t *testing.T) {
	h := newHouse(t, Options{})
	names := []string{`"><script>alert(1)</script>`, "反\u202e写", strings.Repeat("长", 10_000), "零\x00字", "😀🏳️‍🌈"}
	var files []service.Upload
	for i, f := range clinicDrafts()[:5] {
		f.Name = names[i] + ".txt"
		files = append(files, f)
	}
	id := h.batched(service.BatchInput{Name: names[0] + "\u202e", Files: files, Roster: service.Upload{Name: "名册", Data: []byte("<script>alert(2)</script>\n" + strings.Join(names[1:], "\n"))}})
	for _, path := range []string{"/batches", "/batches/" + id, "/batches/" + id + "/letters", "/batches/" + id + "/letters/0", "/batches?deleted=" + url.QueryEscape(names[0]) + "&was=" + url.QueryEscape(names[0])} {
		page := h.get(path)
		page.is(t, http.StatusOK)
		if strings.Contains(page.body, "<script>alert") || strings.ContainsAny(page.body, "\u202e\x00") {
			t.Errorf("%s carries what was sent", path)
		}
		if strings.Contains(page.body, strings.Repeat("长", 300)) {
			t.Errorf("%s shows a name without end", path)
		}
	}
}
