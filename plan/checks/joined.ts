/** Findings of several regions: what is the same in some of them is told once. */
import type { Finding } from "../fault.ts";
import { distinct, quote } from "./check.ts";

interface Judged {
  /** Name of the region. */
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** The findings, each with all the regions that it is of. */
export function joined([first, ...others]: readonly Judged[]): readonly Finding[] {
  if (first === undefined) return [];
  const own = ofRegion(first.name);
  const told = first.findings.map((finding) => {
    const same = others.filter((other) => other.findings.some((each) => isSame(finding, first.name, each, other.name)));
    const all = [first, ...same].map(({ name }) => quote(name)).join(" and ");
    return same.length === 0 ? finding : { ...finding, message: finding.message.replace(own, `of regions ${all}`) };
  });
  const left = others.map(({ name, findings }) => ({
    name,
    findings: findings.filter((each) => !first.findings.some((finding) => isSame(finding, first.name, each, name))),
  }));
  return distinct([...told, ...joined(left)]);
}

const ofRegion = (name: string): string => `of region ${quote(name)}`;

/** Whether nothing but the names of their regions tells the two apart. */
const isSame = (one: Finding, region: string, other: Finding, otherRegion: string): boolean =>
  one.message.replace(ofRegion(region), "") === other.message.replace(ofRegion(otherRegion), "") &&
  one.remedy === other.remedy &&
  JSON.stringify(one.path) === JSON.stringify(other.path);
