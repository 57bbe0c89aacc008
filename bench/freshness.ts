import type { BenchResult } from "./result";
export const freshness = (): Promise<BenchResult> => Promise.reject(new Error("soon"));
