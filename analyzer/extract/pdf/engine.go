package pdf

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

const (
	// memoryPages bounds what PDFium may use for one file, in pages of 64 KB:
	// 85 MB, in which the file itself does not lie. Its memory is copied
	// when it grows, so that the process takes more than twice as much for a
	// moment: 215 MB. With 1,400 pages it was 256 MB.
	memoryPages = 1300
	// atOnce is how many files are read at one time in one process.
	atOnce = 2
)

// startEngine compiles PDFium, once in a process and only when the first PDF
// comes: 4 s of CPU, or 0.65 s where an earlier process left the code in
// the cache folder.
var startEngine = sync.OnceValues(func() (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(memoryPages).WithCloseOnContextDone(true)
	if cache := openCache(); cache != nil {
		config = config.WithCompilationCache(cache)
	}
	return webassembly.Init(webassembly.Config{
		MaxTotal: atOnce, MaxIdle: 1, RuntimeConfig: config,
		// An empty file system: where none is given, the library shows the
		// whole disk of the host to the guest.
		FSConfig: wazero.NewFSConfig(),
		Stdout:   io.Discard, Stderr: io.Discard,
	})
})

// CacheVariable names the environment variable with the folder in which the
// compiled PDFium is kept. Where it is empty, that is "hegao" in the user's
// cache folder.
const CacheVariable = "HEGAO_CACHE"

// openCache returns nil where nothing can be kept: then every process
// compiles anew.
func openCache() wazero.CompilationCache {
	dir := os.Getenv(CacheVariable)
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return nil
		}
		dir = filepath.Join(user, "hegao")
	}
	// Code is run from this folder: nobody else may write to it.
	dir = filepath.Join(dir, "pdfium")
	if os.MkdirAll(dir, 0o700) != nil {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return cache
}

// instance returns a PDFium with a memory of its own, which ends when ctx
// does; stop must be called, and frees it.
func instance(ctx context.Context) (p pdfium.Pdfium, stop func(), err error) {
	pool, err := startEngine()
	if err != nil {
		return nil, nil, err
	}
	p, err = pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, nil, err
	}
	module := moduleOf(p)
	cancel := context.AfterFunc(ctx, func() {
		if module != nil {
			_ = module.Close(context.Background()) // breaks off what it is doing
		}
	})
	return p, func() {
		cancel()
		_ = p.Close()
	}, nil
}

// moduleOf is the running module inside p. The library makes its calls
// without the caller's context and its Kill panics, so that the only way to
// the module is the exported field that holds it. It is nil where there is
// none: then a file is read to its end.
func moduleOf(p pdfium.Pdfium) api.Module {
	v := reflect.Indirect(reflect.ValueOf(p.GetImplementation()))
	if v.Kind() != reflect.Struct {
		return nil
	}
	field := v.FieldByName("Module")
	if !field.IsValid() || !field.CanInterface() {
		return nil
	}
	module, _ := field.Interface().(api.Module)
	return module
}
