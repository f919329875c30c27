import { z } from "zod";
import { DATA_CLUSTERS, type DataCluster } from "../core/data-cluster.js";
import { callBudgets } from "./call-budget-schema.js";
import { bankId, name, url, variableName } from "./fields.js";

const baseUrl = url.refine(({ pathname }) => pathname.endsWith("/"), { error: "must end in a slash" });
const policy = z.enum(["prefer", "only", "never"]);
const count = (min: number, max: number, fallback: number): z.ZodDefault<z.ZodNumber> =>
  z.number().int().min(min).max(max).default(fallback);

/** All that has a scope at Flinks. */
const CLUSTERS = DATA_CLUSTERS.filter((cluster) => cluster !== "REWARDS") as [DataCluster, ...DataCluster[]];

const outbound = z
  .strictObject({
    authBaseUrl: baseUrl,
    dataBaseUrl: baseUrl,
    clientId: name,
    clientSecretEnv: variableName,
    clientAuthentication: z
      .enum(["client_secret_json", "client_secret_basic", "client_secret_post"])
      .default("client_secret_json"),
    tokenContentType: z
      .enum(["application/json", "application/x-www-form-urlencoded"])
      .default("application/json"),
    pkce: z.boolean().default(false),
    fdxHeaders: z.boolean().default(false),
    idleDays: count(1, 3660, 30),
    consentDays: z.number().int().min(1).max(3660).optional(),
    dataClusters: z.array(z.enum(CLUSTERS)).min(1).default(CLUSTERS),
    pageSize: count(1, 1000, 100),
    historyWindowDays: z.number().int().min(1).max(3660).optional(),
    callBudgets: callBudgets.optional(),
    partner: z.strictObject({ clientId: name, clientSecretEnv: variableName }).optional(),
  })
  .refine(
    ({ clientAuthentication, tokenContentType }) =>
      clientAuthentication === "client_secret_basic" ||
      (clientAuthentication === "client_secret_json") === (tokenContentType === "application/json"),
    { error: "clientAuthentication and tokenContentType contradict each other" },
  );

const HEADER_NAME = /^[a-z][a-z0-9-]{1,63}$/;

const connect = z.strictObject({
  apiBaseUrl: baseUrl,
  widgetUrl: baseUrl,
  customerId: z.uuid(),
  secretKeyEnv: variableName,
  apiKeyEnv: variableName,
  linking: z.enum(["widget", "oauth"]).default("widget"),
  webhook: z
    .strictObject({
      secretEnv: variableName,
      headers: z
        .array(z.string().toLowerCase().regex(HEADER_NAME, "must be a header's name"))
        .min(1)
        .default(["x-flinks-signature", "flinks-authenticity-key"]),
    })
    .optional(),
  historyDays: z.union([z.literal(90), z.literal(365)]).default(365),
  maxAgeMinutes: count(1, 10_080, 360),
  retentionDays: count(1, 365, 90),
  pollSeconds: count(1, 60, 10),
  giveUpMinutes: count(1, 30, 30),
});

const id = z.number().int().min(1);

const bank = z
  .strictObject({
    id: bankId.optional(),
    name: name.optional(),
    providerId: id.optional(),
    institutionId: id.optional(),
    institutionNumber: z
      .string()
      .regex(/^\d{3}$/, "must be three digits")
      .optional(),
    outboundPolicy: policy.optional(),
  })
  .refine(({ providerId, institutionId }) => providerId !== undefined || institutionId !== undefined, {
    error: "needs a providerId or an institutionId",
  });

/** The Flinks file. Secrets are named by their environment variable, never written into the file. */
export const flinksFileSchema = z
  .strictObject({
    outbound: outbound.optional(),
    connect: connect.optional(),
    outboundPolicy: policy.default("prefer"),
    banks: z.array(bank).default([]),
  })
  .refine((file) => file.outbound !== undefined || file.connect !== undefined, {
    error: "needs outbound or connect",
  });
