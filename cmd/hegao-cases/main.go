// Command hegao-cases writes a folder of labelled cases for "hegao eval
// reuse" from nothing but invented reports: those of testdata, the rewrites
// made of them by hand, and generated ones.
//
//	go run ./cmd/hegao-cases DIR [-seed N] [-drafts N] [-cases N] …
//
// The same arguments give the same folder.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"hegao/analyzer/evaluate/generate"
	"hegao/testdata"
)

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "hegao-cases:", err)
		os.Exit(2)
	}
}

// settings are the arguments.
type settings struct {
	dir        string
	seed       uint64
	archive    int // reports
	drafts     int // with cases
	cases      int // a draft, those made by hand not counted
	patchworks int
	honest     int // drafts without a case
	reports    string
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	s, err := parse(args, stderr)
	if err != nil {
		return err
	}
	var files fs.FS = testdata.Files
	if s.reports != "" {
		files = os.DirFS(s.reports)
	}
	o, err := options(ctx, files, s)
	if err != nil {
		return err
	}
	if err := generate.WriteCases(s.dir, o); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "%s: %d reports, %d drafts with %d cases by rule and %d by hand, %d patchworks, %d honest drafts\n",
		s.dir, len(o.Archive), len(o.Hosts), len(o.Hosts)*o.CasesPerDraft, len(o.Extra), len(o.Patchworks), len(o.Negatives))
	return err
}

// parse reads the arguments; the folder may stand before or after the flags.
func parse(args []string, stderr io.Writer) (settings, error) {
	var s settings
	f := flag.NewFlagSet("hegao-cases DIR", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.Uint64Var(&s.seed, "seed", 1, "what everything follows from")
	f.IntVar(&s.archive, "archive", 300, "reports in the archive")
	f.IntVar(&s.drafts, "drafts", 30, "drafts with cases")
	f.IntVar(&s.cases, "cases", 8, "cases made by rule in a draft")
	f.IntVar(&s.patchworks, "patchworks", 4, "drafts patched together from five sources")
	f.IntVar(&s.honest, "honest", 10, "drafts without a case, half of them dense in set phrases")
	f.StringVar(&s.reports, "reports", "", "`folder` to read in place of the built-in reports of testdata")
	if err := f.Parse(args); err != nil {
		return s, err
	}
	s.dir = f.Arg(0)
	if f.NArg() > 1 {
		if err := f.Parse(f.Args()[1:]); err != nil {
			return s, err
		}
		if f.NArg() > 0 {
			return s, fmt.Errorf("one folder only, not also %s", f.Arg(0))
		}
	}
	if s.dir == "" {
		return s, fmt.Errorf("which folder? hegao-cases DIR")
	}
	return s, nil
}
