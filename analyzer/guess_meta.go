package analyzer

import (
	"cmp"
	"regexp"
	"time"

	"hegao/analyzer/text"
)

// What a file says of itself may be that of an older text, of another office,
// or of the shop that set up the computer. It is the last thing asked, and what
// comes of it is marked as read there (template.FromMeta): it is shown to be
// corrected, and taken by nothing that does not ask a person first.

var (
	// setUp are names that were in the computer or the program before anybody
	// wrote with it.
	setUp = regexp.MustCompile(`微软|联想|惠普|戴尔|华硕|宏碁|清华同方|金山软件|金山办公|番茄花园|电脑公司|软件公司|^中关村$`)
	// givenName is a person whose name ends as those of units do: 某园园, 某新村.
	// So do names of parts of a unit, which say too little.
	givenName = regexp.MustCompile(`^\p{Han}{2}[村园会市县区部科室处队厂]$`)
	// summaries look back on a time that is over, but for those of the first
	// months of the year itself.
	summaries   = regexp.MustCompile(`总结|报告|汇报|述职|述责|述廉|自查`)
	firstMonths = regexp.MustCompile(`[一1]季度|(?:^|[^十1])[一二三1-3]月`)
)

// unitInMeta is the unit that a file claims: in its title, as the company that
// the program was given to, or as the author.
func unitInMeta(m text.Meta) string {
	if unit := unitOf(m.Title); unit != "" {
		return unit
	}
	for _, name := range []string{m.Unit, m.Author} {
		if unit := unitIn(name); unit != "" && !setUp.MatchString(name) && !givenName.MatchString(unit) {
			return unit
		}
	}
	return ""
}

// yearOfDay is the year that the day on which the file was saved last speaks
// for, or the day on which it was begun: that comes second because many write
// over the report of the year before. title is what the report is called.
//
// What is told of a year is written in its December, or in the first months of
// the next; so a summary from the first quarter is one of the year before. A
// plan, or a report on January or the first quarter, is of its own year.
func yearOfDay(m text.Meta, title string) int {
	day, ok := cmp.Or(m.Modified, m.Created).Time()
	if !ok {
		return 0
	}
	if day.Month() <= time.March && summaries.MatchString(title) && !firstMonths.MatchString(title) {
		return day.Year() - 1
	}
	return day.Year()
}
