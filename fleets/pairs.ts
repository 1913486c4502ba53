/** Reads certificates and their keys: of each tenant below a directory of its own, and nothing else of the machine. */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { basename, resolve, sep } from "node:path";
import { servedPem, type PairSecret, type PemPlace, type PemReader, type PemText } from "../plan/index.ts";
import { decode, reasonOf } from "./reasons.ts";

/** Bytes; a chain of four RSA certificates has a tenth of it. */
const largest = 65_536;

/**
 * Text of one file. Tenants write their own files of settings, and whoever runs `up` may read more than they may: so a path, and
 * wherever links lead from it, stays in the directory that is called like the tenant.
 * @param root the project's root, where Pulumi starts the program
 */
export function readPem({ directory, tenant, file }: PemPlace, root: string = process.cwd()): PemText {
  try {
    const all = realpathSync(resolve(root, directory));
    const own = realpathSync(resolve(all, tenant));
    // Its directory may be a link, as mounts in containers are, but to no other tenant's.
    if (!own.startsWith(all + sep) || basename(own) !== tenant) return { reason: outside };
    const found = realpathSync(resolve(own, file));
    if (!found.startsWith(own + sep)) return { reason: outside };
    const { size } = statSync(found);
    if (!statSync(found).isFile()) return { reason: "it is no file" };
    if (size > largest) return { reason: "it is larger than any certificate" };
    return { text: decode(readFileSync(found)) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** For whoever parses a fleet. @param keys whether keys are looked at, which only whoever registers them has to have */
export const pemReader = (root: string, keys = false): PemReader => ({
  read: (place) => readPem(place, root),
  keys,
  now: Date.now(),
});

const outside = "it lies outside the tenant's directory";

/**
 * What a Secret is to hold, read at the last moment: neither fleet nor plan has the key.
 * @throws Error naming the file, when one has become unreadable since it was judged
 */
export function readPair({ certificate, key }: PairSecret): { readonly certificate: string; readonly key: string } {
  return { certificate: servedPem(textOf(certificate), "certificate"), key: servedPem(textOf(key), "key") };
}

function textOf(place: PemPlace): string {
  const got = readPem(place);
  if ("text" in got) return got.text;
  throw new Error(`${place.directory}/${place.tenant}/${place.file} cannot be read: ${got.reason}`);
}
