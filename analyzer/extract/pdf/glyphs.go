package pdf

import (
	"context"
	"math"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// glyph is one character as it is drawn. Units are points; y grows upwards.
type glyph struct {
	r rune
	// box is as wide as the character moves the pen, and as high as its size
	// about the base line; it lies as if the page were turned by turn.
	box  box
	size float64 // on the page
	// turn is the direction of writing in quarter turns, counter-clockwise;
	// slanted for any other.
	turn int
}

const slanted = 4

// box is a rectangle with x0 ≤ x1 and y0 ≤ y1.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) width() float64  { return b.x1 - b.x0 }
func (b box) height() float64 { return b.y1 - b.y0 }
func (b box) midY() float64   { return (b.y0 + b.y1) / 2 }
func (b box) midX() float64   { return (b.x0 + b.x1) / 2 }

// union is the smallest box around both.
func (b box) union(o box) box {
	return box{min(b.x0, o.x0), min(b.y0, o.y0), max(b.x1, o.x1), max(b.y1, o.y1)}
}

// page is what is drawn on one page.
type page struct {
	box    box
	glyphs []glyph
	// rules are the straight lines of tables: boxes that are thin one way.
	rules []box
	// pictures reports images that cover a good part of the page, drawn any
	// object at all.
	pictures, drawn bool
}

// reader reads the pages of one open document.
type reader struct {
	ctx  context.Context
	pdf  pdfium.Pdfium
	doc  references.FPDF_DOCUMENT
	form bool // the document has fields to fill in
	left int  // how many characters may still come
	// faces are the fonts seen so far, which saves most of the calls.
	faces map[face]metrics
	last  placed
}

// face tells fonts and sizes apart, by what is known of every character:
// the size before scaling, the height on the page, and the direction.
type face struct {
	size, height float64
	turn         int
}

// metrics are what the characters of a face have in common: the size on the
// page, and how far the base line lies above the lower border of their boxes.
type metrics struct{ size, base float64 }

func (r *reader) page(n int) (*page, error) {
	size, err := r.pdf.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: r.doc, Index: n})
	if err != nil {
		return nil, err
	}
	loaded, err := r.load(n)
	if err != nil {
		return nil, err
	}
	defer r.pdf.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded})
	p := &page{box: box{x1: size.Width, y1: size.Height}}
	ref := requests.Page{ByReference: &loaded}
	if err := r.text(p, ref); err != nil {
		return nil, err
	}
	return p, r.objects(p, ref)
}

// load opens page n. Where the document is a form, what was filled in is made
// part of the page first, for PDFium finds only text of the page itself;
// other documents keep their notes and seals apart.
func (r *reader) load(n int) (references.FPDF_PAGE, error) {
	loaded, err := r.pdf.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: r.doc, Index: n})
	if err != nil {
		return "", err
	}
	ref := requests.Page{ByReference: &loaded.Page}
	if !r.form {
		return loaded.Page, nil
	}
	_, err = r.pdf.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: ref, Usage: requests.FPDFPage_FlattenUsageNormalDisplay})
	if err != nil {
		return loaded.Page, nil // then without what was filled in
	}
	if _, err := r.pdf.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page}); err != nil {
		return "", err
	}
	loaded, err = r.pdf.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: r.doc, Index: n})
	if err != nil {
		return "", err
	}
	return loaded.Page, nil
}

func (r *reader) text(p *page, ref requests.Page) error {
	loaded, err := r.pdf.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return err
	}
	defer r.pdf.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: loaded.TextPage})
	count, err := r.pdf.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: loaded.TextPage})
	if err != nil {
		return err
	}
	n := min(count.Count, r.left)
	r.left -= n
	p.glyphs, r.last = make([]glyph, 0, n), placed{}
	for i := range n {
		if i%1024 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		g, ok, err := r.glyph(loaded.TextPage, i)
		if err != nil {
			return err
		}
		if last := len(p.glyphs) - 1; last >= 0 && utf16.IsSurrogate(p.glyphs[last].r) {
			p.glyphs[last].r = utf16.DecodeRune(p.glyphs[last].r, g.r)
			continue // the second half of one character
		}
		if ok {
			p.glyphs = append(p.glyphs, g)
		}
	}
	return nil
}

// glyph reads character i; ok is false for one that is not drawn.
func (r *reader) glyph(t references.FPDF_TEXTPAGE, i int) (g glyph, ok bool, err error) {
	code, err := r.pdf.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: t, Index: i})
	if err != nil {
		return g, false, err
	}
	if g.r = legible(rune(uint32(code.Unicode))); g.r == 0 {
		return g, false, nil
	}
	if g.r == ' ' {
		made, err := r.pdf.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: t, Index: i})
		if err != nil || made.IsGenerated {
			return g, false, nil // made up by PDFium: the layout finds its own
		}
	}
	b, err := r.pdf.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: t, Index: i})
	if err != nil {
		return g, false, nil
	}
	g.box = box{float64(b.Rect.Left), float64(b.Rect.Bottom), float64(b.Rect.Right), float64(b.Rect.Top)}
	if r.last.precedes(g.box) {
		// One more character of the same face on the same line: the calls to
		// learn that cost more than all else.
		g.turn = 0
		r.last.box = g.box
		return g, g.sound() && g.fit(r.last.metrics), nil
	}
	angle, err := r.pdf.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: t, Index: i})
	if err == nil {
		g.turn = turnOf(float64(angle.CharAngle))
	}
	raw := g.box
	if !g.sound() {
		return g, false, nil
	}
	m := r.measure(&g, t, i)
	r.last = placed{raw, m, g.turn == 0}
	return g, g.fit(m), nil
}

// placed is the character before, as PDFium told of it.
type placed struct {
	box     box
	metrics metrics
	upright bool
}

// precedes reports whether a character in box b goes on with p's line.
func (p *placed) precedes(b box) bool {
	return p.upright && b.y0 == p.box.y0 && b.y1 == p.box.y1 && b.x0 > p.box.x0 && b.x0-p.box.x1 < b.height()
}

// sound mends g's box and reports whether it can be placed.
func (g *glyph) sound() bool {
	b := g.box.turned(g.turn)
	g.box = box{min(b.x0, b.x1), min(b.y0, b.y1), max(b.x0, b.x1), max(b.y0, b.y1)}
	for _, v := range []float64{b.x0, b.y0, b.x1, b.y1} {
		if math.IsNaN(v) || math.Abs(v) > 1e6 {
			return false
		}
	}
	return true
}

// measure finds the metrics of g's face.
func (r *reader) measure(g *glyph, t references.FPDF_TEXTPAGE, i int) metrics {
	size, err := r.pdf.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: t, Index: i})
	if err != nil {
		return metrics{}
	}
	key := face{size.FontSize, math.Round(g.box.height() * 100), g.turn}
	m, ok := r.faces[key]
	if !ok {
		m = r.metrics(g, size.FontSize, t, i)
		r.faces[key] = m
	}
	return m
}

// fit sets g's size and makes its box as high; it reports whether g has a
// size at all.
func (g *glyph) fit(m metrics) bool {
	const below, above = 0.15, 0.85
	base := g.box.y0 + m.base
	g.size, g.box.y0, g.box.y1 = m.size, base-below*m.size, base+above*m.size
	return m.size > 0.1 && m.size < 1e4
}

func (r *reader) metrics(g *glyph, size float64, t references.FPDF_TEXTPAGE, i int) metrics {
	m := metrics{size: size}
	if got, err := r.pdf.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: t, Index: i}); err == nil {
		m.size *= math.Hypot(float64(got.Matrix.C), float64(got.Matrix.D))
	}
	m.base = 0.15 * m.size
	if at, err := r.pdf.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: t, Index: i}); err == nil {
		m.base = box{at.X, at.Y, at.X, at.Y}.turned(g.turn).y0 - g.box.y0
	}
	return m
}

// turnOf names the direction of an angle in radians, which PDFium measures
// clockwise.
func turnOf(angle float64) int {
	quarters := -angle / (math.Pi / 2)
	near := math.Round(quarters)
	if math.IsNaN(near) || math.Abs(quarters-near) > 0.05 {
		return slanted
	}
	return ((int(near) % 4) + 4) % 4
}

const (
	// manyObjects bounds how many objects of a page are looked at.
	manyObjects = 20_000
	// thin is how thick a rule is at most, in points, and long how long at
	// least.
	thin, long = 2.5, 8
)

// objects looks for pictures and rules among what is drawn.
func (r *reader) objects(p *page, ref requests.Page) error {
	count, err := r.pdf.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref})
	if err != nil {
		return nil // such a page has text all the same
	}
	p.drawn = count.Count > 0
	for i := range min(count.Count, manyObjects) {
		if i%1024 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		object, err := r.pdf.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: ref, Index: i})
		if err != nil {
			continue
		}
		kind, err := r.pdf.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil || kind.Type == enums.FPDF_PAGEOBJ_TEXT {
			continue
		}
		bounds, err := r.pdf.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object.PageObject})
		if err != nil {
			continue
		}
		p.object(kind.Type, box{float64(bounds.Left), float64(bounds.Bottom), float64(bounds.Right), float64(bounds.Top)})
	}
	return nil
}

func (p *page) object(kind enums.FPDF_PAGEOBJ, b box) {
	switch kind {
	case enums.FPDF_PAGEOBJ_IMAGE, enums.FPDF_PAGEOBJ_FORM:
		if 4*b.width()*b.height() >= p.box.width()*p.box.height() {
			p.pictures = true
		}
	case enums.FPDF_PAGEOBJ_PATH:
		p.path(b)
	}
}

// path adds the rules that a path may draw: itself where it is thin, else,
// as a frame, its four sides.
func (p *page) path(b box) {
	w, h := b.width(), b.height()
	switch {
	case w <= thin && h <= thin:
	case w <= thin || h <= thin:
		if max(w, h) >= long {
			p.rules = append(p.rules, b)
		}
	default:
		p.rules = append(p.rules, box{b.x0, b.y0, b.x1, b.y0}, box{b.x0, b.y1, b.x1, b.y1},
			box{b.x0, b.y0, b.x0, b.y1}, box{b.x1, b.y0, b.x1, b.y1})
	}
}
