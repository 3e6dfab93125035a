// Package storage provisions the volumes of the testbed's default StorageClass: a directory of the node each, as a
// "local" PersistentVolume. The kind "local" is deliberate: unlike hostPath, the kubelet applies a pod's fsGroup to it.
package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// provisionerName is what the StorageClass names as its provisioner.
const provisionerName = "pushtoprod.dev/directory"

// NewProvisionerCommand returns the command that provisions until it is told to stop.
func NewProvisionerCommand() *cobra.Command {
	var kubeconfig, directory, node string
	command := &cobra.Command{
		Use:   "storage-provisioner",
		Short: "Provision a directory of this node for each PersistentVolumeClaim",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
			if err != nil {
				return err
			}
			client, err := kubernetes.NewForConfig(config)
			if err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			controller.NewProvisionController(ctx, client, provisionerName,
				directoryProvisioner{directory: directory, node: node}, controller.LeaderElection(false)).Run(ctx)
			return nil
		},
	}
	command.Flags().StringVar(&kubeconfig, "kubeconfig", "", "how to reach the API server")
	command.Flags().StringVar(&directory, "directory", "", "where the volumes' directories are made")
	command.Flags().StringVar(&node, "node", "", "the name of the node that holds them")
	return command
}

type directoryProvisioner struct {
	directory string
	node      string
}

// Provision makes an empty directory that every user may write to: an image that does not run as root has no fsGroup
// unless its pod asks for one.
func (p directoryProvisioner) Provision(_ context.Context, options controller.ProvisionOptions) (*corev1.PersistentVolume, controller.ProvisioningState, error) {
	claim := options.PVC.Spec
	if claim.VolumeMode != nil && *claim.VolumeMode != corev1.PersistentVolumeFilesystem {
		return nil, controller.ProvisioningFinished, fmt.Errorf("volumeMode %s is not supported, only Filesystem", *claim.VolumeMode)
	}
	if claim.Selector != nil {
		return nil, controller.ProvisioningFinished, errors.New("a claim with a selector cannot be provisioned")
	}
	path := filepath.Join(p.directory, options.PVName)
	if err := os.Mkdir(path, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, controller.ProvisioningFinished, err
	}
	if err := os.Chmod(path, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	return &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: options.PVName},
		Spec: corev1.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *options.StorageClass.ReclaimPolicy,
			AccessModes:                   claim.AccessModes,
			MountOptions:                  options.StorageClass.MountOptions,
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: claim.Resources.Requests[corev1.ResourceStorage]},
			PersistentVolumeSource:        corev1.PersistentVolumeSource{Local: &corev1.LocalVolumeSource{Path: path}},
			NodeAffinity:                  p.onThisNode(),
		},
	}, controller.ProvisioningFinished, nil
}

func (p directoryProvisioner) onThisNode() *corev1.VolumeNodeAffinity {
	return &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{NodeSelectorTerms: []corev1.NodeSelectorTerm{{
		MatchExpressions: []corev1.NodeSelectorRequirement{{
			Key: corev1.LabelHostname, Operator: corev1.NodeSelectorOpIn, Values: []string{p.node},
		}},
	}}}}
}

// Delete removes the volume's directory and what is in it. It trusts only the volume's name, not the path in the
// object: whoever may edit a PersistentVolume must not thereby delete any directory of the machine.
func (p directoryProvisioner) Delete(_ context.Context, volume *corev1.PersistentVolume) error {
	return os.RemoveAll(filepath.Join(p.directory, volume.Name))
}
