// Package pki makes the testbed's certificate authority, the API server's certificates and a kubeconfig for each part
// that talks to it. Every start of the testbed makes them anew; none is worth keeping.
package pki

import (
	"crypto"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"k8s.io/client-go/tools/clientcmd"
	certutil "k8s.io/client-go/util/cert"
	"k8s.io/client-go/util/keyutil"
	kubeadm "k8s.io/kubernetes/cmd/kubeadm/app/apis/kubeadm"
	kubeconfigutil "k8s.io/kubernetes/cmd/kubeadm/app/util/kubeconfig"
	"k8s.io/kubernetes/cmd/kubeadm/app/util/pkiutil"
)

// An identity is who a client certificate says its holder is.
type identity struct {
	user   string
	groups []string
}

// identities are the holders of kubeconfigs, by the name of the file. The users and groups that start with "system:" are
// those that Kubernetes' own RBAC rules, its node authorizer and its NodeRestriction admission expect.
func identities(node string) map[string]identity {
	return map[string]identity{
		"admin":                   {user: "testbed-admin", groups: []string{"system:masters"}},
		"kube-controller-manager": {user: "system:kube-controller-manager"},
		"kube-scheduler":          {user: "system:kube-scheduler"},
		"kube-proxy":              {user: "system:kube-proxy"},
		"kubelet":                 {user: "system:node:" + node, groups: []string{"system:nodes"}},
		"coredns":                 {user: "testbed:coredns"},
		"storage-provisioner":     {user: "testbed:storage-provisioner"},
		"pod-discovery":           {user: "testbed:prometheus"},
	}
}

// NewCommand returns the command that writes everything into one directory.
func NewCommand() *cobra.Command {
	var directory, node, address, serviceAddress string
	command := &cobra.Command{
		Use:   "pki",
		Short: "Write the certificates and kubeconfigs of a new cluster into a directory",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return write(directory, node, net.ParseIP(address), net.ParseIP(serviceAddress))
		},
	}
	command.Flags().StringVar(&directory, "directory", "", "where to write")
	command.Flags().StringVar(&node, "node", "", "the node's name")
	command.Flags().StringVar(&address, "address", "", "the API server's address")
	command.Flags().StringVar(&serviceAddress, "service-address", "", "the address of the Service \"kubernetes\"")
	return command
}

func write(directory, node string, address, serviceAddress net.IP) error {
	authority, authorityKey, err := pkiutil.NewCertificateAuthority(&pkiutil.CertConfig{
		Config:              certutil.Config{CommonName: "testbed-ca"},
		EncryptionAlgorithm: kubeadm.EncryptionAlgorithmECDSAP256,
	})
	if err != nil {
		return err
	}
	if err := pkiutil.WriteCertAndKey(directory, "ca", authority, authorityKey); err != nil {
		return err
	}
	issuer := issuer{certificate: authority, key: authorityKey}

	err = issuer.writePair(directory, "apiserver", certutil.Config{
		CommonName: "kube-apiserver",
		Usages:     []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		AltNames: certutil.AltNames{
			IPs: []net.IP{address, serviceAddress, net.IPv4(127, 0, 0, 1)},
			DNSNames: []string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
				"kubernetes.default.svc.cluster.local"},
		},
	})
	if err != nil {
		return err
	}
	// The certificate by which the API server reads logs from the kubelet and runs commands through it.
	err = issuer.writePair(directory, "apiserver-kubelet-client", certutil.Config{
		CommonName:   "kube-apiserver-kubelet-client",
		Organization: []string{"system:masters"},
		Usages:       []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	if err != nil {
		return err
	}
	err = issuer.writePair(directory, "kubelet", certutil.Config{
		CommonName: node,
		Usages:     []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		AltNames:   certutil.AltNames{IPs: []net.IP{address}, DNSNames: []string{node}},
	})
	if err != nil {
		return err
	}
	if err := writeServiceAccountKeys(directory); err != nil {
		return err
	}
	server := "https://" + net.JoinHostPort(address.String(), "6443")
	for name, holder := range identities(node) {
		if err := issuer.writeKubeconfig(directory, name, server, holder); err != nil {
			return fmt.Errorf("kubeconfig of %s: %w", name, err)
		}
	}
	return nil
}

func writeServiceAccountKeys(directory string) error {
	key, err := pkiutil.GeneratePrivateKey(kubeadm.EncryptionAlgorithmECDSAP256)
	if err != nil {
		return err
	}
	if err := pkiutil.WriteKey(directory, "service-accounts", key); err != nil {
		return err
	}
	return pkiutil.WritePublicKey(directory, "service-accounts", key.Public())
}

type issuer struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

func (i issuer) issue(config certutil.Config) (*x509.Certificate, crypto.Signer, error) {
	return pkiutil.NewCertAndKey(i.certificate, i.key, &pkiutil.CertConfig{
		Config:              config,
		EncryptionAlgorithm: kubeadm.EncryptionAlgorithmECDSAP256,
	})
}

func (i issuer) writePair(directory, name string, config certutil.Config) error {
	certificate, key, err := i.issue(config)
	if err != nil {
		return err
	}
	return pkiutil.WriteCertAndKey(directory, name, certificate, key)
}

func (i issuer) writeKubeconfig(directory, name, server string, holder identity) error {
	certificate, key, err := i.issue(certutil.Config{
		CommonName:   holder.user,
		Organization: holder.groups,
		Usages:       []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	if err != nil {
		return err
	}
	encodedKey, err := keyutil.MarshalPrivateKeyToPEM(key)
	if err != nil {
		return err
	}
	config := kubeconfigutil.CreateWithCerts(server, "testbed", holder.user, pkiutil.EncodeCertPEM(i.certificate),
		encodedKey, pkiutil.EncodeCertPEM(certificate))
	path := filepath.Join(directory, name+".kubeconfig")
	if err := clientcmd.WriteToFile(*config, path); err != nil {
		return err
	}
	return os.Chmod(path, 0o600)
}
