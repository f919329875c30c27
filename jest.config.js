/** Jest in ESM mode: `NODE_OPTIONS=--experimental-vm-modules` is set by the npm scripts (docs/adr/0003-jest-in-esm-mode.md). */
export default {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2022",
          parser: { syntax: "typescript", decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false },
        },
        module: { type: "es6" },
      },
    ],
  },
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  setupFilesAfterEnv: ["<rootDir>/test/support/quiet-console.ts"],
  testSequencer: "./test/support/slow-first.js",
  restoreMocks: true,
  maxWorkers: 2,
  // A worker keeps every ES module it ever loaded: grown to gigabytes it spends its time collecting garbage.
  workerIdleMemoryLimit: "800MB",
  testTimeout: 30_000,
};
