package generate

// body writes the sections: about a third of the sentences is for what stands
// before and after the work.
func (k *composer) body(f form) {
	section, all := 0, k.left
	heading := func(rule string) {
		k.heading(numeral(section)+"、", rule)
		section++
	}
	for _, s := range f.before {
		heading("section." + s)
		k.section(s, max(all/14, 2))
	}
	aside := max(all/10, 3)
	work := k.left - len(f.after)*aside
	parts := 3 + k.shape.IntN(4)
	flat := k.shape.IntN(3) == 0
	if !flat {
		heading("section.work")
	}
	for i := range parts {
		k.area = k.areas[0]
		if k.shape.IntN(5) < 2 {
			k.area = k.areas[1+k.shape.IntN(2)]
		}
		if flat {
			heading("sub")
		} else {
			k.heading("（"+numeral(i)+"）", "sub")
		}
		k.part(work*(i+1)/parts - work*i/parts)
	}
	k.area = k.areas[0]
	for _, s := range f.after {
		heading("section." + s)
		k.section(s, aside)
	}
}

// numeral writes i+1 in hanzi; there are never more than twelve.
func numeral(i int) string {
	return [...]string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}[i]
}

func (k *composer) heading(number, rule string) {
	k.next()
	k.begin()
	k.put(number)
	k.named(rule)
}

// part writes n sentences about one piece of work.
func (k *composer) part(n int) {
	for n > 0 {
		in := min(2+k.shape.IntN(5), n)
		switch n -= in; k.shape.IntN(8) {
		case 0, 1:
			k.list(in)
		default:
			k.next()
			for range in {
				k.write([]string{"work", "work", "work", "data"}[k.shape.IntN(4)])
			}
		}
	}
}

// list writes a paragraph 一是…；二是….
func (k *composer) list(n int) {
	k.next()
	k.begin()
	k.named("list")
	k.put("：")
	for i := range max(n, 2) {
		if i > 0 {
			k.put("；")
		}
		k.begin()
		k.put(numeral(i) + "是")
		k.named("clause")
		if k.words.Float64() < k.density.tail {
			k.put("，")
			k.phrase("tail")
		}
	}
	k.put("。")
}

// section writes n sentences of one of the other sections, in some reports
// as a numbered list with two sentences a line.
func (k *composer) section(kind string, n int) {
	k.left -= n
	numbered := k.shape.IntN(3) == 0
	for i := range n {
		switch {
		case numbered && i%2 == 0 && i < n-1:
			k.next()
			k.int(i/2 + 1)
			k.put("、") // 1.8月 would be a decimal
		case !numbered && i%4 == 0:
			k.next()
		}
		k.write(kind)
	}
}

// write writes a sentence of a kind, with set phrases by chance.
func (k *composer) write(kind string) {
	k.begin()
	switch kind {
	case "trouble":
		k.around("weak", "trouble", "", 2*k.density.tail)
	case "plan":
		k.around("", "plan", "next", 2*k.density.tail)
	default:
		k.plain(kind)
	}
	k.put("。")
}

func (k *composer) plain(kind string) {
	if k.words.Float64() < k.density.whole {
		k.phrase("whole")
		return
	}
	if k.words.Float64() < k.density.lead {
		k.phrase("lead")
		k.put("，")
	}
	k.named(kind)
	if k.words.Float64() < k.density.tail {
		k.put("，")
		k.phrase("tail")
	}
}

// around writes a sentence with the phrase of a pool before or after it, and
// sometimes nothing but the phrase.
func (k *composer) around(before, kind, after string, share float64) {
	with := k.words.Float64() < share
	if with && k.words.IntN(3) == 0 {
		k.phrase(before + after)
		return
	}
	if with && before != "" {
		k.phrase(before)
		k.put("，")
	}
	k.named(kind)
	if with && after != "" {
		k.put("，")
		k.phrase(after)
	}
}
