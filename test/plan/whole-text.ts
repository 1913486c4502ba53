/** Everything that can be written in a fleet file, once; what is read of it is in whole.ts. */
import { certificatesText } from "./whole-certificates.ts";
import { pluginsText, tenantPluginsText } from "./whole-plugins.ts";
import { monitoringText } from "./whole-monitoring.ts";
import { trafficText } from "./whole-traffic.ts";

export const text = `environment: live
profile: staging
domain: AIGW.example.com
protect: false
maintenance: { page: "https://status.example.net" }
regions:
  south:
    dnsDomain: Cluster.Local
    podCidrs: [10.244.0.0/16, "FD00:10:244:0::/56"]
    serviceCidrs: [10.96.0.0/16]
    apiServerCidrs: [172.18.0.2/32]
    platformNamespaces: [middleware, monitoring]
    capacity: { cpu: "64", memory: 256Gi, pods: "440" }
    egressCidrs: [192.0.2.0/26]
    near: []
    drained: false
higress:
  chart: { oci: "oci://registry.example.com/charts/higress-core", version: "2.2.4" }
  canary:
    chart: { oci: "oci://registry.example.com/charts/higress-core", version: "2.2.5" }
    gateways: [internal]
    tenants: [acme]
  crds: ./crds.yaml
  gatewayApi: { crds: ./gateway-api.yaml }
  hub: registry.example.com/higress
  imagePullSecrets: [pull]
  priorityClass: gateways
sizes:
  roomy:
    base: m
    gateway: { replicas: 4, cpu: "1.5", memory: 2Gi, surge: 2 }
    controller: { replicas: 2, cpu: 600m, memory: 1Gi }
    discovery: { cpu: 700m, memory: 1200Mi }
    autoscaling: { max: 7, targetCpu: 65, scaleUp: { stabilization: 15, pods: 3, period: 45 }, scaleDown: { stabilization: 900, pods: 2, period: 120 } }
tls:
  issuers:
    - { name: letsencrypt, kind: ClusterIssuer, algorithm: RSA, duration: 1440h, renewBefore: 480h }
  defaultIssuer: letsencrypt
  certManager: system:serviceaccount:pki:cert-manager
  directory: /run/certificates
  warnDays: 10
entry:
  size: l
  resources:
    gateway: { replicas: 4, cpu: "1.5", memory: 2Gi, surge: 2 }
    controller: { replicas: 2, cpu: 600m, memory: 1Gi }
    discovery: { cpu: 700m, memory: 1200Mi }
    autoscaling: { max: 7, targetCpu: 65, scaleUp: { stabilization: 15, pods: 3, period: 45 }, scaleDown: { stabilization: 900, pods: 2, period: 120 } }
  pluginServer: { replicas: 3, cpu: 300m, memory: 320Mi }
  redis: { cpu: 350m, memory: 640Mi, storage: { size: 2Gi, class: fast } }
  pageServer: { replicas: 3, cpu: 120m, memory: 192Mi, image: "registry.example.com/envoy:v1.36.0" }
  priorityClass: entry
  sourceCidrs: [0.0.0.0/0]
  serviceAnnotations: { example.com/internal: "true" }
  loadBalancer: { class: example.com/edge, address: 203.0.113.10 }
  tls: { minVersion: TLSv1.2, maxVersion: TLSv1.3, ciphers: [ECDHE-ECDSA-AES128-GCM-SHA256, ECDHE-RSA-AES128-GCM-SHA256] }
  allowPlainHttp: true
  http2: true
  proxyProtocol: { from: [198.51.100.0/28] }
  forwardedFor: { hops: 2, from: [198.51.100.16/28] }
  quota: { pods: "40" }
platform: { groups: [platform-team], users: ["system:serviceaccount:ci:deployer"] }
waivers:
  - { rule: env-gateway-floor, scope: { tenant: acme }, reason: moves out, owner: "#payments", expires: "2026-12-31" }
policy: { rules: { namespace-psa: { level: advisory, minEnforce: restricted } } }
domains: { proof: required }
dns: { externalDns: { target: Lb.example.net, ttl: 300 } }
${monitoringText}${pluginsText}gateways:
  - id: internal
    size: roomy
    resources:
      gateway: { replicas: 4, cpu: "1.5", memory: 2Gi, surge: 2 }
      controller: { replicas: 2, cpu: 600m, memory: 1Gi }
      discovery: { cpu: 700m, memory: 1200Mi }
      autoscaling: { max: 7, targetCpu: 65, scaleUp: { stabilization: 15, pods: 3, period: 45 }, scaleDown: { stabilization: 900, pods: 2, period: 120 } }
    pluginServer: { replicas: 3, cpu: 300m, memory: 320Mi }
    redis: { cpu: 350m, memory: 640Mi, storage: { size: 2Gi, class: fast } }
    priorityClass: platform
    watch: all
    gatewayApi: true
    exposure: load-balancer
    ingressClass: nginx
    backendNamespaces: [shops]
    ports: { http: 80, https: 443 }
    nodePorts: { http: 30080, https: 30443 }
    serviceAnnotations: { example.com/internal: "true" }
    loadBalancer: { class: example.com/inside, address: 203.0.113.11 }
    sourceCidrs: [198.51.100.0/24]
    listeners:
      - { name: wiki, hosts: [Bücher.corp.example, "*.wiki.corp.example"], secret: wiki-tls, namespace: shops }
    routes:
      - { name: wiki, host: a.wiki.corp.example, path: /wiki, pathType: Exact, backend: { service: wiki, namespace: shops, port: 8080 }, timeout: 30s }
    routesAs: gateway-api
    regions: [south]
    quota: { pods: "41" }
tenants:
  - id: acme
    owner: "#payments"
    suspend: true
    maintenance: { active: true, page: "https://Status.acme.example/down" }
    size: m
    resources:
      gateway: { replicas: 4, cpu: "1.5", memory: 2Gi, surge: 2 }
      controller: { replicas: 2, cpu: 600m, memory: 1Gi }
      discovery: { cpu: 700m, memory: 1200Mi }
      autoscaling: { max: 7, targetCpu: 65, scaleUp: { stabilization: 15, pods: 3, period: 45 }, scaleDown: { stabilization: 900, pods: 2, period: 120 } }
    pluginServer: { replicas: 3, cpu: 300m, memory: 320Mi }
    redis: { cpu: 350m, memory: 640Mi, storage: { size: 2Gi, class: fast } }
    console: { sourceCidrs: [198.51.100.64/26], namespaces: [monitoring], cpu: 450m, memory: 960Mi }
    regions: [south]
    inRegion: {}
    hosts: [Bücher.acme.org, "*.shop.acme.org", www.acme.org]
    certificates:
${certificatesText}    entry:
      tls: { minVersion: TLSv1.2, ciphers: [ECDHE-RSA-AES128-GCM-SHA256] }
      redirect: true
      sourceCidrs: [192.0.2.128/25]
      rateLimit: { requests: 100, per: second, burst: 3 }
    quota: { requests.cpu: "20", limits.cpu: "20" }
    limits:
      default: { cpu: 200m, memory: 256Mi }
      defaultRequest: { cpu: 100m, memory: 128Mi }
      max: { cpu: "2", memory: 2Gi }
    access: { operators: [acme-operators], viewers: [acme-viewers] }
    network:
      ingress:
        - { from: { namespace: monitoring }, ports: [15020], protocol: TCP }
      egress:
        - { to: { cidr: 192.0.2.0/24 }, ports: [443, 8443], protocol: UDP }
    alerts: { errorPercent: 2, latency: 700, connections: 4000, quotaPercent: 80, quietBelow: 0.2 }
    registries:
      - type: nacos3
        name: orders
        domain: nacos.middleware.svc.cluster.local
        port: 8849
        cidrs: [203.0.113.0/24]
        credentials: { secret: nacos-login, generate: true }
        namespaceId: acme-prod
        groups: [ORDERS]
        refreshInterval: 30
        timeout: 5s
        vport: { default: 80, services: [{ service: order-service, group: ORDERS, port: 8080 }] }
      - { type: zookeeper, name: dubbo, domain: 192.0.2.10, port: 2182, cidrs: [203.0.113.0/24], servicesPath: [/shop] }
      - type: consul
        name: legacy
        domain: Consul.example.net
        port: 8501
        cidrs: [203.0.113.0/24]
        credentials: { secret: consul-login, generate: false }
        datacenter: dc1
        serviceTag: http
        refreshInterval: 60
      - { type: eureka, name: spring, domain: 192.0.2.11, port: 8762, cidrs: [203.0.113.0/24], vport: { default: 80, services: [{ service: A, port: 81 }] } }
      - type: static
        name: billing
        endpoints: ["192.0.2.12:8443", "[2001:db8::10]:8443"]
        port: 443
        protocol: https
        sni: billing.acme.org
      - type: dns
        name: partner
        domains: [api.partner.example.net]
        port: 443
        protocol: grpcs
        sni: api.partner.example.net
        cidrs: [203.0.113.0/24]
    routes:
      - name: orders
        host: pay.shop.acme.org
        path: /orders
        pathType: Exact
        backend:
          destinations:
            - { service: order-service@orders, port: 8080, weight: 80, region: south }
            - { registry: billing, port: 443, weight: 20, region: south }
      - { name: portal, host: portal.acme.aigw.example.com, path: /a, pathType: Prefix, backend: { service: portal, port: 8080 } }
      - name: release
        host: release.acme.aigw.example.com
        path: /r
        pathType: Prefix
        backend:
          active: green
          blue: { registry: billing, port: 443 }
          green: { service: release, port: 8080 }
          preview: { header: X-Preview, value: "yes" }
        variants:
          - { name: canary, when: { header: X-Preview, value: canary }, backend: { service: canary, port: 8080 } }
      - name: groups
        host: groups.acme.aigw.example.com
        path: /
        pathType: Prefix
        backend: { service: group-a, port: 8080 }
        variants:
          - name: b
            when: { cookie: group, value: b }
            backend: { destinations: [{ service: group-b, port: 8080, region: south }, { registry: billing, port: 443, region: south }], shares: { local: 100 } }
${trafficText}${tenantPluginsText}`;
