{{- define "higress-core.controller.core" -}}
{{- $controller := .Values.controller -}}
- name: higress-core
  image: {{ include "higress-core.image" (list . $controller) | quote }}
  {{- with include "higress-core.pullPolicy" (list . $controller.imagePullPolicy) | trim }}{{ . | nindent 2 }}{{ end }}
  args:
    - serve
    - --gatewaySelectorKey=higress
    - --gatewaySelectorValue={{ .Release.Namespace }}-{{ .Values.gateway.name }}
    - --gatewayHttpPort={{ .Values.gateway.httpPort }}
    - --gatewayHttpsPort={{ .Values.gateway.httpsPort }}
    - --ingressClass={{ .Values.global.ingressClass }}
    - --enableStatus={{ .Values.global.enableStatus }}
    - --enableAutomaticHttps={{ $controller.automaticHttps.enabled }}
    - --automaticHttpsEmail={{ $controller.automaticHttps.email }}
    {{- with .Values.global.watchNamespace }}
    - --watchNamespace={{ . }}
    {{- end }}
  env:
    {{- $env := dict
      "DISABLE_ALPN_H2" .Values.global.disableAlpnH2
      "DOMAIN_SUFFIX" .Values.global.proxy.clusterDomain
      "GATEWAY_CLASS" .Values.global.gatewayClass
      "GATEWAY_NAME" .Values.gateway.name
      "PILOT_ENABLE_GATEWAY_API" .Values.global.enableGatewayAPI
      "PILOT_ENABLE_ALPHA_GATEWAY_API" .Values.global.enableAlphaGatewayAPI
      "ENABLE_GATEWAY_API_INFERENCE_EXTENSION" .Values.global.enableInferenceExtension
      "PLUGIN_NAMESPACE" .Values.global.pluginNamespace
      "PUSH_ALL_MCP_CLUSTERS" .Values.global.enablePushAllMCPClusters
    }}
    {{- range $name, $value := $controller.env }}{{ $_ := set $env $name $value }}{{ end }}
    {{- include "higress-core.env" $env | trim | nindent 4 }}
    {{- include "higress-core.fieldEnv" (dict
      "POD_NAME" "metadata.name"
      "POD_NAMESPACE" "metadata.namespace"
      "SERVICE_ACCOUNT" "spec.serviceAccountName") | trim | nindent 4 }}
  ports:
    {{- range $controller.ports }}
    - name: {{ .name }}
      containerPort: {{ .targetPort }}
      protocol: {{ .protocol }}
    {{- end }}
  {{- with $controller.probe }}
  readinessProbe:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $controller.securityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with include "higress-core.resources" (list . $controller.resources) | trim }}{{ . | nindent 2 }}{{ end }}
  volumeMounts:
    - name: log
      mountPath: /var/log
{{- end }}
