import type { RateLimit } from "./door.ts";

/**
 * What a gateway does with the requests of a route, beside where it leads them. Each field is one concern with a file of its own
 * in traffic/, and one line in its table.
 */
export interface Traffic {
  /** Which of the requests for its host and path it answers; absent: all. */
  readonly match?: Match;
  /** Whole seconds until a request that got no whole answer ends with 504; absent: it may take as long as it takes. */
  readonly timeout?: number;
  readonly headers?: HeaderChanges;
  readonly mirror?: Mirror;
  readonly rewrite?: Rewrite;
  readonly redirect?: Redirect;
  /** Path to which the route's host sends whoever asks for `/`. */
  readonly appRoot?: string;
  readonly cors?: Cors;
  /** `false`: never again. */
  readonly retry?: Retry | false;
  /** Of each pod of the gateway. */
  readonly rateLimit?: RateLimit;
  readonly protocol?: Protocol;
  readonly backendTls?: BackendTls;
  readonly balance?: Balance;
  readonly fallback?: Fallback;
}

/** Who answers where no pod of the backend can. */
export interface Fallback {
  /** Service of the tenant's namespace. */
  readonly service: string;
  /** Statuses of the backend in place of which it answers as well. */
  readonly after?: readonly number[];
}

/** What is spoken with a backend. */
export type Protocol = "http" | "http2" | "https" | "grpc" | "grpcs";

/** For a backend that speaks TLS. */
export interface BackendTls {
  /** Secret of the tenant's namespace: certificate and key of the gateway, and the authority of the backend. */
  readonly secret?: string;
  readonly serverName?: string;
}

/** Which pod of a backend gets a request: by turns, by load, by chance, or the same one for the same path, header, parameter or cookie. */
export type Balance =
  | "round-robin"
  | "least-request"
  | "random"
  | "path"
  | { readonly header: string }
  | { readonly query: string }
  | {
      readonly cookie: string;
      /** Where browsers send it back. */
      readonly path: string;
      /** Seconds; absent: until the browser is closed. */
      readonly maxAge?: number;
    };

/** What a backend sees in place of what the client wrote. */
export interface Rewrite {
  /** With `$1` for the groups of a route whose path is a regular expression. */
  readonly path?: string;
  readonly host?: string;
}

export interface Redirect {
  /** https and host, with port and path where given. */
  readonly to: string;
  readonly code: 301 | 302 | 303 | 307 | 308;
}

/** Whose pages may call a route from browsers. */
export interface Cors {
  /** `*` alone, or origins as browsers spell them, where `*.` stands for every host below. */
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  /** Names in lower case, those below likewise. */
  readonly headers: readonly string[];
  readonly exposed?: readonly string[];
  readonly credentials: boolean;
  /** Seconds. */
  readonly maxAge: number;
}

export interface Retry {
  /** Beside the first. */
  readonly attempts: number;
  /** Statuses; `5xx` stands for all from 500 on and for no answer at all. */
  readonly after: readonly ("5xx" | number)[];
  /** Seconds; absent: as long as the request may take. */
  readonly perTry?: number;
}

/** All of it must be so. */
export interface Match {
  /** One of these, sorted; absent: any. */
  readonly methods?: readonly Method[];
  /** Names in lower case. */
  readonly headers?: readonly ValueMatch[];
  /** Parameters behind the `?`; names as clients write them. */
  readonly query?: readonly ValueMatch[];
  /** Whether the path is compared regardless of upper and lower case. */
  readonly ignorePathCase?: boolean;
}

/** Those that the controller knows (annotations/match.go), less CONNECT, which Envoy never holds against a path. */
export type Method = "GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "OPTIONS" | "TRACE" | "PATCH";

/** A value as a whole, its beginning, or a regular expression that it fits from end to end. */
export type ValueMatch = { readonly name: string } & (
  { readonly exact: string } | { readonly prefix: string } | { readonly regex: string }
);

/** Copies of requests, whose answers nobody sees, to a Service of the tenant's namespace. */
export interface Mirror {
  readonly service: string;
  readonly port: number;
  /** Of the requests, 1 to 100. */
  readonly percent: number;
}

export interface HeaderChanges {
  /** On the way to the backend. */
  readonly request?: HeaderChange;
  /** On the way back to the client. */
  readonly response?: HeaderChange;
}

/** Names in lower case. */
export interface HeaderChange {
  /** Value by name: replaces what is there. */
  readonly set?: Readonly<Record<string, string>>;
  /** Value by name: comes after what is there. */
  readonly add?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
}
