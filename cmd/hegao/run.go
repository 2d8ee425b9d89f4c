package main

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hegao/analyzer/extract/child"
	"hegao/analyzer/message"
)

// The exit codes of the contract.
const (
	exitOK       = 0
	exitFindings = 1 // something at or above --fail-on
	exitUsage    = 2 // wrong usage or configuration
	exitUnread   = 3 // a file could not be read; the others were
)

// exit is an error that carries an exit code; what there was to say has been
// said.
type exit int

func (e exit) Error() string { return "exit" }

// run is the whole program: it parses args, works, and returns the exit
// code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	app := newApp(stdin, stdout, stderr)
	defer app.files.Close()
	app.lang = languageOf(args, os.Getenv("HEGAO_LANG"))
	root := app.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var code exit
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &code):
		return int(code)
	}
	app.fail(err)
	return codeOf(err)
}

// codeOf is the exit code for an error that ends a command.
func codeOf(err error) int {
	switch message.CodeOf(err) {
	case message.NotFound, message.TooLarge, message.Unsupported, message.Damaged, message.Empty:
		return exitUnread
	}
	return exitUsage
}

// languageOf finds the language before the flags are parsed, because the
// help texts depend on it: --lang, else the environment, else Chinese.
func languageOf(args []string, env string) message.Lang {
	lang, _ := message.ParseLang(env)
	for i, a := range args {
		if a == "--lang" && i+1 < len(args) {
			lang, _ = message.ParseLang(args[i+1])
		} else if len(a) > 7 && a[:7] == "--lang=" {
			lang, _ = message.ParseLang(a[7:])
		}
	}
	return lang
}

// app is what all commands share.
type app struct {
	stdin   io.Reader
	stdout  io.Writer
	stderr  io.Writer
	lang    message.Lang
	data    string
	format  string
	quiet   bool
	verbose bool
	// files reads every file that comes from outside, in processes of their
	// own; it starts none before the first.
	files *child.Pool
}

func newApp(stdin io.Reader, stdout, stderr io.Writer) *app {
	return &app{stdin: stdin, stdout: stdout, stderr: stderr, files: child.New(child.Options{})}
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use: "hegao", Short: a.say("cmd.root"), SilenceUsage: true, SilenceErrors: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.checkFlags(cmd) },
		Args:              knownCommand,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	data := os.Getenv("HEGAO_DATA")
	if data == "" {
		data = "hegao-data"
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.data, "data", data, a.say("flag.data"))
	flags.String("lang", string(a.lang), a.say("flag.lang"))
	flags.StringVar(&a.format, "format", "text", a.say("flag.format"))
	flags.BoolVarP(&a.quiet, "quiet", "q", false, a.say("flag.quiet"))
	flags.BoolVar(&a.verbose, "verbose", false, a.say("flag.verbose"))
	root.SetUsageTemplate(a.say("cmd.usage"))
	flags.BoolP("help", "h", false, a.say("flag.help"))
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return message.Errorf(message.Invalid, "usage", err.Error())
	})
	root.AddCommand(a.checkCommand(), a.batchCommand(), a.importCommand(), a.searchCommand(), a.similarCommand(),
		a.extractCommand(), a.splitCommand(), a.templateCommand(), a.serveCommand(), a.reindexCommand(), a.evalCommand())
	a.checkArgs(root)
	root.SetHelpCommand(a.helpCommand(root))
	return root
}

func knownCommand(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return message.Errorf(message.Invalid, "command_unknown", args[0])
	}
	return nil
}

// helpCommand is hegao help [COMMAND].
func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: a.say("cmd.help"),
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return message.Errorf(message.Invalid, "command_unknown", args[0])
			}
			return cmd.Help()
		},
	}
}

// checkArgs makes every command's complaints about its arguments readable.
func (a *app) checkArgs(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		a.checkArgs(sub)
	}
	if inner := cmd.Args; inner != nil && cmd.HasParent() {
		cmd.Args = func(c *cobra.Command, args []string) error {
			if inner(c, args) != nil {
				return message.Errorf(message.Invalid, "arguments", c.UseLine())
			}
			return nil
		}
	}
}

// formats is the annotation under which a command says which formats it
// writes, with blanks in between; others write text and json.
const formats = "formats"

func (a *app) checkFlags(cmd *cobra.Command) error {
	known, ok := cmd.Annotations[formats]
	if !ok {
		known = "text json"
	}
	if !slices.Contains(strings.Fields(known), a.format) {
		return message.Errorf(message.Invalid, "format_flag", a.format, strings.Join(strings.Fields(known), ", "))
	}
	return nil
}

// say renders a catalogue entry.
func (a *app) say(key message.Key, args ...string) string { return message.Text(a.lang, key, args...) }

func (a *app) json() bool { return a.format == "json" }
