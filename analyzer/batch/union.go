package batch

// union is a disjoint-set forest (Galler and Fischer, "An improved
// equivalence algorithm", CACM 7, 1964), with path halving.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) root(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

// same puts a and b into one set.
func (u union) same(a, b int) {
	a, b = u.root(a), u.root(b)
	u[max(a, b)] = min(a, b)
}
