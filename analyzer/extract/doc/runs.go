package doc

import (
	"slices"
)

// charRun is a stretch of bytes of the main stream in one formatting.
type charRun struct {
	start, end int
	sprms      buffer
}

// paraRun is the bytes of a paragraph.
type paraRun struct {
	start, end int
	style      int
	sprms      buffer
}

const pageSize = 512

// readRuns reads the pages of formatting. Runs that go backwards are passed
// over, so that there are never more of them than bytes of text.
func (f *file) readRuns() {
	last := 0
	f.eachRun(pairCharPages, func(page buffer, i, count, start, end int) {
		if start < last || end <= start {
			return
		}
		last = end
		run := charRun{start: start, end: end}
		if at := 2 * page.u8(4*(count+1)+i); at > 0 {
			run.sprms = page.slice(at+1, page.u8(at))
		}
		f.chars = append(f.chars, run)
	})
	last = 0
	f.eachRun(pairParaPages, func(page buffer, i, count, start, end int) {
		if start < last || end <= start {
			return
		}
		last = end
		run := paraRun{start: start, end: end}
		if at := 2 * page.u8(4*(count+1)+13*i); at > 0 {
			body := papx(page, at)
			run.style, run.sprms = body.u16(0), body.slice(2, len(body))
		}
		f.paras = append(f.paras, run)
	})
}

// papx returns the style and sprms of a PapxInFkp.
func papx(page buffer, at int) buffer {
	if n := page.u8(at); n > 0 {
		return page.slice(at+1, 2*n-1)
	}
	return page.slice(at+2, 2*page.u8(at+1))
}

// eachRun calls fn for every run of every page that the i-th pair lists.
func (f *file) eachRun(pair int, fn func(page buffer, i, count, start, end int)) {
	at, n := f.fib.pair(pair)
	plc := f.table.slice(at, n)
	pages := min((len(plc)-4)/8, len(f.main)/pageSize+1)
	entries := (len(plc) - 4) / 8
	for p := range max(0, pages) {
		number := plc.i32(4*(entries+1)+4*p) & 0x3fffff
		page := f.main.slice(number*pageSize, pageSize)
		if len(page) < pageSize {
			continue
		}
		count := page.u8(pageSize - 1)
		for i := range count {
			fn(page, i, count, page.i32(4*i), page.i32(4*i+4))
		}
	}
}

// runAt returns the index of the first character run that ends behind at.
func (f *file) runAt(at int) int {
	i, _ := slices.BinarySearchFunc(f.chars, at, func(r charRun, at int) int {
		if r.end <= at {
			return -1
		}
		return 1
	})
	return i
}

// paraAt returns the properties of the paragraph that holds the byte at, and
// where it ends.
func (f *file) paraAt(at int) (p paraProps, end int) {
	i, found := slices.BinarySearchFunc(f.paras, at, func(r paraRun, at int) int {
		switch {
		case r.end <= at:
			return -1
		case r.start > at:
			return 1
		}
		return 0
	})
	if !found {
		return newParaProps(0), -1
	}
	run := f.paras[i]
	p = newParaProps(run.style)
	eachSprm(run.sprms, func(op int, arg buffer) {
		if op == sprmHuge || op == sprmHugeOld {
			eachSprm(f.hugeSprms(arg.i32(0)), p.apply)
		}
		p.apply(op, arg)
	})
	return p, run.end
}

// hugeMax bounds what is read of the Data stream as properties.
const hugeMax = 64 << 20

// hugeSprms returns a list of sprms that is too long for a page.
func (f *file) hugeSprms(at int) buffer {
	list := f.data.slice(at+2, f.data.u16(at))
	if f.huge += len(list); f.huge > hugeMax {
		return nil
	}
	return list
}
