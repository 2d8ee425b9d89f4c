package reuse
import ("testing";"context";"hegao/analyzer/text")
func TestZZ(t *testing.T){
	rng := seeded(31)
	m := library(rng, 20)
	for k:=range 60 {
		src := m.sources[rng.IntN(len(m.sources))]
		n := 40 + rng.IntN(300)
		st:=rng.IntN(1500-n)
		copied := clip(src.Text, st, n)
		a:=invented(rng, rng.IntN(400)); b:=invented(rng, rng.IntN(400))
		draft := a + copied + b
		f := &finder{archive: m, draft: Draft{Text:draft}, track: text.Normalize(draft)}
		f.res = &Result{}
		f.collect(context.Background())
		runs:=f.attribute()
		f.passages(runs)
		A:=len(kept(a))
		if len(f.res.Passages)==1 { p:=f.res.Passages[0]; from,to:=f.track.At(p.Span.Start),f.track.At(p.Span.End)
		if from<=A && to>=A+n {continue}
		t.Log(k,"n",n,"copied",A,A+n,"found",from,to,"src",st,st+n,"of",f.track.Len())
		} else {t.Log(k,"n",n,"copied",A,A+n,"src",st,st+n,"passages",len(f.res.Passages))}
		for _,c:=range f.claims {t.Log("  claim",c.source.Name,c.from,c.to,c.sFrom,c.sTo,c.score)}
		for _,r:=range runs {t.Log("  run",r)}
	}
}
