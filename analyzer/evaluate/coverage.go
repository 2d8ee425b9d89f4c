package evaluate

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"hegao/analyzer/message"
)

// CoverageCase is a report whose sections somebody has labelled. A case is a
// file: a front part with a label a line, a line "---", and the report's text.
//
//	template: work-summary      the kind of report
//	set: held-out               which group it belongs to; any word
//	headings: 一、… | 二、…      the headings, in order; may be left out
//	point.study: present        how a point stands
//	progress: present           how a section stands
//	# a remark
//
// In testdata/coverage, "tuning" are cases that the rules were made with,
// "held-out" cases that were not looked at meanwhile, and "later" cases that
// were written, with their labels, when the rules were finished.
type CoverageCase struct {
	Name     string
	Template string
	Set      string
	// Headings are the labelled headings, nil where nobody labelled them.
	Headings []string
	// Labels are statuses by section id, or by "point." and a point's id.
	Labels map[string]string
	Text   string
}

// The statuses a label may have.
var coverageStatuses = []string{"present", "thin", "unheaded", "missing", "unassessable"}

// ReadCoverageCases reads every *.txt in the root of cases, by name. An error
// is a message.Error that names the file. Cost: O(bytes).
func ReadCoverageCases(cases fs.FS) ([]CoverageCase, error) {
	var out []CoverageCase
	err := eachText(cases, "*.txt", func(name, content string) error {
		c, err := parseCoverageCase(name, content)
		out = append(out, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func parseCoverageCase(name, content string) (CoverageCase, error) {
	c := CoverageCase{Name: strings.TrimSuffix(path.Base(name), ".txt"), Labels: map[string]string{}}
	front, body, found := strings.Cut(content, "\n---\n")
	if !found {
		return c, message.Errorf(message.Invalid, "coverage_front", name)
	}
	c.Text = body
	for i, line := range strings.Split(front, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok || !c.label(strings.TrimSpace(key), strings.TrimSpace(value)) {
			return c, message.Errorf(message.Invalid, "coverage_line", name, strconv.Itoa(i+1), line, strings.Join(coverageStatuses, "、"))
		}
	}
	if c.Template == "" || len(c.Labels) == 0 {
		return c, message.Errorf(message.Invalid, "coverage_front", name)
	}
	return c, nil
}

// label takes one line of the front part; ok is false where it makes no sense.
func (c *CoverageCase) label(key, value string) (ok bool) {
	switch key {
	case "template":
		c.Template = value
	case "set":
		c.Set = value
	case "headings":
		c.Headings = []string{}
		for _, h := range strings.Split(value, "|") {
			if h = strings.TrimSpace(h); h != "" {
				c.Headings = append(c.Headings, h)
			}
		}
		return true
	default:
		c.Labels[key] = value
		return slices.Contains(coverageStatuses, value)
	}
	return value != ""
}
