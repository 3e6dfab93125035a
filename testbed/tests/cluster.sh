# shellcheck shell=bash
# What a rollout needs of the cluster.
# shellcheck disable=SC2317,SC2016  # conditions are called by wait_until; containers expand their own variables

test_every_part_is_healthy() {
    contains "status" "kubelet                  healthy" "$(testbed status)"
}

test_kubernetes_is_the_version_it_says() {
    equal "kubelet's version" "v$KUBERNETES_VERSION" \
        "$(kubectl get node "$NODE" --output=jsonpath='{.status.nodeInfo.kubeletVersion}')"
    contains "server's version" "\"gitVersion\": \"v$KUBERNETES_VERSION\"" "$(kubectl get --raw=/version)"
}

apply_web() {
    k apply --filename=- <<END
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata:
      labels: { app: web }
      annotations: { prometheus.io/scrape: "true", prometheus.io/port: "8080", prometheus.io/path: /metrics.txt }
    spec:
      containers:
        - name: web
          image: $REGISTRY/base/busybox:1
          command:
            - sh
            - -c
            - |
              echo "starting $NAMESPACE"
              mkdir /www && echo "hello from $NAMESPACE" >/www/index.html && echo "testbed_sample 42" >/www/metrics.txt
              exec httpd -f -p 8080 -h /www
          readinessProbe: { httpGet: { path: /, port: 8080 }, periodSeconds: 1 }
          resources: { requests: { cpu: 10m, memory: 8Mi }, limits: { cpu: 200m, memory: 32Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
END
    k rollout status deployment web --timeout=120s
}

test_a_deployment_serves_by_address_and_by_name() {
    local address name=web.$NAMESPACE.svc.cluster.local
    make_namespace
    apply_web
    address=$(k get service web --output=jsonpath='{.spec.clusterIP}')
    wait_until 20 http_ok "http://$address/"
    equal "by ClusterIP from the machine" "hello from $NAMESPACE" "$(curl --silent "http://$address/")"
    contains "by name from the machine" "$address" "$(busybox nslookup "$name" "$DNS_IP")"
    equal "by name from a pod" "hello from $NAMESPACE" "$(k exec deployment/web -- wget -qO- http://web/)"
    equal "by full name from a pod" "hello from $NAMESPACE" "$(k exec deployment/web -- wget -qO- "http://$name/")"
    contains "log" "starting $NAMESPACE" "$(k logs deployment/web)"
}

test_prometheus_scrapes_an_annotated_pod() {
    local query="http://$PROMETHEUS/api/v1/query?query=testbed_sample%7Bnamespace%3D%22$NAMESPACE%22%7D"
    make_namespace
    apply_web
    scraped() { [[ $(curl --silent "$query") == *'"42"'* ]]; }
    wait_until 40 scraped
}

test_a_volume_outlives_its_pod_and_not_its_claim() {
    local volume
    make_namespace
    k apply --filename=- <<END
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Mi } } }
END
    write_and_read first
    k delete pod first --wait
    equal "what the second pod read" "written by first" "$(write_and_read second | tail -n 1)"
    volume=$(k get pvc data --output=jsonpath='{.spec.volumeName}')
    [ -d "$RUN/volumes/$volume" ]
    k delete pod second --wait
    k delete pvc data --wait
    wait_until 30 test ! -e "$RUN/volumes/$volume"
}

# A user other than root, with a group of the volume's.
write_and_read() {
    k apply --filename=- >/dev/null <<END
apiVersion: v1
kind: Pod
metadata: { name: $1 }
spec:
  restartPolicy: Never
  securityContext: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 2000, runAsNonRoot: true }
  containers:
    - name: main
      image: $REGISTRY/base/busybox:1
      command: [sh, -c, "cat /data/file; echo written by $1 >/data/file"]
      volumeMounts: [{ name: data, mountPath: /data }]
  volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
END
    k wait pod "$1" --for=jsonpath='{.status.phase}'=Succeeded --timeout=120s >/dev/null
    k logs "$1"
}

test_a_service_account_may_do_only_what_it_is_given() {
    local token
    make_namespace
    k create serviceaccount visitor
    k create rolebinding visitor --clusterrole=view --serviceaccount="$NAMESPACE:visitor"
    token=$(k create token visitor)
    as_visitor() {
        "$RUN/bin/kube" kubectl --kubeconfig=/dev/null --server="https://$NODE_IP:6443" \
            --certificate-authority="$RUN/pki/ca.crt" --token="$token" --namespace="$NAMESPACE" "$@"
    }
    as_visitor get pods
    contains "secrets" "forbidden" "$(fails as_visitor get secrets)"
    contains "no token" "must be logged in" "$(token=wrong fails as_visitor get pods)"
}

test_pod_security_quota_and_unknown_service_accounts_refuse_pods() {
    make_namespace pod-security.kubernetes.io/enforce=restricted
    contains "Pod Security" "violates PodSecurity" "$(fails k run any --image="$REGISTRY/base/busybox:1")"
    kubectl label namespace "$NAMESPACE" pod-security.kubernetes.io/enforce-
    contains "account" "not found" \
        "$(fails k run any --image="$REGISTRY/base/busybox:1" --overrides='{"spec":{"serviceAccountName":"nobody"}}')"
    k create quota none --hard=pods=0
    quota_is_counted() { [ -n "$(k get quota none --output=jsonpath='{.status.hard.pods}')" ]; }
    wait_until 20 quota_is_counted
    contains "quota" "exceeded quota" "$(fails k run any --image="$REGISTRY/base/busybox:1")"
}

test_the_base_images_run() {
    make_namespace
    equal "python" "3.11" "$(run_to_end python base/python:3.11 python -c \
        'import ssl, sqlite3, sys; print("%d.%d" % sys.version_info[:2])')"
    contains "java" 'version "17' "$(run_to_end java base/java:17 sh -c '"$JAVA_HOME/bin/java" -version 2>&1')"
    k run wrong --image="$REGISTRY/base/wrong-arch:1" --restart=Never
    k wait pod wrong --for=jsonpath='{.status.phase}'=Failed --timeout=60s
    contains "a program of another processor" "exec format error" "$(k logs wrong)"
}
