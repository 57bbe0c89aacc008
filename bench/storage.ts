import type { BenchResult } from "./result";
export const storage = (): Promise<BenchResult> => Promise.reject(new Error("soon"));
