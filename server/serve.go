package server

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"hegao/analyzer/message"
)

const (
	// readTime bounds the reading of a request; it is longer than workTime,
	// within which bodies are read, so that a client hears of it.
	readTime  = 3 * time.Minute
	writeTime = 3 * time.Minute
	// headerTime and maxHeader bound a request's header.
	headerTime = 10 * time.Second
	maxHeader  = 64 << 10
	// idleTime is how long a connection is kept for the next request.
	idleTime = 2 * time.Minute
	// closingTime is how long requests under way may still take at the end.
	closingTime = 10 * time.Second
)

// Serve listens on addr ("127.0.0.1:8080"; port 0 for any that is free) and
// answers with h until ctx ends; then it takes no more requests and lets
// those under way finish, for ten seconds at most. ready, which may be nil,
// is called with the address for a browser once requests are taken. Errors
// are message.Error: "address_in_use", "address_unusable".
func Serve(ctx context.Context, addr string, h http.Handler, ready func(url string)) error {
	l, err := listen(ctx, addr)
	if err != nil {
		return err
	}
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime,
		IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	if ready != nil {
		ready(urlOf(l.Addr()))
	}
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return shutdown(ctx, srv)
	}
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, message.Errorf(message.Busy, "address_in_use", addr).Wrap(err)
	}
	if err != nil {
		return nil, message.Errorf(message.Invalid, "address_unusable", addr).Wrap(err)
	}
	return l, nil
}

// shutdown ends srv; requests that take longer than closingTime are cut off.
func shutdown(ctx context.Context, srv *http.Server) error {
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), closingTime)
	defer cancel()
	err := srv.Shutdown(patience)
	if errors.Is(err, context.DeadlineExceeded) {
		return srv.Close()
	}
	return err
}

// urlOf is the address that a browser on this machine can open.
func urlOf(a net.Addr) string {
	at, ok := a.(*net.TCPAddr)
	if !ok {
		return "http://" + a.String() + "/"
	}
	host := at.IP.String()
	if at.IP.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, strconv.Itoa(at.Port)) + "/"
}
