package api

import (
	_ "embed"
	"net/http"

	"github.com/labstack/echo/v4"
)

//go:embed openapi.yaml
var spec string

// Spec returns the OpenAPI 3.1 description of the API, in YAML.
func Spec() string { return spec }

func getSpec(c echo.Context) error { return c.Blob(http.StatusOK, yamlType, []byte(spec)) }
