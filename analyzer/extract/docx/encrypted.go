package docx

import (
	"bytes"
	"encoding/binary"
)

// oleSignature begins every OLE2 compound file: the old .doc, and the wrapper
// around a docx with a password.
const oleSignature = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// isEncrypted reports an OLE2 file that holds a stream EncryptedPackage.
//
// Directory entries are 128 bytes long and lie at multiples of that, with
// the name in UTF-16 at their start, its length in bytes at 64 and the kind
// at 66. Looking at every place an entry could lie needs no walk along the
// sector chains, which a broken file leads astray. Cost: O(len(data)).
// Source: [MS-CFB] 2.6.1 and [MS-OFFCRYPTO] 1.3.
func isEncrypted(data []byte) bool {
	if !bytes.HasPrefix(data, []byte(oleSignature)) {
		return false
	}
	const (
		size, lengthAt, kindAt = 128, 64, 66
		stream                 = 2
	)
	var name []byte
	for _, r := range "EncryptedPackage\x00" {
		name = binary.LittleEndian.AppendUint16(name, uint16(r))
	}
	for at := size; at+size <= len(data); at += size {
		entry := data[at : at+size]
		if entry[kindAt] == stream && bytes.HasPrefix(entry, name) &&
			int(binary.LittleEndian.Uint16(entry[lengthAt:])) == len(name) {
			return true
		}
	}
	return false
}
