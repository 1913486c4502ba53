/**
 * Kubernetes quantities as exact integers of a thousandth, so that `100m` CPU and `1Ti` memory are both exact.
 * Source: kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity
 */
const suffixes: Readonly<Record<string, bigint>> = {
  m: 1n,
  "": 1000n,
  k: 1000n ** 2n,
  M: 1000n ** 3n,
  G: 1000n ** 4n,
  T: 1000n ** 5n,
  P: 1000n ** 6n,
  Ki: 1000n * 1024n,
  Mi: 1000n * 1024n ** 2n,
  Gi: 1000n * 1024n ** 3n,
  Ti: 1000n * 1024n ** 4n,
  Pi: 1000n * 1024n ** 5n,
};

/** Digits, at most three decimals, a unit. */
export const quantityForm = /^(\d+)(?:\.(\d{1,3}))?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/;

/** Thousandths of the base unit (cores, bytes, pieces), or undefined when the text is no quantity that we accept. */
export function parseQuantity(text: string): bigint | undefined {
  const match = quantityForm.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = "", suffix = ""] = match;
  const scale = suffixes[suffix];
  if (scale === undefined) return undefined;
  const digits = BigInt(whole + fraction.padEnd(3, "0")) * scale;
  return digits % 1000n === 0n ? digits / 1000n : undefined;
}

/** CPU in whole millicores: `2500m`, or `3` when it is whole. */
export function formatCpu(thousandths: bigint): string {
  return thousandths % 1000n === 0n ? String(thousandths / 1000n) : `${thousandths}m`;
}

/** Memory in Mi, rounded up, or Gi when it is whole. */
export function formatMemory(thousandths: bigint): string {
  const mi = suffixes["Mi"] ?? 1n;
  const amount = (thousandths + mi - 1n) / mi;
  return amount % 1024n === 0n ? `${amount / 1024n}Gi` : `${amount}Mi`;
}
