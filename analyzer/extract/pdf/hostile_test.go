package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/pdf"
	"hegao/analyzer/message"
)

// hostile are files made to cost much or never to end, small as they are.
func hostile() map[string][]byte {
	blanks := bytes.Repeat([]byte(" "), 100<<20)
	deep := strings.Repeat("[", 200_000)
	empties := "<</Type/ObjStm/N 2000000/First 16000000"
	var many strings.Builder
	for range 60_000 {
		many.WriteString("[]")
	}
	return map[string][]byte{
		"content of blanks": file{pages: []string{"10 0 R"}, page: "/Contents 10 0 R", extra: []string{deflated(blanks, 2)}}.build(),
		"object stream":     file{pages: []string{"x"}, extra: []string{strings.Replace(deflated(blanks, 2), "<<", empties, 1)}, page: "/X 11 0 R"}.build(),
		"deep arrays":       file{pages: []string{"x"}, extra: []string{deep}, page: "/X 10 0 R"}.build(),
		"deep operands":     file{pages: []string{deep + "/F Tf " + strings.Repeat("q ", 200_000)}}.build(),
		"many objects":      file{pages: []string{strings.Repeat("0 0 1 1 re f ", 60_000)}}.build(),
		"many operands":     file{pages: []string{many.String() + " TJ"}}.build(),
		"page of itself":    file{pages: []string{"x"}, page: "/Kids[2 0 R]/Count 1000000000"}.build(),
		"lying count":       bytes.Replace(file{pages: []string{"x"}}.build(), []byte("/Count 1>>"), []byte("/Count 2147483647>>"), 1),
		"filters":           file{pages: []string{"x"}, extra: []string{stream("/Filter["+strings.Repeat("/ASCIIHexDecode ", 5000)+"]", "00")}, page: "/Contents 10 0 R"}.build(),
		"huge picture":      file{pages: []string{picture}, extra: []string{"<</Type/XObject/Subtype/Image/Width 2000000000/Height 2000000000/BitsPerComponent 8/ColorSpace/DeviceRGB/Length 1>>stream\nx\nendstream"}, page: "/Resources<</XObject<</I 10 0 R>>>>"}.build(),
		"huge numbers":      file{pages: []string{at(1e38, -1e38, 1e30, "文") + turned(0, 0, 1e20, 1e-20, 1e9, "字") + at(0, 0, 0, "零")}}.build(),
		"no end":            append([]byte("%PDF-1.7\n1 0 obj\n<</A "), bytes.Repeat([]byte("<<"), 100_000)...),
	}
}

// Hostile files end by themselves, and well within the time for one file.
func TestHostileFilesEnd(t *testing.T) {
	for name, data := range hostile() {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
			defer cancel()
			doc, err := pdf.Read(ctx, "甲.pdf", data, limits.Default())
			if err != nil && (ctx.Err() != nil || message.CodeOf(err) == message.Internal) {
				t.Errorf("%d bytes: %v", len(data), err)
			}
			if err == nil && doc.Text != "" {
				doctest.Check(t, doc)
			}
		})
	}
}

// doubling draws a form that draws the next one twice, and so on: 2⁴⁰ times.
func doubling() []byte {
	const levels = 28
	var forms []string
	for i := range levels {
		next := firstExtra + i + 1
		forms = append(forms, stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 600 850]/Resources<</XObject<</N %d 0 R>>/Font<</L 6 0 R>>>>", next), strings.Repeat("/N Do ", 4)))
	}
	forms = append(forms, stream("/Type/XObject/Subtype/Form/BBox[0 0 600 850]/Resources<</Font<</L 6 0 R>>>>", latin(10, 10, 9, "x")))
	f := file{pages: []string{"/I Do"}, extra: forms}
	return bytes.Replace(f.build(), []byte("/XObject<</I 7 0 R>>"), []byte("/XObject<</I 10 0 R>>"), 1)
}

// A file without end is broken off when the context ends, and the next file
// is read as ever.
func TestContextBreaksOff(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	if _, err := pdf.Read(ctx, "a.pdf", doubling(), limits.Default()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	cancel()
	if _, err := pdf.Read(ctx, "a.pdf", file{pages: []string{paragraphs(2, first)}}.build(), limits.Default()); err == nil {
		t.Error("read without a context")
	}
	if got := read(t, file{pages: []string{paragraphs(2, first)}}).Text; got != first {
		t.Errorf("the next file: %s", got)
	}
}

// FuzzRead varies the bytes of the file.
func FuzzRead(f *testing.F) {
	f.Add(file{pages: []string{paragraphs(2, first), picture}}.build())
	f.Add(file{pages: []string{grid([]float64{90, 150, 500}, []float64{700, 670, 620}) + at(100, 680, 12, "甲") + at(200, 680, 12, "乙")}, page: "/Rotate 90"}.build())
	f.Add(file{pages: []string{turned(200, 300, 0, 1, 12, "竖") + turned(100, 300, 0.7, 0.7, 60, "斜")}}.build())
	f.Add([]byte("%PDF-1.4"))
	f.Fuzz(func(t *testing.T, data []byte) {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		doc, err := pdf.Read(ctx, "a.pdf", data, limits.Default())
		if err == nil && doc.Text != "" {
			doctest.Check(t, doc)
		}
	})
}

// FuzzContent varies what a page draws, so that the layout meets every
// arrangement of characters; nothing it makes may be longer than what it was
// made from.
func FuzzContent(f *testing.F) {
	f.Add(paragraphs(2, first, second))
	f.Add(grid([]float64{90, 150, 500}, []float64{700, 670, 620}) + at(100, 680, 12, "甲"))
	f.Add(turned(200, 300, -1, 0, 12, "倒") + latin(1, 1, 400, "big") + "0 0 9 9 re f")
	f.Fuzz(func(t *testing.T, content string) {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		doc, err := pdf.Read(ctx, "a.pdf", file{pages: []string{content, content}}.build(), limits.Default())
		if err != nil || doc.Text == "" {
			return
		}
		doctest.Check(t, doc)
		if len(doc.Text) > 8*len(content) {
			t.Fatalf("%d bytes became %d", len(content), len(doc.Text))
		}
	})
}
