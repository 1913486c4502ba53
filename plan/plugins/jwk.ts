/** Public keys as JSON web keys (RFC 7517, RFC 7518 section 6, RFC 8037). */
import { createPublicKey } from "node:crypto";
import * as z from "zod";
import { form } from "../schema/forms.ts";
import { says } from "../schema/words.ts";

/** Less than this nobody takes for safe. */
const leastModulus = 2048;

const algorithms = ["ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA"] as const;

const number = () =>
  z.string().regex(/^[A-Za-z0-9_-]+$/, says("is no base64url", "Write it as the issuer does, without padding."));

const common = {
  kid: z.string().min(1).max(253).exactOptional().describe("Name by which tokens say which key it is."),
  alg: z.enum(algorithms).exactOptional().describe("The one algorithm that it is for."),
  use: z.literal("sig").exactOptional().describe("That it is for signatures."),
};

/** What only the issuer may have, and what a symmetric key is. */
const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

const key = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  form(
    { ...shape, ...common },
    privateMembers,
    says(
      "is no public key: whoever has it can make tokens",
      "Replace the key at the issuer, and write the new one's public half: without d, p and q.",
    ),
  );

const rsa = key({
  kty: z.literal("RSA").describe("RSA."),
  n: number().describe("Modulus."),
  e: number().describe("Exponent."),
});
const ec = key({
  kty: z.literal("EC").describe("Elliptic curve."),
  crv: z.enum(["P-256", "P-384", "P-521"]).describe("The curve."),
  x: number().describe("First coordinate."),
  y: number().describe("Second coordinate."),
});
const okp = key({
  kty: z.literal("OKP").describe("Edwards curve."),
  crv: z.literal("Ed25519").describe("The curve."),
  x: number().describe("The key."),
});

export type PublicKey = z.output<typeof rsa> | z.output<typeof ec> | z.output<typeof okp>;

const fits: Readonly<Record<string, RegExp>> = { RSA: /^[RP]S/, EC: /^ES/, OKP: /^EdDSA$/ };
const curves: Readonly<Record<string, string>> = { "P-256": "ES256", "P-384": "ES384", "P-521": "ES512" };

/**
 * One that the plugin can read, since it lets everybody in over one that it cannot. No symmetric ones: they would be secrets, and as
 * long as their Secret is missing, the reference in their place is such a key that it cannot read.
 */
export const publicKey = () =>
  z.discriminatedUnion("kty", [rsa, ec, okp]).superRefine((given, context) => {
    const problem = problemOf(given);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });

function problemOf(given: PublicKey): string | undefined {
  if (given.alg !== undefined && !(fits[given.kty]?.test(given.alg) === true && fitsCurve(given)))
    return says(`is no key for ${given.alg}`, "Write the algorithm that the issuer signs with, or leave it out.");
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: { ...given }, format: "jwk" });
    const bits = asymmetricKeyDetails?.modulusLength ?? leastModulus;
    if (bits < leastModulus)
      return says(`is an RSA key of ${bits} bits`, `Have the issuer use one of ${leastModulus} at least.`);
  } catch {
    return says("is no key that anything can be checked with", "Copy it from the issuer's JWKS.");
  }
  return undefined;
}

const fitsCurve = (given: PublicKey): boolean => given.kty !== "EC" || curves[given.crv] === given.alg;
