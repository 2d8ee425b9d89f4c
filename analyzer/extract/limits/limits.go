// Package limits says how much of a foreign file will be read, so that no
// upload can hurt, and makes the refusals, which all name the limit.
package limits

import (
	"strconv"

	"hegao/analyzer/message"
)

const megabyte = 1 << 20

// Limits bound the reading of one file. A field that is zero allows nothing;
// start from Default and change what must differ.
type Limits struct {
	// FileBytes is the largest file that is looked at, in bytes.
	FileBytes int64
	// TextRunes is the longest text that is handed on, in code points.
	TextRunes int
	// ZipPart and ZipTotal bound one unpacked part and all parts of one zip
	// together, in bytes.
	ZipPart, ZipTotal int64
	// ZipRatio is the largest ratio of unpacked to packed bytes; it is looked
	// at only once a part has given more than ZipRatioFloor bytes, because
	// small files of blanks pack as well as bombs do.
	ZipRatio, ZipRatioFloor int64
	// ZipEntries is the largest number of entries of a zip.
	ZipEntries int
	// XMLDepth is the deepest nesting of elements, in XML and in Markdown.
	XMLDepth int
	// XMLNodes is the largest number of elements, comments and instructions
	// in all XML parts of a file together, and of tags in an HTML file.
	XMLNodes int
	// Pages is the largest number of pages of a PDF or OFD.
	Pages int
}

// Default is what an upload may cost.
func Default() Limits {
	return Limits{
		FileBytes:     50 * megabyte,
		TextRunes:     2_000_000,
		ZipPart:       32 * megabyte,
		ZipTotal:      128 * megabyte,
		ZipRatio:      200,
		ZipRatioFloor: 16 * megabyte,
		ZipEntries:    2000,
		XMLDepth:      256,
		XMLNodes:      500_000,
		Pages:         500,
	}
}

// TooLarge refuses the file name for its size.
func (l Limits) TooLarge(name string) error {
	return message.Errorf(message.TooLarge, "file_too_large", name, megabytes(l.FileBytes))
}

// TooLong refuses the file name for the length of its text.
func (l Limits) TooLong(name string) error {
	return message.Errorf(message.TooLarge, "text_too_long", name, strconv.Itoa(l.TextRunes))
}

// Bomb refuses the zip name because it unpacks to more than limit bytes.
func Bomb(name string, limit int64) error {
	return message.Errorf(message.TooLarge, "zip_bomb", name, megabytes(limit))
}

// TooManyEntries refuses the zip name for the number of its entries.
func (l Limits) TooManyEntries(name string) error {
	return message.Errorf(message.TooLarge, "zip_entries", name, strconv.Itoa(l.ZipEntries))
}

// Structure refuses the file name because a count inside it is over limit;
// what says, for the log, which count.
func Structure(name string, limit int, what error) error {
	return message.Errorf(message.TooLarge, "xml_limit", name, strconv.Itoa(limit)).Wrap(what)
}

func megabytes(n int64) string { return strconv.FormatInt(max(1, n/megabyte), 10) }
