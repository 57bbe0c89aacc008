import type { Names } from "@/lib/domain/names";
import { createElasticsearch } from "@/lib/es/client";
import { type KeptRangeModel, keepRangeModel } from "./keep-range-model";
import { readRangeModel } from "./read-range-model";

/** The published model as user `analytics` reads it. Connects when it is first asked for. */
export function openRangeModel(options: { url: string; password: string; names: Names }): KeptRangeModel {
  const es = createElasticsearch({ url: options.url, username: "analytics", password: options.password });
  return keepRangeModel(() => readRangeModel(es, options.names));
}
