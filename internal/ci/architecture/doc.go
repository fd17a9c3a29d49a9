// Package architecture holds docs/architecture.md against the code. All that it does
// is in its tests.
package architecture
