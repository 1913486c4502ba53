{{/* Answers "true" when ports below 1024 need root: the sysctl that opens them is per node, and on the host's network it is refused. */}}
{{- define "higress-core.gateway.root" -}}
{{- if or .Values.gateway.hostNetwork (eq (toString .Values.gateway.unprivilegedPortSupported) "false") }}true{{ end }}
{{- end }}

{{- define "higress-core.gateway.podSecurityContext" -}}
{{- if kindIs "map" .Values.gateway.securityContext }}
{{- toYaml .Values.gateway.securityContext }}
{{- else if not (include "higress-core.gateway.root" .) -}}
sysctls:
  - name: net.ipv4.ip_unprivileged_port_start
    value: "0"
{{- end }}
{{- end }}

{{- define "higress-core.gateway.containerSecurityContext" -}}
{{- if kindIs "map" .Values.gateway.containerSecurityContext }}
{{- toYaml .Values.gateway.containerSecurityContext }}
{{- else if not (include "higress-core.gateway.root" .) -}}
allowPrivilegeEscalation: false
capabilities:
  drop:
    - ALL
privileged: false
runAsGroup: 1337
runAsNonRoot: true
runAsUser: 1337
{{- else -}}
allowPrivilegeEscalation: true
capabilities:
  add:
    - NET_BIND_SERVICE
  drop:
    - ALL
runAsGroup: 1337
runAsNonRoot: false
runAsUser: 0
{{- end }}
{{- end }}

{{- define "higress-core.gateway.ports" -}}
{{- $local := include "higress-core.local" . -}}
- name: http
  containerPort: {{ .Values.gateway.httpPort }}
  {{- if $local }}
  hostPort: 80
  {{- end }}
  protocol: TCP
- name: https
  containerPort: {{ .Values.gateway.httpsPort }}
  {{- if $local }}
  hostPort: 443
  {{- end }}
  protocol: TCP
{{- if .Values.global.enableH3 }}
- name: http3
  containerPort: {{ .Values.gateway.httpsPort }}
  hostPort: {{ .Values.gateway.httpsPort }}
  protocol: UDP
{{- end }}
- name: istio-prom
  containerPort: 15020
  protocol: TCP
- name: status
  containerPort: 15021
  protocol: TCP
- name: http-envoy-prom
  containerPort: 15090
  protocol: TCP
{{- end }}

{{- define "higress-core.gateway.env" -}}
{{- $env := dict
  "ENABLE_INGRESS_GATEWAY_SDS" "false"
  "INSTANCE_NAME" .Values.gateway.name
  "ISTIO_DELTA_XDS" .Values.global.enableDeltaXDS
  "ISTIO_GPRC_MAXRECVMSGSIZE" .Values.global.xdsMaxRecvMsgSize
  "ISTIO_META_CLUSTER_ID" (.Values.clusterName | default "Kubernetes")
  "ISTIO_META_HTTP10" "1"
  "JWT_POLICY" .Values.global.jwtPolicy
  "LITE_METRICS" .Values.global.liteMetrics
  "PILOT_XDS_SEND_TIMEOUT" "60s"
  "PROXY_XDS_VIA_AGENT" "true"
  "UPSTREAM_CONCURRENCY_THRESHOLD" .Values.global.defaultUpstreamConcurrencyThreshold
-}}
{{- with .Values.gateway.networkGateway }}{{ $_ := set $env "ISTIO_META_REQUESTED_NETWORK_VIEW" . }}{{ end }}
{{- if include "higress-core.skywalking" . }}{{ $_ := set $env "ISTIO_BOOTSTRAP_OVERRIDE" "/etc/istio/custom-bootstrap/custom_bootstrap.json" }}{{ end }}
{{- range $name, $value := .Values.gateway.env }}{{ $_ := set $env $name $value }}{{ end }}
{{- include "higress-core.env" $env }}
{{- include "higress-core.fieldEnv" (dict
  "HOST_IP" "status.hostIP"
  "INSTANCE_IP" "status.podIP"
  "NODE_NAME" "spec.nodeName"
  "POD_NAME" "metadata.name"
  "POD_NAMESPACE" "metadata.namespace"
  "SERVICE_ACCOUNT" "spec.serviceAccountName") }}
{{- end }}

{{- define "higress-core.gateway.pod" -}}
{{- $gateway := .Values.gateway -}}
{{- $local := include "higress-core.local" . -}}
metadata:
  {{- with $gateway.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  labels:
    {{- include "higress-core.gateway.labels" . | nindent 4 }}
    {{- with $gateway.revision }}
    istio.io/rev: {{ . }}
    {{- end }}
    {{- with $gateway.networkGateway }}
    topology.istio.io/network: {{ . | quote }}
    {{- end }}
    {{- with $gateway.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "higress-core.gateway.account" . }}
  {{- with $gateway.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.global.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- if $gateway.hostNetwork }}
  dnsPolicy: ClusterFirstWithHostNet
  hostNetwork: true
  {{- end }}
  {{- with include "higress-core.gateway.podSecurityContext" . }}
  securityContext:
    {{- . | nindent 4 }}
  {{- end }}
  containers:
    - name: higress-gateway
      image: {{ include "higress-core.image" (list . $gateway) | quote }}
      {{- with include "higress-core.pullPolicy" (list . $gateway.imagePullPolicy) | trim }}{{ . | nindent 6 }}{{ end }}
      args:
        - proxy
        - router
        - --domain
        - $(POD_NAMESPACE).svc.{{ .Values.global.proxy.clusterDomain }}
        - --proxyLogLevel={{ .Values.global.proxy.logLevel }}
        - --proxyComponentLogLevel={{ .Values.global.proxy.componentLogLevel }}
        - --log_output_level={{ .Values.global.logging.level }}
        - --serviceCluster={{ $gateway.name }}
        {{- if .Values.global.logAsJson }}
        - --log_as_json
        {{- end }}
      securityContext:
        {{- include "higress-core.gateway.containerSecurityContext" . | nindent 8 }}
      env:
        {{- include "higress-core.gateway.env" . | trim | nindent 8 }}
      ports:
        {{- include "higress-core.gateway.ports" . | nindent 8 }}
      readinessProbe:
        failureThreshold: {{ $gateway.readinessFailureThreshold }}
        httpGet:
          path: /healthz/ready
          port: 15021
          scheme: HTTP
        initialDelaySeconds: {{ $gateway.readinessInitialDelaySeconds }}
        periodSeconds: {{ $gateway.readinessPeriodSeconds }}
        successThreshold: {{ $gateway.readinessSuccessThreshold }}
        timeoutSeconds: {{ $gateway.readinessTimeoutSeconds }}
      {{- with include "higress-core.resources" (list . $gateway.resources) | trim }}{{ . | nindent 6 }}{{ end }}
      volumeMounts:
        - name: config
          mountPath: /etc/istio/config
        - name: istio-ca-root-cert
          mountPath: /var/run/secrets/istio
        - name: istio-data
          mountPath: /var/lib/istio/data
        - name: podinfo
          mountPath: /etc/istio/pod
        - name: proxy-socket
          mountPath: /etc/istio/proxy
        {{- with include "higress-core.tokenMount" . | trim }}{{ . | nindent 8 }}{{ end }}
        {{- if include "higress-core.skywalking" . }}
        - name: custom-bootstrap
          mountPath: /etc/istio/custom-bootstrap
        {{- end }}
        {{- if .Values.global.volumeWasmPlugins }}
        - name: local-wasmplugins
          mountPath: /opt/plugins
        {{- end }}
        {{- if .Values.global.o11y.enabled }}
        - name: log
          mountPath: /var/log/proxy
        {{- end }}
    {{- if .Values.global.o11y.enabled }}
    {{- include "higress-core.promtail.container" . | nindent 4 }}
    {{- end }}
  volumes:
    - name: config
      configMap:
        name: higress-config
    - name: istio-ca-root-cert
      configMap:
        name: higress-ca-root-cert
    - name: istio-data
      emptyDir: {}
    - name: podinfo
      downwardAPI:
        items:
          - path: labels
            fieldRef:
              fieldPath: metadata.labels
          - path: annotations
            fieldRef:
              fieldPath: metadata.annotations
    - name: proxy-socket
      emptyDir: {}
    {{- with include "higress-core.tokenVolume" . | trim }}{{ . | nindent 4 }}{{ end }}
    {{- if include "higress-core.skywalking" . }}
    - name: custom-bootstrap
      configMap:
        name: higress-custom-bootstrap
    {{- end }}
    {{- if .Values.global.volumeWasmPlugins }}
    - name: local-wasmplugins
      hostPath:
        path: /opt/plugins
    {{- end }}
    {{- if .Values.global.o11y.enabled }}
    - name: log
      emptyDir: {}
    - name: promtail-config
      configMap:
        name: higress-promtail
    - name: promtail-positions
      emptyDir: {}
    {{- end }}
  {{- with include "higress-core.placement" $gateway | trim }}{{ . | nindent 2 }}{{ end }}
{{- end }}
