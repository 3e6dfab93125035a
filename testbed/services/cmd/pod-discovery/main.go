// Command pod-discovery is Prometheus' own Kubernetes discovery as a process beside it. Debian leaves that discovery out of
// its Prometheus; this one writes what it finds to a file that Prometheus watches, with the same __meta_kubernetes_pod_*
// labels, so that the classic relabel rules apply unchanged.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"sort"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/config"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/discovery"
	"github.com/prometheus/prometheus/discovery/kubernetes"
	"github.com/prometheus/prometheus/discovery/targetgroup"
)

// settle is how long further changes are waited for before a file is written.
const settle = 500 * time.Millisecond

func main() {
	kubeconfig := flag.String("kubeconfig", "", "how to reach the API server")
	output := flag.String("output", "", "the file that Prometheus watches (file_sd_configs)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := discover(ctx, *kubeconfig, *output); err != nil {
		fmt.Fprintln(os.Stderr, "pod-discovery:", err)
		os.Exit(1)
	}
}

func discover(ctx context.Context, kubeconfig, output string) error {
	settings := &kubernetes.SDConfig{
		Role:             kubernetes.RolePod,
		KubeConfig:       kubeconfig,
		HTTPClientConfig: config.DefaultHTTPClientConfig,
	}
	registry := prometheus.NewRegistry()
	metrics := settings.NewDiscovererMetrics(registry, discovery.NewRefreshMetrics(registry))
	pods, err := kubernetes.New(slog.Default(), metrics, settings)
	if err != nil {
		return err
	}
	found := make(chan []*targetgroup.Group)
	go pods.Run(ctx, found)
	return keep(ctx, found, output)
}

// keep holds the newest state of every pod, and writes all of it once the changes have settled.
func keep(ctx context.Context, found <-chan []*targetgroup.Group, output string) error {
	groups := map[string]*targetgroup.Group{}
	if err := write(groups, output); err != nil {
		return err
	}
	var due <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case changed := <-found:
			for _, group := range changed {
				groups[group.Source] = group
				if len(group.Targets) == 0 {
					delete(groups, group.Source)
				}
			}
			if due == nil {
				due = time.After(settle)
			}
		case <-due:
			due = nil
			if err := write(groups, output); err != nil {
				return err
			}
		}
	}
}

// staticTarget is an element of the file, as file_sd_configs reads it.
type staticTarget struct {
	Targets []string       `json:"targets"`
	Labels  model.LabelSet `json:"labels"`
}

func write(groups map[string]*targetgroup.Group, output string) error {
	targets := []staticTarget{}
	for _, group := range groups {
		for _, target := range group.Targets {
			labels := group.Labels.Merge(target)
			delete(labels, model.AddressLabel)
			targets = append(targets, staticTarget{[]string{string(target[model.AddressLabel])}, labels})
		}
	}
	sort.Slice(targets, func(i, j int) bool { return targets[i].Targets[0] < targets[j].Targets[0] })
	content, err := json.MarshalIndent(targets, "", "  ")
	if err != nil {
		return err
	}
	// Prometheus reads the file whenever it changes, so it must never see half of one.
	next := filepath.Join(filepath.Dir(output), ".next-"+filepath.Base(output))
	if err := os.WriteFile(next, append(content, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(next, output)
}
