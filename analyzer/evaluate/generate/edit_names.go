package generate

import (
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
)

// swapNames replaces the names of units and places, figures and dates; the
// same name becomes the same other one throughout the passage.
func swapNames(rng *rand.Rand, passage string) string {
	s := &swapper{rng: rng, grammar: loadGrammar(), done: map[string]string{}}
	passage = selfNames.ReplaceAllStringFunc(passage, s.self)
	passage = placeNames.ReplaceAllStringFunc(passage, s.place)
	passage = loadUnitNames().replace(s, passage)
	passage = hanziFigures.ReplaceAllStringFunc(passage, s.hanziFigure)
	return figures.ReplaceAllStringFunc(passage, s.figure)
}

var (
	selfNames    = regexp.MustCompile(`[我本](?:中心|[院校局所站队馆段厂镇乡县办])`)
	placeNames   = regexp.MustCompile(`\p{Han}{2}(?:街道|社区|大道|[县市区镇乡村]|[路街巷](?:沿线|一带))`)
	hanziFigures = regexp.MustCompile(`[一二三四五六七八九十百千万]{2,}[个名次人户件项元吨亩台份张套栋处米天月年]`)
	figures      = regexp.MustCompile(`\d+(?:\.\d+)?(?:年|月|日|%|％)?`)
)

type swapper struct {
	rng     *rand.Rand
	grammar *grammar
	done    map[string]string // old name -> new
}

// once returns what old became before, or makes it.
func (s *swapper) once(old string, anew func() string) string {
	if s.done[old] == "" {
		s.done[old] = anew()
	}
	return s.done[old]
}

// selves are what units call themselves.
var selves = []string{"我院", "我校", "我局", "我所", "我站", "我中心", "我队", "我馆", "我镇"}

func (s *swapper) self(old string) string {
	return s.once(old, func() string { return otherOf(s.rng, selves, old) })
}

// otherOf draws one of the names that is not old.
func otherOf(rng *rand.Rand, names []string, old string) string {
	for {
		if name := names[rng.IntN(len(names))]; name != old {
			return name
		}
	}
}

// notInNames are characters that do not stand in the two before 县 or 镇 when
// these end a name; notBefore, characters that make another word with the
// last one, as 超市 and 小区.
const (
	notInNames = "全各本我该这那两几每某的了在和与及到对由从向把将为是有以于至后前内里外中上下一二三四五六七八九十个老新进到跨邻近沿整同其按让使被给叫请"
	notBefore  = "超城早夜集门菜小社园片厂病灌库景地校辖山街林牧郊摊货诊候助业农驻乡道公线电管铁思出半走主背餐铺镇家返返县分专防航旧"
)

func (s *swapper) place(old string) string {
	runes := []rune(old)
	if strings.ContainsRune(notInNames, runes[0]) || strings.ContainsRune(notInNames+notBefore, runes[1]) {
		return old
	}
	return s.once(string(runes[:2]), func() string { return s.grammar.place(s.rng.Uint64()) }) + string(runes[2:])
}

func (s *swapper) figure(old string) string {
	digits := strings.TrimRight(old, "年月日%％")
	unit := old[len(digits):]
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return old
	}
	switch {
	case unit == "年" && n >= 1900 && n < 2100:
		return s.once(old, func() string { return strconv.Itoa(int(n)-1-s.rng.IntN(3)) + unit })
	case unit == "年" || unit == "月":
		return strconv.Itoa(1+(int(n)+s.rng.IntN(11))%12) + unit
	case unit == "日":
		return strconv.Itoa(1+(int(n)+s.rng.IntN(27))%28) + unit
	}
	return s.digits(digits) + unit
}

// digits gives every digit another value, so that the size stays.
func (s *swapper) digits(old string) string {
	var b strings.Builder
	for i, r := range old {
		switch {
		case r == '.':
			b.WriteRune(r)
		case i == 0:
			b.WriteByte(byte('1' + (int(r-'0')+s.rng.IntN(8))%9))
		default:
			b.WriteByte(byte('0' + (int(r-'0')+1+s.rng.IntN(9))%10))
		}
	}
	return b.String()
}

// hanziFigure changes the digits of a figure in hanzi and leaves 十 百 千 万.
func (s *swapper) hanziFigure(old string) string {
	digits := []rune("一二三四五六七八九")
	return strings.Map(func(r rune) rune {
		for i, d := range digits {
			if r == d {
				return digits[(i+1+s.rng.IntN(len(digits)-1))%len(digits)]
			}
		}
		return r
	}, old)
}
