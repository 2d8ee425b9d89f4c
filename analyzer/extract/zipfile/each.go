package zipfile

import (
	"archive/zip"
	"bytes"
	"strings"

	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
)

// IsZip reports whether data is an ordinary zip of files: a zip, but not a
// document format that is kept in one (docx and its kin, ODF, OFD, EPUB).
// A zip whose directory cannot be read counts as one when it begins as a zip
// and its first entry is none of theirs. Cost: O(entries).
func IsZip(data []byte) bool { return hasSignature(data) && !isPackage(data) }

func hasSignature(data []byte) bool {
	for _, s := range []string{"PK\x03\x04", "PK\x05\x06", "PK\x07\x08"} {
		if bytes.HasPrefix(data, []byte(s)) {
			return true
		}
	}
	return false
}

// packageParts are entries at the root that tell a document from a zip.
func packageParts() []string {
	return []string{"[Content_Types].xml", "_rels/.rels", "mimetype", "OFD.xml"}
}

func isPackage(data []byte) bool {
	a, err := Open("", data, limits.Default())
	if err != nil {
		return isPackageHead(data)
	}
	for _, part := range packageParts() {
		if a.Has(part) {
			return true
		}
	}
	return false
}

// isPackageHead looks at the name of the first entry, which stands in the
// open at byte 30 even where the end of the file is gone.
func isPackageHead(data []byte) bool {
	const nameAt = 30
	if len(data) < nameAt {
		return false
	}
	head := string(data[nameAt:min(len(data), nameAt+64)])
	for _, part := range packageParts() {
		if strings.HasPrefix(strings.ToLower(head), strings.ToLower(part)) {
			return true
		}
	}
	return strings.HasPrefix(head, "word/") || strings.HasPrefix(head, "docProps/")
}

// Each unpacks the files in the zip data one after another and hands them to
// fn under their names inside it. A file that cannot be unpacked, or is a
// zip itself, is handed on as err with no bytes; the others still come.
// Folders and what systems leave behind are passed over. The bytes belong to
// fn. Each stops at the first error of fn and returns it; it fails itself
// when the zip cannot be opened (zip_damaged, zip_entries), is larger than
// lim.FileBytes, or turns out to be a bomb (zip_bomb: all of it too large, or
// a part packed more tightly than documents are). A zip without files calls fn never.
func Each(name string, data []byte, lim limits.Limits, fn func(entry string, data []byte, err error) error) error {
	if int64(len(data)) > lim.FileBytes {
		return lim.TooLarge(name)
	}
	a, err := Open(name, data, lim)
	if err != nil {
		return err
	}
	for _, f := range a.files {
		path := decodeName(f.Name)
		entry := label(path)
		if strings.HasSuffix(path, "/") || isRubbish(entry) {
			continue
		}
		content, err := a.content(entry, f)
		if a.bomb {
			return limits.Bomb(name, lim.ZipTotal)
		}
		if err := fn(entry, content, err); err != nil {
			return err
		}
	}
	return nil
}

// content unpacks f whole.
func (a *Archive) content(entry string, f *zip.File) ([]byte, error) {
	r, err := a.open(entry, f)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	// The declared size is a hint, believed only as far as it is cheap.
	const cheap = 1 << 20
	buf := bytes.NewBuffer(make([]byte, 0, min(f.UncompressedSize64, cheap)))
	if _, err := buf.ReadFrom(r); err != nil {
		return nil, err
	}
	if IsZip(buf.Bytes()) {
		return nil, message.Errorf(message.Unsupported, "zip_nested", entry)
	}
	return buf.Bytes(), nil
}
