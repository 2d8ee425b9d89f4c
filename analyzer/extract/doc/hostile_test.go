package doc_test

import (
	"context"
	"errors"
	"runtime"
	"testing"

	"hegao/analyzer/extract/doc"
	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
)

// clx is where the pair of the piece table stands in the main stream.
const clxPair = 154 + 8*33

func TestRefusals(t *testing.T) {
	small := limits.Default()
	small.TextRunes = 5
	plain := word{body: []para{p("文")}}
	with := func(edit func(w *word)) []byte {
		w := plain
		edit(&w)
		return build(w)
	}
	whole := build(plain)
	cases := []struct {
		name string
		data []byte
		lim  limits.Limits
		code message.Code
		key  message.Key
	}{
		{"cut in two", whole[:len(whole)/3], limits.Default(), message.Damaged, "file_damaged"},
		{"nothing but a signature", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...), limits.Default(), message.Damaged, "file_damaged"},
		{"no Fib", container([]stream{{"WordDocument", make([]byte, 5000)}}), limits.Default(), message.Damaged, "file_damaged"},
		{"no table stream", container([]stream{{"WordDocument", with(func(w *word) {})[512:6000]}}), limits.Default(), message.Damaged, "file_damaged"},
		{"no piece table", with(func(w *word) {
			w.change = func(main, table []byte) ([]byte, []byte) { put32(main, clxPair+4, 0); return main, table }
		}), limits.Default(), message.Damaged, "file_damaged"},
		{"Word 95", with(func(w *word) { w.version = 0x68 }), limits.Default(), message.Unsupported, "word_too_old"},
		{"Word 6", with(func(w *word) {
			w.change = func(main, table []byte) ([]byte, []byte) { put16(main, 0, 0xa5dc); return main, table }
		}), limits.Default(), message.Unsupported, "word_too_old"},
		{"Word 95, East Asian", with(func(w *word) {
			w.change = func(main, table []byte) ([]byte, []byte) { put16(main, 0, 0xa699); return main, table }
		}), limits.Default(), message.Unsupported, "word_too_old"},
		{"Word 2", append([]byte("\xdb\xa5"), make([]byte, 600)...), limits.Default(), message.Unsupported, "word_too_old"},
		{"password", with(func(w *word) { w.flags = 0x0100 }), limits.Default(), message.Unsupported, "encrypted"},
		{"Works", container([]stream{{"CONTENTS", make([]byte, 5000)}}), limits.Default(), message.Unsupported, "works_file"},
		{"no text", build(word{body: []para{p(" ")}}), limits.Default(), message.Empty, "file_empty"},
		{"long", build(word{body: []para{p("一二三"), p("四五")}}), small, message.TooLarge, "text_too_long"},
	}
	for _, c := range cases {
		if !doc.Is("甲.doc", c.data) {
			t.Errorf("%s: not told", c.name)
		}
		_, err := doc.Read(context.Background(), "甲.doc", c.data, c.lim)
		var e *message.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Message.Key != "error."+c.key || e.Message.Args[0] != "甲.doc" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestOthersAreNotTold(t *testing.T) {
	for name, data := range map[string][]byte{
		"a.xls": container([]stream{{"Workbook", make([]byte, 5000)}}),
		"b.doc": []byte("文字"),
		"c.bin": append([]byte("\xdb\xa5"), make([]byte, 600)...),
	} {
		if doc.Is(name, data) {
			t.Errorf("%s is told to be a document", name)
		}
	}
}

// manyEntries is a container whose directory has n entries, each inside the
// one before.
func manyEntries(n int) []byte {
	data := container([]stream{{"WordDocument", make([]byte, n*128)}})
	for i := range n {
		copy(data[512+128*i:], entry("x", 1, i+1, -1, 0, 0))
	}
	put32(data, 48, 0) // the stream is the directory
	return data
}

// Bombs must be refused, or read, with little memory.
func TestBombs(t *testing.T) {
	plain := func(change func(main, table []byte) ([]byte, []byte)) []byte {
		return build(word{body: []para{p("一二三四五六七八九十一二三四五六七八九十")}, change: change})
	}
	cases := []struct {
		name string
		data []byte
		key  message.Key // "" for none
	}{
		{"nested entries", manyEntries(100_000), "xml_limit"},
		{"endless text", plain(func(main, table []byte) ([]byte, []byte) {
			at := len(table)
			table = append(append(append(table, 2), le32(16)...), append(append(le32(0), le32(1<<30)...), make([]byte, 8)...)...)
			put32(main, clxPair, at)
			put32(main, clxPair+4, 21)
			put32(main, 76, 1<<30)
			return main, table
		}), "text_too_long"},
		{"one text many times", plain(func(main, table []byte) ([]byte, []byte) {
			const pieces = 500_000
			at := len(table)
			table = append(append(table, 2), le32(12*pieces+4)...)
			for i := range pieces + 1 {
				table = append(table, le32(20*i)...)
			}
			for range pieces {
				table = append(append(append(table, 0, 0), le32(textAt)...), 0, 0)
			}
			put32(main, clxPair, at)
			put32(main, clxPair+4, len(table)-at)
			put32(main, 76, 20*pieces)
			return main, table
		}), "text_too_long"},
		{"one page many times", plain(func(main, table []byte) ([]byte, []byte) {
			const pages = 500_000
			at := len(table)
			table = append(table, make([]byte, 8*pages+4)...)
			for i := range pages {
				put32(table, at+4*(pages+1)+4*i, len(main)/512-1)
			}
			put32(main, 154+8*13, at)
			put32(main, 154+8*13+4, len(table)-at)
			return main, table
		}), ""},
		{"many lists", plain(func(main, table []byte) ([]byte, []byte) {
			at := len(table)
			table = append(append(table, le16(0xffff)...), make([]byte, 28*0xffff)...)
			put32(main, 154+8*73, at)
			put32(main, 154+8*73+4, len(table)-at)
			return main, table
		}), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			used, err := allocated(func() error {
				_, err := doc.Read(context.Background(), "a.doc", c.data, limits.Default())
				return err
			})
			var e *message.Error
			if c.key == "" && err != nil || c.key != "" && (!errors.As(err, &e) || e.Message.Key != "error."+c.key) {
				t.Errorf("got %v, want %q", err, c.key)
			}
			if used > 200<<20 {
				t.Errorf("%d MB allocated", used>>20)
			}
		})
	}
}

func allocated(f func() error) (uint64, error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err := f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, err
}

func TestContextIsHonoured(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := doc.Read(ctx, "a.doc", build(word{body: []para{p("文")}}), limits.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(build(word{body: []para{p("文"), cell("甲"), row()}, footnotes: []para{p("注")}}))
	f.Add(build(word{lists: []listDef{gongwen()}, uses: []useDef{{list: 0, starts: map[int]int{0: 3}}}, body: []para{p("文", in(1, 0)...)}}))
	f.Add(build(word{styles: []styleDef{{kind: 1, base: 0xfff, para: in(1, 0)}}, body: []para{p("\x13A\x14B\x15")}, title: "题"}))
	f.Add(build(word{narrow: []byte("\xb9\xa4\xd7\xf7\xd7\xdc\xbd\xe1\r"), language: 0x0804}))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := doc.Read(context.Background(), "a.doc", data, limits.Default())
		if err != nil {
			if message.CodeOf(err) == message.Internal {
				t.Fatalf("internal error: %v", err)
			}
			return
		}
		doctest.Check(t, d)
	})
}
