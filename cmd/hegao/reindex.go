package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func (a *app) reindexCommand() *cobra.Command {
	return &cobra.Command{
		Use: "reindex", Short: a.say("cmd.reindex"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.reindex(cmd.Context()) },
	}
}

// reindex makes the search and fingerprint indexes anew from the store.
func (a *app) reindex(ctx context.Context) (err error) {
	x, err := a.openArchive(ctx, a.data)
	if err != nil {
		return err
	}
	defer func() {
		if e := x.Close(); err == nil {
			err = e
		}
	}()
	m := a.meter()
	err = x.Rebuild(ctx, func(done int) { m.show(a.say("cmd.indexing", itoa(done))) })
	m.done()
	if err == nil && !a.quiet {
		fmt.Fprintln(a.stdout, a.say("cmd.reindexed", itoa(x.Reports())))
	}
	return err
}
