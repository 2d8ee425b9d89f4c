package evaluate_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/text"
)

const faultFile = `@unit: 青溪县林业局
@roster: 云坪县林业局、石桥镇
今年栽树⟦XX棵⟧，⟨XX型⟩水泵两台。
====
没有问题的一段。⟦numbering|（三）⟧
`

func faultCases(t *testing.T) []evaluate.FaultCase {
	t.Helper()
	cases, err := evaluate.ReadFaultCases(fstest.MapFS{"placeholder/held.txt": {Data: []byte(faultFile)}})
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

func TestReadFaultCases(t *testing.T) {
	cases := faultCases(t)
	if len(cases) != 2 || !cases[0].Held || cases[0].Rule != "placeholder" || cases[1].Line != 5 {
		t.Fatalf("%+v", cases)
	}
	if c := cases[0]; c.Text != "今年栽树XX棵，XX型水泵两台。\n" || !reflect.DeepEqual(c.Options["roster"], []string{"云坪县林业局、石桥镇"}) {
		t.Errorf("%q, %v", c.Text, c.Options)
	}
	var got []string
	for i := range cases {
		for _, s := range cases[i].Spots {
			got = append(got, s.Rule+" "+s.Span.Of(cases[i].Text))
		}
	}
	if want := []string{"placeholder XX棵", " XX型", "numbering （三）"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFaultScore(t *testing.T) {
	cases := faultCases(t)
	at := func(c *evaluate.FaultCase, rule, word string) evaluate.Found {
		i := strings.Index(c.Text, word)
		return evaluate.Found{Rule: rule, Span: text.Span{Start: i, End: i + len(word)}}
	}
	for _, k := range []struct {
		name  string
		found func(c *evaluate.FaultCase) []evaluate.Found
		want  evaluate.FaultTally // of placeholder
	}{
		{"nothing", func(*evaluate.FaultCase) []evaluate.Found { return nil }, evaluate.FaultTally{Spots: 1, Alike: 1}},
		{"the spot", func(c *evaluate.FaultCase) []evaluate.Found { return first(c, at(c, "placeholder", "XX棵")) },
			evaluate.FaultTally{Spots: 1, Hit: 1, Reported: 1, Right: 1, Alike: 1}},
		{"half of the spot", func(c *evaluate.FaultCase) []evaluate.Found { return first(c, at(c, "placeholder", "棵")) },
			evaluate.FaultTally{Spots: 1, Hit: 1, Reported: 1, Right: 1, Alike: 1}},
		{"less than half", func(c *evaluate.FaultCase) []evaluate.Found { return first(c, at(c, "placeholder", "X")) },
			evaluate.FaultTally{Spots: 1, Reported: 1, Alike: 1}},
		{"the spot twice", func(c *evaluate.FaultCase) []evaluate.Found {
			return first(c, at(c, "placeholder", "XX棵"), at(c, "placeholder", "XX棵"))
		}, evaluate.FaultTally{Spots: 1, Hit: 1, Reported: 2, Right: 1, Alike: 1}},
		{"the look-alike", func(c *evaluate.FaultCase) []evaluate.Found { return first(c, at(c, "placeholder", "XX型")) },
			evaluate.FaultTally{Spots: 1, Reported: 1, Alike: 1, Misled: 1}},
		{"by another rule", func(c *evaluate.FaultCase) []evaluate.Found { return first(c, at(c, "residue", "XX棵")) },
			evaluate.FaultTally{Spots: 1, Alike: 1}},
	} {
		t.Run(k.name, func(t *testing.T) {
			s := evaluate.ScoreFaults(cases, k.found)
			k.want.Rule = "placeholder"
			for _, r := range s.Rules {
				if r.Rule == "placeholder" && r != k.want {
					t.Errorf("got %+v, want %+v", r, k.want)
				}
			}
			var b strings.Builder
			if err := s.Print(&b); err != nil || !strings.Contains(b.String(), "placeholder/held.txt:5: missed numbering: （三）") {
				t.Errorf("%v\n%s", err, b.String())
			}
			if _, err := json.Marshal(s); err != nil {
				t.Error(err)
			}
		})
	}
}

// first gives what is found to the first case alone.
func first(c *evaluate.FaultCase, found ...evaluate.Found) []evaluate.Found {
	if c.Line != 1 {
		return nil
	}
	return found
}
