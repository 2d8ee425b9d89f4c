package servicetest

import (
	"fmt"
	"math/rand/v2"
)

// Crowd are reports of twenty units. One passage of CrowdDraft stands in two
// of them and a longer one in five. The words make no sense, so that nothing
// else is shared.
func Crowd() []Text {
	two, five := crowdPassages()
	var out []Text
	for i := range uint64(20) {
		body := Nonsense(100+i, 300)
		if i < 2 {
			body += two
		}
		if i >= 5 && i < 10 {
			body += five
		}
		title := fmt.Sprintf("%s县水务局2023年工作总结", string(rune('甲'+i)))
		out = append(out, Text{fmt.Sprintf("crowd-%02d.txt", i), title + "\n\n一、工作开展情况\n" + body + Nonsense(200+i, 300)})
	}
	return out
}

// CrowdDraft is a draft with both passages of Crowd.
func CrowdDraft() Text {
	two, five := crowdPassages()
	return Text{"crowd-draft.txt", "白沙县水务局2024年工作总结\n\n一、工作开展情况\n" +
		Nonsense(3, 300) + two + Nonsense(4, 300) + five + Nonsense(5, 100)}
}

func crowdPassages() (two, five string) { return Nonsense(1, 60), Nonsense(2, 120) }

// Nonsense is a paragraph of n hanzi that nobody wrote, the same for the same
// seed.
func Nonsense(seed uint64, n int) string {
	rng := rand.New(rand.NewPCG(seed, 7))
	var out []rune
	for i := range n {
		out = append(out, rune('一'+rng.IntN(3000)))
		switch i % 36 {
		case 35:
			out = append(out, '。')
		case 11, 23:
			out = append(out, '，')
		}
	}
	return string(out) + "。\n"
}
