/** One route, or one of its variants, as a row. */
import type { Destination } from "../../plan/model/backend.ts";
import type { Match, Mirror, ValueMatch } from "../../plan/model/traffic.ts";
import type { PlainRoute } from "../../plan/variants.ts";

export const tellRoute = ({ name, host, path, pathType, match, backend, mirror }: PlainRoute): readonly string[] => [
  name,
  `${host}${path}`,
  [pathType, ...conditions(match ?? {})].join(", "),
  "service" in backend
    ? `→ service ${backend.service}:${backend.port}`
    : `→ ${backend.destinations.map(destination).join(", ")}`,
  ...(mirror === undefined ? [] : [copies(mirror)]),
];

const destination = ({ weight, ...target }: Destination): string => {
  const place = "service" in target ? `service ${target.service}` : target.host;
  return `${place}${target.port === undefined ? "" : `:${target.port}`}${weight === 100 ? "" : ` ${weight} %`}`;
};

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
