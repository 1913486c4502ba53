{{/* The document under key `mesh` of higress-config: what pilot and the gateways' agents start from. */}}
{{- define "higress-core.mesh" -}}
{{- $sources := list (dict "address" "xds://127.0.0.1:15051") -}}
{{- if or .Values.global.enableIstioAPI .Values.global.enableGatewayAPI -}}
{{- $sources = append $sources (dict "address" "k8s://") -}}
{{- end -}}
{{- $host := .Values.global.remotePilotAddress | default (printf "%s.%s.svc" .Values.controller.name .Release.Namespace) -}}
{{- $defaults := dict
  "discoveryAddress" (printf "%s:15012" $host)
  "proxyStatsMatcher" .Values.global.proxy.proxyStatsMatcher
-}}
{{- with .Values.global.meshID }}{{ $_ := set $defaults "meshId" . }}{{ end }}
{{- $tracer := .Values.global.proxy.tracer -}}
{{- if eq $tracer "zipkin" -}}
{{- $_ := set $defaults "tracing" (dict "zipkin" (dict "address" (printf "zipkin.%s:9411" .Release.Namespace))) -}}
{{- else if hasKey .Values.global.tracer $tracer -}}
{{- $_ := set $defaults "tracing" (dict $tracer (get .Values.global.tracer $tracer)) -}}
{{- end -}}
{{- $mesh := dict
  "accessLogFile" "/dev/stdout"
  "configSources" $sources
  "enableAutoMtls" false
  "ingressControllerMode" "OFF"
  "mseIngressGlobalConfig" (dict "enableH3" .Values.global.enableH3 "enableProxyProtocol" .Values.global.enableProxyProtocol)
-}}
{{- range $key, $value := .Values.meshConfig }}{{ $_ := set $mesh $key $value }}{{ end -}}
{{- $_ := set $mesh "defaultConfig" (mergeOverwrite $defaults (deepCopy (.Values.meshConfig.defaultConfig | default dict))) -}}
{{- /* Null unless set, also when Helm has dropped the key: pilot then takes istio-system for its root namespace. */ -}}
{{- $_ := set $mesh "rootNamespace" .Values.meshConfig.rootNamespace -}}
{{- toYaml $mesh -}}
{{- end }}

{{/* Answers "true" when the gateway needs a bootstrap of its own. */}}
{{- define "higress-core.skywalking" -}}
{{- if .Values.tracing.enable }}
{{- with .Values.tracing.skywalking }}{{ if .service }}true{{ end }}{{ end }}
{{- end }}
{{- end }}
