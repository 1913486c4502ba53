{{/* Names and labels: what other programs find objects by. */}}

{{- define "higress-console.name" -}}
{{ .Values.name | default .Chart.Name }}
{{- end }}

{{- define "higress-console.selector" -}}
app.kubernetes.io/name: {{ include "higress-console.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "higress-console.labels" -}}
{{ include "higress-console.selector" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- end }}

{{/* What the console looks for where plugins are: a pattern of its plugin server, and the registry of the others. */}}
{{- define "higress-console.plugins" -}}
{{- if and .Values.global.enablePluginServer (not (hasKey .Values.podEnvs "HIGRESS_ADMIN_WASM_PLUGIN_CUSTOM_IMAGE_URL_PATTERN")) }}
- name: HIGRESS_ADMIN_WASM_PLUGIN_CUSTOM_IMAGE_URL_PATTERN
  value: {{ .Values.pluginServer.urlPattern | quote }}
{{- end }}
{{- with .Values.pluginServer.imageRegistry | default .Values.global.hub }}
- name: HIGRESS_ADMIN_WASM_PLUGIN_IMAGE_REGISTRY
  value: {{ . | quote }}
{{- end }}
{{- with .Values.pluginServer.imageNamespace | default .Values.global.pluginNamespace }}
- name: HIGRESS_ADMIN_WASM_PLUGIN_IMAGE_NAMESPACE
  value: {{ . | quote }}
{{- end }}
{{- end }}
