//go:build !linux

package fpindex

// advice is what Linux is told about a map of a file. Other systems decide by
// themselves.
type advice int

const (
	unneeded advice = iota
	scattered
	sequential
	needed
)

func advise([]byte, advice) {}

func waits() int64 { return 0 }
