import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The map's worker is a file of its own that browsers fetch: it goes where the web server serves files from. */
const path = (from: string): string => fileURLToPath(new URL(`../${from}`, import.meta.url));

await mkdir(path("public"), { recursive: true });
await copyFile(
  path("node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"),
  path("public/maplibre-gl-worker.mjs"),
);
