import { z } from "zod";

/** A bank as a network's own list has it. */
export const listedBank = z.object({
  /** The network's number of it. */
  number: z.number().int().positive(),
  name: z.string(),
  /** ISO 3166-1 alpha-2. */
  country: z.string(),
  /** Missing where the network knows no registrations. */
  registration: z
    .enum(["AVAILABLE", "PENDING_APPROVAL", "PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "UNKNOWN"])
    .optional(),
});

export type ListedBank = Readonly<z.infer<typeof listedBank>>;
