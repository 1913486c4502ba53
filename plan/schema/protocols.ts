/** What is spoken with clients. */
import * as z from "zod";
import type { Cipher, TlsVersion } from "../model/door.ts";
import { says } from "./words.ts";

const versions: readonly TlsVersion[] = ["TLSv1.2", "TLSv1.3"];

/** All that Envoy offers unless told otherwise; the others it knows have no forward secrecy, or CBC with SHA-1. */
const ciphers: readonly Cipher[] = [
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
];

/** Older ones are broken (RFC 8996). */
export const tlsVersion = () => z.enum(versions);

const cipher = z.enum(ciphers, {
  error: ({ input }) =>
    typeof input === "string" && input.startsWith("TLS_")
      ? says(
          "is no cipher by OpenSSL's name, and those of TLS 1.3 nobody can choose",
          `Remove it, or write one of ${ciphers.join(", ")}.`,
        )
      : undefined,
});

/** Ciphers of TLS 1.2 in order of preference. */
export const cipherList = () =>
  z.array(cipher).min(1, says("is empty", "Name at least one cipher, or leave the list out for all of them."));
