//go:build !race

package child

import (
	"context"
	"errors"
	"testing"
	"time"

	"hegao/analyzer/extract"
	"hegao/analyzer/extract/bombtest"
	"hegao/analyzer/message"
)

// The race detector takes more memory than a worker may have, so what is about
// memory is tested without it.

func TestMemoryIsLimited(t *testing.T) {
	p := newPool(t, Options{Workers: 1, Memory: 192 << 20})
	for _, way := range []string{"stack", "gulp", "eat"} {
		_, err := p.order(way)
		var e *message.Error
		if !errors.As(err, &e) || e.Message.Key != "error.file_memory" || e.Message.Args[0] != "甲.bin" || e.Message.Args[1] != "192" {
			t.Errorf("%s: %v", way, err)
		}
		if doc, err := p.order("say", "还在"); err != nil || doc.Text != "还在" {
			t.Errorf("after %s: %v", way, err)
		}
	}
}

// Every bomb is refused for what it is by a worker that may use 256 MB and
// 10 s: not for the memory or the time it took.
func TestBombsAreRefusedInTime(t *testing.T) {
	p := newPool(t, Options{Workers: 1, Time: bombtest.Seconds * time.Second, Memory: bombtest.Memory})
	for _, b := range bombtest.All(t) {
		t.Run(b.Name, func(t *testing.T) {
			_, err := p.Extract(context.Background(), b.Name, b.Data, extract.DefaultLimits())
			var e *message.Error
			if !errors.As(err, &e) || e.Message.Key != "error."+b.Key || e.Code != b.Code {
				t.Errorf("%d bytes: %v, want %s", len(b.Data), err, b.Key)
			}
		})
	}
}
