/**
 * The architecture, as a check. A folder may import only the folders named in its row, and every row names only
 * folders that stand further down; the loop below refuses a table that breaks this. ARCHITECTURE.md shows the same rows.
 */
const MAY_IMPORT = {
  main: ["cli"],
  cli: ["app", "config", "sandbox", "http", "stores", "telemetry", "core"],
  app: [
    "config",
    "http",
    "auth",
    "graph",
    "loaders",
    "consents",
    "providers",
    "tokens",
    "oauth",
    "stores",
    "telemetry",
    "core",
  ],
  config: ["core"],
  http: ["auth", "graph", "consents", "telemetry", "core"],
  auth: ["core"],
  graph: ["loaders", "consents", "projection", "fdx", "core"],
  loaders: ["providers", "consents", "core"],
  consents: ["providers", "tokens", "oauth", "stores", "core"],
  providers: ["projection", "tokens", "oauth", "stores", "fdx", "core"],
  projection: ["core"],
  tokens: ["oauth", "stores", "core"],
  oauth: ["core"],
  stores: ["core"],
  telemetry: ["core"],
  fdx: ["core"],
  sandbox: [],
  playground: [],
  core: [],
};

const order = Object.keys(MAY_IMPORT);
for (const [from, targets] of Object.entries(MAY_IMPORT)) {
  const upward = targets.filter((to) => order.indexOf(to) <= order.indexOf(from));
  if (upward.length > 0) throw new Error(`${from} may not import upward: ${upward.join(", ")}`);
}

const inFolders = (names) => `^src/(${names.join("|")})(/|\\.ts$)`;

const folderRules = order.map((from) => ({
  name: `${from}-imports-only-what-the-table-says`,
  severity: "error",
  from: { path: inFolders([from]) },
  to: { path: "^src/", pathNot: inFolders([from, ...MAY_IMPORT[from]]) },
}));

/** A driver package is known to one folder; app.ts, the composition root, may name all of them. */
const ONLY_IN = {
  "graphql|type-graphql|graphql-scalars|reflect-metadata": ["graph", "app"],
  "@apollo/server|fastify|@fastify/.*": ["http", "graph", "app", "sandbox"],
  undici: ["providers", "oauth", "auth", "app"],
  "openid-client": ["oauth"],
  "lmdb|redis|cluster-key-slot": ["stores"],
  dataloader: ["loaders"],
  "pino|prom-client": ["telemetry"],
  "oidc-provider|pdfkit": ["sandbox"],
};

const packageRules = Object.entries(ONLY_IN).map(([packages, folders]) => ({
  name: `only-${folders.join("-")}-may-use-${packages.split("|")[0]}`,
  severity: "error",
  from: { path: "^src/", pathNot: inFolders(folders) },
  to: { path: `node_modules/(${packages})/` },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    ...packageRules,
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-orphans", severity: "error", from: { orphan: true, pathNot: "\\.d\\.ts$" }, to: {} },
    {
      name: "src-never-imports-test",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|bench|examples)/" },
    },
    {
      name: "production-code-uses-production-packages",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(sandbox|playground)/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
