/** Services that a route names: by names that Services have, and never those of Higress itself. */
import type { Finding } from "../fault.ts";
import { dnsLabel } from "../names.ts";
import { targetsOf } from "../targets.ts";
import { higressItself } from "../traffic/service.ts";
import { eachRoute, found, quote, within } from "./check.ts";
import { notAPort } from "./ports.ts";

export const routesLeaveHigressAlone = eachRoute((route) => [
  ...targetsOf(route).flatMap(({ path, target }) =>
    within(path, "service" in target ? serviceFindings(target.service, target.port) : []),
  ),
  ...(route.mirror === undefined ? [] : within(["mirror"], serviceFindings(route.mirror.service, route.mirror.port))),
]);

const serviceFindings = (service: string, port: number): readonly Finding[] => [
  ...higressItself(service, ["service"]),
  ...(dnsLabel.test(service) && service.length <= 63
    ? []
    : [
        {
          path: ["service"],
          message: `${quote(service)} is no legal Service name`,
          remedy: "Write the bare name of a Service beside the gateway.",
        },
      ]),
  ...found(["port"], notAPort(port)),
];
