/** Where Higress comes from. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { priorityClass } from "./sizes.ts";
import { exactlyOne, form, unionError } from "./forms.ts";
import { id, objectName } from "./text.ts";
import { says } from "./words.ts";

const exactVersion = () =>
  z
    .string()
    .regex(
      /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/,
      says("is not an exact version", 'Write all three numbers, no range: "2.2.4".'),
    )
    .describe("Exact version of the chart.");

const localPath = /^\.\/(?!(.*\/)?\.\.(\/|$)).+$/;

const oneChart = exactlyOne("source of the chart", "repository, name and version; or oci and version; or path");

const chart = () =>
  z
    .union(
      [
        form(
          {
            repository: z
              .string()
              .regex(
                /^https:\/\/[^\s/@]+(\/[^\s@]*)?$/,
                says("is not an https URL", "Write the URL of the chart repository: https://…, without credentials."),
              )
              .describe("URL of a chart repository."),
            name: z
              .string()
              .regex(
                /^[a-z0-9][a-z0-9.-]*$/,
                says("is not the name of a chart", 'Write its name in the repository: "higress-core".'),
              )
              .describe("Name of the chart in the repository, normally `higress-core`."),
            version: exactVersion(),
          },
          ["oci", "path"],
          oneChart,
        ).transform((written) => ({ from: "repository" as const, ...written })),
        form(
          {
            oci: z
              .string()
              .regex(
                /^oci:\/\/[^\s/@]+\/[^\s@:]+$/,
                says(
                  "is not an OCI reference",
                  "Write oci://<registry>/<path>/<chart>, without tag or credentials: the version has a key of its own.",
                ),
              )
              .describe("Reference of the chart in an OCI registry, without tag."),
            version: exactVersion(),
          },
          ["repository", "name", "path"],
          oneChart,
        ).transform(({ oci, version }) => ({ from: "oci" as const, reference: oci, version })),
        form(
          {
            path: z
              .string()
              .regex(
                localPath,
                says(
                  "is not a path inside the project",
                  'Begin with "./", relative to the project\'s root, and leave out "..".',
                ),
              )
              .describe(
                "Directory of the chart, relative to the project's root. Its content is part of the release's description, so a change under an old version is seen.",
              ),
          },
          ["repository", "name", "oci", "version"],
          oneChart,
        ).transform(({ path }) => ({ from: "path" as const, path })),
      ],
      unionError(oneChart),
    )
    .describe(
      "The `higress-core` chart, in one of three forms: `repository`, `name` and `version`; or `oci` and `version`; or `path`.",
    );

const canary = z
  .strictObject({
    chart: chart(),
    gateways: z.array(id()).prefault([]).describe("Ids of the gateways that have this chart."),
    tenants: z.array(id()).prefault([]).describe("Ids of the tenants that have this chart."),
  })
  .exactOptional()
  .describe(
    "A second chart, which only those have that are named: to try the next version with few, or to let somebody wait. `higress.crds` are those of the newer one.",
  );

const crdsPlace = () =>
  z
    .string()
    .regex(
      /^(https?:\/\/[^\s/@]+\/[^\s@]*|\.\/(?!(.*\/)?\.\.(\/|$)).+)$/,
      says(
        "is neither a URL nor a path inside the project",
        'Write https://… without credentials, or a path that begins with "./", relative to the project\'s root.',
      ),
    );

export const higressSchema = z
  .strictObject({
    chart: chart(),
    canary,
    crds: crdsPlace().describe(
      "URL, or path relative to the project's root, of the CRDs that belong to the chart's version, of two charts to the newer one's. Helm never upgrades CRDs, so the program does.",
    ),
    gatewayApi: z
      .strictObject({
        crds: crdsPlace().describe(
          "URL, or path relative to the project's root, of the Gateway API's CRDs: `standard-install.yaml` of a v1.6 release for chart 2.2.4, of v1.4 for 2.2.3.",
        ),
      })
      .exactOptional()
      .describe(
        "The Gateway API, for `gateways[].gatewayApi`. Its CRDs are registered as long as this is here, with gateways that use them or without: when CRDs go, so does every object of theirs in the cluster.",
      ),
    hub: z
      .string()
      .regex(
        /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/,
        says(
          "is not an image registry",
          'Write host and path without scheme or slash at the end: "registry.example.com/mirror".',
        ),
      )
      .exactOptional()
      .describe("Registry to take the images from, the chart's `global.hub`. Default: the chart's own."),
    imagePullSecrets: z
      .array(objectName())
      .prefault(defaults.imagePullSecrets)
      .describe("Names of the Secrets with the registry's credentials; they are expected in every gateway namespace."),
    priorityClass: priorityClass().describe(
      "Name of a PriorityClass that the cluster has, for gateway and controller pods. Default: the cluster's.",
    ),
  })
  .describe("Where Higress comes from.");
