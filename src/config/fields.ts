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
