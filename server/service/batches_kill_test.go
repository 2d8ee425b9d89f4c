package service_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"hegao/server/service"
	"hegao/server/servicetest"
)

// killedDir, set for a child process, makes TestKilledBatch work at a batch in
// that archive until it is killed.
const killedDir = "HEGAO_TEST_KILLED_BATCH_DIR"

// Guards: a batch whose process is killed in the middle of a draft goes on in
// the next one; what it said was checked is not checked again.
func TestKilledBatch(t *testing.T) {
	if dir := os.Getenv(killedDir); dir != "" {
		workUntilKilled(t, dir)
		return
	}
	dir := t.TempDir()
	id, said := killInTheMiddle(t, dir)
	g := newGate(len(towns))
	s, _ := servicetest.Open(t, dir, func(d *service.Deps) { d.Extract = g.extract })
	before, err := s.Batch(t.Context(), id)
	must(t, err)
	if before.Finished < said || before.Finished == len(towns) || before.Items != len(towns) {
		t.Fatalf("%d of %d were said to be checked, %d are", said, before.Items, before.Finished)
	}
	must(t, s.ResumeBatches(t.Context()))
	b := ended(t, s, id)
	if b.State != service.JobDone || b.Counts.Drafts != len(towns) {
		t.Fatalf("%+v", b)
	}
	onceEach(t, before, b, g.read)
}

// killInTheMiddle lets a child begin a batch and kills it while it holds a
// draft. said is how many drafts the child saw checked.
func killInTheMiddle(t *testing.T, dir string) (id string, said int) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledBatch$", "-test.v=false")
	child.Env = append(os.Environ(), killedDir+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		word, value, _ := strings.Cut(lines.Text(), " ")
		switch word {
		case "batch":
			id = value
		case "checked":
			_, err := fmt.Sscan(value, &said)
			must(t, err)
		case "held":
			must(t, child.Process.Kill())
		}
	}
	if err := child.Wait(); err == nil || id == "" {
		t.Fatalf("the child was not killed: %v, batch %q", err, id)
	}
	return id, said
}

func workUntilKilled(t *testing.T, dir string) {
	g := newGate(3)
	s, _ := servicetest.Open(t, dir, func(d *service.Deps) { d.Extract = g.extract })
	made, err := s.CreateBatch(t.Context(), service.BatchInput{Files: townDrafts()})
	must(t, err)
	fmt.Println("batch", made.ID)
	go func() {
		<-g.held
		fmt.Println("held")
	}()
	must(t, s.Watch(context.Background(), made.ID, func(j service.Job) bool {
		fmt.Println("checked", j.Files)
		return true
	}))
}
