{{/* Names, labels and images: what other programs find objects by. */}}

{{- define "higress-core.gateway.account" -}}
{{- with .Values.gateway }}
{{- .serviceAccount.name | default (ternary .name "default" .serviceAccount.create) }}
{{- end }}
{{- end }}

{{- define "higress-core.controller.account" -}}
{{- with .Values.controller }}
{{- .serviceAccount.name | default (ternary .name "default" .serviceAccount.create) }}
{{- end }}
{{- end }}

{{/* Arguments: root, name of the component. */}}
{{- define "higress-core.chartLabels" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
app.kubernetes.io/name: {{ index . 1 }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
helm.sh/chart: {{ $root.Chart.Name }}-{{ $root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "higress-core.gateway.selector" -}}
{{- $own := .Values.gateway.labels | default dict -}}
app: {{ $own.app | default .Values.gateway.name }}
higress: {{ $own.higress | default (printf "%s-%s" .Release.Namespace .Values.gateway.name) }}
{{- end }}

{{- define "higress-core.gateway.labels" -}}
{{ include "higress-core.gateway.selector" . }}
{{ include "higress-core.chartLabels" (list . .Values.gateway.name) }}
{{- with omit (.Values.gateway.labels | default dict) "app" "higress" }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The controller and the plugin server read two label keys and ignore all others. Arguments: root, values of the component. */}}
{{- define "higress-core.plain.selector" -}}
{{- $part := index . 1 -}}
{{- $own := $part.labels | default dict -}}
app: {{ $own.app | default $part.name }}
higress: {{ $own.higress | default $part.name }}
{{- end }}

{{- define "higress-core.plain.labels" -}}
{{ include "higress-core.plain.selector" . }}
{{ include "higress-core.chartLabels" (list (index . 0) (index . 1).name) }}
{{- end }}

{{/* Arguments: root, values of the component (hub, image, tag). */}}
{{- define "higress-core.image" -}}
{{- $root := index . 0 -}}
{{- $part := index . 1 -}}
{{ $part.hub | default $root.Values.global.hub }}/higress/{{ $part.image }}:{{ $part.tag | default $root.Chart.AppVersion }}
{{- end }}

{{/* Arguments: root, pull policy of the component. */}}
{{- define "higress-core.pullPolicy" -}}
{{- with (index . 1) | default (index . 0).Values.global.imagePullPolicy }}
imagePullPolicy: {{ . }}
{{- end }}
{{- end }}

{{/* Answers "true" or nothing. A local cluster gets one gateway, host ports and no resource numbers at all. */}}
{{- define "higress-core.local" -}}
{{- if or .Values.global.local .Values.global.kind }}true{{ end }}
{{- end }}

{{/* Arguments: root, resources of the container. */}}
{{- define "higress-core.resources" -}}
{{- if not (include "higress-core.local" (index . 0)) }}
{{- with index . 1 }}
resources:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{/* Name-value pairs of a map as environment variables. */}}
{{- define "higress-core.env" -}}
{{- range $name, $value := . }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{/* Environment variables that name a field of the pod; the argument maps variable to field. */}}
{{- define "higress-core.fieldEnv" -}}
{{- range $name, $field := . }}
- name: {{ $name }}
  valueFrom:
    fieldRef:
      fieldPath: {{ $field }}
{{- end }}
{{- end }}

{{/* Where the scheduler may put a pod; the argument is the values of the component. */}}
{{- define "higress-core.placement" -}}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .topologySpreadConstraints }}
topologySpreadConstraints:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "higress-core.tokenVolume" -}}
{{- if eq .Values.global.jwtPolicy "third-party-jwt" }}
- name: istio-token
  projected:
    sources:
      - serviceAccountToken:
          audience: {{ .Values.global.sds.token.aud }}
          expirationSeconds: 43200
          path: istio-token
{{- end }}
{{- end }}

{{- define "higress-core.tokenMount" -}}
{{- if eq .Values.global.jwtPolicy "third-party-jwt" }}
- name: istio-token
  mountPath: /var/run/secrets/tokens
  readOnly: true
{{- end }}
{{- end }}
