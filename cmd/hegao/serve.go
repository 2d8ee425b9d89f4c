package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/labstack/echo/v4"
	"github.com/spf13/cobra"

	"hegao/analyzer"
	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/corpus"
	"hegao/server"
	"hegao/server/service"
	"hegao/server/ui"
	"hegao/testdata"
)

type serveFlags struct {
	addr      string
	demo      bool
	templates string // folder of one's own templates
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use: "serve", Short: a.say("cmd.serve"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), f) },
	}
	cmd.Flags().StringVar(&f.addr, "addr", "127.0.0.1:8080", a.say("flag.addr"))
	cmd.Flags().StringVar(&f.templates, "templates", "", a.say("flag.templates"))
	cmd.Flags().BoolVar(&f.demo, "demo", false, a.say("flag.demo"))
	return cmd
}

func (a *app) serve(ctx context.Context, f serveFlags) (err error) {
	dir := a.data
	if f.demo {
		if dir, err = os.MkdirTemp("", "hegao-demo-"); err != nil {
			return message.Errorf(message.Invalid, "demo_folder").Wrap(err)
		}
		defer os.RemoveAll(dir)
	}
	x, err := a.openArchive(ctx, dir)
	if err != nil {
		return err
	}
	defer func() {
		if e := x.Close(); err == nil {
			err = e
		}
	}()
	if err := a.fullText(ctx, x); err != nil {
		return err
	}
	log := a.log()
	deps := service.Deps{Archive: x.Archive, Limits: extract.DefaultLimits(), Extract: a.files.Extract, Log: log, UnitTemplates: unitTemplates(dir)}
	if deps.Faults, err = faultSettings(dir); err != nil {
		return err
	}
	if deps.Templates, err = a.libraryIn(dir, f.templates); err != nil {
		return err
	}
	if deps.OwnTemplates, err = ownLayers(f.templates); err != nil {
		return err
	}
	if f.demo {
		if deps.Samples, err = a.fillDemo(ctx, x.Archive); err != nil {
			return err
		}
	}
	s := service.New(ctx, deps)
	defer s.Wait() // an import under way ends before the archive closes
	if err := s.ResumeBatches(ctx); err != nil {
		return err
	}
	handler := server.New(ctx, s, server.Options{
		Log:   log,
		Pages: func(e *echo.Echo) { ui.Register(e, s, ui.Options{Demo: f.demo}) },
	})
	return server.Serve(ctx, f.addr, handler, func(url string) { fmt.Fprintln(a.stderr, a.say("cmd.serving", url)) })
}

// log writes JSON lines to standard error; requests that went well only
// where no person is looking on, or with --verbose.
func (a *app) log() *slog.Logger {
	level := slog.LevelInfo
	if a.quiet || isTerminal(a.stderr) && !a.verbose {
		level = slog.LevelWarn
	}
	return slog.New(slog.NewJSONHandler(a.stderr, &slog.HandlerOptions{Level: level}))
}

// fillDemo imports the invented reports and returns the drafts to try.
func (a *app) fillDemo(ctx context.Context, x *corpus.Archive) ([]service.Sample, error) {
	fmt.Fprintln(a.stderr, a.say("cmd.demo_filling"))
	inputs, err := corpus.ManifestIn(testdata.Files, "manifest.csv")
	if err != nil {
		return nil, err
	}
	if _, err := x.Import(ctx, inputs, corpus.ImportOptions{Lang: a.lang, Extract: a.files.Extract}); err != nil {
		return nil, err
	}
	return demoDrafts(ctx, a.files.Extract)
}

// demoDrafts are the drafts of testdata, named by their titles; the one that
// shows most comes first, as a Word file.
func demoDrafts(ctx context.Context, read extract.Func) ([]service.Sample, error) {
	names := []string{"sample-draft.docx", "patchwork.txt", "spun.txt", "honest.txt"}
	samples := make([]service.Sample, 0, len(names))
	for _, name := range names {
		data, err := testdata.Files.ReadFile("drafts/" + name)
		if err != nil {
			return nil, err
		}
		draft, err := analyzer.Read(ctx, read, name, data, extract.DefaultLimits())
		if err != nil {
			return nil, err
		}
		if title := outline.Parse(draft.Doc).TitleText(draft.Doc); title != "" {
			name = title + filepath.Ext(name)
		}
		samples = append(samples, service.Sample{Name: name, Data: data})
	}
	return samples, nil
}
