// Command hegao reads draft reports before they are signed off, and keeps
// and searches the archive of past ones. See README.md.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"hegao/analyzer/extract/child"
)

func main() {
	if child.IsWorker() {
		os.Exit(child.Work(os.Stdin, os.Stdout))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
