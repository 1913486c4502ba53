/** Kubernetes quantities (kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity), exact. */
const scales: Readonly<Record<string, bigint>> = {
  n: 1n,
  u: 10n ** 3n,
  m: 10n ** 6n,
  "": 10n ** 9n,
  k: 10n ** 12n,
  M: 10n ** 15n,
  G: 10n ** 18n,
  T: 10n ** 21n,
  P: 10n ** 24n,
  E: 10n ** 27n,
  Ki: 10n ** 9n * 2n ** 10n,
  Mi: 10n ** 9n * 2n ** 20n,
  Gi: 10n ** 9n * 2n ** 30n,
  Ti: 10n ** 9n * 2n ** 40n,
  Pi: 10n ** 9n * 2n ** 50n,
  Ei: 10n ** 9n * 2n ** 60n,
};

const form = /^(\d+)(?:\.(\d{0,9}))?(?:[eE](\d{1,2})|([num]|[kMGTPE]i?|Ki)?)$/;

/** Billionths of the unit (core, byte, piece). YAML reads `2` as a number, so numbers count; undefined: no quantity. */
export function parseQuantity(value: unknown): bigint | undefined {
  const [match, whole = "", fraction = "", exponent = "0", suffix = ""] = form.exec(asText(value)) ?? [];
  const scale = scales[suffix];
  if (match === undefined || scale === undefined) return undefined;
  return (BigInt(whole + fraction.padEnd(9, "0")) * scale * 10n ** BigInt(exponent)) / 10n ** 9n;
}

function asText(value: unknown): string {
  return typeof value === "number" ? String(value) : typeof value === "string" ? value : "";
}
