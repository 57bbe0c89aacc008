import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    "./lib/db/schema.ts",
    "./lib/db/schema-bikes.ts",
    "./lib/db/schema-registration.ts",
    "./lib/db/schema-lookup.ts",
    "./lib/db/schema-consent.ts",
    "./lib/db/schema-erasure.ts",
    "./lib/db/schema-projection.ts",
    "./lib/db/schema-riders.ts",
    "./lib/db/schema-reports.ts",
    "./lib/db/schema-figures.ts",
  ],
  out: "./lib/db/migrations",
});
