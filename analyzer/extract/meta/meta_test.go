package meta_test

import (
	"strings"
	"testing"
	"time"

	"hegao/analyzer/extract/meta"
	"hegao/analyzer/text"
)

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		" 防汛\t总结\r\n 二 ":              "防汛 总结 二",
		"水\x00利\x1b[31m站\u202e\ufeff": "水利[31m站",
		"水\xff利":                      "水利",
		"\u3000青溪县\u00a0水务局":          "青溪县 水务局",
		strings.Repeat("站", 400):      strings.Repeat("站", 333),
	} {
		if got := meta.Line(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	for in, want := range map[string]text.Date{
		"2025-12-30":                          "2025-12-30",
		"2025-12-30T08:00:00":                 "2025-12-30",
		" 2025-12-30T08:00:00.123456 ":        "2025-12-30",
		"2025-12-30T08:00Z":                   "2025-12-30",
		"2025-12-31T17:00:00Z":                "2026-01-01", // in China
		"2025-12-31T23:30:00":                 "2025-12-31", // where it was written
		"2025-12-31T12:00:00-05:00":           "2026-01-01",
		"D:20251230083000+08'00'":             "2025-12-30",
		"D:20251230083000+08'00":              "2025-12-30",
		"D:20251231170000Z00'00'":             "2026-01-01",
		"D:20251230083000":                    "2025-12-30",
		"D:20251230":                          "2025-12-30",
		"":                                    "",
		"昨天":                                  "",
		"2025-13-01":                          "",
		"2025-02-30":                          "",
		"1601-01-01T00:00:00Z":                "",
		"1980-01-01T00:00:00Z":                "",
		"9999-12-31":                          "",
		"20251230" + strings.Repeat("0", 100): "",
	} {
		if got := meta.Date(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestDay(t *testing.T) {
	if got := meta.Day(time.Date(2025, 12, 31, 17, 0, 0, 0, time.UTC)); got != "2026-01-01" {
		t.Errorf("got %q", got)
	}
	if got := meta.Day(time.Time{}); got != "" {
		t.Errorf("the zero time: got %q", got)
	}
}
