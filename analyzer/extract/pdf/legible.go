package pdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// legible returns the character that a person sees: PDF files often name a
// hanzi by the radical or the compatibility character that looks the same.
// It is 0 for what cannot be seen.
func legible(r rune) rune {
	switch {
	case r == 0x02 || r == 0xad:
		return '-' // PDFium's sign for a hyphen at the end of a line
	case r == '\t' || r == 0xa0 || r == 0x3000 || unicode.Is(unicode.Zs, r):
		return ' '
	case 0x2f00 <= r && r <= 0x2fdf || 0xf900 <= r && r <= 0xfaff:
		return []rune(norm.NFKC.String(string(r)))[0]
	case 0x2e80 <= r && r <= 0x2eff:
		if i := strings.IndexRune(radicals, r); i >= 0 {
			return []rune(radicals[i:])[1]
		}
		return r
	case r < ' ' || 0x7f <= r && r < 0xa0 || r == 0xfffe || r == 0xffff || r > unicode.MaxRune:
		return 0
	case unicode.Is(unicode.Cf, r):
		return 0
	}
	return r
}

// radicals pairs the radicals that Unicode does not map with the hanzi they
// look like.
const radicals = "⺟母⻳龟⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻄西⻑长⺠民⺼月⻁虎⺍小⺎小⺌小⺕彐⻏阝⻖阝⻌辶⻍辶⺮竹⺩王⺾艹⺿艹⺶羊⺷羊⺸羊⺫罒⺪疋⺻聿⺽臼⻊足⻂衤⺭礻⺨犭⺡氵⺗小⺘扌⺖忄⺐尢⺅亻⺉刂⺁厂⺆冂⺇几⺈刀⺊卜⺋卩⺄乙⺀丶⺂乚⺃乚"
