package store

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hegao/analyzer/message"
)

func TestOriginals(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s := openStore(t, dir)
	for _, data := range [][]byte{nil, []byte("一"), bytes.Repeat([]byte("报告"), 1<<18)} {
		address, err := s.PutOriginal(ctx, data)
		if err != nil || address != addressOf(data) {
			t.Fatalf("PutOriginal = %q, %v", address, err)
		}
		if again, err := s.PutOriginal(ctx, data); again != address || err != nil {
			t.Fatalf("put twice: %q, %v", again, err)
		}
		got, err := openStore(t, dir).Original(ctx, address)
		if err != nil || !bytes.Equal(got, data) {
			t.Fatalf("Original: %d bytes of %d, %v", len(got), len(data), err)
		}
	}
	left, err := os.ReadDir(s.originals.temp())
	if err != nil || len(left) != 0 {
		t.Fatalf("temporary files left: %v, %v", left, err)
	}
}

func TestOriginalDamagedAndRepaired(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	data := []byte("原件")
	address, err := s.PutOriginal(ctx, data)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.originals.path(address), []byte("原仵"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = s.Original(ctx, address)
	wantCode(t, err, message.Damaged, "error.original_damaged")
	if _, err := s.PutOriginal(ctx, data); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Original(ctx, address); !bytes.Equal(got, data) || err != nil {
		t.Fatalf("importing again did not repair: %q, %v", got, err)
	}
}

func TestOriginalMissing(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s := openStore(t, filepath.Join(dir, "archive"))
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{
		"", "a", "../../secret", strings.Repeat("0", 64), strings.Repeat("/", 64),
		strings.Repeat("A", 64), strings.Repeat("../", 20) + "etc/",
	} {
		_, err := s.Original(ctx, address)
		wantCode(t, err, message.NotFound, "error.original_missing")
	}
}

func TestStaleTemporaryFilesGo(t *testing.T) {
	dir := t.TempDir()
	temp := openStore(t, dir).originals.temp()
	fresh, stale := filepath.Join(temp, "fresh"), filepath.Join(temp, "stale")
	for _, name := range []string{fresh, stale} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-2 * staleAfter)
	if err := os.Chtimes(stale, old, old); err != nil {
		t.Fatal(err)
	}
	openStore(t, dir)
	if _, err := os.Stat(stale); !os.IsNotExist(err) {
		t.Errorf("stale file is still there: %v", err)
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Errorf("a file that may still be written went: %v", err)
	}
}
