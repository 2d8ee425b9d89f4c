package api_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hegao/analyzer/reuse"
	"hegao/server/servicetest"
)

// withCrowd is a client of a server with servicetest.Crowd.
func withCrowd(t *testing.T) *client {
	t.Helper()
	return newClient(t, servicetest.WithCrowd(t))
}

func crowdFile() file {
	d := servicetest.CrowdDraft()
	return file{d.Name, []byte(d.Text)}
}

func kinds(c check) []reuse.Kind {
	var out []reuse.Kind
	for _, p := range c.Reuse.Passages {
		out = append(out, p.Kind)
	}
	return out
}

// Guards: a limit changes kinds, ratios and sources of the answer, and nothing
// of what is kept.
func TestCheckWithALimit(t *testing.T) {
	c := withCrowd(t)
	made := decode[check](t, c.postForm("/api/v1/checks", nil, []file{crowdFile()}, 201))
	path := "/api/v1/checks/" + made.ID
	for _, test := range []struct {
		query string
		limit int
		want  []reuse.Kind
	}{
		{"", 0, []reuse.Kind{reuse.Verbatim, reuse.SharedText}},
		{"?families=", 0, []reuse.Kind{reuse.Verbatim, reuse.SharedText}},
		{"?families=1", 1, []reuse.Kind{reuse.SetPhrase, reuse.SharedText}},
		{"?families=2", 2, []reuse.Kind{reuse.SetPhrase, reuse.SharedText}},
		{"?families=6", 6, []reuse.Kind{reuse.Verbatim, reuse.Verbatim}},
		{"?families=1000&lang=en", 1000, []reuse.Kind{reuse.Verbatim, reuse.Verbatim}},
	} {
		got := decode[check](t, c.get(path+test.query, 200))
		if !slices.Equal(kinds(got), test.want) || got.Reuse.Limit != test.limit {
			t.Errorf("%q: %v, limit %d", test.query, kinds(got), got.Reuse.Limit)
		}
		copied := slices.ContainsFunc(test.want, reuse.Kind.Copied)
		if copied != (got.Reuse.Ratios.OtherUnits > 0) || copied != (len(got.Reuse.Sources) > 0) || got.Reuse.Ratios.Total != made.Reuse.Ratios.Total {
			t.Errorf("%q: %+v, sources %+v", test.query, got.Reuse.Ratios, got.Reuse.Sources)
		}
		if diff := cmp.Diff(made.Faults, got.Faults); diff != "" && test.limit < 1000 {
			t.Errorf("%q changed the faults: %s", test.query, diff)
		}
	}
}

// Guards: the answer to a new check follows the limit, the kept check does
// not.
func TestNewCheckWithALimit(t *testing.T) {
	c := withCrowd(t)
	made := c.postForm("/api/v1/checks?families=2", nil, []file{crowdFile()}, 201)
	got := decode[check](t, made)
	if got.Reuse.Limit != 2 || slices.ContainsFunc(kinds(got), reuse.Kind.Copied) {
		t.Errorf("limit %d, %v", got.Reuse.Limit, kinds(got))
	}
	if own := got.Reuse.Passages[0].Own; own != reuse.Verbatim {
		t.Errorf("own kind %q", own)
	}
	kept := decode[check](t, c.get(made.Header.Get("Location"), 200))
	if kept.Reuse.Limit != 0 || kept.Reuse.Passages[0].Kind != reuse.Verbatim {
		t.Errorf("kept with limit %d, %v", kept.Reuse.Limit, kinds(kept))
	}
	byText := decode[check](t, c.postJSON("/api/v1/checks?families=6", map[string]any{"text": servicetest.CrowdDraft().Text}, 201))
	if byText.Reuse.Limit != 6 || byText.Reuse.Passages[1].Kind != reuse.Verbatim {
		t.Errorf("limit %d, %v", byText.Reuse.Limit, kinds(byText))
	}
}

// Guards: a passage beside its source is what the limited check calls it.
func TestPassageWithALimit(t *testing.T) {
	c := withCrowd(t)
	made := decode[check](t, c.postForm("/api/v1/checks", nil, []file{crowdFile()}, 201))
	path := "/api/v1/checks/" + made.ID + "/passages/" + made.Reuse.Passages[0].ID
	if got := decode[comparison](t, c.get(path+"?source=1&families=2", 200)); got.Passage.Kind != reuse.SetPhrase {
		t.Errorf("from 2 families on it is %s", got.Passage.Kind)
	}
	if got := decode[comparison](t, c.get(path, 200)); got.Passage.Kind != reuse.Verbatim {
		t.Errorf("without a limit it is %s", got.Passage.Kind)
	}
	wantProblem(t, c.get(path+"?families=0", 400), "number_invalid")
}

// Guards: limits that are none are refused before any work.
func TestRefusedLimits(t *testing.T) {
	c := withCrowd(t)
	made := decode[check](t, c.postForm("/api/v1/checks", nil, []file{crowdFile()}, 201))
	for _, bad := range []string{"0", "-1", "1001", "2.5", "many", "auto", "２", "99999999999999999999"} {
		wantProblem(t, c.get("/api/v1/checks/"+made.ID+"?families="+bad, 400), "number_invalid")
		wantProblem(t, c.postForm("/api/v1/checks?families="+bad, nil, []file{crowdFile()}, 400), "number_invalid")
	}
	wantProblem(t, c.postJSON("/api/v1/checks", map[string]any{"text": "字", "families": 2}, 400), "json_invalid")
}

// Guards: an answer without passages says what was compared.
func TestCheckThatFindsNothing(t *testing.T) {
	c := withCrowd(t)
	got := decode[check](t, c.postJSON("/api/v1/checks?lang=en", map[string]any{"text": servicetest.Draft().Text}, 201))
	if len(got.Reuse.Passages) != 0 || got.Reuse.Compared.Parts == 0 {
		t.Fatalf("%+v", got.Reuse)
	}
	if want := "Reports in the archive: 20"; len(got.Reuse.Explanation) < len(want) || got.Reuse.Explanation[:len(want)] != want {
		t.Errorf("explanation %q", got.Reuse.Explanation)
	}
}
