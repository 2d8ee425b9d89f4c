package generate

import "strconv"

// makers are the names in frames that the program fills: names from the
// scene, and figures.
var makers = map[string]func(*writer){
	"unit":     func(w *writer) { w.put(w.scene.unit) },
	"self":     func(w *writer) { w.put(w.scene.self) },
	"county":   func(w *writer) { w.put(w.scene.county) },
	"town":     func(w *writer) { w.scene.town(w, skewed(w, towns)) },
	"village":  func(w *writer) { w.scene.village(w, skewed(w, 30)) },
	"road":     func(w *writer) { w.scene.road(w, skewed(w, 8)) },
	"person":   func(w *writer) { w.scene.person(w, skewed(w, 25)) },
	"project":  func(w *writer) { w.scene.project(w, skewed(w, 6)) },
	"company":  func(w *writer) { w.scene.company(w, skewed(w, 12)) },
	"year":     func(w *writer) { w.int(w.scene.year) },
	"lastyear": func(w *writer) { w.int(w.scene.year - 1) },
	"nextyear": func(w *writer) { w.int(w.scene.year + 1) },
	"oldyear":  func(w *writer) { w.int(w.scene.year - 3 - w.figures.IntN(30)) },
	"month":    func(w *writer) { w.int(1 + w.figures.IntN(12)); w.put("月") },
	"day":      (*writer).day,
	"n":        func(w *writer) { w.int(2 + w.figures.IntN(8)) },
	"n3":       func(w *writer) { w.put([]string{"三", "四", "几"}[w.words.IntN(3)]) },
	"nn":       func(w *writer) { w.int(11 + w.figures.IntN(88)) },
	"nnn":      func(w *writer) { w.int(110 + w.figures.IntN(2400)) },
	"age":      func(w *writer) { w.int(38 + w.figures.IntN(18)) },
	"money":    (*writer).money,
	"thing":    func(w *writer) { w.put(w.thing("thing").text) },
	"things":   func(w *writer) { w.put(w.thing("thing").text); w.amount(w.counted.measure) },
	"counted":  func(w *writer) { t := w.thing("thing"); w.amount(t.measure); w.put(t.text) },
	"of":       func(w *writer) { w.put(w.counted.measure) },
	"held": func(w *writer) {
		w.put("办" + w.thing("event").text)
		w.int(1 + w.figures.IntN(9))
		w.put(w.counted.measure)
	},
	"change": (*writer).change,
	"level":  (*writer).level,
}

// skewed draws 0…n-1, small numbers more often.
func skewed(w *writer, n int) int {
	u := w.words.Float64()
	return int(u * u * float64(n))
}

func (w *writer) int(n int) { w.out = strconv.AppendInt(w.out, int64(n), 10) }

// decimal writes n tenths.
func (w *writer) decimal(n int) {
	w.int(n / 10)
	if n%10 != 0 {
		w.put(".")
		w.int(n % 10)
	}
}

func (w *writer) day() {
	w.int(1 + w.figures.IntN(12))
	w.put("月")
	w.int(1 + w.figures.IntN(28))
	w.put("日")
}

func (w *writer) money() {
	switch k := w.figures.IntN(20); {
	case k == 0:
		w.decimal(11 + w.figures.IntN(60))
		w.put("亿元")
	case k < 4:
		w.int(200 + w.figures.IntN(9700))
		w.put("元")
	default:
		w.decimal(12 + w.figures.IntN(2400))
		w.put("万元")
	}
}

// most is about how many there are of what is counted with a measure.
func most(measure string) int {
	switch measure {
	case "座", "处", "栋", "部", "间", "口", "艘", "架", "组", "樘", "扇", "面", "段", "期", "场":
		return 24
	case "米", "平方米", "张", "份", "册", "枚", "只", "袋", "条", "株", "棵", "瓶", "件", "块", "人次", "件次", "亩", "公斤", "方", "吨":
		return 1800
	}
	return 140
}

func (w *writer) amount(measure string) {
	w.int(2 + w.figures.IntN(most(measure)))
	w.put(measure)
}

// value writes a plausible value of a metric, in tenths for shares.
func (w *writer) value(m word, v float64) {
	if m.measure == "%" {
		v *= 200 // up to 20 % of what is to be little
		if m.more {
			v = 790 + v
		}
		w.decimal(int(v) + 5)
	} else {
		w.int(2 + int(v*float64(most(m.measure))))
	}
	w.put(m.measure)
}

func (w *writer) level() {
	m := w.thing("metric")
	w.put(m.text)
	w.put([]string{"达到", "为", "是", "在"}[w.words.IntN(4)])
	w.value(m, w.figures.Float64())
}

func (w *writer) change() {
	m := w.thing("metric")
	a, b := w.figures.Float64(), w.figures.Float64()
	if (a < b) != m.more {
		a, b = b, a
	}
	w.put(m.text)
	w.put("由")
	w.value(m, a)
	if m.more {
		w.put([]string{"升到", "增加到", "提高到"}[w.words.IntN(3)])
	} else {
		w.put([]string{"降到", "减少到", "压到"}[w.words.IntN(3)])
	}
	w.value(m, b)
}
