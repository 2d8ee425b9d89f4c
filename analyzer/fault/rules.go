package fault

// rule is one kind of fault.
type rule struct {
	id   RuleID
	find func(*Input) []Fault
}

// rules are all the rules there are; a new one is one file and one line.
var rules = []rule{
	{"placeholder", findPlaceholders},
	{"repeated_words", findRepeated},
	{"numbering", findMisnumbered},
	{"residue", findResidue},
	{"unfinished", findUnfinished},
}

// Rules lists the ids of all rules.
func Rules() []RuleID {
	ids := make([]RuleID, len(rules))
	for i, r := range rules {
		ids[i] = r.id
	}
	return ids
}
