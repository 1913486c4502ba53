/** One route, or one of its variants, as a row. */
import type { Backend } from "../../plan/model/backend.ts";
import type { Match, Mirror, ValueMatch } from "../../plan/model/traffic.ts";
import { targetName } from "../../plan/targets.ts";
import type { PlainRoute } from "../../plan/variants.ts";

export const tellRoute = ({ name, host, path, pathType, match, backend, mirror }: PlainRoute): readonly string[] => [
  name,
  `${host}${path}`,
  [pathType, ...conditions(match ?? {})].join(", "),
  `→ ${answers(backend)}`,
  ...(mirror === undefined ? [] : [copies(mirror)]),
];

function answers(backend: Backend): string {
  if ("service" in backend) return targetName(backend);
  if (!("shares" in backend)) {
    return backend.destinations
      .map(
        ({ weight, region, ...target }) => `${targetName(target)}${at(region)}${weight === 100 ? "" : ` ${weight} %`}`,
      )
      .join(", ");
  }
  const shares = Object.entries(backend.shares).map(([distance, share]) => `${distance} ${share} %`);
  return [
    ...backend.destinations.map(({ region, ...target }) => `${targetName(target)}${at(region)}`),
    shares.join(" / "),
  ].join(", ");
}

const at = (region: string | undefined): string => (region === undefined ? "" : ` in ${region}`);

const copies = ({ service, port, percent }: Mirror): string => `copies of ${percent} % → service ${service}:${port}`;

const conditions = ({ methods = [], headers = [], query = [], ignorePathCase = false }: Match): readonly string[] => [
  ...(methods.length > 0 ? [methods.join(" ")] : []),
  ...headers.map((each) => `header ${compared(each)}`),
  ...query.map((each) => `parameter ${compared(each)}`),
  ...(ignorePathCase ? ["in any case"] : []),
];

const compared = (each: ValueMatch): string => {
  if ("exact" in each) return `${each.name} is ${each.exact}`;
  return "prefix" in each ? `${each.name} begins with ${each.prefix}` : `${each.name} fits ${each.regex}`;
};
