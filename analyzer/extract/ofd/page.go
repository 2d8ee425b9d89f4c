package ofd

import (
	"encoding/xml"
	"errors"
	"math"
	"strconv"
	"strings"

	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/xmlpart"
)

// run is characters that stand in one line. Units are millimetres; y grows
// downwards and is that of the base line.
type run struct {
	text   string
	x0, x1 float64
	y      float64
	size   float64
	// own keeps the run out of the lines: it is not written from left to
	// right.
	own bool
}

// page is what is drawn on one page.
type page struct {
	runs  []run
	under []string // the ids of its templates
	chars int
	// pictures reports images.
	pictures bool
}

// runsMax bounds the runs of one page; one full of single characters has a
// few thousand.
const runsMax = 100_000

// content reads the part of a page or template.
func (r *reader) content(at string) (*page, error) {
	p := &page{}
	_, err := r.Part(at, func(s *xmlpart.Stream) error {
		if _, err := s.Root(); err != nil {
			return err
		}
		return s.Each(func(el xml.StartElement) error {
			switch el.Name.Local {
			case "Template":
				p.under = append(p.under, xmlpart.Value(el, "TemplateID"))
			case "Content":
				return r.objects(s, p)
			}
			return nil
		})
	})
	return p, err
}

// objects reads layers, blocks and what is drawn in them.
func (r *reader) objects(s *xmlpart.Stream, p *page) error {
	return s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "TextObject":
			return r.textObject(s, el, p)
		case "ImageObject":
			p.pictures = true
			return nil
		case "PathObject":
			return nil
		}
		return r.objects(s, p)
	})
}

// object is where the text of a TextObject lies on the page.
type object struct {
	x, y float64 // upper left corner
	ctm  [6]float64
	size float64 // before ctm
}

func (r *reader) textObject(s *xmlpart.Stream, el xml.StartElement, p *page) error {
	if xmlpart.Value(el, "Visible") == "false" {
		r.hidden = true
		return nil
	}
	o := object{ctm: [6]float64{1, 0, 0, 1, 0, 0}, size: 1}
	bounds := floats(xmlpart.Value(el, "Boundary"), 4)
	if len(bounds) == 4 {
		o.x, o.y = bounds[0], bounds[1]
	}
	if ctm := floats(xmlpart.Value(el, "CTM"), 6); len(ctm) == 6 {
		o.ctm = [6]float64(ctm)
	}
	if size := floats(xmlpart.Value(el, "Size"), 1); len(size) == 1 && size[0] > 0 {
		o.size = size[0]
	}
	var pen struct{ x, y float64 }
	return s.Each(func(el xml.StartElement) error {
		if el.Name.Local != "TextCode" {
			return nil
		}
		// A place that is not said is that of the code before.
		if x := floats(xmlpart.Value(el, "X"), 1); len(x) == 1 {
			pen.x = x[0]
		}
		if y := floats(xmlpart.Value(el, "Y"), 1); len(y) == 1 {
			pen.y = y[0]
		}
		chars, err := s.Chars()
		if err != nil {
			return err
		}
		letters := []rune(strings.Trim(chars, "\r\n"))
		if r.left -= len(letters); r.left < 0 {
			return r.Limits.TooLong(r.Name)
		}
		p.chars += len(letters)
		dx := deltas(xmlpart.Value(el, "DeltaX"), len(letters)-1)
		dy := deltas(xmlpart.Value(el, "DeltaY"), len(letters)-1)
		p.runs = append(p.runs, o.runs(letters, pen.x, pen.y, dx, dy)...)
		if len(p.runs) > runsMax {
			return limits.Structure(r.Name, runsMax, errors.New("runs of an OFD page"))
		}
		return nil
	})
}

// runs cuts the characters of a TextCode where they begin a new line.
func (o object) runs(letters []rune, x, y float64, dx, dy []float64) []run {
	if len(letters) == 0 {
		return nil
	}
	scale := math.Hypot(o.ctm[2], o.ctm[3])
	place := func() (float64, float64) {
		return o.x + o.ctm[0]*x + o.ctm[2]*y + o.ctm[4], o.y + o.ctm[1]*x + o.ctm[3]*y + o.ctm[5]
	}
	var out []run
	var b strings.Builder
	level := true // all characters follow one another from left to right
	px, py := place()
	cur := run{x0: px, y: py, size: o.size * scale}
	for i, c := range letters {
		b.WriteRune(c)
		cur.x1 = max(cur.x1, px+width(c)*cur.size)
		if i == len(letters)-1 || len(out) > runsMax {
			break
		}
		x, y = x+at(dx, i), y+at(dy, i)
		nx, ny := place()
		if math.Abs(ny-cur.y) > cur.size/3 {
			level = level && nx < px // a new line begins further left
			cur.text = b.String()
			out = append(out, cur)
			b.Reset()
			cur = run{x0: nx, y: ny, size: cur.size}
		}
		px, py = nx, ny
	}
	cur.text = b.String()
	out = append(out, cur)
	if level || len(out) == 1 {
		return out
	}
	// Written downwards or aslant: one run by itself.
	whole := run{text: string(letters), x0: out[0].x0, x1: out[0].x1, y: out[0].y, size: cur.size, own: true}
	return []run{whole}
}

// width is about how wide a character is, in its height.
func width(r rune) float64 {
	const wide = 0x2e80
	if r >= wide || r == '“' || r == '”' || r == '—' || r == '…' {
		return 1
	}
	return 0.5
}

func at(deltas []float64, i int) float64 {
	if i < len(deltas) {
		return deltas[i]
	}
	return 0
}

// deltas reads the distances between n+1 characters; "g 3 5" is 5 5 5. What
// there is too much of is left unread.
func deltas(s string, n int) []float64 {
	var out []float64
	fields := strings.Fields(s)
	for i := 0; i < len(fields) && len(out) < n; i++ {
		times, value := 1, fields[i]
		if value == "g" && i+2 < len(fields) {
			times, _ = strconv.Atoi(fields[i+1])
			value = fields[i+2]
			i += 2
		}
		v, ok := finite(value)
		if !ok {
			continue
		}
		for range min(times, n-len(out)) {
			out = append(out, v)
		}
	}
	return out
}

// floats reads up to n numbers, nil where one is none.
func floats(s string, n int) []float64 {
	fields := strings.Fields(s)
	var out []float64
	for _, f := range fields[:min(n, len(fields))] {
		v, ok := finite(f)
		if !ok {
			return nil
		}
		out = append(out, v)
	}
	return out
}

// finite reads a number of a size that pages have.
func finite(s string) (float64, bool) {
	const most = 1e6
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && math.Abs(v) <= most
}
