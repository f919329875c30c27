import { z } from "zod";

export const LOOPBACK = ["127.0.0.1", "[::1]", "localhost"];

/** https, or http on this machine. */
export const url = z
  .url()
  .transform((text) => new URL(text))
  .refine(
    ({ protocol, hostname }) =>
      protocol === "https:" || (protocol === "http:" && LOOPBACK.includes(hostname)),
    {
      error: "must be an https URL (http only on loopback)",
    },
  );

export const name = z.string().min(1).max(200);

export const variableName = z.string().regex(/^[A-Z][A-Z0-9_]*$/, "must name an environment variable");

/** A bank's id. Those of banks that Flinks' lists bring begin with its products' names. */
export const bankId = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, "must be lower-case letters, digits and dashes")
  .refine((id) => !/^flinks-(?:outbound|connect)(?:-|$)/.test(id), { error: "is a name of Flinks' own" });
