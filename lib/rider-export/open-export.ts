import { namesIn } from "@/lib/domain/names";
import { createElasticsearch } from "@/lib/es/client";
import type { ExportStores } from "./export-stores";

/** Where readings, rides and states are read, as user `operations`. Connects when the first export is made. */
export const openExport = (options: { url: string; password: string; namespace: string }): ExportStores => ({
  es: createElasticsearch({ url: options.url, username: "operations", password: options.password }),
  names: namesIn(options.namespace),
});
