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

/** Digits, at most nine decimals, then an exponent or a unit. */
const form = /^\+?(?=\.?\d)(\d*)(?:\.(\d{0,9}))?(?:[eE]([+-]?\d{1,2})|([num]|[kMGTPE]i?|Ki)?)$/;

/**
 * Billionths of the unit (core, byte, piece): an integer, so that sums and comparisons of amounts are those of integers. YAML
 * reads `2` as a number, so numbers count. What is finer than a billionth is rounded up, as Kubernetes does it.
 * @returns undefined for what is no quantity, negative ones included: no field that rules read takes one
 */
export function parseQuantity(value: unknown): bigint | undefined {
  const [match, whole = "", fraction = "", exponent = "0", suffix = ""] = form.exec(asText(value)) ?? [];
  const scale = scales[suffix];
  if (match === undefined || scale === undefined) return undefined;
  const digits = BigInt(whole + fraction.padEnd(9, "0")) * scale;
  const power = Number(exponent) - 9;
  return power < 0 ? quotientUp(digits, 10n ** BigInt(-power)) : digits * 10n ** BigInt(power);
}

function asText(value: unknown): string {
  return typeof value === "number" ? String(value) : typeof value === "string" ? value : "";
}

export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/** The amount times a count of pods or a factor such as 1.25, rounded up to a billionth. */
export function times(amount: bigint, factor: number): bigint {
  const billionths = parseQuantity(factor);
  if (billionths === undefined) throw new RangeError(`${String(factor)} is no factor`);
  return quotientUp(amount * billionths, 10n ** 9n);
}

const quotientUp = (dividend: bigint, divisor: bigint): bigint => (dividend + divisor - 1n) / divisor;

/** What messages write whole amounts in, the largest that leaves no rest. */
const written = ["Ti", "Gi", "Mi", "Ki", "", "m", "u", "n"] as const;

/** As people write it: `1500m`, `4`, `2Gi`. Parsed, it is the same amount. */
export function formatQuantity(amount: bigint): string {
  const unit = amount === 0n ? "" : written.find((suffix) => amount % (scales[suffix] ?? 1n) === 0n);
  return `${amount / (scales[unit ?? "n"] ?? 1n)}${unit ?? "n"}`;
}
