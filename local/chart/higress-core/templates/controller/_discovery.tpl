{{- define "higress-core.controller.discoveryEnv" -}}
{{- $env := dict
  "CLUSTER_ID" (.Values.global.multiCluster.clusterName | default "Kubernetes")
  "CUSTOM_CA_CERT_NAME" "higress-ca-root-cert"
  "ENABLE_IPV6" .Values.global.enableIPv6
  "ENABLE_GATEWAY_API_INFERENCE_EXTENSION" .Values.global.enableInferenceExtension
  "ENABLE_LDS_CACHE" .Values.global.enableLDSCache
  "ENABLE_SCOPED_RDS" .Values.global.enableSRDS
  "EXTERNAL_ISTIOD" .Values.global.externalIstiod
  "HOST_RDS_MERGE_SUBSET" .Values.global.hostRDSMergeSubset
  "ISTIO_GPRC_MAXRECVMSGSIZE" .Values.global.xdsMaxRecvMsgSize
  "JWT_POLICY" .Values.global.jwtPolicy
  "ON_DEMAND_RDS" .Values.global.onDemandRDS
  "ONLY_PUSH_ROUTE_CLUSTER" .Values.global.onlyPushRouteCluster
  "PILOT_CERT_PROVIDER" "istiod"
  "PILOT_ENABLE_ALPHA_GATEWAY_API" .Values.global.enableAlphaGatewayAPI
  "PILOT_ENABLE_ANALYSIS" .Values.global.istiod.enableAnalysis
  "PILOT_ENABLE_GATEWAY_API" .Values.global.enableGatewayAPI
  "PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER" (and .Values.global.enableGatewayAPI .Values.global.enableGatewayAPIDeploymentController)
  "PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND" .Values.pilot.enableProtocolSniffingForInbound
  "PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_OUTBOUND" .Values.pilot.enableProtocolSniffingForOutbound
  "PILOT_TRACE_SAMPLING" .Values.pilot.traceSampling
  "REVISION" (.Values.revision | default "default")
-}}
{{- with .Values.global.watchNamespace }}{{ $_ := set $env "ISTIO_WATCH_NAMESPACE" . }}{{ end }}
{{- range $name, $value := .Values.pilot.env }}{{ $_ := set $env $name $value }}{{ end }}
{{- include "higress-core.env" $env }}
{{- include "higress-core.fieldEnv" (dict
  "POD_NAME" "metadata.name"
  "POD_NAMESPACE" "metadata.namespace"
  "SERVICE_ACCOUNT" "spec.serviceAccountName") }}
{{- end }}

{{- define "higress-core.controller.discovery" -}}
- name: discovery
  image: {{ include "higress-core.image" (list . .Values.pilot) | quote }}
  {{- with include "higress-core.pullPolicy" (list . "") | trim }}{{ . | nindent 2 }}{{ end }}
  args:
    - discovery
    - --monitoringAddr=:15014
    - --log_output_level={{ .Values.global.logging.level }}
    - --domain
    - {{ .Values.global.proxy.clusterDomain }}
    - --keepaliveMaxServerConnectionAge
    - {{ .Values.pilot.keepaliveMaxServerConnectionAge | quote }}
    {{- if .Values.global.logAsJson }}
    - --log_as_json
    {{- end }}
    {{- if .Values.global.oneNamespace }}
    - -a
    - {{ .Release.Namespace }}
    {{- end }}
    {{- with .Values.pilot.plugins }}
    - --plugins={{ join "," . }}
    {{- end }}
  env:
    {{- include "higress-core.controller.discoveryEnv" . | trim | nindent 4 }}
  ports:
    - containerPort: 8080
      protocol: TCP
    - containerPort: 15010
      protocol: TCP
    - containerPort: 15012
      protocol: TCP
    - containerPort: 15014
      protocol: TCP
    - containerPort: 15017
      protocol: TCP
  readinessProbe:
    httpGet:
      path: /ready
      port: 8080
    initialDelaySeconds: 1
    periodSeconds: 3
    timeoutSeconds: 5
  {{- /* As in the real chart, without allowPrivilegeEscalation: a namespace that enforces `restricted` refuses this pod. */}}
  securityContext:
    capabilities:
      drop:
        - ALL
    runAsGroup: 1337
    runAsNonRoot: true
    runAsUser: 1337
  {{- with include "higress-core.resources" (list . (.Values.pilot.resources | default .Values.global.defaultResources)) | trim }}{{ . | nindent 2 }}{{ end }}
  volumeMounts:
    - name: config
      mountPath: /etc/istio/config
    - name: local-certs
      mountPath: /var/run/secrets/istio-dns
    - name: cacerts
      mountPath: /etc/cacerts
      readOnly: true
    {{- with include "higress-core.tokenMount" . | trim }}{{ . | nindent 4 }}{{ end }}
    {{- if .Values.pilot.jwksResolverExtraRootCA }}
    - name: extracacerts
      mountPath: /cacerts
    {{- end }}
{{- end }}
