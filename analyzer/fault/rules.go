package fault

// rule is one kind of fault.
type rule struct {
	id   RuleID
	find func(*reading) []Fault
}

// rules are all the rules there are; a new one is one file and one line.
var rules = []rule{
	{"placeholder", findPlaceholders},
	{"repeated_words", findRepeated},
	{"numbering", findMisnumbered},
	{"count_mismatch", findMiscounted},
	{"unfinished", findUnfinished},
	{"unbalanced", findUnbalanced},
	{"residue", findResidue},
	{"date_conflict", findDateConflicts},
	{"number_conflict", findNumberConflicts},
	{"foreign_name", findForeignNames},
	{"closing", findWrongClosings},
	{"attachment", findAttachments},
}

// Rules lists the ids of all rules.
func Rules() []RuleID {
	ids := make([]RuleID, len(rules))
	for i, r := range rules {
		ids[i] = r.id
	}
	return ids
}
