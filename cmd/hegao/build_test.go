package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// build builds the program as it is delivered.
func build(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hegao-built.exe")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return path
}

// BenchmarkCheckSmallFile is the guard of the start-up: one small file, no
// archive or one without reports. CPU-ms is what the program used, user and
// system together.
func BenchmarkCheckSmallFile(b *testing.B) {
	program, dir := build(b), b.TempDir()
	file := filepath.Join(dir, "small.txt")
	if err := os.WriteFile(file, []byte("青溪县水务局2023年工作总结\n\n一、工作开展情况\n全年巡查河道三十七次。\n"), 0o644); err != nil {
		b.Fatal(err)
	}
	empty := filepath.Join(dir, "empty")
	if code := run(context.Background(), []string{"search", "--data", empty, "-q", "工作"}, nil, io.Discard, io.Discard); code != exitOK {
		b.Fatalf("making an archive: exit code %d", code)
	}
	for name, data := range map[string]string{"no archive": filepath.Join(dir, "none"), "empty archive": empty} {
		b.Run(name, func(b *testing.B) {
			var used, runs float64
			for b.Loop() {
				cmd := exec.Command(program, "check", "--data", data, "--fail-on", "never", "--format", "json", file)
				out, err := cmd.Output()
				if err != nil || !bytes.HasPrefix(out, []byte(`{"schema"`)) {
					b.Fatalf("%v: %s", err, out)
				}
				used += float64(cmd.ProcessState.UserTime().Microseconds()+cmd.ProcessState.SystemTime().Microseconds()) / 1000
				runs++
			}
			b.ReportMetric(used/runs, "CPU-ms/op")
		})
	}
}
