package batch

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"hegao/analyzer/message"
)

func gb18030(t *testing.T, s string) string {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func utf16(t *testing.T, s string) string {
	t.Helper()
	b, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReadRoster(t *testing.T) {
	three := []Unit{{Name: "云坪镇"}, {Name: "青溪县水务局", Aliases: []string{"县水务局"}}, {Name: "南河镇"}}
	for _, c := range []struct {
		name, data string
		want       []Unit
	}{
		{"one a line", "云坪镇\n青溪县水务局,县水务局\n南河镇\n", three},
		{"no line end", "云坪镇\n青溪县水务局,县水务局\n南河镇", three},
		{"windows lines, blank ones, spaces", "\r\n 云坪镇 \r\n\r\n青溪县水务局, 县水务局\r\n　\r\n南河镇\r\n", three},
		{"a byte order mark", "\ufeff云坪镇\n青溪县水务局,县水务局\n南河镇\n", three},
		{"tabs", "云坪镇\t\n青溪县水务局\t县水务局\n南河镇\t\n", three},
		{"Chinese commas", "云坪镇\n青溪县水务局，县水务局\n南河镇\n", three},
		{"quotation marks", "\"云坪镇\"\n\"青溪县水务局\",\"县水务局\"\n南河镇\n", three},
		{"GB18030", gb18030(t, "云坪镇\n青溪县水务局,县水务局\n南河镇\n"), three},
		{"what Excel calls Unicode text", utf16(t, "序号\t单位\t简称\r\n1\t云坪镇\t\r\n2\t青溪县水务局\t县水务局\r\n3\t南河镇\t\r\n"), three},
		{"numbered", "1,云坪镇\n2,青溪县水务局,县水务局\n3,南河镇\n", three},
		{"numbered with signs", "1.,云坪镇\n（2）,青溪县水务局,县水务局\n3、,南河镇\n", three},
		{"a head", "单位\n云坪镇\n青溪县水务局\n", []Unit{{Name: "云坪镇"}, {Name: "青溪县水务局"}}},
		{"a head in English", "No,Unit name,Alias\n1,云坪镇,\n2,青溪县水务局,县水务局\n3,南河镇,\n", three},
		{"a head, and what is no name", "序号,联系人,单位名称,电话,简称\n1,张三,云坪镇,12345,\n2,李四,青溪县水务局,12346,县水务局\n3,王五,南河镇,,\n", three},
		{"a head for one column of two", "报送单位,\n云坪镇,\n青溪县水务局,县水务局\n南河镇,\n", three},
		{"the better of two heads", "名称,单位全称\n年报,云坪镇\n", []Unit{{Name: "云坪镇"}}},
		{"a head further on is a unit", "云坪镇\n单位\n", []Unit{{Name: "云坪镇"}, {Name: "单位"}}},
		{"a row without the unit", "单位,简称\n,县水务局\n云坪镇,\n", []Unit{{Name: "云坪镇"}}},
		{"a short row", "简称,单位\n只有简称\n,云坪镇\n", []Unit{{Name: "云坪镇"}}},
		{"twice", "云坪镇,镇里\n云 坪 镇,云坪\n云坪镇,云坪\n", []Unit{{Name: "云坪镇", Aliases: []string{"镇里", "云坪"}}}},
		{"a field too long for a name", "云坪镇," + strings.Repeat("长", 61) + "\n", []Unit{{Name: "云坪镇"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ReadRoster("名册.csv", []byte(c.data))
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, %v\nwant %q", got, err, c.want)
			}
		})
	}
}

func TestRosterRefused(t *testing.T) {
	long := ""
	for k := range maxRoster + 1 {
		long += fmt.Sprintf("第%d单位\n", k)
	}
	for _, c := range []struct {
		name, data string
		code       message.Code
	}{
		{"nothing", "", message.Empty},
		{"a head alone", "序号,单位\n", message.Empty},
		{"numbers alone", "1\n2\n", message.Empty},
		{"a spreadsheet", "PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00!\x00", message.Damaged},
		{"too long", long, message.TooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ReadRoster("名册.csv", []byte(c.data))
			if message.CodeOf(err) != c.code || got != nil || !strings.Contains(message.Explain(err, message.Chinese), "名册.csv") {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

func FuzzReadRoster(f *testing.F) {
	for _, seed := range []string{"", "单位\n云坪镇", "1\t云坪镇\t\"", "\"\n\"\"\n,", "\ufeff，，", "\xd4\xc6\xc6\xba\xd5\xf2", "单位,,\n云坪镇,a,b"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		units, err := ReadRoster("r", data)
		if (err == nil) == (len(units) == 0) {
			t.Fatalf("%q, %v", units, err)
		}
		seen := map[string]bool{}
		for _, u := range units {
			if seen[plainName(u.Name)] || len(u.Aliases) > maxAliases {
				t.Fatalf("%q", units)
			}
			seen[plainName(u.Name)] = true
			for _, name := range u.names() {
				if strings.TrimSpace(name) != name || name == "" || utf8.RuneCountInString(name) > longestAlias {
					t.Fatalf("%q", name)
				}
			}
		}
	})
}

func TestCall(t *testing.T) {
	for _, c := range []struct {
		name   string
		roster []Unit
		unit   string
		want   int // line, -1 for none
	}{
		{"the name", []Unit{{Name: "云坪镇"}, {Name: "南河镇"}}, "南河镇", 1},
		{"spaces and width", []Unit{{Name: "云坪镇(东)"}}, "云 坪 镇（东）", 0},
		{"another name of it", []Unit{{Name: "云坪镇"}, {Name: "青溪县水务局", Aliases: []string{"县河长办"}}}, "县河长办", 1},
		{"less than the name", []Unit{{Name: "青溪县水务局"}, {Name: "青溪县财政局"}}, "水务局", 0},
		{"more than the name", []Unit{{Name: "县水务局"}, {Name: "县财政局"}}, "青溪县水务局", 0},
		{"fits two", []Unit{{Name: "东山县水务局"}, {Name: "青溪县水务局"}}, "水务局", -1},
		{"fits two, and one is it", []Unit{{Name: "水务局"}, {Name: "青溪县水务局"}}, "水务局", 0},
		{"fits two names of one", []Unit{{Name: "青溪县水务局", Aliases: []string{"东山县水务局"}}}, "水务局", 0},
		{"in the middle", []Unit{{Name: "青溪县水务局机关"}}, "水务局", -1},
		{"the government of the town", []Unit{{Name: "云坪镇人民政府"}, {Name: "南河镇人民政府"}}, "南河镇", 1},
		{"the committee of the town", []Unit{{Name: "云坪镇"}, {Name: "南河镇"}}, "青溪县南河镇党委", 1},
		{"committee and government", []Unit{{Name: "云坪镇人民政府"}, {Name: "南河镇人民政府"}}, "云坪镇党委", 0},
		{"both are listed", []Unit{{Name: "云坪镇人民政府"}, {Name: "云坪镇党委"}}, "云坪镇", -1},
		{"both are listed, and it is one", []Unit{{Name: "云坪镇人民政府"}, {Name: "云坪镇党委"}}, "云坪镇党委", 1},
		{"a part alone is no name", []Unit{{Name: "党支部"}}, "云坪镇党支部", 0},
		{"unknown", []Unit{{Name: "云坪镇"}}, "", -1},
		{"another", []Unit{{Name: "云坪镇"}}, "南河镇", -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := call(c.roster, []Summary{{Unit: "别的单位"}, {Unit: c.unit}, {Unit: c.unit}})
			for i, l := range r.Lines {
				if want := []int{1, 2}; i == c.want && !slices.Equal(l.Drafts, want) || i != c.want && len(l.Drafts) > 0 {
					t.Errorf("line %d (%s) has %v", i, l.Name, l.Drafts)
				}
			}
			unlisted := []int{0}
			if c.want < 0 {
				unlisted = []int{0, 1, 2}
			}
			missing := len(c.roster)
			if c.want >= 0 {
				missing--
			}
			if !slices.Equal(r.Unlisted, unlisted) || len(r.Missing()) != missing || !r.Expected {
				t.Errorf("unlisted %v, missing %v", r.Unlisted, r.Missing())
			}
		})
	}
	if r := call(nil, []Summary{{Unit: "云坪镇"}}); r.Expected || len(r.Lines)+len(r.Unlisted) > 0 {
		t.Errorf("no roster: %+v", r)
	}
}
