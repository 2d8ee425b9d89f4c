package zipfile

import (
	"archive/zip"
	"io"
	"time"
)

// Writer writes a zip to a stream, entry by entry, for those that are too
// large for memory.
type Writer struct{ zip *zip.Writer }

// NewWriter begins a zip.
func NewWriter(w io.Writer) *Writer { return &Writer{zip.NewWriter(w)} }

// Add appends an entry. Names are the caller's: they must do no harm where
// the zip is unpacked.
func (w *Writer) Add(name string, modified time.Time, data []byte) error {
	part, err := w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: modified})
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	return err
}

// Close ends the zip; the stream stays open.
func (w *Writer) Close() error { return w.zip.Close() }
