import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };
const exclude = ["node_modules/**", ".next/**", ".stack/**"];

/** They judge how soon something is done, or what is in memory then: each has the machine and a process for itself. */
const MEASURED = {
  unit: [
    "lib/ingest/long-work.test.ts",
    "lib/ingest/upload-memory.test.ts",
    "lib/ingest/worst-uploads.test.ts",
  ],
  integration: ["ingest-worker/no-interference.itest.ts", "ingest-worker/outbox/outbox-lane.itest.ts"],
};

const servers = {
  globalSetup: ["stack/vitest-setup.ts"],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

/** They wait for minutes: time goes by beside the integration tests, whose installations are others. */
const WAITING = ["e2e/alarms.e2e.ts", "e2e/erased.e2e.ts"];
const browser = {
  globalSetup: ["stack/vitest-browser-setup.ts"],
  testTimeout: 120_000,
  hookTimeout: 120_000,
  maxWorkers: 1,
};

/** Projects whose name begins alike run together, as `--project "unit*"`; those that are measured come last, one by one. */
export default defineConfig({
  test: {
    // What differs is told, not "[ Array(1) ]".
    chaiConfig: { truncateThreshold: 500 },
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: [...exclude, ...MEASURED.unit],
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "unit-measured",
          include: MEASURED.unit,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          ...servers,
          name: "integration",
          include: ["**/*.itest.ts"],
          exclude: [...exclude, ...MEASURED.integration],
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          ...servers,
          name: "integration-measured",
          include: MEASURED.integration,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          ...browser,
          name: "browser",
          include: ["e2e/**/*.e2e.ts"],
          exclude: [...exclude, ...WAITING],
        },
      },
      {
        resolve: { alias },
        test: {
          ...browser,
          name: "waiting",
          include: WAITING,
        },
      },
    ],
  },
});
