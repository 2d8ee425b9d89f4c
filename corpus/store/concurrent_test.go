package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"hegao/corpus"
)

// TestReadersWhileWriting checks that a reader sees whole transactions only.
func TestReadersWhileWriting(t *testing.T) {
	const batches, size, readers = 20, 10, 4
	ctx, s := context.Background(), openStore(t, t.TempDir())
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range readers {
		wg.Go(func() {
			for {
				if err := readAll(ctx, s, size); err != nil {
					t.Error(err)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for b := range batches {
		added := mustAdd(t, s, newEntries(b*size, (b+1)*size)...)
		if err := s.MarkIndexed(ctx, ids{added[0].Report}, nil, nil); err != nil {
			t.Error(err)
		}
	}
	close(done)
	wg.Wait()
	if n, err := s.Count(ctx); n != batches*size || err != nil {
		t.Fatalf("Count = %d, %v", n, err)
	}
}

func readAll(ctx context.Context, s *Store, size int) error {
	n, err := s.Count(ctx)
	if err != nil {
		return err
	}
	if n%size != 0 {
		return fmt.Errorf("half a transaction is visible: %d reports", n)
	}
	for id := 1; id <= n; id += size {
		r, err := s.Report(ctx, corpus.ReportID(id))
		if err != nil {
			return err
		}
		if _, err := s.ByName(ctx, r.Name()); err != nil {
			return err
		}
		if _, err := s.Text(ctx, r.ID); err != nil {
			return err
		}
	}
	_, err = s.Pending(ctx, 10)
	return err
}

// TestWritersTakeTurns adds the same texts from several goroutines over two
// Stores on one folder: every text must be there once.
func TestWritersTakeTurns(t *testing.T) {
	const writers, texts = 4, 10
	ctx, dir := context.Background(), t.TempDir()
	stores := [2]*Store{openStore(t, dir), openStore(t, dir)}
	fresh := make([]int, writers)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for n := range texts {
				e := newEntry(n)
				e.File = fmt.Sprintf("writer %d/%d", w, n)
				added, err := stores[w%2].Add(ctx, []corpus.Entry{e})
				if err != nil {
					t.Error(err)
					return
				}
				if !added[0].Linked {
					fresh[w]++
				}
			}
		})
	}
	wg.Wait()
	total := 0
	for _, n := range fresh {
		total += n
	}
	if n, err := stores[0].Count(ctx); n != texts || total != texts || err != nil {
		t.Fatalf("%d reports, %d were new, %v; want %d", n, total, err, texts)
	}
	if seen, err := stores[1].Sightings(ctx, 1); len(seen) != writers || err != nil {
		t.Fatalf("sightings: %v, %v", seen, err)
	}
}

const childEntries = 60

// writeAsChild is what a child process does: it adds entries and prints the
// number of each one after it was acknowledged.
func writeAsChild(dir string, entries int) error {
	ctx := context.Background()
	s, err := Open(ctx, dir)
	if err != nil {
		return err
	}
	for n := range entries {
		e := newEntry(n)
		e.File = fmt.Sprintf("process %d", os.Getpid())
		e.Part = n + 1
		if _, err := s.Add(ctx, []corpus.Entry{e}); err != nil {
			return errors.Join(err, s.Close())
		}
		if _, err := s.PutOriginal(ctx, []byte(e.Text)); err != nil {
			return errors.Join(err, s.Close())
		}
		fmt.Println(n) // acknowledged
	}
	return s.Close()
}

// TestTwoProcesses lets three processes make one new archive and fill it.
func TestTwoProcesses(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), writerDir+"="+dir)
			if out, err := child.CombinedOutput(); err != nil {
				t.Errorf("child: %v\n%s", err, out)
			}
		})
	}
	if err := writeAsChild(dir, childEntries); err != nil {
		t.Error(err)
	}
	wg.Wait()
	s := openStore(t, dir)
	if n, err := s.Count(context.Background()); n != childEntries || err != nil {
		t.Fatalf("Count = %d, %v; want %d", n, err, childEntries)
	}
	for id := range corpus.ReportID(childEntries) {
		if seen, err := s.Sightings(context.Background(), id+1); len(seen) != 3 || err != nil {
			t.Fatalf("sightings of %d: %v, %v", id+1, seen, err)
		}
	}
	var ok string
	if err := s.readers.QueryRow("PRAGMA integrity_check").Scan(&ok); err != nil || ok != "ok" {
		t.Fatalf("integrity: %q, %v", ok, err)
	}
}

// TestKilledWriter kills a writer in the middle of its work: what it had
// acknowledged is there, and the archive is whole.
func TestKilledWriter(t *testing.T) {
	dir := t.TempDir()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), writerDir+"="+dir, writerEndless+"=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := 0
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if acknowledged++; acknowledged == 30 {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the child ended before it was killed")
	}
	s := openStore(t, dir)
	for n := range acknowledged {
		e := newEntry(n)
		r, err := s.ByName(context.Background(), e.Name())
		if err != nil {
			t.Fatalf("entry %d of %d was lost: %v", n, acknowledged, err)
		}
		if body, err := s.Text(context.Background(), r.ID); body != e.Text || err != nil {
			t.Fatalf("text of entry %d: %q, %v", n, body, err)
		}
		if _, err := s.Original(context.Background(), addressOf([]byte(e.Text))); err != nil {
			t.Fatalf("original of entry %d: %v", n, err)
		}
	}
}
