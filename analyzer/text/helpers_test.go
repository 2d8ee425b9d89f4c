package text

import "math/rand/v2"

// alphabet holds what makes offsets go wrong: characters of one to four
// bytes, signs that fold to several, signs that fold to nothing.
var alphabet = []rune("aZ9 ，\n一〇Ａ９ﬁ㎡①㋀½\u200b\ufeff\u0301𠮷😀É茶\uf9fe")

// seeded gives the same texts in every run.
func seeded(n uint64) *rand.Rand { return rand.New(rand.NewPCG(n, 2024)) }

func randomText(rng *rand.Rand, n int) string {
	runes := make([]rune, n)
	for i := range runes {
		runes[i] = alphabet[rng.IntN(len(alphabet))]
	}
	return string(runes)
}

// eachText calls f with every text of up to n characters of the alphabet.
func eachText(chars []rune, n int, f func(string)) {
	f("")
	if n == 0 {
		return
	}
	for _, r := range chars {
		eachSuffix(chars, n-1, string(r), f)
	}
}

func eachSuffix(chars []rune, n int, prefix string, f func(string)) {
	f(prefix)
	if n == 0 {
		return
	}
	for _, r := range chars {
		eachSuffix(chars, n-1, prefix+string(r), f)
	}
}
