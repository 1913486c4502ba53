/** How amounts, states and claimants are called where people read them. */
import type { Claimant, State, Unit } from "../../plan/capacity.ts";

export const stateNames: Readonly<Record<State, string>> = {
  steady: "steady",
  maximum: "HPA maximum",
  peak: "rollout peak",
};

export const unitNames: Readonly<Record<Unit, string>> = { cpu: "CPU", memory: "memory", pods: "pods" };

/** A quantity, in the largest unit that people think in: `2.5` cores, `22.5Gi`, `7` pods. Of memory, hundredths are rounded up. */
export function amountOf(thousandths: bigint, unit: Unit): string {
  if (unit !== "memory") return String(Number(thousandths) / 1000);
  const mebibytes = Math.ceil(Number(thousandths) / 1000 / 1024 ** 2);
  return mebibytes < 1024 ? `${mebibytes}Mi` : `${Math.ceil((mebibytes * 100) / 1024) / 100}Gi`;
}

export const nameOf = ({ role, id }: Pick<Claimant, "role" | "id">): string =>
  role === "entry" ? "the entry" : `${role} ${id}`;

/** `the entry, 1 gateway, 9 tenants` */
export function census(claimants: readonly Pick<Claimant, "role">[]): string {
  const count = (role: Claimant["role"]): number => claimants.filter((each) => each.role === role).length;
  const some = (role: Claimant["role"]): readonly string[] =>
    count(role) === 0 ? [] : [`${count(role)} ${role}${count(role) === 1 ? "" : "s"}`];
  return ["the entry", ...some("gateway"), ...some("tenant")].join(", ");
}
