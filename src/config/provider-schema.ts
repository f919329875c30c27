import { z } from "zod";
import { DATA_CLUSTERS, type DataCluster } from "../core/data-cluster.js";
import { FDX_RESOURCE_NAMES, type FdxResource } from "../core/fdx-resource.js";
import { callBudgets } from "./call-budget-schema.js";
import { bankId, name, url, variableName } from "./fields.js";
import { contradictionsIn } from "./provider-rules.js";

/** Strict where nothing is known: it is the policy under which a careless client loses consents. */
const rotation = z
  .union([z.enum(["none", "strict"]), z.strictObject({ graceSeconds: z.number().int().min(1).max(3600) })])
  .transform((policy) => {
    if (policy === "none" || policy === "strict") return { kind: policy };
    return { kind: "grace" as const, seconds: policy.graceSeconds };
  });

const dataCluster = z.enum(DATA_CLUSTERS as [DataCluster, ...DataCluster[]]);
const days = z.number().int().min(1).max(3660);
/** Its text comes into messages: a key that was written in its place does not. */
const path = z.string().regex(/^(?!.*-----)[^\r\n]{1,4096}$/, "must be the path of a file");
/** RFC 6749 §3.3. */
const scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, "must be one scope");
const oauthError = z.string().regex(/^[a-z_]{1,40}$/, "must be an OAuth error code");

const tls = z.strictObject({
  caFile: path.optional(),
  certificateFile: path.optional(),
  keyFile: path.optional(),
});

/** Where a provider is, and what of FDX it serves. */
const data = {
  id: bankId,
  name,
  country: z.string().regex(/^[A-Z]{2}$/, "must be an ISO 3166-1 alpha-2 code"),
  dataClusters: z.array(dataCluster).min(1),
  unsupported: z.array(z.enum(FDX_RESOURCE_NAMES as [FdxResource, ...FdxResource[]])).optional(),
  fdxBaseUrl: url.refine((base) => base.pathname.endsWith("/"), { error: "must end in a slash" }),
  fdxVersion: z
    .string()
    .regex(/^[4-9]\.\d{1,2}(\.\d{1,2})?$/, "must be a version of FDX, such as 5.2 or 6.4")
    .default("6.4"),
  pageSize: z.number().int().min(1).max(1000).default(100),
  historyWindowDays: days.optional(),
  callBudgets: callBudgets.optional(),
};

/** How consents are given there, and kept. */
const consents = {
  consentDays: days.optional(),
  rotation: rotation.default({ kind: "strict" }),
  idleDays: days.optional(),
  consentLostErrors: z.array(oauthError).optional(),
  issuer: url,
  clientId: name,
  pkce: z.boolean().default(true),
  pushedAuthorizationRequests: z.enum(["auto", "never", "required"]).default("auto"),
  authorizationParameters: z.record(z.string().min(1), z.string().min(1)).optional(),
  baseScopes: z.array(scope).min(1).default(["openid", "offline_access"]),
  clusterScopes: z.partialRecord(dataCluster, scope).optional(),
};

/** What the gateway shows there. */
const credentials = {
  clientAuthentication: z
    .enum([
      ...(["client_secret_basic", "client_secret_post", "private_key_jwt"] as const),
      ...(["tls_client_auth", "self_signed_tls_client_auth"] as const),
    ])
    .default("client_secret_basic"),
  clientSecretEnv: variableName.optional(),
  clientKeyFile: path.optional(),
  clientKeyId: name.optional(),
  bearer: z.enum(["access_token", "id_token"]).default("access_token"),
  senderConstraint: z.enum(["none", "dpop", "mtls"]).default("none"),
  dpopKeyFile: path.optional(),
  tls: tls.optional(),
};

const provider = z.strictObject({ ...data, ...consents, ...credentials }).superRefine((entry, context) => {
  for (const [member, message] of contradictionsIn(entry)) {
    context.addIssue({ code: "custom", path: member.split("."), message });
  }
});

/** The providers file: a JSON list. It holds no secret, only where each is found. */
export const providersFileSchema = z.array(provider).min(1);

export type ProviderEntry = z.output<typeof provider>;
