{{/* Ships the gateway's access log. It has no resources and no security context, also in the real chart. */}}
{{- define "higress-core.promtail.container" -}}
{{- $promtail := .Values.global.o11y.promtail -}}
- name: promtail
  image: "{{ $promtail.image.repository | default (printf "%s/higress/promtail" .Values.global.hub) }}:{{ $promtail.image.tag }}"
  {{- with include "higress-core.pullPolicy" (list . "") | trim }}{{ . | nindent 2 }}{{ end }}
  args:
    - -config.file=/etc/promtail/promtail.yaml
  ports:
    - name: http-metrics
      containerPort: {{ $promtail.port }}
      protocol: TCP
  readinessProbe:
    httpGet:
      path: /ready
      port: {{ $promtail.port }}
  volumeMounts:
    - name: promtail-config
      mountPath: /etc/promtail
    - name: promtail-positions
      mountPath: /var/promtail
    - name: log
      mountPath: /var/log/proxy
{{- end }}
