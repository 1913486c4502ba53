/** Who signs the certificates that clients show. */
import * as z from "zod";
import { exactlyOne, form, unionError } from "./forms.ts";
import { objectName } from "./text.ts";
import { says } from "./words.ts";

/** As long as a file of certificates may be (fleets/pairs.ts). */
const longest = 65_536;
const oneSource = exactlyOne("source", "pem, or secret for a Secret that you fill yourself");

export const clientAuthority = () =>
  z
    .union(
      [
        form(
          {
            pem: z
              .string()
              .max(longest, says("is longer than 64 KiB", "Keep the authorities of this host's clients alone."))
              .describe("Certificates of the authorities, in PEM. They are public: the program fills the Secret."),
          },
          ["secret"],
          oneSource,
        ),
        form(
          {
            secret: objectName().describe(
              "A Secret that you fill, with the certificates under `cacert`. It must be called like the certificate's own with `-cacert` behind it.",
            ),
          },
          ["pem"],
          oneSource,
        ),
      ],
      unionError(oneSource),
    )
    .exactOptional()
    .describe(
      "Clients of every host that this certificate serves must show one of their own, signed by this authority. Default: they are asked for none.",
    );
