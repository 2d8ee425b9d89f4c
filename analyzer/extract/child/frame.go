package child

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Parent and worker send frames: four bytes of length, big-endian, and as
// many bytes. The parent sends a request and the file, the worker an answer.

const (
	// requestMax and answerMax bound the frames, in bytes. The longest text
	// takes 8 MB, its blocks about twice that.
	requestMax = 64 << 10
	answerMax  = 64 << 20
)

var errFrame = errors.New("a frame over its limit")

// request goes before the bytes of a file.
type request struct {
	Name   string
	Limits extract.Limits
}

// answer is what became of a file: Doc, or Failure.
type answer struct {
	Doc     *text.Document
	Failure *failure
	// Memory is how much the worker uses now, in bytes.
	Memory int64
}

// failure is a message.Error on its way. Cause is for the log.
type failure struct {
	Code          message.Code
	Message, Hint message.Message
	Cause         string
}

// newFailure describes err; one that is no message.Error becomes "internal".
func newFailure(err error) *failure {
	var e *message.Error
	if !errors.As(err, &e) {
		e = message.Errorf(message.Internal, "internal").Wrap(err)
	}
	f := &failure{Code: e.Code, Message: e.Message, Hint: e.Hint}
	if e.Err != nil {
		f.Cause = e.Err.Error()
	}
	return f
}

func (a *answer) err() error {
	if a.Failure == nil {
		return nil
	}
	e := &message.Error{Code: a.Failure.Code, Message: a.Failure.Message, Hint: a.Failure.Hint}
	if a.Failure.Cause != "" {
		e.Err = errors.New(a.Failure.Cause)
	}
	return e
}

func writeFrame(w io.Writer, data []byte) error {
	if err := binary.Write(w, binary.BigEndian, uint32(len(data))); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}

func readFrame(r io.Reader, limit int64) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if int64(n) > limit {
		return nil, errFrame
	}
	// A length alone must not cost memory: the bytes have to come.
	var b bytes.Buffer
	if _, err := io.CopyN(&b, r, int64(n)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func writeValue(w io.Writer, v any) error {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(v); err != nil {
		return err
	}
	return writeFrame(w, b.Bytes())
}

func readValue(r io.Reader, limit int64, v any) error {
	data, err := readFrame(r, limit)
	if err != nil {
		return err
	}
	return gob.NewDecoder(bytes.NewReader(data)).Decode(v)
}

// check makes sure that what came is an answer and that its document keeps
// the promises that others index a text by.
func (a *answer) check() error {
	if (a.Doc == nil) == (a.Failure == nil) {
		return errors.New("neither a document nor a failure")
	}
	if a.Doc == nil {
		return nil
	}
	if !utf8.ValidString(a.Doc.Text) {
		return errors.New("text is not UTF-8")
	}
	end := 0
	for _, b := range a.Doc.Blocks {
		if b.Start < end || b.End < b.Start || b.End > len(a.Doc.Text) || !b.Label.Empty() && !b.Span.Contains(b.Label) {
			return fmt.Errorf("block %v after %d", b.Span, end)
		}
		end = b.End
	}
	return nil
}
