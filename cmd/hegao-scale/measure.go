package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"
)

// spent is the processor time of this process so far.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// memory is what the process holds: pages of its own, and pages of files it
// has mapped, which the system takes back when it needs them.
func memory() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "memory unknown"
	}
	value := func(name string) string {
		_, rest, _ := strings.Cut(string(status), name+":")
		line, _, _ := strings.Cut(rest, "\n")
		return strings.TrimSpace(line)
	}
	return fmt.Sprintf("resident %s (own %s, mapped files %s)", value("VmRSS"), value("RssAnon"), value("RssFile"))
}

// times are durations to be summed up.
type times []time.Duration

func (t times) String() string {
	s := slices.Sorted(slices.Values(t))
	at := func(p float64) float64 { return ms(s[min(int(p*float64(len(s))), len(s)-1)]) }
	return fmt.Sprintf("p50 %.1f ms, p95 %.1f ms, most %.1f ms (%d times)", at(0.5), at(0.95), at(1), len(s))
}
