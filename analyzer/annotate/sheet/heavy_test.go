//go:build heavy

package sheet_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"hegao/analyzer/annotate/annotatetest"
	"hegao/analyzer/annotate/sheet"
	"hegao/analyzer/message"
)

// TestOnePage prints the sheet with LibreOffice and counts its pages.
func TestOnePage(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("LibreOffice is not installed: ", err)
	}
	dir := t.TempDir()
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		usual, err := sheet.DOCX(annotatetest.Report(), lang, day)
		if err != nil {
			t.Fatal(err)
		}
		crowded, err := sheet.DOCX(Crowded(), lang, day)
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range map[string][]byte{"usual": usual, "crowded": crowded} {
			file := filepath.Join(dir, name+"-"+string(lang)+".docx")
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(office, "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", dir, file)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			pdf, err := os.ReadFile(filepath.Join(dir, name+"-"+string(lang)+".pdf"))
			if err != nil {
				t.Fatal(err)
			}
			if pages := bytes.Count(pdf, []byte("/Type/Page\n")) + bytes.Count(pdf, []byte("/Type/Page/")); pages != 1 {
				t.Errorf("%s in %s: %d pages", name, lang, pages)
			}
		}
	}
}
