package sarif

import (
	"net/url"
	"regexp"
	"strings"
)

const (
	version   = "2.1.0"
	schemaURI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	// fingerprintKey names how the fingerprints of results are made: they
	// are the ids of findings, which survive an edit elsewhere in the text.
	fingerprintKey = "hegaoFinding/v1"
)

// The structs are the part of the format that is written. A library would
// write some thirty empty fields for each result.
type (
	log struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}
	run struct {
		Tool        tool         `json:"tool"`
		Invocations []invocation `json:"invocations"`
		Language    string       `json:"language"`
		ColumnKind  string       `json:"columnKind"`
		Artifacts   []artifact   `json:"artifacts"`
		Results     []result     `json:"results"`
	}
	tool struct {
		Driver driver `json:"driver"`
	}
	driver struct {
		Name  string `json:"name"`
		Rules []rule `json:"rules"`
	}
	rule struct {
		ID    string `json:"id"`
		Short words  `json:"shortDescription"`
	}
	invocation struct {
		Successful    bool           `json:"executionSuccessful"`
		Notifications []notification `json:"toolExecutionNotifications,omitempty"`
	}
	notification struct {
		Level     string     `json:"level"`
		Message   words      `json:"message"`
		Locations []location `json:"locations"`
	}
	artifact struct {
		Location uri    `json:"location"`
		Hashes   hashes `json:"hashes"`
	}
	hashes struct {
		SHA256 string `json:"sha-256"`
	}
	uri struct {
		URI string `json:"uri"`
	}
	result struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      words             `json:"message"`
		Locations    []location        `json:"locations"`
		Related      []location        `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	words struct {
		Text string `json:"text"`
	}
	location struct {
		Physical physical `json:"physicalLocation"`
		Message  *words   `json:"message,omitempty"`
	}
	physical struct {
		Artifact uri     `json:"artifactLocation"`
		Region   *region `json:"region,omitempty"`
	}
	// region is a span in code points.
	region struct {
		Offset  int    `json:"charOffset"`
		Length  int    `json:"charLength"`
		Snippet *words `json:"snippet,omitempty"`
	}
)

// whole is a file as a place.
func whole(file string) location { return location{Physical: physical{Artifact: uri{file}}} }

// at is a place in a file.
func at(file string, start, end int) location {
	return location{Physical: physical{Artifact: uri{file}, Region: &region{Offset: start, Length: end - start}}}
}

var drive = regexp.MustCompile(`^[A-Za-z]:[\\/]`)

// fileURI is a file's name as a URI: a relative reference, or of the scheme
// file where the name is absolute.
func fileURI(name string) string {
	switch {
	case drive.MatchString(name):
		return (&url.URL{Scheme: "file", Path: "/" + strings.ReplaceAll(name, `\`, "/")}).String()
	case strings.HasPrefix(name, "/"):
		return (&url.URL{Scheme: "file", Path: "/" + strings.TrimLeft(name, "/")}).String()
	}
	return (&url.URL{Path: name}).String()
}
