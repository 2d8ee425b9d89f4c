package outline

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hegao/analyzer/text"
)

// TestLinear: four times the text takes about four times as long, whatever the
// text is. A quadratic step would take sixteen times; the margin is for a busy
// machine, and a text that seems slow is measured again.
func TestLinear(t *testing.T) {
	const size, times, tries = 10_000, 4, 5
	units := []string{
		"一", "一、", "一、\n", "一、学习\n", "（一）", "（一）甲\n", "（一）甲。", "1.", "1.\n", "1.1", "1.1 甲\n", "第一章\n", "第一条 甲\n", "。（一）", "：1.", "一是", "一是甲；", "首先，", "。", "：", "> ", ">", "　",
		"\n", "-", "- 1 -\n", "甲 - 1 - 乙", "3\n", "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸\n- 1 -\n", "2、、甲\n", "第1页共2页", "篇一：\n", "工作总结\n", "工作总结\n" + filler(30) + "\n", "县水务局\n", "县水务局", "附件：1.甲\n",
		"现将有关情况汇报如下：\n一、甲\n", "今年以来，" + filler(60) + "\n", "特此报告。\n", "推荐阅读\n", "甲……1\n", "目录\n", "*", "#", "a", "1", " ", "①", "①甲\n", "A.甲\n", "（", "(1)甲；",
	}
	steps := map[string]func(*text.Document){
		"parse": func(d *text.Document) { Parse(d) },
		"mend":  func(d *text.Document) { Mend(d) },
		"split": func(d *text.Document) { Split(d) },
	}
	for name, step := range steps {
		took := func(unit string, size int) time.Duration {
			d := typed(strings.Repeat(unit, size/len(unit)))
			start := time.Now()
			step(d)
			return time.Since(start)
		}
		for _, unit := range units {
			var short, long time.Duration
			ok := false
			for range tries {
				short, long = took(unit, size), took(unit, times*size)
				if ok = long < 2*times*short+20*time.Millisecond; ok {
					break
				}
			}
			if !ok {
				t.Errorf("%s %q: %v for %d bytes, %v for %d", name, unit, short, size, long, times*size)
			}
		}
	}
}

// BenchmarkDraft is a draft of 5,000 characters.
func BenchmarkDraft(b *testing.B) {
	var t strings.Builder
	t.WriteString("云坪镇2024年工作总结\n2024年，云坪镇认真做好养护工作，现将有关情况汇报如下：\n")
	for i := 1; len([]rune(t.String())) < 5000; i++ {
		fmt.Fprintf(&t, "（%d）养护\n%s一是早谋划；二是勤回头。\n", i, filler(400))
	}
	d := typed(t.String())
	b.Run("parse", func(b *testing.B) {
		for b.Loop() {
			Parse(d)
		}
	})
	b.Run("mend", func(b *testing.B) {
		for b.Loop() {
			Mend(d)
		}
	})
	b.Run("split", func(b *testing.B) {
		for b.Loop() {
			Split(d)
		}
	})
}
