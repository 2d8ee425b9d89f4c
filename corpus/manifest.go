package corpus

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"hegao/analyzer/message"
)

// maxManifest bounds a manifest, in bytes.
const maxManifest = 32 << 20

// Manifest reads a manifest: CSV with the header file,unit,year,type,title in
// UTF-8 or GB18030. Files are relative to its folder, and named in results
// as they stand in it; a zip counts as a folder of its files. Any other column is kept with the report.
func Manifest(path string) ([]Input, error) {
	data, err := ReadFile(path, maxManifest)
	if err != nil {
		return nil, err
	}
	dir := filepath.Dir(path)
	var zips zipReader
	return listed(path, data, func(name string) Input {
		at := filepath.FromSlash(name)
		if !filepath.IsAbs(at) {
			at = filepath.Join(dir, at)
		}
		return Input{Name: name, Read: func() ([]byte, error) { return zips.readFile(name, at) }}
	})
}

// ManifestIn is Manifest for files that are not on disk.
func ManifestIn(files fs.FS, path string) ([]Input, error) {
	data, err := fs.ReadFile(files, path)
	if err != nil {
		return nil, pathError(path, err)
	}
	return listed(path, data, func(name string) Input {
		return Input{Name: name, Read: func() ([]byte, error) { return fs.ReadFile(files, name) }}
	})
}

// listed makes an Input of every row of a manifest.
func listed(path string, data []byte, open func(name string) Input) ([]Input, error) {
	rows, err := readCSV(path, data)
	if err != nil {
		return nil, err
	}
	inputs := make([]Input, 0, len(rows))
	for i, row := range rows {
		name := row["file"]
		if name == "" {
			return nil, message.Errorf(message.Invalid, "manifest_row", path, strconv.Itoa(i+2))
		}
		in := open(name)
		if in.Known, err = knownOf(row); err != nil {
			return nil, message.Errorf(message.Invalid, "manifest_year", path, strconv.Itoa(i+2), row["year"])
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

func knownOf(row map[string]string) (Known, error) {
	k := Known{Unit: Unit(row["unit"]), Kind: Kind(row["type"]), Title: row["title"]}
	if y := strings.TrimSuffix(row["year"], "年"); y != "" {
		year, err := strconv.Atoi(y)
		if err != nil || year < 0 || year > 9999 {
			return k, errors.New("not a year")
		}
		k.Year = year
	}
	for column, value := range row {
		switch column {
		case "file", "unit", "year", "type", "title":
		default:
			if value != "" {
				if k.Extra == nil {
					k.Extra = map[string]string{}
				}
				k.Extra[column] = value
			}
		}
	}
	return k, nil
}

// readCSV returns the rows by column name.
func readCSV(path string, data []byte) ([]map[string]string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil {
			return nil, message.Errorf(message.Invalid, "manifest_encoding", path).Wrap(err)
		}
		data = decoded
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	header, err := r.Read()
	if err != nil || indexOf(header, "file") < 0 {
		return nil, message.Errorf(message.Invalid, "manifest_header", path).Wrap(err)
	}
	var rows []map[string]string
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, message.Errorf(message.Invalid, "manifest_syntax", path, strconv.Itoa(len(rows)+2)).Wrap(err)
		}
		row := map[string]string{}
		for i, value := range record[:min(len(record), len(header))] {
			row[strings.ToLower(strings.TrimSpace(header[i]))] = plainly(strings.TrimSpace(value))
		}
		rows = append(rows, row)
	}
}

func indexOf(header []string, name string) int {
	for i, h := range header {
		if strings.EqualFold(strings.TrimSpace(h), name) {
			return i
		}
	}
	return -1
}

func megabytes(n int64) string { return strconv.FormatInt(n>>20, 10) }
