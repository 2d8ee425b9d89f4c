package zipfile_test

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/zipfile"
)

// Guards: what is not replaced is the same bytes, header and all; order,
// times, comments and odd names stay.
func TestRewrite(t *testing.T) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, h := range []*zip.FileHeader{
		{Name: "a.xml", Method: zip.Deflate, Modified: time.Date(2020, 1, 2, 3, 4, 6, 0, time.UTC), Comment: "注"},
		{Name: "Word/B.xml", Method: zip.Deflate, Modified: time.Date(2020, 1, 2, 3, 4, 6, 0, time.UTC)},
		{Name: "\xbc\xd7.bin", Method: zip.Store, NonUTF8: true},
	} {
		part, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, "content of "+h.Name); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	a, err := zipfile.Open("z", buf.Bytes(), limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	out, err := a.Rewrite(map[string][]byte{"word/b.xml": []byte("new"), "absent": nil}, map[string][]byte{"d": []byte("4"), "c": []byte("3")})
	if err != nil {
		t.Fatal(err)
	}
	old, now := contents(t, buf.Bytes()), contents(t, out)
	old[1].Packed, old[1].Content = now[1].Packed, "new"
	if diff := cmp.Diff(old, now[:3]); diff != "" {
		t.Error(diff)
	}
	if len(now) != 5 || now[3].Name != "c" || now[4].Name != "d" || now[4].Content != "4" {
		t.Errorf("added: %+v", now[3:])
	}
}

type entry struct {
	Name, Comment, Packed, Content string
	Modified                       int64
	Method                         uint16
}

func contents(t *testing.T, data []byte) []entry {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out []entry
	for _, f := range z.File {
		e := entry{Name: f.Name, Comment: f.Comment, Modified: f.Modified.Unix(), Method: f.Method}
		raw, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		e.Packed = all(t, raw)
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		e.Content = all(t, r)
		out = append(out, e)
	}
	return out
}

func all(t *testing.T, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestWrite(t *testing.T) {
	list := []zipfile.Entry{{Name: "b", Data: []byte("1")}, {Name: "a", Data: []byte("2")}}
	one, err := zipfile.Write(list)
	if err != nil {
		t.Fatal(err)
	}
	two, err := zipfile.Write(list)
	if err != nil || !bytes.Equal(one, two) {
		t.Errorf("the same entries give other bytes, %v", err)
	}
	got := contents(t, one)
	if len(got) != 2 || got[0].Name != "b" || got[1].Content != "2" {
		t.Errorf("%+v", got)
	}
}
