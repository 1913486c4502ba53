/**
 * Values that the controller passes over without a word, or takes for its default (higress v2.2.4, pkg/ingress/kube/annotations):
 * what they ask for does not happen.
 */

interface Form {
  readonly form: RegExp;
  /** Read after the annotation's path. */
  readonly otherwise: string;
}

const onOrOff: Form = { form: /^(?:on|off)$/, otherwise: 'is neither "on" nor "off", and ignored' };
const count: Form = { form: /^\d+$/, otherwise: "is no whole number, and ignored" };
const address: Form = { form: /^https?:/, otherwise: "is no address of http or https, and ignored" };

const forms: Readonly<Record<string, Form>> = {
  "backend-protocol": {
    form: /^\s*(?:HTTP|HTTP2|HTTPS|GRPC|GRPCS)\s*$/i,
    otherwise: "is no protocol that the controller knows, and taken for HTTP",
  },
  "proxy-ssl-verify": onOrOff,
  "proxy-ssl-server-name": onOrOff,
  "load-balance": {
    form: /^(?:round_robin|least_request|least_conn|random)$/i,
    otherwise: "is no way of balancing that the controller knows, and ignored",
  },
  "upstream-hash-by": {
    form: /^\$(?:request_uri|host|remote_addr|http_.+|arg_.+)$/,
    otherwise: "is no key that the controller knows, and ignored",
  },
  "proxy-next-upstream": {
    form: /^\s*(?:(?:off|error|timeout|invalid_header|non_idempotent|http_\d{3})[\s,]*)+$/,
    otherwise: "has a reason that Envoy does not know: behind http_ it knows numbers alone",
  },
  "proxy-next-upstream-tries": count,
  "proxy-next-upstream-timeout": count,
  timeout: count,
  "cors-max-age": count,
  "session-cookie-max-age": count,
  "temporal-redirect": address,
  "permanent-redirect": address,
  "permanent-redirect-code": {
    form: /^30[12378]$/,
    otherwise: "is no code that Envoy redirects with",
  },
};

/** What becomes of the value in place of what it asks for; undefined where it does that. */
export function passedOver(key: string, value: string): string | undefined {
  const known = Object.hasOwn(forms, key) ? forms[key] : undefined;
  return known === undefined || known.form.test(value) ? undefined : known.otherwise;
}
