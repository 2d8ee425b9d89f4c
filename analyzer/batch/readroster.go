package batch

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/extract/plain"
	"hegao/analyzer/message"
)

// Bounds of a roster: units, names of one unit, and the length of a name in
// characters, beyond which a field is no name.
const (
	maxRoster    = 10_000
	maxAliases   = 10
	longestAlias = 60
)

// ReadRoster reads a roster as it comes out of a spreadsheet: one unit a
// line, split by tabs or commas, in any encoding that plain text may have.
// Where the first line says what the columns are, the unit is what stands
// under 单位 and the like, and its further names what stands under 简称 and the
// like or under nothing. Without such a line the unit is the first field that
// is not only a number, and the rest are further names. A unit that is listed
// twice counts once. Errors: roster_unreadable, roster_empty, roster_too_long.
// Cost: linear.
func ReadRoster(name string, data []byte) ([]Unit, error) {
	decoded, err := plainText(name, data)
	if err != nil {
		return nil, err
	}
	rows := csv.NewReader(strings.NewReader(decoded))
	rows.FieldsPerRecord, rows.LazyQuotes, rows.TrimLeadingSpace = -1, true, true
	if strings.Contains(decoded, "\t") {
		rows.Comma, rows.TrimLeadingSpace = '\t', false // a tab is a space too
	}
	r := rosterReader{columns: columns{unit: -1}, at: map[string]int{}}
	for first := true; ; first = false {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, message.Errorf(message.Damaged, "roster_unreadable", name).Wrap(err)
		}
		if c := columnsOf(row); first && c.unit >= 0 {
			r.columns = c
			continue
		}
		r.add(r.columns.unitIn(row))
		if len(r.units) > maxRoster {
			return nil, message.Errorf(message.TooLarge, "roster_too_long", name, strconv.Itoa(maxRoster))
		}
	}
	if len(r.units) == 0 {
		return nil, message.Errorf(message.Empty, "roster_empty", name)
	}
	return r.units, nil
}

// plainText decodes a roster; Chinese commas are commas.
func plainText(name string, data []byte) (string, error) {
	if len(data) == 0 {
		return "", message.Errorf(message.Empty, "roster_empty", name)
	}
	decoded, err := plain.Decode(name, data)
	if err != nil || strings.ContainsRune(decoded.Text, utf8.RuneError) {
		return "", message.Errorf(message.Damaged, "roster_unreadable", name).Wrap(err)
	}
	return strings.ReplaceAll(decoded.Text, "，", ","), nil
}

type rosterReader struct {
	columns columns
	units   []Unit
	at      map[string]int // of units, by plain name
}

// add takes a unit in, or what is new about one that is there.
func (r *rosterReader) add(u Unit) {
	key := plainName(u.Name)
	if key == "" {
		return
	}
	i, ok := r.at[key]
	if !ok {
		r.at[key] = len(r.units)
		r.units = append(r.units, u)
		return
	}
	known := &r.units[i]
	for _, alias := range u.Aliases {
		if !slices.Contains(known.Aliases, alias) && len(known.Aliases) < maxAliases {
			known.Aliases = append(known.Aliases, alias)
		}
	}
}

// columns say where the names stand in a row.
type columns struct {
	unit    int // -1 where no line says so
	aliases []int
}

// unitColumns and aliasColumns are what the columns are called.
var (
	unitColumns  = []string{"单位名称", "单位全称", "报送单位", "应报单位", "填报单位", "责任单位", "单位", "全称", "部门", "机构", "名称", "unit", "unitname", "name"}
	aliasColumns = []string{"单位简称", "简称", "别名", "又名", "曾用名", "原名", "其他名称", "规范简称", "alias", "aliases", "shortname", ""}
)

// columnsOf reads a line that says what the columns are; unit is -1 for any
// other line.
func columnsOf(row []string) columns {
	c := columns{unit: -1}
	best := len(unitColumns)
	for i, field := range row {
		called := plainName(field)
		if n := slices.Index(unitColumns, called); n >= 0 && n < best {
			c.unit, best = i, n
		}
		if slices.Contains(aliasColumns, called) {
			c.aliases = append(c.aliases, i)
		}
	}
	return c
}

// unitIn is the unit of a row; one without a name where there is none.
func (c columns) unitIn(row []string) (u Unit) {
	if c.unit < 0 {
		for _, field := range row {
			u.note(field)
		}
		return u
	}
	for _, i := range append([]int{c.unit}, c.aliases...) {
		if i < len(row) {
			u.note(row[i])
		}
		if u.Name == "" {
			return u
		}
	}
	return u
}

// note takes a field as the unit's name, or as a further one.
func (u *Unit) note(field string) {
	field = strings.TrimSpace(field)
	switch {
	case !slices.ContainsFunc([]rune(field), unicode.IsLetter), utf8.RuneCountInString(field) > longestAlias:
	case u.Name == "":
		u.Name = field
	case field != u.Name && len(u.Aliases) < maxAliases:
		u.Aliases = append(u.Aliases, field)
	}
}
