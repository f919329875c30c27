/**
 * Bundles the playground into `dist/playground`: `index.html`, and beside it `assets/` whose names carry a hash of
 * their content. Nothing in the result is fetched from anywhere but the gateway itself.
 */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const HERE = import.meta.dirname;
const OUTPUT = join(HERE, "../../dist/playground");

/** What Monaco runs outside the page's own thread, by the label it asks with; the rest is done by `editor`. */
const WORKERS = {
  editor: "monaco-editor/esm/vs/editor/editor.worker.js",
  json: "monaco-editor/esm/vs/language/json/json.worker.js",
  graphql: "monaco-graphql/esm/graphql.worker.js",
};

/** GraphiQL names Prettier's parsers by old paths to CommonJS files, whose exports an ES module import cannot see. */
const PRETTIER_PARSERS = {
  "prettier/parser-graphql": "prettier/plugins/graphql",
  "prettier/parser-babel": "prettier/plugins/babel",
};

/** GraphiQL's stylesheet carries its fonts as data: URLs, which `font-src 'self'` refuses: they become files. */
const fontsAsFiles = {
  name: "fonts-as-files",
  setup(bundler) {
    bundler.onResolve({ filter: /^data:font\// }, ({ path }) => {
      const [, kind, text] = /^data:font\/(\w+);base64,(.*)$/s.exec(path);
      const name = createHash("sha256").update(text).digest("hex").slice(0, 8);
      return { path: `font-${name}.${kind}`, namespace: "font", pluginData: text };
    });
    bundler.onLoad({ filter: /.*/, namespace: "font" }, ({ pluginData }) => ({
      contents: Buffer.from(pluginData, "base64"),
      loader: "file",
    }));
  },
};

/** GraphiQL's stylesheet already contains Monaco's; a second copy per module would never be loaded. */
const monacoStylesOnce = {
  name: "monaco-styles-once",
  setup(bundler) {
    bundler.onLoad({ filter: /monaco-editor\/.*\.css$/ }, () => ({ contents: "", loader: "css" }));
  },
};

const shared = {
  bundle: true,
  minify: true,
  sourcemap: false,
  metafile: true,
  target: "es2022",
  outdir: join(OUTPUT, "assets"),
  assetNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  entryNames: "[name]-[hash]",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".svg": "copy" },
  keepNames: true, // GraphiQL derives the accessible names of its icons from the names of their functions
  legalComments: "none",
  logLevel: "warning",
};

/** The file names esbuild gave to the entry points, by the name of the source file. */
function entryFiles({ metafile }) {
  const outputs = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint);
  return Object.fromEntries(outputs.map(([file, { entryPoint }]) => [basename(entryPoint), basename(file)]));
}

async function buildWorkers() {
  const result = await build({ ...shared, format: "iife", entryPoints: Object.values(WORKERS) });
  const files = entryFiles(result);
  return Object.fromEntries(
    Object.entries(WORKERS).map(([label, path]) => [label, `./${files[basename(path)]}`]),
  );
}

async function buildPage(workers) {
  const result = await build({
    ...shared,
    format: "esm",
    splitting: true,
    entryPoints: [join(HERE, "main.tsx"), join(HERE, "main.css"), join(HERE, "icon.svg")],
    define: { ...shared.define, WORKER_FILES: JSON.stringify(workers) },
    alias: PRETTIER_PARSERS,
    plugins: [fontsAsFiles, monacoStylesOnce],
  });
  return entryFiles(result);
}

await rm(OUTPUT, { recursive: true, force: true });
await mkdir(OUTPUT, { recursive: true });
const files = await buildPage(await buildWorkers());
const template = await readFile(join(HERE, "index.html"), "utf8");
await writeFile(
  join(OUTPUT, "index.html"),
  template.replace(/\{\{(.+?)\}\}/g, (_, name) => `./assets/${files[name]}`),
);
