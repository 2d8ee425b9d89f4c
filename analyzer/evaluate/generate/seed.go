package generate

// mix joins a value to a hash: the finalizer of SplitMix64 (Steele, Lea and
// Flood, "Fast splittable pseudorandom number generators", 2014).
func mix(h, v uint64) uint64 {
	z := h*0x9e3779b97f4a7c15 + v + 0x632be59bd9b4e019
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below reports whether the hash falls into the first share (0…1) of all.
func below(h uint64, share float64) bool { return float64(h>>11)/(1<<53) < share }

// pick maps a hash to 0…n-1.
func pick(h uint64, n int) int { return int(h % uint64(n)) }
