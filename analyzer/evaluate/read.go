package evaluate

import (
	"io/fs"
	"slices"
	"unicode/utf8"

	"hegao/analyzer/message"
)

// maxCase bounds a file of labelled cases, in bytes.
const maxCase = 4 << 20

// eachText calls read with every file of a folder that pattern names, by
// path. A folder without one is an error, for its score would say nothing.
func eachText(files fs.FS, pattern string, read func(name, data string) error) error {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return message.Errorf(message.NotFound, "case_none", pattern)
	}
	slices.Sort(names)
	for _, name := range names {
		if info, err := fs.Stat(files, name); err == nil && info.Size() > maxCase {
			return message.Errorf(message.TooLarge, "case_large", name)
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return message.Errorf(message.NotFound, "file_unreadable", name).Wrap(err)
		}
		if !utf8.Valid(data) {
			return message.Errorf(message.Invalid, "case_encoding", name)
		}
		if err := read(name, string(data)); err != nil {
			return err
		}
	}
	return nil
}
