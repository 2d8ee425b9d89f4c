package zipfile

import (
	"archive/zip"
	"bytes"
	"slices"
)

// Entry is a part of a zip that is to be written.
type Entry struct {
	Name string
	Data []byte
}

// Write makes a zip of the entries in their order. It depends on nothing
// else, so the same entries give the same bytes.
func Write(entries []Entry) ([]byte, error) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, e := range entries {
		if err := add(w, e.Name, e.Data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

func add(w *zip.Writer, name string, data []byte) error {
	part, err := w.Create(name)
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	return err
}

// Rewrite returns the zip with the replaced parts in the places of the old
// ones and the added ones at its end. All other entries are copied as they
// are packed, byte for byte. Names are as in Part; one to replace that is not
// there is left out.
func (a *Archive) Rewrite(replaced, added map[string][]byte) ([]byte, error) {
	fresh := map[*zip.File][]byte{}
	for name, data := range replaced {
		if f := a.find(name); f != nil {
			fresh[f] = data
		}
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range a.files {
		data, ok := fresh[f]
		var err error
		if ok {
			err = replace(w, f, data)
		} else {
			err = w.Copy(f)
		}
		if err != nil {
			return nil, damaged(a.name, err)
		}
	}
	for _, name := range sortedNames(added) {
		if err := add(w, name, added[name]); err != nil {
			return nil, damaged(a.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, damaged(a.name, err)
	}
	return buf.Bytes(), nil
}

// replace writes data under the name, time and method of f.
func replace(w *zip.Writer, f *zip.File, data []byte) error {
	part, err := w.CreateHeader(&zip.FileHeader{
		Name: f.Name, Comment: f.Comment, NonUTF8: f.NonUTF8, Modified: f.Modified, Method: zip.Deflate, ExternalAttrs: f.ExternalAttrs,
	})
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	return err
}

func sortedNames(parts map[string][]byte) []string {
	names := make([]string, 0, len(parts))
	for name := range parts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
