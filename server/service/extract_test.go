package service_test

import (
	"context"
	"sync/atomic"
	"testing"

	"hegao/analyzer/extract"
	"hegao/analyzer/text"
	"hegao/corpus"
	"hegao/server/service"
	"hegao/server/servicetest"
)

// Nothing that is uploaded is read but by the function the service was given.
func TestUploadsGoThroughExtract(t *testing.T) {
	plain := servicetest.New(t)
	var calls atomic.Int64
	s := service.New(t.Context(), service.Deps{
		Archive: plain.Archive(), Templates: plain.Templates(), Limits: plain.Limits(),
		Extract: func(ctx context.Context, name string, data []byte, lim extract.Limits) (*text.Document, error) {
			calls.Add(1)
			return extract.Extract(ctx, name, data, lim)
		},
	})
	data := []byte("青溪县水务局2023年工作总结\n全年巡查河道三十七次。")
	if _, err := s.Check(t.Context(), service.CheckInput{Name: "a.txt", Data: data}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Read(t.Context(), "a.txt", data); err != nil {
		t.Fatal(err)
	}
	s.Import([]service.Upload{{Name: "a.txt", Data: data}}, corpus.Known{}, "zh")
	s.Wait()
	if n := calls.Load(); n != 3 {
		t.Errorf("%d of 3 files were read by it", n)
	}
}
