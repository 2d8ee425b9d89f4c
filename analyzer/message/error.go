package message

import "errors"

// Code sorts errors by what the caller can do about them. Each outer edge
// has one table from Code to its own world (exit codes, HTTP statuses).
type Code string

// The codes.
const (
	Invalid     Code = "invalid"     // the request makes no sense: mend it
	NotFound    Code = "not_found"   // there is no such thing
	TooLarge    Code = "too_large"   // over a limit, which the message names
	Unsupported Code = "unsupported" // a format that is not read
	Damaged     Code = "damaged"     // a file that breaks its own format's rules
	Empty       Code = "empty"       // a file with no text in it
	Busy        Code = "busy"        // held by another process: try again
	Internal    Code = "internal"    // our fault; details go to the log only
)

// Error is an error written for a person.
type Error struct {
	Code Code
	// Message says what happened and Hint what to do about it.
	Message, Hint Message
	// Err is the cause, for the log. It is never shown to a person.
	Err error
}

// Error renders the error in English for logs; people get In.
func (e *Error) Error() string {
	s := e.Message.In(English)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// In renders what happened and what to do, in one line.
func (e *Error) In(lang Lang) string {
	s := e.Message.In(lang)
	if hint := e.Hint.In(lang); hint != "" {
		if lang == English {
			s += " "
		}
		s += hint
	}
	return s
}

// Errorf makes an Error from catalogue entries: the sentence under
// "error." + name, and the advice under "hint." + name where there is one.
func Errorf(code Code, name string, args ...string) *Error {
	e := &Error{Code: code, Message: Message{Key: Key("error." + name), Args: args}}
	if hint := Key("hint." + name); has(hint) {
		e.Hint = Message{Key: hint, Args: args}
	}
	return e
}

// Wrap attaches the cause that the log should hold.
func (e *Error) Wrap(err error) *Error {
	e.Err = err
	return e
}

// CodeOf returns the code of err, Internal where it has none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// Explain renders err for a person: its own sentence where it has one, else
// a plain "internal error" that gives nothing away.
func Explain(err error, lang Lang) string {
	var e *Error
	if errors.As(err, &e) {
		return e.In(lang)
	}
	return Text(lang, "error.internal")
}

func has(key Key) bool {
	_, ok := lookup(key)
	return ok
}
