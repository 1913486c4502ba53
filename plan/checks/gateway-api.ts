/** Gateways that serve the Gateway API. Their CRDs, and a chart that is too old for it, are judged when those are read. */
import type { Finding } from "../fault.ts";
import { quote, type Check } from "./check.ts";

export const gatewayApisHaveTheirCrds: Check = ({ gateways, higress }) =>
  higress.gatewayApi !== undefined
    ? []
    : gateways.flatMap(({ id, gatewayApi }, at): readonly Finding[] =>
        gatewayApi
          ? [
              {
                path: ["gateways", at, "gatewayApi"],
                message: `gateway ${quote(id)} serves the Gateway API, and the fleet does not say where its CRDs are`,
                remedy: "Name them in higress.gatewayApi.crds: the controller waits for them before it is ready.",
              },
            ]
          : [],
      );
