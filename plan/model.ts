/**
 * The fleet: what people wrote, after it was found valid and every default was filled in.
 * Hosts are lower case and in their ASCII (punycode) form, CIDRs are normalised, lists keep the order of the file.
 */
import type { Backend, BlueGreen, Variant } from "./model/backend.ts";
import type { Certificate, Tls } from "./model/certificate.ts";
import type { Dns, Domains, Proof, Withheld } from "./model/domains.ts";
import type { Door, EntryDoor } from "./model/door.ts";
import type { Serving } from "./model/gateway.ts";
import type { Higress } from "./model/higress.ts";
import type { Platform, Policy, Waiver } from "./model/platform.ts";
import type { Listener, RoutesAs } from "./model/listener.ts";
import type { Monitoring, OwnAlerts } from "./model/monitoring.ts";
import type { Plugin, Plugins } from "./model/plugin.ts";
import type { Registry } from "./model/registry.ts";
import type { Console, EntryServers } from "./model/servers.ts";
import type { Compute, OwnSizes, Sized } from "./model/sizing.ts";
import type { Traffic } from "./model/traffic.ts";

/** What an environment is for: it gives defaults (defaults.ts), and the policy pack's floor where the name alone says nothing. */
export type Profile = "prod" | "staging" | "test" | "dev";

export interface Fleet {
  /** Name of the environment, a DNS label: `prod`. */
  readonly environment: string;
  readonly profile: Profile;
  /** Every tenant gets `*.<tenant>.<domain>` below it. */
  readonly domain: string;
  /** Whether namespaces and CRDs are protected from deletion (Pulumi `protect` and `retainOnDelete`). */
  readonly protect: boolean;
  /** One stack runs one of these; the key is the region's name, a DNS label. */
  readonly regions: Readonly<Record<string, Region>>;
  readonly higress: Higress;
  readonly sizes: OwnSizes;
  readonly tls: Tls;
  readonly plugins: Plugins;
  readonly entry: Entry;
  readonly gateways: readonly Gateway[];
  readonly tenants: readonly Tenant[];
  readonly domains: Domains;
  /** Of the file beside the fleet file; none when there is no such file. */
  readonly proofs: readonly Proof[];
  readonly dns: Dns;
  readonly platform: Platform;
  readonly waivers: readonly Waiver[];
  readonly policy: Policy;
  /** Absent: nobody reaches the metrics. */
  readonly monitoring?: Monitoring;
}

/** Facts of the cluster that serves one region. */
export interface Region {
  /** Cluster DNS domain, normally `cluster.local`. */
  readonly dnsDomain: string;
  readonly podCidrs: readonly string[];
  readonly serviceCidrs: readonly string[];
  /** Addresses of the API server as NetworkPolicy sees them. */
  readonly apiServerCidrs: readonly string[];
  /** Namespaces of the platform that a tenant may name in a network allowance, for example `monitoring`. */
  readonly platformNamespaces: readonly string[];
  /** Absent: nothing is held against it. */
  readonly capacity?: Capacity;
  /** Where its pods come from, as clusters beyond it see them. Absent: from their own addresses. */
  readonly egressCidrs?: readonly string[];
  /** Regions that are closer than the rest; not by force the other way round. */
  readonly near?: readonly string[];
  /** Whether it gives and takes no requests: others lead to no destination there, and its entry is not published. */
  readonly drained?: boolean;
}

/** What a cluster has for entry, gateways and tenants together, as Kubernetes quantities. */
export interface Capacity extends Compute {
  /** A whole number; absent: pods are not counted. */
  readonly pods?: string;
}

/** A Higress of the platform's own. Tenants have the fleet's class, so that no tenant's pods make another's go. */
interface Installed extends Sized {
  /** In place of the fleet's. */
  readonly priorityClass?: string;
}

export interface Entry extends Installed, EntryDoor, EntryServers {
  readonly quota: Quota;
}

/** A gateway of the platform itself, beside the tenants. */
export interface Gateway extends Installed, Serving {
  readonly id: string;
  /** Absent: it has none. */
  readonly console?: Console;
  readonly listeners: readonly Listener[];
  readonly routes: readonly Route[];
  readonly routesAs: RoutesAs;
  readonly regions: readonly string[];
  readonly quota: Quota;
}

export interface Tenant extends Sized, HasRoutes {
  /** Whom to call: a mail address or a chat channel. */
  readonly owner: string;
  /** Absent: it has none. */
  readonly console?: Console;
  /** Whether none of its pods run; all else stays. */
  readonly suspend: boolean;
  readonly maintenance: Maintenance;
  /** Regions it runs in; all regions of the fleet when the file names none. */
  readonly regions: readonly string[];
  /** What it has otherwise in one of them, by the region's name. */
  readonly inRegion?: Readonly<Record<string, Override>>;
  /** Hosts beside the system host `*.<id>.<domain>`. */
  readonly hosts: readonly string[];
  /** Those of them that are not served; they are the tenant's all the same, and nobody else can have them. */
  readonly withheld: readonly Withheld[];
  /** The system host is always covered by one. */
  readonly certificates: readonly Certificate[];
  /** What the entry does for its hosts. */
  readonly entry: Door;
  readonly quota: Quota;
  readonly limits: Limits;
  readonly access: Access;
  readonly network: Network;
  /** Thresholds in place of the fleet's; absent: it has those. */
  readonly alerts?: OwnAlerts;
  readonly plugins: readonly Plugin[];
}

/** Each in place of the tenant's own, as a whole. Routes follow from registries, which make the hosts that they name. */
export type Override = Partial<
  Pick<Tenant, "size" | "resources" | "quota" | "limits" | "network" | "registries" | "routes">
>;

/** What clients get in place of a tenant. */
export interface Maintenance {
  /** Whether they get it while its pods run on. */
  readonly active: boolean;
  /** Absent: there is nothing but a 503 without words. */
  readonly shown?: Shown;
}

/** A page elsewhere, which clients are sent to, an address with https and a path; or an answer on the host that they asked. */
export type Shown = { readonly page: string } | { readonly answer: Answer };

/** With 503. */
export interface Answer {
  readonly body: string;
  readonly type: "text" | "html";
  /** Seconds after which clients may try again; absent: they are told none. */
  readonly retryAfter?: number;
}

/** Keys of ResourceQuota `spec.hard` that replace the computed ones, as Kubernetes quantities. */
export type Quota = Readonly<Record<string, string>>;

/** What a container without own numbers gets and may ask for (LimitRange), as Kubernetes quantities. */
export interface Limits {
  readonly default: Compute;
  readonly defaultRequest: Compute;
  readonly max: Compute;
}

/** Groups of the cluster's identity provider. */
export interface Access {
  readonly operators: readonly string[];
  readonly viewers: readonly string[];
}

export interface Network {
  /** Who else may reach the tenant's gateway pods. */
  readonly ingress: readonly Allowance[];
  /** What else the tenant's gateway pods may reach. */
  readonly egress: readonly Allowance[];
}

export interface Allowance {
  readonly peer: { readonly cidr: string } | { readonly namespace: string };
  readonly protocol: "TCP" | "UDP";
  readonly ports: readonly number[];
}

interface HasRoutes {
  readonly id: string;
  readonly registries: readonly Registry[];
  readonly routes: readonly Route[];
}

/** Whoever has routes, and what they become; absent: Ingresses. */
export type RouteOwner = HasRoutes & { readonly routesAs?: RoutesAs };

export interface Route extends Traffic {
  /** Unique in the tenant; name of its Ingress, and what names of its variants' begin with. */
  readonly name: string;
  readonly host: string;
  readonly path: string;
  readonly pathType: "Prefix" | "Exact" | "ImplementationSpecific";
  readonly backend: Backend | BlueGreen;
  /** Other backends for some of its requests. */
  readonly variants?: readonly Variant[];
}
