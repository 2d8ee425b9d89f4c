package reuse

import "testing"

// Guards: what is taken out leaves both sides of every ratio, and the result
// it was taken from stays as it was.
func TestWithout(t *testing.T) {
	r := &Result{Checked: 1000, Passages: []Passage{
		{ID: "a", Kind: Near, Chars: 200, Sources: []Place{{Report: "x"}}},
		{ID: "b", Kind: Verbatim, Chars: 100, Sources: []Place{{Report: "y"}}},
		{ID: "c", Kind: SetPhrase, Chars: 100},
	}}
	r.share()
	out := r.Without(func(p Passage) bool { return p.ID == "a" })
	if out.Ratios.Total != 200.0/800 || out.Ratios.OtherUnits != 100.0/700 || len(out.Passages) != 2 || len(out.Sources) != 1 || out.Sources[0].Report != "y" {
		t.Errorf("%+v, %+v", out.Ratios, out.Sources)
	}
	if r.Ratios.OtherUnits != 300.0/900 || len(r.Passages) != 3 || r.Checked != 1000 {
		t.Errorf("the first result changed: %+v", r.Ratios)
	}
	if same := r.Without(func(Passage) bool { return false }); same != r {
		t.Error("nothing was taken out, and yet it is another result")
	}
	if short := out.Without(func(p Passage) bool { return p.ID != "a" }); short.Ratios == nil {
		t.Errorf("%d characters are enough for ratios", short.Checked)
	}
}
