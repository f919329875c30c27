import js from "@eslint/js";
import n from "eslint-plugin-n";
import tseslint from "typescript-eslint";

/** Each rule beyond the presets has its reason beside it. */
const ownRules = {
  "@typescript-eslint/consistent-type-imports": "error", // type-only imports never load a module at run time
  "@typescript-eslint/explicit-module-boundary-types": "error", // a public shape is written down, not inferred
  "@typescript-eslint/switch-exhaustiveness-check": "error", // states are unions: the compiler counts them
  "@typescript-eslint/require-await": "off", // async methods that satisfy an interface
  "@typescript-eslint/no-extraneous-class": ["error", { allowWithDecorator: true }], // GraphQL types are classes
  "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }], // numbers print as expected
  "n/no-process-env": "error", // the environment is read in one file
  "n/prefer-node-protocol": "error", // built-ins are recognisable
  "no-console": "error", // everything printed goes through the logger or the command's own output
  "no-restricted-syntax": [
    "error",
    { selector: "TSEnumDeclaration", message: "Use a const object or a union of literals." },
    { selector: "ExportDefaultDeclaration", message: "Use a named export." },
  ],
  complexity: ["error", 8],
  "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
  "max-params": ["error", 4],
};

export default tseslint.config(
  { ignores: ["dist", "coverage", "examples/generated", ".data", ".stryker-tmp"] },
  { ignores: ["src/projection/kernel"] }, // AssemblyScript: TypeScript's parser reads it, its type checker does not
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { n },
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./src/playground/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: ownRules,
  },
  {
    // Classes there only carry the decorators of GraphQL types; resolvers return plain objects of the same shape.
    files: ["src/graph/**"],
    rules: { "@typescript-eslint/no-unsafe-class-instance-assignment": "off" },
  },
  { files: ["src/config/env.ts", "test/**", "bench/**"], rules: { "n/no-process-env": "off" } },
  {
    files: ["bench/**", "examples/**", "test/{faults,flinks-use,fuzz,memory,resilience}/run.ts"], // programs that talk to a person
    rules: { "no-console": "off", "n/no-process-env": "off" },
  },
  {
    // What a server answered is any JSON: a test that reads a member that is not there fails by itself.
    files: [
      "test/integration/**",
      "test/browser/**",
      "test/faults/**",
      "test/unit/graph/**",
      "test/support/{flinks,gateway,graph,profile}-world.ts",
    ],
    rules: {
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    files: ["test/**"],
    rules: { "max-lines-per-function": "off", "max-lines": "off" }, // a describe block is one function
  },
  {
    files: ["**/*.js", "**/*.cjs", "**/*.mjs"],
    languageOptions: {
      globals: { console: "readonly", process: "readonly", module: "writable", require: "readonly" },
    },
  },
);
