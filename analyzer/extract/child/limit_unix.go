//go:build unix

package child

import "syscall"

// cpuSeconds bounds the CPU time of a worker over its whole life: more than
// all files need that it reads before it is replaced.
const cpuSeconds = 2 * 3600

// set lowers one limit of the process. One that cannot be set is not: the
// others hold.
func set(resource int, value uint64) {
	var r syscall.Rlimit
	if syscall.Getrlimit(resource, &r) != nil {
		return
	}
	r.Cur, r.Max = min(r.Cur, value), min(r.Max, value)
	_ = syscall.Setrlimit(resource, &r)
}
