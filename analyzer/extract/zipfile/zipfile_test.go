package zipfile_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
)

// file is an entry of a zip to be packed.
type file struct {
	name, content string
	store         bool
}

func pack(t testing.TB, files ...file) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, NonUTF8: true}
		if f.store {
			h.Method = zip.Store
		}
		w, err := z.CreateHeader(h)
		if err == nil && !strings.HasSuffix(f.name, "/") {
			_, err = io.WriteString(w, f.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// each lists what Each hands on: "name=content" or "name!error key".
func each(t testing.TB, data []byte, lim limits.Limits) ([]string, error) {
	t.Helper()
	var got []string
	err := zipfile.Each("包.zip", data, lim, func(entry string, content []byte, err error) error {
		var e *message.Error
		switch {
		case err == nil:
			got = append(got, entry+"="+string(content))
		case errors.As(err, &e) && e.Message.Args[0] == entry:
			got = append(got, entry+"!"+strings.TrimPrefix(string(e.Message.Key), "error."))
		default:
			t.Errorf("%s: %v", entry, err)
		}
		return nil
	})
	return got, err
}

func gbk(t testing.TB, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestNames(t *testing.T) {
	cases := []struct{ raw, want string }{
		{"a.txt", "a.txt"},
		{"各单位/甲.docx", "各单位/甲.docx"},
		{gbk(t, "各单位/人民医院总结.docx"), "各单位/人民医院总结.docx"},
		{gbk(t, "傑\\誠.txt"), "傑/誠.txt"}, // the second byte of 誠 is a backslash
		{"/etc/passwd", "etc/passwd"},
		{"../../../x.txt", "x.txt"},
		{`..\..\x.txt`, "x.txt"},
		{"a/../../b.txt", "b.txt"},
		{"a//b/./c.txt", "a/b/c.txt"},
		{"\x1b[2Ja.txt", "[2Ja.txt"},
		{"..", "?"},
		{"\xff\xff", "��"},
	}
	for _, c := range cases {
		got, err := each(t, pack(t, file{name: c.raw, content: "文"}), limits.Default())
		if err != nil || len(got) != 1 || strings.TrimSuffix(got[0], "=文") != c.want {
			t.Errorf("%q: got %q, %v, want %q", c.raw, got, err, c.want)
		}
	}
}

func TestRubbishIsPassedOver(t *testing.T) {
	data := pack(t, file{name: "夹/"}, file{name: "__MACOSX/._a.docx"}, file{name: "夹/._b.docx"}, file{name: "夹/~$c.docx"},
		file{name: ".DS_Store"}, file{name: "夹/Thumbs.db"}, file{name: gbk(t, "文件夹") + `\`}, file{name: "夹/d.txt", content: "文"})
	if got, err := each(t, data, limits.Default()); err != nil || fmt.Sprint(got) != "[夹/d.txt=文]" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestBadEntriesDoNotStopTheOthers(t *testing.T) {
	inner := string(pack(t, file{name: "x.txt", content: "x"}))
	document := string(docxtest.Build(docxtest.Doc{Body: docxtest.P("文")}))
	data := pack(t, file{name: "1.txt", content: "一"}, file{name: "2.zip", content: inner, store: true},
		file{name: "4.txt", content: strings.Repeat("5", 100), store: true}, file{name: "5.docx", content: document}, file{name: "6.txt", content: "六"})
	at := bytes.Index(data, []byte(strings.Repeat("5", 100)))
	data[at] = '6' // the checksum no longer holds
	got, err := each(t, data, limits.Default())
	want := []string{"1.txt=一", "2.zip!zip_nested", "4.txt!zip_damaged", "5.docx=" + document, "6.txt=六"}
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %.300q, %v", got, err)
	}
}

func TestSizesThatLie(t *testing.T) {
	lim := limits.Default()
	lim.ZipPart, lim.ZipTotal = 1000, 2500
	// Both the local header and the directory say that the file is small.
	long := strings.Repeat("ab", 50_000)
	data := pack(t, file{name: "a.txt", content: long})
	dir := bytes.Index(data, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(data[dir+24:], 10)
	if got, err := each(t, data, lim); err != nil || fmt.Sprint(got) != "[a.txt!zip_damaged]" {
		t.Errorf("small size declared: got %.80q, %v", got, err)
	}
	binary.LittleEndian.PutUint32(data[dir+24:], 1<<31)
	if got, err := each(t, data, lim); err != nil || fmt.Sprint(got) != "[a.txt!zip_bomb]" {
		t.Errorf("huge size declared: got %.80q, %v", got, err)
	}
	part := strings.Repeat("0123456789", 90)
	data = pack(t, file{name: "1", content: part}, file{name: "2", content: part}, file{name: "3", content: part}, file{name: "4", content: "x"})
	got, err := each(t, data, lim)
	if len(got) != 2 || !isBomb(err) {
		t.Errorf("total: got %.80q, %v", got, err)
	}
}

func TestBombIsRefusedAsAWhole(t *testing.T) {
	zeros := strings.Repeat("\x00", 20<<20)
	data := pack(t, file{name: "1.txt", content: "一"}, file{name: "2.txt", content: zeros}, file{name: "3.txt", content: zeros})
	got, err := each(t, data, limits.Default())
	if fmt.Sprint(got) != "[1.txt=一]" || !isBomb(err) {
		t.Errorf("got %.80q, %v", got, err)
	}
}

func isBomb(err error) bool {
	var e *message.Error
	return errors.As(err, &e) && e.Message.Key == "error.zip_bomb"
}

func TestRefusals(t *testing.T) {
	small := limits.Default()
	small.ZipEntries = 3
	tiny := limits.Default()
	tiny.FileBytes = 10
	four := pack(t, file{name: "1"}, file{name: "2"}, file{name: "3"}, file{name: "4"})
	cases := []struct {
		name string
		data []byte
		lim  limits.Limits
		key  message.Key
	}{
		{"many entries", four, small, "zip_entries"},
		{"a directory of a million entries", manyEntries(1_000_000), limits.Default(), "zip_entries"},
		{"cut", four[:len(four)-30], limits.Default(), "zip_damaged"},
		{"no zip", []byte("文字"), limits.Default(), "zip_damaged"},
		{"nothing", nil, limits.Default(), "zip_damaged"},
		{"large", four, tiny, "file_too_large"},
	}
	for _, c := range cases {
		_, err := each(t, c.data, c.lim)
		var e *message.Error
		if !errors.As(err, &e) || e.Message.Key != "error."+c.key || e.Message.Args[0] != "包.zip" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// manyEntries is a zip with a directory of n records that all point at the
// start, and an end that gives their number in 16 bits.
func manyEntries(n int) []byte {
	record := make([]byte, 46)
	copy(record, "PK\x01\x02")
	data := bytes.Repeat(record, n)
	end := make([]byte, 22)
	copy(end, "PK\x05\x06")
	binary.LittleEndian.PutUint16(end[10:], uint16(n))
	binary.LittleEndian.PutUint32(end[12:], uint32(len(data)))
	return append(data, end...)
}

func TestPasswordsAndMethods(t *testing.T) {
	for _, c := range []struct {
		at   int // in the record of the directory
		to   uint16
		want string
	}{{8, 1, "[a!encrypted]"}, {10, 99, "[a!zip_method]"}} {
		data := pack(t, file{name: "a", content: "文"})
		dir := bytes.Index(data, []byte("PK\x01\x02"))
		binary.LittleEndian.PutUint16(data[dir+c.at:], c.to)
		if got, err := each(t, data, limits.Default()); err != nil || fmt.Sprint(got) != c.want {
			t.Errorf("got %v, %v, want %s", got, err, c.want)
		}
	}
}

func TestEachStopsWhenAsked(t *testing.T) {
	stop, calls := errors.New("stop"), 0
	err := zipfile.Each("a.zip", pack(t, file{name: "1"}, file{name: "2"}), limits.Default(), func(string, []byte, error) error {
		calls++
		return stop
	})
	if !errors.Is(err, stop) || calls != 1 {
		t.Errorf("got %v after %d calls", err, calls)
	}
}

func TestIsZip(t *testing.T) {
	document := docxtest.Build(docxtest.Doc{Body: docxtest.P("文")})
	reports := pack(t, file{name: "a.docx", content: string(document)}, file{name: "word/b.txt", content: "x"})
	cases := []struct {
		name string
		data []byte
		want bool
	}{
		{"reports", reports, true},
		{"cut reports", reports[:len(reports)-30], true},
		{"empty zip", pack(t), true},
		{"docx", document, false},
		{"cut docx", document[:len(document)/2], false},
		{"odt", pack(t, file{name: "mimetype", content: "application/vnd.oasis.opendocument.text"}), false},
		{"text", []byte("PK 联赛"), false},
	}
	for _, c := range cases {
		if got := zipfile.IsZip(c.data); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// FuzzEach checks that names are safe and that what comes out stays under
// the limits.
func FuzzEach(f *testing.F) {
	f.Add(pack(f, file{name: "a.txt", content: "文"}, file{name: "../b", content: strings.Repeat("x", 3000)}))
	f.Add(pack(f, file{name: gbk(f, "甲.txt"), content: "文", store: true}, file{name: "c.zip", content: string(pack(f))}))
	f.Add(manyEntries(5))
	lim := limits.Default()
	lim.ZipPart, lim.ZipTotal, lim.ZipEntries = 2000, 5000, 10
	f.Fuzz(func(t *testing.T, data []byte) {
		total, calls := int64(0), 0
		_ = zipfile.Each("a.zip", data, lim, func(entry string, content []byte, err error) error {
			total += int64(len(content))
			if calls++; calls > lim.ZipEntries || total > lim.ZipTotal || int64(len(content)) > lim.ZipPart {
				t.Fatalf("%d entries, %d bytes", calls, total)
			}
			if entry == "" || strings.HasPrefix(entry, "/") || strings.Contains("/"+entry+"/", "/../") || strings.Contains(entry, `\`) {
				t.Fatalf("name %q", entry)
			}
			return nil
		})
	})
}
