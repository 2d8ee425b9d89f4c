// Command hegao-scale measures how text reuse grows with the archive, on
// reports that analyzer/evaluate/generate invents.
//
//	go run ./cmd/hegao-scale build DIR -reports N    fill an archive, or go on filling it
//	go run ./cmd/hegao-scale query DIR -drafts N     check drafts against it
//	go run ./cmd/hegao-scale add DIR -drafts N       add reports one by one and check each
//	go run ./cmd/hegao-scale pairs -drafts N         all pairs of N drafts, in memory
//
// Times are of the processor, all cores together, unless a line says wall.
// -cpuprofile and -memprofile write profiles. The same arguments give the
// same texts. Full-text search is left out.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
)

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "hegao-scale:", err)
		os.Exit(2)
	}
}

// settings are the arguments.
type settings struct {
	phase, dir             string
	reports, drafts        int
	seed                   uint64
	cpuProfile, memProfile string
}

func parse(args []string) (settings, error) {
	s := settings{}
	if len(args) > 0 {
		s.phase, args = args[0], args[1:]
	}
	if s.phase != "pairs" && len(args) > 0 {
		s.dir, args = args[0], args[1:]
	}
	fs := flag.NewFlagSet("hegao-scale", flag.ContinueOnError)
	fs.IntVar(&s.reports, "reports", 1000, "reports in the archive")
	fs.IntVar(&s.drafts, "drafts", 100, "drafts to measure with")
	fs.Uint64Var(&s.seed, "seed", 1, "what the texts follow from")
	fs.StringVar(&s.cpuProfile, "cpuprofile", "", "write a CPU profile to this file")
	fs.StringVar(&s.memProfile, "memprofile", "", "write a heap profile to this file")
	if err := fs.Parse(args); err != nil {
		return s, err
	}
	if phases[s.phase] == nil || s.dir == "" && s.phase != "pairs" {
		return s, fmt.Errorf("say build, query or add and a folder, or pairs")
	}
	return s, nil
}

// phases are what can be measured.
var phases = map[string]func(ctx context.Context, s settings, out io.Writer) error{
	"build": build, "query": query, "add": add, "pairs": pairs,
}

func run(ctx context.Context, args []string, out io.Writer) error {
	s, err := parse(args)
	if err != nil {
		return err
	}
	stop, err := profile(s.cpuProfile)
	if err != nil {
		return err
	}
	if err := phases[s.phase](ctx, s, out); err != nil {
		return err
	}
	if err := stop(); err != nil || s.memProfile == "" {
		return err
	}
	f, err := os.Create(s.memProfile)
	if err != nil {
		return err
	}
	defer f.Close()
	return pprof.WriteHeapProfile(f)
}

func profile(path string) (stop func() error, err error) {
	if path == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	return func() error { pprof.StopCPUProfile(); return f.Close() }, nil
}
