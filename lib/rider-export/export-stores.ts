import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "@/lib/es/client";

/** Where readings, rides and states are; user `operations`. */
export interface ExportStores {
  readonly es: Elasticsearch;
  readonly names: Names;
}
